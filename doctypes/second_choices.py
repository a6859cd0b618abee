"""Rare characters that a reader all but gave where it gave a common one. Pure.

It has seen 余 a thousand times for each 佘, and gives the common one where print leaves it in doubt.
"""

from collections.abc import Sequence

from doctypes.printed import Print
from doctypes.values.look_alikes import rarer
from doctypes.values.variants import are_variants
from doctypes.values.writing import simplified

_WEIGHED = 0.01
"""Chance from which a reader's second choice counts. Of 591 names drawn in 2026, 3 right ones have a rare second choice
above it, and 佘 read as 余 with a certainty of 0.91 does."""
_MEANT = 0.1
"""Chance from which a rare second choice is what is printed (`bench/rare_characters.py`): where the reader gave the
common one of two that it confuses, 8 of 6,923 common ones had it, and 99 of 224 rare ones."""


def may_be_rarer(page: Print, places: Sequence[int]) -> bool:
    """Tell whether the reader weighed a rare character for a common one that it gave at one of these places."""
    return any(_rarer_second(page, place, at_least=_WEIGHED) for place in places)


def rarer_meant(page: Print, place: int) -> str:
    """Return the rare character that the reader all but gave where it gave a common one; empty where there is none.

    A traditional form is rare only as readers of simplified print go: 媽 for 嫣. 堃 beside 坤 is another name.
    """
    second = _rarer_second(page, place, at_least=_MEANT)
    is_another = simplified(second) == second and not are_variants(page.glyphs[place].char, second)
    return second if is_another else ""


def _rarer_second(page: Print, place: int, *, at_least: float) -> str:
    """The rare character that was the second choice beside a common one; empty where there was none."""
    given, (second, chance) = page.glyphs[place].char, page.second_choice(place)
    is_rarer = simplified(given) != simplified(second) and rarer(given, second)
    return second if chance >= at_least and is_rarer else ""
