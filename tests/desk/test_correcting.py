"""Correcting by hand: any reading of any paper, from its cell in the table, also where findings are hidden."""

from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, Locator, expect

from models.levels import DeskPolicy, Level
from tests.desk.conftest import Sit
from tests.support.desk import reviewer
from tests.support.handed_in import KEY, RIGHT_DIPLOMA, WRONG_DIPLOMA, hand_in
from tests.support.houses import open_house
from tests.support.seated import Seated, seated
from tests.support.served import KNOWLEDGE, Clock, Served, served


def opened(house: Served, sit: Sit) -> Seated:
    sits = sit(reviewer(Level.REGISTRATION_POINT))
    sits.go(f"/review/{KEY}")
    expect(sits.page.locator("body")).to_have_attribute("data-held", "mine")
    return sits


def dialog_of(sits: Seated) -> Locator:
    return sits.page.locator("dialog[data-correcting]")


def cell(sits: Seated, field: str) -> Locator:
    return sits.page.locator(f"td[data-cell='1'][data-cell-field='{field}']")


def test_a_finding_is_corrected_under_the_name_of_its_field_from_what_was_read(house: Served, sit: Sit) -> None:
    hand_in(house, page=WRONG_DIPLOMA)
    sits = opened(house, sit)

    sits.press("g")

    expect(dialog_of(sits).locator("h2")).to_have_text("更正读数：姓名")
    expect(dialog_of(sits).locator("p.soft")).to_contain_text("第 1 份 毕业证书，现读作 陈佳禾。")
    expect(sits.page.locator("#c-value")).to_have_value("陈佳禾")
    sits.page.keyboard.type("陈嘉禾")
    expect(sits.page.locator("#c-value")).to_have_value("陈嘉禾")


def test_any_cell_of_the_table_is_corrected_by_keyboard(house: Served, sit: Sit) -> None:
    hand_in(house, page=RIGHT_DIPLOMA)
    sits = opened(house, sit)
    sits.press("m", "ArrowDown")
    first = sits.page.locator("td.here")
    expect(first).to_have_count(1)
    expect(first).to_have_attribute("data-cell-field", "name")
    sits.press("ArrowUp", "ArrowRight", "ArrowLeft")
    expect(first).to_have_attribute("data-cell-field", "name")
    while first.get_attribute("data-cell-field") != "school":
        sits.press("ArrowDown")

    sits.press("g")
    expect(dialog_of(sits).locator("h2")).to_have_text("更正读数：学校名称")
    expect(sits.page.locator("#c-value")).to_have_value("武汉大学")
    sits.page.keyboard.type("华中科技大学")
    with sits.page.expect_navigation():
        sits.press("Enter")

    (correction,) = house.keepers.corrections.of_application(KEY)
    assert (correction.field, correction.read, correction.value) == ("school", "武汉大学", "华中科技大学")


def test_a_cell_is_chosen_by_a_click_and_corrected_by_the_button(house: Served, sit: Sit) -> None:
    hand_in(house, page=RIGHT_DIPLOMA)
    sits = opened(house, sit)
    sits.press("m")

    cell(sits, "major").click()
    sits.page.locator("[data-correct-cell]").click()

    expect(dialog_of(sits).locator("h2")).to_have_text("更正读数：专业")
    expect(sits.page.locator("#c-value")).to_have_value("临床医学")


def test_a_blind_reviewer_corrects_what_the_pictures_show(
    browser: Browser, tmp_path: Path, clock: Clock, typefaces: None
) -> None:
    drawn = replace(KNOWLEDGE, regulation=replace(KNOWLEDGE.regulation, desk=DeskPolicy(blind_share=1.0)))
    with open_house("sqlite", tmp_path, clock=clock) as keepers, served(keepers, clock=clock, knowledge=drawn) as house:
        hand_in(house, page=WRONG_DIPLOMA)
        with seated(browser, house, house.has(reviewer(Level.REGISTRATION_POINT))) as sits:
            sits.go(f"/review/{KEY}")
            expect(sits.page.locator("h1")).to_contain_text("盲审")
            sits.press("m")
            cell(sits, "name").click()

            sits.press("g")

            expect(dialog_of(sits).locator("h2")).to_have_text("更正读数：姓名")
            sits.page.keyboard.type("陈嘉禾")
            with sits.page.expect_navigation():
                sits.press("Enter")
            assert keepers.corrections.of_application(KEY)[0].value == "陈嘉禾"


def with_two_papers(house: Served, sit: Sit) -> tuple[Seated, Locator]:
    """A desk with a wrong diploma and a right one, and the tab of the paper that is shown."""
    hand_in(house, page=WRONG_DIPLOMA)
    hand_in(house, page=RIGHT_DIPLOMA, file="b.jpg")
    sits = opened(house, sit)
    return sits, sits.page.locator("[data-open-sheet][aria-selected=true]")


def test_what_is_corrected_is_what_is_shown(house: Served, sit: Sit) -> None:
    sits, shown = with_two_papers(house, sit)
    sits.press("2")
    expect(shown).to_have_attribute("data-open-sheet", "2")

    sits.press("g")

    expect(dialog_of(sits).locator("p.soft")).to_contain_text("第 1 份")
    expect(shown).to_have_attribute("data-open-sheet", "1")


def test_whoever_comes_back_from_the_table_sees_the_finding_that_is_chosen(house: Served, sit: Sit) -> None:
    sits, shown = with_two_papers(house, sit)
    sits.press("m")
    sits.page.locator("td[data-cell='2'][data-cell-field='school']").click()
    expect(shown).to_have_attribute("data-open-sheet", "2")

    sits.press("m")

    expect(sits.page.locator("[data-line].here")).to_have_attribute("data-sheet-number", "1")
    expect(shown).to_have_attribute("data-open-sheet", "1")


def test_what_waits_at_another_level_says_so_before_anything_is_typed(house: Served, sit: Sit) -> None:
    hand_in(house, page=WRONG_DIPLOMA)
    sits = sit(reviewer(Level.PROVINCE))
    sits.go(f"/review/{KEY}")

    sits.press("g")

    expect(sits.page.locator(".decide [role=status]")).to_have_text(
        "不能更正读数：现在是“报名点 · 待审核”，不在本级待审。"
    )
    expect(dialog_of(sits)).to_be_hidden()


def test_what_was_accepted_for_good_says_so_before_anything_is_typed(house: Served, sit: Sit) -> None:
    hand_in(house, page=RIGHT_DIPLOMA)
    for level in Level:
        sits = sit(reviewer(level))
        sits.go(f"/review/{KEY}")
        expect(sits.page.locator("body")).to_have_attribute("data-held", "mine")
        sits.press("a")
        sits.page.locator("dialog[data-deed=accept] button.main").click()
        sits.page.wait_for_url("**/review")
    sits.go(f"/review/{KEY}")
    sits.press("m", "ArrowDown")

    sits.press("g")

    expect(sits.page.locator(".decide [role=status]")).to_contain_text("须先“重新审核”")
    expect(dialog_of(sits)).to_be_hidden()
