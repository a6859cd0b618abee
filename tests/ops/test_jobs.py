"""`certcheck jobs` and `certcheck status`: what operators ask and do."""

import io
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.case import Upload
from models.errors import Disposition
from models.job import Failure, JobState, Lane
from ops.main import run
from ops.status_text import status_lines
from services.enrolment import enrol
from services.intake import accept_upload, put_application
from services.keepers import Keepers
from services.sweeping import sweep_and_note
from storage.jobs import JobFilter
from storage.processes import Process, Role
from tests.support.people import APPLICATION
from wiring.bootstrap import build_keepers
from wiring.config import read_config
from wiring.overview import overview


@pytest.fixture
def keepers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keepers:
    monkeypatch.setenv("CERTCHECK_DATA_DIR", str(tmp_path))
    house = build_keepers(read_config())
    put_application(APPLICATION, keepers=house)
    return house


@pytest.fixture
def in_china(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as environment:
        environment.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        yield
    time.tzset()


def upload(keepers: Keepers, number: int) -> str:
    content = b"\xff\xd8\xff %d" % number
    return accept_upload(APPLICATION.application_id, Upload(file="a.jpg", content=content), keepers=keepers).job_id


def said(capsys: pytest.CaptureFixture[str], *arguments: str, exit_code: int = 0) -> tuple[str, str]:
    capsys.readouterr()
    met = run(arguments)
    text = capsys.readouterr()
    assert met == exit_code, text.err
    return text.out, text.err


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    out, _ = said(capsys, "jobs", "list", "--json", *arguments)
    return [json.loads(line)["job_id"] for line in out.splitlines()]


def test_a_list_goes_on_where_it_ended_and_says_how_many_there_are(
    keepers: Keepers, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = [upload(keepers, number) for number in range(5)]

    out, err = said(capsys, "jobs", "list", "--json", "--limit", "3")
    first = [json.loads(line)["job_id"] for line in out.splitlines()]

    assert err.startswith("5 in all; more: --after ")
    assert first == ids[:1:-1]
    assert listed(capsys, "--after", err.split()[-1]) == ids[1::-1]
    assert listed(capsys, "--after", first[-1]) == ids[1::-1]


def test_jobs_are_chosen_by_time_lane_state_and_code(keepers: Keepers, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = upload(keepers, 1), upload(keepers, 2)
    job = keepers.jobs.claim(second, worker="w", lease_seconds=60)
    assert job is not None
    keepers.jobs.fail(job, Failure(code="defect", disposition=Disposition.PARK), retry_after_seconds=None)
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()

    assert listed(capsys, "--since", "2h") == [second, first]
    assert listed(capsys, "--since", later) == []
    assert listed(capsys, "--until", "2h") == []
    assert listed(capsys, "--until", later, "--code", "defect", "--state", "failed") == [second]
    assert listed(capsys, "--lane", "backfill") == []
    said(capsys, "jobs", "list", "--since", "yesterday", exit_code=2)


def test_a_list_for_people_tells_until_when_a_job_waits(
    keepers: Keepers, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    job_id = upload(keepers, 1)
    job = keepers.jobs.claim(job_id, worker="w", lease_seconds=60)
    assert job is not None
    keepers.jobs.fail(job, Failure(code="away", disposition=Disposition.RETRY), retry_after_seconds=600)
    due = f"{keepers.jobs.job(job_id).due_at.astimezone():%Y-%m-%d %H:%M:%S}"

    out, _ = said(capsys, "jobs", "list")

    assert due in out


def test_a_wide_list_tells_whose_a_paper_is_by_ids_and_codes_alone(
    keepers: Keepers, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = Upload(file="a.jpg", content=b"\xff\xd8\xff", declared_type="id_card")
    accept_upload(APPLICATION.application_id, paper, keepers=keepers)

    monkeypatch.setenv("COLUMNS", "200")
    wide, _ = said(capsys, "jobs", "list")
    monkeypatch.setenv("COLUMNS", "120")
    narrow, _ = said(capsys, "jobs", "list")

    assert f" {APPLICATION.application_id}  id_card " in wide
    assert APPLICATION.application_id not in narrow
    assert "a.jpg" not in wide
    assert APPLICATION.name not in wide


@pytest.mark.usefixtures("in_china")
def test_a_list_and_a_job_that_is_shown_tell_times_in_one_zone(
    keepers: Keepers, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    job_id = upload(keepers, 1)
    said(capsys, "jobs", "cancel", "--id", job_id, "--reason", "a test")

    out, _ = said(capsys, "jobs", "list")
    shown = json.loads(said(capsys, "jobs", "show", job_id)[0])

    moved = datetime.fromisoformat(shown["updated_at"])
    assert moved == keepers.jobs.job(job_id).updated_at
    assert moved.isoformat(" ", "seconds") in out
    times = [shown["created_at"], shown["updated_at"], shown["due_at"], shown["audit"][0]["at"]]
    assert [at[-6:] for at in times] == ["+08:00"] * 4


def test_more_than_one_job_is_counted_and_asked_for(
    keepers: Keepers, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        upload(keepers, number)
    cancel = ("jobs", "cancel", "--lane", "live", "--reason", "a test")
    monkeypatch.setattr("sys.stdin", io.StringIO())

    _, refused = said(capsys, *cancel, exit_code=2)
    out, _ = said(capsys, *cancel, "--yes", "--json", "--who", "li")

    assert "cancel 3 jobs" in refused
    assert json.loads(out) == {"cancelled": 3}
    (entry,) = keepers.jobs.audit_of(listed(capsys)[0])
    assert (entry.who, entry.deed, entry.reason) == ("li", "cancel", "a test")


def test_whoever_is_asked_may_say_no(
    keepers: Keepers, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2):
        upload(keepers, number)
    answer = io.StringIO("n\n")
    monkeypatch.setattr(answer, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", answer)

    _, asked = said(capsys, "jobs", "cancel", "--lane", "live", "--reason", "a test", exit_code=130)

    assert "cancel 2 jobs (2 queued)?" in asked
    assert keepers.jobs.tally(JobFilter()) == {JobState.QUEUED: 2}


def test_who_is_the_user_of_this_machine_unless_told(
    keepers: Keepers, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "operator-of-the-night")
    job_id = upload(keepers, 1)

    said(capsys, "jobs", "cancel", "--id", job_id, "--reason", "a test")
    said(capsys, "jobs", "rerun", "--id", job_id, "--reason", "a test", "--who", " ", exit_code=2)

    assert [entry.who for entry in keepers.jobs.audit_of(job_id)] == ["operator-of-the-night"]


def test_a_running_job_is_cancelled_and_not_run_again(keepers: Keepers, capsys: pytest.CaptureFixture[str]) -> None:
    job_id = upload(keepers, 1)
    keepers.jobs.claim(job_id, worker="w", lease_seconds=60)

    assert said(capsys, "jobs", "rerun", "--id", job_id, "--reason", "r")[0] == "0 jobs queued\n"
    assert said(capsys, "jobs", "cancel", "--id", job_id, "--reason", "r")[0] == "1 job cancelled\n"

    assert keepers.jobs.job(job_id).state is JobState.CANCELLED


def test_the_status_of_a_busy_house_is_one_screen(
    keepers: Keepers, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    busy(keepers, tmp_path)

    out, _ = said(capsys, "status")
    plain, _ = said(capsys, "status", "--json")

    lines = out.splitlines()
    assert len(lines) <= 23
    assert max(map(len, lines)) <= 80
    for words in ("engine_unavailable", "history: 1 of 1 left", "worker host-1:7:1", " s ago by s:1:1"):
        assert words in out, out
    told = json.loads(plain)
    assert [lane["jobs"]["failed"] for lane in told["lanes"]] == [3, 0]
    assert told["processes"][0]["memory_bytes"] == 1_400_000_000
    assert (told["rings"], told["sweep"]["who"]) == (None, "s:1:1")


def test_killed_processes_are_one_row_behind_the_living(keepers: Keepers, capsys: pytest.CaptureFixture[str]) -> None:
    killed = build_keepers(read_config(), clock=lambda: datetime.now(UTC) - timedelta(seconds=1265))
    for number in range(1, 7):
        beat(killed, f"gone-{number}:7:1", role=Role.SERVE if number == 1 else Role.WORKER)
    beat(keepers, "zoe:7:1")

    out, _ = said(capsys, "status")
    plain, _ = said(capsys, "status", "--json")

    rows = out[out.index("process") :].splitlines()
    assert rows[0].startswith("process   worker zoe:7:1")
    assert rows[1].split("; ")[0] == "          SILENT serve 1, worker 5"
    assert "; the last for 21 min " in rows[1]
    assert "more: --json" not in out
    (alarm,) = [alarm for alarm in json.loads(plain)["alarms"] if "silent" in alarm]
    assert alarm.startswith("serve gone-1:7:1 has been silent for 21 min ")


def test_more_rings_than_jobs_are_told_to_be_no_fault(keepers: Keepers) -> None:
    upload(keepers, 1)
    seen = overview(read_config())
    many, few = replace(seen, rings={Lane.LIVE: 9, Lane.BACKFILL: 0}), replace(seen, rings=dict.fromkeys(Lane, 0))

    words = "more than jobs wait: they are repeated, and nobody answers surplus"

    assert words in "\n".join(status_lines(many))
    assert words not in "\n".join(status_lines(few) + status_lines(seen))


def test_the_status_answers_where_everything_is_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CERTCHECK_DATABASE_URL", "postgresql://nobody:hunter2@127.0.0.1:1/none")
    monkeypatch.setenv("CERTCHECK_BLOBS_URL", "s3+http://key:hunter2@127.0.0.1:1/bucket")
    monkeypatch.setenv("CERTCHECK_BROKER_URL", "redis://127.0.0.1:1/0")

    out, _ = said(capsys, "status", exit_code=4)
    plain, _ = said(capsys, "status", "--json", exit_code=4)

    assert out.count("AWAY") == 3
    assert "hunter2" not in out + plain
    assert [one["ok"] for one in json.loads(plain)["components"]] == [False] * 3


def busy(keepers: Keepers, folder: Path) -> None:
    away = Failure(code="engine_unavailable", disposition=Disposition.RETRY, message="expected models, met none")
    for number in range(9):
        job = keepers.jobs.claim(upload(keepers, number), worker="host-1:7:1:8", lease_seconds=60)
        assert job is not None
        if number < 5:
            keepers.jobs.fail(job, away, retry_after_seconds=None if number < 3 else 600)
    (folder / "a.jpg").write_bytes(b"\xff\xd8\xff")
    manifest = folder / "history.jsonl"
    row = {"file": "a.jpg", "application": APPLICATION.application_id}
    manifest.write_text(json.dumps(row) + "\n")
    enrol(manifest, backfill_id="history", keepers=keepers)
    for number in range(1, 4):
        beat(keepers, f"host-{number}:7:1")
    sweep_and_note(keepers=keepers, who="s:1:1")


def beat(keepers: Keepers, process_id: str, *, role: Role = Role.WORKER) -> None:
    keepers.processes.beat(
        Process(
            process_id=process_id,
            role=role,
            lanes=tuple(Lane),
            build="0.1.0+abcdef01",
            started_at=datetime.now(UTC),
            memory_bytes=1_400_000_000,
            jobs_count=1,
        )
    )
