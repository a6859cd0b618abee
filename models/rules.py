"""The named rules that hold the papers of one applicant, and of different applicants, against each other.

A regulation may turn down or off what rests on instructions or on hearsay, never what no calendar and no law allows.
What is unverified only warns (domain notes: mark [M] or [T]).
"""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from models.report import Severity


class Evidence(StrEnum):
    """What a rule rests on."""

    FACT = "fact"
    """The calendar, or two papers that print the same thing; no regulation turns it off."""
    OFFICIAL = "official"
    """A law, or instructions, which differ by year and region."""
    UNVERIFIED = "unverified"
    """Known from third parties only, or with honest exceptions: it warns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule."""

    word: str
    """Its name in regulations and in `Finding.rule`."""
    code: str
    """Of the findings that it raises (contract)."""
    severity: Severity
    evidence: Evidence
    says: str
    """What it holds, in one Chinese sentence."""

    @property
    def may_be_changed(self) -> bool:
        """Whether a regulation may turn it down or off."""
        return self.evidence is not Evidence.FACT


def _rules(code: str, *rows: tuple[str, Severity, Evidence, str]) -> tuple[Rule, ...]:
    return tuple(
        Rule(word=word, code=code, severity=severity, evidence=evidence, says=says)
        for word, severity, evidence, says in rows
    )


_ALARM, _CONTENT, _NOTE = Severity.ALARM, Severity.CONTENT, Severity.NOTE
_FACT, _OFFICIAL, _UNVERIFIED = Evidence.FACT, Evidence.OFFICIAL, Evidence.UNVERIFIED
_ALL = (
    *_rules(
        "documents_disagree",
        ("form_against_diploma", _ALARM, _FACT, "备案表与毕业证书逐项一致。"),
        ("certification_against_diploma", _ALARM, _FACT, "学历认证报告与毕业证书逐项一致。"),
        ("overseas_credential_against_diploma", _ALARM, _FACT, "留学服务中心认证书与同一学历的毕业证书一致。"),
        ("vocational_proof_against_diploma", _ALARM, _FACT, "中职学历证明与中职毕业证书逐项一致。"),
        ("military_proof_against_diploma", _ALARM, _FACT, "部队学历证明与毕业证书逐项一致。"),
        ("degree_against_diploma", _ALARM, _FACT, "学位证书与毕业证书的姓名、性别、出生日期、学校、层次一致。"),
        ("degree_major", _CONTENT, _UNVERIFIED, "学位证书与毕业证书的专业一致（专业学位的写法可以不同）。"),
        ("degree_school_of_postgraduate", _CONTENT, _UNVERIFIED, "研究生的学位授予单位与培养单位一致（可以不同）。"),
        ("study_length_across", _CONTENT, _UNVERIFIED, "两份学历材料的学制一致。"),
        ("president_across", _NOTE, _UNVERIFIED, "两份学历材料的校（院）长一致。"),
        (
            "vocational_number",
            _CONTENT,
            _UNVERIFIED,
            "中职学历证明所写的证书编号与毕业证书的一致（可能写的是学籍号）。",
        ),
        (
            "practice_against_qualification",
            _ALARM,
            _FACT,
            "执业证书与资格证书的姓名、性别、身份证号、资格证书编码、级别一致。",
        ),
        ("licence_category", _CONTENT, _UNVERIFIED, "执业证书与资格证书的类别一致（写法可以不同）。"),
        ("register_proof_against_licence", _ALARM, _FACT, "执业注册核实证明与资格证书、执业证书一致。"),
        ("identity_against_papers", _ALARM, _FACT, "身份材料与其他材料（含编号内）的身份证号、出生日期、性别一致。"),
    ),
    *_rules(
        "timeline_impossible",
        ("enrolled_too_young", _CONTENT, _UNVERIFIED, "入学时已满14周岁。"),
        ("enrolled_after_graduation", _ALARM, _FACT, "入学早于毕业。"),
        ("study_length", _CONTENT, _UNVERIFIED, "入学到毕业的时间与学制相差不超过一年（休学、弹性学制除外）。"),
        (
            "assistant_after_adult_enrolment",
            _CONTENT,
            _OFFICIAL,
            "2002年11月1日以后入学的成人学历，入学前已取得助理医师资格。",
        ),
        (
            "assistant_practice_short",
            _CONTENT,
            _OFFICIAL,
            "助理医师取得资格后执业年限够报考执业医师（大专以上满2年、中专满5年）。",
        ),
        ("practice_before_qualification_number", _ALARM, _FACT, "执业证书的签发年份不早于资格证书编码中的年份。"),
        (
            "practice_before_qualification",
            _CONTENT,
            _UNVERIFIED,
            "执业证书的签发日期不早于资格证书的签发日期（补发的资格证书除外）。",
        ),
        ("diploma_after_registration", _ALARM, _FACT, "毕业、授予学位不晚于报名审核之日。"),
        ("probation_before_graduation", _CONTENT, _OFFICIAL, "试用期不早于首个医学学历毕业。"),
        ("issued_in_future", _ALARM, _FACT, "材料的签发日期不晚于报名审核之日（可以补交的材料不晚于考试当年）。"),
        ("issued_after_judging", _NOTE, _UNVERIFIED, "补交的证明的签发日期不晚于报名审核之日。"),
    ),
    *_rules(
        "issuer_mismatch",
        ("expertise_issuer", _ALARM, _OFFICIAL, "确有专长证书由设区的市级卫生健康或中医药主管部门发放。"),
        ("apprenticeship_issuer", _ALARM, _OFFICIAL, "出师证书由省级中医药主管部门发放。"),
        ("military_issuer", _ALARM, _OFFICIAL, "部队材料由团级以上单位出具。"),
        ("military_institution", _ALARM, _OFFICIAL, "部队考生的试用机构是军队医疗机构。"),
        ("name_change_issuer", _ALARM, _OFFICIAL, "更名、更正证明由公安机关出具。"),
        ("register_proof_issuer", _ALARM, _OFFICIAL, "执业注册核实证明由市级卫生健康主管部门出具。"),
        ("vocational_proof_issuer", _CONTENT, _UNVERIFIED, "中职学历证明由教育行政部门或其学历管理机构出具。"),
    ),
    *_rules(
        "proof_insufficient",
        ("proof_insufficient", _CONTENT, _OFFICIAL, "佐证材料写明现用姓名、号码和原来的内容。"),
    ),
    *_rules(
        "proof_issuer_level",
        ("proof_issuer_level", _CONTENT, _UNVERIFIED, "公民身份号码变更证明由县级以上公安机关出具。"),
    ),
    *_rules(
        "certificate_reused",
        ("number_reused", _ALARM, _FACT, "一个证书编号只属于一名考生。"),
        ("code_reused", _ALARM, _FACT, "一个在线验证码只属于一名考生。"),
    ),
    *_rules(
        "image_reused",
        ("same_picture", _ALARM, _FACT, "一个图片文件只由一名考生提交。"),
        ("picture_alike", _CONTENT, _UNVERIFIED, "两名考生的图片不是同一张图片改动而成（同一版式的电子版可能相似）。"),
    ),
)
RULES = MappingProxyType({rule.word: rule for rule in _ALL})
"""Word to rule."""
