"""The promise of corrections, over every keeper of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.decision import Correction
from models.desk import Deed, DeskCase
from models.errors import Conflict, NotFound
from models.levels import Level
from services.keepers import Keepers
from storage.history import Entry
from tests.support.clock import Clock
from tests.support.desk import applicant, on_desk, put


def correction(clock: Clock, key: str = "HB0001", *, field: str = "name", value: str | None = "陈嘉禾") -> Correction:
    return Correction(
        application_id=key,
        document_id=f"d{key}",
        field=field,
        read="陈嘉木",
        value=value,
        account="chen",
        reason="看错",
        at=clock.now,
    )


def add(keepers: Keepers, one: Correction, *, seen: DeskCase | None = None) -> Correction:
    entry = Entry(chain=one.application_id, account=one.account, deed=Deed.CORRECT, reason=one.reason)
    return keepers.corrections.add(one, entry=entry, seen=seen)


def test_the_newest_correction_of_a_field_stands_and_all_are_kept(keepers: Keepers, clock: Clock) -> None:
    on_desk(keepers, 1)
    on_desk(keepers, 2)
    first = add(keepers, correction(clock))
    second = add(keepers, correction(clock, value="陈佳禾"))
    third = add(keepers, correction(clock, field="gender", value="女"))
    other = add(keepers, correction(clock, "HB0002"))

    assert keepers.corrections.of_application("HB0001") == (first, second, third)
    assert keepers.corrections.standing(("HB0001", "HB0002", "none")) == {
        "dHB0001": {"name": "陈佳禾", "gender": "女"},
        "dHB0002": {"name": "陈嘉禾"},
    }
    assert keepers.corrections.all(limit=2) == (first, second)
    assert keepers.corrections.all(after=second.correction_id) == (third, other)
    assert keepers.history.check() == (4, ())


def test_what_is_taken_back_stands_no_more(keepers: Keepers, clock: Clock) -> None:
    put(keepers, applicant(1))
    add(keepers, correction(clock))
    add(keepers, correction(clock, value=None))

    assert keepers.corrections.standing(("HB0001",)) == {}
    assert keepers.corrections.standing(()) == {}


def test_an_unknown_paper_is_not_corrected(keepers: Keepers, clock: Clock) -> None:
    with pytest.raises(NotFound):
        add(keepers, replace(correction(clock), document_id="none"))

    assert keepers.history.check() == (0, ())


def test_a_correction_makes_what_was_seen_before_too_old_to_decide_on(keepers: Keepers, clock: Clock) -> None:
    key = on_desk(keepers)
    seen = keepers.worklist.claim(key, account="chen", until=clock.now + timedelta(minutes=5))
    assert seen is not None

    add(keepers, correction(clock), seen=seen)

    assert keepers.worklist.case(key) == replace(seen, version=seen.version + 1)


@pytest.mark.parametrize("how", ["taken over", "let go", "moved on"])
def test_a_dossier_that_slipped_out_of_hand_is_corrected_no_more(keepers: Keepers, clock: Clock, how: str) -> None:
    key = on_desk(keepers)
    until = clock.now + timedelta(minutes=5)
    seen = keepers.worklist.claim(key, account="chen", until=until)
    assert seen is not None

    if how == "taken over":
        keepers.worklist.claim(key, account="wang", until=until, takes_over="chen")
    elif how == "let go":
        keepers.worklist.release(key, account="chen")
    else:
        seen = replace(seen, level=Level.NATION)

    with pytest.raises(Conflict):
        add(keepers, correction(clock), seen=seen)
    assert keepers.corrections.of_application(key) == ()
    assert keepers.history.entries_of(key) == ()
