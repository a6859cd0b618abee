"""Values on a line of their own: whose signature a letter bears and of what day, at its foot and without a label."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from doctypes.candidates import Candidate, Locator, candidate_at
from doctypes.columns import held_by_heads
from doctypes.label_places import Label
from doctypes.labels import beside, chunked, follows_another_label, read_twice
from doctypes.printed import Print, folded
from models.doctype import DocumentType, FieldSpec, ValueKind

_SCRAP = re.compile(r"[^\w\s().]\w{1,2}$")
_SEAL_BEFORE = re.compile(r"^\((?:加?盖?公?章|签章)\)(?=.)")
_DAY = re.compile("月.{1,3}日$")
_CLOSING = re.compile("特此证明[.。!,]*")
_CLAIMS_NOBODY = re.compile("特此证明[.。!,]*|.*验印|(?!.*(?:医院|带教|老师|科室)).*意见")
"""Labels beside which who signs may stand: words that close a letter or are for a seal, and opinions but of hospitals,
which others decide upon."""
_SEALED = re.compile("[(:](?:机构|单位|医院|学校)?(?:加?盖?公?章|签章|盖章)\\)?$")

_OF_A_SENTENCE = 10
"""Characters from which print behind a label that is no value is a sentence."""
_HARDLY_READ = 0.4
"""Certainty below which a piece stands back for lines: a seal's scrap may stand behind one in its row."""
_LONG_FOR_A_SCRAP = 4
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
    asked: Collection[str] | None = None,
) -> Iterator[Candidate]:
    """Find the lowest line of print that is nothing but a value, outside of a letter and of what labels claim.

    Only of fields that are asked for, where some are.
    """
    wanted = [spec for spec in doctype.fields if spec.alone and (asked is None or spec.name in asked)]
    if not wanted:
        return
    tabled = held_by_heads(page, labels)
    words = [folded(label) for label in doctype.stop_labels]
    pieces = [_before_words(page, span, words) for span in _unlabelled(page, labels)]
    chunks = [span for span in pieces if span[0] not in letter and span[0] not in tabled]
    told = [*letter, *(label.start for label in labels if label.fields), *(one.places[0] for one in sentence)]
    for spec in wanted:
        said = _said(sentence, spec.name)
        free = [span for span in chunks if span[0] not in said]
        found = _on_its_own(page, free, kinds[spec.kind], spec.name, labels)
        for signed in _signed(page, doctype, kinds, labels, spec):
            yield candidate_at(page, spec.name, Locator.ALONE, signed)
        if found:
            heads = found[-1] < min(told, default=0)
            yield candidate_at(page, spec.name, Locator.HEADING if heads else Locator.ALONE, found)


def _signed(
    page: Print, doctype: DocumentType, kinds: Mapping[str, ValueKind], labels: Sequence[Label], spec: FieldSpec
) -> Iterator[tuple[int, ...]]:
    """Yield the values of other labels that stand where a paper is signed, and so say who signs it.

    A letter that was written in 试用机构 is signed so, too, below the words that close it or with those for the seal.
    """
    if kinds[spec.kind].find is None:
        return
    closed = max((match.start() for match in _CLOSING.finditer(page.plain)), default=len(page.plain))
    for label in labels:
        of_kind = any(doctype.field(field).kind == spec.kind for field in label.fields)
        if of_kind and spec.name not in label.fields:
            places = beside(page, label, labels)
            if places and (label.start > closed or _SEALED.search(page.text[places[0] : places[-1] + 1])):
                yield places


def _said(sentence: Sequence[Candidate], field: str) -> set[int]:
    """The print that a sentence, of which most was met, says of another field: it is no line of its own."""
    others = (found for found in sentence if found.locator is Locator.SENTENCE and found.field != field)
    return {place for found in others for place in found.places}


def _unlabelled(page: Print, labels: Sequence[Label]) -> list[Span]:
    """Return the pieces of the page's rows that stand apart and hold no label."""
    pieces = [piece for span in chunked(page) for piece in _behind_the_closing(page, span)]
    return [span for span in pieces if not any(span[0] <= label.start < span[1] for label in labels)]


