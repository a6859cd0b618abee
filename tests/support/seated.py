"""Somebody at a browser: opens pages, types, and whatever their browser complains of is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from tests.support.chromium import PATIENCE_MS
from tests.support.served import Served
from tests.support.signed_in import PASSWORD

SCREEN = {"width": 1366, "height": 768}
_WATCH = """
window.__blocked = [];
window.__ran = 0;
const block = (event) => window.__blocked.push(event.violatedDirective + " " + event.blockedURI);
document.addEventListener("securitypolicyviolation", block);
"""


@dataclass
class Seated:
    """A page of a signed-in account, and what went wrong on it."""

    page: Page
    served: Served
    faults: list[str] = field(default_factory=list)
    """Errors of scripts, and what the policy refused."""
    asked: list[str] = field(default_factory=list)
    """Every address that the browser asked for."""

    def go(self, path: str) -> Page:
        """Open a page and wait until its scripts have run."""
        self.page.goto(self.served.address + path, wait_until="load")
        return self.page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def blocked(self) -> list[str]:
        """What the policy refused on the page that is open now."""
        found: list[str] = self.page.evaluate("window.__blocked")
        return found


@contextmanager
def seated(browser: Browser, served: Served, name: str = "", *, screen: dict[str, int] = SCREEN) -> Iterator[Seated]:
    """Sit down at a browser of one's own; with a name, sign in by the form."""
    context = browser.new_context(
        viewport={"width": screen["width"], "height": screen["height"]}, locale="zh-CN", base_url=served.address
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.add_init_script(_WATCH)
    sits = Seated(page=page, served=served)
    page.on("pageerror", lambda error: sits.faults.append(str(error)))
    page.on(
        "console",
        lambda told: sits.faults.append(told.text) if "Content Security Policy" in told.text else None,
    )
    page.on("request", lambda request: sits.asked.append(request.url))
    if name:
        sign_in(sits, name)
    yield sits
    context.close()


def sign_in(sits: Seated, name: str, *, password: str = PASSWORD) -> None:
    """Sign in as a person does: two words and Enter."""
    sits.go("/sign-in")
    sits.page.locator("#name").fill(name)
    sits.page.locator("#password").fill(password)
    sits.page.keyboard.press("Enter")
    sits.page.wait_for_url(lambda address: "/sign-in" not in address)
