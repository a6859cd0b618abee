"""The operators' pages in a browser: they keep up to date by themselves, act in bulk, and say when they cannot."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from models.desk import Account, Role
from models.job import JobState
from storage.jobs import JobFilter
from tests.desk.conftest import Sit
from tests.support.seated import Seated
from tests.support.served import Served
from tests.support.signed_in import PASSWORD
from tests.web.test_ops_pages import fail

OPERATOR = Account(name="ops1", role=Role.OPERATOR)
REASON = "新的引擎"


def states(house: Served) -> list[JobState]:
    return [job.state for job in house.keepers.jobs.find(JobFilter(), limit=10)]


def opened(sit: Sit, path: str) -> Seated:
    """Open a page whose clock the test turns."""
    sits = sit(OPERATOR)
    sits.page.clock.install()
    sits.go(path)
    return sits


def test_counts_update_by_themselves(house: Served, sit: Sit) -> None:
    fail(house.keepers, 1)
    sits = opened(sit, "/ops/jobs")
    count = sits.page.locator("[data-part=codes] td.count").first
    expect(count).to_have_text("1")

    fail(house.keepers, 2)
    sits.page.clock.fast_forward(31_000)

    expect(count).to_have_text("2")
    expect(sits.page.locator("[data-job]")).to_have_count(2)


def test_what_is_ticked_and_focused_stays_so_while_a_page_updates(house: Served, sit: Sit) -> None:
    fail(house.keepers, 1)
    sits = opened(sit, "/ops/jobs")
    sits.page.locator("[data-job=jHB0001]").check()
    sits.page.locator("#rerun-chosen").focus()

    fail(house.keepers, 2)
    sits.page.clock.fast_forward(31_000)

    expect(sits.page.locator("[data-job]")).to_have_count(2)
    expect(sits.page.locator("[data-job=jHB0001]")).to_be_checked()
    expect(sits.page.locator("[data-chosen-count]")).to_have_text("已选 1 个")
    expect(sits.page.locator("#rerun-chosen")).to_be_focused()


def test_chosen_jobs_are_run_again_and_leave_the_list(house: Served, sit: Sit) -> None:
    for number in (1, 2):
        fail(house.keepers, number)
    sits = opened(sit, "/ops/jobs")
    expect(sits.page.locator("#rerun-chosen")).to_be_disabled()

    sits.page.locator("[data-all]").check()
    sits.page.locator("#rerun-chosen").click()
    expect(sits.page.locator("[data-howmany]")).to_have_text("涉及 2 个。")
    sits.page.locator("#deed-reason").fill(REASON)
    sits.press("Tab", "Tab", "Enter")

    expect(sits.page.locator("[data-told]")).to_have_text("完成：2 个。")
    expect(sits.page.locator("[data-told]")).to_be_focused()
    expect(sits.page.locator("[data-job]")).to_have_count(0)
    expect(sits.page.locator("[data-part=jobs]")).to_contain_text("没有符合条件的任务")
    assert states(house) == [JobState.QUEUED] * 2


def test_all_of_a_filter_are_counted_before_they_are_cancelled(house: Served, sit: Sit) -> None:
    for number in (1, 2, 3):
        fail(house.keepers, number)
    sits = opened(sit, "/ops/jobs?state=failed")

    sits.page.locator("#cancel-all").click()
    expect(sits.page.locator("[data-howmany]")).to_have_text("涉及 3 个。")
    sits.page.locator("#deed-reason").fill("不")
    sits.page.locator("#deed [data-do]").click()
    assert states(house) == [JobState.FAILED] * 3
    sits.page.locator("#deed-reason").fill(REASON)
    sits.page.locator("#deed [data-do]").click()

    expect(sits.page.locator("[data-told]")).to_have_text("完成：3 个。")
    assert states(house) == [JobState.CANCELLED] * 3
    assert [one.who for one in house.keepers.jobs.audit_of("jHB0002")] == ["t", "ops1"]


def test_a_lost_line_is_told_and_the_page_catches_up_when_it_is_back(house: Served, sit: Sit) -> None:
    fail(house.keepers, 1)
    sits = opened(sit, "/ops/jobs")
    sits.page.context.set_offline(True)
    sits.page.clock.fast_forward(31_000)
    expect(sits.page.locator(".lost")).to_contain_text("连不上服务器")
    expect(sits.page.locator("[data-ops]")).to_have_class(re.compile("stale"))
    expect(sits.page.locator("[data-beat]")).to_contain_text("已停止更新")

    fail(house.keepers, 2)
    sits.page.context.set_offline(False)

    expect(sits.page.locator("[data-job]")).to_have_count(2)
    expect(sits.page.locator(".lost")).to_be_hidden()
    expect(sits.page.locator("[data-ops]")).not_to_have_class(re.compile("stale"))


def test_a_session_that_ends_before_a_deed_asks_for_the_password_and_then_does_it(house: Served, sit: Sit) -> None:
    fail(house.keepers, 1)
    sits = opened(sit, "/ops/jobs")
    sits.page.locator("[data-job]").check()
    sits.page.locator("#cancel-chosen").click()
    sits.page.locator("#deed-reason").fill(REASON)

    house.clock.ahead = timedelta(hours=13)
    sits.page.locator("#deed [data-do]").click()
    sits.page.locator("#again-name").fill("ops1")
    sits.page.locator("#again-password").fill(PASSWORD)
    sits.press("Enter")

    expect(sits.page.locator("[data-told]")).to_have_text("完成：1 个。")
    assert states(house) == [JobState.CANCELLED]
