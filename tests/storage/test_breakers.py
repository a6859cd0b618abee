"""The promise of the circuit breakers, over every keeper of it."""

from concurrent.futures import ThreadPoolExecutor

from models.errors import Component
from services.keepers import Keepers
from storage.breakers import FAILURES, PAUSES_SECONDS, TRIAL_SECONDS, WINDOW_SECONDS, Breaker, BreakerState
from tests.support.clock import Clock

BLOBS, ENGINE = Component.BLOBS, Component.ENGINE


def fail(keepers: Keepers, times: int = 1, *, component: Component = BLOBS, place: str = "") -> Breaker:
    for _ in range(times):
        breaker = keepers.breakers.failed(component, place=place, code="storage_unavailable", reason="met none")
    return breaker


def begin_trial(keepers: Keepers) -> bool:
    return keepers.breakers.begin_trial(BLOBS, place="")


def test_nothing_is_known_before_something_fails(keepers: Keepers) -> None:
    assert keepers.breakers.all() == ()
    assert not keepers.breakers.succeeded(BLOBS, place="")
    assert not begin_trial(keepers)


def test_failures_in_a_row_open_the_breaker_and_say_why_and_since_when(keepers: Keepers, clock: Clock) -> None:
    before = fail(keepers, FAILURES - 1)
    clock.pass_seconds(10)
    opened = fail(keepers)

    assert before.is_closed
    assert (opened.state, opened.since, opened.failures) == (BreakerState.OPEN, clock.now, FAILURES)
    assert (opened.code, opened.reason) == ("storage_unavailable", "met none")
    assert keepers.breakers.all() == (opened,)


def test_an_answer_in_between_begins_the_row_anew(keepers: Keepers) -> None:
    fail(keepers, FAILURES - 1)
    assert keepers.breakers.succeeded(BLOBS, place="")

    assert fail(keepers, FAILURES - 1).is_closed
    assert not fail(keepers).is_closed


def test_failures_far_apart_are_no_row(keepers: Keepers, clock: Clock) -> None:
    for _ in range(2 * FAILURES):
        clock.pass_seconds(WINDOW_SECONDS + 1)
        assert fail(keepers).is_closed


def test_the_first_failure_of_all_counts_as_one(keepers: Keepers) -> None:
    assert fail(keepers).failures == 1


def test_after_its_pause_one_trial_is_let_through(keepers: Keepers, clock: Clock) -> None:
    fail(keepers, FAILURES)
    early = begin_trial(keepers)
    clock.pass_seconds(PAUSES_SECONDS[0])

    with ThreadPoolExecutor(max_workers=4) as pool:
        trials = list(pool.map(lambda _: begin_trial(keepers), range(8)))

    assert not early
    assert sum(trials) == 1
    assert keepers.breakers.all()[0].state is BreakerState.HALF_OPEN


def test_a_trial_that_is_answered_closes_the_breaker(keepers: Keepers, clock: Clock) -> None:
    fail(keepers, FAILURES)
    clock.pass_seconds(PAUSES_SECONDS[0])
    begin_trial(keepers)

    assert keepers.breakers.succeeded(BLOBS, place="")

    (closed,) = keepers.breakers.all()
    assert (closed.state, closed.since, closed.failures) == (BreakerState.CLOSED, clock.now, 0)
    assert closed.reason == "met none"


def test_each_trial_that_fails_makes_the_next_pause_longer(keepers: Keepers, clock: Clock) -> None:
    since = fail(keepers, FAILURES).since
    for pause in (*PAUSES_SECONDS, PAUSES_SECONDS[-1]):
        clock.pass_seconds(pause - 1)
        assert not begin_trial(keepers)
        clock.pass_seconds(1)
        assert begin_trial(keepers)
        assert fail(keepers).since == since


def test_a_failure_of_work_begun_before_does_not_put_the_trial_off(keepers: Keepers, clock: Clock) -> None:
    retry_at = fail(keepers, FAILURES).retry_at
    clock.pass_seconds(5)

    assert fail(keepers).retry_at == retry_at


def test_a_trial_that_was_lost_is_followed_by_another(keepers: Keepers, clock: Clock) -> None:
    fail(keepers, FAILURES)
    clock.pass_seconds(PAUSES_SECONDS[0])
    begin_trial(keepers)
    clock.pass_seconds(TRIAL_SECONDS - 1)
    early = begin_trial(keepers)
    clock.pass_seconds(1)

    assert (early, begin_trial(keepers)) == (False, True)


def test_what_each_host_has_for_itself_has_a_breaker_a_host(keepers: Keepers) -> None:
    fail(keepers, FAILURES, component=ENGINE, place="a")
    fail(keepers, component=ENGINE, place="b")

    assert [(one.place, one.is_closed) for one in keepers.breakers.all()] == [("a", False), ("b", True)]


def test_many_failures_at_once_are_all_counted(keepers: Keepers) -> None:
    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(lambda _: fail(keepers), range(12)))

    assert keepers.breakers.all()[0].failures == 12


def test_hosts_that_are_gone_are_forgotten_and_what_all_share_is_not(keepers: Keepers, clock: Clock) -> None:
    fail(keepers, FAILURES, component=ENGINE, place="gone")
    fail(keepers, FAILURES)
    clock.pass_seconds(3600)
    fail(keepers, component=ENGINE, place="here")

    assert keepers.breakers.forget(quiet_seconds=1800) == 1
    assert [one.place for one in keepers.breakers.all()] == ["", "here"]
    assert keepers.breakers.forget(quiet_seconds=1800) == 0
