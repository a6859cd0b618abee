"""What colleagues are called on pages: by the titles of their accounts, as people call each other."""

from collections.abc import Iterable, Mapping

from services.desk.words import NOBODY
from services.keepers import Keepers

Titles = Mapping[str, str]
"""Name of an account to its title, where it has one."""


def titles_of(names: Iterable[str], *, keepers: Keepers) -> Titles:
    """Return the titles of accounts, and what those are called that no person has.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    wanted = set(names) - {"", *NOBODY}
    return {**(keepers.accounts.titles(sorted(wanted)) if wanted else {}), **NOBODY}


def called(name: str, titles: Titles) -> str:
    """Return what an account is called; its name where it has no title."""
    return titles.get(name, name)
