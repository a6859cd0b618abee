"""Reports as judging would give them, with chosen values, for tests of what is held across papers."""

from dataclasses import replace

from models.extraction import Classification, Extraction, FieldStatus, Reading
from models.page import Quality
from models.report import DocumentState, Finding, Report
from tests.support.people import ID_NUMBER, PRACTICE_NUMBER, QUALIFICATION_NUMBER

WHO = {"name": "陈嘉禾", "gender": "女", "birth_date": "1993-05-18"}
STUDY = {
    "school": "武汉大学",
    "major": "临床医学",
    "level": "本科",
    "study_form": "普通全日制",
    "duration": "5年",
    "enrolled_on": "2011-09-01",
    "graduated_on": "2016-06-30",
    "certificate_number": "104861201605001234",
    "president": "窦国栋",
}
HONEST: dict[str, dict[str, str]] = {
    "graduation_certificate": {**WHO, **STUDY, "enrolled_on": "2011-09"},
    "chsi_registration_form": {
        **WHO,
        **STUDY,
        "education_category": "普通高等教育",
        "verification_code": "A1B2C3D4E5F6G7H8",
        "updated_on": "2020-12-05",
    },
    "higher_education_certification": {**WHO, **STUDY, "report_number": "20201234567", "issued_on": "2020-11-02"},
    "military_education_proof": {
        **WHO,
        **STUDY,
        "issuer": "中国人民解放军31658部队政治工作部",
        "issued_on": "2021-01-10",
    },
    "overseas_credential": {
        **WHO,
        "school": "武汉大学",
        "major": "临床医学",
        "level": "本科",
        "graduated_on": "2016-06",
        "certificate_number": "120190000001",
        "issued_on": "2019-10-12",
    },
    "degree_certificate": {
        **WHO,
        "school": "武汉大学",
        "major": "临床医学",
        "degree": "医学学士",
        "issued_on": "2016-06-30",
        "certificate_number": "1048642016000123",
    },
    "vocational_diploma": {
        **WHO,
        "school": "黄冈市卫生学校",
        "major": "农村医学",
        "level": "中专",
        "duration": "3年",
        "enrolled_on": "2009-09",
        "graduated_on": "2012-06-30",
        "certificate_number": "201242000123",
    },
    "hubei_vocational_proof": {
        **WHO,
        "id_number": ID_NUMBER,
        "school": "黄冈市卫生学校",
        "major": "农村医学",
        "level": "中专",
        "enrolled_on": "2009-09",
        "graduated_on": "2012-06",
        "certificate_number": "201242000123",
        "issuer": "湖北省教育厅",
        "issued_on": "2021-01-05",
    },
    "physician_qualification": {
        **WHO,
        "id_number": ID_NUMBER,
        "physician_level": "执业医师",
        "specialty": "临床",
        "certificate_number": QUALIFICATION_NUMBER,
        "issuer": "湖北省卫生和计划生育委员会",
        "issued_on": "2017-12-15",
    },
    "physician_practice": {
        **WHO,
        "id_number": ID_NUMBER,
        "physician_level": "执业医师",
        "specialty": "临床",
        "certificate_number": PRACTICE_NUMBER,
        "qualification_number": QUALIFICATION_NUMBER,
        "issued_on": "2018-03-02",
    },
    "licence_register_proof": {
        **WHO,
        "id_number": ID_NUMBER,
        "physician_level": "执业医师",
        "specialty": "临床",
        "certificate_number": PRACTICE_NUMBER,
        "qualification_number": QUALIFICATION_NUMBER,
        "issuer": "武汉市卫生健康委员会",
        "issued_on": "2021-01-20",
    },
    "probation_certificate": {
        "name": "陈嘉禾",
        "id_number": ID_NUMBER,
        "institution": "武汉市第一医院",
        "started_on": "2016-08-01",
        "ended_on": "2017-07-31",
        "issued_on": "2017-08-02",
    },
    "military_probation_form": {
        "name": "陈嘉禾",
        "institution": "中国人民解放军中部战区总医院",
        "started_on": "2016-08",
        "ended_on": "2017-07",
        "issuer": "中国人民解放军31658部队",
        "issued_on": "2017-08-02",
    },
    "tcm_expertise_certificate": {
        **WHO,
        "certificate_number": "鄂确2019001",
        "issuer": "咸宁市卫生健康委员会",
        "issued_on": "2019-05-06",
    },
    "tcm_apprenticeship_certificate": {
        **WHO,
        "certificate_number": "鄂师2019001",
        "issuer": "湖北省中医药管理局",
        "issued_on": "2019-05-06",
    },
    "name_change_proof": {
        "name": "陈嘉禾",
        "former_name": "陈佳禾",
        "id_number": ID_NUMBER,
        "issuer": "武汉市公安局武昌分局",
        "issued_on": "2021-01-12",
    },
    "id_card": {**WHO, "id_number": ID_NUMBER, "issuer": "武汉市公安局武昌分局", "issued_on": "2015-01-01"},
    "household_register": {**WHO, "id_number": ID_NUMBER},
}
"""By type: what an honest paper of the applicant of `tests.support.people` says."""


def paper(code: str, *, doubtful: tuple[str, ...] = (), key: str = "", **changed: str | None) -> Report:
    """Make an honest paper, with other values, without those that are None, and some of them read with doubt."""
    values = HONEST[code] | changed
    readings = tuple(
        Reading(
            field=field,
            status=FieldStatus.DOUBTFUL if field in doubtful else FieldStatus.READ,
            value=value,
            raw=value,
            confidence=0.99,
        )
        for field, value in values.items()
        if value is not None
    )
    return Report(
        document_id=f"{code}{key}",
        file=f"{code}.jpg",
        sha256=f"{code}{key}",
        declared_type=None,
        state=DocumentState.READ,
        quality=Quality(score=1.0),
        classification=Classification(type_code=code, score=0.9),
        extraction=Extraction(type_code=code, digest="", readings=readings),
        engine="by hand",
    )


def with_finding(report: Report, finding: Finding) -> Report:
    return replace(report, findings=(*report.findings, replace(finding, document_id=report.document_id)))
