"""The walk from a wrong name to acceptance at all four levels, over drawn papers that the real engine reads."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from fixtures.drawing.applications import application_of
from fixtures.drawing.capture import capture
from fixtures.drawing.dice import dice_for
from fixtures.drawing.kit import draw_paper
from fixtures.drawing.people import Person, invent_person
from models.levels import Level
from models.page import PageText
from models.preview import Portrait
from pipeline.ocr_paddle import PaddleEngine
from pipeline.portray import portray
from pipeline.reader import ReadingProcess
from pipeline.run import see
from tests.desk.conftest import Sit
from tests.desk.test_walk import back_at_list
from tests.support.desk import reviewer
from tests.support.houses import open_house
from tests.support.seated import Seated
from tests.support.served import Clock, Served, served

SEED = 8
"""Of a person whose page of the register, not its cover, is drawn."""
KEY = "HB2021000007"
PLACE = {"province": "湖北", "exam_point": "武汉市考点", "registration_point": "江岸区报名点"}


class HereReader:
    """The real engine, in the process of the test."""

    process = ReadingProcess()

    def __init__(self) -> None:
        self._engine = PaddleEngine()

    @property
    def engine_name(self) -> str:
        return self._engine.name

    def see(self, content: bytes) -> PageText:
        return see(content, engine=self._engine)

    def portray(self, content: bytes, text: PageText) -> Portrait:
        return portray(content, text=text)

    def close(self) -> None:
        pass


@pytest.fixture
def house(tmp_path: Path, clock: Clock, typefaces: None) -> Iterator[Served]:
    engine = HereReader()
    with open_house("sqlite", tmp_path, clock=clock) as keepers, served(keepers, clock=clock, engine=engine) as opened:
        yield opened


def drawn(code: str, person: Person) -> bytes:
    drawing = draw_paper(code, person, dice=dice_for("paper", SEED, code))
    dice = dice_for("capture", SEED, code)
    return capture(drawing, "scan", dice=dice, long_side_px=1400, limit_bytes=200_000).content


def open_dossier(sits: Seated) -> None:
    sits.go("/review")
    expect(sits.page.locator("tr.here")).to_have_attribute("data-application", KEY)
    sits.press("Enter")
    sits.page.wait_for_url(f"**/review/{KEY}")


@pytest.mark.slow
def test_a_wrong_name_that_the_engine_reads_is_proved_and_accepted_at_four_levels(house: Served, sit: Sit) -> None:
    person = invent_person("000001", seed=SEED, assistant=True)
    former = person.name[:-1] + ("禾" if person.name[-1] != "禾" else "佳")
    house.put({**application_of(person), **PLACE, "application_id": KEY})
    house.hand(KEY, drawn("graduation_certificate", replace(person, name=former)), file="毕业证.jpg")
    house.work()
    clerk = sit(reviewer(Level.REGISTRATION_POINT))

    open_dossier(clerk)
    expect(clerk.page.locator("h1")).to_contain_text("需补交身份信息佐证材料")
    expect(clerk.page.locator("li.here h3")).to_contain_text("姓名不一致")
    expect(clerk.page.locator("li.here dd").last).to_have_text(former)
    expect(clerk.page.locator(".place.lit")).to_have_attribute("data-field", "name")
    clerk.press("s", "Control+Enter")
    back_at_list(clerk)

    house.hand(KEY, drawn("household_register", replace(person, former_name=former)), file="户口簿.jpg")
    house.work()

    for level in Level:
        sits = clerk if level is Level.REGISTRATION_POINT else sit(reviewer(level))
        open_dossier(sits)
        expect(sits.page.locator("#findings li.settled h3").first).to_contain_text("姓名不一致")
        sits.press("a", "Enter")
        back_at_list(sits)
    expect(sits.go(f"/review/{KEY}").locator(".strip")).to_contain_text("已通过")
