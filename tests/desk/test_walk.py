"""The whole walk by keyboard alone: a wrong name, proof asked for, the register, and acceptance at all four levels."""

import re

import pytest
from playwright.sync_api import expect

from models.levels import Level
from tests.desk.conftest import Sit
from tests.support.desk import reviewer
from tests.support.handed_in import KEY, REGISTER, hand_in
from tests.support.seated import Seated
from tests.support.served import Served

ADDED = "请同时带户口簿原件到报名点。"


def open_first(sits: Seated) -> None:
    """Open the first dossier of the list by keyboard."""
    sits.go("/review")
    expect(sits.page.locator("tr.here")).to_have_attribute("data-application", KEY)
    sits.press("Enter")
    sits.page.wait_for_url(f"**/review/{KEY}")
    expect(sits.page.locator("[role=tab][data-panel=findings]")).to_have_attribute("aria-selected", "true")


def back_at_list(sits: Seated) -> None:
    sits.page.wait_for_url(re.compile(r"/review$"))


@pytest.mark.parametrize("house", ["sqlite", "postgresql"], indirect=True)
def test_a_wrong_name_is_asked_about_proved_and_accepted_at_four_levels(house: Served, sit: Sit) -> None:
    hand_in(house)
    clerk = sit(reviewer(Level.REGISTRATION_POINT))

    open_first(clerk)
    expect(clerk.page.locator("h1")).to_contain_text("需补交身份信息佐证材料")
    expect(clerk.page.locator("li.here h3")).to_contain_text("姓名")
    clerk.press("s")
    message = clerk.page.locator("#m-ask")
    expect(message).to_be_focused()
    expect(message).to_have_value(re.compile("姓名"))
    clerk.press("Control+End", "Enter")
    clerk.page.keyboard.type(ADDED)
    clerk.press("Control+Enter")
    back_at_list(clerk)
    expect(clerk.page.locator("[data-count=asked]")).to_have_text("1")

    house.upload(KEY, REGISTER, file="户口簿.jpg")
    house.work()

    for level in Level:
        sits = clerk if level is Level.REGISTRATION_POINT else sit(reviewer(level))
        open_first(sits)
        expect(sits.page.locator("#findings")).to_contain_text("已由佐证说明")
        sits.press("a", "Enter")
        back_at_list(sits)
        expect(sits.page.locator(".empty")).to_be_visible()

    nation = sits.go(f"/review/{KEY}")
    expect(nation.locator(".strip")).to_contain_text("已通过")
    nation.keyboard.press("h")
    told = nation.locator("#past")
    expect(told).to_contain_text(ADDED)
    expect(told.locator("li", has_text="通过")).to_have_count(4)
    assert house.keepers.history.check()[1] == ()
    told.locator("li", has_text="要求补正").get_by_role("link", name="当时的材料").click()
    expect(nation.locator("h1")).to_contain_text("需补交身份信息佐证材料")
    expect(nation.locator(".sheet")).to_have_count(1)
    expect(nation.locator(".decide")).to_contain_text("只供查阅")
