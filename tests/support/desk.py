"""Applications on the desk, made by hand, and reviewers who look at them."""

from dataclasses import replace
from datetime import datetime, timedelta

from models.case import Application
from models.decision import Decision
from models.desk import Account, Deed, Role
from models.job import Lane
from models.levels import EVERYWHERE, DeskPolicy, Level, Region
from models.report import Dossier, Finding, Severity, Verdict
from services.keepers import Keepers
from storage.history import Entry
from storage.records import PLAIN_POLICY
from tests.support.people import APPLICATION, document
from tests.support.reports import report_on

POINT, REGISTRATION = "武汉市", "江岸区"
MISMATCH = Finding(code="name_mismatch", severity=Severity.IDENTITY, message="姓名不一致", field="name")


def applicant(number: int = 1, *, point: str | None = POINT, registration: str | None = REGISTRATION) -> Application:
    return replace(APPLICATION, application_id=f"HB{number:04}", exam_point=point, registration_point=registration)


def put(keepers: Keepers, application: Application) -> str:
    """Keep an application with one paper that was judged; no dossier yet."""
    key = application.application_id
    keepers.records.put_application(application)
    paper = replace(document(), application_id=key, document_id=f"d{key}", sha256=key.lower().ljust(64, "0"))
    keepers.records.add_document(paper, job_id=f"j{key}", lane=Lane.LIVE)
    job = keepers.jobs.claim(f"j{key}", worker="w", lease_seconds=60)
    assert job is not None
    keepers.jobs.finish(job, report_on(paper))
    return key


def refresh(
    keepers: Keepers,
    application_id: str,
    *,
    verdict: Verdict = Verdict.CLEAR,
    findings: tuple[Finding, ...] = (),
    policy: DeskPolicy = PLAIN_POLICY,
    waiting_count: int = 0,
) -> None:
    """Put the papers together as they stand, with a verdict made by hand."""
    case = keepers.records.case_file(application_id)
    dossier = Dossier(
        application_id=application_id,
        verdict=verdict,
        reports=case.reports,
        findings=findings,
        waiting_count=waiting_count,
    )
    keepers.records.append_dossier(dossier, case=case, policy=policy)


def on_desk(
    keepers: Keepers,
    number: int = 1,
    *,
    verdict: Verdict = Verdict.CLEAR,
    findings: tuple[Finding, ...] = (),
    policy: DeskPolicy = PLAIN_POLICY,
    point: str | None = POINT,
    registration: str | None = REGISTRATION,
    waiting_count: int = 0,
) -> str:
    """Bring one application onto the desk and return its id."""
    key = put(keepers, applicant(number, point=point, registration=registration))
    refresh(keepers, key, verdict=verdict, findings=findings, policy=policy, waiting_count=waiting_count)
    return key


def reviewer(level: Level = Level.REGISTRATION_POINT, *, name: str = "") -> Account:
    region = {
        Level.REGISTRATION_POINT: Region(exam_point=POINT, registration_point=REGISTRATION),
        Level.EXAM_POINT: Region(exam_point=POINT),
    }.get(level, EVERYWHERE)
    return Account(name=name or f"r-{level.value.replace('_', '-')}", role=Role.REVIEWER, level=level, region=region)


def accept_in_place(keepers: Keepers, application_id: str, *, at: datetime) -> None:
    """Write down an acceptance that moves nothing."""
    case = keepers.worklist.claim(application_id, account="chen", until=at + timedelta(minutes=5))
    assert case is not None
    decision = Decision(
        application_id=application_id,
        at=at,
        account="chen",
        level=case.level,
        deed=Deed.ACCEPT,
        dossier_id=1,
        verdict=Verdict.CLEAR,
        from_state=case.state,
        from_level=case.level,
        to_state=case.state,
        to_level=case.level,
    )
    entry = Entry(chain=application_id, account="chen", deed=Deed.ACCEPT)
    keepers.worklist.decide(case, before=case, decision=decision, entry=entry)
