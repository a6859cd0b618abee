"""Names of files, print, statements and messages that try to be markup stay what they are: text."""

from urllib.parse import quote

from playwright.sync_api import expect

from models.desk import Account, Role
from tests.desk.conftest import Sit
from tests.support.desk import reviewer
from tests.support.handed_in import KEY, hand_in, with_other
from tests.support.pages import DIPLOMA
from tests.support.seated import Seated
from tests.support.served import Served

IMAGE = '<img src=x onerror="window.__ran=1">'
SCRIPT = '"><script>window.__ran=1</script>'
CLOSES = "'}}</title></svg><svg onload=window.__ran=1>"
INJECTED = "img[src=x], svg[onload], script:not([src]), [onerror], [onmouseover], iframe, object, embed"
PRINT = with_other(DIPLOMA, 陈嘉禾="陈<b>禾", 武汉大学=SCRIPT, 临床医学=IMAGE, 窦国栋=CLOSES)


def stays_text(sits: Seated) -> None:
    assert sits.page.evaluate("window.__ran") == 0
    assert sits.page.locator(INJECTED).count() == 0
    assert sits.blocked() == []


def test_no_markup_of_others_becomes_ours(house: Served, sit: Sit) -> None:
    hand_in(
        house, page=PRINT, file=f"a{IMAGE}.jpg", name=f"陈{IMAGE}", exam_category="执业医师", exam_point="武汉市考点"
    )
    house.upload(KEY, with_other(DIPLOMA, 毕业证书=SCRIPT, 学生=IMAGE), file=f"{SCRIPT}.jpg")
    house.work()
    clerk = sit(reviewer())

    clerk.go("/review")
    expect(clerk.page.locator("tr[data-application]")).to_have_count(1)
    stays_text(clerk)
    clerk.go(f"/review?q={quote(SCRIPT)}")
    expect(clerk.page.locator(".empty")).to_contain_text(SCRIPT)
    stays_text(clerk)

    clerk.go(f"/review/{KEY}")
    expect(clerk.page.locator(".strip")).to_contain_text(IMAGE)
    clerk.press("ArrowDown", "m", "b", "v", "h")
    stays_text(clerk)
    clerk.press("s")
    clerk.page.locator("#m-ask").fill(SCRIPT + IMAGE)
    clerk.page.locator("#r-ask").fill(CLOSES)
    clerk.press("Control+Enter")
    clerk.page.wait_for_url("**/review")
    clerk.go(f"/review/{KEY}")
    clerk.press("h")
    expect(clerk.page.locator("#past")).to_contain_text(SCRIPT + IMAGE)
    stays_text(clerk)
    for path in ("report", "applicant"):
        clerk.go(f"/review/{KEY}/{path}")
        stays_text(clerk)
    clerk.go(f"/review/{KEY}")
    clerk.press("h")
    clerk.page.get_by_role("link", name="当时的材料").click()
    expect(clerk.page.locator(".decide")).to_contain_text("只供查阅")
    stays_text(clerk)


def test_operators_see_no_markup_of_others(house: Served, sit: Sit) -> None:
    hand_in(house, page=PRINT, file=f"{IMAGE}.jpg", name=IMAGE)
    house.upload(KEY, PRINT, file=f"{SCRIPT}.jpg")
    operator = sit(Account(name="ops1", role=Role.OPERATOR))

    operator.go("/ops")

    stays_text(operator)
    assert "陈" not in operator.page.locator("main").inner_text()


def test_a_name_of_a_hundred_characters_moves_no_column_out_of_sight(house: Served, sit: Sit) -> None:
    hand_in(house, name="阿" * 100, exam_point="武汉市考点")
    clerk = sit(reviewer())

    clerk.go("/review")

    hidden_px = clerk.page.locator(".scrolls").evaluate("(one) => one.scrollWidth - one.clientWidth")
    assert hidden_px == 0
