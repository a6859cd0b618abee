"""Ways to find a field on a page. Each gives candidates; none decides between them.

The vocabulary of definitions: `labels` (beside), `below`, `before`, sentences, `alone`, `anywhere`, `barcode`,
`constants`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from doctypes.alignment import Alignment, align
from doctypes.labels import Label, beside, chunked, continued, find_labels, leading_piece, nearby, under
from doctypes.printed import Print, folded
from models.doctype import DocumentType, FieldSpec, Sentence, ValueKind
from models.page import Box

_SENTENCE_MET = 0.35
"""Share of a sentence's print that must be met before its blanks are believed."""
_SENTENCE_SURE = 0.95
"""Share from which no other wording is tried: each costs a millisecond or two."""
_BLANK_SUPPORT = 0.5
"""Share of the print right beside a blank that must be met before the blank is believed."""
_CONSTANT_ALIKE = 82.0
"""How alike (0..100) fixed print must be: one misread letter in six passes, two do not."""


class Locator(StrEnum):
    """How a candidate was found, most telling first."""

    BARCODE = "barcode"
    ALONE = "alone"
    SENTENCE = "sentence"
    LABEL = "label"
    BELOW = "below"
    CONSTANT = "constant"
    BEFORE = "before"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Print that may be the value of a field."""

    field: str
    locator: Locator
    raw: str
    places: tuple[int, ...] = ()
    """Of the page's print; empty for codes."""
    code_box: Box | None = None
    """Of a code, in page pixels."""
    piece: bool = False
    """One piece of print that stands apart within a longer candidate: a seal's scrap may have joined the rest to it."""
    rank: int = 0
    """Place of its label among those of the field: of two labels on one page the one named first counts."""


def locate(page: Print, doctype: DocumentType, kinds: Mapping[str, ValueKind]) -> tuple[Candidate, ...]:
    """Find every candidate for every field of a type."""
    labels = find_labels(page, doctype)
    return (
        *_in_sentences(page, doctype, kinds),
        *_by_labels(page, doctype, labels),
        *_before_endings(page, doctype),
        *_alone(page, doctype, kinds, labels),
        *_by_codes(page, doctype),
        *_by_constants(page, doctype),
        *_anywhere(page, doctype, kinds, labels),
    )


def _in_sentences(page: Print, doctype: DocumentType, kinds: Mapping[str, ValueKind]) -> Iterator[Candidate]:
    characters = {spec.name: kinds[spec.kind].characters for spec in doctype.fields}
    best: tuple[Alignment, Sentence] | None = None
    for sentence in doctype.sentences:
        laid = align(sentence, page, characters)
        if laid is not None and (best is None or laid.met > best[0].met):
            best = laid, sentence
        if best is not None and best[0].met >= _SENTENCE_SURE:
            break
    if best is not None and best[0].met >= _SENTENCE_MET:
        yield from _blanks(page, *best, {spec.name: kinds[spec.kind] for spec in doctype.fields})


def _blanks(page: Print, laid: Alignment, sentence: Sentence, kinds: Mapping[str, ValueKind]) -> Iterator[Candidate]:
    for field, places in _told_apart(page, laid, sentence, kinds).items():
        if laid.support[field] >= _BLANK_SUPPORT:
            yield _candidate(page, field, Locator.SENTENCE, _one_value(page, places, kinds[field]))


def _told_apart(
    page: Print, laid: Alignment, sentence: Sentence, kinds: Mapping[str, ValueKind]
) -> Mapping[str, tuple[int, ...]]:
    """The blanks; of two with nothing printed between them the first ends where its kind finds the end of a value."""
    blanks = dict(laid.blanks)
    for first, between, second in zip(sentence.parts[1::2], sentence.parts[2::2], sentence.parts[3::2], strict=False):
        find = kinds[first].find
        if between or find is None:
            continue
        run = (*blanks.get(first, ()), *blanks.get(second, ()))
        spans = find("".join(page.text[place] for place in run))
        if spans and spans[0][1] < len(run):
            blanks[first], blanks[second] = run[: spans[0][1]], run[spans[0][1] :]
    return blanks


def _one_value(page: Print, places: tuple[int, ...], kind: ValueKind) -> tuple[int, ...]:
    """A blank's places, or the piece of them on one line of print that is a value where the whole is none."""
    raw = page.raw(places)
    if len(raw) <= kind.max_length and kind.parse(raw) is not None:
        return places
    pieces = [
        piece for start, end in page.segments if (piece := tuple(place for place in places if start <= place < end))
    ]
    return next((piece for piece in reversed(pieces) if kind.parse(page.raw(piece)) is not None), places)


