"""The short form of `make chaos`: a few runs of each form, enough to see that nothing is lost and nothing done twice.

The seeds are chosen so that every kind of fault comes up. A failing run is held again by what it prints.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.job import JobState
from tests.chaos import audit, null_engine
from tests.chaos.clock import SPEED, FastClock
from tests.chaos.house import open_house
from tests.chaos.plan import Form, Kind, draw
from tests.chaos.run import hold
from tests.chaos.servers import Servers, are_installed, own_servers

SHORT = {Form.EMBEDDED: (1, 3, 5), Form.REDIS: (1, 2, 3), Form.RABBITMQ: (1,)}
"""Seeds held in CI."""


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    if not are_installed() and not os.environ.get("CI"):
        pytest.skip("no servers of our own to kill: tools/services.sh installs them")
    folder = tmp_path_factory.mktemp("chaos")
    for parent in (folder, *folder.parents[:3]):
        # PostgreSQL's own user must reach its data.
        parent.chmod(parent.stat().st_mode | 0o055)
    with own_servers(folder / "servers") as started:
        yield started


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("form", [Form.REDIS, Form.RABBITMQ])
def test_nothing_is_lost_and_nothing_done_twice_over_servers_that_fail(
    form: Form, servers: Servers, tmp_path: Path
) -> None:
    assert _faults(form, tmp_path, servers) == {}


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_nothing_is_lost_and_nothing_done_twice_in_one_process_that_fails(tmp_path: Path) -> None:
    assert _faults(Form.EMBEDDED, tmp_path, None) == {}


def _faults(form: Form, folder: Path, servers: Servers | None) -> dict[str, tuple[str, ...]]:
    with open_house(form, folder / "house", servers) as house:
        outcomes = [hold(house, draw(form, seed)) for seed in SHORT[form]]
    return {
        f"python -m tests.chaos --form {form} --seed {one.plan.seed} --runs 1": one.faults
        for one in outcomes
        if one.faults
    }


def test_a_seed_draws_the_same_run_again_and_another_draws_another() -> None:
    assert draw(Form.REDIS, 7) == draw(Form.REDIS, 7)
    assert draw(Form.REDIS, 7) != draw(Form.REDIS, 8)


def test_two_hundred_runs_break_everything_that_can_break() -> None:
    for form in Form:
        faults = [fault for seed in range(1, 71) for fault in draw(form, seed).faults]
        kinds = {fault.kind for fault in faults}
        targets = {fault.target for fault in faults if fault.kind in (Kind.KILL, Kind.FREEZE)}
        if form is Form.EMBEDDED:
            assert (kinds, targets) == (set(Kind), {"serve"})
        else:
            assert kinds == set(Kind) - {Kind.FULL}
            assert targets == {"serve", "worker1", "worker2", "sweep1", "sweep2", "postgres", "minio", form.value}


def test_the_clock_of_a_house_runs_fast_jumps_and_stays_behind_the_machines(tmp_path: Path) -> None:
    clock = FastClock.start(tmp_path / "clock")
    before = clock()

    clock.jump(3600)

    # A second passes here at most, so half a minute there.
    gained = (clock() - before).total_seconds() - 3600
    assert 0 <= gained < 60 * SPEED
    assert json.loads((tmp_path / "clock").read_text("ascii"))[1] == 3600


def test_pages_of_the_null_engine_are_told_apart_by_their_text() -> None:
    one, other = (null_engine.page(null_engine.Deed.READ, seconds=0, salt=salt) for salt in ("a", "b"))
    engine = null_engine.make_engine(notes=".")

    assert null_engine.see(one, engine=engine) == null_engine.see(one, engine=engine)
    assert null_engine.see(one, engine=engine) != null_engine.see(other, engine=engine)


class Move:
    """A row of the table of moves."""

    def __init__(self, old: JobState, new: JobState, attempts: tuple[int, int], *, leased: bool) -> None:
        self.job_id = "j"
        self.old_state, self.new_state = old, new
        self.old_attempt, self.new_attempt = attempts
        self.new_lease = self.new_worker = leased


CLAIM = Move(JobState.QUEUED, JobState.RUNNING, (0, 1), leased=True)
FINISH = Move(JobState.RUNNING, JobState.DONE, (1, 1), leased=False)


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        ([CLAIM, FINISH], "one report a finish"),
        ([FINISH], "follow on each other"),
        ([Move(JobState.QUEUED, JobState.DONE, (0, 0), leased=False)], "a possible move"),
        ([Move(JobState.QUEUED, JobState.RUNNING, (0, 2), leased=True)], "count claims"),
        ([CLAIM, Move(JobState.RUNNING, JobState.DONE, (1, 1), leased=True)], "a lease on running jobs alone"),
    ],
)
def test_the_audit_notices_what_must_not_be(moves: list[Move], said: str) -> None:
    told = list(audit._of_moves({"j"}, moves, [], []))  # type: ignore[arg-type]

    assert any(said in fault for fault in told), told


def test_the_audit_is_content_with_what_may_be() -> None:
    class Said:
        document_id, attempt = "d", 1

    class Work:
        document_id, job_id = "d", "j"

    assert list(audit._of_moves({"j"}, [CLAIM, FINISH], [Said], [Work])) == []  # type: ignore[list-item]
