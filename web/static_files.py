"""Style, scripts and the mark of the pages: read once, and kept by browsers under an address that changes with them."""

import hashlib
import re
from http import HTTPStatus
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import Response

from web.problems import Refused

router = APIRouter(include_in_schema=False)
_FOLDER = Path(__file__).parent / "static"
_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_WRITTEN = {path.name: path.read_bytes() for path in sorted(_FOLDER.iterdir()) if path.suffix in _KINDS}
STATIC_VERSION = hashlib.sha256(b"".join(_WRITTEN.values())).hexdigest()[:12]
"""Of all files together."""
# A script that is asked for by two addresses runs twice, with two memories: scripts name each other as pages name them.
_NAMED = re.compile(rb'(?<= from "\./)([a-z_]+\.js)(?=")')
_FILES = {name: _NAMED.sub(rb"\1?v=" + STATIC_VERSION.encode(), content) for name, content in _WRITTEN.items()}


@router.get("/static/{name}")
def static(name: str, v: str = "") -> Response:
    """Return one file; for ever under its version, and to be asked for again without."""
    content = _FILES.get(name)
    if content is None:
        raise Refused(
            HTTPStatus.NOT_FOUND, "not_found", "expected the name of a style sheet, script or mark, met another"
        )
    kept = "public, max-age=31536000, immutable" if v == STATIC_VERSION else "no-cache"
    headers = {"Cache-Control": kept, "ETag": f'"{STATIC_VERSION}"'}
    return Response(content, media_type=_KINDS[Path(name).suffix], headers=headers)
