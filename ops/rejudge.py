"""`certcheck rejudge`: every dossier held against what is known now, without a picture read again."""

import json
import multiprocessing
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from doctypes.loader import load_types
from models.errors import DefinitionInvalid, InputError
from models.report import Verdict
from ops.progress import progress
from regulations.loader import load_regulation
from services import rejudging as service
from services.keepers import Keepers, Knowledge
from services.plural import counted
from services.rejudging_tally import Move, MoveKey, Tally
from wiring.bootstrap import build_keepers, build_knowledge
from wiring.config import Config, read_config

VERDICTS_MOVE = 1
SOME_FAILED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What the command was called with."""

    preview: bool
    regulation: Path | None
    types: Path | None
    applications: tuple[str, ...]
    since: datetime | None
    workers: int
    limit: int | None
    as_json: bool
    backfill: str | None = None


@click.command(short_help="Judge again what is kept, or say which verdicts that would change.")
@click.option("--preview", is_flag=True, help="Write nothing; say which verdicts would change, and by what cause.")
@click.option("--regulation", metavar="FILE", type=click.Path(path_type=Path), help="Preview this regulation instead.")
@click.option("--types", metavar="DIR", type=click.Path(path_type=Path), help="Preview these definitions instead.")
@click.option("--application", "applications", metavar="ID", multiple=True, help="Only this one; may be repeated.")
@click.option("--since", metavar="DAY", type=click.DateTime(["%Y-%m-%d"]), help="Only those touched since (UTC).")
@click.option("--backfill", metavar="NAME", help="Only applications of this backfill.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that judge.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many dossiers.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
def rejudge(**options: Any) -> int:
    """Hold every dossier against the definitions, the regulation and the thresholds of this build.

    Those that hold under them already are passed over, so that a run that was stopped goes on when started again.
    Leaves with 0; with 1 where a preview finds verdicts that would change; with 3 where dossiers could not be judged.
    """
    return run_rejudge(**options)


def run_rejudge(**options: Any) -> int:
    """Do what the command's options say, and return its exit code."""
    wanted = _Wanted(**options)
    if (wanted.regulation or wanted.types) and not wanted.preview:
        # Workers judge by what is installed: verdicts of other files would be undone by the next upload.
        raise click.UsageError("expected --preview beside --regulation or --types, met none: install them to keep them")
    config = read_config()
    keepers, knowledge = build_keepers(config), _knowledge(config, wanted)
    started, tally = time.monotonic(), Tally()
    try:
        _run(tally, wanted, config, keepers, knowledge)
    except KeyboardInterrupt:
        _print(tally, wanted, time.monotonic() - started)
        raise
    finally:
        keepers.close()
    _print(tally, wanted, time.monotonic() - started)
    if tally.failed_count:
        return SOME_FAILED
    return VERDICTS_MOVE if wanted.preview and tally.moves else 0


def _run(tally: Tally, wanted: _Wanted, config: Config, keepers: Keepers, knowledge: Knowledge) -> None:
    if wanted.backfill:
        # A name that is none would look like a backfill that nothing changes.
        keepers.backfills.backfill(wanted.backfill)
    cases = service.wanted_cases(
        knowledge=knowledge,
        backfill_id=wanted.backfill or "",
        application_ids=wanted.applications,
        touched_since=wanted.since.replace(tzinfo=UTC) if wanted.since else None,
    )
    total = service.count_cases(cases, keepers=keepers, limit=wanted.limit)
    with _pool(wanted, config) as pool, progress("重新核验", total) as show:
        judge = _judge_there if pool else _JudgeHere(keepers, knowledge, writes=not wanted.preview)
        for batch in service.rejudge(
            cases, judge, keepers=keepers, limit=wanted.limit, pool=pool, workers=wanted.workers
        ):
            tally.add(batch)
            show(tally.judged_count + tally.failed_count + tally.overtaken_count)


class _JudgeHere:
    """Judges a batch in this process."""

    def __init__(self, keepers: Keepers, knowledge: Knowledge, *, writes: bool) -> None:
        self._keepers, self._knowledge, self._writes = keepers, knowledge, writes

    def __call__(self, application_ids: tuple[str, ...]) -> Tally:
        return service.rejudge_batch(
            application_ids, keepers=self._keepers, knowledge=self._knowledge, writes=self._writes
        )


