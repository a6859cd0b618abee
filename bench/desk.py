"""The desk's list and counts with as many applications as a nation has: time on the server, and the plans behind it.

    python -m bench.desk [--rows 500000] [--calls 200] [--database URL] [--plans]

Made-up lines, spread over levels, examination points, verdicts and months, are laid into an empty database: an SQLite
file of its own, or the PostgreSQL database that `--database` names (it must be empty, and is left full). Then each kind
of question that pages ask is asked over and over, with other values each time, and the 50th and 95th percentile are
told: on the wall, and of this process's own CPU, as others may use the machine.
"""

import argparse
import json
import os
import platform
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from models.desk import Blind, Deed, DeskCase, DeskState, Standing
from models.levels import EVERYWHERE, Level, Region
from models.report import Severity, Verdict
from storage.migrate import upgrade
from storage.schema_desk import worklist, worklist_names
from storage.sql import Database
from storage.standing_sql import name_rows, row_of
from storage.worklist import Held, Sort, Wanted, place_in
from storage.worklist_sql import SqlWorklist

RESULTS = Path(__file__).parent / "results"
BATCH = 5000
DRAWN = 20_000
"""Lines that differ; there are as many more as are asked for, under ids of their own."""
PREFIX = "HB2021"
POINTS, REGISTRATIONS = 120, 8
"""Examination points, and registration points in each."""
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何", "嘉禾明华建国文军志强晓丽静敏芳伟洋宁涛磊洁倩楠"
VERDICTS = (
    *(Verdict.CLEAR,) * 60,
    *(Verdict.INCOMPLETE,) * 12,
    *(Verdict.REVIEW,) * 18,
    *(Verdict.IDENTITY_PROOF_REQUIRED,) * 8,
    *(Verdict.RESUBMIT,) * 2,
)
STATES = (*(DeskState.WAITING,) * 90, *(DeskState.ACCEPTED,) * 6, *(DeskState.ASKED,) * 3, DeskState.REJECTED)
LEVELS = (*(Level.REGISTRATION_POINT,) * 70, *(Level.EXAM_POINT,) * 20, *(Level.PROVINCE,) * 8, *(Level.NATION,) * 2)
WANTED_MS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One kind of question that a page asks."""

    name: str
    ask: Callable[[random.Random], object]


def main() -> None:
    """Fill, ask, and print what came of it."""
    given = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(given.database or f"sqlite:///{Path(folder) / 'desk.db'}")
        if database.engine.dialect.name == "sqlite":
            sa.event.listen(database.engine, "connect", _hasten)
        upgrade(database)
        fill(database, given.rows)
        keeper = SqlWorklist(database)
        if given.plans:
            _print_plans(database, keeper)
        told = [_measured(question, given.calls) for question in _questions(keeper, given.rows)]
        database.close()
    result = {
        "rows": given.rows,
        "calls": given.calls,
        "database": database.engine.dialect.name,
        "machine": {"python": platform.python_version(), "cpus": os.cpu_count(), "load": os.getloadavg()[0]},
        "questions": told,
    }
    print(json.dumps(result, ensure_ascii=False, indent=1))
    slow = [one["name"] for one in told if one["cpu_p95_ms"] > WANTED_MS]
    print(f"above {WANTED_MS} ms at the 95th percentile: {', '.join(slow) or 'none'}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--calls", type=int, default=200)
    parser.add_argument("--database", default="")
    parser.add_argument("--plans", action="store_true")
    return parser.parse_args()


def fill(database: Database, rows: int) -> None:
    """Draw some lines, and have the database lay them in over and over under other ids."""
    dice, began, drawn = random.Random(6), time.perf_counter(), min(rows, DRAWN)
    for start in range(0, drawn, BATCH):
        cases = [_case(number, dice) for number in range(start, min(start + BATCH, drawn))]
        with database.writing() as connection:
            connection.execute(worklist.insert(), [row_of(case) for case in cases])
            connection.execute(worklist_names.insert(), [row for case in cases for row in name_rows(case.standing)])
    for copy in range(1, rows // drawn):
        with database.writing() as connection:
            for table in (worklist, worklist_names):
                connection.execute(_copied(table, copy))
    with database.engine.connect().execution_options(certcheck_asks=True) as connection:
        # As PostgreSQL does by itself some minutes after so many rows came in: until then no index answers alone.
        connection.execute(sa.text("VACUUM ANALYZE" if connection.dialect.name == "postgresql" else "ANALYZE"))
    print(f"filled in {time.perf_counter() - began:.0f} s", flush=True)


def _copied(table: sa.Table, copy: int) -> sa.Insert:
    named = sa.literal(f"{PREFIX}{copy:02}", sa.String) + sa.func.substr(table.c.application_id, len(PREFIX) + 3)
    columns = [named if column.name == "application_id" else column for column in table.c]
    first = table.c.application_id < f"{PREFIX}01"
    return table.insert().from_select([column.name for column in table.c], sa.select(*columns).where(first))


def _case(number: int, dice: random.Random) -> DeskCase:
    verdict, state = dice.choice(VERDICTS), dice.choice(STATES)
    point = dice.randrange(POINTS)
    grave = verdict in (Verdict.RESUBMIT, Verdict.IDENTITY_PROOF_REQUIRED, Verdict.REVIEW)
    standing = Standing(
        application_id=f"{PREFIX}{number:07}",
        name=dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.randint(1, 2))),
        exam_category="执业医师",
        place=Region(
            exam_point=f"考点{point:03}", registration_point=f"报名{point:03}-{dice.randrange(REGISTRATIONS)}"
        ),
        verdict=verdict,
        code="name_mismatch" if grave else "",
        field="name" if grave else "",
        severity=dice.choice(list(Severity)[:4]) if grave else None,
        open_count=int(grave),
        documents_count=5,
        dossier_id=number,
        dossier_version=1,
        papers="",
    )
    since = datetime(2021, 1, 15, tzinfo=UTC) + timedelta(seconds=dice.randrange(30 * 86400))
    held = dice.random() < 0.002
    return DeskCase(
        standing=standing,
        state=state,
        level=dice.choice(LEVELS) if state is DeskState.WAITING else Level.NATION,
        waiting_since=since,
        decided_deed=Deed.ACCEPT if state is DeskState.ACCEPTED else None,
        blind=Blind.NO,
        holder=f"clerk{dice.randrange(50)}" if held else "",
        held_until=datetime.now(UTC) + timedelta(days=1) if held else None,
    )


def _place(point: int, dice: random.Random) -> Region:
    return Region(exam_point=f"考点{point:03}", registration_point=f"报名{point:03}-{dice.randrange(REGISTRATIONS)}")


def _part_of_a_name(dice: random.Random) -> str:
    return "".join(dice.choices(GIVEN, k=2))


def _regions() -> dict[str, Callable[[random.Random], tuple[Region, tuple[Level, ...]]]]:
    def clerk(dice: random.Random) -> tuple[Region, tuple[Level, ...]]:
        point = dice.randrange(POINTS)
        place = Region(
            exam_point=f"考点{point:03}", registration_point=f"报名{point:03}-{dice.randrange(REGISTRATIONS)}"
        )
        return place, (Level.REGISTRATION_POINT,)

    return {
        "registration point": clerk,
        "exam point": lambda dice: (Region(exam_point=f"考点{dice.randrange(POINTS):03}"), (Level.EXAM_POINT,)),
        "province": lambda _: (Region(province="湖北"), (Level.PROVINCE,)),
        "nation, all levels": lambda _: (EVERYWHERE, tuple(Level)),
    }


def _questions(keeper: SqlWorklist, rows: int) -> Iterator[Question]:
    def ids(dice: random.Random) -> str:
        return f"{PREFIX}{dice.randrange(max(1, rows // DRAWN)):02}{dice.randrange(DRAWN):05}"[:11]

    for who, draw in _regions().items():
        for sort in Sort:
            yield Question(name=f"{who}: first page, {sort}", ask=_pages(keeper, draw, sort, {}, pages=1))
        yield Question(name=f"{who}: fifth page, gravest", ask=_pages(keeper, draw, Sort.GRAVEST, {}, pages=5))
        for sort in (Sort.GRAVEST, Sort.OLDEST):
            rare = {"verdict": Verdict.RESUBMIT}
            yield Question(name=f"{who}: a rare verdict, {sort}", ask=_pages(keeper, draw, sort, rare, pages=1))
        alarm = {"severity": Severity.ALARM}
        yield Question(name=f"{who}: a severity", ask=_pages(keeper, draw, Sort.GRAVEST, alarm, pages=1))
        mine = {"held": Held.MINE, "account": "clerk7"}
        yield Question(name=f"{who}: mine", ask=_pages(keeper, draw, Sort.GRAVEST, mine, pages=1))
        yield Question(name=f"{who}: counts", ask=_counts(keeper, draw))
        yield Question(
            name=f"{who}: part of a name", ask=_search(keeper, draw, lambda dice: "".join(dice.choices(GIVEN, k=2)))
        )
        yield Question(name=f"{who}: beginning of an id", ask=_search(keeper, draw, ids))


def _pages(
    keeper: SqlWorklist, draw: Callable[..., Any], sort: Sort, asked: dict[str, Any], *, pages: int
) -> Callable[[random.Random], object]:
    def ask(dice: random.Random) -> object:
        region, levels = draw(dice)
        after, found = None, ()
        for _ in range(pages):
            found = keeper.find(Wanted(region=region, levels=levels, **asked), sort=sort, limit=51, after=after)
            if not found:
                break
            after = place_in(found[-1])
        return found

    return ask


def _counts(keeper: SqlWorklist, draw: Callable[..., Any]) -> Callable[[random.Random], object]:
    def ask(dice: random.Random) -> object:
        region, levels = draw(dice)
        return [keeper.count(Wanted(region=region, levels=levels, verdict=verdict)) for verdict in Verdict]

    return ask


def _search(
    keeper: SqlWorklist, draw: Callable[..., Any], words: Callable[[random.Random], str]
) -> Callable[[random.Random], object]:
    def ask(dice: random.Random) -> object:
        region, levels = draw(dice)
        return keeper.find(Wanted(region=region, levels=levels, search=words(dice)), sort=Sort.GRAVEST, limit=51)

    return ask


def _measured(question: Question, calls: int) -> dict[str, Any]:
    dice = random.Random(question.name)
    question.ask(dice)
    wall, cpu = [], []
    for _ in range(calls):
        began, spent = time.perf_counter(), time.process_time()
        question.ask(dice)
        cpu.append((time.process_time() - spent) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    told = {"name": question.name}
    for name, times in (("wall", wall), ("cpu", cpu)):
        cuts = statistics.quantiles(times, n=20)
        told |= {f"{name}_p50_ms": round(cuts[9], 1), f"{name}_p95_ms": round(cuts[18], 1)}
    print(json.dumps(told, ensure_ascii=False), flush=True)
    return told


def _print_plans(database: Database, keeper: SqlWorklist) -> None:
    word = "EXPLAIN QUERY PLAN" if database.engine.dialect.name == "sqlite" else "EXPLAIN (ANALYZE, BUFFERS)"
    explaining = [False]

    def explain(connection: sa.Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if explaining[0] or not statement.startswith("SELECT") or "worklist" not in statement:
            return
        explaining[0] = True
        for row in connection.exec_driver_sql(f"{word} {statement}", parameters):
            print("   ", *row, flush=True)
        explaining[0] = False

    sa.event.listen(database.engine, "before_cursor_execute", explain)
    for question in _questions(keeper, DRAWN):
        print(question.name)
        question.ask(random.Random(1))
    sa.event.remove(database.engine, "before_cursor_execute", explain)


def _hasten(connection: Any, _record: object) -> None:
    """Nothing that is laid in here has to outlive a power cut."""
    connection.execute("PRAGMA synchronous = OFF")


if __name__ == "__main__":
    main()
