"""From a finding to its pixels and back; and the picture's tools."""

import re

from playwright.sync_api import Page, expect

from tests.desk.conftest import Sit
from tests.support.desk import reviewer
from tests.support.handed_in import KEY, REGISTER, hand_in
from tests.support.seated import Seated
from tests.support.served import Served

NAME = ".sheet:not([hidden]) svg[data-view=upright] .place[data-field=name]"
IN_VIEW = """(place) => {
  const at = place.getBoundingClientRect(), frame = place.closest("svg[data-view]").getBoundingClientRect();
  return at.left >= frame.left && at.right <= frame.right && at.top >= frame.top && at.bottom <= frame.bottom;
}"""


def opened(house: Served, sit: Sit) -> Seated:
    hand_in(house)
    house.upload(KEY, REGISTER, file="b.jpg")
    house.work()
    sits = sit(reviewer())
    sits.go(f"/review/{KEY}")
    return sits


def seen(page: Page) -> str:
    return page.locator(".sheet:not([hidden]) svg[data-view]:not([hidden])").first.get_attribute("viewBox") or ""


def test_a_finding_and_a_cell_light_their_pixels_and_pixels_find_their_value(house: Served, sit: Sit) -> None:
    sits = opened(house, sit)
    page = sits.page

    page.locator("#f1 h3").click()
    lit = page.locator(f"{NAME}.lit")
    expect(lit).to_have_count(1)
    assert lit.evaluate(IN_VIEW)

    sits.press("m")
    page.locator('[data-cell="1"][data-cell-field=school]').click()
    lit = page.locator(".place.lit")
    expect(lit).to_have_attribute("data-field", "school")
    assert lit.evaluate(IN_VIEW)
    expect(page.locator("td.here")).to_have_attribute("data-cell-field", "school")

    sits.press("0")
    page.locator(NAME).locator("polygon").click()
    expect(page.locator("#f1")).to_have_class(re.compile("here"))
    expect(page.locator("#findings")).to_be_visible()
    sits.press("0")
    page.locator(".place[data-field=major]").locator("visible=true").locator("polygon").click()
    expect(page.locator("#matrix")).to_be_visible()
    expect(page.locator("td.here")).to_have_attribute("data-cell-field", "major")


def test_zoom_pan_turn_views_and_two_side_by_side(house: Served, sit: Sit) -> None:
    sits = opened(house, sit)
    page = sits.page
    sits.press("0")
    whole = seen(page)

    sits.press("+")
    near = seen(page)
    assert float(near.split()[2]) < float(whole.split()[2])
    frame = page.locator(".sheet:not([hidden])").bounding_box()
    assert frame is not None
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 120, y - 60, steps=3)
    page.mouse.up()
    panned = seen(page)
    assert panned.split()[:2] != near.split()[:2]
    page.mouse.wheel(0, -300)
    expect(page.locator(".sheet:not([hidden]) svg[data-view]:not([hidden])")).not_to_have_attribute("viewBox", panned)
    sits.press("-", "0")
    assert seen(page) == whole

    sits.press("t")
    assert seen(page).split()[2:] == whole.split()[:1:-1]
    sits.press("t", "t", "t")
    assert seen(page) == whole
    sits.press("v")
    expect(page.locator("[data-tool=view]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".sheet:not([hidden]) svg[data-view=whole]")).to_be_visible()
    sits.press("v", "b")
    expect(page.locator(".sheet:not([hidden])")).to_have_count(2)
    sits.press("b")
    expect(page.locator(".sheet:not([hidden])")).to_have_count(1)
    sits.press("2")
    expect(page.locator("[role=tab][data-open-sheet='2']")).to_have_attribute("aria-selected", "true")
    shown = page.locator(".sheet:not([hidden]) svg[data-view=upright] image")
    expect(shown).to_have_attribute("href", re.compile("/review/pictures/"))


def test_a_character_that_differs_is_enlarged_from_the_picture(house: Served, sit: Sit) -> None:
    sits = opened(house, sit)

    glyph = sits.page.locator("#f1 .glyphs figure")
    sits.page.locator("#f1 h3").click()

    expect(glyph).to_have_count(1)
    expect(glyph).to_contain_text("嘉")
    expect(glyph).to_contain_text("佳")
    expect(glyph.locator("image")).to_have_attribute("href", re.compile(r"/review/pictures/.+/upright\?v="))
