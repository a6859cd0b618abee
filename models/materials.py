"""The materials of the contract by code, and the fields that papers carry. A code is the same word everywhere."""

from types import MappingProxyType

MATERIALS = MappingProxyType(
    {
        "graduation_certificate": "毕业证书",
        "degree_certificate": "学位证书",
        "chsi_registration_form": "教育部学历证书电子注册备案表",
        "higher_education_certification": "中国高等教育学历认证报告",
        "vocational_diploma": "中等职业学校毕业证书",
        "vocational_query_proof": "中职学历查询证明",
        "hubei_vocational_proof": "湖北省中等职业学校学历证明",
        "city_vocational_proof": "市州教育局中职学历证明",
        "overseas_credential": "教育部留学服务中心学历学位认证书",
        "tcm_expertise_certificate": "传统医学医术确有专长证书",
        "tcm_apprenticeship_certificate": "传统医学师承出师证书",
        "physician_qualification": "医师资格证书",
        "physician_practice": "医师执业证书",
        "licence_register_proof": "执业注册核实证明",
        "probation_certificate": "医师资格考试试用期考核证明",
        "military_education_proof": "部队学历证明",
        "military_probation_form": "部队试用期考核合格表",
        "hmt_internship_form": "台湾、香港、澳门居民参加国家医师资格考试实习申请审核表",
        "foreign_internship_form": "外籍人员参加中国医师资格考试实习申请审核表",
        "school_certificate": "应届生学校证明",
        "id_card": "居民身份证",
        "household_register": "户口簿",
        "name_change_proof": "公安机关更名或更正证明",
        "travel_permit": "港澳台居民通行证",
        "passport": "护照",
        "officer_card": "军官证",
    }
)
"""Type code to title as printed."""

FIELDS = MappingProxyType(
    {
        "name": "姓名",
        "former_name": "曾用名",
        "gender": "性别",
        "birth_date": "出生日期",
        "ethnicity": "民族",
        "id_number": "公民身份号码",
        "former_gender": "原性别",
        "former_birth_date": "原出生日期",
        "former_id_number": "原公民身份号码",
        "school": "学校名称",
        "major": "专业",
        "level": "层次",
        "degree": "学位",
        "duration": "学制",
        "education_category": "学历类别",
        "study_form": "学习形式",
        "enrolled_on": "入学日期",
        "graduated_on": "毕业日期",
        "president": "校（院）长",
        "certificate_number": "证书编号",
        "report_number": "报告编号",
        "qualification_number": "资格证书编码",
        "verification_code": "在线验证码",
        "issuer": "签发机关",
        "issued_on": "签发日期",
        "updated_on": "更新日期",
        "valid_until": "有效期至",
        "institution": "机构",
        "specialty": "类别",
        "practice_scope": "执业范围",
        "physician_level": "执业级别",
        "started_on": "开始日期",
        "ended_on": "结束日期",
        "conclusion": "结论",
    }
)
"""Field to its Chinese name."""

IDENTITY_FIELDS = frozenset({"name", "id_number", "birth_date", "gender"})
"""A printed value that differs from the application in one of these needs identity proof."""
