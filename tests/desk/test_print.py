"""A dossier on paper: what was found, field by field, and every picture whole; nothing that only a screen can do."""

import re

from playwright.sync_api import expect

from tests.desk.conftest import Sit
from tests.support.desk import reviewer
from tests.support.handed_in import KEY, REGISTER, hand_in
from tests.support.seated import Seated
from tests.support.served import Served

PAPER = {"width": 688, "height": 1016}
"""A4 within margins of 14 mm, in CSS pixels."""


def on_paper(sits: Seated) -> None:
    """Look at the page as it is printed."""
    sits.page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    sits.page.emulate_media(media="print")
    sits.page.evaluate("dispatchEvent(new Event('beforeprint'))")


def opened(house: Served, sit: Sit) -> Seated:
    hand_in(house)
    house.upload(KEY, REGISTER, file="b.jpg")
    house.work()
    sits = sit(reviewer())
    sits.go(f"/review/{KEY}")
    expect(sits.page.locator(".place.lit")).to_have_count(1)
    return sits


def test_all_of_a_dossier_is_on_paper_and_nothing_is_cut_off(house: Served, sit: Sit) -> None:
    sits = opened(house, sit)
    page = sits.page

    on_paper(sits)

    for part in ("#findings", "#matrix", "#past", "#sheet1", "#sheet2"):
        expect(page.locator(part)).to_be_visible()
    for part in (".top", ".decide", ".tools", "[data-correct]"):
        expect(page.locator(part).first).to_be_hidden()
    cut = page.evaluate(
        """() => [...document.querySelectorAll(".desk, .right, .panels, .panel, .left, .sheets, td, th, dd")]
          .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().right > innerWidth + 1)
          .filter((one) => one.checkVisibility() && getComputedStyle(one).display !== "inline")
          .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert cut == []


def test_pictures_are_whole_on_paper_and_as_they_were_on_the_screen_afterwards(house: Served, sit: Sit) -> None:
    page = opened(house, sit).page
    picture = page.locator("#sheet1 svg[data-view=upright]")
    before = picture.get_attribute("viewBox")

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    on_print = picture.get_attribute("viewBox")
    page.evaluate("dispatchEvent(new Event('afterprint'))")

    width, height = picture.get_attribute("data-width"), picture.get_attribute("data-height")
    assert on_print == f"0 0 {width} {height}"
    assert picture.get_attribute("viewBox") == before != on_print
    expect(page.locator("#sheet2 svg[data-view=upright] image")).to_have_attribute("href", re.compile("/pictures/"))


def test_a_dossier_of_two_papers_fills_three_sheets_and_none_is_empty(house: Served, sit: Sit) -> None:
    page = opened(house, sit).page

    printed = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 3
