"""The Chinese words for what a reviewer reads beside a finding's sentence: verdicts, states, titles of findings.

The words are those of the registration instructions and of the printed papers, never the program's.
"""

from collections.abc import Mapping

from models.doctype import Outcome
from models.extraction import FieldStatus, Witness
from models.job import JobState, Lane
from models.materials import FIELDS, MATERIALS
from models.report import DocumentState, Dossier, MissingMaterial, Severity, Verdict

FINDINGS: Mapping[str, str] = {
    "image_unreadable": "图片无法辨认",
    "image_incomplete": "图片不完整",
    "image_not_colour": "不是彩色原件",
    "image_not_jpeg": "不是 jpg 图片",
    "image_is_a_screen": "翻拍屏幕",
    "wrong_document_type": "材料与上传栏目不符",
    "unknown_document_type": "无法确定是什么材料",
    "qr_disagrees": "二维码与印刷内容不一致",
    "verification_code_expired": "在线验证码可能已过期",
    "certificate_reused": "证书编号或验证码被他人使用",
    "image_reused": "图片被他人使用",
    "documents_disagree": "材料之间不一致",
    "timeline_impossible": "时间先后不合理",
    "issuer_mismatch": "出具单位不符合要求",
    "missing_material": "缺少材料",
    "proof_insufficient": "佐证材料不足以证明",
    "proof_issuer_level": "佐证材料的出具机关需核对",
    "exam_point_mismatch": "考点与试用机构不符",
    "exam_category_mismatch": "报考类别与报名途径不符",
    "education_level_repeated": "同一学历层次重复填写",
    "asked_as_first_time": "按首次报考核对材料",
    "direction_unknown": "原报考方向不明",
    "education_known_before": "历史档案中已核对的学历",
    "education_not_known_before": "历史档案中没有的学历",
    "history_under_another_name": "历史档案中姓名不同",
    "condition_to_check": "须另行核对的条件",
    "verification_failed": "核验未通过",
    "verification_unavailable": "暂时无法核验",
    "document_waiting": "正在识读",
    "document_not_judged": "未能识读",
    "document_withdrawn": "已撤回",
}
FINDING_ENDINGS: Mapping[str, str] = {
    "mismatch": "不一致",
    "invalid": "不合规则",
    "doubtful": "存疑",
    "unreadable": "看不清",
    "corrected": "已人工更正",
}
"""`<field>_<ending>`: what is the matter with one field."""

VERDICTS: Mapping[Verdict, str] = {
    Verdict.RESUBMIT: "需重新上传",
    Verdict.IDENTITY_PROOF_REQUIRED: "需补交身份信息佐证材料",
    Verdict.REVIEW: "需人工核对",
    Verdict.INCOMPLETE: "材料不齐",
    Verdict.CLEAR: "未发现问题",
}
VERDICT_SENTENCES: Mapping[Verdict, str] = {
    Verdict.RESUBMIT: "有材料无法辨认或传错，请考生重新上传。",
    Verdict.IDENTITY_PROOF_REQUIRED: "证件上的身份信息与报名信息不符，现有材料不足以证明，请考生补交佐证材料。",
    Verdict.REVIEW: "有差异或存疑之处，请核对图片后作出结论。",
    Verdict.INCOMPLETE: "已识读的材料未见问题，但材料不齐，或尚未全部识读。",
    Verdict.CLEAR: "各项材料与报名信息一致。",
}
NOT_COMPARED = "未提供报名信息，未作比对。"
_WHO = {"name": "姓名", "id_number": "证件号码"}
"""What says whose the papers are: where none of them prints it, nobody has held it against the application."""
ONLY_READ = "已识读，未作比对"
SEVERITIES: Mapping[Severity, str] = {
    Severity.IDENTITY: "身份",
    Severity.ALARM: "警示",
    Severity.CONTENT: "内容",
    Severity.QUALITY: "图片质量",
    Severity.NOTE: "备注",
}
STATES: Mapping[DocumentState, str] = {
    DocumentState.READ: "已识读",
    DocumentState.UNKNOWN_TYPE: "材料类型不明",
    DocumentState.UNREADABLE: "无法辨认",
    DocumentState.WRONG_TYPE: "材料不符",
}
STATUSES: Mapping[FieldStatus, str] = {
    FieldStatus.PROVED: "已互证",
    FieldStatus.READ: "已读出",
    FieldStatus.DOUBTFUL: "存疑",
    FieldStatus.UNREADABLE: "看不清",
    FieldStatus.ABSENT: "未印",
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.EQUAL: "一致",
    Outcome.EQUAL_BY_RULE: "按规则一致",
    Outcome.COMPATIBLE: "所印部分一致",
    Outcome.DOUBTFUL: "或有出入",
    Outcome.CONFLICT: "不一致",
    Outcome.UNVERIFIABLE: "无法比对",
    Outcome.NOT_PRINTED: "未印",
    Outcome.NOT_STATED: "未申报",
}
WITNESSES: Mapping[Witness, str] = {
    Witness.PRINT: "印刷",
    Witness.SECOND_PRINT: "另一处印刷",
    Witness.QR: "二维码",
    Witness.CHECK_DIGIT: "校验码",
    Witness.ID_NUMBER: "身份证号",
    Witness.CERTIFICATE_NUMBER: "证书编号",
    Witness.TITLE: "标题",
    Witness.REVIEWER: "审核人更正",
}
CAUSES: Mapping[str, str] = {
    "blurred": "模糊",
    "motion_blurred": "手抖模糊",
    "low_resolution": "分辨率过低",
    "glare": "反光",
    "dark": "过暗",
    "low_contrast": "对比度过低",
    "not_colour": "不是彩色",
    "screen": "翻拍屏幕",
    "incomplete": "边缘被裁切",
    "blank": "空白",
}
JOB_STATES: Mapping[JobState, str] = {
    JobState.QUEUED: "排队中",
    JobState.RUNNING: "识读中",
    JobState.DONE: "已完成",
    JobState.FAILED: "失败",
    JobState.CANCELLED: "已取消",
}
LANES: Mapping[Lane, str] = {Lane.LIVE: "在线", Lane.BACKFILL: "历史"}


