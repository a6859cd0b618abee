"""Two reviewers at one dossier: one holds it, the other sees who, and taking over is no secret."""

from playwright.sync_api import expect

from tests.desk.conftest import Sit
from tests.support.desk import reviewer
from tests.support.handed_in import KEY, hand_in
from tests.support.seated import Seated
from tests.support.served import Served


def accept(sits: Seated) -> None:
    """Accept in spite of the name that differs."""
    sits.press("a")
    expect(sits.page.locator("#r-accept")).to_be_focused()
    sits.page.keyboard.type("户口簿原件已当面核对")
    sits.press("Control+Enter")


def test_who_comes_second_sees_who_holds_it_and_may_take_it_over(house: Served, sit: Sit) -> None:
    hand_in(house)
    chen, li = sit(reviewer(name="chen")), sit(reviewer(name="li"))
    with chen.page.expect_response("**/claim"):
        chen.go(f"/review/{KEY}")

    li.go("/review")
    expect(li.page.locator("tr[data-application] td").last).to_have_text("chen")
    li.go(f"/review/{KEY}")
    expect(li.page.locator(".decide .note")).to_contain_text("正由 chen 审核")
    expect(li.page.locator("[data-begin=accept]")).to_be_disabled()
    li.press("a")
    expect(li.page.locator("dialog[open]")).to_have_count(0)

    with li.page.expect_navigation():
        li.page.get_by_role("button", name="接手审核").click()
    expect(li.page.locator("[data-begin=accept]")).to_be_enabled()

    accept(chen)
    expect(chen.page.locator("dialog[open] .fault")).to_contain_text("正由他人审核")
    chen.page.reload()
    expect(chen.page.locator(".decide .note")).to_contain_text("正由 li 审核")
    chen.press("h")
    expect(chen.page.locator("#past")).to_contain_text("原由 chen 审核")


def test_who_leaves_lets_go(house: Served, sit: Sit) -> None:
    hand_in(house)
    chen = sit(reviewer(name="chen"))
    with chen.page.expect_response("**/claim"):
        chen.go(f"/review/{KEY}")

    chen.press("Escape")
    chen.page.wait_for_url("**/review")

    expect(chen.page.locator("tr[data-application] td").last).to_have_text("—")


def test_who_reloads_still_holds_it(house: Served, sit: Sit) -> None:
    hand_in(house)
    chen = sit(reviewer(name="chen"))
    with chen.page.expect_response("**/claim"):
        chen.go(f"/review/{KEY}")

    with chen.page.expect_response("**/claim"):
        chen.page.reload()
    accept(chen)

    chen.page.wait_for_url("**/review")
    assert house.keepers.worklist.case(KEY).decided_by == "chen"
