"""Columns of a manifest in CSV: those of the papers, and for tables out of a database those of the application.

A table has either one column `application`, or the application's own keys as columns; then the keys of one entry of
its education may stand beside them. What is left empty is not stated.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from models.errors import ManifestInvalid

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
_EXPECTED = (
    f"application or {', '.join(REQUIRED)} (and {', '.join((*APPLICATION[4:], *EDUCATION))}) with {', '.join(PAPER)}"
)


def check_columns(header: Sequence[str], *, named: str) -> None:
    """Look at the header of a table.

    Raises:
        ManifestInvalid: a column is unknown or stands twice, or one that is needed is not there.
    """
    columns = set(header)
    is_nested = "application" in columns
    allowed = {*COLUMNS} if is_nested else {*PAPER, *APPLICATION, *EDUCATION}
    if not columns <= allowed or len(columns) < len(header) or not (is_nested or columns.issuperset(REQUIRED)):
        raise ManifestInvalid(f"expected a CSV header of {_EXPECTED}, met another: {named}")


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
