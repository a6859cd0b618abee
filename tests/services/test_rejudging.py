"""Judging again in bulk, over the fake and over SQLite: what moves, by what cause, and what is written."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from doctypes.loader import load_types
from models.case import Application, Upload
from models.history import ProvenEducation
from models.report import Dossier, Finding, Report, Severity, Sighting, Verdict
from pipeline import again, grounds
from regulations.loader import load_regulation
from regulations.regulation import RuleState
from services import basis as bases
from services import processing, rejudging_causes
from services.intake import accept_upload, put_application
from services.keepers import Knowledge
from services.rejudging import count_cases, rejudge, rejudge_batch, wanted_cases
from services.rejudging_tally import Tally
from storage.cases import Cases, JudgedCase
from tests.services.rejudging_house import CARD_JPEG, DIPLOMA_JPEG, STATED, TEXTS, House, moves
from tests.support.definitions import changed_regulation, changed_types
from tests.support.houses import open_house
from tests.support.readers import RecordedReader

REQUIREMENT = """
[[requirements]]
tracks = ["standard"]
scope = "application"
any_of = ["id_card"]
because = "all_diplomas"
"""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge(types=load_types(), regulation=load_regulation())


@pytest.fixture(params=["memory", "sqlite"])
def house(request: pytest.FixtureRequest, tmp_path: Path, knowledge: Knowledge) -> Iterator[House]:
    with open_house(request.param, tmp_path) as keepers:
        yield House(keepers, RecordedReader(TEXTS), knowledge)


@pytest.fixture
def card_needed(tmp_path: Path, knowledge: Knowledge) -> Knowledge:
    """A regulation that asks every standard applicant for an ID card besides."""
    file = changed_regulation(tmp_path, old="# 毕业证：每一学历层次一份。", new=REQUIREMENT)
    return replace(knowledge, regulation=load_regulation(file.stem, folder=file.parent))


def test_what_holds_under_what_is_known_is_passed_over(house: House) -> None:
    house.put(1)

    assert house.rejudge().judged_count == 0


def test_a_preview_tells_what_a_regulation_would_change_and_writes_nothing(
    house: House, card_needed: Knowledge
) -> None:
    bare, carded = house.put(1), house.put(2, DIPLOMA_JPEG, CARD_JPEG)
    before = house.keepers.cases.read((bare, carded))

    tally = house.rejudge(card_needed, writes=False)

    assert (tally.judged_count, tally.changed_count, tally.reports_count) == (2, 1, 0)
    assert moves(tally) == {("clear", "incomplete", ("regulation",)): 1}
    assert next(iter(tally.moves.values())).examples == [bare]
    assert house.keepers.cases.read((bare, carded)) == before


def test_a_changed_regulation_is_kept_and_nothing_is_left_to_do(house: House, card_needed: Knowledge) -> None:
    bare, carded = house.put(1), house.put(2, DIPLOMA_JPEG, CARD_JPEG)

    tally = house.rejudge(card_needed)

    assert (tally.judged_count, tally.changed_count, tally.failed_count) == (2, 1, 0)
    assert (house.verdict(bare), house.verdict(carded)) == (Verdict.INCOMPLETE, Verdict.CLEAR)
    assert house.rejudge(card_needed).judged_count == 0
    assert moves(house.rejudge()) == {("incomplete", "clear", ("regulation",)): 1}


def test_no_text_is_read_for_a_changed_regulation(
    house: House, card_needed: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.put(1)
    monkeypatch.setattr(again, "understand", lambda *_, **__: pytest.fail("a text was read"))
    monkeypatch.setattr(again, "weigh", lambda *_, **__: pytest.fail("a page was weighed"))

    assert house.rejudge(card_needed).changed_count == 1


def test_a_changed_definition_names_its_type(house: House, tmp_path: Path, knowledge: Knowledge) -> None:
    applicant = house.put(1, DIPLOMA_JPEG, CARD_JPEG)
    folder = changed_types(
        tmp_path,
        "graduation_certificate",
        old='name = "gender"\nkind = "gender"',
        new='name = "gender"\nkind = "gender"\nexpects = "男"',
    )
    changed = replace(knowledge, types=load_types(folder))

    tally = house.rejudge(changed)

    assert moves(tally) == {("clear", "review", ("definition:graduation_certificate",)): 1}
    assert tally.reports_count == 1
    assert house.verdict(applicant) is Verdict.REVIEW
    assert house.rejudge(changed).judged_count == 0


def test_a_changed_application_names_itself(house: House) -> None:
    applicant = house.put(1)
    house.keepers.records.put_application(replace(STATED, application_id=applicant, name="王小明"))

    tally = house.rejudge()

    assert moves(tally) == {("clear", "identity_proof_required", ("application",)): 1}
    assert house.verdict(applicant) is Verdict.IDENTITY_PROOF_REQUIRED


def test_a_job_that_waits_is_not_lost(house: House) -> None:
    applicant = house.put(1)
    put_application(replace(STATED, application_id=applicant, name="王小明"), keepers=house.keepers)
    house.rejudge()

    house.work()

    assert house.verdict(applicant) is Verdict.IDENTITY_PROOF_REQUIRED
    assert house.rejudge().judged_count == 0


def test_a_paper_that_waits_goes_on_waiting(house: House, card_needed: Knowledge) -> None:
    key = house.put(1)
    accept_upload(key, Upload(file="b.jpg", content=CARD_JPEG), keepers=house.keepers)
    processing.refresh_dossier(key, keepers=house.keepers, knowledge=house.knowledge)

    house.rejudge(card_needed)

    kept = house.keepers.records.dossier_of(key)
    assert kept is not None
    assert (kept.verdict, kept.waiting_count) == (Verdict.INCOMPLETE, 1)


def test_changed_code_names_itself_and_reads_every_text(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    applicant = house.put(1)
    monkeypatch.setattr(grounds, "reading_code", lambda: "another")
    monkeypatch.setattr(grounds, "judging_code", lambda: "another")
    monkeypatch.setattr(bases, "reading_code", lambda: "another")
    monkeypatch.setattr(bases, "judging_code", lambda: "another")
    strict = Finding(code="image_is_a_screen", severity=Severity.QUALITY, message="…")
    really = again.weigh
    monkeypatch.setattr(again, "weigh", lambda *args, **named: with_finding(really(*args, **named), strict))

    tally = house.rejudge(replace(house.knowledge))

    assert moves(tally) == {("clear", "review", ("code",)): 1}
    assert house.verdict(applicant) is Verdict.REVIEW


def with_finding(report: Report, finding: Finding) -> Report:
    return replace(report, findings=(*report.findings, finding))


def governed(rule: str) -> Callable[..., Dossier]:
    """Put a dossier together with a rule that raises a finding wherever it is switched on."""
    really = processing.put_together

    def with_rule(
        application: Application,
        reports: tuple[Report, ...],
        *,
        knowledge: Knowledge,
        sightings: tuple[Sighting, ...],
        earlier: tuple[ProvenEducation, ...],
    ) -> Dossier:
        dossier = really(application, reports, knowledge=knowledge, sightings=sightings, earlier=earlier)
        assert knowledge.regulation is not None
        if knowledge.regulation.rules.get(rule) is not RuleState.ON:
            return dossier
        finding = Finding(code="timeline_impossible", severity=Severity.ALARM, message="…", rule=rule)
        return replace(dossier, verdict=Verdict.REVIEW, findings=(*dossier.findings, finding))

    return with_rule


def test_a_switched_rule_names_itself(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.put(1)
    assert house.knowledge.regulation is not None
    rules = {"study_before_birth": RuleState.ON, "seal_level": RuleState.OFF}
    switched = replace(house.knowledge, regulation=replace(house.knowledge.regulation, rules=rules))
    monkeypatch.setattr("services.rejudging.put_together", governed("study_before_birth"))
    monkeypatch.setattr(rejudging_causes, "put_together", governed("study_before_birth"))

    assert moves(house.rejudge(switched, writes=False)) == {("clear", "review", ("rule:study_before_birth",)): 1}


def test_two_causes_that_move_a_verdict_one_after_the_other_are_both_named(
    house: House, card_needed: Knowledge
) -> None:
    applicant = house.put(1)
    house.keepers.records.put_application(replace(STATED, application_id=applicant, gender="男"))

    tally = house.rejudge(card_needed, writes=False)

    (causes,) = [causes for _, _, causes in tally.moves]
    assert set(causes) == {"application", "regulation"}


def test_a_dossier_of_which_nothing_was_recorded_says_so(house: House, card_needed: Knowledge) -> None:
    applicant = house.put(1)
    case = house.keepers.records.case_file(applicant)
    dossier = house.keepers.records.dossier_of(applicant)
    assert dossier is not None
    house.keepers.records.append_dossier(replace(dossier, reports=case.reports), case=case)

    assert moves(house.rejudge(card_needed)) == {("clear", "incomplete", ("unrecorded",)): 1}


def test_papers_judged_under_something_older_are_judged_again_with_the_rest(
    house: House, tmp_path: Path, knowledge: Knowledge
) -> None:
    folder = changed_types(tmp_path, "graduation_certificate", old="note = ", new="# 说明\nnote = ")
    applicant = house.put(1)
    house.knowledge = replace(knowledge, types=load_types(folder))
    accept_upload(applicant, Upload(file="b.jpg", content=CARD_JPEG), keepers=house.keepers)
    house.work()

    tally = house.rejudge()

    assert (tally.judged_count, tally.reports_count, tally.moved_count) == (1, 1, 0)
    assert house.rejudge().judged_count == 0


def test_a_text_that_is_gone_costs_its_dossier_and_no_other(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = house.put(1), house.put(2, CARD_JPEG)
    monkeypatch.setattr(grounds, "reading_code", lambda: "another")
    monkeypatch.setattr(bases, "reading_code", lambda: "another")
    lost = house.keepers.records.documents_of(first)[0].sha256
    really = house.keepers.records.text
    monkeypatch.setattr(
        type(house.keepers.records),
        "text",
        lambda _, sha256, engine: None if sha256 == lost else really(sha256, engine),
    )

    tally = house.rejudge(replace(house.knowledge))

    assert dict(tally.failures) == {"not_found": 1}
    assert tally.failed_examples == [first]
    assert tally.judged_count == 1
    assert house.rejudge(replace(house.knowledge), application_ids=(second,)).judged_count == 1


class Overtaken:
    """Cases of which one is touched each time before it is kept."""

    def __init__(self, cases: Cases, touch: Callable[[], None], times: int) -> None:
        self._cases, self._touch, self._left = cases, touch, times
        self.read, self.find, self.count = cases.read, cases.find, cases.count

    def keep(self, judged: list[JudgedCase], *, basis: object, policy: object) -> tuple[str, ...]:
        if self._left:
            self._left -= 1
            self._touch()
        return self._cases.keep(judged, basis=basis, policy=policy)  # type: ignore[arg-type]


@pytest.mark.parametrize(("times", "overtaken"), [(1, 0), (9, 1)])
def test_a_case_that_moves_on_is_judged_as_it_then_stands(
    house: House, card_needed: Knowledge, times: int, overtaken: int
) -> None:
    applicant, other = house.put(1), house.put(2)
    names = iter("甲乙丙丁戊己庚辛壬")

    def touch() -> None:
        house.keepers.records.put_application(replace(STATED, application_id=applicant, name=f"王{next(names)}"))

    house.keepers = replace(house.keepers, cases=Overtaken(house.keepers.cases, touch, times))  # type: ignore[arg-type]
    tally = house.rejudge(card_needed)

    assert (tally.judged_count, tally.overtaken_count) == (2 - overtaken, overtaken)
    assert house.verdict(applicant) is (Verdict.CLEAR if overtaken else Verdict.IDENTITY_PROOF_REQUIRED)
    assert house.verdict(other) is Verdict.INCOMPLETE


def test_a_run_that_was_stopped_goes_on_where_it_was(house: House, card_needed: Knowledge) -> None:
    for number in range(5):
        house.put(number)
    batches = rejudge(
        wanted_cases(knowledge=card_needed),
        lambda ids: rejudge_batch(ids[:3], keepers=house.keepers, knowledge=card_needed, writes=True),
        keepers=house.keepers,
    )
    assert next(batches).judged_count == 3
    batches.close()

    left = wanted_cases(knowledge=card_needed)

    assert count_cases(left, keepers=house.keepers) == 2
    assert house.rejudge(card_needed).judged_count == 2


def test_batches_go_to_as_many_workers_as_there_are(house: House, card_needed: Knowledge) -> None:
    ids = [house.put(number) for number in range(7)]
    wanted, seen = wanted_cases(knowledge=card_needed), Tally()

    with ThreadPoolExecutor(2) as pool:
        for batch in rejudge(
            wanted,
            lambda some: rejudge_batch(some, keepers=house.keepers, knowledge=card_needed, writes=True),
            keepers=house.keepers,
            limit=6,
            pool=pool,
            workers=2,
        ):
            seen.add(batch)

    assert seen.judged_count == 6
    assert house.keepers.cases.find(wanted, after="", limit=9) == (ids[6],)
