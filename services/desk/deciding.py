"""Deciding: a dossier is claimed, looked at, and moved by whoever holds it. Each decision says on what it was made."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from models.decision import Decision
from models.desk import DECISIONS, LETS_PASS, SETTLING, Account, Blind, Deed, DeskCase
from models.desk_moves import Moved, may_hold, move, needs_reason
from models.errors import Conflict
from models.levels import DeskPolicy, Level
from models.report import Verdict
from services.desk.reasons import check_message, check_reason
from services.desk.seeing import seen_application
from services.keepers import Keepers
from services.review import UNJUDGED_CODE, WAITING_CODE, WITHDRAWN_CODE, dossier_of
from storage.history import Entry
from storage.written import to_json

_UNREAD = frozenset({WAITING_CODE, WITHDRAWN_CODE, UNJUDGED_CODE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """What somebody decides."""

    deed: Deed
    version: int
    """Of the case that they saw."""
    reason: str = ""
    message: str = ""
    """To the applicant, who is asked for something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What came of it."""

    decision: Decision
    case: DeskCase
    is_opinion: bool
    """A blind reviewer would have let pass what was not clear: nothing is moved, and all is shown now."""


def claim(
    application_id: str, *, account: Account, until: datetime, keepers: Keepers, takes_over: str = "", reason: str = ""
) -> DeskCase:
    """Take a dossier in hand, or hold on to it. Taking over from somebody stands in the history.

    Raises:
        NotFound: it is unknown, of another region, or has no dossier yet.
        InputError: the reason is too short or too long, or holds what cannot be printed.
        Conflict: somebody else holds it, or it stands at a level where the account does not act.
        StorageUnavailable: the database does not answer.
    """
    seen_application(application_id, account=account, keepers=keepers)
    before = keepers.worklist.case(application_id)
    # Before anything is taken: what the history cannot keep must not be found out after.
    stated = check_reason(reason, is_needed=False)
    level = account.acts_at(before.level)
    if level is None or not may_hold(before, by=level):
        raise Conflict(f"expected a dossier for {account.level or account.role}, met one that waits elsewhere")
    held = keepers.worklist.claim(application_id, account=account.name, until=until, takes_over=takes_over, seen=before)
    if held is None:
        raise Conflict("expected a dossier that nobody holds and that waits here, met one that is held or has moved on")
    if before.holder != account.name:
        deed = Deed.TAKE_OVER if takes_over and before.holder == takes_over else Deed.CLAIM
        content = {"from": takes_over} if deed is Deed.TAKE_OVER else {}
        keepers.history.append([_entry(held, account, deed, reason=stated, content=content)])
    return held


def release(application_id: str, *, account: Account, keepers: Keepers) -> bool:
    """Let a dossier go, and tell whether the account held it.

    Raises:
        NotFound: it is unknown, or of another region.
        StorageUnavailable: the database does not answer.
    """
    seen_application(application_id, account=account, keepers=keepers)
    if not keepers.worklist.release(application_id, account=account.name):
        return False
    case = keepers.worklist.case(application_id)
    keepers.history.append([_entry(case, account, Deed.RELEASE)])
    return True


def decide(
    application_id: str,
    deciding: Deciding,
    *,
    account: Account,
    policy: DeskPolicy,
    now: datetime,
    keepers: Keepers,
) -> Decided:
    """Decide on a dossier that the account holds.

    Raises:
        NotFound: it is unknown, of another region, or has no dossier yet.
        InputError: a reason or a message is wanted and is none.
        Conflict: the level may not decide so, a paper has still to be judged, the dossier has moved on since, or
            something else is stated now than it was judged by.
        StorageUnavailable: the database does not answer.
    """
    application = seen_application(application_id, account=account, keepers=keepers)
    case = keepers.worklist.case(application_id)
    level = account.acts_at(case.level)
    moved = move(case, deciding.deed, by=level, policy=policy) if level else None
    if level is None or moved is None or deciding.deed not in DECISIONS:
        raise Conflict(f"expected a decision that {account.level or account.role} may make here, met {deciding.deed}")
    if case.version != deciding.version or case.held_by(now) != account.name:
        raise Conflict("expected the dossier as it was shown and held by this account, met a later state or holder")
    reason = check_reason(deciding.reason, is_needed=needs_reason(deciding.deed, moved))
    message = check_message(deciding.message, is_needed=deciding.deed is Deed.ASK)
    if deciding.deed is Deed.ACCEPT:
        _check_judged(application_id, keepers)
    after, decision = _moved(case, deciding.deed, moved, level=level, account=account, now=now)
    decision = replace(decision, reason=reason, message=message, application=to_json(application).decode())
    content = {"verdict": decision.verdict.value, "to": f"{decision.to_state} {decision.to_level}", "message": message}
    if decision.overturned_account:
        content["overturns"] = decision.overturned_account
    entry = _entry(case, account, decision.deed, reason=reason, content=content, level=level)
    kept = keepers.worklist.decide(after, before=case, decision=decision, entry=entry)
    return Decided(decision=kept, case=after, is_opinion=decision.deed is Deed.OPINION)


def held_until(now: datetime, *, claim_seconds: float) -> datetime:
    """Return until when a claim that is made now holds."""
    return now + timedelta(seconds=claim_seconds)


def _check_judged(application_id: str, keepers: Keepers) -> None:
    open_papers = [one for one in dossier_of(application_id, keepers=keepers).findings if one.code in _UNREAD]
    if open_papers:
        raise Conflict(f"expected every paper to be judged, met {len(open_papers)} that are not")


def _moved(
    case: DeskCase, deed: Deed, moved: Moved, *, level: Level, account: Account, now: datetime
) -> tuple[DeskCase, Decision]:
    is_opinion = case.is_blind and deed in LETS_PASS and case.standing.verdict is not Verdict.CLEAR
    blind = Blind.DONE if case.is_blind else case.blind
    if is_opinion:
        after = replace(case, version=case.version + 1, blind=blind)
    else:
        after = replace(
            case,
            version=case.version + 1,
            blind=blind,
            state=moved.state,
            level=moved.level,
            waiting_since=now,
            is_changed=False,
            holder="",
            held_until=None,
            **_settled(deed, moved, level, account),
        )
    decision = Decision(
        application_id=case.application_id,
        at=now,
        account=account.name,
        level=level,
        deed=Deed.OPINION if is_opinion else deed,
        dossier_id=case.standing.dossier_id,
        verdict=case.standing.verdict,
        from_state=case.state,
        from_level=case.level,
        to_state=after.state,
        to_level=after.level,
        overturned_account=case.decided_by if moved.overturns and not is_opinion else "",
        overturned_level=case.decided_level if moved.overturns and not is_opinion else None,
        is_blind=case.is_blind,
    )
    return after, decision


def _settled(deed: Deed, moved: Moved, level: Level, account: Account) -> dict[str, Any]:
    if deed not in SETTLING:
        # What was overturned is overturned once.
        return {"decided_deed": None, "decided_level": None, "decided_by": ""} if moved.overturns else {}
    return {"decided_deed": deed, "decided_level": level, "decided_by": account.name}


def _entry(
    case: DeskCase,
    account: Account,
    deed: Deed,
    *,
    reason: str = "",
    content: dict[str, str] | None = None,
    level: Level | None = None,
) -> Entry:
    return Entry(
        chain=case.application_id,
        account=account.name,
        level=level or account.level,
        deed=deed,
        dossier_id=case.standing.dossier_id,
        reason=reason,
        content=content or {},
    )
