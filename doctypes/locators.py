"""Ways to find a field on a page. Each gives candidates; none decides between them.

The vocabulary: `labels` (beside), `below`, `before`, sentences, `alone`, `anywhere`, `barcode`, `zone`, `constants`.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from doctypes.alignment import Alignment
from doctypes.alone import alone
from doctypes.anywhere import anywhere
from doctypes.broken_dates import with_its_rest
from doctypes.candidates import Candidate, Locator, candidate_at
from doctypes.cells import stacked
from doctypes.clauses import (
    Running,
    beside_the_letter,
    may_be_longer,
    running,
    said,
    sex_run_on,
    unread_number,
    with_its_list,
)
from doctypes.columns import heads, under_head
from doctypes.constants import constants
from doctypes.label_places import Label, find_labels
from doctypes.labels import (
    beside_two_lines,
    chunked,
    continued,
    is_label_again,
    leading_piece,
    nearby,
    number_further,
    right_under,
    under,
)
from doctypes.lists import has_colon, heads_a_column, is_list
from doctypes.machine_zone import zone_values
from doctypes.printed import Print, folded
from doctypes.scraps import without_scraps
from doctypes.spare_clauses import in_spare_clauses
from doctypes.wordings import best_wording, one_value, told_apart
from models.doctype import PASSED_OVER, DocumentType, FieldSpec, Sentence, ValueKind

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
_NAME, _SEX = "name", "gender"
_NUMBER = "_number"


def locate(
    page: Print, doctype: DocumentType, kinds: Mapping[str, ValueKind], asked: Collection[str] | None = None
) -> tuple[Candidate, ...]:
    """Find every candidate for the fields that are asked for, or for every field of a type."""
    labels = find_labels(page, doctype)
    listed = is_list(page, labels)
    sought = doctype if asked is None else _narrowed(doctype, asked)
    # What a letter says of its other fields tells where the value of a field cannot stand, so that it is read whole.
    wording = best_wording(page, doctype, kinds) if not listed or _may_be_worded(sought) else None
    letter = running(page)
    clauses = tuple(_in_clauses(page, letter, doctype, kinds))
    if listed:
        # What a paragraph below a list says of other fields; a few words of labels are none.
        labelled = {field for label in labels for field in label.fields}
        others = (found for found in clauses if found.field not in labelled)
        clauses = tuple(found for found in others if not _told_by_a_label(page, found, labels))
        clauses = clauses if len(clauses) >= _CLAUSES_OF_A_LETTER else ()
    sentence = tuple(_in_sentence(page, doctype, kinds, wording, labels))
    told = _told(page, labels, wording, clauses)
    spare = tuple(in_spare_clauses(page, letter, sought, kinds))
    beside = tuple(_by_labels(page, doctype, labels, told if asked is None else _of_fields(told, asked)))
    beside_any = beside if asked is None or not spare else tuple(_by_labels(page, doctype, labels, told))
    found = (
        *clauses,
        *sentence,
        *(_told_last(one, doctype.field(one.field)) for one in beside),
        *_before_endings(page, sought),
        *alone(page, doctype, kinds, labels, _letter(clauses), sentence, asked),
        *_by_codes(page, sought),
        *_in_zone(page, sought),
        *constants(page, sought),
        *(one for one in spare if not _is_beside_another_label(one, beside_any)),
        *anywhere(page, sought, kinds, labels),
    )
    return found if asked is None else tuple(one for one in found if one.field in asked)


def _is_beside_another_label(found: Candidate, labelled: Sequence[Candidate]) -> bool:
    """Whether print that may say something of a field stands beside the label of another: 发证日期 is no birth."""
    held = set(found.places)
    return any(held <= set(one.places) and one.field != found.field for one in labelled)


def _told_last(found: Candidate, spec: FieldSpec) -> Candidate:
    """A candidate that stands beside a spare label, as one that counts where there is no other."""
    first_spare = len(spec.labels) - len(spec.spare_labels)
    is_spare = bool(spec.spare_labels) and found.rank % len(spec.labels) >= first_spare
    return replace(found, locator=Locator.SPARE) if is_spare else found


def _narrowed(doctype: DocumentType, asked: Collection[str]) -> DocumentType:
    return replace(doctype, fields=tuple(spec for spec in doctype.fields if spec.name in asked))


def _of_fields(labels: Sequence[Label], asked: Collection[str]) -> Sequence[Label]:
    return [label for label in labels if any(field in asked for field in label.fields)]


def _may_be_worded(doctype: DocumentType) -> bool:
    """Whether a wording may tell of a field of this type, or of a line of its own that it is none."""
    blanks = {name for sentence in doctype.sentences for name in sentence.parts[1::2]}
    return any(spec.alone or spec.name in blanks for spec in doctype.fields)


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


def _in_clauses(
    page: Print, letter: Running, doctype: DocumentType, kinds: Mapping[str, ValueKind]
) -> Iterator[Candidate]:
    found: dict[str, Candidate] = {}
    for spec in doctype.fields:
        places = said(letter, spec.clauses, kinds[spec.kind])
        if not places and spec.compares_with:
            places = unread_number(letter, spec.clauses)
        if places:
            places = with_its_list(page, places, kinds[spec.kind])
            longer = may_be_longer(page, places, kinds[spec.kind])
            found[spec.name] = replace(candidate_at(page, spec.name, Locator.CLAUSE, places), may_be_longer=longer)
        elif spec.name == _SEX and _NAME in found and (places := sex_run_on(letter, found[_NAME].places)):
            yield replace(candidate_at(page, spec.name, Locator.FRAGMENT, places), piece=True)
    yield from found.values()


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
    rows = [page.row_of[place] for places in laid.blanks.values() for place in places]
    aside = beside_the_letter(page, range(min(rows, default=0), max(rows, default=-1) + 1))
    for field, taken in told_apart(page, laid, sentence, kinds).items():
        places = tuple(place for place in taken if place not in aside) or taken
        if field != PASSED_OVER and laid.support[field] >= _BLANK_SUPPORT:
            locator = Locator.SENTENCE if laid.met >= _SENTENCE_LAID else Locator.FRAGMENT
            places = one_value(page, places, kinds[field])
            if locator is Locator.FRAGMENT and kinds[field].parse(page.raw(places)) is None:
                continue  # words of another sentence, and no value that cannot be read
            longer = _goes_on_unread(page, places[-1] + 1, sentence.parts[sentence.parts.index(field) + 1])
            yield replace(candidate_at(page, field, locator, places), may_be_longer=longer)


def _goes_on_unread(page: Print, behind: int, wording: str) -> bool:
    """Whether print that the wording does not know stands behind a blank, and ink beside it that was not read."""
    if behind + 1 >= len(page.text) or page.glyphs[behind].line != page.glyphs[behind - 1].line:
        return False
    known = not page.text[behind].isalpha() or page.plain[behind] in folded(wording)[:1]
    return not known and (page.glyphs[behind].follows_unread or page.glyphs[behind + 1].follows_unread)


def _by_labels(
    page: Print, doctype: DocumentType, labels: Sequence[Label], told: Sequence[Label]
) -> Iterator[Candidate]:
    held = {place for label in labels for place in label.places}
    rows_of_heads = heads(page, labels)
    for label in told:
        if label.fields and label.row in rows_of_heads:
            places = under_head(page, label, labels)
            for field in label.fields:
                rank = _rank(doctype.field(field), label)
                yield candidate_at(page, field, Locator.LABEL, places, rank)
                yield from _pieces(page, field, places, rank)
                first_line = tuple(place for place in places if page.row_of[place] == page.row_of[places[0]])
                if len(first_line) < len(places):
                    yield candidate_at(page, field, Locator.LABEL, first_line, rank)
        if not label.fields or label.row in rows_of_heads:
            continue
        block = stacked(page, label.places, held)
        places = beside_two_lines(page, label, labels) or nearby(page, label, labels)
        longer = continued(page, places, labels)
        for field in label.fields:
            below = right_under(page, label, labels) if field in label.below else ()
            again = bool(places) and is_label_again(page.raw(below))
            if below and not again and not _in_its_line(page, label, places):
                yield candidate_at(page, field, Locator.BELOW, below)
                continue
            rank = _rank(doctype.field(field), label)
            yield candidate_at(page, field, Locator.LABEL, places, rank)
            yield from _pieces(page, field, places, rank)
            further = number_further(page, label, places, labels) if field.endswith(_NUMBER) else ()
            if further:
                yield candidate_at(page, field, Locator.LABEL, further, rank)
            for more in (longer, block, with_its_rest(page, places)):
                if more:
                    yield candidate_at(page, field, Locator.LABEL, more, rank)
            if field in label.below or heads_a_column(page, label, labels):
                yield candidate_at(page, field, Locator.BELOW, under(page, label, labels))


def _in_its_line(page: Print, label: Label, places: Sequence[int]) -> bool:
    """Whether a value beside a label was read as one line with it."""
    return bool(places) and page.glyphs[places[0]].line == page.glyphs[label.end - 1].line


def _pieces(page: Print, field: str, places: tuple[int, ...], rank: int) -> Iterator[Candidate]:
    """The first piece of a value in words that is followed by another one apart from it; and all but the scraps."""
    first = leading_piece(page, places)
    start, end = page.segment_at(places[0]) if places else (0, 0)
    if end - start == 1:  # a seal's scrap may overlap it
        first = places[:1]
    if 0 < len(first) < len(places) and not re.search(r"[0-9年月日]", page.raw(places)):
        yield replace(candidate_at(page, field, Locator.LABEL, first, rank), piece=True)
    whole = without_scraps(page, places)
    if len(whole) < len(places):
        yield replace(candidate_at(page, field, Locator.LABEL, whole, rank), piece=True)


def _before_endings(page: Print, doctype: DocumentType) -> Iterator[Candidate]:
    for spec in doctype.fields:
        for ending in map(folded, spec.before):
            for start, end in chunked(page):
                if page.plain[start:end].endswith(ending) and end - start > len(ending):
                    yield candidate_at(page, spec.name, Locator.BEFORE, tuple(range(start, end - len(ending))))


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
            found = candidate_at(page, wanted[held.part], Locator.ZONE, held.places)
            yield replace(found, raw=held.raw, vouched=held.checked)


def _rank(spec: FieldSpec, label: Label) -> int:
    named = [folded(text) for text in spec.labels]
    rank = named.index(label.text) if label.text in named else 0
    return rank + len(named) if label.recorded else rank