_here: list[_JudgeHere] = []
"""Of a process of the pool: made once, when it starts."""


def _judge_there(application_ids: tuple[str, ...]) -> Tally:
    return _here[0](application_ids)


def _begin(config: Config, wanted: _Wanted) -> None:
    # Ctrl-C reaches every process of the terminal: these finish the batch in hand, and the command says how far it got.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _here.append(_JudgeHere(build_keepers(config), _knowledge(config, wanted), writes=not wanted.preview))


@contextmanager
def _pool(wanted: _Wanted, config: Config) -> Iterator[Executor | None]:
    if wanted.workers == 1:
        yield None
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(wanted.workers, mp_context=spawn, initializer=_begin, initargs=(config, wanted)) as pool:
        yield pool


def _knowledge(config: Config, wanted: _Wanted) -> Knowledge:
    known = build_knowledge(config)
    try:
        if wanted.types is not None:
            known = replace(known, types=load_types(wanted.types))
        if wanted.regulation is not None:
            path = wanted.regulation
            known = replace(known, regulation=load_regulation(path.name.removesuffix(".toml"), folder=path.parent))
    except DefinitionInvalid as error:
        # A file that somebody asks about is input; one that is installed would be a defect.
        raise InputError(str(error)) from error
    return known


def _print(tally: Tally, wanted: _Wanted, seconds: float) -> None:
    if wanted.as_json:
        click.echo(json.dumps(_plain(tally, wanted, seconds), ensure_ascii=False))
        return
    for key, move in tally.by_gravity():
        click.echo(_line(key, move))
    for (kind, code), said in tally.by_frequency():
        click.echo(f"{kind} {code}: {said.count}; {_such_as(said.examples)}")
    would = "would change" if wanted.preview else "changed"
    rate = tally.judged_count / seconds if seconds else 0.0
    click.echo(
        f"{counted(tally.judged_count, 'dossier')} judged, {counted(tally.moved_count, 'verdict')} {would}, "
        f"{counted(tally.changed_count, 'dossier')} and {counted(tally.reports_count, 'report')} say something new; "
        f"{seconds:.1f} s, {rate:.0f} dossiers/s with {counted(wanted.workers, 'worker')}"
    )
    if tally.overtaken_count:
        click.echo(f"{tally.overtaken_count} moved on while they were judged: their own jobs see to them")
    if tally.failed_count:
        codes = ", ".join(f"{count} {code}" for code, count in tally.failures.most_common())
        click.echo(
            f"expected every dossier to be judged, met failures: {codes}; {_such_as(tally.failed_examples)}", err=True
        )


def _line(key: MoveKey, move: Move) -> str:
    before, after, causes = key
    return f"{before} → {after}: {move.count} by {' + '.join(causes)}; {_such_as(move.examples)}"


def _such_as(examples: list[str]) -> str:
    return f"such as {', '.join(examples)}"


def _plain(tally: Tally, wanted: _Wanted, seconds: float) -> dict[str, object]:
    return {
        "preview": wanted.preview,
        "judged": tally.judged_count,
        "verdicts_changed": tally.moved_count,
        "dossiers_changed": tally.changed_count,
        "reports_changed": tally.reports_count,
        "overtaken": tally.overtaken_count,
        "failed": dict(tally.failures),
        "failed_examples": tally.failed_examples,
        "moves": [_plain_move(before, after, causes, move) for (before, after, causes), move in tally.by_gravity()],
        "says": [
            {"kind": kind.value, "code": code, "count": said.count, "examples": said.examples}
            for (kind, code), said in tally.by_frequency()
        ],
        "seconds": round(seconds, 3),
        "workers": wanted.workers,
        "dossiers_per_second": round(tally.judged_count / seconds, 1) if seconds else None,
    }


def _plain_move(before: Verdict, after: Verdict, causes: tuple[str, ...], move: Move) -> dict[str, object]:
    return {
        "from": before.value,
        "to": after.value,
        "causes": list(causes),
        "count": move.count,
        "examples": move.examples,
    }
