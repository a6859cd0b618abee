"""A complete dossier for every track and its variants."""

from dataclasses import dataclass, field, replace

from models.case import Application, Education, ExamCategory, Licence, Probation, Track, VerifiedEducation
from models.report import Dossier, Report
from pipeline.dossier import assemble
from regulations.loader import load_regulation
from tests.support.asked_papers import (
    ABROAD,
    ASSISTANT,
    BACHELOR,
    BACHELOR_BY_FORM,
    BACHELOR_DIPLOMA,
    BACHELOR_FORM,
    BESIDE_WORK,
    COLLEGE,
    COLLEGE_DIPLOMA,
    COLLEGE_REPORT,
    EVALUATION,
    EXPERTISE,
    FOREIGN,
    FULL,
    HELD,
    HMT,
    MASTER,
    MASTER_DEGREE,
    MASTER_DIPLOMA,
    MASTER_FORM,
    MILITARY,
    NEW_GRADUATE,
    PRACTICE,
    PROOFS,
    QUALIFICATION,
    REGISTER_PROOF,
    RURAL,
    TAUGHT,
    TCM,
    TOP_UP,
    TOP_UP_PROOF,
    UNCONFIRMED,
    VOCATIONAL,
    VOCATIONAL_DIPLOMA,
    VOCATIONAL_PROOF,
    Asked,
)
from tests.support.reports import paper

REGULATION = load_regulation()


@dataclass(frozen=True, kw_only=True)
class Golden:
    """A complete dossier."""

    name: str
    track: Track
    category: ExamCategory = FULL
    education: tuple[Education, ...] = ()
    licences: tuple[Licence, ...] = ()
    verified: VerifiedEducation | None = None
    papers: tuple[Asked, ...] = field(default=())

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


def _with(sentence: str, asked: Asked) -> Asked:
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
