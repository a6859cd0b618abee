"""The promise of the worklist, over every keeper of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.decision import BlindTally, Decision, Deeds
from models.desk import Blind, Deed, DeskCase, DeskState
from models.errors import Conflict, NotFound
from models.job import Lane
from models.levels import DeskPolicy, Level, Region
from models.report import Dossier, Severity, Verdict
from services.keepers import Keepers
from storage.history import Entry
from storage.standings import first_case, is_changed, standing_of
from storage.worklist import Held, Sort, Wanted, place_in
from tests.support.clock import Clock
from tests.support.desk import MISMATCH, POINT, REGISTRATION, applicant, on_desk, put, refresh
from tests.support.people import document
from tests.support.reports import report_on

ALL = Wanted()


def ids(keepers: Keepers, wanted: Wanted = ALL, *, sort: Sort = Sort.GRAVEST) -> list[str]:
    return [case.application_id for case in keepers.worklist.find(wanted, sort=sort, limit=100)]


def hold(keepers: Keepers, clock: Clock, key: str, account: str = "chen") -> DeskCase:
    held = keepers.worklist.claim(key, account=account, until=clock.now + timedelta(minutes=15))
    assert held is not None
    return held


def decide(
    keepers: Keepers, clock: Clock, before: DeskCase, deed: Deed, state: DeskState, level: Level, **more: object
) -> Decision:
    settled = {"decided_deed": deed, "decided_level": before.level, "decided_by": before.holder}
    after = replace(
        before,
        state=state,
        level=level,
        version=before.version + 1,
        holder="",
        held_until=None,
        **(settled if deed in (Deed.ACCEPT, Deed.REJECT) else {}),  # type: ignore[arg-type]
    )
    decision = Decision(
        application_id=before.application_id,
        at=clock.now,
        account=before.holder,
        level=before.level,
        deed=deed,
        dossier_id=before.standing.dossier_id,
        verdict=before.standing.verdict,
        from_state=before.state,
        from_level=before.level,
        to_state=state,
        to_level=level,
        **more,  # type: ignore[arg-type]
    )
    entry = Entry(chain=before.application_id, account=before.holder, level=before.level, deed=deed)
    return keepers.worklist.decide(after, before=before, decision=decision, entry=entry)


def test_a_dossier_puts_its_application_on_the_desk(keepers: Keepers, clock: Clock) -> None:
    key = on_desk(keepers, verdict=Verdict.IDENTITY_PROOF_REQUIRED, findings=(MISMATCH,))

    case = keepers.worklist.case(key)

    assert (case.state, case.level, case.version) == (DeskState.WAITING, Level.REGISTRATION_POINT, 1)
    assert (case.standing.name, case.standing.code, case.standing.severity) == (
        "陈嘉禾",
        "name_mismatch",
        Severity.IDENTITY,
    )
    assert case.standing.place == Region(exam_point=POINT, registration_point=REGISTRATION)
    assert case.waiting_since == clock.now
    kept = keepers.records.kept_dossier(case.standing.dossier_id)
    assert (kept.application_id, len(kept.reports)) == (key, 1)


def test_without_a_dossier_there_is_no_line(keepers: Keepers, clock: Clock) -> None:
    key = put(keepers, applicant())

    with pytest.raises(NotFound):
        keepers.worklist.case(key)
    with pytest.raises(NotFound):
        keepers.worklist.claim(key, account="chen", until=clock.now)
    with pytest.raises(NotFound):
        keepers.records.kept_dossier(999)


def test_the_list_is_sorted_by_gravity_by_age_or_by_id(keepers: Keepers, clock: Clock) -> None:
    on_desk(keepers, 3, verdict=Verdict.CLEAR)
    clock.pass_seconds(60)
    on_desk(keepers, 1, verdict=Verdict.REVIEW)
    clock.pass_seconds(60)
    on_desk(keepers, 2, verdict=Verdict.RESUBMIT)

    assert ids(keepers) == ["HB0002", "HB0001", "HB0003"]
    assert ids(keepers, sort=Sort.OLDEST) == ["HB0003", "HB0001", "HB0002"]
    assert ids(keepers, sort=Sort.ID) == ["HB0001", "HB0002", "HB0003"]


@pytest.mark.parametrize("sort", Sort)
def test_pages_neither_overlap_nor_leave_out(keepers: Keepers, clock: Clock, sort: Sort) -> None:
    for number in range(7):
        on_desk(keepers, number, verdict=(Verdict.CLEAR, Verdict.REVIEW)[number % 2])
        clock.pass_seconds(number % 3)
    whole = ids(keepers, sort=sort)

    walked: list[str] = []
    after = None
    while page := keepers.worklist.find(ALL, sort=sort, limit=2, after=after):
        walked += [case.application_id for case in page]
        after = place_in(page[-1])

    assert walked == whole
    assert len(set(walked)) == 7


def test_each_sees_what_lies_in_the_region(keepers: Keepers) -> None:
    on_desk(keepers, 1)
    on_desk(keepers, 2, registration="洪山区")
    on_desk(keepers, 3, registration=None)
    on_desk(keepers, 4, point="宜昌市考点")
    on_desk(keepers, 5, point=None)

    def seen(region: Region) -> list[str]:
        return ids(keepers, Wanted(region=region), sort=Sort.ID)

    assert seen(Region(exam_point=POINT, registration_point=REGISTRATION)) == ["HB0001", "HB0003"]
    assert seen(Region(exam_point=POINT)) == ["HB0001", "HB0002", "HB0003"]
    assert seen(Region(province="湖北")) == ["HB0001", "HB0002", "HB0003", "HB0004", "HB0005"]
    assert keepers.worklist.case("HB0005").level is Level.PROVINCE


def test_lines_are_found_by_verdict_severity_and_holder(keepers: Keepers, clock: Clock) -> None:
    on_desk(keepers, 1, verdict=Verdict.IDENTITY_PROOF_REQUIRED, findings=(MISMATCH,))
    on_desk(keepers, 2, verdict=Verdict.CLEAR)
    hold(keepers, clock, "HB0002")

    assert ids(keepers, Wanted(verdict=Verdict.CLEAR)) == ["HB0002"]
    assert ids(keepers, Wanted(severity=Severity.IDENTITY)) == ["HB0001"]
    assert ids(keepers, Wanted(severity=Severity.ALARM)) == []
    assert ids(keepers, Wanted(held=Held.MINE, account="chen")) == ["HB0002"]
    assert ids(keepers, Wanted(held=Held.MINE, account="li")) == []
    assert ids(keepers, Wanted(held=Held.FREE)) == ["HB0001"]
    assert keepers.worklist.count(Wanted(verdict=Verdict.CLEAR)) == 1
    assert keepers.worklist.count(Wanted(levels=(Level.NATION,))) == 0
    clock.pass_seconds(901)
    assert ids(keepers, Wanted(held=Held.FREE)) == ["HB0001", "HB0002"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("HB00", ["HB0001", "HB0002"]),
        ("HB0002", ["HB0002"]),
        ("嘉禾", ["HB0001"]),
        ("陈嘉", ["HB0001"]),
        ("欧阳明", ["HB0002"]),
        ("陈明", []),
        ("0002", []),
        ("HB%", []),
        ("禾", []),
    ],
)
def test_a_search_looks_for_the_beginning_of_an_id_and_for_any_part_of_a_name(
    keepers: Keepers, search: str, found: list[str]
) -> None:
    on_desk(keepers, 1)
    put(keepers, replace(applicant(2), name="欧阳明"))
    refresh(keepers, "HB0002")

    assert ids(keepers, Wanted(search=search), sort=Sort.ID) == found


def test_a_search_may_look_in_every_state(keepers: Keepers, clock: Clock) -> None:
    first, second = on_desk(keepers, 1), on_desk(keepers, 2)
    decide(keepers, clock, hold(keepers, clock, first), Deed.REJECT, DeskState.REJECTED, Level.REGISTRATION_POINT)

    assert ids(keepers, Wanted(search="嘉禾", state=None), sort=Sort.ID) == [first, second]
    assert ids(keepers, Wanted(search="嘉禾")) == [second]


def test_a_changed_name_is_found_and_the_old_one_is_not(keepers: Keepers) -> None:
    key = on_desk(keepers, 1)

    keepers.records.put_application(replace(applicant(1), name="陈小满"))
    refresh(keepers, key)

    assert ids(keepers, Wanted(search="小满")) == [key]
    assert ids(keepers, Wanted(search="嘉禾")) == []


def test_one_holds_a_dossier_at_a_time_until_the_claim_lapses(keepers: Keepers, clock: Clock) -> None:
    key = on_desk(keepers)
    until = clock.now + timedelta(minutes=15)
    hold(keepers, clock, key, "chen")

    assert keepers.worklist.claim(key, account="li", until=until) is None
    assert keepers.worklist.claim(key, account="li", until=until, takes_over="wang") is None
    assert not keepers.worklist.release(key, account="li")
    taken = keepers.worklist.claim(key, account="li", until=until, takes_over="chen")
    assert taken is not None
    assert taken.held_by(clock.now) == "li"
    clock.pass_seconds(901)
    assert keepers.worklist.case(key).held_by(clock.now) == ""
    hold(keepers, clock, key, "wang")
    assert keepers.worklist.release(key, account="wang")
    assert keepers.worklist.case(key).holder == ""


def test_what_has_moved_since_it_was_seen_is_not_held(keepers: Keepers, clock: Clock) -> None:
    key = on_desk(keepers)
    seen = keepers.worklist.case(key)
    decide(keepers, clock, hold(keepers, clock, key), Deed.ACCEPT, DeskState.WAITING, Level.EXAM_POINT)
    until = clock.now + timedelta(minutes=15)

    assert keepers.worklist.claim(key, account="li", until=until, seen=seen) is None

    case = keepers.worklist.case(key)
    assert case.held_by(clock.now) == ""
    assert keepers.worklist.claim(key, account="li", until=until, seen=case) is not None


def test_a_decision_moves_the_line_and_stands_in_the_history(keepers: Keepers, clock: Clock) -> None:
    held = hold(keepers, clock, on_desk(keepers))

    kept = decide(keepers, clock, held, Deed.ACCEPT, DeskState.WAITING, Level.EXAM_POINT, reason="材料齐全")

    case = keepers.worklist.case(held.application_id)
    assert (case.level, case.version, case.holder, case.decided_by) == (Level.EXAM_POINT, 2, "", "chen")
    assert keepers.worklist.decisions_of(held.application_id) == (kept,)
    assert keepers.worklist.decision(kept.decision_id) == kept
    assert [one.entry.deed for one in keepers.history.entries_of(held.application_id)] == [Deed.ACCEPT]


def test_a_line_that_moved_on_or_is_held_by_another_is_not_decided(keepers: Keepers, clock: Clock) -> None:
    held = hold(keepers, clock, on_desk(keepers))
    keepers.worklist.claim(held.application_id, account="li", until=clock.now, takes_over="chen")
    with pytest.raises(Conflict):
        decide(keepers, clock, held, Deed.ACCEPT, DeskState.WAITING, Level.EXAM_POINT)

    again = hold(keepers, clock, held.application_id, "li")
    refresh(keepers, held.application_id, verdict=Verdict.REVIEW)
    with pytest.raises(Conflict):
        decide(keepers, clock, again, Deed.ACCEPT, DeskState.WAITING, Level.EXAM_POINT)

    assert keepers.worklist.decisions_of(held.application_id) == ()
    assert keepers.history.entries_of(held.application_id) == ()


@pytest.mark.parametrize("deed", [Deed.ACCEPT, Deed.ASK, Deed.RETURN, Deed.PASS_ON, Deed.REJECT])
def test_nothing_is_decided_on_a_statement_that_no_dossier_was_judged_by(
    keepers: Keepers, clock: Clock, deed: Deed
) -> None:
    held = hold(keepers, clock, on_desk(keepers))
    keepers.records.put_application(replace(applicant(), gender="男"))

    with pytest.raises(Conflict):
        decide(keepers, clock, held, deed, DeskState.WAITING, Level.EXAM_POINT)
    refresh(keepers, held.application_id)
    decide(keepers, clock, hold(keepers, clock, held.application_id), deed, DeskState.WAITING, Level.EXAM_POINT)

    assert [one.deed for one in keepers.worklist.decisions_of(held.application_id)] == [deed]


def test_a_dossier_that_is_only_judged_again_moves_nothing(keepers: Keepers, clock: Clock) -> None:
    held = hold(keepers, clock, on_desk(keepers))
    decide(keepers, clock, held, Deed.ACCEPT, DeskState.WAITING, Level.EXAM_POINT)

    refresh(keepers, held.application_id, verdict=Verdict.REVIEW)

    case = keepers.worklist.case(held.application_id)
    assert (case.level, case.standing.verdict, case.is_changed) == (Level.EXAM_POINT, Verdict.REVIEW, False)


@pytest.mark.parametrize(
    ("deed", "state", "level", "back_at", "said"),
    [
        (Deed.ACCEPT, DeskState.WAITING, Level.NATION, Level.REGISTRATION_POINT, Deed.CHANGED),
        (Deed.ACCEPT, DeskState.ACCEPTED, Level.NATION, Level.REGISTRATION_POINT, Deed.CHANGED),
        (Deed.REJECT, DeskState.REJECTED, Level.EXAM_POINT, Level.REGISTRATION_POINT, Deed.CHANGED),
        (Deed.ASK, DeskState.ASKED, Level.EXAM_POINT, Level.EXAM_POINT, Deed.CAME_BACK),
    ],
)
def test_what_the_applicant_does_brings_a_dossier_back(
    keepers: Keepers, clock: Clock, deed: Deed, state: DeskState, level: Level, back_at: Level, said: Deed
) -> None:
    held = hold(keepers, clock, on_desk(keepers))
    decide(keepers, clock, held, deed, state, level)

    keepers.records.put_application(replace(applicant(), gender="男"))
    refresh(keepers, held.application_id)

    case = keepers.worklist.case(held.application_id)
    assert (case.state, case.level, case.is_changed) == (DeskState.WAITING, back_at, True)
    assert keepers.history.entries_of(held.application_id)[-1].entry.deed is said


@pytest.mark.parametrize(
    "path",
    [
        [(Deed.PASS_ON, Level.EXAM_POINT)],
        [(Deed.ACCEPT, Level.EXAM_POINT), (Deed.PASS_ON, Level.PROVINCE)],
        [(Deed.ACCEPT, Level.EXAM_POINT), (Deed.ACCEPT, Level.PROVINCE), (Deed.RETURN, Level.EXAM_POINT)],
        [(Deed.ACCEPT, Level.EXAM_POINT), (Deed.REOPEN, Level.PROVINCE)],
        [(Deed.PASS_ON, Level.EXAM_POINT), (Deed.RETURN, Level.REGISTRATION_POINT)],
    ],
)
def test_no_level_is_skipped_by_what_the_applicant_changes(
    keepers: Keepers, clock: Clock, path: list[tuple[Deed, Level]]
) -> None:
    key = on_desk(keepers)
    for deed, level in path:
        before = hold(keepers, clock, key)
        # An overturned acceptance stands no more.
        erased = {"decided_deed": None, "decided_level": None, "decided_by": ""}
        before = replace(before, **erased) if deed in (Deed.RETURN, Deed.REOPEN) else before  # type: ignore[arg-type]
        decide(keepers, clock, before, deed, DeskState.WAITING, level)
    refresh(keepers, key, verdict=Verdict.REVIEW)
    unmoved = keepers.worklist.case(key)

    keepers.records.put_application(replace(applicant(), gender="男"))
    refresh(keepers, key)

    case = keepers.worklist.case(key)
    assert (unmoved.level, unmoved.is_changed) == (path[-1][1], False)
    assert (case.state, case.level, case.is_changed) == (DeskState.WAITING, Level.REGISTRATION_POINT, True)
    assert keepers.history.entries_of(key)[-1].entry.deed is Deed.CHANGED


@pytest.mark.parametrize(
    ("deed", "state", "level"),
    [
        (Deed.ASK, DeskState.ASKED, Level.REGISTRATION_POINT),
        (Deed.REJECT, DeskState.REJECTED, Level.REGISTRATION_POINT),
        (Deed.PASS_ON, DeskState.WAITING, Level.EXAM_POINT),
    ],
)
def test_a_paper_that_is_judged_later_brings_nothing_back(
    keepers: Keepers, clock: Clock, deed: Deed, state: DeskState, level: Level
) -> None:
    key = put(keepers, applicant())
    second = replace(document(), application_id=key, document_id="d2", sha256="2" * 64)
    keepers.records.add_document(second, job_id="j2", lane=Lane.LIVE)
    refresh(keepers, key, waiting_count=1)
    decide(keepers, clock, hold(keepers, clock, key), deed, state, level)

    job = keepers.jobs.claim("j2", worker="w", lease_seconds=60)
    assert job is not None
    keepers.jobs.finish(job, report_on(second))
    refresh(keepers, key)
    unmoved = keepers.worklist.case(key)
    third = replace(second, document_id="d3", sha256="3" * 64)
    keepers.records.add_document(third, job_id="j3", lane=Lane.LIVE)
    refresh(keepers, key)

    assert (unmoved.state, unmoved.level, unmoved.is_changed) == (state, level, False)
    assert unmoved.standing.documents_count == 2
    assert keepers.worklist.case(key).is_changed


def test_a_line_of_a_build_before_is_held_against_what_that_build_kept() -> None:
    dossier = Dossier(application_id="HB0001", verdict=Verdict.CLEAR, reports=(), findings=())
    now = standing_of(dossier, applicant(), dossier_id=2, version=2, handed_in=(("", "2" * 64),))
    before = replace(now, dossier_id=1, dossier_version=1, handed_in="")
    case, _ = first_case(before, policy=DeskPolicy(), now=Clock().now)

    assert not is_changed(case, now)
    assert is_changed(replace(case, standing=replace(before, papers="another")), now)


def test_what_nobody_decided_begins_where_its_place_says(keepers: Keepers) -> None:
    key = on_desk(keepers)

    keepers.records.put_application(applicant(point=None))
    refresh(keepers, key)
    above = keepers.worklist.case(key).level
    keepers.records.put_application(applicant())
    refresh(keepers, key)

    assert (above, keepers.worklist.case(key).level) == (Level.PROVINCE, Level.REGISTRATION_POINT)


def test_an_older_dossier_that_comes_late_changes_nothing(keepers: Keepers) -> None:
    key = on_desk(keepers)
    old = keepers.records.case_file(key)
    keepers.records.put_application(replace(applicant(), gender="男"))
    refresh(keepers, key, verdict=Verdict.REVIEW)
    before = keepers.worklist.case(key)

    dossier = keepers.records.dossier_of(key)
    assert dossier is not None
    keepers.records.append_dossier(replace(dossier, verdict=Verdict.CLEAR), case=old)

    assert keepers.worklist.case(key) == before


def test_clear_passes_without_a_person_only_where_the_policy_says_so(keepers: Keepers) -> None:
    by_rule = DeskPolicy(clear_passes=True)
    clear, grave = on_desk(keepers, 1, policy=by_rule), on_desk(keepers, 2, policy=by_rule, verdict=Verdict.REVIEW)
    asked = on_desk(keepers, 3)

    assert keepers.worklist.case(clear).state is DeskState.ACCEPTED
    assert keepers.worklist.case(grave).state is DeskState.WAITING
    assert keepers.worklist.case(asked).state is DeskState.WAITING
    (entry,) = keepers.history.entries_of(clear)
    assert (entry.entry.deed, entry.entry.account) == (Deed.PASSED_BY_RULE, "rule")


def test_what_is_drawn_is_reviewed_blindly_and_never_passes_by_rule(keepers: Keepers) -> None:
    key = on_desk(keepers, 1, policy=DeskPolicy(clear_passes=True, blind_share=1.0))
    other = on_desk(keepers, 2, policy=DeskPolicy(blind_share=0.0))

    case = keepers.worklist.case(key)

    assert (case.blind, case.state) == (Blind.YES, DeskState.WAITING)
    assert keepers.worklist.case(other).blind is Blind.NO
    # It stands among those that a person must look at, and is not found by its verdict.
    assert ids(keepers, Wanted(verdict=Verdict.CLEAR)) == [other]
    assert ids(keepers) == [key, other]


def test_nothing_is_drawn_while_papers_wait_to_be_judged(keepers: Keepers) -> None:
    key = put(keepers, applicant())
    policy = DeskPolicy(clear_passes=True)

    refresh(keepers, key, policy=policy, waiting_count=1)
    assert keepers.worklist.case(key).blind is Blind.NOT_DRAWN
    refresh(keepers, key, policy=policy)

    assert keepers.worklist.case(key).state is DeskState.ACCEPTED


def test_decisions_those_overturned_and_blind_ones_are_counted(keepers: Keepers, clock: Clock) -> None:
    first, second = hold(keepers, clock, on_desk(keepers, 1)), hold(keepers, clock, on_desk(keepers, 2))
    decide(keepers, clock, first, Deed.ACCEPT, DeskState.WAITING, Level.EXAM_POINT, is_blind=True)
    decide(keepers, clock, second, Deed.REJECT, DeskState.REJECTED, Level.REGISTRATION_POINT, is_blind=True)
    above = hold(keepers, clock, "HB0001", "li")
    overturned = {"overturned_account": "chen", "overturned_level": Level.REGISTRATION_POINT}
    decide(keepers, clock, above, Deed.REJECT, DeskState.REJECTED, Level.EXAM_POINT, **overturned)

    assert keepers.worklist.deeds() == (
        Deeds(account="chen", level=Level.REGISTRATION_POINT, decided_count=2, overturned_count=1),
        Deeds(account="li", level=Level.EXAM_POINT, decided_count=1, overturned_count=0),
    )
    assert keepers.worklist.blind_tally() == BlindTally(
        clear_count=2, clear_disagreed_count=1, other_count=0, other_disagreed_count=0
    )
    later = clock.now + timedelta(seconds=1)
    assert keepers.worklist.deeds(since=later) == ()
    assert keepers.worklist.blind_tally(since=later).clear_count == 0
