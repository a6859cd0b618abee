"""What the button that accepts warns of."""

from dataclasses import replace

import pytest

from models.desk import Deed
from models.desk_moves import moves
from models.levels import DeskPolicy
from models.report import Verdict
from services.desk.offers import offers_of
from tests.services.test_desk_moves import REG, STANDING, WAITING, case


@pytest.mark.parametrize(
    ("verdict", "counts", "told"),
    [
        (Verdict.REVIEW, {"open_count": 2}, "机器的结论是“需人工核对”，还有 2 项待看。"),
        (Verdict.INCOMPLETE, {"missing_count": 1}, "机器的结论是“材料不齐”，缺 1 份材料。"),
        (
            Verdict.REVIEW,
            {"open_count": 2, "missing_count": 1},
            "机器的结论是“需人工核对”，还有 2 项待看，缺 1 份材料。",
        ),
        (Verdict.CLEAR, {}, ""),
    ],
    ids=["open", "missing", "both", "clear"],
)
def test_accepting_tells_what_is_open_and_what_is_missing(verdict: Verdict, counts: dict[str, int], told: str) -> None:
    standing = replace(STANDING, verdict=verdict, **counts)
    waiting = replace(case(WAITING, REG), standing=standing)

    offers = offers_of(moves(waiting, by=REG, policy=DeskPolicy()), waiting, titles={})

    assert [offer.warning for offer in offers if offer.deed == Deed.ACCEPT] == [told]
