"""A session that ends, a line that breaks, a page that is reloaded: nothing that was typed is lost."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from models.levels import Level
from tests.desk.conftest import Sit
from tests.support.desk import reviewer
from tests.support.handed_in import KEY, hand_in
from tests.support.seated import Seated, sign_in
from tests.support.served import Served
from tests.support.signed_in import PASSWORD

MESSAGE = "请补交户口簿本人页，并说明更名的时间。"
REASON = "放大后看得清是嘉字"


def opened(house: Served, sit: Sit) -> Seated:
    hand_in(house)
    sits = sit(reviewer(Level.REGISTRATION_POINT))
    sits.go(f"/review/{KEY}")
    expect(sits.page.locator("body")).to_have_attribute("data-held", "mine")
    return sits


def again(page: Page) -> None:
    """Sign in where one is, by keyboard."""
    expect(page.locator("#again-name")).to_be_focused()
    page.keyboard.type("r-registration-point")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")


def typed_overnight(house: Served, sit: Sit) -> Seated:
    """Begin a message to the applicant, and let the session end."""
    sits = opened(house, sit)
    sits.press("s")
    sits.page.locator("#m-ask").fill(MESSAGE)
    house.clock.ahead = timedelta(hours=13)
    return sits


def test_a_message_outlives_the_session_in_which_it_was_typed(house: Served, sit: Sit) -> None:
    sits = typed_overnight(house, sit)
    sits.press("Control+Enter")
    again(sits.page)

    sits.page.wait_for_url("**/review")
    decision = house.keepers.worklist.decisions_of(KEY)[-1]
    assert decision.message == MESSAGE


def test_a_correction_outlives_the_session_in_which_it_was_typed(house: Served, sit: Sit) -> None:
    sits = opened(house, sit)
    sits.press("g")
    expect(sits.page.locator("#c-value")).to_be_focused()
    sits.page.keyboard.type("陈嘉禾")
    sits.page.locator("#c-reason").fill(REASON)

    house.clock.ahead = timedelta(hours=13)
    sits.press("Control+Enter")
    expect(sits.page.locator("#again-name")).to_be_focused()
    sits.page.keyboard.type("r-registration-point")
    sits.press("Tab")
    sits.page.keyboard.type("wrong")
    sits.press("Enter")
    expect(sits.page.locator("dialog[open] .fault").last).to_contain_text("用户名或密码不对")
    sits.page.locator("#again-password").fill(PASSWORD)
    with sits.page.expect_navigation():
        sits.press("Enter")

    expect(sits.page.locator(".strip h1")).not_to_contain_text("需补交身份信息佐证材料")
    (correction,) = house.keepers.corrections.of_application(KEY)
    assert (correction.read, correction.value, correction.reason) == ("陈佳禾", "陈嘉禾", REASON)


def test_what_is_typed_without_a_line_stays_and_is_sent_later(house: Served, sit: Sit) -> None:
    sits = opened(house, sit)
    page = sits.page
    sits.press("s")
    page.locator("#m-ask").fill(MESSAGE)

    page.context.set_offline(True)
    expect(page.locator(".lost")).to_contain_text("连不上服务器")
    sits.press("Control+Enter")
    expect(page.locator("dialog[open] .fault").first).to_contain_text("连不上服务器")
    expect(page.locator("#m-ask")).to_have_value(MESSAGE)
    page.context.set_offline(False)
    expect(page.locator(".lost")).to_be_hidden()
    sits.press("Control+Enter")

    page.wait_for_url("**/review")
    assert house.keepers.worklist.decisions_of(KEY)[-1].message == MESSAGE


def test_a_reload_gives_back_what_was_typed_and_says_so(house: Served, sit: Sit) -> None:
    sits = opened(house, sit)
    sits.press("s")
    sits.page.locator("#m-ask").fill(MESSAGE)
    sits.page.reload()

    sits.press("s")

    expect(sits.page.locator("#m-ask")).to_have_value(MESSAGE)
    expect(sits.page.locator("dialog[open] .draft")).to_be_visible()
    sits.page.get_by_role("button", name="用原来的").click()
    expect(sits.page.locator("#m-ask")).not_to_have_value(MESSAGE)


def test_a_session_that_ends_while_one_types_does_not_get_in_the_way(house: Served, sit: Sit) -> None:
    hand_in(house)
    sits = sit(reviewer(Level.REGISTRATION_POINT))
    sits.page.clock.install()
    sits.go(f"/review/{KEY}")
    expect(sits.page.locator("body")).to_have_attribute("data-held", "mine")
    sits.press("s")
    house.clock.ahead = timedelta(hours=13)

    with sits.page.expect_response("**/claim") as held_on:
        sits.page.clock.fast_forward(121_000)
    sits.page.keyboard.type("甲")

    assert held_on.value.status == 401
    expect(sits.page.locator("#again-name")).to_have_count(0)
    expect(sits.page.locator("#m-ask")).to_be_focused()


def test_a_page_that_is_left_alone_keeps_no_session_awake(house: Served, sit: Sit) -> None:
    hand_in(house)
    sits = sit(reviewer(Level.REGISTRATION_POINT))
    sits.page.clock.install()
    sits.go(f"/review/{KEY}")
    expect(sits.page.locator("body")).to_have_attribute("data-held", "mine")
    asked_before = len(sits.asked)

    sits.page.clock.fast_forward(16 * 60_000)
    sits.page.clock.run_for(4 * 60_000)

    assert sits.asked[asked_before:] == []


def test_what_one_has_typed_is_never_shown_to_the_next(house: Served, sit: Sit) -> None:
    sits = typed_overnight(house, sit)
    sits.go(f"/review/{KEY}")
    sits.page.wait_for_url("**/sign-in**")

    sign_in(sits, house.has(reviewer(Level.REGISTRATION_POINT, name="li")))
    sits.go(f"/review/{KEY}")
    sits.press("s")

    expect(sits.page.locator("#m-ask")).not_to_have_value(MESSAGE)
    assert MESSAGE not in sits.page.evaluate("JSON.stringify(sessionStorage)")


def test_what_one_has_typed_outlives_signing_in_anew_and_not_signing_out(house: Served, sit: Sit) -> None:
    sits = typed_overnight(house, sit)
    sign_in(sits, "r-registration-point")
    sits.go(f"/review/{KEY}")
    expect(sits.page.locator("#m-ask")).to_have_value(MESSAGE)

    sits.page.get_by_role("button", name="退出").click()
    sits.page.wait_for_url("**/sign-in")

    assert MESSAGE not in sits.page.evaluate("JSON.stringify(sessionStorage)")


def test_another_who_signs_in_where_one_was_sends_nothing_of_theirs(house: Served, sit: Sit) -> None:
    sits = typed_overnight(house, sit)
    sits.press("Control+Enter")
    expect(sits.page.locator("#again-name")).to_be_focused()
    sits.page.locator("#again-name").fill(house.has(reviewer(Level.REGISTRATION_POINT, name="li")))
    sits.page.locator("#again-password").fill(PASSWORD)

    with sits.page.expect_navigation():
        sits.press("Enter")

    expect(sits.page.locator(".top .who")).to_contain_text("li")
    assert house.keepers.worklist.decisions_of(KEY) == ()


def test_whoever_guesses_where_one_was_is_told_to_wait(house: Served, sit: Sit) -> None:
    sits = opened(house, sit)
    sits.press("s")
    house.clock.ahead = timedelta(hours=13)
    sits.press("Control+Enter")
    sits.page.route("**/sign-in", lambda route: route.fulfill(status=429, headers={"Retry-After": "7"}))
    sits.page.locator("#again-name").fill("r-registration-point")
    sits.page.locator("#again-password").fill("wrong")

    sits.press("Enter")

    expect(sits.page.locator("dialog[open] .fault").last).to_have_text("试的次数太多，请 7 秒后再试。")
