"""Usable by a screen reader, on a small screen, a large one and at 200 %: axe finds nothing, all is within reach."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from models.desk import Account, Role
from models.levels import DeskPolicy
from tests.desk.conftest import Sit
from tests.support.desk import on_desk, reviewer
from tests.support.handed_in import KEY, REGISTER, hand_in
from tests.support.seated import Seated
from tests.support.served import Served
from tests.web.test_ops_pages import fail

SMALL = {"width": 1366, "height": 768}
ZOOMED = {"width": 683, "height": 384}
"""1366×768 at 200 %, in CSS pixels."""
LARGE = {"width": 3840, "height": 2160}
ADMINISTRATOR = Account(name="admin1", role=Role.ADMINISTRATOR)
OTHER_KEY, BLIND_KEY = "HB2021000008", "HB0099"


def filled(house: Served) -> None:
    hand_in(house)
    house.upload(KEY, REGISTER, file="b.jpg")
    hand_in(house, key=OTHER_KEY, page=REGISTER, name="陈嘉和")
    on_desk(house.keepers, 99, policy=DeskPolicy(blind_share=1.0))


def as_it_stood(house: Served, sits: Seated) -> None:
    sits.go(f"/review/{KEY}")
    sits.press("x")
    sits.page.locator("#r-reject").fill("照片与本人不符")
    sits.press("Control+Enter")
    sits.page.wait_for_url("**/review")
    sits.go(f"/review/{KEY}")
    sits.press("h")
    sits.page.get_by_role("link", name="当时的材料").click()
    expect(sits.page.locator(".decide")).to_contain_text("只供查阅")


def held_by_another(house: Served, sits: Seated) -> None:
    other = reviewer(name="other")
    house.has(other)
    house.keepers.worklist.claim(OTHER_KEY, account="other", until=house.clock().replace(year=2100))
    sits.go(f"/review/{OTHER_KEY}")
    expect(sits.page.locator(".decide .note")).to_contain_text("正由 other 审核")


def pressed(*keys: str) -> Callable[[Served, Seated], None]:
    def go(_: Served, sits: Seated) -> None:
        sits.go(f"/review/{KEY}")
        sits.press(*keys)

    return go


def opened(path: str) -> Callable[[Served, Seated], None]:
    return lambda _, sits: sits.go(path) and None


PAGES: dict[str, Callable[[Served, Seated], None]] = {
    "list": opened("/review"),
    "an empty list": opened("/review?state=accepted"),
    "help of the list": lambda _, sits: (sits.go("/review"), sits.press("?"))[1],
    "dossier": pressed(),
    "matrix": pressed("m"),
    "history": pressed("h"),
    "side by side": pressed("b"),
    "asking": pressed("s"),
    "correcting": pressed("g"),
    "help": pressed("?"),
    "blind": opened(f"/review/{BLIND_KEY}"),
    "held by another": held_by_another,
    "as it stood": as_it_stood,
    "unknown id": opened("/review/HB9999"),
    "report": opened(f"/review/{KEY}/report"),
    "applicant": opened(f"/review/{KEY}/applicant"),
    "forbidden": opened("/ops"),
}


OF_OPERATORS = (
    "/ops",
    "/ops/jobs",
    "/ops/jobs/jHB0001",
    "/ops/backfills",
    "/ops/arrivals",
    "/ops/figures",
    "/ops/accounts",
)


def violations(sits: Seated) -> list[str]:
    found = Axe().run(sits.page, options={"resultTypes": ["violations"]})
    return [
        f"{one['id']}: {node['target']} {node['failureSummary'][:200]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


def out_of_reach(sits: Seated) -> list[str]:
    """What can be pressed or typed into and cannot be scrolled to; and a page that scrolls sideways."""
    found: list[str] = sits.page.evaluate(
        """() => {
          const faults = [];
          const wide = document.scrollingElement.scrollWidth - innerWidth;
          if (wide > 1) faults.push(`the page is ${wide} px too wide`);
          const root = document.querySelector("dialog[open]") || document;
          for (const one of root.querySelectorAll("a, button, input, select, textarea, h1, h2, [tabindex]")) {
            if (one.type === "hidden" || one.matches(".skip, .unseen") || !one.checkVisibility()) continue;
            one.scrollIntoView({ block: "center", inline: "center" });
            const box = one.getBoundingClientRect();
            const x = Math.min(box.right, innerWidth) - 3, y = Math.min(Math.max(box.top, 0) + 6, box.bottom - 2);
            const there = document.elementFromPoint(Math.max(box.left + 2, Math.min(x, box.left + 8)), y);
            const isLabelled = there?.closest("label")?.control === one;
            const isSeen = there && (one.contains(there) || there.contains(one) || isLabelled);
            if (isSeen && box.left > -2 && box.right < innerWidth + 2) continue;
            faults.push(`${one.outerHTML.slice(0, 90)} is under ${there?.outerHTML.slice(0, 60)}`);
          }
          return faults;
        }"""
    )
    return found


def test_axe_finds_nothing_on_any_page(house: Served, sit: Sit) -> None:
    filled(house)
    stranger = sit()
    stranger.go("/sign-in")
    found = {"sign-in": violations(stranger)}
    clerk = sit(reviewer())

    for name, go in PAGES.items():
        go(house, clerk)
        found[name] = violations(clerk)
    fail(house.keepers, 1)
    keeper = sit(ADMINISTRATOR)
    for path in OF_OPERATORS:
        keeper.go(path)
        found[path] = violations(keeper)

    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("screen", [SMALL, LARGE, ZOOMED], ids=["1366x768", "4K", "200 %"])
def test_nothing_is_out_of_reach(house: Served, sit: Sit, screen: dict[str, int]) -> None:
    filled(house)
    stranger = sit(screen=screen)
    stranger.go("/sign-in")
    found = {"sign-in": out_of_reach(stranger)}
    clerk = sit(reviewer(), screen=screen)

    for name, go in PAGES.items():
        go(house, clerk)
        found[name] = out_of_reach(clerk)
    fail(house.keepers, 1)
    keeper = sit(ADMINISTRATOR, screen=screen)
    for path in OF_OPERATORS:
        keeper.go(path)
        found[path] = out_of_reach(keeper)

    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_page_says_its_language_and_where_its_main_part_is(house: Served, sit: Sit) -> None:
    filled(house)
    clerk = sit(reviewer())

    clerk.go(f"/review/{KEY}")

    expect(clerk.page.locator("html")).to_have_attribute("lang", "zh-CN")
    clerk.press("Tab")
    expect(clerk.page.locator("a.skip")).to_be_focused()
    clerk.press("Enter")
    assert clerk.page.url.endswith("#main")
