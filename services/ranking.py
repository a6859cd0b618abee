"""How well a confidence ranks: the area under the receiver operating characteristic, right values against wrong ones.

It equals the Mann-Whitney statistic U over right times wrong, so ranks are enough; ties share the mean of their ranks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from services.marks import FieldMark


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """A ranking's power with what it rests on."""

    auroc: float | None
    """Chance that a right value ranks above a wrong one; None where there are not both."""
    right: int
    wrong: int


def ranking(marks: Iterable[FieldMark]) -> Ranking:
    """Measure how the confidence of values that were found ranks right above wrong, in n log n steps.

    What was not found has no confidence and is not ranked; a doubtful value is.
    """
    ranked = sorted((mark.confidence, mark.right) for mark in marks if mark.found is not None)
    right = sum(is_right for _, is_right in ranked)
    wrong = len(ranked) - right
    if not right or not wrong:
        return Ranking(auroc=None, right=right, wrong=wrong)
    below, wins = 0, 0.0
    for _, group in groupby(ranked, key=lambda one: one[0]):
        tied = [is_right for _, is_right in group]
        good = sum(tied)
        bad = len(tied) - good
        wins += good * (below + bad / 2)
        below += bad
    return Ranking(auroc=wins / (right * wrong), right=right, wrong=wrong)
