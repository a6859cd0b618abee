"""Columns of a manifest in CSV: those of the papers, and for tables out of a database those of the application.

A table has either one column `application`, or the application's own keys as columns; then the keys of one entry of
its education may stand beside them. What is left empty is not stated.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from models.errors import ManifestInvalid
from services.application_faults import near_to, shown

PAPER = ("file", "blob", "object", "sha256", "declared_type")
APPLICATION = (
    "application_id", "name", "id_type", "id_number", "exam_year", "as_of", "exam_category", "specialty", "track",
    "gender", "birth_date", "exam_point",
)  # fmt: skip
REQUIRED = ("application_id", "name", "id_type", "id_number")
EDUCATION = (
    "level", "school", "major", "study_form", "enrolled_on", "graduated_on", "certificate_number", "degree_number",
    "proof", "verification_code",
)  # fmt: skip
COLUMNS = ("application", *PAPER)
_KNOWN = frozenset({*COLUMNS, *APPLICATION, *EDUCATION})
_HEADING = re.compile("[A-Za-z_ ]{1,40}[0-9]{0,3}")
"""What a heading is made of; with more digits or in Chinese it may be the first person's own."""
_OTHER_SEPARATORS = {
    ";": "semicolons",
    "\t": "tabs",
    "|": "bars",
    "\N{FULLWIDTH COMMA}": "full-width commas",
    "\N{FULLWIDTH SEMICOLON}": "full-width semicolons",
}
"""Excel of some countries writes semicolons where it says CSV."""
MOST_TOLD = 10


def check_columns(header: Sequence[str], *, named: str) -> None:
    """Look at the header of a table.

    Raises:
        ManifestInvalid: a column is unknown or stands twice, or one that is needed is not there; lists every fault.
    """
    faults = list(_faults(header))
    if faults:
        rest = f"; and {len(faults) - MOST_TOLD} more" if len(faults) > MOST_TOLD else ""
        raise ManifestInvalid(f"CSV header: {'; '.join(faults[:MOST_TOLD])}{rest}: {named}")


def application_of(filled: Mapping[str, str]) -> dict[str, Any]:
    """Return the application that the filled cells of a flat line state, as a line of JSON would say it.

    >>> application_of({"application_id": "HB1", "exam_year": "2015", "level": "本科"})
    {'application_id': 'HB1', 'exam_year': 2015, 'education': [{'level': '本科'}]}
    """
    application: dict[str, Any] = {name: filled[name] for name in APPLICATION if name in filled}
    # What is no number is left for the application's own check to name.
    if application.get("exam_year", "").isdecimal():
        application["exam_year"] = int(application["exam_year"])
    if entry := {name: filled[name] for name in EDUCATION if name in filled}:
        application["education"] = [entry]
    return application


def _faults(header: Sequence[str]) -> Iterator[str]:
    columns = set(header)
    if separator := _other_separator(header):
        yield f"expected commas between the columns, met {separator}"
    elif not columns & _KNOWN:
        # What stands there instead may be the first person's name and number.
        yield f"expected the names of columns, as {', '.join(('application', *PAPER))}, in the first line, met none"
    else:
        yield from (
            f"{_told(name, header)}: expected a column that is known, met another{near_to(name, _KNOWN)}"
            for name in sorted(columns - _KNOWN)
        )
        yield from (
            f"{name}: expected once, met {header.count(name)} times"
            for name in sorted(columns & _KNOWN)
            if header.count(name) > 1
        )
        yield from _faults_of_application(columns)


def _told(name: str, header: Sequence[str]) -> str:
    """A heading, or its place where it may be the first person's name or number."""
    return shown(name) if _HEADING.fullmatch(name) else f"column {header.index(name) + 1}"


def _faults_of_application(columns: set[str]) -> Iterator[str]:
    own = [name for name in (*APPLICATION, *EDUCATION) if name in columns]
    if "application" in columns and own:
        yield f"expected application or its own keys as columns, met both: {', '.join(own)}"
    elif "application" not in columns and (missing := [name for name in REQUIRED if name not in columns]):
        yield f"expected application, or {', '.join(REQUIRED)}, met no {', '.join(missing)}"


def _other_separator(header: Sequence[str]) -> str:
    """Name what parts the columns where it is no comma; nothing where it is, or where no column would come out."""
    if len(header) != 1:
        return ""
    met = ((word, {part.strip() for part in header[0].split(mark)[1:]}) for mark, word in _OTHER_SEPARATORS.items())
    return next((word for word, parted in met if parted & _KNOWN), "")
