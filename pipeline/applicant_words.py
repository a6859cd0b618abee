"""What a finding asks of the applicant: one sentence in Chinese a code, for somebody with a phone and no idea of ours.

It says what is wrong, what to do and where a proof comes from. It never holds a value: the paper may be somebody
else's. What only a reviewer can weigh (a doubt of ours, an alarm) asks nothing, and has no sentence.
"""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from models.materials import FIELDS, MATERIALS
from models.report import Finding, Severity
from pipeline import words

SOURCES = MappingProxyType(
    {
        "household_register": "户口簿上登记本人的一页（写有“曾用名”，或有变更、更正记载），拍摄原件",
        "name_change_proof": "户籍所在地公安机关出具的更名或更正证明（写明原来的和现在的内容，有落款日期和公章）",
        "chsi_registration_form": "登录学信网申请的《教育部学历证书电子注册备案表》，在线验证码须在有效期内",
        "higher_education_certification": "《中国高等教育学历认证报告》（学信网查不到、不能申请备案表的学历）",
        "city_vocational_proof": "毕业学校所在市州教育局出具的学历证明",
        "overseas_credential": "教育部留学服务中心出具的学历学位认证书",
        "licence_register_proof": "所在市级卫生行政部门核实确认后出具的证明",
        "military_education_proof": "团级以上单位出具的学历证明",
        "military_probation_form": "团级以上单位出具的试用期考核合格表",
        "school_certificate": "就读学校出具的证明",
        "id_card": "本人有效的居民身份证，人像面和国徽面",
    }
)
"""Type code to what exactly is wanted and who gives it; a type without a line is asked for by its title."""
PHOTOGRAPH = "请对着原件拍彩色照片或用彩色模式扫描，四边拍全、文字清楚，以 jpg 格式上传。"
_OF_THE_PICTURE = frozenset(words.PICTURES)
_EXACT = MappingProxyType(
    {
        "unknown_document_type": "没有认出这张图片是哪一种材料。传错了的，请换成正确的材料；没有传错的，等待审核即可。",
        "verification_code_expired": "在线验证码可能已过有效期。请登录学信网延长在线验证有效期，或重新申请备案表，"
        "再上传新的备案表，并更新报名时填写的在线验证码。",
    }
)


def told(finding: Finding) -> Finding:
    """Return a finding with its sentence for the applicant, where it asks something of them.

    The sentence names no paper, so that one that holds for several papers is told once.
    A sentence that is there already stays, unless a paper has settled the finding since.
    """
    if finding.settled_by is not None:
        return replace(finding, applicant_message="")
    return finding if finding.applicant_message else replace(finding, applicant_message=_asked(finding))


def source_of(type_code: str) -> str:
    """Return what exactly is wanted where a paper is asked for, and from whom."""
    return SOURCES.get(type_code, f"《{MATERIALS.get(type_code, '所需材料')}》")


def missing_material(*type_codes: str) -> str:
    """Ask for a paper that was not handed in; of several any one will do."""
    return f"请上传{_either(type_codes)}。"


def differing(fields: Sequence[str], proof: Sequence[str] | None) -> str:
    """Say that these fields differ, and ask for what proves them; None where that is asked for apart."""
    wanted = "" if proof is None else f"：{_either(proof) or '公安机关出具的证明'}"
    return f"{_differs('、'.join(FIELDS[field] for field in fields))}请上传身份信息佐证材料{wanted}。"


def _asked(finding: Finding) -> str:
    if finding.severity is Severity.NOTE:
        return ""
    if finding.code in _OF_THE_PICTURE:
        return finding.message
    if finding.code in _EXACT:
        return _EXACT[finding.code]
    if finding.code == "wrong_document_type":
        wanted = MATERIALS.get(finding.expected or "", "此处要求的材料")
        return f"这里应上传《{wanted}》，上传的是另一种材料。请换成《{wanted}》。"
    if finding.code == "missing_material":
        return missing_material(finding.proof[0]) if finding.proof else ""
    return _about_a_field(finding)


def _about_a_field(finding: Finding) -> str:
    field, _, ending = finding.code.rpartition("_")
    if field not in FIELDS or finding.severity is Severity.ALARM:
        return ""
    if ending == "unreadable":
        return f"{FIELDS[field]}看不清或没有拍到。{PHOTOGRAPH}"
    if ending != "mismatch":
        return ""
    if field == "conclusion":
        return "材料的结论不符合要求（例如是结业、肄业，或考核不合格）。传错了的，请换成正确的材料。"
    if finding.severity is not Severity.IDENTITY:
        return f"{_differs(FIELDS[field])}等待审核即可。"
    return differing([field], finding.proof)


def _differs(fields: str) -> str:
    return f"证件上的{fields}与报名时填写的不一致。填错了的，请修改报名信息；没有填错的，"


def _either(type_codes: Sequence[str]) -> str:
    return "；或者".join(source_of(code) for code in type_codes)
