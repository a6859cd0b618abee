"""What a report was made under, and whether it would be made the same way today. Pure."""

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

from models.case import Application
from models.doctype import DocumentType
from models.report import MadeUnder, Report
from pipeline.judging_code import judging_code, reading_code

T = TypeVar("T")


def made_under(
    types: Mapping[str, DocumentType],
    alphabet: frozenset[str],
    application: Application | None,
    type_code: str | None,
) -> MadeUnder:
    """Return the digests under which a page of this type is judged now."""
    doctype = types.get(type_code or "")
    return MadeUnder(
        reading_code=reading_code(),
        anchors=anchors_digest(types),
        definition=doctype.digest if doctype else "",
        judging_code=judging_code(),
        alphabet=alphabet_digest(alphabet),
        application=application_digest(application),
    )


def is_current(
    report: Report, application: Application, *, types: Mapping[str, DocumentType], alphabet: frozenset[str]
) -> bool:
    """Whether a report is what judging its page again would give; true of a file that is no picture."""
    if not report.engine:
        return True
    now = made_under(types, alphabet, application, report.classification.type_code)
    return report.grounds is not None and report.grounds.under == now


def application_digest(application: Application | None) -> str:
    """Return the digest of what was stated; empty where nothing was."""
    return "" if application is None else _LAST_APPLICATION.digest_of(application)


@lru_cache(maxsize=8)
def alphabet_digest(alphabet: frozenset[str]) -> str:
    """Return the digest of the characters that the engine can print."""
    return _short("".join(sorted(alphabet)))


def anchors_digest(types: Mapping[str, DocumentType]) -> str:
    """Return the digest of what betrays each of these types."""
    return _LAST_TYPES.digest_of(types)


def _anchors(types: Mapping[str, DocumentType]) -> str:
    anchors = {one.code: [(anchor.text, anchor.weight) for anchor in one.anchors] for one in types.values()}
    return _short(repr(sorted(anchors.items())))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class _Last(Generic[T]):
    """Remembers the digest of the one value that was asked for last: page after page asks for the same."""

    def __init__(self, work_out: Callable[[T], str]) -> None:
        self._work_out = work_out
        self._last: tuple[T, str] | None = None

    def digest_of(self, value: T) -> str:
        # One tuple is read and written whole: threads may forget each other's value, and never mix two.
        last = self._last
        if last is None or last[0] is not value:
            last = self._last = value, self._work_out(value)
        return last[1]


_LAST_APPLICATION: _Last[Application] = _Last(lambda application: _short(repr(application)))
_LAST_TYPES: _Last[Mapping[str, DocumentType]] = _Last(_anchors)
