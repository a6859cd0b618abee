"""Opening a dossier: who may see it, what is hidden from a blind reviewer, and that it was seen."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.case import Application
from models.decision import Correction, Decision
from models.desk import Account, Deed, DeskCase, DeskState, Role
from models.desk_moves import Moved, moves
from models.errors import ApplicationInvalid, NotFound
from models.levels import DeskPolicy
from models.report import Dossier, Report, Verdict
from services.applications import check_application_id
from services.desk.messages import prepared_message
from services.desk.others import without_hidden
from services.keepers import Keepers
from services.review import dossier_for, dossier_of
from storage.history import Entry
from storage.records import no_such_application
from storage.standings import place_of
from storage.written import from_json

SEEN_EVERY = timedelta(minutes=10)
"""Looking again at what one has just seen makes no entry of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskDossier:
    """All that a reviewer is shown of one application."""

    application: Application
    dossier: Dossier
    """Of a blind review without findings, comparisons and missing papers; its verdict says nothing then."""
    is_blind: bool
    case: DeskCase | None
    """None where no dossier was made yet."""
    level: str
    """The level at which the account acts; empty where it may only look."""
    moves: dict[Deed, Moved]
    """What the account may decide, once it holds the dossier."""
    decisions: tuple[Decision, ...]
    corrections: tuple[Correction, ...]
    message: str
    """What the applicant would be asked, ready to be edited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierThen:
    """A dossier as it stood when something was decided on it."""

    decision: Decision
    application: Application
    """As it was stated then."""
    dossier: Dossier
    """Without findings, comparisons and missing papers where it is reviewed blindly now."""
    is_blind: bool


def may_see(account: Account, application: Application) -> bool:
    """Whether an account may open the dossier of an application."""
    if account.is_local:
        return True
    return account.role is Role.REVIEWER and account.region.covers(place_of(application))


def open_dossier(
    application: Application, *, account: Account, policy: DeskPolicy, now: datetime, keepers: Keepers
) -> DeskDossier:
    """Return the dossier of an application as an account may see it, and note that it was seen.

    Raises:
        NotFound: it is of another region.
        StorageUnavailable: the database does not answer.
    """
    check_seen(application, account=account)
    application_id = application.application_id
    case = case_of(application_id, keepers=keepers)
    dossier = _without_others(dossier_for(application, keepers=keepers), account, keepers)
    is_blind = is_blind_for(case, account)
    note_view(application_id, case, account=account, now=now, keepers=keepers)
    level = account.acts_at(case.level) if case else None
    return DeskDossier(
        application=application,
        dossier=blinded(dossier) if is_blind else dossier,
        is_blind=is_blind,
        case=case,
        level=level.value if level else "",
        moves=moves(case, by=level, policy=policy) if case and level else {},
        decisions=keepers.worklist.decisions_of(application_id),
        corrections=keepers.corrections.of_application(application_id),
        message="" if is_blind else prepared_message(dossier),
    )


def seen_application(application_id: str, *, account: Account, keepers: Keepers) -> Application:
    """Return what was stated, where the account may see it.

    Raises:
        NotFound: it is unknown, or of another region: which, is not told.
        StorageUnavailable: the database does not answer.
    """
    application = keepers.records.application(application_id)
    check_seen(application, account=account)
    return application


def check_seen(application: Application, *, account: Account) -> None:
    """Hold an application against the region of an account.

    Raises:
        NotFound: the account may not see it; nobody can tell that from one that is not there.
    """
    if not may_see(account, application):
        raise no_such_application(application.application_id)


def is_id_of_seen(text: str, *, account: Account, keepers: Keepers) -> bool:
    """Tell whether a text is the whole id of an application that the account may see.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    try:
        seen_application(check_application_id(text), account=account, keepers=keepers)
    except (NotFound, ApplicationInvalid):
        return False
    return True


def seen_dossier(application_id: str, *, account: Account | None, keepers: Keepers) -> Dossier:
    """Return a dossier as an account may see it; whole for None, the registration system.

    Raises:
        NotFound: it is unknown.
        StorageUnavailable: the database does not answer.
    """
    dossier = dossier_of(application_id, keepers=keepers)
    if account is None:
        return dossier
    is_hidden = is_blind_for(case_of(application_id, keepers=keepers), account)
    return blinded(dossier) if is_hidden else _without_others(dossier, account, keepers)


def seen_report(
    report: Report | None, application_id: str, *, account: Account | None, keepers: Keepers
) -> Report | None:
    """Return a report as an account may see it; whole for None, the registration system.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    if report is None or account is None or not is_blind_for(case_of(application_id, keepers=keepers), account):
        return report
    return replace(report, findings=(), comparisons=())


def dossier_then(
    application_id: str, decision_id: int, *, account: Account, now: datetime, keepers: Keepers
) -> DossierThen:
    """Return the dossier that was decided on, as it stood, and note that it was seen.

    Raises:
        NotFound: there is no such decision on this application, or it is of another region.
        StorageUnavailable: the database does not answer.
    """
    seen_application(application_id, account=account, keepers=keepers)
    decision = keepers.worklist.decision(decision_id)
    if decision.application_id != application_id:
        raise NotFound("expected the number of a decision on this application, met another")
    dossier = _without_others(keepers.records.kept_dossier(decision.dossier_id), account, keepers)
    case = case_of(application_id, keepers=keepers)
    note_view(application_id, case, account=account, now=now, keepers=keepers)
    is_hidden = is_blind_for(case, account)
    return DossierThen(
        decision=decision,
        application=from_json(Application, decision.application),
        dossier=blinded(dossier) if is_hidden else dossier,
        is_blind=is_hidden,
    )


def case_of(application_id: str, *, keepers: Keepers) -> DeskCase | None:
    """Return where an application stands; None where no dossier was made yet."""
    try:
        return keepers.worklist.case(application_id)
    except NotFound:
        return None


def note_view(application_id: str, case: DeskCase | None, *, account: Account, now: datetime, keepers: Keepers) -> None:
    """Note in the history that somebody looked at a dossier, unless they did just now."""
    dossier_id = case.standing.dossier_id if case else None
    last = keepers.history.last_of(application_id)
    if last is not None and now - last.at < SEEN_EVERY:
        seen = (last.entry.account, last.entry.deed, last.entry.dossier_id)
        if seen == (account.name, Deed.VIEW, dossier_id):
            return
    entry = Entry(
        chain=application_id, account=account.name, level=account.level, deed=Deed.VIEW, dossier_id=dossier_id
    )
    keepers.history.append([entry])


def is_blind_for(case: DeskCase | None, account: Account) -> bool:
    """Whether the verdict is hidden from an account: from everybody, until the first has decided."""
    return case is not None and case.is_blind and case.state is DeskState.WAITING and not account.is_local


def blinded(dossier: Dossier) -> Dossier:
    """Leave in a dossier what the papers say, and nothing of what was made of it."""
    reports = tuple(replace(report, findings=(), comparisons=()) for report in dossier.reports)
    return replace(dossier, verdict=Verdict.REVIEW, reports=reports, findings=(), missing=(), changes=())


def _without_others(dossier: Dossier, account: Account, keepers: Keepers) -> Dossier:
    return without_hidden(dossier, is_seen=lambda other: is_id_of_seen(other, account=account, keepers=keepers))
