"""Lists and tables as against letters: whether labels open the lines of a page."""

from collections.abc import Sequence

from doctypes.label_places import Label
from doctypes.printed import Print

_LABELS_OF_A_LIST = 5
"""Fields whose labels open a line of print, from which a page is a list: letters have three or four by chance."""
_LABELS_OF_A_HEAD = 3
"""Labels side by side, without a value between them, that make the head of a table: two are empty cells."""


def is_list(page: Print, labels: Sequence[Label]) -> bool:
    """Tell whether the page is a list or a table: labels of several fields open a line of print."""
    starts = {start for start, _ in page.segments}
    opening = {label.fields for label in labels if label.fields and label.start in starts and not _runs_on(page, label)}
    return len(opening) >= _LABELS_OF_A_LIST


def has_colon(page: Print, label: Label) -> bool:
    """Tell whether a colon follows a label."""
    return page.text[label.end : label.end + 1] == ":"


def heads_a_column(page: Print, label: Label, labels: Sequence[Label]) -> bool:
    """Tell whether a label stands in a row of nothing but labels: then its value stands under it."""
    if len(page.segments_of_rows[label.row]) < _LABELS_OF_A_HEAD:
        return False
    held = {place for other in labels if other.row == label.row for place in other.places}
    return all(place in held or not page.text[place].isalnum() for place in range(*page.rows[label.row]))


def _runs_on(page: Print, label: Label) -> bool:
    """Whether a sentence goes on behind a label's words: 专业, 学制…"""
    return page.text[label.end : label.end + 1] in (",", "为", "学")
