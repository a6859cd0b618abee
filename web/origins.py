"""Where a request comes from: this machine, this site, or elsewhere."""

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

_SAFE_METHODS = frozenset({"GET", "HEAD"})
_PASSED_ON = frozenset({"forwarded", "via", "x-real-ip"})
_PASSED_ON_BEGINS = "x-forwarded-"
"""How proxies say for whom they ask: RFC 7239, RFC 9110, 7.6.3, and what was usual before."""


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address can only mean this machine."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def is_passed_on(headers: Headers) -> bool:
    """Tell whether a proxy says that it asks for somebody else, who may sit anywhere."""
    return any(name in _PASSED_ON or name.startswith(_PASSED_ON_BEGINS) for name in headers)


def is_of_this_site(headers: Headers) -> bool:
    """Tell whether a browser says that a page of ours sent this."""
    host = headers.get("host", "")
    ours = headers.get("origin") in (f"http://{host}", f"https://{host}")
    return headers.get("sec-fetch-site") == "same-origin" or (ours and "sec-fetch-site" not in headers)


def is_from_elsewhere(headers: Headers) -> bool:
    """Tell whether a browser says that a page of another site sent this; programs say nothing."""
    if "sec-fetch-site" in headers:
        return headers["sec-fetch-site"] not in ("same-origin", "none")
    return "origin" in headers and not is_of_this_site(headers)


def fault_of_stranger(scope: Scope, headers: Headers) -> str | None:
    """Return what shows that a request does not come from this machine alone; None where nothing does."""
    server = scope.get("server")
    if server and not is_loopback(server[0]):
        return "expected a connection to a loopback address, met another; set CERTCHECK_API_TOKEN to serve others"
    host = headers.get("host", "")
    if not is_loopback(_name_of(f"//{host}")):
        return "expected a loopback name in Host, met another; set CERTCHECK_API_TOKEN to serve others"
    origin, is_safe = headers.get("origin"), scope["method"] in _SAFE_METHODS
    if headers.get("sec-fetch-site") == "cross-site" and not (is_safe and headers.get("sec-fetch-mode") == "navigate"):
        # A page elsewhere that embeds ours cannot read them, yet could have us render them without end.
        return "expected a request of this site, met one sent by another"
    if not is_safe and origin is not None and origin not in (f"http://{host}", f"https://{host}"):
        return "expected a request of this site, met one sent by another"
    return None


def _name_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
