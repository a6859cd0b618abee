"""Licences near to those of physicians: each kind is told by its own words, and a stranger is taken for none."""

import pytest

from doctypes.loader import load_types
from models.report import DocumentState, Report
from pipeline.run import judge
from tests.pipeline.test_judge import PRACTICE, QUALIFICATION, judged, swapped
from tests.support.pages import Placed, page_text
from tests.support.people import PRACTICE_NUMBER, document

TYPES = load_types()


def titled(page: tuple[Placed, ...], own: str, other: str) -> Report:
    return judge(page_text(swapped(page, own, other)), document=document(), application=None, types=TYPES)


@pytest.mark.parametrize(
    "title",
    [
        "中医（专长）医师资格证书",
        "中医(专长医师资格证书",
        "护士资格证书",
        "执业药师资格证书",
        "执业兽医师资格证书",
        "教师资格证书",
        "卫生专业技术资格证书",
        "健康管理师资格证书",
    ],
)
def test_another_qualification_is_of_no_known_type(title: str) -> None:
    assert titled(QUALIFICATION, "医师资格证书", title).state is DocumentState.UNKNOWN_TYPE


@pytest.mark.parametrize(
    "title",
    [
        "中医（专长）医师执业证书",
        "乡村医生执业证书",
        "护士执业证书",
        "港澳医师短期行医执业证书",
        "外国医师短期行医许可证",
        "执业药师注册证",
        "医疗机构执业许可证",
    ],
)
def test_another_licence_to_practise_is_of_no_known_type(title: str) -> None:
    assert titled(PRACTICE, "医师执业证书", title).state is DocumentState.UNKNOWN_TYPE


@pytest.mark.parametrize(("title", "level"), [("医师执业证书", "执业医师"), ("助理医师执业证书", "执业助理医师")])
def test_the_title_that_opens_a_page_tells_the_level_whole(title: str, level: str) -> None:
    page = swapped(swapped(PRACTICE, "医师执业证书", title), PRACTICE_NUMBER, "4201061234567")

    extraction = titled(page, "医师执业证书", "医师执业证书").extraction

    assert extraction is not None
    assert extraction.reading("physician_level").value == level


@pytest.mark.parametrize("number", ["9942010600012", "鄂医执字第0042180号", "420106199901234"])
def test_a_practice_number_of_an_older_layout_is_no_fault(number: str) -> None:
    report = judged(swapped(PRACTICE, PRACTICE_NUMBER, number))

    assert report.extraction is not None
    assert report.extraction.reading("certificate_number").value == number
    assert "certificate_number_invalid" not in [finding.code for finding in report.findings]


def test_a_form_with_labels_of_a_qualification_is_none() -> None:
    lines = (
        ("医师定期考核表", 470, 60, 50),
        ("姓名", 170, 180),
        ("出生日期", 590, 180),
        ("身份证号码", 140, 280),
        ("毕业学校", 670, 280),
        ("医师资格证书编码", 650, 360),
        ("类别", 170, 460),
        ("级别", 690, 460),
        ("个人简历", 150, 640),
        ("业务水平测评", 130, 820),
        ("考核机构意见", 130, 1110),
    )

    report = judge(page_text(lines), document=document(), application=None, types=TYPES)

    assert report.classification.type_code is None
