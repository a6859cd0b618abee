"""What was done to an application, in sentences for whoever reviews it next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.decision import Correction, Decision
from models.desk import Deed
from models.report import Dossier
from services import words_zh
from services.desk import words
from services.desk.colleagues import Titles, called
from services.report_marks import shown_value
from storage.history import Entry, KeptEntry

_Key = tuple[str, Deed, int, str]
_QUIET = frozenset({Deed.VIEW, Deed.CLAIM, Deed.RELEASE})
"""Told once where they follow each other: who looked ten times did one thing."""
_OVERTURNED, _TAKEN_FROM = "overturns", "from"
_ACCOUNTS = (_OVERTURNED, _TAKEN_FROM)
"""Keys of an entry's content under which an account stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEntry:
    """One entry."""

    at: datetime
    when: str
    deed: str
    who: str
    level: str
    text: str
    decision_id: int | None
    """Of the decision whose dossier can be opened as it stood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """One corrected value."""

    paper: str
    title: str
    read: str
    value: str | None
    """None where the correction was taken back."""
    account: str
    reason: str


def names_in(
    entries: Sequence[KeptEntry], corrections: Sequence[Correction], decisions: Sequence[Decision] = ()
) -> set[str]:
    """Return the accounts that a history, corrections and decisions speak of."""
    spoken = {kept.entry.content.get(key, "") for kept in entries for key in _ACCOUNTS}
    decided = {name for one in decisions for name in (one.account, one.overturned_account)}
    return spoken | decided | {kept.entry.account for kept in entries} | {one.account for one in corrections}


def past_of(entries: Sequence[KeptEntry], decisions: Sequence[Decision], *, titles: Titles) -> tuple[PastEntry, ...]:
    """Return the history newest first; looks of one account that follow each other are one.

    Every decision is told, also one that was made before the first of these entries.
    """
    numbers = _numbered(entries, decisions)
    told: list[PastEntry] = []
    last: tuple[str, Deed] | None = None
    for kept in entries:
        one = kept.entry
        if one.deed in _QUIET and last == (one.account, one.deed):
            continue
        last = (one.account, one.deed)
        told.append(_told(kept.at, one, numbers.get(kept.place), titles))
    shown = set(numbers.values())
    missing = (one for one in decisions if one.decision_id not in shown)
    before = [_told(one.at, _as_entry(one), one.decision_id, titles) for one in missing]
    return tuple(reversed([*before, *told]))


def corrections_view(
    corrections: Sequence[Correction], dossier: Dossier, *, titles: Titles
) -> tuple[CorrectionView, ...]:
    """Return corrections oldest first, by the papers' places in the dossier."""
    papers = {
        report.document_id: f"第 {number} 份 {words_zh.type_title(report.classification.type_code)}"
        for number, report in enumerate(dossier.reports, start=1)
    }
    return tuple(
        CorrectionView(
            paper=papers.get(one.document_id, "已撤回的材料"),
            title=words_zh.field_title(one.field),
            read=shown_value(one.field, one.read),
            value=None if one.value is None else shown_value(one.field, one.value),
            account=called(one.account, titles),
            reason=one.reason,
        )
        for one in corrections
    )


def _numbered(entries: Sequence[KeptEntry], decisions: Sequence[Decision]) -> dict[int, int]:
    """Return the decision of each entry that tells of one, by its place; newest first, as old entries are left out."""
    open_ones: dict[_Key, list[int]] = {}
    for one in decisions:
        open_ones.setdefault((one.account, one.deed, one.dossier_id, one.reason), []).append(one.decision_id)
    found = {}
    for kept in reversed(entries):
        entry = kept.entry
        its = open_ones.get((entry.account, entry.deed, entry.dossier_id or 0, entry.reason))
        if its:
            found[kept.place] = its.pop()
    return found


def _as_entry(decision: Decision) -> Entry:
    content = {"message": decision.message, "overturns": decision.overturned_account}
    return Entry(
        chain=decision.application_id,
        account=decision.account,
        level=decision.level,
        deed=decision.deed,
        reason=decision.reason,
        content=content,
    )


def _told(at: datetime, one: Entry, decision_id: int | None, titles: Titles) -> PastEntry:
    return PastEntry(
        at=at,
        when=at.astimezone().strftime("%Y-%m-%d %H:%M"),
        deed=words.DEEDS[one.deed],
        who=called(one.account, titles),
        level=words.LEVELS[one.level] if one.level else "",
        text=_text(one.deed, one.reason, one.content, titles),
        decision_id=decision_id,
    )


def _text(deed: Deed, reason: str, content: Mapping[str, str], titles: Titles) -> str:
    parts = [reason] if reason else []
    if message := content.get("message", ""):
        parts.append(f"告知考生：{message}")
    if overturned := content.get(_OVERTURNED, ""):
        parts.append(f"改变了 {called(overturned, titles)} 的决定")
    if deed is Deed.TAKE_OVER and (holder := content.get(_TAKEN_FROM, "")):
        parts.append(f"原由 {called(holder, titles)} 审核")
    if deed is Deed.CORRECT:
        field, read = words_zh.field_title(content.get("field", "")), content.get("read", "")
        parts.append(f"{field}：{read or '没有读出'} → {content.get('value', '撤销更正')}")
    return "　".join(parts)
