"""Correcting a field: what a person says that a paper prints, kept beside what was read, and judged by at once."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from models.decision import Correction
from models.desk import Account, Deed, DeskCase, DeskState
from models.errors import Conflict, InputError, NotFound
from models.extraction import Extraction, Reading
from models.job import JobState, StartFrom
from pipeline.corrected import canonical
from services.desk.reasons import check_reason
from services.desk.seeing import seen_application
from services.intake import ring_all
from services.keepers import Keepers, Knowledge
from services.rejudging import rejudge_batch
from storage.history import Entry
from storage.jobs import JobFilter

LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Correcting:
    """What somebody corrects."""

    document_id: str
    field: str
    value: str | None
    """As it is printed; None takes an earlier correction back."""
    reason: str
    version: int | None = None
    """Of the case that they saw; None where whoever corrects does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What came of it."""

    correction: Correction
    case: DeskCase
    """As it stands now."""
    is_judged: bool
    """False where a worker judges it later."""


def correct(
    application_id: str,
    correcting: Correcting,
    *,
    account: Account,
    now: datetime,
    keepers: Keepers,
    knowledge: Knowledge | None,
) -> Corrected:
    """Keep a correction on a dossier that the account holds, and judge the dossier by it.

    Without knowledge the paper's job is put back in the queue, and a worker judges.

    Raises:
        NotFound: the application is unknown or of another region, or has no such paper.
        InputError: there is no such field, the value is none of its kind, or the reason is none.
        Conflict: the account does not hold the dossier, or not any more, it is not what was shown, or it was accepted
            for good and has to be reopened first.
        StorageUnavailable: the database does not answer.
    """
    seen_application(application_id, account=account, keepers=keepers)
    case = keepers.worklist.case(application_id)
    if case.held_by(now) != account.name:
        raise Conflict("expected a dossier that this account holds, met one that it does not")
    if correcting.version not in (None, case.version):
        raise Conflict("expected the dossier as it was shown, met a later state")
    if case.state is DeskState.ACCEPTED:
        raise Conflict(
            "expected a dossier that is open, met one that was accepted for good: it has to be reopened first"
        )
    reason = check_reason(correcting.reason, is_needed=True)
    reading, value = _reading(application_id, correcting, keepers, knowledge)
    correction = Correction(
        application_id=application_id,
        document_id=correcting.document_id,
        field=correcting.field,
        read=(reading.as_read if reading.is_corrected else reading.value) or "",
        value=value,
        account=account.name,
        reason=reason,
        at=now,
    )
    kept = keepers.corrections.add(correction, entry=_entry(correction, case, account), seen=case)
    is_judged = _judge_again(application_id, correcting.document_id, account, keepers, knowledge)
    return Corrected(correction=kept, case=keepers.worklist.case(application_id), is_judged=is_judged)


def _reading(
    application_id: str, correcting: Correcting, keepers: Keepers, knowledge: Knowledge | None
) -> tuple[Reading, str | None]:
    """Return what was read, and the value as it is kept."""
    document = keepers.records.document(correcting.document_id)
    if document.application_id != application_id:
        raise NotFound("expected a paper of this application, met that of another")
    report = keepers.records.report_of(correcting.document_id)
    if report is None or report.extraction is None:
        raise Conflict("expected a paper of a known type that was read, met another")
    reading = report.extraction.reading(correcting.field)
    if correcting.field not in {one.field for one in report.extraction.readings}:
        raise InputError("expected a field of the paper's type, met another")
    if correcting.value is None:
        if not reading.is_corrected:
            raise Conflict("expected a corrected field to be taken back, met one as it was read")
        return reading, None
    return reading, _value(correcting, report.extraction, knowledge)


def _value(correcting: Correcting, extraction: Extraction, knowledge: Knowledge | None) -> str:
    typed = " ".join(unicodedata.normalize("NFKC", correcting.value or "").split())
    if not typed or len(typed) > LONGEST_VALUE or not typed.isprintable():
        raise InputError(f"expected a value of 1 to {LONGEST_VALUE} printable characters, met one of {len(typed)}")
    doctype = knowledge.types.get(extraction.type_code) if knowledge else None
    if doctype is None:
        return typed
    spec = next(spec for spec in doctype.fields if spec.name == correcting.field)
    value = canonical(typed, spec)
    if value is None:
        raise InputError(f"expected a value as {correcting.field} has it, met another")
    return value


def _judge_again(
    application_id: str, document_id: str, account: Account, keepers: Keepers, knowledge: Knowledge | None
) -> bool:
    if knowledge is not None:
        tally = rejudge_batch((application_id,), keepers=keepers, knowledge=knowledge, writes=True)
        if not tally.overtaken_count and not tally.failed_count:
            return True
    job = keepers.jobs.job_of(document_id)
    wanted = JobFilter(job_ids=(job.job_id,), states=(JobState.DONE,))
    moved = keepers.jobs.rerun(
        wanted,
        who=account.name,
        reason="a field was corrected",
        start_from=StartFrom.JUDGE,
        limit=1,
        before=datetime.now(UTC),
    )
    ring_all(moved, keepers=keepers)
    return False


def _entry(correction: Correction, case: DeskCase, account: Account) -> Entry:
    content = {"document_id": correction.document_id, "field": correction.field, "read": correction.read}
    if correction.value is not None:
        content["value"] = correction.value
    return Entry(
        chain=correction.application_id,
        account=account.name,
        level=account.level or case.level,
        deed=Deed.CORRECT,
        dossier_id=case.standing.dossier_id,
        reason=correction.reason,
        content=content,
    )
