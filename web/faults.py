"""Middleware for people: where a browser asked for a page and met a problem, it gets a page that says so plainly.

Programs, and what scripts of our pages fetch, get the problem as it is. So does whoever has still to give a password:
browsers ask for it by themselves.
"""

from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.permissions import rule_of
from web.rendering import page_for_anybody
from web.watching import ORIGIN

PROBLEM = "application/problem+json"
_WORDS = {
    HTTPStatus.FORBIDDEN: ("不能打开", "您的账号没有这一页的权限，或请求不是从本系统的页面发出的。"),
    HTTPStatus.NOT_FOUND: ("没有找到", "没有登记过这个报名号或材料，或它不在您的审核范围内。请核对后重新查找。"),
    HTTPStatus.UNPROCESSABLE_ENTITY: ("地址不对", "地址里的内容不能识别。请从列表重新打开。"),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        "系统暂时不可用",
        "数据库或图片存储暂时没有应答，已保存的内容不会丢失。请稍候片刻，再刷新本页。",
    ),
}
_OTHERWISE = ("这一页出了问题", "请稍后刷新本页；仍不行时请联系运维人员。")


class FaultPages:
    """Turns problems into pages, for whoever opens pages."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not _opens_a_page(scope):
            await self._app(scope, receive, send)
            return
        is_turned = False

        async def send_for_people(message: Message) -> None:
            nonlocal is_turned
            if message["type"] == "http.response.start" and _is_a_problem(message):
                is_turned = True
                await _send_page(message, scope, send)
            elif not is_turned:
                await send(message)

        await self._app(scope, receive, send_for_people)


def _opens_a_page(scope: Scope) -> bool:
    found = rule_of(scope["method"], scope["path"])
    is_page = found is not None and found[0].is_page
    return is_page and scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")


def _is_a_problem(message: Message) -> bool:
    headers = MutableHeaders(scope=message)
    is_led_on = "location" in headers or "www-authenticate" in headers
    return headers.get("content-type", "").startswith(PROBLEM) and not is_led_on


async def _send_page(problem: Message, scope: Scope, send: Send) -> None:
    status = HTTPStatus(problem["status"])
    title, words = _WORDS.get(status, _OTHERWISE)
    origin = scope.get(ORIGIN)
    number = origin.correlation_id if origin else ""
    page = page_for_anybody("desk/fault.html.j2", status, title=title, words=words, number=number)
    headers = MutableHeaders(scope=problem)
    for name, value in page.headers.items():
        headers[name] = value
    await send(problem)
    await send({"type": "http.response.body", "body": page.body})
