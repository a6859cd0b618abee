"""A complete dossier for every track and its variants: nothing is missing, and each paper taken away is missed."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from models.case import (
    Application,
    Education,
    ExamCategory,
    Licence,
    Probation,
    Track,
    VerifiedEducation,
)
from models.report import Dossier, MissingMaterial, Report, Severity, Verdict
from pipeline.dossier import assemble
from regulations.loader import load_regulation
from tests.support.reports import paper

REGULATION = load_regulation()
FULL, ASSISTANT, RURAL = ExamCategory
CODE = "A1B2C3D4E5F6G7H8"

ALL_DIPLOMAS = "考生需上传所有医学相关学历毕业证及学历证明材料。"
PROOFS = (
    "学历真实性证明材料包括《教育部学历证书电子注册备案表》、《中国高等教育学历认证报告》、《中职学历查询证明》、"
    "《湖北省中等职业学校学历证明》、《市州教育局中职学历证明》、《教育部留学服务中心学历学位认证书》、"
    "《传统医学医术确有专长证书》等，请按系统提示选择所要上传的证明材料。"
)
TOP_UP = "以“全日制专升本”学历报考的考生需要同时上传专科毕业证和本科毕业证。"
TOP_UP_PROOF = "如专升本学历考生，需上传专科和本科学历证书"
DEGREE = "硕士以上学历考生，需上传学历和学位证书"
ADULT = "执业助理升执业类成教学历考生，需上传第一学历和职后学历等相关情况。"
LICENCES = "执业助理医师申报执业医师考试的，需上传《助理医师资格证书》、《助理医师执业证书》；"
REGISTER = "若自动校验不成功，请到所在市级卫生行政部门核实确认并上传证明。"
NEW_GRADUATE = "以应届生报考的只需上传学校证明。"
TCM = (
    "传统医学师承或确有专长人员只需上传《传统医学医术确有专长证书》（2015年通过传统医学医术确有专长考试但未取得证书的"
    "考生省网系统会自动识别，无需上传相关资料）。"
)
MILITARY = "部队考生报名时，须上传团级以上有关学历、试用期考核合格表2种证明材料。"
HMT = "港澳台居民除完成试用期申报外，还需提供《台湾、香港、澳门居民参加国家医师资格考试实现申请审核表》；"
FOREIGN = "外籍人员还需提供《外籍人员参加中国医师资格考试实现申请审核表》等材料。"

VOCATIONAL = Education(level="中专", study_form="普通全日制", proof="hubei_vocational_proof")
COLLEGE = Education(level="专科", study_form="普通全日制", proof="higher_education_certification")
BACHELOR = Education(level="本科", study_form="普通全日制", proof="chsi_registration_form", verification_code=CODE)
BACHELOR_BY_FORM = replace(BACHELOR, verification_code=None)
MASTER = Education(level="硕士", study_form="普通全日制", proof="chsi_registration_form")
BESIDE_WORK = Education(level="本科", study_form="函授", proof="chsi_registration_form")
ABROAD = Education(level="本科", proof="overseas_credential")
TAUGHT = Education(proof="tcm_expertise_certificate")
HELD = (
    Licence(type="physician_qualification", certificate_number="201742210420106199305180026"),
    Licence(type="physician_practice", certificate_number="210420106001234", register_confirmed=True),
)
UNCONFIRMED = (HELD[0], replace(HELD[1], register_confirmed=False))

COLLEGE_DIPLOMA = (paper("graduation_certificate", level="专科", certificate_number="1"), ALL_DIPLOMAS)
BACHELOR_DIPLOMA = (paper("graduation_certificate", level="本科", certificate_number="2"), ALL_DIPLOMAS)
MASTER_DIPLOMA = (paper("graduation_certificate", level="硕士", certificate_number="3"), ALL_DIPLOMAS)
VOCATIONAL_DIPLOMA = (paper("vocational_diploma", level="中专", certificate_number="4"), ALL_DIPLOMAS)
MASTER_DEGREE = (paper("degree_certificate", level="硕士", certificate_number="5"), DEGREE)
BACHELOR_FORM = (paper("chsi_registration_form", level="本科", certificate_number="2"), PROOFS)
MASTER_FORM = (paper("chsi_registration_form", level="硕士", certificate_number="3"), PROOFS)
COLLEGE_REPORT = (paper("higher_education_certification", level="专科", certificate_number="1"), PROOFS)
VOCATIONAL_PROOF = (paper("hubei_vocational_proof", level="中专"), PROOFS)
EVALUATION = (paper("overseas_credential", level="本科"), PROOFS)
QUALIFICATION = (paper("physician_qualification", physician_level="执业助理医师"), LICENCES)
PRACTICE = (paper("physician_practice", physician_level="执业助理医师"), LICENCES)
REGISTER_PROOF = (paper("licence_register_proof", physician_level="执业助理医师"), REGISTER)
EXPERTISE = paper("tcm_expertise_certificate")

_Asked = tuple[Report, str]
"""A paper, and the sentence that asks for it."""


@dataclass(frozen=True, kw_only=True)
class Golden:
    """A complete dossier."""

    name: str
    track: Track
    category: ExamCategory = FULL
    education: tuple[Education, ...] = ()
    licences: tuple[Licence, ...] = ()
    verified: VerifiedEducation | None = None
    papers: tuple[_Asked, ...] = field(default=())

    def application(self) -> Application:
        return Application(
            application_id="HB2021000001",
            name="陈嘉禾",
            id_type="居民身份证",
            id_number="420106199305180026",
            exam_year=2021,
            exam_category=self.category,
            specialty="临床",
            track=self.track,
            education=self.education,
            licences=self.licences,
            verified_education=self.verified,
            probation=Probation(institution="武汉市第一医院"),
            exam_point="武汉市考点",
        )

    def dossier(self, *, without: Report | None = None) -> Dossier:
        reports = [report for report, _ in self.papers if report is not without]
        return assemble(self.application(), reports, regulation=REGULATION, complete=True)


def _with(sentence: str, asked: _Asked) -> _Asked:
    return asked[0], sentence


SAME_DIRECTION = VerifiedEducation(exam_category=FULL, specialty="临床类别")
OTHER_DIRECTION = VerifiedEducation(exam_category=ASSISTANT, specialty="临床")
GOLDEN = (
    Golden(
        name="本科报执业，填了在线验证码",
        track=Track.STANDARD,
        education=(BACHELOR,),
        papers=(BACHELOR_DIPLOMA,),
    ),
    Golden(
        name="本科报执业，上传备案表",
        track=Track.STANDARD,
        education=(BACHELOR_BY_FORM,),
        papers=(BACHELOR_DIPLOMA, BACHELOR_FORM),
    ),
    Golden(
        name="专科报助理",
        track=Track.STANDARD,
        category=ASSISTANT,
        education=(COLLEGE,),
        papers=(COLLEGE_DIPLOMA, COLLEGE_REPORT),
    ),
    Golden(
        name="中专报助理",
        track=Track.STANDARD,
        category=ASSISTANT,
        education=(VOCATIONAL,),
        papers=(VOCATIONAL_DIPLOMA, VOCATIONAL_PROOF),
    ),
    Golden(
        name="乡村全科，中专",
        track=Track.STANDARD,
        category=RURAL,
        education=(VOCATIONAL,),
        papers=(VOCATIONAL_DIPLOMA, VOCATIONAL_PROOF),
    ),
    Golden(
        name="乡村全科，专科",
        track=Track.STANDARD,
        category=RURAL,
        education=(COLLEGE,),
        papers=(COLLEGE_DIPLOMA, COLLEGE_REPORT),
    ),
    Golden(
        name="国外学历的大陆居民",
        track=Track.STANDARD,
        education=(ABROAD,),
        papers=(EVALUATION,),
    ),
    Golden(
        name="以前验证过的学历不再上传，新增的照常",
        track=Track.STANDARD,
        education=(replace(COLLEGE, verified=True), BACHELOR_BY_FORM),
        papers=(BACHELOR_DIPLOMA, BACHELOR_FORM),
    ),
    Golden(
        name="应届",
        track=Track.NEW_GRADUATE,
        education=(BACHELOR,),
        papers=((paper("school_certificate"), NEW_GRADUATE),),
    ),
    Golden(
        name="全日制专升本",
        track=Track.TOP_UP,
        education=(COLLEGE, BACHELOR_BY_FORM),
        papers=(
            _with(TOP_UP, COLLEGE_DIPLOMA),
            _with(TOP_UP, BACHELOR_DIPLOMA),
            _with(TOP_UP_PROOF, COLLEGE_REPORT),
            _with(TOP_UP_PROOF, BACHELOR_FORM),
        ),
    ),
    Golden(
        name="全日制专升本，学历列表只填了本科",
        track=Track.TOP_UP,
        education=(BACHELOR,),
        papers=(
            _with(TOP_UP, COLLEGE_DIPLOMA),
            _with(TOP_UP, BACHELOR_DIPLOMA),
            _with(TOP_UP_PROOF, (paper("chsi_registration_form", level="专科"), "")),
        ),
    ),
    Golden(
        name="硕士",
        track=Track.POSTGRADUATE,
        education=(BACHELOR, MASTER),
        papers=(BACHELOR_DIPLOMA, MASTER_DIPLOMA, MASTER_DEGREE, MASTER_FORM),
    ),
    Golden(
        name="助理升执业，全日制学历",
        track=Track.ASSISTANT_TO_FULL,
        education=(COLLEGE,),
        licences=HELD,
        papers=(COLLEGE_DIPLOMA, COLLEGE_REPORT, QUALIFICATION, PRACTICE),
    ),
    Golden(
        name="助理升执业，第一学历和职后学历",
        track=Track.ASSISTANT_TO_FULL,
        education=(VOCATIONAL, BESIDE_WORK),
        licences=HELD,
        papers=(VOCATIONAL_DIPLOMA, BACHELOR_DIPLOMA, VOCATIONAL_PROOF, BACHELOR_FORM, QUALIFICATION, PRACTICE),
    ),
    Golden(
        name="助理升执业，执业库查不到",
        track=Track.ASSISTANT_TO_FULL,
        education=(BACHELOR,),
        licences=UNCONFIRMED,
        papers=(BACHELOR_DIPLOMA, QUALIFICATION, PRACTICE, REGISTER_PROOF),
    ),
    Golden(
        name="助理升执业，确有专长",
        track=Track.ASSISTANT_TO_FULL,
        education=(TAUGHT,),
        licences=HELD,
        papers=((EXPERTISE, PROOFS), QUALIFICATION, PRACTICE),
    ),
    Golden(
        name="师承",
        track=Track.TCM_APPRENTICESHIP,
        category=ASSISTANT,
        papers=((EXPERTISE, TCM),),
    ),
    Golden(
        name="师承，出师证书",
        track=Track.TCM_APPRENTICESHIP,
        category=ASSISTANT,
        papers=((paper("tcm_apprenticeship_certificate"), TCM),),
    ),
    Golden(
        name="确有专长",
        track=Track.TCM_EXPERTISE,
        category=ASSISTANT,
        papers=((EXPERTISE, TCM),),
    ),
    Golden(
        name="确有专长，2015年通过而未取得证书",
        track=Track.TCM_EXPERTISE,
        category=ASSISTANT,
        verified=VerifiedEducation(),
    ),
    Golden(
        name="部队",
        track=Track.MILITARY,
        education=(BACHELOR,),
        papers=((paper("military_education_proof"), MILITARY), (paper("military_probation_form"), MILITARY)),
    ),
    Golden(
        name="部队，助理升执业",
        track=Track.MILITARY,
        education=(BACHELOR,),
        licences=HELD,
        papers=(
            (paper("military_education_proof"), MILITARY),
            (paper("military_probation_form"), MILITARY),
            QUALIFICATION,
            PRACTICE,
        ),
    ),
    Golden(
        name="港澳台，大陆学历",
        track=Track.HMT,
        education=(BACHELOR_BY_FORM,),
        papers=(BACHELOR_DIPLOMA, BACHELOR_FORM, (paper("hmt_internship_form"), HMT)),
    ),
    Golden(
        name="港澳台，境外学历",
        track=Track.HMT,
        education=(ABROAD,),
        papers=(EVALUATION, (paper("hmt_internship_form"), HMT)),
    ),
    Golden(
        name="外籍，中国硕士学历",
        track=Track.FOREIGN,
        education=(BACHELOR, MASTER),
        papers=(
            BACHELOR_DIPLOMA,
            MASTER_DIPLOMA,
            MASTER_DEGREE,
            MASTER_FORM,
            (paper("foreign_internship_form"), FOREIGN),
        ),
    ),
    Golden(
        name="已核实学历库，方向不变",
        track=Track.RETURNING,
        education=(BACHELOR_BY_FORM,),
        verified=SAME_DIRECTION,
    ),
    Golden(
        name="已核实学历库，方向不变，助理升执业",
        track=Track.RETURNING,
        education=(COLLEGE,),
        licences=HELD,
        verified=SAME_DIRECTION,
        papers=(QUALIFICATION, PRACTICE),
    ),
    Golden(
        name="已核实学历库，方向变了",
        track=Track.RETURNING,
        education=(replace(COLLEGE, verified=True), BACHELOR_BY_FORM),
        verified=OTHER_DIRECTION,
        papers=(COLLEGE_DIPLOMA, BACHELOR_DIPLOMA, COLLEGE_REPORT, BACHELOR_FORM),
    ),
    Golden(
        name="已核实学历库，方向变了，助理升执业",
        track=Track.RETURNING,
        education=(VOCATIONAL, BESIDE_WORK),
        licences=HELD,
        verified=OTHER_DIRECTION,
        papers=(VOCATIONAL_DIPLOMA, BACHELOR_DIPLOMA, VOCATIONAL_PROOF, BACHELOR_FORM, QUALIFICATION, PRACTICE),
    ),
    Golden(
        name="已核实学历库，方向不变，新增学历",
        track=Track.RETURNING,
        education=(replace(COLLEGE, verified=True), BACHELOR_BY_FORM),
        verified=SAME_DIRECTION,
        papers=(BACHELOR_DIPLOMA, BACHELOR_FORM),
    ),
    Golden(
        name="已核实学历库，方向不变，新增职后学历，助理升执业",
        track=Track.RETURNING,
        education=(replace(VOCATIONAL, verified=True), BESIDE_WORK),
        licences=HELD,
        verified=SAME_DIRECTION,
        papers=(BACHELOR_DIPLOMA, BACHELOR_FORM, QUALIFICATION, PRACTICE),
    ),
    Golden(
        name="已核实学历库，取不到历史数据",
        track=Track.RETURNING,
        education=(BACHELOR_BY_FORM,),
        verified=VerifiedEducation(found=False),
        papers=(BACHELOR_DIPLOMA, BACHELOR_FORM),
    ),
)


def _each_paper() -> Iterator[tuple[Golden, Report, str]]:
    for golden in GOLDEN:
        for report, because in golden.papers:
            yield golden, report, because


def test_there_is_a_golden_dossier_for_every_track_and_examination() -> None:
    assert {golden.track for golden in GOLDEN} == set(Track)
    assert {golden.category for golden in GOLDEN} == set(ExamCategory)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_a_complete_dossier_is_clear(golden: Golden) -> None:
    dossier = golden.dossier()

    assert dossier.missing == ()
    assert {finding.severity for finding in dossier.findings} <= {Severity.NOTE}
    assert dossier.verdict is Verdict.CLEAR


@pytest.mark.parametrize(
    ("golden", "taken", "because"),
    list(_each_paper()),
    ids=lambda one: getattr(one, "name", getattr(one, "document_id", "")),
)
def test_each_paper_that_is_taken_away_is_missed_with_its_sentence(golden: Golden, taken: Report, because: str) -> None:
    dossier = golden.dossier(without=taken)

    assert dossier.verdict is Verdict.INCOMPLETE
    assert [(_type_code(taken) in one.any_of, one.because) for one in dossier.missing] == [(True, because)]
    assert _agrees(dossier.missing[0], taken)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_a_second_picture_of_a_paper_stands_for_no_other(golden: Golden) -> None:
    for report, _ in golden.papers:
        others = [other for other, _ in golden.papers if other is not report]
        for other in others:
            reports = [*others, other]
            dossier = assemble(golden.application(), reports, regulation=REGULATION, complete=True)
            assert len(dossier.missing) == 1


def _type_code(report: Report) -> str:
    return report.classification.type_code or ""


def _agrees(missing: MissingMaterial, taken: Report) -> bool:
    """Whether a missing paper is of the level that the one taken away prints."""
    printed = {
        reading.value
        for field_name in ("level", "physician_level")
        if taken.extraction and (reading := taken.extraction.reading(field_name)).value
    }
    return missing.level is None or not printed or missing.level in printed
