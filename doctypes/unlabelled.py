"""Values that no label introduces: wherever their kind recognises them, or alone on a line of print."""

import re
from collections.abc import Iterator, Mapping, Sequence

from doctypes.candidates import Candidate, Locator, candidate_at
from doctypes.columns import held_by_heads
from doctypes.label_places import Label
from doctypes.labels import beside, chunked, follows_another_label
from doctypes.printed import Print
from models.doctype import DocumentType, ValueKind

_SCRAP = re.compile(r"[·•*~^][^\W\d]{1,2}$")


def anywhere(
    page: Print, doctype: DocumentType, kinds: Mapping[str, ValueKind], labels: Sequence[Label]
) -> Iterator[Candidate]:
    """Find values where their kind recognises them and no label of another field claims them."""
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
                if not _claimed_by_another(page, places[0], spec.name, labels):
                    yield candidate_at(page, spec.name, Locator.ANYWHERE, places)


def alone(
    page: Print, doctype: DocumentType, kinds: Mapping[str, ValueKind], labels: Sequence[Label], letter: range
) -> Iterator[Candidate]:
    """Find the lowest line of print that is nothing but a value, outside of a letter and of what labels claim."""
    tabled = held_by_heads(page, labels)
    chunks = [
        span
        for span in chunked(page)
        if span[0] not in letter
        and span[0] not in tabled
        and not any(span[0] <= label.start < span[1] for label in labels)
    ]
    bare = {place for span in chunks for place in range(*span)}
    for spec in doctype.fields:
        if not spec.alone:
            continue
        kind = kinds[spec.kind]
        fitting = [span for span in chunks if _fills(page.text[slice(*span)], kind)]
        fitting = fitting or [
            span for span in page.segments if span[0] in bare and _fills(page.text[slice(*span)], kind)
        ]
        fitting = [span for span in fitting if not follows_another_label(page, span[0], spec.name, labels)]
        if fitting:
            lowest = max(fitting, key=lambda span: page.line(span[0]).box.bottom)
            if any(spec.name in label.fields and label.row > page.row_of[lowest[0]] for label in labels):
                continue  # The value at the foot has its label.
            if _has_a_label(page, spec.name, kind, labels):
                continue
            yield candidate_at(page, spec.name, Locator.ALONE, tuple(range(*lowest)))


def _has_a_label(page: Print, field: str, kind: ValueKind, labels: Sequence[Label]) -> bool:
    """Whether a label introduces the value. Dates stand at the foot besides: of the paper, not of what it tells."""
    for label in labels:
        found = kind.parse(page.raw(beside(page, label, labels))) if field in label.fields else None
        if found is not None and not found.fault and not found.value[:1].isdigit():
            return True
    return False


def _fills(text: str, kind: ValueKind) -> bool:
    """Whether a line is made of nothing but one value of a kind; one misread character in ten passes.

    So does a scrap of a stamp that a mark parts from the value.
    """
    text = _SCRAP.sub("", text)
    if kind.find is not None:
        whole, found = kind.parse(text), [text[start:end] for start, end in kind.find(text)]
        return any(len(one) >= min(len(text) - 1, 0.8 * len(text)) or (whole and one == whole.value) for one in found)
    if kind.characters:
        foreign = len(re.sub(f"[{kind.characters}]", "", text))
        if foreign * 10 > len(text):
            return False
    return len(text) <= kind.max_length and kind.parse(text) is not None


def _claimed_by_another(page: Print, place: int, field: str, labels: Sequence[Label]) -> bool:
    """Whether the nearest label before a place, in its row, is another field's, or stands right before it."""
    row = page.row_of[place]
    before = [label for label in labels if label.row == row and label.end <= place]
    if not before or field in before[-1].fields:
        return False
    return bool(before[-1].fields) or not any(char.isalnum() for char in page.text[before[-1].end : place])
