"""The promise of the history: who saw, changed and decided what, when and why. Appended, and chained by hash.

Each application has a chain of its own, so that two reviewers never wait for each other; what belongs to no application
has one a subject, whose name begins with `@`. An entry's hash covers its content and the hash of the entry before, so
a changed or missing one breaks every later link. Anchors chain the entries of all chains by their numbers: they tell
where a chain lost its end, or was taken away whole.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from models.desk import Deed
from models.levels import Level

BEGINNING = "0" * 64
"""What the first entry of a chain, and the first anchor, name as the hash before."""
ACCOUNTS, WORK, LISTS = "@accounts", "@work", "@lists"
"""Chains of no application."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One deed, before it has a place in a chain."""

    chain: str
    """Id of the application, or a name that begins with `@`."""
    account: str
    """`rule`, `applicant` or `shell` where no account did it."""
    level: Level | None = None
    deed: Deed
    dossier_id: int | None = None
    """The dossier as it stood."""
    reason: str = ""
    content: dict[str, str] = field(default_factory=dict)
    """What else there is to know, as plain text by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEntry:
    """One deed in its place."""

    entry_id: int
    place: int
    """In its chain, from 1."""
    at: datetime
    entry: Entry
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A row in an entry's place that is none of ours."""

    chain: str
    hash: str
    """As it stands there: the next entry may be chained to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What all entries up to one came to."""

    at: datetime
    up_to: int
    """Number of the last entry that it covers."""
    count: int
    """How many it covers, beginning behind the anchor before."""
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One fault of the history."""

    chain: str
    """Empty for an anchor."""
    place: int
    why: str


class History(Protocol):
    """Keeps the history. Every method may raise StorageUnavailable."""

    def append(self, entries: Sequence[Entry]) -> None:
        """Append entries to their chains, in one transaction."""
        ...

    def entries_of(self, chain: str, *, after: int = 0, limit: int = 1000) -> tuple[KeptEntry, ...]:
        """Return a chain's entries in order, beginning behind a place."""
        ...

    def newest_of(self, chain: str, *, limit: int) -> tuple[KeptEntry, ...]:
        """Return the newest entries of a chain, in order."""
        ...

    def last_of(self, chain: str) -> KeptEntry | None:
        """Return the newest entry of a chain; None where it has none."""
        ...

    def anchor(self, *, before: datetime) -> Anchor | None:
        """Anchor what was appended before some time and is not anchored yet; None where there is nothing."""
        ...

    def last_anchor(self) -> Anchor | None:
        """Return the newest anchor; None where there is none."""
        ...

    def check(self) -> tuple[int, tuple[Broken, ...]]:
        """Work out every hash anew; return how many entries there are, and the first faults of each chain."""
        ...


def sealed(entry: Entry, *, place: int, at: datetime, prev_hash: str) -> str:
    """Return the hash of an entry: SHA-256 over its canonical JSON."""
    told = {
        "chain": entry.chain,
        "place": place,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "account": entry.account,
        "level": entry.level.value if entry.level else None,
        "deed": entry.deed.value,
        "dossier_id": entry.dossier_id,
        "reason": entry.reason,
        "content": written(entry.content),
        "prev_hash": prev_hash,
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def written(content: dict[str, str]) -> str:
    """Write an entry's content the one way that its hash is made of."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False)


def anchored(hashes: Iterable[str], *, up_to: int, prev_hash: str) -> tuple[int, str]:
    """Return how many entries these are, and the hash of the anchor over them."""
    digest, count = hashlib.sha256(f"{prev_hash} {up_to}".encode()), 0
    for one in hashes:
        # What stands for a hash in a database that was tampered with need not be text.
        digest.update(one.encode(errors="surrogateescape"))
        count += 1
    return count, digest.hexdigest()


def broken_links(entries: Iterable[KeptEntry | Unreadable]) -> Iterator[Broken]:
    """Return the first fault of each chain; the entries come chain by chain, each in order."""
    chain, place, prev, is_broken = "", 0, BEGINNING, False
    for kept in entries:
        its_chain = kept.chain if isinstance(kept, Unreadable) else kept.entry.chain
        if its_chain != chain:
            chain, place, prev, is_broken = its_chain, 0, BEGINNING, False
        why = _why(kept, place + 1, prev)
        place, prev = place + 1 if isinstance(kept, Unreadable) else kept.place, kept.hash
        if why and not is_broken:
            is_broken = True
            yield Broken(chain=chain, place=place, why=why)


def _why(kept: KeptEntry | Unreadable, place: int, prev: str) -> str:
    if isinstance(kept, Unreadable):
        return "expected an entry that can be read, met a row that is none"
    try:
        return _fault(kept, place, prev)
    except (TypeError, ValueError, AttributeError):
        # What SQLite lets stand in a column of another kind cannot even be hashed.
        return "expected an entry that can be read, met a row that is none"


def _fault(kept: KeptEntry, place: int, prev: str) -> str:
    if kept.place != place:
        return f"expected entry {place}, met {kept.place}"
    if kept.prev_hash != prev:
        return "expected the hash of the entry before, met another"
    if kept.hash != sealed(kept.entry, place=kept.place, at=kept.at, prev_hash=kept.prev_hash):
        return "expected the hash of what it says, met another"
    return ""
