"""What changed since the dossier before, in sentences for the reviewer."""

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


_MARKS: Mapping[ChangeKind, str] = {
    ChangeKind.VERDICT: QUIET,
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
    ChangeKind.DOCUMENT_GONE: _gone,
    ChangeKind.DOCUMENT_ADDED: _added,
    ChangeKind.FINDING_SETTLED: _settled,
    ChangeKind.FINDING_GONE: _no_more,
    ChangeKind.FINDING_RAISED: _raised,
    ChangeKind.MATERIAL_MISSING: _missing,
    ChangeKind.MATERIAL_SUPPLIED: _supplied,
}