def verdict_title(dossier: Dossier) -> str:
    """Name a dossier's verdict; what was compared with nothing is not said to be without a finding."""
    if dossier.verdict is Verdict.CLEAR and not dossier.application_id:
        return ONLY_READ
    return VERDICTS[dossier.verdict]


def verdict_sentence(dossier: Dossier) -> str:
    """Return what a dossier's verdict means; what was not compared with an application is told beside it."""
    if dossier.application_id:
        return VERDICT_SENTENCES[dossier.verdict] + _not_printed(dossier)
    return NOT_COMPARED if dossier.verdict is Verdict.CLEAR else VERDICT_SENTENCES[dossier.verdict] + NOT_COMPARED


def _not_printed(dossier: Dossier) -> str:
    """Say what of the person no paper was held against, where the verdict might be taken for more than it is."""
    if dossier.verdict not in (Verdict.CLEAR, Verdict.INCOMPLETE) or not dossier.reports:
        return ""
    compared = {one.field for report in dossier.reports for one in report.comparisons if one.outcome.agrees}
    lacking = "、".join(title for field, title in _WHO.items() if field not in compared)
    return f"已识读的材料中没有可供比对的{lacking}。" if lacking else ""


def type_title(code: str | None) -> str:
    """Return the printed title of a type; the code itself where the table lacks it."""
    return MATERIALS.get(code, code) if code else "未确定"


def missing_title(paper: MissingMaterial) -> str:
    """Return what a missing paper is called: every paper that would do, in marks, and the level it must be of.

    One that stands alone needs no marks.
    """
    titles = missing_in_marks(paper)
    return titles if len(paper.any_of) > 1 else titles.replace("《", "").replace("》", "")


def missing_in_marks(paper: MissingMaterial) -> str:
    """Return the same for the middle of a sentence."""
    titles = "或".join(f"《{type_title(code)}》" for code in paper.any_of or (paper.type_code,))
    return f"{titles}（{paper.level}）" if paper.level else titles


def whole_sentence(clause: str) -> str:
    """Return what the instructions say as a sentence of its own, where they go on behind a semicolon.

    >>> whole_sentence("需提供佐证材料；"), whole_sentence("见附件。"), whole_sentence("")
    ('需提供佐证材料。', '见附件。', '')
    """
    bare = clause.rstrip("；;。 ")
    return f"{bare}。" if bare else ""


def field_title(name: str | None) -> str:
    """Return the word for a field; the name itself where the table lacks it, empty where there is none."""
    return FIELDS.get(name, name) if name else ""


def finding_title(code: str) -> str:
    """Return a finding's short title, composing those of a single field from the field's word."""
    if code in FINDINGS:
        return FINDINGS[code]
    field, _, ending = code.rpartition("_")
    return f"{field_title(field)}{FINDING_ENDINGS[ending]}" if ending in FINDING_ENDINGS else code


def cause_title(cause: str) -> str:
    """Return the word for a cause of poor quality; the cause itself where the table lacks it."""
    return CAUSES.get(cause, cause)
