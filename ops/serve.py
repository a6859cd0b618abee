"""`certcheck serve`: API, review pages and workers in one process."""

import socket
from types import FrameType

import click
import uvicorn

from models.errors import ConfigInvalid, InputError
from wiring.config import read_config
from wiring.stopping import HURRY

LOOPBACK = ("127.0.0.1", "::1", "localhost")
APPLICATION = "web.app:application"
"""Named and not imported: doors do not know each other, and the server makes the application itself."""
SHUTDOWN_SECONDS = 30


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for any that is free.")
def serve(host: str, port: int) -> None:
    """Run the API, the review pages and the workers in one process.

    With another broker than the one in memory, workers run apart (`certcheck worker`). Beyond this machine it takes
    CERTCHECK_API_TOKEN.
    """
    config = read_config()
    if host not in LOOPBACK and not config.api_token:
        raise ConfigInvalid(f"CERTCHECK_API_TOKEN: expected a token to serve {host}, met none")
    with _listening(host, port) as listening:
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listening.getsockname()[1]}/"
        _Server(_settings(), address=address).run(sockets=[listening])


def _settings() -> uvicorn.Config:
    return uvicorn.Config(
        APPLICATION,
        factory=True,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )


class _Server(uvicorn.Server):
    """Uvicorn, which by itself would leave without a word to its work when Ctrl-C is pressed twice."""

    def __init__(self, settings: uvicorn.Config, *, address: str) -> None:
        super().__init__(settings)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell the address once somebody answers there: what the settings forbid ends before."""
        await super().startup(sockets)
        if self.started:
            click.echo(f"certcheck: {self._address}", err=True)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop at the first signal; let go of the work in hand at the second; leave at once at the third."""
        if self.should_exit and not HURRY.is_set():
            HURRY.set()
            return
        super().handle_exit(sig, frame)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise InputError(f"expected an address to listen on, met {error.strerror}: {host} port {port}") from error
