"""Education that the history knows: kept where a past year's dossier is clear, handed on where its holder returns."""

from models.case import Application, Track
from models.history import ProvenEducation
from models.report import Dossier, Report, Verdict
from pipeline.across.reuse import holder_of
from services.keepers import Keepers
from storage.jobs import JobFilter

_MOST_JOBS = 1000
"""Of one application: ten times as many papers as one may have."""


def earlier_education(application: Application, *, keepers: Keepers) -> tuple[ProvenEducation, ...]:
    """Return what earlier applications of one who returns have proved; of any other applicant nothing is asked.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    if application.track is not Track.RETURNING:
        return ()
    found = keepers.library.of(holder_of(application))
    return tuple(one for one in found if one.application_id != application.application_id)


def keep_proven(application: Application, dossier: Dossier, *, keepers: Keepers) -> None:
    """Keep what a dossier of the history proves, in place of what it proved before; one that is not clear proves none.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    keepers.library.keep(application.application_id, holder_of(application), proven(application, dossier))


def keep_proven_again(application: Application, dossier: Dossier, *, keepers: Keepers) -> None:
    """Do so for a dossier that was judged again, where it is one of the history.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    its = keepers.jobs.find(JobFilter(application_id=application.application_id), limit=_MOST_JOBS)
    if any(job.backfill_id is not None for job in its):
        keep_proven(application, dossier, keepers=keepers)


def proven(application: Application, dossier: Dossier) -> tuple[ProvenEducation, ...]:
    """Return the entries of education whose certificate number a paper prints as it was stated, of a clear dossier."""
    if dossier.verdict is not Verdict.CLEAR or dossier.waiting_count:
        return ()
    found: dict[int, ProvenEducation] = {}
    for report in dossier.reports:
        for place, entry in enumerate(application.education):
            if place not in found and entry.certificate_number and _proves(report, place):
                found[place] = ProvenEducation(
                    application_id=application.application_id,
                    document_id=report.document_id,
                    type_code=report.classification.type_code or "",
                    name=application.name,
                    certificate_number=entry.certificate_number,
                    level=entry.level,
                    school=entry.school,
                    major=entry.major,
                    graduated_on=entry.graduated_on,
                    exam_year=application.exam_year,
                    exam_category=application.exam_category,
                    specialty=application.specialty,
                )
    return tuple(found[place] for place in sorted(found))


def _proves(report: Report, place: int) -> bool:
    path = f"education[{place}].certificate_number"
    return any(one.path == path and one.outcome.is_equal for one in report.comparisons)
