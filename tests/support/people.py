"""An invented applicant whose papers agree."""

from models.case import Application, Document, Education, ExamCategory, Licence, Track

ID_NUMBER = "420106199305180026"
QUALIFICATION_NUMBER = f"201742110{ID_NUMBER}"
PRACTICE_NUMBER = "110420106001234"

APPLICATION = Application(
    application_id="HB2021000001",
    exam_year=2021,
    as_of="2021-02-01",
    exam_category=ExamCategory.PHYSICIAN,
    track=Track.STANDARD,
    name="陈嘉禾",
    gender="女",
    birth_date="1993-05-18",
    id_type="居民身份证",
    id_number=ID_NUMBER,
    education=(
        Education(
            level="本科",
            school="武汉大学",
            major="临床医学",
            study_form="普通全日制",
            enrolled_on="2011-09-01",
            graduated_on="2016-06-30",
            certificate_number="104861201605001234",
            verification_code="A1B2C3D4E5F6G7H8",
        ),
    ),
    licences=(
        Licence(type="physician_qualification", certificate_number=QUALIFICATION_NUMBER),
        Licence(type="physician_practice", certificate_number=PRACTICE_NUMBER),
    ),
)


def document(type_code: str | None = None) -> Document:
    return Document(
        document_id="d1", application_id="HB2021000001", file="a.jpg", sha256="0" * 64, declared_type=type_code
    )
