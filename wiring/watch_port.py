"""The small port at which workers and the sweep are watched: `/healthz`, `/readyz`, `/metrics`, and nothing else."""

import hmac
import json
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from models.errors import ConfigInvalid
from services.ledger_measures import CONTENT_TYPE
from wiring.config import Config
from wiring.watch import ProcessWatch, is_well

log = logging.getLogger(__name__)

SLOWEST_SECONDS = 5.0
"""Whoever sends a request more slowly is hung up on."""


@contextmanager
def watched(config: Config, watch: ProcessWatch) -> Iterator[int | None]:
    """Serve the watch while the block runs, where a port is set; gives the port.

    Raises:
        ConfigInvalid: the port is another's.
    """
    if config.metrics_port is None:
        yield None
        return
    answer = partial(_Answer, watch=watch, token=config.metrics_token)
    try:
        server = _Server((config.metrics_host, config.metrics_port), answer)
    except OSError as error:
        raise ConfigInvalid(f"CERTCHECK_METRICS_PORT: expected a port that is free, met {error.strerror}") from error
    thread = threading.Thread(target=server.serve_forever, name="watch", daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    # Whoever is being answered when the process ends is not waited for.
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Say in a line that an answer came to nothing: whoever asked hung up, or it is a defect of ours."""
        error = sys.exception()
        told = log.debug if isinstance(error, OSError) else log.error
        told("not answered", exc_info=True)


class _Answer(BaseHTTPRequestHandler):
    timeout = SLOWEST_SECONDS

    def __init__(self, *args: object, watch: ProcessWatch, token: str) -> None:
        self._watch = watch
        self._token = token
        super().__init__(*args)  # type: ignore[arg-type]  # what the server hands on

    def do_GET(self) -> None:
        """Answer one probe or scrape."""
        match self.path.partition("?")[0]:
            case "/healthz":
                states = self._watch.vitals.states()
                self._say_states(is_well(states), {"alive": is_well(states), "parts": dict(states)})
            case "/readyz":
                states = self._watch.readiness.states()
                self._say_states(is_well(states), {"ready": is_well(states), "components": dict(states)})
            case "/metrics" if self._may_scrape():
                self._say(HTTPStatus.OK, self._watch.exposition(), CONTENT_TYPE)
            case "/metrics":
                self._say_json(HTTPStatus.UNAUTHORIZED, {"code": "token_required"})
            case _:
                self._say_json(HTTPStatus.NOT_FOUND, {"code": "not_found"})

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a line a probe would drown the others."""

    def _may_scrape(self) -> bool:
        scheme, _, given = self.headers.get("Authorization", "").partition(" ")
        is_known = scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), self._token.encode())
        return not self._token or is_known

    def _say_states(self, well: bool, content: dict[str, object]) -> None:
        self._say_json(HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE, content)

    def _say_json(self, status: HTTPStatus, content: dict[str, object]) -> None:
        self._say(status, json.dumps(content).encode(), "application/json")

    def _say(self, status: HTTPStatus, body: bytes, content_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)
