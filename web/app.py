"""The HTTP application: what is mounted where, and what it is made of. Readers are processes; it loads no engine."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

from models.errors import ConfigInvalid
from services.keepers import Keepers
from storage.processes import Role
from web import applications, documents, events, health, pages
from web.access import Access
from web.house import House
from web.problems import add_problems
from wiring.arrivals import build_arrivals
from wiring.bench import MakeReader
from wiring.bootstrap import build_keepers
from wiring.config import Config, read_config
from wiring.heartbeat import Me, telling
from wiring.log import configure_logging
from wiring.stopping import HURRY
from wiring.work import working

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def make_app(house: House, *, token: str | None, lifespan: Lifespan | None = None) -> FastAPI:
    """Make the application over a house; without a token it answers this machine alone."""
    app = FastAPI(
        title="certcheck",
        openapi_url="/api/openapi.json",
        # The pages of the documentation load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.house = house
    add_problems(app)
    for part in (applications, documents, events, health, pages):
        app.include_router(part.router)
    app.add_middleware(Access, token=token)
    return app


def application(*, keepers: Keepers | None = None, make_reader: MakeReader | None = None) -> FastAPI:
    """Make the application of the settings, as a server calls it (`uvicorn --factory web.app:application`).

    Where the broker is in memory, work is done in this process. Keepers and readers are those of the settings, where
    none are given.

    Raises:
        ConfigInvalid: a setting is wrong, or no token is set and the form is not the embedded one.
        StorageUnavailable: the database does not answer.
    """
    config = read_config()
    if not config.api_token and not config.is_embedded:
        raise ConfigInvalid("CERTCHECK_API_TOKEN: expected a token beside another database, store or broker, met none")
    configure_logging(config.log_level)
    keepers = keepers or build_keepers(config)
    house = House(keepers=keepers, arrivals=build_arrivals(config), max_upload_bytes=config.max_upload_bytes)
    return make_app(house, token=config.api_token or None, lifespan=_lifespan(config, keepers, make_reader))


def _lifespan(config: Config, keepers: Keepers, make_reader: MakeReader | None) -> Lifespan:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with ExitStack() as stack:
            if config.broker_url.startswith("memory:"):
                stack.enter_context(working(config, keepers, sweeps=True, make_reader=make_reader, hurry=HURRY))
            else:
                stack.enter_context(telling(keepers, Me(role=Role.SERVE)))
            yield
            await run_in_threadpool(stack.close)
        keepers.close()

    return lifespan
