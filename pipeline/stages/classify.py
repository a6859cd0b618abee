"""Which type a page is of, by the print that betrays it. Pure.

A page that speaks for no type is of none: the nearest guess is never taken.
"""

from collections.abc import Iterable
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
    return sum(weight * _presence(text, printed, anchor, weight) for anchor, weight in _anchors(doctype))


@lru_cache(maxsize=128)
def _anchors(doctype: DocumentType) -> tuple[tuple[str, float], ...]:
    return tuple((folded(anchor.text), anchor.weight) for anchor in doctype.anchors)


def _presence(text: str, printed: frozenset[str], anchor: str, weight: float) -> float:
    """How surely (0..1) an anchor is printed on the page."""
    if anchor in text:
        return 1.0
    length = len(anchor)
    if length < _SHORTEST_MISREAD or len(text) < length:
        return 0.0
    floor = _ALIKE if weight > 0 else _SURE_AGAINST
    # Characters that stand nowhere on the page bound the likeness from above, and cost next to nothing to count.
    lacking = len(set(anchor).difference(printed))
    if 200 * (length - lacking) < floor * (2 * length - lacking):
        return 0.0
    return fuzz.partial_ratio(anchor, text, score_cutoff=floor) / 100
