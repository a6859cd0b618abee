"""What the page tells of a history that is longer than it reads."""

from datetime import datetime, timedelta

from models.decision import Decision
from models.desk import Deed, DeskState
from models.levels import Level
from models.report import Verdict
from services.desk.past import past_of
from storage.history import Entry, KeptEntry
from tests.support.clock import Clock

NOW = Clock().now


def decision(number: int, *, at: datetime, reason: str = "同一理由") -> Decision:
    return Decision(
        decision_id=number,
        application_id="HB1",
        at=at,
        account="chen",
        level=Level.EXAM_POINT,
        deed=Deed.RETURN,
        reason=reason,
        message="请补正",
        dossier_id=7,
        verdict=Verdict.CLEAR,
        from_state=DeskState.WAITING,
        from_level=Level.EXAM_POINT,
        to_state=DeskState.WAITING,
        to_level=Level.REGISTRATION_POINT,
    )


def kept(place: int, deed: Deed, *, at: datetime, reason: str = "") -> KeptEntry:
    entry = Entry(chain="HB1", account="chen", deed=deed, dossier_id=7, reason=reason)
    return KeptEntry(entry_id=place, place=place, at=at, entry=entry, prev_hash="", hash="")


def test_a_decision_before_the_entries_that_are_read_is_told_all_the_same() -> None:
    later = NOW + timedelta(days=2)
    entries = [kept(900, Deed.VIEW, at=NOW + timedelta(days=1)), kept(901, Deed.RETURN, at=later, reason="同一理由")]

    told = past_of(entries, [decision(1, at=NOW), decision(2, at=later)], titles={})

    assert [(one.decision_id, one.at) for one in told] == [(2, later), (None, NOW + timedelta(days=1)), (1, NOW)]
    assert told[-1].text == "同一理由　告知考生：请补正"
