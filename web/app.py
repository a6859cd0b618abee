"""The HTTP application: what is mounted where, and what it is made of. Readers are processes; it loads no engine."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

from models.errors import ConfigInvalid
from services.keepers import Keepers
from storage.processes import Role
from web import (
    applications,
    desk,
    documents,
    events,
    health,
    ops_deeds,
    ops_pages,
    pages,
    review,
    signing_in,
    static_files,
    uploads,
    work,
)
from web.access import Access
from web.error_pages import answer_for
from web.house import House
from web.problems import add_problems
from web.watching import Watching
from wiring.arrivals import build_arrivals
from wiring.bench import MakeReader
from wiring.bootstrap import build_keepers, build_knowledge
from wiring.config import Config, read_config
from wiring.heartbeat import Me, telling
from wiring.lasting import lasting
from wiring.log import configure_logging
from wiring.stopping import HURRY
from wiring.sweeping import session_limits
from wiring.tracing import tracing
from wiring.watch import ProcessWatch, watch_over
from wiring.work import working

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def make_app(
    house: House,
    *,
    token: str | None,
    metrics_token: str | None = None,
    watch: ProcessWatch | None = None,
    lifespan: Lifespan | None = None,
) -> FastAPI:
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
    app.state.watching = health.Probes(watch=watch or watch_over(house.keepers, tells_of_ledger=True))
    add_problems(app, answer_for=answer_for)
    parts = (applications, documents, events, health, uploads, static_files, signing_in, desk, work, review, pages)
    for part in (*parts, ops_pages, ops_deeds):
        app.include_router(part.router)
    app.add_middleware(Access, house=house, token=token, metrics_token=metrics_token)
    # Added last, it stands around everything: what is refused is counted and answered with its id, too.
    app.add_middleware(Watching)
    return app


def application(*, keepers: Keepers | None = None, make_reader: MakeReader | None = None) -> FastAPI:
    """Make the application of the settings, as a server calls it (`uvicorn --factory web.app:application`).

    Where the broker is in memory, work is done in this process. Keepers and readers are those of the settings, where
    none are given.

    Raises:
        ConfigInvalid: a setting is wrong, or no token is set and the form is not the embedded one.
        EngineUnavailable: the models, whose alphabet corrections are judged by, are not where they should be.
        StorageUnavailable: the database does not answer.
    """
    config = read_config()
    if not config.api_token and not config.is_embedded:
        raise ConfigInvalid("CERTCHECK_API_TOKEN: expected a token beside another database, store or broker, met none")
    configure_logging(config.log_level)
    keepers = keepers or build_keepers(config)
    watch = watch_over(keepers, tells_of_ledger=True)
    house = House(
        keepers=keepers,
        arrivals=build_arrivals(config),
        knowledge=build_knowledge(config),
        sessions=session_limits(config),
        claim_seconds=config.claim_seconds,
        secure_cookies=config.secure_cookies,
        sweep_seconds=config.sweep_seconds,
    )
    return make_app(
        house,
        token=config.api_token or None,
        metrics_token=config.metrics_token or None,
        watch=watch,
        lifespan=_lifespan(config, keepers, watch, make_reader),
    )


def _lifespan(config: Config, keepers: Keepers, watch: ProcessWatch, make_reader: MakeReader | None) -> Lifespan:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with ExitStack() as stack:
            stack.enter_context(tracing(config))
            if config.broker_url.startswith("memory:"):
                stack.enter_context(
                    working(config, keepers, sweeps=True, hurry=HURRY, watch=watch, make_reader=make_reader)
                )
            else:
                stack.enter_context(telling(keepers, Me(role=Role.SERVE)))
            stack.enter_context(lasting())
            yield
            await run_in_threadpool(stack.close)
        keepers.close()

    return lifespan
