"""Probes: what is configured, reachable and loaded, for `doctor` and for readiness."""

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from models.errors import BlobMissing, CertcheckError, HistoryBroken
from pipeline.models_folder import model_folders
from services.desk.history import check_history
from services.keepers import Keepers
from services.lost_pictures import lost_pictures
from services.plural import counted
from storage.queue_dramatiq import DramatiqQueue, broker_of
from storage.sql import sqlite_file
from wiring.bootstrap import build_archive, build_blobs, build_keepers, build_knowledge, build_reader, folder_of
from wiring.config import Config

SHOWN_FAULTS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What came of asking one component."""

    name: str
    ok: bool
    detail: str
    code: str = ""
    """Of the error, where it is not well."""


def probes(
    config: Config, *, keepers: Keepers | None = None, checks_history: bool = False, checks_pictures: bool = False
) -> Iterator[Probe]:
    """Ask one component after another: database, blobs, archive, broker, definitions, models. Loads no model.

    Files and folders are told by their whole paths, which is for whoever sits at this machine and for nobody else.

    Without keepers they are built here, and a database that cannot be opened is one of the answers. The history and
    the pictures are checked on demand: that takes a second for some ten thousand entries, or some thousand pictures.
    """
    built: list[Keepers] = [] if keepers is None else [keepers]

    def database() -> str:
        if not built:
            built.append(build_keepers(config))
        built[0].records.ping()
        file = sqlite_file(config.database_url)
        return f"sqlite {file.resolve()}" if file else config.database_url.partition(":")[0]

    def broker() -> str:
        # Without a database there are no keepers, and the broker is asked all the same.
        queue = built[0].queue if built else DramatiqQueue(broker_of(config.broker_url))
        queue.ping()
        return config.broker_url.partition(":")[0]

    yield _probe("database", database)
    yield _probe("blobs", lambda: _blobs(config))
    if config.archive_url:
        yield _probe("archive", lambda: _archive(config))
    yield _probe("broker", broker)
    yield _probe("knowledge", lambda: _knowledge(config))
    yield _probe("engine", lambda: _engine(config))
    if checks_history and built:
        yield _probe("history", lambda: _history(built[0]))
    if checks_pictures and built:
        yield _probe("pictures", lambda: _pictures(built[0]))
    if keepers is None:
        for made in built:
            made.close()


def _blobs(config: Config) -> str:
    store = build_blobs(config)
    store.ping()
    told = _place_of(config.blobs_url, "CERTCHECK_BLOBS_URL")
    return told if store.is_made() else f"{told}; the bucket is not there yet and will be made for the first upload"


def _archive(config: Config) -> str:
    archive = build_archive(config)
    if archive is not None:
        archive.ping()
    return _place_of(config.archive_url, "CERTCHECK_ARCHIVE_URL")


def _place_of(url: str, setting: str) -> str:
    """Say where a store is: a folder by its path; of a server the scheme alone, for the rest holds its key."""
    scheme = url.partition(":")[0]
    return f"file {folder_of(url, setting).resolve()}" if scheme == "file" else scheme


def _history(keepers: Keepers) -> str:
    count, broken = check_history(keepers=keepers)
    if broken:
        faults = "; ".join(f"{one.chain or 'anchor'} {one.place}: {one.why}" for one in broken[:SHOWN_FAULTS])
        raise HistoryBroken(
            f"expected {counted(count, 'entry', 'entries')} as written, met {counted(len(broken), 'fault')}: {faults}"
        )
    anchor = keepers.history.last_anchor()
    told = counted(count, "entry", "entries")
    return f"{told}, anchor {anchor.hash[:16]} of {anchor.at:%Y-%m-%d %H:%M}" if anchor else told


def _pictures(keepers: Keepers) -> str:
    count, lost = lost_pictures(keepers=keepers)
    if lost:
        shown = " ".join(lost[:SHOWN_FAULTS])
        raise BlobMissing(
            f"expected the pictures of {counted(count, 'paper')} in the store, met {len(lost)} without: {shown}"
        )
    return counted(count, "paper")


def _knowledge(config: Config) -> str:
    knowledge = build_knowledge(config)
    return f"{len(knowledge.types)} types, regulation {config.regulation}, {len(knowledge.alphabet)} characters"


def _engine(config: Config) -> str:
    name = build_reader(config).engine_name
    # A name is given to a folder without weights, too; only laying the models out tells that they are there.
    with model_folders(config.models_dir):
        pass
    missing = [module for module in ("paddleocr", "openvino", "cv2") if importlib.util.find_spec(module) is None]
    if missing:
        raise CertcheckError(f"expected the packages {', '.join(missing)}, met none")
    return name


def _probe(name: str, ask: Callable[[], str]) -> Probe:
    try:
        return Probe(name=name, ok=True, detail=ask())
    except CertcheckError as error:
        return Probe(name=name, ok=False, detail=str(error), code=error.code)
