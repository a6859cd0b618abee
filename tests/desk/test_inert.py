"""What pages ask for and carry: nothing from elsewhere, the policy on every page, no EXIF in a preview."""

import io
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Response, expect

from tests.desk.conftest import Sit
from tests.support.desk import reviewer
from tests.support.handed_in import KEY, REGISTER, hand_in
from tests.support.served import Served

PAGES = ("/review", f"/review/{KEY}", f"/review/{KEY}/report", f"/review/{KEY}/applicant", "/review/HB9999", "/ops")


def test_no_page_asks_elsewhere_and_every_page_carries_the_policy(house: Served, sit: Sit) -> None:
    hand_in(house)
    house.upload(KEY, REGISTER, file="b.jpg")
    house.work()
    clerk = sit(reviewer())
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    clerk.page.on("response", note)

    for path in PAGES:
        clerk.go(path)
        clerk.press("b")

    assert {urlsplit(address).netloc for address in clerk.asked if not address.startswith("data:")} == {
        urlsplit(house.address).netloc
    }
    policies = {answer.url: answer.header_value("content-security-policy") or "" for answer in answers}
    assert len(policies) >= len(PAGES)
    assert [url for url, policy in policies.items() if "default-src 'none'" not in policy] == []
    assert [url for url, policy in policies.items() if "unsafe-eval" in policy] == []


def test_previews_hold_no_exif_and_are_asked_for_once(house: Served, sit: Sit) -> None:
    hand_in(house)
    clerk = sit(reviewer())
    with clerk.page.expect_response("**/review/pictures/**") as shown:
        clerk.go(f"/review/{KEY}")
    picture = Image.open(io.BytesIO(shown.value.body()))

    assert not picture.getexif()
    assert "immutable" in (shown.value.header_value("cache-control") or "")
    expect(clerk.page.locator("#f1 h3")).to_be_visible()


def test_a_script_is_one_wherever_it_is_named(house: Served, sit: Sit) -> None:
    hand_in(house)
    clerk = sit(reviewer())

    clerk.go(f"/review/{KEY}")

    scripts = [urlsplit(address).path for address in clerk.asked if ".js" in address]
    assert sorted(set(scripts)) == [f"/static/{name}.js" for name in ("desk", "dossier", "list", "matrix", "viewer")]
    assert len({address for address in clerk.asked if ".js" in address}) == len(set(scripts))
