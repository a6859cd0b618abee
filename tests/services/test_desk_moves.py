"""Which level may move a dossier where."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.desk import Blind, Deed, DeskCase, DeskState, Standing
from models.desk_moves import may_hold, move, moves, needs_reason
from models.levels import DeskPolicy, Level, Region
from models.report import Severity, Verdict

ALL = DeskPolicy()
STANDING = Standing(
    application_id="HB1", name="", place=Region(), verdict=Verdict.CLEAR, dossier_id=1, dossier_version=1, papers=""
)
REG, POINT, PROVINCE, NATION = Level
WAITING, ASKED, REJECTED, ACCEPTED = DeskState


def case(state: DeskState, level: Level, decided: Deed | None = None, by: Level | None = None) -> DeskCase:
    return DeskCase(
        standing=STANDING,
        state=state,
        level=level,
        waiting_since=datetime(2021, 2, 1, tzinfo=UTC),
        decided_deed=decided,
        decided_level=by,
        decided_by="chen" if by else "",
    )


@pytest.mark.parametrize(
    ("level", "may"),
    [
        (REG, {"accept", "ask", "pass_on", "reject"}),
        (POINT, {"accept", "ask", "return", "pass_on", "reject"}),
        (NATION, {"accept", "ask", "return", "reject"}),
    ],
)
def test_what_waits_is_moved_by_its_own_level_alone(level: Level, may: set[str]) -> None:
    assert {deed.value for deed in moves(case(WAITING, level), by=level, policy=ALL)} == may
    for other in set(Level) - {level}:
        assert moves(case(WAITING, level), by=other, policy=ALL) == {}


@pytest.mark.parametrize(
    ("deed", "level", "state", "to"),
    [
        (Deed.ACCEPT, REG, WAITING, POINT),
        (Deed.ACCEPT, NATION, ACCEPTED, NATION),
        (Deed.PASS_ON, POINT, WAITING, PROVINCE),
        (Deed.RETURN, POINT, WAITING, REG),
        (Deed.ASK, POINT, ASKED, POINT),
        (Deed.REJECT, POINT, REJECTED, POINT),
    ],
)
def test_a_decision_leads_one_step(deed: Deed, level: Level, state: DeskState, to: Level) -> None:
    moved = move(case(WAITING, level), deed, by=level, policy=ALL)

    assert moved is not None
    assert (moved.state, moved.level, moved.overturns) == (state, to, False)


def test_levels_that_do_not_decide_are_passed_over() -> None:
    few = DeskPolicy(levels=(POINT, PROVINCE))

    assert few.first(Region(exam_point="武汉市")) is POINT
    assert few.first(Region()) is PROVINCE
    accepted = move(case(WAITING, PROVINCE), Deed.ACCEPT, by=PROVINCE, policy=few)
    assert accepted is not None
    assert accepted.state is ACCEPTED
    assert moves(case(WAITING, NATION), by=NATION, policy=few) == {}
    assert Deed.RETURN not in moves(case(WAITING, POINT), by=POINT, policy=few)


@pytest.mark.parametrize(
    ("before", "by", "deed", "overturns"),
    [
        (case(WAITING, POINT, Deed.ACCEPT, REG), POINT, Deed.REJECT, True),
        (case(WAITING, POINT, Deed.ACCEPT, REG), POINT, Deed.RETURN, True),
        (case(WAITING, POINT, Deed.ACCEPT, REG), POINT, Deed.ASK, False),
        (case(WAITING, POINT, Deed.ACCEPT, REG), POINT, Deed.ACCEPT, False),
        (case(REJECTED, REG, Deed.REJECT, REG), PROVINCE, Deed.ACCEPT, True),
        (case(REJECTED, REG, Deed.REJECT, REG), REG, Deed.REOPEN, False),
        (case(ACCEPTED, PROVINCE, Deed.ACCEPT, PROVINCE), NATION, Deed.REJECT, True),
    ],
)
def test_what_is_contrary_to_a_lower_level_overturns_it_and_needs_a_reason(
    before: DeskCase, by: Level, deed: Deed, overturns: bool
) -> None:
    moved = move(before, deed, by=by, policy=ALL)

    assert moved is not None
    assert moved.overturns is overturns
    assert needs_reason(deed, moved) is (overturns or deed in (Deed.RETURN, Deed.REJECT, Deed.REOPEN))


@pytest.mark.parametrize(
    ("verdict", "severity", "needs"),
    [
        (Verdict.IDENTITY_PROOF_REQUIRED, Severity.IDENTITY, True),
        (Verdict.REVIEW, Severity.ALARM, True),
        (Verdict.RESUBMIT, Severity.QUALITY, True),
        (Verdict.REVIEW, Severity.CONTENT, False),
        (Verdict.INCOMPLETE, None, False),
        (Verdict.CLEAR, None, False),
    ],
)
def test_what_may_be_of_another_is_accepted_with_a_reason_alone(
    verdict: Verdict, severity: Severity | None, needs: bool
) -> None:
    before = replace(case(WAITING, REG), standing=replace(STANDING, verdict=verdict, severity=severity))
    offered = moves(before, by=REG, policy=ALL)

    assert needs_reason(Deed.ACCEPT, offered[Deed.ACCEPT]) is needs
    assert not needs_reason(Deed.PASS_ON, offered[Deed.PASS_ON])
    blind = moves(replace(before, blind=Blind.YES), by=REG, policy=ALL)
    assert not needs_reason(Deed.ACCEPT, blind[Deed.ACCEPT])


def test_what_is_settled_is_not_settled_again_and_not_from_below() -> None:
    rejected = case(REJECTED, POINT, Deed.REJECT, POINT)

    assert set(moves(rejected, by=POINT, policy=ALL)) == {Deed.REOPEN}
    assert Deed.REJECT not in moves(rejected, by=PROVINCE, policy=ALL)
    assert moves(rejected, by=REG, policy=ALL) == {}
    assert set(moves(case(ASKED, POINT), by=POINT, policy=ALL)) == {Deed.REJECT, Deed.REOPEN}


def test_nobody_holds_what_waits_for_others() -> None:
    assert [may_hold(case(WAITING, POINT), by=level) for level in Level] == [False, True, False, False]
    assert [may_hold(case(REJECTED, POINT), by=level) for level in Level] == [False, True, True, True]


@pytest.mark.parametrize(
    ("here", "there", "sees"),
    [
        (Region(), Region(exam_point="甲"), True),
        (Region(province="湖北"), Region(), True),
        (Region(province="湖北"), Region(province="湖南"), False),
        (Region(exam_point="甲"), Region(exam_point="甲", registration_point="一"), True),
        (Region(exam_point="甲"), Region(), False),
        (Region(exam_point="甲", registration_point="一"), Region(exam_point="甲"), True),
        (Region(exam_point="甲", registration_point="一"), Region(exam_point="甲", registration_point="二"), False),
        (Region(exam_point="甲", registration_point="一"), Region(exam_point="乙", registration_point="一"), False),
    ],
)
def test_a_region_sees_all_that_lies_below_it(here: Region, there: Region, sees: bool) -> None:
    assert here.covers(there) is sees
