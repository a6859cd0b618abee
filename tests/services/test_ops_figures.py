"""What the operators' charts show, over keepers in memory."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.decision import Correction
from models.desk import Deed, DeskState
from models.extraction import Extraction, FieldStatus, Reading
from models.job import Lane
from models.levels import Level
from models.page import Quality
from models.report import DocumentState, Report, Verdict
from services.keepers import Keepers
from services.ops.charts import Column, columns_chart
from services.ops.figure_charts import drawn_figures
from services.ops.figures import DAYS, HOURS, OpsFigures, ops_figures
from storage.history import Entry
from tests.support.desk import MISMATCH, accept_in_place, on_desk
from tests.support.houses import memory_house
from tests.support.people import document
from tests.support.reports import report_on


@pytest.fixture
def keepers() -> Keepers:
    return memory_house()


def figures(keepers: Keepers) -> OpsFigures:
    return ops_figures(now=datetime.now(UTC), keepers=keepers)


def add_paper(keepers: Keepers, key: str, number: int, report: Report) -> str:
    """Add one more paper to an application, judged as given."""
    paper = replace(document(), application_id=key, document_id=f"p{number}", sha256=f"{number:064x}")
    keepers.records.add_document(paper, job_id=f"q{number}", lane=Lane.LIVE)
    job = keepers.jobs.claim(f"q{number}", worker="w", lease_seconds=60)
    assert job is not None
    keepers.jobs.finish(job, replace(report, document_id=paper.document_id))
    return paper.document_id


def corrected(keepers: Keepers, key: str, document_id: str, field: str, value: str | None) -> None:
    correction = Correction(
        application_id=key,
        document_id=document_id,
        field=field,
        read="x",
        value=value,
        account="chen",
        reason="看错",
        at=datetime.now(UTC),
    )
    keepers.corrections.add(correction, entry=Entry(chain=key, account="chen", deed=Deed.CORRECT))


def test_what_was_done_stands_in_the_last_hour_and_day(keepers: Keepers) -> None:
    on_desk(keepers, 1)
    on_desk(keepers, 2)

    shown = figures(keepers)

    assert (len(shown.hours), len(shown.days)) == (HOURS, DAYS)
    for spans in (shown.hours, shown.days):
        # A test that runs over a full hour finds them one column before.
        assert sum(span.lanes[Lane.LIVE].done_count for span in spans[-2:]) == 2
        assert not any(span.failed_count for span in spans)


def test_papers_to_be_handed_in_anew_are_counted_by_cause(keepers: Keepers) -> None:
    key = on_desk(keepers)
    good = report_on(document())
    unreadable = replace(good, state=DocumentState.UNREADABLE)
    add_paper(keepers, key, 1, replace(unreadable, quality=Quality(score=0.1, causes=("blurred", "dark"))))
    add_paper(keepers, key, 2, replace(unreadable, quality=Quality(score=0.1, causes=("blurred",))))
    add_paper(keepers, key, 3, replace(unreadable, quality=Quality(score=0.1)))
    add_paper(keepers, key, 4, replace(good, state=DocumentState.WRONG_TYPE, findings=(MISMATCH,)))

    shown = figures(keepers)

    assert (shown.papers_count, shown.anew_count) == (5, 4)
    assert dict(shown.causes) == {"blurred": 2, "dark": 1, "image_unreadable": 1, "wrong_document_type": 1}
    assert dict(shown.findings) == {"name_mismatch": 1}
    drawn = drawn_figures(shown)
    assert next((one.title, one.percent) for one in drawn.causes) == ("模糊", 50.0)


def test_a_field_is_as_accurate_as_persons_leave_it(keepers: Keepers) -> None:
    key, other = on_desk(keepers, 1), on_desk(keepers, 2)
    readings = (
        Reading(field="name", status=FieldStatus.READ, value="陈嘉禾"),
        Reading(field="gender", status=FieldStatus.DOUBTFUL, value="女"),
        Reading(field="school", status=FieldStatus.UNREADABLE),
    )
    read = replace(
        report_on(document()),
        extraction=Extraction(type_code="id_card", digest="d", readings=readings),
    )
    first, second = add_paper(keepers, key, 1, read), add_paper(keepers, key, 2, read)
    add_paper(keepers, other, 3, read)
    corrected(keepers, key, first, "name", "陈佳禾")
    corrected(keepers, key, second, "school", "武汉大学")
    corrected(keepers, key, second, "gender", "男")
    corrected(keepers, key, second, "gender", None)
    accept_in_place(keepers, key, at=datetime.now(UTC))

    shown = figures(keepers)

    assert shown.reviewed_count == 1
    counted = {one.field: (one.read_count, one.corrected_count) for one in shown.fields}
    assert (counted["name"][1], counted["school"]) == (1, (1, 1))
    assert counted["gender"][1] == 0
    assert {one.field for one in shown.fields[:2]} == {"name", "school"}


def test_what_is_overturned_is_counted_by_level_and_verdicts_by_state(keepers: Keepers) -> None:
    key = on_desk(keepers)
    accept_in_place(keepers, key, at=datetime.now(UTC))

    shown = figures(keepers)

    assert next((one.level, one.decided_count) for one in shown.levels) == (Level.REGISTRATION_POINT, 1)
    assert shown.standings == {(DeskState.WAITING, Verdict.CLEAR): 1}
    assert {line.title: line.all_count for line in drawn_figures(shown).verdicts}["未发现问题"] == 1


def test_columns_stand_on_the_ground_and_under_the_top() -> None:
    chart = columns_chart(
        [
            Column(label="1", title="one", parts=(("live", 3), ("backfill", 0)), is_marked=True),
            Column(label="", title="two", parts=(("live", 9000), ("backfill", 1))),
        ]
    )

    few, many = chart.columns
    assert len(few.bars) == 1
    assert few.bars[0].y + few.bars[0].height == pytest.approx(chart.ground)
    assert (bool(few.mark), bool(many.mark)) == (True, False)
    assert min(bar.height for one in chart.columns for bar in one.bars) >= 1
    assert min(bar.y for bar in many.bars) >= chart.grid[-1].y - 1
    assert [line.label for line in chart.grid] == ["0", "5,000", "10,000"]


def test_a_chart_of_nothing_has_a_ground() -> None:
    assert [line.label for line in columns_chart([]).grid] == ["0", "1"]
