"""The list for exports: whatever lies outside of an account's region neither shortens nor empties it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.desk import LOCAL, Account, Role
from models.levels import Level
from models.report import Verdict
from services.dossier_list import list_dossiers
from services.keepers import Keepers
from tests.support.desk import MISMATCH, on_desk, reviewer
from tests.support.houses import LEDGERS, open_house


@pytest.fixture(params=LEDGERS)
def keepers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Keepers]:
    with open_house(request.param, tmp_path) as house:
        yield house


def listed(keepers: Keepers, account: Account, most: int) -> tuple[list[str], bool]:
    rows, there_are_more = list_dossiers(keepers=keepers, account=account, most=most)
    return [row.application_id for row in rows], there_are_more


def test_a_list_is_as_long_as_it_may_be_whatever_other_regions_hold(keepers: Keepers) -> None:
    elsewhere = [on_desk(keepers, number, point="宜昌市", registration="西陵区") for number in range(1, 6)]
    ours = [on_desk(keepers, number) for number in range(6, 10)]

    short, whole = (listed(keepers, reviewer(Level.EXAM_POINT), most) for most in (3, 4))

    assert short == (ours[:3], True)
    assert whole == (ours, False)
    assert listed(keepers, LOCAL, 100) == (sorted(elsewhere + ours), False)


def test_what_is_left_out_of_a_list_is_never_graver_than_what_is_in_it(keepers: Keepers) -> None:
    on_desk(keepers, 1)
    grave = on_desk(keepers, 2, verdict=Verdict.REVIEW, findings=(MISMATCH,))

    assert listed(keepers, LOCAL, 1) == ([grave], True)


def test_whoever_reviews_nothing_is_listed_nothing(keepers: Keepers) -> None:
    on_desk(keepers, 1)

    assert listed(keepers, Account(name="o", role=Role.OPERATOR), 9) == ([], False)
