"""Values that no label need introduce: wherever their kind recognises them."""

from collections.abc import Iterator, Mapping, Sequence

from doctypes.candidates import Candidate, Locator, candidate_at
from doctypes.label_places import Label
from doctypes.printed import Print
from models.doctype import DocumentType, ValueKind

_LONGEST = 24
"""Characters from which a number is no end of another: none is longer than those of qualifications."""


def anywhere(
    page: Print, doctype: DocumentType, kinds: Mapping[str, ValueKind], labels: Sequence[Label]
) -> Iterator[Candidate]:
    """Find values where their kind recognises them and no label of another field claims them.

    A value between words that say what it is belongs to its field, whatever label stands before them.
    """
    fields = [spec for spec in doctype.fields if spec.anywhere]
    for spec in fields:
        find = kinds[spec.kind].find
        if find is None:
            continue
        # A scrap in front of a number spoils its row, but not the line of print that it is.
        spans = [span for span in page.rows if find(page.text[slice(*span)])] or page.segments
        for start, end in spans:
            for first, last in find(page.text[start:end]):
                places = tuple(range(start + first, start + last))
                says = kinds[spec.kind].says_what_it_is
                claimed = not says and _claimed_by_another(page, places[0], spec.name, labels)
                if not (claimed or (len(places) < _LONGEST and _goes_on(page, places[0]))):
                    yield candidate_at(page, spec.name, Locator.ANYWHERE, places)


def _goes_on(page: Print, place: int) -> bool:
    """Whether a line begins within a number that was begun on the line before."""
    begins = any(place == start for start, _ in page.rows)
    return begins and place > 0 and page.text[place - 1].isdigit() and page.text[place].isdigit()


def _claimed_by_another(page: Print, place: int, field: str, labels: Sequence[Label]) -> bool:
    """Whether the nearest label before a place, in its row, is another field's, or stands right before it.

    A line of its own behind the value of that label is none of it.
    """
    row = page.row_of[place]
    before = [label for label in labels if label.row == row and label.end <= place]
    if not before or field in before[-1].fields:
        return False
    has_its_own = any(char.isalnum() for char in page.text[before[-1].end : place])
    stands_apart = page.segment_at(place)[0] == place
    return not has_its_own or (bool(before[-1].fields) and not stands_apart)
