"""The desk as JSON, ready for `json.dumps`: what `docs/desk.md` tells."""

from datetime import datetime

from models.decision import Correction, Decision
from models.desk import DeskCase
from models.desk_moves import needs_reason
from services.desk.correcting import Corrected
from services.desk.deciding import Decided
from services.desk.figures import Figures
from services.desk.line import Line, line_of
from services.desk.seeing import DeskDossier, DossierThen
from services.desk.worklist import Counts, ListPage
from services.report_json import dossier_json
from storage.history import KeptEntry


def list_page(page: ListPage) -> dict[str, object]:
    """Write one page of the list."""
    return {"lines": [_line(line) for line in page.lines], "after": page.after or None}


def counts(counted: Counts) -> dict[str, object]:
    """Write counts; one that is `most` means that many or more."""
    return {
        "waiting": {verdict.value: count for verdict, count in counted.waiting.items()},
        "states": {state.value: count for state, count in counted.states.items()},
        "most": counted.most,
    }


def figures(counted: Figures) -> dict[str, object]:
    """Write what the desk counts of itself."""
    return {
        "deeds": [
            {
                "account": one.account,
                "level": one.level.value,
                "decided_count": one.decided_count,
                "overturned_count": one.overturned_count,
            }
            for one in counted.deeds
        ],
        "blind": {
            "clear_count": counted.blind.clear_count,
            "clear_disagreed_count": counted.blind.clear_disagreed_count,
            "other_count": counted.blind.other_count,
            "other_disagreed_count": counted.blind.other_disagreed_count,
        },
    }


def case(of: DeskCase, *, now: datetime) -> dict[str, object]:
    """Write where an application stands, as its line in the list does."""
    return _line(line_of(of, now=now))


def desk_dossier(opened: DeskDossier, *, now: datetime) -> dict[str, object]:
    """Write all that a reviewer is shown of one application; of a blind review without a verdict."""
    dossier = dossier_json(opened.dossier, opened.application)
    return {
        "application_id": opened.application.application_id,
        "is_blind": opened.is_blind,
        "case": case(opened.case, now=now) if opened.case else None,
        "level": opened.level or None,
        "moves": [
            {
                "deed": deed.value,
                "state": moved.state.value,
                "level": moved.level.value,
                "overturns": moved.overturns,
                "needs_reason": needs_reason(deed, moved),
            }
            for deed, moved in opened.moves.items()
        ],
        "message": opened.message,
        "decisions": [decision(one) for one in opened.decisions],
        "corrections": [correction(one) for one in opened.corrections],
        "dossier": dossier | ({"verdict": None} if opened.is_blind else {}),
    }


def dossier_then(then: DossierThen) -> dict[str, object]:
    """Write a dossier as it stood when something was decided on it; of a blind review without a verdict."""
    dossier = dossier_json(then.dossier, then.application) | ({"verdict": None} if then.is_blind else {})
    return {"decision": decision(then.decision), "is_blind": then.is_blind, "dossier": dossier}


def decided(came: Decided, *, now: datetime) -> dict[str, object]:
    """Write what came of a decision."""
    return {
        "decision": decision(came.decision),
        "case": case(came.case, now=now),
        "is_opinion": came.is_opinion,
    }


def corrected(came: Corrected, *, now: datetime) -> dict[str, object]:
    """Write what came of a correction."""
    return {
        "correction": correction(came.correction),
        "case": case(came.case, now=now),
        "is_judged": came.is_judged,
    }


def decision(one: Decision) -> dict[str, object]:
    """Write one decision."""
    return {
        "decision_id": one.decision_id,
        "at": one.at.isoformat(),
        "account": one.account,
        "level": one.level.value,
        "deed": one.deed.value,
        "reason": one.reason,
        "message": one.message,
        "dossier_id": one.dossier_id,
        "verdict": one.verdict.value,
        "from": {"state": one.from_state.value, "level": one.from_level.value},
        "to": {"state": one.to_state.value, "level": one.to_level.value},
        "overturns": {"account": one.overturned_account, "level": one.overturned_level.value}
        if one.overturned_level
        else None,
        "is_blind": one.is_blind,
    }


def correction(one: Correction) -> dict[str, object]:
    """Write one correction."""
    return {
        "correction_id": one.correction_id,
        "document_id": one.document_id,
        "field": one.field,
        "read": one.read or None,
        "value": one.value,
        "account": one.account,
        "reason": one.reason,
        "at": one.at.isoformat(),
    }


def entry(kept: KeptEntry) -> dict[str, object]:
    """Write one entry of a history."""
    one = kept.entry
    return {
        "place": kept.place,
        "at": kept.at.isoformat(),
        "account": one.account,
        "level": one.level.value if one.level else None,
        "deed": one.deed.value,
        "dossier_id": one.dossier_id,
        "reason": one.reason,
        "content": one.content,
        "hash": kept.hash,
    }


def _line(line: Line) -> dict[str, object]:
    return {
        "application_id": line.application_id,
        "name": line.name,
        "exam_category": line.exam_category,
        "exam_point": line.exam_point,
        "registration_point": line.registration_point,
        "state": line.state.value,
        "level": line.level.value,
        "verdict": line.verdict.value if line.verdict else None,
        "gravest": line.gravest,
        "severity": line.severity.value if line.severity else None,
        "open_count": line.open_count,
        "missing_count": line.missing_count,
        "documents_count": line.documents_count,
        "waiting_count": line.waiting_count,
        "waiting_since": line.waiting_since.isoformat(),
        "decided_by": line.decided_by or None,
        "decided_level": line.decided_level.value if line.decided_level else None,
        "is_changed": line.is_changed,
        "is_blind": line.is_blind,
        "holder": line.holder or None,
        "held_until": line.held_until.isoformat() if line.held_until else None,
        "version": line.version,
    }
