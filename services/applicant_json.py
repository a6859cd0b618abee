"""What an applicant is told, as JSON: words alone, as they can be shown. No codes, scores, ids or values of a paper."""

from models.report import Dossier
from services.applicant_view import PaperOf, applicant_view


def applicant_json(dossier: Dossier) -> dict[str, object]:
    """Return the applicant's side of a dossier as plain lists, dicts, text and numbers, ready for `json.dumps`."""
    view = applicant_view(dossier)
    return {
        "application_id": view.application_id or None,
        "verdict": view.verdict,
        "sentence": view.sentence,
        "asked": [
            {"what": one.what, "papers": [_paper(paper) for paper in one.papers], "message": one.message}
            for one in view.asked
        ],
        "missing": [{"title": one.title, "message": one.message, "because": one.because} for one in view.missing],
        "received": [
            {"number": one.number, "title": one.title, "file": one.file, "state": one.state} for one in view.received
        ],
        "photograph": view.photograph,
        "deadline": view.deadline,
    }


def _paper(paper: PaperOf) -> dict[str, object]:
    return {"number": paper.number, "title": paper.title, "file": paper.file}
