"""The desk's pages with as many applications as a nation has: time inside the server, bytes a page, and pictures.

    python -m bench.desk_pages [--rows 500000] [--calls 100] [--database URL] [--note WORDS]

The worklist is filled as `bench.desk` fills it, one real dossier of four papers lies among it, and pages are asked for
through the whole application (sessions, permissions, templates) by clerks of every level. Told are the 50th and 95th
percentile on the wall and of this process's CPU, as others may use the machine, and the bytes of each page as sent. The
result is kept under `bench/results`.
"""

import argparse
import io
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from PIL import Image

from bench.desk import PREFIX, RESULTS, fill
from doctypes.loader import load_types
from models.desk import Account, Role
from models.levels import EVERYWHERE, Level, Region
from regulations.loader import load_regulation
from services.keepers import Keepers, Knowledge
from services.processing import run_job
from storage.memory import MemoryQueue
from storage.migrate import upgrade
from storage.sql import Database
from tests.support.hand import household_register, name_change_proof
from tests.support.houses import sql_house
from tests.support.pages import DIPLOMA, page_text
from tests.support.people import ID_NUMBER
from tests.support.readers import RecordedReader
from tests.support.signed_in import opened_session, session_headers
from web.app import make_app
from web.house import House
from wiring.lasting import lasting

TOKEN, KEY = "a token of some length", "ZZ2021000001"
LIST_MS, DOSSIER_MS, PICTURE_MS = 100, 150, 300
CLERKS: tuple[tuple[str, Level, Region], ...] = (
    ("registration point", Level.REGISTRATION_POINT, Region(exam_point="考点007", registration_point="报名007-3")),
    ("examination point", Level.EXAM_POINT, Region(exam_point="考点007")),
    ("province", Level.PROVINCE, Region(province="湖北")),
    ("nation", Level.NATION, EVERYWHERE),
)
KNOWLEDGE = Knowledge(types=load_types(), regulation=load_regulation())
STATED = {
    "application_id": KEY, "exam_year": 2021, "name": "陈嘉禾", "gender": "女", "birth_date": "1993-05-18",
    "id_type": "居民身份证", "id_number": ID_NUMBER, "exam_category": "执业医师", "exam_point": "考点007",
    "registration_point": "报名007-3",
}  # fmt: skip
PAPERS = (
    [(line[0].replace("陈嘉禾", "陈佳禾"), *line[1:]) for line in DIPLOMA],
    DIPLOMA, household_register.LINES, name_change_proof.LINES,
)  # fmt: skip


def main() -> None:
    """Fill, ask, print and keep what came of it."""
    given = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(given.database or f"sqlite:///{Path(folder) / 'desk.db'}")
        upgrade(database)
        fill(database, given.rows)
        keepers = sql_house(database)
        house = House(keepers=keepers, arrivals=None, knowledge=KNOWLEDGE)
        with TestClient(make_app(house, token=TOKEN), base_url="http://certcheck.example") as client:
            _hand_in(client, keepers)
            # As `web.app.application` does it.
            with lasting():
                told = _all_measured(client, keepers, given.calls)
        name = database.engine.dialect.name
        database.close()
    result = {
        "rows": given.rows, "calls": given.calls, "database": name, "note": given.note,
        "machine": {"python": platform.python_version(), "cpus": os.cpu_count(), "load": os.getloadavg()[0]},
        "pages": told,
    }  # fmt: skip
    path = RESULTS / f"desk_pages-{name}-{date.today().isoformat()}.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    slow = [one["page"] for one in told if one["wall_p95_ms"] > one["most_ms"]]
    print(f"kept in {path}; above what is allowed at the 95th percentile: {', '.join(slow) or 'none'}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--calls", type=int, default=100)
    parser.add_argument("--database", default="")
    parser.add_argument("--note", default="")
    return parser.parse_args()


def _hand_in(client: TestClient, keepers: Keepers) -> None:
    reader = RecordedReader()

    def answer(job_id: str) -> None:
        run_job(job_id, keepers=keepers, knowledge=KNOWLEDGE, reader=reader, worker="w", lease_seconds=60)

    assert isinstance(keepers.queue, MemoryQueue)
    keepers.queue.listen(answer, lanes=[], threads=1)
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    client.put(f"/api/applications/{KEY}", json=STATED, headers=bearer).raise_for_status()
    for number, lines in enumerate(PAPERS):
        content = _picture(number)
        reader.texts[content] = page_text(lines)  # type: ignore[arg-type]
        sent = {"file": (f"{number}.jpg", content, "image/jpeg")}
        client.post(f"/api/applications/{KEY}/documents", files=sent, headers=bearer).raise_for_status()
    keepers.queue.answer_all()


def _picture(number: int) -> bytes:
    kept = io.BytesIO()
    Image.effect_noise((1600, 1200), 12 + number).convert("RGB").save(kept, "JPEG", quality=80)
    return kept.getvalue()


def _all_measured(client: TestClient, keepers: Keepers, calls: int) -> list[dict[str, Any]]:
    told = []
    for who, level, region in CLERKS:
        account = Account(name=f"b{level.value.replace('_', '')}", role=Role.REVIEWER, level=level, region=region)
        headers = session_headers(opened_session(keepers, account)) | {"Accept": "text/html"}
        lists = {"list": "/review", "list, oldest first": "/review?sort=oldest", "counts": "/review/list/counts"}
        lists |= {"search by id": f"/review?q={PREFIX}0107", "search by name": "/review?q=嘉禾"}
        for name, path in lists.items():
            told.append(_measured(f"{who}: {name}", _get(client, path, headers), calls, LIST_MS))
        if level is Level.REGISTRATION_POINT:
            shown = client.get(f"/review/{KEY}", headers=headers).text
            picture = shown.split('data-href="')[1].split('"')[0]
            told.append(_measured("dossier", _get(client, f"/review/{KEY}", headers), calls, DOSSIER_MS))
            told.append(_measured("picture", _get(client, picture, headers), calls, PICTURE_MS))
    return told


def _get(client: TestClient, path: str, headers: dict[str, str]) -> Callable[[], bytes]:
    def get() -> bytes:
        answer = client.get(path, headers=headers)
        answer.raise_for_status()
        return answer.content

    return get


def _measured(page: str, get: Callable[[], bytes], calls: int, most_ms: int) -> dict[str, Any]:
    length = len(get())
    wall, cpu = [], []
    for _ in range(calls):
        began, spent = time.perf_counter(), time.process_time()
        get()
        cpu.append((time.process_time() - spent) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    told: dict[str, Any] = {"page": page, "bytes": length, "most_ms": most_ms}
    for name, times in (("wall", wall), ("cpu", cpu)):
        cuts = statistics.quantiles(times, n=20)
        told |= {f"{name}_p50_ms": round(cuts[9], 1), f"{name}_p95_ms": round(cuts[18], 1)}
    print(json.dumps(told, ensure_ascii=False), flush=True)
    return told


if __name__ == "__main__":
    main()
