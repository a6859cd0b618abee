"""The common applicant as one who left a vocational school."""

from dataclasses import replace

from tests.support.people import APPLICATION as COMMON

APPLICATION = replace(
    COMMON,
    education=(
        replace(
            COMMON.education[0],
            level="中专",
            school="湖北省黄冈卫生学校",
            major="农村医学",
            study_form="全日制",
            enrolled_on="2009-09-01",
            graduated_on="2012-07-01",
            certificate_number="20124200123",
            verification_code=None,
        ),
    ),
)
STUDY = {
    "name": "陈嘉禾",
    "gender": "女",
    "birth_date": "1993-05-18",
    "id_number": COMMON.id_number,
    "school": "湖北省黄冈卫生学校",
    "major": "农村医学",
    "duration": "3年",
    "enrolled_on": "2009-09",
    "graduated_on": "2012-07",
    "certificate_number": "20124200123",
}
"""What its proofs say of it."""
