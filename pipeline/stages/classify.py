"""Which type a page is of, by the print that betrays it. Pure.

A page that speaks for no type is of none: the nearest guess is never taken.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from doctypes.printed import Print, folded
from models.doctype import DocumentType
from models.extraction import Classification

TYPE_THRESHOLD = 0.5
"""Weight of anchors from which a type is believed. Set on drawn pages: true types score 0.7 and more when readable."""
_MARGIN = 0.1
"""How far the best type must stand before the next."""
_ALIKE = 82.0
"""How alike (0..100) print must be to count as an anchor; counts in proportion from there. At 75 执业证书 counted as
学位证书, and 中华人民共和国护士… as 中华人民共和国学位条例."""
_SHORTEST_MISREAD = 4
"""Characters of an anchor from which it may be misread and still count."""
_SURE_AGAINST = 90.0
"""Print that speaks against a type must be nearly to the letter: one misread letter must not throw a page out."""


def classify(page: Print, types: Iterable[DocumentType]) -> Classification:
    """Score every type by its anchors, and name the best if it stands out."""
    printed = frozenset(page.plain)
    ranked = sorted(((_score(page.plain, printed, doctype), doctype.code) for doctype in types), reverse=True)
    if not ranked:
        return Classification(type_code=None, score=0.0)
    (best, code), (second, second_code) = ranked[0], ranked[1] if len(ranked) > 1 else (0.0, None)
    known = best >= TYPE_THRESHOLD and best - second >= _MARGIN
    return Classification(
        type_code=code if known else None,
        score=_shown(best),
        runner_up=second_code if known else code,
        runner_up_score=_shown(second if known else best),
    )


def _shown(total: float) -> float:
    """Types are ranked by what they come to; beyond 0 and 1 it says no more to a reader."""
    return round(min(1.0, max(0.0, total)), 3)


def _score(text: str, printed: frozenset[str], doctype: DocumentType) -> float:
    """Add up what the anchors weigh that are printed; of most, too few characters are, and none is looked for."""
    likely = [anchor for anchor in _anchors(doctype) if len(anchor.characters - printed) <= anchor.most_lacking]
    return sum(anchor.weight * _presence(text, anchor) for anchor in likely)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Anchor:
    """An anchor, and what of it must be on a page."""

    text: str
    weight: float
    characters: frozenset[str]
    floor: float
    """Likeness (0..100) from which it counts; none will do where it is too short to be misread."""
    most_lacking: int
    """Of its characters so many may stand nowhere on the page: more bound the likeness from above the floor."""


@lru_cache(maxsize=128)
def _anchors(doctype: DocumentType) -> tuple[_Anchor, ...]:
    return tuple(_anchor(folded(anchor.text), anchor.weight) for anchor in doctype.anchors)


def _anchor(text: str, weight: float) -> _Anchor:
    length = len(text)
    floor = _ALIKE if weight > 0 else _SURE_AGAINST
    lacking = (count for count in range(length, -1, -1) if 200 * (length - count) >= floor * (2 * length - count))
    return _Anchor(
        text=text,
        weight=weight,
        characters=frozenset(text),
        floor=floor,
        most_lacking=next(lacking, 0) if length >= _SHORTEST_MISREAD else 0,
    )


def _presence(text: str, anchor: _Anchor) -> float:
    """How surely (0..1) an anchor is printed on the page."""
    if anchor.text in text:
        return 1.0
    if len(anchor.text) < _SHORTEST_MISREAD or len(text) < len(anchor.text):
        return 0.0
    return fuzz.partial_ratio(anchor.text, text, score_cutoff=anchor.floor) / 100
