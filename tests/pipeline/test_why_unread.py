"""Why a field could not be read, and the sentence that tells an applicant what to do."""

from dataclasses import replace

import pytest

from doctypes.loader import load_types
from models.extraction import FieldStatus, Reading
from models.page import Box, Quality
from models.report import DocumentState, Report
from pipeline.run import judge
from pipeline.why_unread import why_field, why_page
from tests.support.pages import DIPLOMA, page_text
from tests.support.people import APPLICATION, document

TYPES = load_types()
PLACE = Box.upright(580, 334, 680, 368)
SEEN = Reading(field="name", status=FieldStatus.UNREADABLE, raw="陈?", box=PLACE)
MISSED = Reading(field="name", status=FieldStatus.ABSENT)


def why(reading: Reading, quality: Quality) -> str:
    return why_field(reading, page_text(DIPLOMA, quality=quality))


@pytest.mark.parametrize(
    ("quality", "cause"),
    [
        (Quality(score=0.5, causes=("glare",), glare=(Box.upright(600, 340, 640, 380),)), "glare"),
        (Quality(score=0.5, causes=("glare",), glare=(Box.upright(60, 40, 100, 80),)), ""),
        (Quality(score=0.5, causes=("incomplete", "dark"), cut_off=(PLACE,)), "incomplete"),
        (Quality(score=0.5, causes=("dark", "motion_blurred")), "motion_blurred"),
        (Quality(score=0.5, causes=("not_colour",)), ""),
    ],
)
def test_a_field_is_blamed_on_what_lies_over_it_before_the_page_as_a_whole(quality: Quality, cause: str) -> None:
    assert why(SEEN, quality) == cause


def test_small_print_is_blamed_by_its_own_height() -> None:
    small = replace(SEEN, box=Box.upright(580, 334, 620, 343))

    assert why(small, Quality(score=1.0)) == "low_resolution"


def test_what_was_not_found_may_have_been_under_the_glare() -> None:
    quality = Quality(score=0.5, causes=("glare",), glare=(Box.upright(60, 40, 100, 80),))

    assert why(MISSED, quality) == "glare"


def test_a_page_is_blamed_on_its_gravest_cause() -> None:
    assert why_page(Quality(score=0.1, causes=("blurred", "dark", "low_contrast"))) == "dark"
    assert why_page(Quality(score=0.9, causes=("not_colour",))) == ""


def test_a_missing_required_field_says_why_and_what_to_do() -> None:
    lines = [line for line in DIPLOMA if line[0] != "证书编号：104861201605001234"]
    quality = Quality(score=0.7, causes=("glare",), glare=(Box.upright(140, 750, 400, 790),))
    text = page_text(lines, quality=quality)

    report = judge(text, document=document(), application=APPLICATION, types=TYPES)

    (message,) = [one.message for one in report.findings if one.code == "certificate_number_unreadable"]
    assert message == "没有找到证书编号，图片有反光：请关掉闪光灯，避开灯光直射，重新拍摄或扫描后上传。"


def test_an_unreadable_page_asks_for_a_new_upload_in_one_sentence() -> None:
    report = unread(Quality(score=0.1, causes=("motion_blurred",)))

    (finding,) = report.findings
    assert report.state is DocumentState.UNREADABLE
    assert finding.message == "图片无法辨认，拍摄时手抖了：请拿稳手机，站定后再按快门，重新拍摄或扫描后上传。"


def test_an_unreadable_page_without_a_cause_still_asks_for_a_new_upload() -> None:
    assert unread(Quality(score=1.0)).findings[0].message == "图片无法辨认，请重新拍摄或扫描后上传。"


def unread(quality: Quality) -> Report:
    return judge(page_text((), quality=quality), document=document(), application=None, types=TYPES)
