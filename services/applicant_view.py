"""What an applicant is told of their own dossier: what to hand in again, what to prove, what is missing, and why.

No words of ours, no scores, no values of any paper: a paper may be somebody else's. File names keep no numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType

from models.gravity import gravest_first
from models.report import Dossier, Finding, Report, Severity, Verdict
from pipeline.applicant_words import PHOTOGRAPH, missing_material, told
from pipeline.words import PICTURES
from services import words_zh
from services.masking import mask_in_text
from services.report_marks import ACT, LOOK, SETTLED
from services.review import WAITING_CODE

_VERDICTS = MappingProxyType(
    {
        Verdict.RESUBMIT: (ACT, "请重新上传材料", "有的图片无法辨认，或传错了材料。请按下面写的重新上传。"),
        Verdict.IDENTITY_PROOF_REQUIRED: (
            ACT,
            "请核对身份信息并补交佐证材料",
            "有的证件上的身份信息与报名时填写的不一致。请按下面写的核对、修改或补交。",
        ),
        Verdict.REVIEW: (LOOK, "正在审核", "材料已收到，有内容需要审核人员核对。"),
        Verdict.INCOMPLETE: (LOOK, "材料还不齐", "请补交下面列出的材料。"),
        Verdict.CLEAR: (SETTLED, "材料已收齐", "目前没有需要补交或更正的材料。"),
    }
)
_READING = (LOOK, "正在识读", "材料已收到，正在识读，请稍后再看。")
DEADLINE = "截止时间以报名点通知为准；资格审核结果以打印准考证为准。"
"""The instructions give no day (registration instructions 2021, 十)."""
_AGAIN, _PROVE, _CHECK = "重新上传", "核对身份信息，或补交佐证材料", "请核对"
_ANEW = frozenset({"wrong_document_type", "unknown_document_type"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOf:
    """One of their papers, as they know it."""

    number: int
    title: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing to do about a paper that was handed in."""

    what: str
    papers: tuple[PaperOf, ...]
    """Which of their papers it is about; empty where it is about no single one."""
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One paper to hand in besides."""

    title: str
    marked: str
    """The same for the middle of a sentence: each paper in marks of its own."""
    message: str
    because: str
    """The sentence of the instructions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One paper as it arrived."""

    number: int
    title: str
    file: str
    state: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantView:
    """All that an applicant is shown."""

    application_id: str
    verdict: str
    sentence: str
    mark: str
    asked: tuple[Asked, ...]
    missing: tuple[Wanted, ...]
    received: tuple[Received, ...]
    photograph: str
    deadline: str


def applicant_view(dossier: Dossier) -> ApplicantView:
    """Say to an applicant where their dossier stands, gravest first, each thing once."""
    papers = {report.document_id: (number, report) for number, report in enumerate(dossier.reports, start=1)}
    asking = [finding for finding in map(told, gravest_first(dossier)) if finding.applicant_message]
    asked = tuple(_asked(asking, papers))
    mark, verdict, sentence = _verdict(dossier, has_asked=bool(asked))
    return ApplicantView(
        application_id=dossier.application_id,
        verdict=verdict,
        sentence=sentence,
        mark=mark,
        asked=asked,
        missing=tuple(
            Wanted(
                title=words_zh.missing_title(paper),
                marked=words_zh.missing_in_marks(paper),
                message=missing_material(*(paper.any_of or (paper.type_code,))),
                because=mask_in_text(words_zh.whole_sentence(paper.because)),
            )
            for paper in dossier.missing
        ),
        received=tuple(_received(number, report, asking) for number, report in papers.values()),
        photograph=PHOTOGRAPH,
        deadline=DEADLINE,
    )


def _verdict(dossier: Dossier, *, has_asked: bool) -> tuple[str, str, str]:
    if dossier.verdict is Verdict.INCOMPLETE and not dossier.missing:
        is_waiting = any(finding.code == WAITING_CODE for finding in dossier.findings)
        return _READING if is_waiting or not dossier.reports else _VERDICTS[Verdict.REVIEW]
    mark, verdict, sentence = _VERDICTS[dossier.verdict]
    if dossier.verdict is Verdict.REVIEW:
        sentence += "请先看下面的事项。" if has_asked or dossier.missing else "现在不需要您做什么，请留意报名点通知。"
    return mark, verdict, sentence


def _asked(asking: Sequence[Finding], papers: Mapping[str, tuple[int, Report]]) -> Iterator[Asked]:
    """Say each thing once, with all the papers that it is about."""
    about: dict[tuple[str, str], dict[PaperOf, None]] = {}
    for finding in asking:
        of_message = about.setdefault((_what(finding), mask_in_text(finding.applicant_message)), {})
        paper = papers.get(finding.document_id or "")
        if paper:
            of_message[_paper(*paper)] = None
    for (what, message), named in about.items():
        yield Asked(what=what, papers=tuple(named), message=message)


def _what(finding: Finding) -> str:
    if finding.severity is Severity.IDENTITY:
        return _PROVE
    return _AGAIN if _is_anew(finding) else _CHECK


def _is_anew(finding: Finding) -> bool:
    """Whether what is asked for is the same paper once more, or another in its place."""
    return finding.code in PICTURES or finding.code in _ANEW or finding.code.endswith("_unreadable")


def _paper(number: int, report: Report) -> PaperOf:
    return PaperOf(number=number, title=_title(report), file=_file(report))


def _title(report: Report) -> str:
    code = report.declared_type or report.classification.type_code
    return words_zh.type_title(code) if code else "未认出的图片"


def _file(report: Report) -> str:
    """Return the name they know it by: where it lies with us is nothing to them."""
    return mask_in_text(PurePath(report.file).name.encode("utf-8", "replace").decode("utf-8"))


def _received(number: int, report: Report, asking: Sequence[Finding]) -> Received:
    own = [finding for finding in asking if finding.document_id == report.document_id]
    is_anew = any(_is_anew(one) for one in own)
    return Received(
        number=number,
        title=_title(report),
        file=_file(report),
        state="请看上面的事项" if own and not is_anew else "请重新上传" if is_anew else "已收到",
        mark=ACT if is_anew else LOOK if own else SETTLED,
    )
