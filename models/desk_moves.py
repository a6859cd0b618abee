"""The moves that an application may make on the desk, by the level that moves it; and how grave it is for sorting."""

from dataclasses import dataclass

from models.desk import DECISIONS, Deed, DeskCase, DeskState
from models.gravity import GRAVE
from models.levels import DeskPolicy, Level
from models.report import Severity, Verdict

WITH_REASON = frozenset({Deed.RETURN, Deed.REJECT, Deed.REOPEN})
"""Decisions that are never without a reason."""
_STAYS_AS = {Deed.ASK: DeskState.ASKED, Deed.REJECT: DeskState.REJECTED, Deed.REOPEN: DeskState.WAITING}
"""Decision that leaves a dossier at its level, to the state it has from then on."""
_CONTRARY = {
    Deed.ACCEPT: frozenset({Deed.REJECT, Deed.RETURN}),
    Deed.REJECT: frozenset({Deed.ACCEPT, Deed.ASK, Deed.RETURN, Deed.PASS_ON, Deed.REOPEN}),
}
"""Decision of a lower level to what overturns it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Where a decision takes a dossier."""

    state: DeskState
    level: Level
    overturns: bool
    """It is contrary to what a lower level decided."""
    is_in_spite: bool = False
    """It lets pass what may be of another person, or no true paper."""


def move(case: DeskCase, deed: Deed, *, by: Level, policy: DeskPolicy) -> Moved | None:
    """Return where a decision of this level takes a dossier; None where the level may not make it."""
    if deed not in DECISIONS or not _may_touch(case, deed, by, policy):
        return None
    target = _target(deed, by, policy)
    if target is None:
        return None
    return Moved(
        state=target[0],
        level=target[1],
        overturns=_overturns(case, deed, by),
        is_in_spite=deed is Deed.ACCEPT and _is_grave(case),
    )


def moves(case: DeskCase, *, by: Level, policy: DeskPolicy) -> dict[Deed, Moved]:
    """Return every decision that this level may make, in a set order."""
    found = {deed: move(case, deed, by=by, policy=policy) for deed in Deed if deed in DECISIONS}
    return {deed: moved for deed, moved in found.items() if moved is not None}


def may_hold(case: DeskCase, *, by: Level) -> bool:
    """Whether a level may hold a dossier: one that waits elsewhere is not kept from those it waits for."""
    order = list(Level)
    if case.state is DeskState.WAITING:
        return by is case.level
    return order.index(by) >= order.index(case.level)


def needs_reason(deed: Deed, moved: Moved) -> bool:
    """Whether a decision is never without a reason."""
    return deed in WITH_REASON or moved.overturns or moved.is_in_spite


def gravity_of(case: DeskCase) -> int:
    """Return how grave a dossier is for sorting, gravest least: its verdict, then its gravest finding.

    One that is reviewed blindly stands among those that a person must look at, whatever its verdict.
    """
    if case.is_blind:
        return gravity(Verdict.REVIEW, None)
    return gravity(case.standing.verdict, case.standing.severity)


STEPS = 8
"""Of gravity within one verdict."""


def gravity(verdict: Verdict, severity: Severity | None) -> int:
    """Return the number by which verdicts and severities sort."""
    step = list(Severity).index(severity) if severity else STEPS - 1
    return list(Verdict).index(verdict) * STEPS + step


def _may_touch(case: DeskCase, deed: Deed, by: Level, policy: DeskPolicy) -> bool:
    order = list(Level)
    is_above = order.index(by) > order.index(case.level)
    if by not in policy.levels:
        return False
    if case.state is DeskState.WAITING:
        return by is case.level and deed is not Deed.REOPEN
    if case.state is DeskState.ASKED:
        return is_above or (by is case.level and deed in (Deed.REOPEN, Deed.REJECT))
    same = {DeskState.REJECTED: Deed.REJECT, DeskState.ACCEPTED: Deed.ACCEPT}[case.state]
    return (is_above and deed is not same) or (by is case.level and deed is Deed.REOPEN)


def _target(deed: Deed, by: Level, policy: DeskPolicy) -> tuple[DeskState, Level] | None:
    above, below = policy.above(by), policy.below(by)
    if deed is Deed.ACCEPT:
        return (DeskState.WAITING, above) if above else (DeskState.ACCEPTED, by)
    if deed is Deed.PASS_ON:
        return (DeskState.WAITING, above) if above else None
    if deed is Deed.RETURN:
        return (DeskState.WAITING, below) if below else None
    return _STAYS_AS[deed], by


def _is_grave(case: DeskCase) -> bool:
    """Whether an identity or alarm finding is open; a blind reviewer is not told, and so not asked.

    A paper that must be handed in anew stands before all findings, and may hide one.
    """
    standing = case.standing
    hides = standing.verdict in (Verdict.RESUBMIT, Verdict.IDENTITY_PROOF_REQUIRED)
    return not case.is_blind and (hides or standing.severity in GRAVE)


def _overturns(case: DeskCase, deed: Deed, by: Level) -> bool:
    if case.decided_deed is None or case.decided_level is None or case.is_changed:
        return False
    order = list(Level)
    return order.index(case.decided_level) < order.index(by) and deed in _CONTRARY[case.decided_deed]
