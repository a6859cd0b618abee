"""Whether the rule that lets `clear` pass without a person may be applied to a dossier at all.

It lets pass what the reader and the rules find clear by themselves. Whatever a person has corrected or decided on, or a
paper that nobody could judge, is for a person again, however clear the rest is.
"""

from collections.abc import Sequence
from dataclasses import replace

from models.case import Application
from models.job import JobState
from models.levels import DeskPolicy
from models.report import Report
from pipeline.corrected import corrections_in
from services.keepers import Keepers, Knowledge


def policy_for(
    application: Application, reports: Sequence[Report], *, keepers: Keepers, knowledge: Knowledge
) -> DeskPolicy:
    """Return what is settled about deciding on an application, without the rule where a person must look.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    policy = knowledge.desk_policy_for(application)
    if policy.clear_passes and _is_for_a_person(application.application_id, reports, keepers):
        return replace(policy, clear_passes=False)
    return policy


def _is_for_a_person(application_id: str, reports: Sequence[Report], keepers: Keepers) -> bool:
    if any(corrections_in(report) for report in reports) or keepers.worklist.decisions_of(application_id):
        return True
    papers = keepers.records.documents_of(application_id)
    return any(keepers.jobs.job_of(paper.document_id).state is not JobState.DONE for paper in papers)
