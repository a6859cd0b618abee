"""Notes in fine print at the foot are read by their beginnings, and what was filled in is read whole."""

from models.page import Box
from pipeline.lines import without_fine_print


def form(*, fine_at: float, rows: int = 16) -> list[Box]:
    """A form with so many rows of print 40 px high, and one long line of 25 px."""
    usual = [Box.upright(100, 100 * row, 500, 100 * row + 40) for row in range(rows)]
    return [*usual, Box.upright(100, fine_at, 1000, fine_at + 25)]


def test_a_note_below_the_form_is_cut_to_its_beginning() -> None:
    assert without_fine_print(form(fine_at=1650))[-1].right < 500


def test_a_sentence_within_the_form_is_read_whole() -> None:
    assert without_fine_print(form(fine_at=1350))[-1].right == 1000
