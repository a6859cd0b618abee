"""What a paper says firmly, also inside its numbers and by other words, and the number of a citizen among numbers."""

from doctypes.values import citizen_id, degree, qualification_number
from models.report import Report
from pipeline.across.papers import firm, type_of

ID_IN_NUMBER = "id_in_number"
"""Stands for the citizen's number that a paper holds inside its qualification number."""
_LEVEL_OF_RANK = {"学士": "本科", "硕士": "硕士", "博士": "博士"}
_FIFTEEN = 15


def said(paper: Report, field: str) -> str | None:
    """Return what a paper says firmly of a field; a degree certificate says its level by the degree."""
    if field == ID_IN_NUMBER:
        return _inside(paper)
    if field == "level" and type_of(paper) == "degree_certificate":
        given = firm(paper, "degree")
        return _LEVEL_OF_RANK.get(degree.rank_of(given)) if given else firm(paper, "level")
    return firm(paper, field)


def is_citizens(number: str | None) -> bool:
    """Tell whether a number is a citizen's, of 18 characters that pass the check or of the older 15 digits.

    >>> is_citizens("11010519491231002X"), is_citizens("110105491231002"), is_citizens("军字第1234567号")
    (True, True, False)
    """
    if number is None:
        return False
    return citizen_id.is_valid(number) or (len(number) == _FIFTEEN and number.isascii() and number.isdigit())


def _inside(paper: Report) -> str | None:
    for field in ("certificate_number", "qualification_number"):
        parts = qualification_number.decode(firm(paper, field) or "")
        if parts is not None:
            return parts.id_number
    return None
