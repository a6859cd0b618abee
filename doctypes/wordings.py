"""Which of a type's wordings a page is printed in, and what stands in its blanks."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from doctypes.alignment import Alignment, align
from doctypes.printed import Print, folded
from models.doctype import PASSED_OVER, DocumentType, Sentence, ValueKind

SENTENCE_MET = 0.35
"""Share of a sentence's print that must be met before its blanks are believed."""
_SENTENCE_SURE = 0.95
"""Share from which no other wording is tried: each costs a millisecond or two."""
_WORDINGS_TRIED = 3
"""Most wordings laid over a page: those of which most is printed there."""


_SPECK = 2
_HARDLY_READ = 0.5
"""Certainty below which letters that stand by themselves are none of a name that is read with certainty beside them."""


def best_wording(
    page: Print, doctype: DocumentType, kinds: Mapping[str, ValueKind]
) -> tuple[Alignment, Sentence] | None:
    """Return the wording of which most is met on the page; None where too little of any is."""
    characters = {spec.name: kinds[spec.kind].characters for spec in doctype.fields}
    best: tuple[Alignment, Sentence] | None = None
    likeliest = _likeliest(page, doctype.sentences)
    for shown, sentence in likeliest:
        if best is not None and best[0].met >= _SENTENCE_SURE and shown < likeliest[0][0]:
            break
        at_most = _most_met(sentence.parts, page.plain)
        if at_most < SENTENCE_MET or (best is not None and _worth(at_most, sentence) <= _worth(best[0].met, best[1])):
            continue
        laid = align(sentence, page, characters)
        if laid is not None and (best is None or _worth(laid.met, sentence) > _worth(best[0].met, best[1])):
            best = laid, sentence
    return best if best is not None and best[0].met >= SENTENCE_MET else None


def told_apart(
    page: Print, laid: Alignment, sentence: Sentence, kinds: Mapping[str, ValueKind]
) -> Mapping[str, tuple[int, ...]]:
    """Return the blanks; of two with nothing printed between them the first ends where its kind ends a value."""
    blanks = dict(laid.blanks)
    for first, between, second in zip(sentence.parts[1::2], sentence.parts[2::2], sentence.parts[3::2], strict=False):
        find = None if first == PASSED_OVER else kinds[first].find
        if between or find is None:
            continue
        run = (*blanks.get(first, ()), *blanks.get(second, ()))
        spans = find("".join(page.text[place] for place in run))
        if spans and spans[0][1] < len(run):
            blanks[first], blanks[second] = run[: spans[0][1]], run[spans[0][1] :]
    return blanks


def one_value(page: Print, places: tuple[int, ...], kind: ValueKind) -> tuple[int, ...]:
    """Return a blank's places, or the piece of them on one line of print that is a value where the whole is none."""
    places = _without_specks(page, places) if kind.find else places
    raw = page.raw(places)
    is_word = raw in kind.words or "".join(page.plain[place] for place in places) in kind.words
    word = _only_word(page, places, kind) if kind.words and not is_word else ()
    if word:
        return word
    if len(raw) <= kind.max_length and kind.parse(raw) is not None:
        return places
    if broken_off := _broken_off(page, places, kind):
        return broken_off
    pieces = [
        piece for start, end in page.segments if (piece := tuple(place for place in places if start <= place < end))
    ]
    return next((piece for piece in reversed(pieces) if kind.parse(page.raw(piece)) is not None), places)


def _broken_off(page: Print, places: tuple[int, ...], kind: ValueKind) -> tuple[int, ...]:
    """The value that begins where a blank does and goes on behind it: the next words begin as its rest does."""
    if kind.find is None or places != tuple(range(places[0], places[-1] + 1)):
        return ()
    spans = kind.find(page.text[places[0] : places[0] + kind.max_length])
    whole = next((end for start, end in spans if start == 0), 0)
    return tuple(range(places[0], places[0] + whole)) if whole > len(places) else ()


def _without_specks(page: Print, places: tuple[int, ...]) -> tuple[int, ...]:
    """The places that are no line of their own of a letter or two hardly read: a seal or a pattern stands there."""
    specks = {
        place
        for start, end in page.segments
        if end - start <= _SPECK and max(page.glyphs[at].score for at in range(start, end)) < _HARDLY_READ
        for place in range(start, end)
    }
    return tuple(place for place in places if place not in specks) or places


def _only_word(page: Print, places: tuple[int, ...], kind: ValueKind) -> tuple[int, ...]:
    """The one of several lines in a blank that is a word of the kind's list: the others are of a paper beside it."""
    lines: dict[int, list[int]] = {}
    for place in places:
        lines.setdefault(page.glyphs[place].line, []).append(place)
    words = [tuple(held) for held in lines.values() if "".join(page.plain[place] for place in held) in kind.words]
    return words[0] if len(words) == 1 and len(lines) > 1 else ()


def _worth(met: float, sentence: Sentence) -> tuple[float, int]:
    """How much of a wording was met; of two met alike the longer one says more."""
    return round(met, 2), sum(len(part) for part in sentence.parts[::2])


def _most_met(parts: tuple[str, ...], text: str) -> float:
    """The share of a wording's print that can be met at best: laid over a text, it keeps its order.

    Counting that takes a hundredth of the time of laying it.
    """
    letters = _letters(parts)
    return LCSseq.similarity(letters, text) / max(len(letters), 1)


@lru_cache(maxsize=512)
def _letters(parts: tuple[str, ...]) -> str:
    return "".join(re.findall(r"\w", folded("".join(parts[::2]))))


def _likeliest(page: Print, sentences: Sequence[Sentence]) -> Sequence[tuple[float, Sentence]]:
    """The wordings of whose print most stands on the page, each with the share that does; of two alike the longer."""
    if len(sentences) < 2:
        return [(1.0, sentence) for sentence in sentences]
    printed = {*page.plain, *(page.plain[place : place + 2] for place in range(len(page.plain) - 1))}

    def shown(sentence: Sentence) -> tuple[float, int]:
        pieces = _pieces(sentence.parts)
        return round(len(pieces & printed) / max(len(pieces), 1), 2), len(pieces)

    ranked = sorted(((*shown(sentence), -place) for place, sentence in enumerate(sentences)), reverse=True)
    return [(share, sentences[-place]) for share, _, place in ranked[:_WORDINGS_TRIED]]


@lru_cache(maxsize=512)
def _pieces(parts: tuple[str, ...]) -> frozenset[str]:
    """Every two letters that stand side by side in the fixed print of a wording, and those that stand alone."""
    runs = [run for part in parts[::2] for run in re.findall(r"\w+", folded(part))]
    pairs = {run[place : place + 2] for run in runs for place in range(len(run) - 1)}
    return frozenset(pairs | {run for run in runs if len(run) == 1})
