"""What changed since the dossier before, in sentences for the reviewer."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.report import Change, ChangeKind, Dossier, Verdict
from services import words_zh

ACT, LOOK, SETTLED, QUIET = "act", "look", "settled", "quiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One line of the block 与上次相比."""

    mark: str
    """Which of the meanings of colour and shape it has (`services.report_view`)."""
    sentence: str


_ENTRY = re.compile(r"(education|licences)\[(\d+)\]\.(\w+)")
_LISTS = {"education": "段学历", "licences": "本执照"}
_KEYS = {"degree_number": "学位证书编号", "probation.institution": "试用机构", "specialty": "报考类别"}
_MARKS: Mapping[ChangeKind, str] = {
    ChangeKind.VERDICT: QUIET,
    ChangeKind.APPLICATION_CHANGED: QUIET,
    ChangeKind.DOCUMENT_GONE: QUIET,
    ChangeKind.DOCUMENT_ADDED: QUIET,
    ChangeKind.FINDING_SETTLED: SETTLED,
    ChangeKind.FINDING_GONE: SETTLED,
    ChangeKind.FINDING_RAISED: LOOK,
    ChangeKind.MATERIAL_MISSING: LOOK,
    ChangeKind.MATERIAL_SUPPLIED: SETTLED,
}


def changes_view(dossier: Dossier) -> tuple[ChangeView, ...]:
    """Return the changes of a dossier as lines, in its order."""
    papers = {
        report.document_id: f"第 {number} 份《{words_zh.type_title(report.classification.type_code)}》"
        for number, report in enumerate(dossier.reports, start=1)
    }
    return tuple(
        ChangeView(mark=_MARKS[change.kind], sentence=_SENTENCES[change.kind](change, papers))
        for change in dossier.changes
    )


_Papers = Mapping[str, str]


def _verdict(change: Change, _: _Papers) -> str:
    before, after = (words_zh.VERDICTS[Verdict(word)] for word in (change.before or change.code, change.code))
    return f"结论由“{before}”变为“{after}”"


def _stated_otherwise(change: Change, _: _Papers) -> str:
    before, after = (f"“{value}”" if value else "空" for value in (change.before, change.after))
    return f"报名信息有修改：{_key_title(change.code)}由{before}改为{after}"


def _key_title(path: str) -> str:
    """The name of a key of the application: education[0].school is 第 1 段学历的学校名称."""
    entry = _ENTRY.fullmatch(path)
    if entry is None:
        return _KEYS.get(path, words_zh.field_title(path))
    title = _KEYS.get(entry[3]) or words_zh.field_title(entry[3])
    return f"第 {int(entry[2]) + 1} {_LISTS[entry[1]]}的{title}"


def _gone(change: Change, _: _Papers) -> str:
    return f"撤回或被替换的材料：《{words_zh.type_title(change.code)}》（{change.before}）"


def _added(change: Change, papers: _Papers) -> str:
    return f"新上传的材料：{papers.get(change.document_id or '', words_zh.type_title(change.code))}（{change.after}）"


def _settled(change: Change, papers: _Papers) -> str:
    return f"{_named(change, papers)}：已由{papers.get(change.after or '', '佐证材料')}证明"


def _no_more(change: Change, papers: _Papers) -> str:
    return f"{_named(change, papers)}：不再存在"


def _raised(change: Change, papers: _Papers) -> str:
    # Raised again, where the paper that settled it counts no more.
    return f"{_named(change, papers)}：{'佐证不再有效，重新待看' if change.before else '新出现'}"


def _missing(change: Change, _: _Papers) -> str:
    return f"新缺少的材料：《{words_zh.type_title(change.code)}》"


def _supplied(change: Change, _: _Papers) -> str:
    return f"不再缺少的材料：《{words_zh.type_title(change.code)}》"


def _named(change: Change, papers: _Papers) -> str:
    """The finding by its title and its paper; of a paper that counts no more the number is unknown."""
    return f"{papers.get(change.document_id or '', '')}“{words_zh.finding_title(change.code)}”"


_SENTENCES: Mapping[ChangeKind, Callable[[Change, _Papers], str]] = {
    ChangeKind.VERDICT: _verdict,
    ChangeKind.APPLICATION_CHANGED: _stated_otherwise,
    ChangeKind.DOCUMENT_GONE: _gone,
    ChangeKind.DOCUMENT_ADDED: _added,
    ChangeKind.FINDING_SETTLED: _settled,
    ChangeKind.FINDING_GONE: _no_more,
    ChangeKind.FINDING_RAISED: _raised,
    ChangeKind.MATERIAL_MISSING: _missing,
    ChangeKind.MATERIAL_SUPPLIED: _supplied,
}
