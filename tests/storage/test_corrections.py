"""The promise of corrections, over every keeper of it."""

from dataclasses import replace

import pytest

from models.decision import Correction
from models.desk import Deed
from models.errors import NotFound
from services.keepers import Keepers
from storage.history import Entry
from tests.support.clock import Clock
from tests.support.desk import applicant, put


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


def add(keepers: Keepers, one: Correction) -> Correction:
    entry = Entry(chain=one.application_id, account=one.account, deed=Deed.CORRECT, reason=one.reason)
    return keepers.corrections.add(one, entry=entry)


def test_the_newest_correction_of_a_field_stands_and_all_are_kept(keepers: Keepers, clock: Clock) -> None:
    put(keepers, applicant(1))
    put(keepers, applicant(2))
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
