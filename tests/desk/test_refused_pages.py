"""What a person sees of a page that is not for them: a page, with a way on, and never a program's answer."""

import pytest
from playwright.sync_api import expect

from models.desk import Account, Role
from tests.desk.conftest import Sit
from tests.support.desk import reviewer
from tests.support.handed_in import KEY, hand_in
from tests.support.served import Served

OPERATOR = Account(name="ops1", role=Role.OPERATOR)
ADMINISTRATOR = Account(name="admin1", role=Role.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("account", "paths"),
    [
        (reviewer(), ("/ops", "/nowhere", "/review/HB9999", "/review?limit=x")),
        (OPERATOR, ("/review", f"/review/{KEY}", f"/review/{KEY}/report", f"/review/{KEY}/applicant", "/nowhere")),
        (ADMINISTRATOR, ("/review", f"/review/{KEY}")),
    ],
    ids=["reviewer", "operator", "administrator"],
)
def test_a_page_that_is_not_theirs_is_a_page_with_a_way_on(
    house: Served, sit: Sit, account: Account, paths: tuple[str, ...]
) -> None:
    hand_in(house)
    sits = sit(account)

    for path in paths:
        sits.go(path)
        expect(sits.page.locator("main.faulty h1")).to_be_visible()
        expect(sits.page.get_by_role("link", name="回到首页")).to_be_visible()
        assert "expected" not in sits.page.locator("body").inner_text()

    sits.page.get_by_role("link", name="回到首页").click()
    expect(sits.page.locator("nav.top")).to_be_visible()


def test_who_has_not_signed_in_is_led_to_where_they_wanted(house: Served, sit: Sit) -> None:
    hand_in(house)
    sit(reviewer())
    stranger = sit()

    stranger.go(f"/review/{KEY}")
    stranger.page.locator("#name").fill("r-registration-point")
    stranger.page.locator("#password").fill("wrong")
    stranger.press("Enter")
    expect(stranger.page.get_by_role("alert")).to_contain_text("用户名或密码不对")
    stranger.page.locator("#password").fill("correct horse battery")
    stranger.press("Enter")

    stranger.page.wait_for_url(f"**/review/{KEY}")
    expect(stranger.page.locator(".strip")).to_contain_text("陈嘉禾")
