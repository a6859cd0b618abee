"""What an applicant is asked, put together from what their dossier asks of them, for a reviewer to edit."""

from models.report import Dossier
from services.applicant_view import applicant_view

GREETING = "您的报名材料需要补充或更正："


def prepared_message(dossier: Dossier) -> str:
    """Return a message with one numbered line a thing to do; empty where the dossier asks nothing of the applicant."""
    told = applicant_view(dossier)
    asked = [one.message for one in told.asked]
    asked += [f"缺少《{paper.title}》：{paper.message}" for paper in told.missing]
    if not asked:
        return ""
    lines = [f"{number}. {message}" for number, message in enumerate(asked, start=1)]
    return "\n".join((GREETING, *lines, told.deadline))
