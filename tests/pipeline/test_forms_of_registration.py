"""Forms by which people register, or ask for a licence, are not the licence."""

import pytest

from doctypes.loader import load_types
from doctypes.printed import printed
from pipeline.stages.classify import classify
from tests.support.pages import page_text

REGISTRATION = (
    "医师资格考试报名暨医师资格认定申请表",
    "姓名",
    "性别",
    "类别",
    "毕业学校",
    "试用起止时间",
    "考点审核意见",
    "授予医师资格",
)
LICENCE = ("医师执业注册申请审核表", "姓名", "医师资格证书编码", "执业类别", "执业范围", "执业地点")


@pytest.mark.parametrize("print_", [REGISTRATION, LICENCE])
def test_a_form_of_registration_is_no_licence(print_: tuple[str, ...]) -> None:
    page = printed(page_text([(text, 200, 100 + 60 * row) for row, text in enumerate(print_)]))

    assert classify(page, load_types().values()).type_code is None
