"""Tells a database that is away from one that refuses us for a wrong setting, in our words.

Statement and parameters stay out of every message: they hold personal data. So does what the server said, which may
name a user or quote a row; its error's code and kind do not.
"""

import sqlalchemy as sa

from models.errors import CertcheckError, InputError, StorageRefused, StorageUnavailable

REFUSING_STATES = {
    "28P01": "a password that is wrong",
    "28000": "a user who may not enter",
    "3D000": "no database of that name",
    "42501": "a user without the rights",
    "3F000": "no schema of that name",
    "42P01": "tables of another build",
    "42703": "columns of another build",
}
"""PostgreSQL's codes (appendix A of its manual) that no waiting mends."""
REFUSING_WORDS = (
    ("password", "28P01"),
    ("认证失败", "28P01"),
    ("pg_hba.conf", "28000"),
    ("role", "28000"),
    ("does not exist", "3D000"),
    ("不存在", "3D000"),
    ("permission denied for database", "42501"),
)
"""A connection that is refused comes without a code, so the words tell, of servers that speak English or Chinese; what
they do not tell counts as away, which is said too."""
SQLITE_REFUSING = {"SQLITE_READONLY": "a file that may not be written", "SQLITE_AUTH": "a user without the rights"}
SQLITE_OTHER_TABLES = ("no such table", "no such column", "has no column named")
AWAY = (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError)


def in_our_words(error: sa.exc.SQLAlchemyError) -> CertcheckError | None:
    """Return what an error of a database means to whoever asked it; None where it is a defect of ours."""
    met = _refused(error)
    if met:
        return StorageRefused(f"CERTCHECK_DATABASE_URL: expected a database that takes us in, met {met}")
    if isinstance(error, AWAY):
        return _unavailable(error)
    if isinstance(error, sa.exc.DataError):
        # PostgreSQL keeps no U+0000, not even to look for an id that holds one.
        return InputError("expected text that the database can hold, met other text")
    # SQLite says of a file that is damaged, or no database at all, no more than this; every subclass is a defect.
    return _unavailable(error) if type(error) is sa.exc.DatabaseError else None


def _refused(error: sa.exc.SQLAlchemyError) -> str:
    cause = getattr(error, "orig", None)
    if cause is None:
        return ""
    if hasattr(cause, "sqlstate"):
        return REFUSING_STATES.get(cause.sqlstate or _state_by_words(error, str(cause)), "")
    name, text = getattr(cause, "sqlite_errorname", ""), str(cause)
    if isinstance(error, sa.exc.OperationalError) and any(words in text for words in SQLITE_OTHER_TABLES):
        return "tables of another build"
    return next((met for prefix, met in SQLITE_REFUSING.items() if name.startswith(prefix)), "")


def _state_by_words(error: sa.exc.SQLAlchemyError, text: str) -> str:
    if not isinstance(error, sa.exc.OperationalError):
        return ""
    # Of several hosts each has a line of its own; the first that answered decides.
    said = [line.rpartition("failed: ")[2] for line in text.splitlines() if "failed: " in line]
    return next((state for line in said for words, state in REFUSING_WORDS if words in line), "")


def _unavailable(error: sa.exc.SQLAlchemyError) -> StorageUnavailable:
    cause = getattr(error, "orig", None) or error
    return StorageUnavailable(f"expected the database to answer, met {type(cause).__name__}")
