"""The map of keys: every key that the help names does what it says."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from models.desk import Account, Deed
from models.levels import DeskPolicy, Level
from services.desk.deciding import Deciding, claim, decide
from tests.desk.conftest import Sit
from tests.support.desk import reviewer
from tests.support.handed_in import KEY, REGISTER, RIGHT_DIPLOMA, WRONG_DIPLOMA, hand_in
from tests.support.seated import Seated
from tests.support.served import Served

FIRST, SECOND, THIRD = KEY, "HB2021000008", "HB2021000009"
HELP_OF_A_DOSSIER = {*"↓↑+-0TVBGMHASUXNP?", "1–9", "Esc"}
DECISIONS = {"a": "accept", "s": "ask", "u": "pass_on", "x": "reject"}
SHOWN = ".sheet:not([hidden]) svg[data-view]:not([hidden])"


@pytest.fixture
def desk(house: Served, sit: Sit) -> Seated:
    """Three applicants, and the list of them."""
    hand_in(house, key=FIRST, page=WRONG_DIPLOMA, gender="男")
    house.upload(FIRST, REGISTER, file="b.jpg")
    hand_in(house, key=SECOND, page=WRONG_DIPLOMA)
    hand_in(house, key=THIRD, page=RIGHT_DIPLOMA)
    sits = sit(reviewer(Level.REGISTRATION_POINT))
    sits.go("/review?sort=id")
    return sits


def at(page: Page, key: str) -> None:
    page.wait_for_url(re.compile(f"/review/{key}$"))


def test_the_keys_of_the_list(desk: Seated) -> None:
    page, here = desk.page, desk.page.locator("tr.here")
    expect(here).to_have_attribute("data-application", FIRST)
    desk.press("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp")
    expect(here).to_have_attribute("data-application", SECOND)
    desk.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    desk.press("Escape", "/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("HB")
    expect(page.locator("#search")).to_have_value("HB")
    desk.press("Escape", "Enter")
    at(page, SECOND)


def test_the_next_page_is_one_key_away(desk: Seated) -> None:
    desk.go("/review?sort=id&limit=2")

    desk.press("n")

    desk.page.wait_for_url("**after=**")
    expect(desk.page.locator("tr[data-application]")).to_have_count(1)


def test_the_help_of_a_dossier_names_every_key(desk: Seated) -> None:
    desk.go(f"/review/{FIRST}")
    desk.press("?")

    told = desk.page.locator("dialog#keys dt").all_inner_texts()

    assert set(" ".join(told).split()) == HELP_OF_A_DOSSIER
    desk.press("Escape")
    expect(desk.page.locator("dialog[open]")).to_have_count(0)
    assert desk.page.url.endswith(FIRST)


def test_the_keys_of_a_dossier_that_show(desk: Seated) -> None:
    desk.press("Enter")
    page = desk.page
    at(page, FIRST)
    findings = page.locator("#findings [data-line]")
    assert findings.count() >= 2

    desk.press("ArrowDown")
    expect(findings.nth(1)).to_have_class(re.compile("here"))
    desk.press("ArrowUp")
    expect(findings.nth(0)).to_have_class(re.compile("here"))
    desk.press("0")
    whole = page.locator(SHOWN).first.get_attribute("viewBox") or ""
    desk.press("+")
    expect(page.locator(SHOWN)).not_to_have_attribute("viewBox", whole)
    desk.press("-")
    desk.press("t")
    expect(page.locator(".sheet:not([hidden])")).to_have_attribute("data-turns", "1")
    desk.press("v")
    expect(page.locator(SHOWN)).to_have_attribute("data-view", "whole")
    desk.press("v", "b")
    expect(page.locator(".sheet:not([hidden])")).to_have_count(2)
    desk.press("b", "2")
    expect(page.locator("[data-open-sheet='2'][role=tab]")).to_have_attribute("aria-selected", "true")
    for key, panel in (("m", "matrix"), ("h", "past")):
        desk.press(key)
        expect(page.locator(f"#{panel}")).to_be_visible()
        desk.press(key)
        expect(page.locator("#findings")).to_be_visible()


def open_by(desk: Seated, key: str, dialog: Locator) -> None:
    """Press a key, and once more where the browser was still closing the dialog before: so does a person."""
    for _ in range(4):
        desk.press(key)
        try:
            expect(dialog).to_be_visible(timeout=4_000)
        except AssertionError:
            continue
        return
    expect(dialog).to_be_visible(timeout=4_000)


def test_the_keys_of_a_dossier_that_decide(desk: Seated) -> None:
    desk.go(f"/review/{FIRST}")
    page = desk.page

    for key, deed in DECISIONS.items():
        open_by(desk, key, page.locator(f"dialog[data-deed={deed}]"))
        desk.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
    open_by(desk, "g", page.locator("dialog[data-correcting]"))
    expect(page.locator("dialog[data-correcting] h2")).to_have_text(re.compile("更正读数：.+"))
    desk.press("Escape")


def test_the_next_and_the_one_before_are_a_key_away(desk: Seated) -> None:
    page = desk.page
    desk.press("Enter")
    at(page, FIRST)
    desk.press("n")
    at(page, SECOND)
    desk.press("n")
    at(page, THIRD)
    desk.press("p")
    at(page, SECOND)

    desk.press("a")
    expect(page.locator("#r-accept")).to_be_focused()
    page.keyboard.type("户口簿原件已当面核对")
    desk.press("Control+Enter")

    at(page, THIRD)
    desk.press("Escape")
    page.wait_for_url(re.compile(r"/review(\?.*)?$"))
    expect(page.locator("tr[data-application]")).to_have_count(2)


def test_what_is_typed_is_never_taken_for_a_key(desk: Seated) -> None:
    desk.go(f"/review/{FIRST}")
    desk.press("x")
    reason = desk.page.locator("#r-reject")
    expect(reason).to_be_focused()

    desk.page.keyboard.type("asgmhtvb?12")

    expect(reason).to_have_value("asgmhtvb?12")
    expect(desk.page.locator("dialog[open]")).to_have_count(1)


def test_what_is_accepted_in_spite_of_is_named_with_both_values(desk: Seated) -> None:
    desk.go(f"/review/{SECOND}")
    dialog = desk.page.locator("dialog[data-deed=accept]")
    open_by(desk, "a", dialog)

    named = dialog.locator(".warned", has_text="姓名")
    expect(named).to_contain_text("陈嘉禾")
    expect(named).to_contain_text("陈佳禾")
    expect(named.locator("svg.mark")).to_have_class(re.compile("look|act"))
    expect(dialog.locator("label")).to_have_text("予以通过的理由")
    expect(dialog.locator(".ends .soft")).to_have_text("Ctrl+Enter 提交，Esc 取消")
    desk.press("Control+Enter")
    expect(dialog).to_be_visible()


@pytest.mark.parametrize(("key", "deed"), [("a", "accept"), ("u", "pass_on")])
def test_ctrl_and_enter_send_a_decision_that_needs_no_words(desk: Seated, house: Served, key: str, deed: str) -> None:
    desk.go(f"/review/{THIRD}")
    dialog = desk.page.locator(f"dialog[data-deed={deed}]")
    open_by(desk, key, dialog)
    expect(dialog.locator(".ends")).to_contain_text("Enter 或 Ctrl+Enter 提交")

    desk.press("Control+Enter")

    desk.page.wait_for_url("**/review")
    assert house.keepers.worklist.decisions_of(THIRD)[-1].deed == deed


def passed_on(house: Served, account: Account) -> None:
    now = house.clock()
    held = claim(KEY, account=account, until=now + timedelta(minutes=5), keepers=house.keepers)
    deciding = Deciding(deed=Deed.PASS_ON, version=held.version)
    decide(KEY, deciding, account=account, policy=DeskPolicy(), now=now, keepers=house.keepers)


@pytest.mark.parametrize("level", [Level.EXAM_POINT, Level.PROVINCE])
def test_all_decisions_of_a_level_stand_in_one_row(house: Served, sit: Sit, level: Level) -> None:
    hand_in(house, page=RIGHT_DIPLOMA)
    for below in list(Level)[: list(Level).index(level)]:
        passed_on(house, reviewer(below))
    sits = sit(reviewer(level))
    sits.go(f"/review/{KEY}")

    buttons = sits.page.locator("[data-begin]")

    expect(buttons).to_have_count(5)
    assert len({round(box["y"]) for box in (one.bounding_box() for one in buttons.all()) if box}) == 1
