"""Entries of education, licences, and papers with the sentence that asks for each."""

from dataclasses import replace

from models.case import Education, ExamCategory, Licence
from models.report import Report
from tests.support.reports import paper

Asked = tuple[Report, str]
"""A paper, and the sentence that asks for it."""

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
