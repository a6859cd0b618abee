"""What the marks of whole dossiers come to, by kind of change, track and variant. Pure: marks in, plain JSON out."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from models.report import Severity, Verdict
from services.cuts import plain
from services.dossier_truth import APPLICATION
from services.marks import DossierMark, RaisedMark, Share


def whole_dossiers(marks: Sequence[DossierMark]) -> dict[str, Any]:
    """Return the figures of those dossiers of which the set tells what is true; empty where it tells of none."""
    told = [mark for mark in marks if mark.truth is not None]
    if not told:
        return {}
    changed, honest = [mark for mark in told if mark.changed], [mark for mark in told if not mark.changed]
    return {
        "dossiers": len(told),
        "changed": _of_changed(changed),
        "honest": _of_honest(honest),
        "by_kind": _grouped(changed, _kinds, _of_changed),
        "by_place": _grouped(changed, _places, _of_changed),
        "by_track": _grouped(told, lambda mark: [_track(mark)], _of_all),
        "by_variant": _grouped(honest, _variants, _of_honest),
        "false_findings": _counted(honest),
        "misses": [_miss(mark) for mark in told if _is_miss(mark)],
    }


def _of_changed(marks: Sequence[DossierMark]) -> dict[str, Any]:
    return {
        "flagged": plain(Share.among(mark.flagged for mark in marks)),
        "named": plain(Share.among(mark.named for mark in marks)),
        "clear": plain(Share.among(mark.verdict is Verdict.CLEAR for mark in marks)),
    }


def _of_honest(marks: Sequence[DossierMark]) -> dict[str, Any]:
    return {
        "identity_mismatch": plain(Share.among(bool(mark.identity_mismatches) for mark in marks)),
        "any_finding": plain(Share.among(bool(mark.raised) for mark in marks)),
        "finding_not_of_picture": plain(Share.among(bool(mark.findings) for mark in marks)),
        "clear": plain(Share.among(mark.verdict is Verdict.CLEAR for mark in marks)),
    }


def _of_all(marks: Sequence[DossierMark]) -> dict[str, Any]:
    return {
        "changed": _of_changed([mark for mark in marks if mark.changed]),
        "honest": _of_honest([mark for mark in marks if not mark.changed]),
    }


def _grouped(
    marks: Sequence[DossierMark],
    keys: Callable[[DossierMark], Iterable[str]],
    figures: Callable[[Sequence[DossierMark]], dict[str, Any]],
) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[DossierMark]] = {}
    for mark in marks:
        for key in keys(mark):
            groups.setdefault(key, []).append(mark)
    return {key: figures(groups[key]) for key in sorted(groups)}


def _kinds(mark: DossierMark) -> Iterable[str]:
    return [mark.truth.changed.kind] if mark.truth and mark.truth.changed else []


def _places(mark: DossierMark) -> Iterable[str]:
    change = mark.truth.changed if mark.truth else None
    return [] if change is None else [APPLICATION if change.where == APPLICATION else "paper"]


def _track(mark: DossierMark) -> str:
    return mark.truth.track if mark.truth else ""


def _variants(mark: DossierMark) -> Iterable[str]:
    return (mark.truth.variants if mark.truth else ()) or ("none",)


def _counted(honest: Sequence[DossierMark]) -> dict[str, int]:
    """Findings on honest dossiers by severity and code, the most frequent first; once a dossier."""
    met = Counter(key for mark in honest for key in {f"{one.severity} {one.code}" for one in mark.raised})
    return dict(met.most_common())


def _is_miss(mark: DossierMark) -> bool:
    return not (mark.flagged and mark.named) if mark.changed else bool(mark.raised)


def _miss(mark: DossierMark) -> dict[str, Any]:
    """What was expected of a dossier and what came out; the values are those of drawn or masked papers."""
    truth, change = mark.truth, mark.truth.changed if mark.truth else None
    return {
        "dossier": truth.dossier if truth else mark.application,
        "track": _track(mark),
        "variants": list(truth.variants) if truth else [],
        "verdict": mark.verdict,
        "changed": change
        and {
            "kind": change.kind,
            "where": change.where,
            "field": change.field,
            "from": change.before,
            "to": change.after,
        },
        "findings": [_raised(one) for one in sorted(mark.raised, key=lambda one: list(Severity).index(one.severity))],
    }


def _raised(one: RaisedMark) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity,
        "field": one.field,
        "file": one.file,
        "expected": one.expected,
        "found": one.found,
    }
