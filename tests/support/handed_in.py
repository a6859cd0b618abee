"""What an applicant hands in for tests of the desk: a diploma with another name, and the register that settles it."""

from typing import Any

from models.page import PageText
from tests.pipeline.test_judge import swapped
from tests.support.hand import household_register
from tests.support.pages import DIPLOMA, Placed, page_text
from tests.support.people import ID_NUMBER
from tests.support.served import Served

STATED: dict[str, Any] = {
    "application_id": "HB2021000007",
    "exam_year": 2021,
    "name": "陈嘉禾",
    "gender": "女",
    "birth_date": "1993-05-18",
    "id_type": "居民身份证",
    "id_number": ID_NUMBER,
    "exam_category": "执业医师",
    "exam_point": "武汉市考点",
    "registration_point": "江岸区报名点",
    "identity_verified": True,
    "education": [
        {"level": "本科", "school": "武汉大学", "major": "临床医学", "certificate_number": "104861201605001234"}
    ],
}
KEY: str = STATED["application_id"]
OTHER_NAME = "陈佳禾"


def with_other(lines: tuple[Placed, ...], **words: str) -> PageText:
    """Return a page with words in place of others; given as old=new, in any script."""
    changed = lines
    for old, new in words.items():
        changed = swapped(changed, old, new)
    return page_text(changed)


WRONG_DIPLOMA = with_other(DIPLOMA, 陈嘉禾=OTHER_NAME)
RIGHT_DIPLOMA = page_text(DIPLOMA)
REGISTER = page_text(household_register.LINES)


def hand_in(
    house: Served, *, key: str = KEY, page: PageText = WRONG_DIPLOMA, file: str = "a.jpg", **stated: Any
) -> str:
    """Register one applicant with one page, have it judged, and return the page's id."""
    house.put({**STATED, "application_id": key, **stated})
    document_id = house.upload(key, page, file=file)
    house.work()
    return document_id