def _before_words(page: Print, piece: Span, words: Sequence[str]) -> Span:
    """The piece, or its date alone where words that end a value were read as one line with it: 十日验印."""
    behind = max((word for word in words if page.plain.endswith(word, *piece)), key=len, default="")
    date = (piece[0], piece[1] - len(behind))
    return date if behind and _DAY.search(page.text[slice(*date)]) else piece


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
    whole = [span for span in chunks if _fills(page.raw(_once(page, span)), kind)]
    one_line = frozenset(page.segments)
    firm = [span for span in whole if span in one_line or page.confidence(range(*span)) >= _HARDLY_READ]
    within = [span for span in page.segments if span[0] in bare and span not in chunks]
    lines = [span for span in within if _fills(page.text[slice(*span)], kind)]
    fitting = list(dict.fromkeys((*firm, *lines))) or whole
    others = [label for label in labels if not _CLAIMS_NOBODY.fullmatch(label.text)]
    fitting = [span for span in fitting if not follows_another_label(page, span[0], field, others)]
    fitting = [span for span in fitting if not _is_a_scrap(page, span, fitting, kind)]
    if not fitting:
        return ()
    fitting = [span for span in fitting if _is_sound(page.text[slice(*span)], kind)] or fitting
    sure = _UNLIKE * max(page.confidence(range(*span)) for span in fitting)
    fitting = [span for span in fitting if page.confidence(range(*span)) >= sure]
    lowest = max(fitting, key=lambda span: page.line(span[0]).box.bottom)
    below = (label for label in labels if field in label.fields and label.row > page.row_of[lowest[0]])
    if any(not _is_of_a_sentence(page, label, kind, labels) for label in below):
        return ()
    return () if _has_a_label(page, field, kind, labels) else _once(page, lowest)


def _once(page: Print, span: Span) -> tuple[int, ...]:
    """The places of a piece of print without the figures that two of its lines, which overlap, both hold."""
    held: list[int] = []
    for first, last in page.segments:
        piece = range(max(first, span[0]), min(last, span[1]))
        held += piece[read_twice(page, held, piece) :] if piece else ()
    return tuple(held)


def _is_of_a_sentence(page: Print, label: Label, kind: ValueKind, labels: Sequence[Label]) -> bool:
    """Whether a label's words open a line of a sentence, 单位申请更换: what runs on behind them is no value."""
    text = page.raw(beside(page, label, labels))
    return len(text) >= _OF_A_SENTENCE and kind.parse(text) is None


def _has_a_label(page: Print, field: str, kind: ValueKind, labels: Sequence[Label]) -> bool:
    """Whether a label introduces the value. Dates stand at the foot besides: of the paper, not of what it tells."""
    for label in labels:
        found = kind.parse(page.raw(beside(page, label, labels))) if field in label.fields else None
        if found is not None and not found.fault and not found.value[:1].isdigit():
            return True
    return False


def _is_a_scrap(page: Print, span: Span, others: Sequence[Span], kind: ValueKind) -> bool:
    """Whether print only says again a part of what another line says, as a seal across it does; its first letter may
    have been misread."""
    text = _value(page.text[slice(*span)], kind)
    whole = (_value(page.text[slice(*other)], kind) for other in others)
    rest = text[1:] if len(text) >= _LONG_FOR_A_SCRAP else text
    return any(len(text) < len(other) and rest in other for other in whole)


def _is_sound(text: str, kind: ValueKind) -> bool:
    parsed = kind.parse(text)
    return parsed is not None and not parsed.fault


def _value(text: str, kind: ValueKind) -> str:
    parsed = kind.parse(text)
    return parsed.value if parsed else text


def _fills(text: str, kind: ValueKind) -> bool:
    """Whether a line is made of nothing but one value of a kind; one misread character in ten passes.

    So does a scrap of a stamp that a mark parts from the value.
    """
    text = _SEAL_BEFORE.sub("", _SCRAP.sub("", text))
    if kind.find is not None:
        found = [text[start:end] for start, end in kind.find(text)]
        whole = kind.parse(text) if found else None
        return any(len(one) >= min(len(text) - 1, 0.8 * len(text)) or (whole and one == whole.value) for one in found)
    if kind.characters:
        foreign = len(re.sub(f"[{kind.characters}]", "", text))
        if foreign * 10 > len(text):
            return False
    return len(text) <= kind.max_length and kind.parse(text) is not None
