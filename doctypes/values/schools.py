"""Schools that train physicians, from `schools.toml`: national codes, and every name they bore, with its years.

The code is the last five digits of the ten-digit 学校标识码 and the first five of a diploma number. `confirmed` marks
codes seen in official lists; the others equate names and never refute a paper. A year that is `unsure` weighs nothing.
"""

import tomllib
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rapidfuzz.distance import Levenshtein

from models.errors import DefinitionInvalid

FILE = Path(__file__).parent / "schools.toml"
_LETTERS_FOR_ONE_MISREAD = 4


class NameUse(StrEnum):
    """How a name of a school stands to a year."""

    IN_USE = "in_use"
    NOT_YET = "not_yet"
    NO_LONGER = "no_longer"
    UNKNOWN = "unknown"
    """No school of ours, or years that are not confirmed."""


class FormerName(BaseModel):
    """A name before the present one, or the name of a school that was merged into this one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    until: int
    """The year in which the next name began; papers of that year may bear either."""
    into: str = ""
    """The next name; empty for the present one."""
    since: int | None = None
    unsure: bool = False


class School(BaseModel):
    """One school under its present name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(pattern=r"^(\d{5})?$")
    """Five digits; empty where it is not known."""
    name: str
    since: int | None = None
    former: tuple[FormerName, ...] = ()
    faculties: tuple[str, ...] = ()
    """Parts that people take for the school, by the words behind its name."""
    confirmed: bool = False
    """Of the code."""
    unsure: bool = False
    """Of `since`."""

    @property
    def names(self) -> frozenset[str]:
        """Every name, present and past, and those of schools merged into it."""
        return frozenset({self.name, *(former.name for former in self.former)})

    def later_names(self, name: str) -> frozenset[str]:
        """Return the name and every name that took its place, up to the present one."""
        found, next_names = [name], {former.name: former.into or self.name for former in self.former}
        while found[-1] in next_names and len(found) <= len(next_names):
            found.append(next_names[found[-1]])
        return frozenset(found)


def load_schools(file: Path = FILE) -> tuple[School, ...]:
    """Load the table.

    Raises:
        DefinitionInvalid: the file is no such table, or two schools share a code or a name; every fault is named.
    """
    try:
        entries = tomllib.loads(file.read_text("utf-8")).get("schools", [])
        schools = tuple(School.model_validate(entry) for entry in entries)
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise DefinitionInvalid(f"{file.name}: {error}") from error
    faults = _faults(schools)
    if faults:
        raise DefinitionInvalid(f"{file.name}: {'; '.join(faults)}")
    return schools


def _faults(schools: tuple[School, ...]) -> list[str]:
    codes = [school.code for school in schools if school.code]
    names = [name for school in schools for name in (school.name, *(former.name for former in school.former))]
    found = [
        f"{one} is there twice" for one in sorted({one for one in codes + names if (codes + names).count(one) > 1})
    ]
    for school in schools:
        for former in school.former:
            if former.into and former.into not in school.names - {former.name}:
                found.append(f"{former.name} becomes {former.into}, which is no name of {school.name}")
            if former.since is not None and former.since > former.until:
                found.append(f"{former.name} ends in {former.until}, before it begins")
    return found


SCHOOLS = load_schools()

BY_CODE = MappingProxyType({school.code: school for school in SCHOOLS if school.code})
"""Five-digit code to school."""

BY_NAME = MappingProxyType({name: school for school in SCHOOLS for name in school.names})
"""Every name, present and past, to school."""


def same_school(first: str, second: str) -> bool:
    """Tell whether two names, in NFKC without spaces, are names of one school at different times.

    Two schools that were merged into a third are two schools.

    >>> same_school("同济医科大学", "华中科技大学"), same_school("同济医科大学", "武汉大学")
    (True, False)
    >>> same_school("湖北农学院", "江汉石油学院"), same_school("湖北医学院", "武汉大学")
    (False, True)
    """
    school = BY_NAME.get(first)
    if school is None or second not in school.names:
        return False
    return second in school.later_names(first) or first in school.later_names(second)


def may_be_misread(printed: str, name: str) -> bool:
    """Tell whether print may be a misreading of a name: a letter in four is another, and one at least.

    >>> may_be_misread("三块大学", "三峡大学"), may_be_misread("人隅大学", "武汉大学")
    (True, False)
    """
    return Levenshtein.distance(printed, name) <= max(1, len(name) // _LETTERS_FOR_ONE_MISREAD)


def use_of_name(name: str, year: int) -> NameUse:
    """Tell whether a school bore a name in a year, as far as that is confirmed.

    >>> str(use_of_name("湖北医药学院", 2008)), str(use_of_name("郧阳医学院", 2008)), str(use_of_name("武汉大学", 1998))
    ('not_yet', 'in_use', 'in_use')
    >>> str(use_of_name("郧阳医学院", 2010)), str(use_of_name("郧阳医学院", 2012)), str(use_of_name("长沙医学院", 1990))
    ('in_use', 'no_longer', 'unknown')
    """
    school = BY_NAME.get(name)
    if school is None:
        return NameUse.UNKNOWN
    former = next((one for one in school.former if one.name == name), None)
    since, unsure = (former.since, former.unsure) if former else (school.since, school.unsure)
    if unsure:
        return NameUse.UNKNOWN
    if since is not None and year < since:
        return NameUse.NOT_YET
    return NameUse.NO_LONGER if former and year > former.until else NameUse.IN_USE


def names_in(name: str, year: int) -> tuple[str, ...]:
    """Return the names that this school bore in a year, where the name given was not in use then.

    >>> names_in("湖北医药学院", 2008), names_in("郧阳医学院", 2015)
    (('郧阳医学院',), ('湖北医药学院',))
    """
    school = BY_NAME.get(name)
    if school is None:
        return ()
    others = sorted(school.names - {name})
    return tuple(one for one in others if same_school(one, name) and use_of_name(one, year) is NameUse.IN_USE)


def without_faculty(name: str) -> str:
    """Return the school of which a faculty or campus is named with it, or the name as it is.

    >>> [without_faculty(name) for name in ("华中科技大学同济医学院", "华中科技大学文华学院", "同济医学院")]
    ['华中科技大学', '华中科技大学文华学院', '同济医学院']
    """
    for length in range(len(name) - 1, 1, -1):
        school = BY_NAME.get(name[:length])
        if school is not None and name[length:].strip("()") in school.faculties:
            return name[:length]
    return name
