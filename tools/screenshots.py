"""Makes the pictures of the desk for the documentation: `python -m tools.screenshots [OUT]` (default `docs/desk`).

A house of its own is served from a temporary folder: the demo's dossier and a few drawn ones are handed in, read by the
real engine, and looked at in Chromium at 1366×768. It needs the development requirements, the kit's type faces and
Chromium.
"""

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from fixtures.drawing.kit import FileSize, draw_dossier

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "desk"
TOKEN, PASSWORD = "a token for pictures", "a password for pictures"
CLERK, PLACE = "chenlaoshi", "湖北/武汉市考点/江岸区"
KEY = "HB2021000001"
SIZE = {"width": 1366, "height": 768}
MOST_BYTES = 260_000
ATTEMPTS = ((1.0, 256), (0.8, 256), (0.7, 256), (0.7, 128), (0.6, 128))
"""Scale and colours: a smaller picture keeps the meaning of colours longer than a coarser one."""
SMALL = FileSize(long_side_px=1400, limit_bytes=200_000)
OTHERS: tuple[tuple[str, str, str | None], ...] = (
    ("degree_certificate", "scan", None),
    ("physician_qualification", "scan", "name"),
    ("id_card", "photo", None),
    ("graduation_certificate", "unreadable", None),
    ("physician_practice", "scan", None),
)
"""Further applicants with one paper each: its type, how it was taken, and what was stated otherwise."""


def main() -> None:
    """Make every picture."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as address:
        with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60) as api:
            _hand_in(api, Path(folder) / "drawn")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
            context = browser.new_context(viewport=SIZE, locale="zh-CN", base_url=address)  # type: ignore[arg-type]
            _look(context.new_page(), out)
            browser.close()


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    command = [sys.executable, "-c", "from ops.main import main; main()"]
    settings = {
        "CERTCHECK_DATABASE_URL": f"sqlite:///{folder / 'ledger.db'}",
        "CERTCHECK_BLOBS_URL": f"file:{folder / 'blobs'}",
        "CERTCHECK_API_TOKEN": TOKEN,
    }
    environment = {**os.environ, **settings}
    add = [*command, "users", "add", CLERK, "--title", "陈老师", "--level", "registration_point", "--region", PLACE]
    subprocess.run(add, cwd=ROOT, env=environment, input=f"{PASSWORD}\n", text=True, check=True)
    with subprocess.Popen(
        [*command, "serve", "--port", "0"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            yield _address(server)
        finally:
            server.terminate()


def _address(server: "subprocess.Popen[str]") -> str:
    assert server.stderr is not None
    for line in server.stderr:
        if line.startswith("certcheck: http"):
            address = line.removeprefix("certcheck: ").strip().removesuffix("/")
            # Whatever else is told is nobody's to read here, and a full pipe would stop the server.
            subprocess.Popen(["cat"], stdin=server.stderr, stdout=subprocess.DEVNULL)
            _wait(address)
            return address
    raise SystemExit("expected the server to tell its address, met its end")


def _wait(address: str) -> None:
    while True:
        try:
            httpx.get(f"{address}/healthz", timeout=5)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return


def _hand_in(api: httpx.Client, folder: Path) -> None:
    demo = ROOT / "fixtures" / "demo"
    _put(api, KEY, json.loads((demo / "application.json").read_text(encoding="utf-8")), sorted(demo.glob("*.jpg")))
    for number, (code, condition, change) in enumerate(OTHERS, start=2):
        drawn = folder / str(number)
        draw_dossier(drawn, seed=number, types=(code,), conditions={code: condition}, change=change, file_size=SMALL)
        stated = json.loads((drawn / "application.json").read_text(encoding="utf-8"))
        _put(api, f"HB20210000{number:02}", stated, sorted(drawn.glob("*.jpg")))
    while any(_waits(api, f"HB20210000{number:02}") for number in range(1, len(OTHERS) + 2)):
        time.sleep(1)


def _put(api: httpx.Client, key: str, stated: Mapping[str, Any], pages: list[Path]) -> None:
    where = {"province": "湖北", "exam_point": "武汉市考点", "registration_point": "江岸区报名点"}
    api.put(f"/api/applications/{key}", json={**stated, **where, "application_id": key}).raise_for_status()
    for page in pages:
        files = {"file": (page.name, page.read_bytes(), "image/jpeg")}
        api.post(f"/api/applications/{key}/documents", files=files).raise_for_status()


def _waits(api: httpx.Client, key: str) -> bool:
    told = api.get(f"/api/applications/{key}/report").raise_for_status().json()
    return any(finding["code"] == "document_waiting" for finding in told["findings"]) or bool(told.get("waiting_count"))


def _look(page: Page, out: Path) -> None:
    page.goto("/sign-in")
    page.locator("#name").fill(CLERK)
    _keep(page, out / "sign-in.png")
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/review")
    _keep(page, out / "list.png")
    page.goto(f"/review/{KEY}")
    _keep(page, out / "dossier.png")
    for keys, name in (("m", "matrix"), ("mb", "beside"), ("bs", "ask")):
        for key in keys:
            page.keyboard.press(key)
        _keep(page, out / f"{name}.png")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda address: not address.endswith(KEY))
    page.goto(f"/review/{KEY}")
    page.keyboard.press("h")
    _keep(page, out / "history.png")


def _keep(page: Page, path: Path) -> None:
    """Keep a picture as large as its bytes allow."""
    page.wait_for_load_state("networkidle")
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    for scale, colours in ATTEMPTS:
        size = (round(shot.width * scale), round(shot.height * scale))
        shot.resize(size, Image.Resampling.LANCZOS).quantize(colours, dither=Image.Dither.NONE).save(
            path, optimize=True
        )
        if path.stat().st_size <= MOST_BYTES:
            break
    print(f"{path.name}: {path.stat().st_size} bytes")


def _chromium() -> str:
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
    )
    if not found:
        raise SystemExit("expected Chromium, met none: install the package chromium")
    return found


if __name__ == "__main__":
    main()
