"""Values on a line of their own: whose signature a letter bears and of what day, at its foot and without a label."""

import re
from collections.abc import Iterator, Mapping, Sequence

from doctypes.candidates import Candidate, Locator, candidate_at
from doctypes.columns import held_by_heads
from doctypes.label_places import Label
from doctypes.labels import beside, chunked, follows_another_label
from doctypes.printed import Print
from models.doctype import DocumentType, ValueKind

_SCRAP = re.compile(r"[^\w\s().]\w{1,2}$")
_CLOSING = re.compile("特此证明[.。!,]*")

_HARDLY_READ = 0.4
"""Certainty below which a piece stands back for lines: a seal's scrap may stand behind one in its row."""
_UNLIKE = 0.4
"""Share of the surest line's certainty below which a line is a seal's lettering, bent round and read as print."""

Span = tuple[int, int]
"""(start, end) of a piece of print."""


def alone(
    page: Print,
    doctype: DocumentType,
    kinds: Mapping[str, ValueKind],
    labels: Sequence[Label],
    letter: range,
    sentence: Sequence[Candidate],
) -> Iterator[Candidate]:
    """Find the lowest line of print that is nothing but a value, outside of a letter and of what labels claim."""
    if not any(spec.alone for spec in doctype.fields):
        return
    tabled = held_by_heads(page, labels)
    chunks = [span for span in _unlabelled(page, labels) if span[0] not in letter and span[0] not in tabled]
    told = [*letter, *(label.start for label in labels if label.fields), *(one.places[0] for one in sentence)]
    for spec in doctype.fields:
        if spec.alone:
            said = _said(sentence, spec.name)
            free = [span for span in chunks if span[0] not in said]
            found = _on_its_own(page, free, kinds[spec.kind], spec.name, labels)
            if found:
                heads = found[-1] < min(told, default=0)
                yield candidate_at(page, spec.name, Locator.HEADING if heads else Locator.ALONE, found)


def _said(sentence: Sequence[Candidate], field: str) -> set[int]:
    """The print that a sentence, of which most was met, says of another field: it is no line of its own."""
    others = (found for found in sentence if found.locator is Locator.SENTENCE and found.field != field)
    return {place for found in others for place in found.places}


def _unlabelled(page: Print, labels: Sequence[Label]) -> list[Span]:
    """Return the pieces of the page's rows that stand apart and hold no label."""
    pieces = [piece for span in chunked(page) for piece in _behind_the_closing(page, span)]
    return [span for span in pieces if not any(span[0] <= label.start < span[1] for label in labels)]


def _behind_the_closing(page: Print, chunk: Span) -> list[Span]:
    """The piece, or its two parts where the words that close a letter stand in front of who signs it."""
    closing = _CLOSING.search(page.plain, *chunk)
    if closing is None or closing.end() == chunk[1]:
        return [chunk]
    return [(chunk[0], closing.end()), (closing.end(), chunk[1])]


def _on_its_own(
    page: Print, chunks: Sequence[Span], kind: ValueKind, field: str, labels: Sequence[Label]
) -> tuple[int, ...]:
    """Return the places of the lowest of these pieces, or else of their lines, that is one value; or none.

    None, too, where a label of the field stands below it: then the value at the foot has its label.
    """
    bare = {place for span in chunks for place in range(*span)}
    whole = [span for span in chunks if _fills(page.text[slice(*span)], kind)]
    one_line = frozenset(page.segments)
    firm = [span for span in whole if span in one_line or page.confidence(range(*span)) >= _HARDLY_READ]
    within = [span for span in page.segments if span[0] in bare and span not in chunks]
    lines = [span for span in within if _fills(page.text[slice(*span)], kind)]
    fitting = list(dict.fromkeys((*firm, *lines))) or whole
    others = [label for label in labels if not _CLOSING.fullmatch(label.text)]
    fitting = [span for span in fitting if not follows_another_label(page, span[0], field, others)]
    fitting = [span for span in fitting if not _is_a_scrap(page, span, fitting)]
    if not fitting:
        return ()
    sure = _UNLIKE * max(page.confidence(range(*span)) for span in fitting)
    fitting = [span for span in fitting if page.confidence(range(*span)) >= sure]
    lowest = max(fitting, key=lambda span: page.line(span[0]).box.bottom)
    if any(field in label.fields and label.row > page.row_of[lowest[0]] for label in labels):
        return ()
    return () if _has_a_label(page, field, kind, labels) else tuple(range(*lowest))


def _has_a_label(page: Print, field: str, kind: ValueKind, labels: Sequence[Label]) -> bool:
    """Whether a label introduces the value. Dates stand at the foot besides: of the paper, not of what it tells."""
    for label in labels:
        found = kind.parse(page.raw(beside(page, label, labels))) if field in label.fields else None
        if found is not None and not found.fault and not found.value[:1].isdigit():
            return True
    return False


def _is_a_scrap(page: Print, span: Span, others: Sequence[Span]) -> bool:
    """Whether print only says again a part of what another line says, as a seal across it does."""
    text = page.text[slice(*span)]
    return any(len(text) < end - start and text in page.text[start:end] for start, end in others)


def _fills(text: str, kind: ValueKind) -> bool:
    """Whether a line is made of nothing but one value of a kind; one misread character in ten passes.

    So does a scrap of a stamp that a mark parts from the value.
    """
    text = _SCRAP.sub("", text)
    if kind.find is not None:
        found = [text[start:end] for start, end in kind.find(text)]
        whole = kind.parse(text) if found else None
        return any(len(one) >= min(len(text) - 1, 0.8 * len(text)) or (whole and one == whole.value) for one in found)
    if kind.characters:
        foreign = len(re.sub(f"[{kind.characters}]", "", text))
        if foreign * 10 > len(text):
            return False
    return len(text) <= kind.max_length and kind.parse(text) is not None