def _by_labels(page: Print, doctype: DocumentType, labels: Sequence[Label]) -> Iterator[Candidate]:
    for label in labels:
        if not label.fields:
            continue
        places = beside(page, label, labels) or nearby(page, label, labels)
        longer = continued(page, places, labels)
        for field in label.fields:
            rank = _rank(doctype.field(field), label)
            yield _candidate(page, field, Locator.LABEL, places, rank)
            yield from _pieces(page, field, places, rank)
            if longer:
                yield _candidate(page, field, Locator.LABEL, longer, rank)
            if field in label.below:
                yield _candidate(page, field, Locator.BELOW, under(page, label, labels))


def _pieces(page: Print, field: str, places: tuple[int, ...], rank: int) -> Iterator[Candidate]:
    """The first piece of a value in words that is followed by another one apart from it."""
    first = leading_piece(page, places)
    if 1 < len(first) < len(places) and not re.search(r"[0-9年月日]", page.raw(places)):
        yield Candidate(field=field, locator=Locator.LABEL, raw=page.raw(first), places=first, rank=rank, piece=True)


def _before_endings(page: Print, doctype: DocumentType) -> Iterator[Candidate]:
    for spec in doctype.fields:
        for ending in map(folded, spec.before):
            for start, end in chunked(page):
                if page.plain[start:end].endswith(ending) and end - start > len(ending):
                    yield _candidate(page, spec.name, Locator.BEFORE, tuple(range(start, end - len(ending))))


def _by_codes(page: Print, doctype: DocumentType) -> Iterator[Candidate]:
    for spec in doctype.fields:
        if not spec.barcode:
            continue
        for code in page.page.barcodes:
            match = re.search(spec.barcode, folded(code.text))
            if match:
                yield Candidate(field=spec.name, locator=Locator.BARCODE, raw=match.group(1), code_box=code.box)


def _by_constants(page: Print, doctype: DocumentType) -> Iterator[Candidate]:
    for spec in doctype.fields:
        found = _constant(page, spec)
        if found:
            yield found


def _constant(page: Print, spec: FieldSpec) -> Candidate | None:
    for text, value in spec.constants:
        wanted = folded(text)
        if len(page.text) < len(wanted):
            continue
        alike = fuzz.partial_ratio_alignment(wanted, page.plain, score_cutoff=_CONSTANT_ALIKE)
        if alike is not None:
            places = tuple(range(alike.dest_start, alike.dest_end))
            return Candidate(field=spec.name, locator=Locator.CONSTANT, raw=value, places=places)
    return None


def _anywhere(
    page: Print, doctype: DocumentType, kinds: Mapping[str, ValueKind], labels: Sequence[Label]
) -> Iterator[Candidate]:
    fields = [spec for spec in doctype.fields if spec.anywhere]
    for spec in fields:
        find = kinds[spec.kind].find
        if find is None:
            continue
        for start, end in page.rows:
            for first, last in find(page.text[start:end]):
                places = tuple(range(start + first, start + last))
                if not _claimed_by_another(page, places[0], spec.name, labels):
                    yield _candidate(page, spec.name, Locator.ANYWHERE, places)


def _alone(
    page: Print, doctype: DocumentType, kinds: Mapping[str, ValueKind], labels: Sequence[Label]
) -> Iterator[Candidate]:
    chunks = [span for span in chunked(page) if not any(span[0] <= label.start < span[1] for label in labels)]
    bare = {place for span in chunks for place in range(*span)}
    for spec in doctype.fields:
        if not spec.alone:
            continue
        kind = kinds[spec.kind]
        fitting = [span for span in chunks if _fills(page.text[slice(*span)], kind)]
        fitting = fitting or [
            span for span in page.segments if span[0] in bare and _fills(page.text[slice(*span)], kind)
        ]
        if fitting:
            lowest = max(fitting, key=lambda span: page.line(span[0]).box.bottom)
            yield _candidate(page, spec.name, Locator.ALONE, tuple(range(*lowest)))


def _fills(text: str, kind: ValueKind) -> bool:
    """Whether a line is made of nothing but one value of a kind; one misread character in ten passes."""
    if kind.find is not None:
        return any(end - start >= len(text) - 1 for start, end in kind.find(text))
    if kind.characters:
        foreign = len(re.sub(f"[{kind.characters}]", "", text))
        if foreign * 10 > len(text):
            return False
    return len(text) <= kind.max_length and kind.parse(text) is not None


def _claimed_by_another(page: Print, place: int, field: str, labels: Sequence[Label]) -> bool:
    """Whether the nearest label before a place, in its row, is that of another field."""
    row = page.row_of[place]
    before = [label for label in labels if label.row == row and label.end <= place]
    return bool(before) and bool(before[-1].fields) and field not in before[-1].fields


def _rank(spec: FieldSpec, label: Label) -> int:
    named = [folded(text) for text in spec.labels]
    return named.index(label.text) if label.text in named else 0


def _candidate(page: Print, field: str, locator: Locator, places: tuple[int, ...], rank: int = 0) -> Candidate:
    return Candidate(field=field, locator=locator, raw=page.raw(places), places=places, rank=rank)
