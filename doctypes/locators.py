"""Ways to find a field on a page. Each gives candidates; none decides between them.

The vocabulary: `labels` (beside), `below`, `before`, sentences, `alone`, `anywhere`, `barcode`, `zone`, `constants`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz

from doctypes.alignment import Alignment
from doctypes.alone import on_its_own, unlabelled
from doctypes.cells import stacked
from doctypes.clauses import running, said, unread_number
from doctypes.label_places import Label, find_labels
from doctypes.labels import beside, chunked, continued, leading_piece, nearby, under
from doctypes.lists import has_colon, heads_a_column, is_list
from doctypes.machine_zone import zone_values
from doctypes.printed import Print, folded
from doctypes.wordings import best_wording, one_value, told_apart
from models.doctype import PASSED_OVER, DocumentType, FieldSpec, Sentence, ValueKind
from models.page import Box

_CLAUSES_OF_A_LETTER = 3
"""Fields found in clauses, from which the print between them is running text."""
_WHOLE_LABEL = 3
"""Length from which a label is no word of a sentence broken off by a blank."""
_SENTENCE_LAID = 0.6
"""Share below which a label beside print tells more than a blank: in forms the foot says what letters say, too."""
_SENTENCE_FIRM = 0.6
"""Share from which a page is running text, and words within the sentence are no labels."""
_BLANK_SUPPORT = 0.5
"""Share of the print right beside a blank that must be met before the blank is believed."""
_NO = "不"
_CONSTANT_ALIKE = 82.0
"""How alike (0..100) fixed print must be: one misread letter in six passes, two do not."""


class Locator(StrEnum):
    """How a candidate was found, most telling first."""

    BARCODE = "barcode"
    ALONE = "alone"
    CLAUSE = "clause"
    SENTENCE = "sentence"
    LABEL = "label"
    BELOW = "below"
    ZONE = "zone"
    CONSTANT = "constant"
    FRAGMENT = "fragment"
    """A sentence of which little was met: its wording is another, or much of it was not read."""
    BEFORE = "before"
    HEADING = "heading"
    """A line of its own above everything else that the page says: who is named there need not be who signed."""
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
    vouched: bool = False
    """A check digit beside it bears it out."""
    rank: int = 0
    """Place of its label among those of the field: of two labels on one page the one named first counts."""


def locate(page: Print, doctype: DocumentType, kinds: Mapping[str, ValueKind]) -> tuple[Candidate, ...]:
    """Find every candidate for every field of a type."""
    labels = find_labels(page, doctype)
    wording = best_wording(page, doctype, kinds)
    clauses = () if is_list(page, labels) else tuple(_in_clauses(page, doctype, kinds))
    sentence = tuple(_in_sentence(page, doctype, kinds, wording, labels))
    return (
        *clauses,
        *sentence,
        *_by_labels(page, doctype, labels, _told(page, labels, wording, clauses)),
        *_before_endings(page, doctype),
        *_alone(page, doctype, kinds, labels, _letter(clauses), sentence),
        *_by_codes(page, doctype),
        *_in_zone(page, doctype),
        *_by_constants(page, doctype),
        *_anywhere(page, doctype, kinds, labels),
    )


def _in_sentence(
    page: Print,
    doctype: DocumentType,
    kinds: Mapping[str, ValueKind],
    wording: tuple[Alignment, Sentence] | None,
    labels: Sequence[Label],
) -> Iterator[Candidate]:
    if wording is None:
        return
    listed = is_list(page, labels)
    for found in _blanks(page, *wording, {spec.name: kinds[spec.kind] for spec in doctype.fields}):
        if not listed or not _told_by_a_label(page, found, labels):
            yield found


def _told_by_a_label(page: Print, found: Candidate, labels: Sequence[Label]) -> bool:
    """In a list, print that runs over a label is no blank, and a field with a label of its own needs no sentence."""
    held = set(found.places)
    whole = [label for label in labels if len(label.text) >= _WHOLE_LABEL or has_colon(page, label)]
    own = any(found.field in label.fields for label in whole)
    return own or any(label.fields and held.intersection(range(label.start, label.end)) for label in labels)


def _in_clauses(page: Print, doctype: DocumentType, kinds: Mapping[str, ValueKind]) -> Iterator[Candidate]:
    letter = running(page)
    for spec in doctype.fields:
        places = said(letter, spec.clauses, kinds[spec.kind])
        if not places and spec.compares_with:
            places = unread_number(letter, spec.clauses)
        if places:
            yield _candidate(page, spec.name, Locator.CLAUSE, places)


def _told(
    page: Print,
    labels: Sequence[Label],
    wording: tuple[Alignment, Sentence] | None,
    clauses: Sequence[Candidate],
) -> Sequence[Label]:
    """The labels with a value beside them: within running text that was met only those with a colon."""
    if is_list(page, labels):
        return labels
    held = list(_letter(clauses))
    if wording is not None and wording[0].met >= _SENTENCE_FIRM:
        held += [place for places in wording[0].blanks.values() for place in places]
    span = range(min(held, default=0), max(held, default=-1) + 1)
    return [label for label in labels if label.start not in span or has_colon(page, label)]


def _letter(clauses: Sequence[Candidate]) -> range:
    """The print that runs from the first to the last clause, where there are enough of them to make a letter."""
    held = [place for found in clauses for place in found.places]
    return range(min(held), max(held) + 1) if len(clauses) >= _CLAUSES_OF_A_LETTER else range(0)


def _blanks(page: Print, laid: Alignment, sentence: Sentence, kinds: Mapping[str, ValueKind]) -> Iterator[Candidate]:
    for field, places in told_apart(page, laid, sentence, kinds).items():
        if field != PASSED_OVER and laid.support[field] >= _BLANK_SUPPORT:
            locator = Locator.SENTENCE if laid.met >= _SENTENCE_LAID else Locator.FRAGMENT
            yield _candidate(page, field, locator, one_value(page, places, kinds[field]))


def _by_labels(
    page: Print, doctype: DocumentType, labels: Sequence[Label], told: Sequence[Label]
) -> Iterator[Candidate]:
    held = {place for label in labels for place in label.places}
    for label in told:
        if not label.fields:
            continue
        block = stacked(page, label.places, held)
        places = beside(page, label, labels) or nearby(page, label, labels)
        longer = continued(page, places, labels)
        for field in label.fields:
            rank = _rank(doctype.field(field), label)
            yield _candidate(page, field, Locator.LABEL, places, rank)
            yield from _pieces(page, field, places, rank)
            for more in (longer, block):
                if more:
                    yield _candidate(page, field, Locator.LABEL, more, rank)
            if field in label.below or heads_a_column(page, label, labels):
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


def _in_zone(page: Print, doctype: DocumentType) -> Iterator[Candidate]:
    wanted = {spec.zone: spec.name for spec in doctype.fields if spec.zone}
    for held in zone_values(page) if wanted else ():
        if held.part in wanted:
            found = _candidate(page, wanted[held.part], Locator.ZONE, held.places)
            yield replace(found, raw=held.raw, vouched=held.checked)


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
        if alike is not None and alike.dest_end - alike.dest_start >= len(wanted) - 1:
            around = page.plain[max(0, alike.dest_start - 1) : alike.dest_end + 1]
            if _NO in around and _NO not in wanted:
                continue  # 考核结果为不合格 is one letter off 考核结果为合格.
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
        # A scrap in front of a number spoils its row, but not the line of print that it is.
        spans = [span for span in page.rows if find(page.text[slice(*span)])] or page.segments
        for start, end in spans:
            for first, last in find(page.text[start:end]):
                places = tuple(range(start + first, start + last))
                if not (_claimed_by_another(page, places[0], spec.name, labels) or _goes_on(page, places[0])):
                    yield _candidate(page, spec.name, Locator.ANYWHERE, places)


def _alone(
    page: Print,
    doctype: DocumentType,
    kinds: Mapping[str, ValueKind],
    labels: Sequence[Label],
    letter: range,
    sentence: Sequence[Candidate],
) -> Iterator[Candidate]:
    chunks = [span for span in unlabelled(page, labels) if span[0] not in letter]
    told = [*letter, *(label.start for label in labels if label.fields), *(one.places[0] for one in sentence)]
    for spec in doctype.fields:
        if spec.alone:
            said = _said(sentence, spec.name)
            free = [span for span in chunks if span[0] not in said]
            found = on_its_own(page, free, kinds[spec.kind], spec.name, labels)
            if found:
                heads = found[-1] < min(told, default=0)
                yield _candidate(page, spec.name, Locator.HEADING if heads else Locator.ALONE, found)


def _said(sentence: Sequence[Candidate], field: str) -> set[int]:
    """The print that a sentence, of which most was met, says of another field: it is no line of its own."""
    others = (found for found in sentence if found.locator is Locator.SENTENCE and found.field != field)
    return {place for found in others for place in found.places}


def _goes_on(page: Print, place: int) -> bool:
    """Whether a line begins within a number that was begun on the line before."""
    begins = any(place == start for start, _ in page.rows)
    return begins and place > 0 and page.text[place - 1].isdigit() and page.text[place].isdigit()


def _claimed_by_another(page: Print, place: int, field: str, labels: Sequence[Label]) -> bool:
    """Whether the nearest label before a place, in its row, is another field's, or stands right before it."""
    row = page.row_of[place]
    before = [label for label in labels if label.row == row and label.end <= place]
    if not before or field in before[-1].fields:
        return False
    return bool(before[-1].fields) or not any(char.isalnum() for char in page.text[before[-1].end : place])


def _rank(spec: FieldSpec, label: Label) -> int:
    named = [folded(text) for text in spec.labels]
    return named.index(label.text) if label.text in named else 0


def _candidate(page: Print, field: str, locator: Locator, places: tuple[int, ...], rank: int = 0) -> Candidate:
    return Candidate(field=field, locator=locator, raw=page.raw(places), places=places, rank=rank)
