"""How long an upload takes until it is accepted: 300 kB by form, from 20 clients at once, against a real server.

    python -m bench.uploads --form embedded --clients 20 --each 20

Each client sends one paper after another, for papers of its own applicant. `--pause` lets it think in between, half as
long to half as long again, from a start of its own; with `--together` all pause alike, and come as one wave of 20.
Without a pause the server is asked as much as it can take, and the time is that of a queue of 20. The engine does
nothing.
"""

import argparse
import http.client
import json
import os
import platform
import random
import socket
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.null_house import NullReader, page, scratch
from web.app import application

RESULTS = Path(__file__).parent / "results"
FORMS = {"embedded": ("sqlite", "memory"), "redis": ("postgresql", "redis"), "rabbitmq": ("postgresql", "rabbitmq")}
ROOT = Path(__file__).parents[1]
START_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """How long uploads took until they were answered 202."""

    form: str
    clients: int
    pause_seconds: float
    together: bool
    uploads: int
    size_bytes: int
    median_ms: float
    p95_ms: float
    uploads_a_second: float


def main() -> None:
    """Serve, upload, print, and keep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--form", nargs="+", choices=list(FORMS), default=list(FORMS))
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--each", type=int, default=20, help="uploads of a client")
    parser.add_argument("--size", type=int, default=300_000)
    parser.add_argument("--pause", nargs="+", type=float, default=[0.0, 1.0], help="seconds between two of a client")
    parser.add_argument("--together", action="store_true", help="let all clients send at the same moments")
    options = parser.parse_args()
    results = []
    for form in options.form:
        with _serving(form) as port:
            for number, pause in enumerate(options.pause):
                times, seconds = upload(port, options, pause=pause, series=number)
                met = Accepted(
                    form=form,
                    clients=options.clients,
                    pause_seconds=pause,
                    together=options.together,
                    uploads=len(times),
                    size_bytes=options.size,
                    median_ms=round(statistics.median(times) * 1000, 1),
                    p95_ms=round(statistics.quantiles(times, n=20)[-1] * 1000, 1),
                    uploads_a_second=round(len(times) / seconds, 1),
                )
                print("  ".join(f"{name} {value}" for name, value in asdict(met).items()), flush=True)
                results.append(met)
    keep(results)


def upload(port: int, options: argparse.Namespace, *, pause: float, series: int) -> tuple[list[float], float]:
    """Let every client send its papers, and return how long each took, and all together."""
    with ThreadPoolExecutor(options.clients) as pool:
        begun = time.perf_counter()
        sent = [
            pool.submit(_client, port, series * 1000 + number, options, pause=pause)
            for number in range(options.clients)
        ]
        times = [seconds for one in sent for seconds in one.result()]
        return times, time.perf_counter() - begun


def keep(results: list[Accepted]) -> None:
    """Write the result beside the bench, named by its day."""
    RESULTS.mkdir(exist_ok=True)
    result = {
        "measured_on": time.strftime("%Y-%m-%d"),
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "load_at_the_end": os.getloadavg(),
        "accepted": [asdict(one) for one in results],
    }
    path = RESULTS / f"uploads-{result['measured_on']}.json"
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def _client(port: int, number: int, options: argparse.Namespace, *, pause: float) -> list[float]:
    dice = random.Random(number)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    application_id = f"C{number:06d}"
    stated = {"application_id": application_id, "name": "陈嘉禾", "id_type": "护照", "id_number": f"E{number:08d}"}
    path = f"/api/applications/{application_id}"
    _ask(connection, "PUT", path, json.dumps(stated).encode(), {"Content-Type": "application/json"}, status=200)
    times = []
    if not options.together:
        time.sleep(dice.uniform(0, pause))
    for paper in range(options.each):
        boundary = uuid.uuid4().hex
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
        body = head.encode() + page(number * 1000 + paper, options.size) + f"\r\n--{boundary}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        begun = time.perf_counter()
        _ask(connection, "POST", f"{path}/documents", body, headers, status=202)
        times.append(time.perf_counter() - begun)
        time.sleep(pause if options.together else dice.uniform(pause / 2, pause * 1.5))
    connection.close()
    return times


def _ask(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    status: int,
) -> None:
    connection.request(method, path, body, {**headers, "Authorization": "Bearer bench"})
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != status:
        sys.exit(f"expected {status}, met {answer.status}: {content[:200]!r}")


@contextmanager
def _serving(form: str) -> Iterator[int]:
    with ExitStack() as stack:
        environ = dict(stack.enter_context(scratch(*FORMS[form])))
        if form != "embedded":
            # A bucket of its own on the server of the tests; whoever started that throws it away.
            server_url = os.environ["CERTCHECK_TEST_S3_URL"].rpartition("/")[0]
            environ["CERTCHECK_BLOBS_URL"] = f"{server_url}/bench-{uuid.uuid4().hex[:8]}"
        port = _free_port()
        command = [sys.executable, "-c", f"from bench.uploads import serve; serve({port})"]
        server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environ})
        stack.callback(server.wait)
        stack.callback(server.terminate)
        _wait_until_well(port)
        yield port


def serve(port: int) -> None:
    """Serve as `certcheck serve` does, with an engine that does nothing."""
    import uvicorn  # noqa: PLC0415 - the clients need none of it

    uvicorn.run(application(make_reader=NullReader), port=port, log_config=None, access_log=False)


def _wait_until_well(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port: int = bound.getsockname()[1]
    return port


if __name__ == "__main__":
    main()
