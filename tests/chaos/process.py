"""A process as `certcheck` starts it: a worker, a sweep, or the API.

Its keepers, its settings and its signals are the real ones; its engine is the null engine, its ledger goes by the clock
of the house, and it ends where it is told to.
"""

import os
from collections.abc import Mapping
from pathlib import Path

MODULES = ("uvicorn", "web.app", "wiring.work", "tests.chaos.null_engine", "tests.chaos.points")
"""Loaded once, by the process from which all others are forked: so that one that was killed is back in no time."""


def start(folder: Path, role: str, port: int, *, environ: Mapping[str, str], log: Path) -> None:
    """Become a process of a role, in a process that was forked for it."""
    os.environ.update(environ)
    with log.open("ab") as written:
        for stream in (1, 2):
            os.dup2(written.fileno(), stream)
    main(folder, role, port)


def main(folder: Path, role: str, port: int) -> None:
    # The process that reads pages imports this module anew, and needs none of these.
    import uvicorn  # noqa: PLC0415

    from pipeline.reader import Portrayer  # noqa: PLC0415
    from pipeline.reader_child import ChildReader  # noqa: PLC0415
    from pipeline.reading_process import EngineRecipe  # noqa: PLC0415
    from tests.chaos import null_engine  # noqa: PLC0415
    from tests.chaos.clock import FastClock  # noqa: PLC0415
    from tests.chaos.points import WatchedReader, watched  # noqa: PLC0415
    from web.app import application  # noqa: PLC0415
    from wiring.bootstrap import build_keepers  # noqa: PLC0415
    from wiring.config import read_config  # noqa: PLC0415
    from wiring.stopping import stopping_by_signal  # noqa: PLC0415
    from wiring.work import run_sweep, run_worker  # noqa: PLC0415

    config = read_config()
    armed = folder / "armed"
    keepers = watched(build_keepers(config, clock=FastClock(folder / "clock")), armed)

    def make_reader() -> Portrayer:
        recipe = EngineRecipe(
            make="tests.chaos.null_engine:make_engine",
            name=null_engine.NAME,
            options={"notes": str(folder / "notes")},
            see="tests.chaos.null_engine:see",
            portray="tests.chaos.null_engine:portray",
        )
        reader = ChildReader(recipe, pages_per_process=10_000, timeout_seconds=config.read_timeout_seconds)
        return WatchedReader(reader, armed)

    if role == "serve":
        app = application(keepers=keepers, make_reader=make_reader)
        uvicorn.run(app, port=port, log_config=None, access_log=False, timeout_graceful_shutdown=5)
        return
    told = stopping_by_signal()
    if role == "sweep":
        run_sweep(config, stop=told.stop, keepers=keepers)
    else:
        run_worker(config, stop=told.stop, hurry=told.hurry, keepers=keepers, make_reader=make_reader)
