"""What an application says against itself, by the regulation: point, category, levels, direction. Pure.

Nothing here speaks of a paper: a finding's `expected` is what was stated, and it has no `found`. What is not stated is
not held against anything.
"""

from collections import Counter
from collections.abc import Iterator

from doctypes.values import KINDS, citizen_id
from models.case import Application
from models.doctype import Outcome
from models.materials import FIELDS
from models.report import Finding, Severity
from pipeline.identity_papers import told_by_id_number
from regulations import titles
from regulations.exam_points import WrongPoint, wrong_point
from regulations.regulation import Regulation
from regulations.requirements import reminders_for, rule_asked_like

_KINDS = {"gender": "gender", "birth_date": "full_date"}
_CITIZENS_PAPERS = frozenset({"居民身份证", "身份证"})


def registration_findings(application: Application, regulation: Regulation) -> tuple[Finding, ...]:
    """Say where an application goes against the regulation, and what a reviewer must look into besides the papers."""
    return (
        *_exam_point(application, regulation),
        *_category(application, regulation),
        *_levels(application, regulation),
        *_direction(application, regulation),
        *_reminders(application, regulation),
    )


def number_findings(application: Application) -> Iterator[Finding]:
    """Say where a stated citizen's number is none, or tells another sex or birth date than those stated beside it.

    It was mistyped, and no proof from the police would settle what papers print. No regulation is asked.
    """
    if application.id_type not in _CITIZENS_PAPERS:
        return
    parsed = citizen_id.parse(application.id_number)
    if parsed is None or parsed.fault or parsed.repaired:
        yield Finding(
            code="id_number_invalid",
            severity=Severity.CONTENT,
            message="报名填写的公民身份号码不合编码规则（位数、出生日期或校验码），请考生核对填写。",
            field="id_number",
            expected=application.id_number,
            applicant_message="您填写的公民身份号码有误，请对照身份证核对后修改报名信息。",
        )
        return
    for field, stated in (("gender", application.gender), ("birth_date", application.birth_date)):
        told = told_by_id_number(field, parsed.value)
        if stated and told and KINDS[_KINDS[field]].compare(told, stated).outcome is Outcome.CONFLICT:
            yield Finding(
                code=f"{field}_invalid",
                severity=Severity.CONTENT,
                message=f"报名填写的{FIELDS[field]}与填写的公民身份号码不符，请考生核对填写；材料与之不一致的，先看此项。",
                field=field,
                expected=stated,
                applicant_message=f"您填写的{FIELDS[field]}与填写的公民身份号码不符，请对照身份证核对后修改报名信息。",
            )


def _exam_point(application: Application, regulation: Regulation) -> Iterator[Finding]:
    wrong = wrong_point(application, regulation.exam_points)
    if wrong is not None:
        yield Finding(
            code="exam_point_mismatch",
            severity=Severity.CONTENT,
            message=f"{_why_wrong(wrong)}{_quoted(wrong.because)}",
            expected=wrong.stated,
            applicant_message=_for_applicant(wrong),
        )


def _why_wrong(wrong: WrongPoint) -> str:
    if wrong.takes_only:
        only = "、".join(wrong.takes_only)
        return f"报考考点是“{wrong.stated}”，只收以{only}为试用单位的考生，填写的试用机构是“{wrong.institution}”。"
    return f"试用机构“{wrong.institution}”对应{wrong.right}，报考考点填写的是“{wrong.stated}”。"


def _for_applicant(wrong: WrongPoint) -> str:
    where = f"应在{wrong.right}报名" if wrong.right else f"不能在“{wrong.stated}”报名"
    return f"您填写的试用机构是“{wrong.institution}”，{where}，请核对试用机构和考点后修改报名信息。"


def _category(application: Application, regulation: Regulation) -> Iterator[Finding]:
    category = application.exam_category
    for leading in regulation.leads_to:
        if application.track is leading.track and category is not None and category not in leading.categories:
            allowed = "、".join(sorted(leading.categories))
            yield Finding(
                code="exam_category_mismatch",
                severity=Severity.CONTENT,
                message=f"按此途径只能报考{allowed}，填写的报考类别是{category}。{_quoted(leading.because)}",
                expected=category,
                applicant_message=f"您填写的报考类别是{category}，与报名途径不符，请核对后修改报名信息。",
            )


def _levels(application: Application, regulation: Regulation) -> Iterator[Finding]:
    if not regulation.one_entry_a_level:
        return
    stated = Counter(
        "本科" if entry.level == "专升本" else entry.level for entry in application.education if entry.level
    )
    for level, times in stated.items():
        if times > 1:
            yield Finding(
                code="education_level_repeated",
                severity=Severity.CONTENT,
                message=f"学历列表中{level}填写了 {times} 次，材料只按第一次填写的核对。"
                f"{_quoted(regulation.one_entry_a_level)}",
                expected=level,
                applicant_message=f"学历列表中{level}填写了 {times} 次，同一学历层次只能填写一个，请删去多余的。",
            )


def _direction(application: Application, regulation: Regulation) -> Iterator[Finding]:
    rule = rule_asked_like(application, regulation)
    if rule is not None:
        why = "，".join(titles.CONDITIONS[word] for word in rule.when)
        yield Finding(
            code="asked_as_first_time",
            severity=Severity.NOTE,
            message=f"{why}：按“{titles.TRACKS[rule.like]}”首次报考核对材料。{_quoted(rule.because)}",
        )
        return
    earlier = application.verified_education
    of_track = [other for other in regulation.asked_like if other.track is application.track]
    if of_track and not (earlier and (earlier.exam_category or earlier.specialty)):
        yield Finding(
            code="direction_unknown",
            severity=Severity.NOTE,
            message=f"没有原报考方向可比，按方向不变核对材料，请核对。{_quoted(of_track[0].because)}",
        )


def _reminders(application: Application, regulation: Regulation) -> Iterator[Finding]:
    for reminder in reminders_for(application, regulation):
        yield Finding(
            code="condition_to_check",
            severity=Severity.NOTE,
            message=f"{reminder.message}{_quoted(reminder.because)}",
        )


def _quoted(sentence: str) -> str:
    return f"操作说明：{sentence.rstrip('；。')}。"
