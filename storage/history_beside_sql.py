"""Holds what stands beside the chains against their entries: decisions, corrections, and where a dossier stands.

Each comparison is one statement, so that what is written meanwhile is seen on both sides or on neither. An entry is
held to as much as it says.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from models.desk import DECISIONS, Deed, DeskState
from storage.history import Broken
from storage.history_content import content_of
from storage.schema_desk import corrections, decisions, history, worklist

_AT_ONCE = 2000
_DECIDED = sorted({*DECISIONS, Deed.OPINION})
_MOVERS = sorted({*DECISIONS, Deed.CAME_BACK, Deed.CHANGED, Deed.PASSED_BY_RULE})
_ON_A_LINE = sorted({*_MOVERS, Deed.OPINION, Deed.CORRECT, Deed.CLAIM, Deed.TAKE_OVER, Deed.RELEASE})
"""What is done to a line of the worklist, and so to none that is not there."""
_CONTENT = ("message", "verdict", "to", "overturns", "document_id", "field", "read", "value")
_Facts = Mapping[str, object]


def beside(connection: sa.Connection) -> Iterator[Broken]:
    """Return where a decision, a correction or a line of the worklist is not what the chain of its application says."""
    yield from _unlike(connection, _decisions(), "decision")
    yield from _unlike(connection, _corrections(), "correction")
    yield from _astray(connection)
    yield from _gone(connection)


def _decisions() -> sa.CompoundSelect[Any]:
    rows = {
        "account": decisions.c.account,
        "level": decisions.c.level,
        "deed": decisions.c.deed,
        "dossier_id": decisions.c.dossier_id,
        "reason": decisions.c.reason,
        "message": decisions.c.message,
        "verdict": decisions.c.verdict,
        "to": decisions.c.to_state + " " + decisions.c.to_level,
        "overturns": decisions.c.overturned_account,
    }
    return _both(decisions.c.application_id, rows, history.c.deed.in_(_DECIDED))


def _corrections() -> sa.CompoundSelect[Any]:
    rows = {
        "account": corrections.c.account,
        "reason": corrections.c.reason,
        "document_id": corrections.c.document_id,
        "field": corrections.c.field,
        "read": corrections.c.read,
        "value": corrections.c.value,
    }
    return _both(corrections.c.application_id, rows, history.c.deed == Deed.CORRECT)


def _both(
    chain: sa.Column[Any], rows: Mapping[str, sa.ColumnElement[Any]], of_entries: sa.ColumnElement[bool]
) -> sa.CompoundSelect[Any]:
    """Rows and entries in one statement, those of an application together; the content of a row is null."""
    of_rows = sa.select(
        chain.label("chain"), sa.null().label("content"), *(column.label(name) for name, column in rows.items())
    )
    nothing = {name: sa.cast(sa.null(), column.type).label(name) for name, column in rows.items()}
    told = (history.c.get(name, column) for name, column in nothing.items())
    of_history = sa.select(history.c.chain, history.c.content, *told).where(of_entries)
    return sa.union_all(of_history, of_rows).order_by("chain")


def _unlike(connection: sa.Connection, both: sa.CompoundSelect[Any], what: str) -> Iterator[Broken]:
    found = connection.execute(both.execution_options(yield_per=_AT_ONCE))
    for chain, its in groupby(found, key=lambda row: str(row.chain)):
        rows: list[_Facts] = []
        entries: list[_Facts] = []
        for one in its:
            facts = {name: value for name, value in one._mapping.items() if name not in ("chain", "content")}
            if one.content is None:
                rows.append(facts)
            else:
                entries.append(_of_entry(facts, one.content))
        for entry in entries:
            like = next((row for row in rows if _is_like(row, entry)), None)
            if like is None:
                yield Broken(chain=chain, place=0, why=f"expected the {what} that an entry tells of, met none like it")
            else:
                rows.remove(like)
        for _ in rows:
            yield Broken(chain=chain, place=0, why=f"expected an entry that tells of each {what}, met one without")


def _of_entry(facts: _Facts, content: str) -> _Facts:
    """What an entry says; whether it overturned something, and to what a value was put right, is said by silence."""
    said = content_of(content)
    told = {name: value for name, value in facts.items() if value is not None}
    told |= {name: said[name] for name in _CONTENT if name in said}
    if "to" in said:
        told.setdefault("overturns", "")
    if "field" in said:
        told.setdefault("value", None)
    return told


def _is_like(row: _Facts, entry: _Facts) -> bool:
    return all(row.get(name) == value for name, value in entry.items())


def _astray(connection: sa.Connection) -> Iterator[Broken]:
    """Lines that stand elsewhere than the last move in their chain took them."""
    last = (
        sa.select(history.c.chain, sa.func.max(history.c.place).label("place"))
        .where(history.c.deed.in_(_MOVERS))
        .group_by(history.c.chain)
        .subquery()
    )
    its_entry = sa.and_(history.c.chain == last.c.chain, history.c.place == last.c.place)
    query = sa.select(
        worklist.c.application_id,
        worklist.c.state,
        worklist.c.level,
        last.c.place,
        history.c.content,
        history.c.level.label("moved_level"),
    ).select_from(
        worklist.join(last, last.c.chain == worklist.c.application_id, isouter=True).join(
            history, its_entry, isouter=True
        )
    )
    for row in connection.execute(query.execution_options(yield_per=_AT_ONCE)):
        if not _is_where(row):
            why = "expected the dossier where its last move took it, met it elsewhere"
            yield Broken(chain=row.application_id, place=row.place or 0, why=why)


def _gone(connection: sa.Connection) -> Iterator[Broken]:
    """Chains of dossiers that had a line, and have none: nobody is shown them any more."""
    line = sa.select(worklist.c.application_id).where(worklist.c.application_id == history.c.chain)
    query = sa.select(history.c.chain).where(history.c.deed.in_(_ON_A_LINE), ~line.exists()).distinct()
    for chain in connection.execute(query.order_by(history.c.chain).execution_options(yield_per=_AT_ONCE)).scalars():
        yield Broken(chain=str(chain), place=0, why="expected the dossier on the worklist, met no line of it")


def _is_where(row: Any) -> bool:
    if row.place is None:
        return bool(row.state == DeskState.WAITING)
    said = content_of(row.content)
    if "to" in said:
        return bool(said["to"] == f"{row.state} {row.level}")
    return "state" not in said or (said["state"], row.moved_level) == (row.state, row.level)
