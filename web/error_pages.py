"""What a person is shown where a program is told a problem: what happened, what to do, and the number to ask with."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import Headers
from starlette.types import Scope

from web.callers import Caller
from web.problems import Problem
from web.rendering import page_for_anybody
from web.watching import ORIGIN


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    title: str
    sentence: str
    remedy: str


_BY_CODE: Mapping[str, _Told] = {
    "forged": _Told(
        title="没有提交",
        sentence="这次提交不是从本系统当前登录的页面发出的，可能是登录已经更换或过期。",
        remedy="请回到原来的页面刷新后再提交。",
    ),
    "not_from_here": _Told(
        title="只能在本机打开",
        sentence="系统还没有建立账号，只接受本机访问。",
        remedy="请在运行本系统的电脑上打开，或请管理员建立账号后再登录。",
    ),
}
_BY_STATUS: Mapping[HTTPStatus, _Told] = {
    HTTPStatus.UNAUTHORIZED: _Told(
        title="需要登录", sentence="打开这一页需要登录。", remedy="请登录后再打开；没有账号的，请联系管理员。"
    ),
    HTTPStatus.FORBIDDEN: _Told(
        title="您的账号不能打开这一页",
        sentence="这一页不在您账号的职责之内。",
        remedy="请回到首页；确需打开的，请联系管理员，或换一个账号登录。",
    ),
    HTTPStatus.NOT_FOUND: _Told(
        title="没有这一页",
        sentence="地址不存在，或所指的材料不在您的审核范围内。",
        remedy="请核对地址；从首页或名单重新打开。",
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: _Told(
        title="这个地址不能直接打开", sentence="它只接受页面上的按钮提交的内容。", remedy="请回到首页重新操作。"
    ),
    HTTPStatus.CONFLICT: _Told(
        title="状态已经变化",
        sentence="这份材料在您打开之后已被他人处理，或正由他人审核；您的操作没有生效。",
        remedy="请返回刷新，看过现在的情况再作决定。",
    ),
    HTTPStatus.GONE: _Told(
        title="图片已不在",
        sentence="材料登记在案，但图片存储中没有它的图片：可能已按规定删除，也可能已丢失。",
        remedy="请联系运维人员从备份恢复，或请考生重新提交同一张图片。",
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _Told(
        title="内容太大", sentence="提交的内容超过了允许的大小，没有收下。", remedy="请减少内容后再提交。"
    ),
    HTTPStatus.UNPROCESSABLE_ENTITY: _Told(
        title="内容不符合要求",
        sentence="地址或填写的内容不符合要求，没有处理。",
        remedy="请返回检查填写的内容；从收藏夹打开的，请从首页重新进入。",
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: _Told(
        title="暂时不能使用",
        sentence="系统的一个部件（数据库或图片存储）没有应答。已经保存的内容不受影响。",
        remedy="请过一分钟刷新本页；仍然如此的，请把下面的编号告诉运维人员。",
    ),
}
_OTHERWISE = _Told(
    title="系统出错了",
    sentence="处理这一页时出了意外，您的操作可能没有完成。已经保存的内容不受影响。",
    remedy="请刷新再试；仍然如此的，请把下面的编号告诉运维人员。",
)
_REVIEW = "/review/"
_UNKNOWN = _Told(
    title="没有这个报名号",
    sentence="没有登记过这个报名号，或它不在您的审核范围内。",
    remedy="请核对后重新查找，或返回名单。",
)


def answer_for(scope: Scope, problem: Problem) -> Response:
    """Return a problem as it is, or as a page where whoever asked is a person."""
    if problem.status_code < HTTPStatus.BAD_REQUEST or "text/html" not in Headers(scope=scope).get("accept", ""):
        return problem
    caller: Caller | None = scope.get("state", {}).get("caller")
    origin = scope.get(ORIGIN)
    is_unknown = problem.status_code == HTTPStatus.NOT_FOUND and scope["path"].startswith(_REVIEW)
    shown: HTMLResponse = page_for_anybody(
        "desk/fault.html.j2",
        HTTPStatus(problem.status_code),
        told=_UNKNOWN if is_unknown else _told(problem),
        is_unknown=is_unknown,
        again=_again(scope) if problem.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR else "",
        number=origin.correlation_id if origin else "",
        csrf=caller.session.csrf if caller and caller.session else "",
    )
    for name, value in problem.headers.items():
        if name not in ("content-type", "content-length"):
            shown.headers[name] = value
    shown.headers.setdefault("Cache-Control", "no-store")
    return shown


def _told(problem: Problem) -> _Told:
    return _BY_CODE.get(problem.code) or _BY_STATUS.get(HTTPStatus(problem.status_code), _OTHERWISE)


def _again(scope: Scope) -> str:
    # An address that begins with two slashes leads to another house.
    path = quote(scope["path"])
    return path if scope["method"] == "GET" and not path.startswith("//") else ""
