"""Every promise kept in memory, for tests and dry runs. The ledger's parts share one lock and one set of dicts."""

import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from models.basis import Basis
from models.case import Application, Document
from models.decision import Correction, Decision
from models.desk import DeskCase
from models.errors import BlobMissing, Component, QueueUnavailable
from models.job import Job, Lane
from models.look import Look
from models.page import PageText
from models.report import Dossier, Report
from models.trait import Trait
from storage.accounts import Attempts, KeptAccount, KeptSession
from storage.backfills import Backfill
from storage.breakers import Breaker
from storage.history import Anchor, KeptEntry
from storage.jobs import AuditEntry
from storage.lanes import Gate
from storage.sql import Clock, utc_now


class MemoryBlobs:
    """Blobs in a dict."""

    def __init__(self) -> None:
        self._contents: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        """See `Blobs.put`."""
        sha256 = hashlib.sha256(content).hexdigest()
        self._contents[sha256] = content
        return sha256

    def get(self, sha256: str) -> bytes:
        """See `Blobs.get`."""
        try:
            return self._contents[sha256]
        except KeyError:
            raise BlobMissing(f"expected bytes under {sha256[:64]!r}, met none") from None

    def has(self, sha256: str) -> bool:
        """See `Blobs.has`."""
        return sha256 in self._contents

    def remove(self, sha256: str) -> bool:
        """See `Blobs.remove`."""
        return self._contents.pop(sha256, None) is not None

    def is_made(self) -> bool:
        """See `Blobs.is_made`."""
        return True

    def ping(self) -> None:
        """See `Blobs.ping`."""


class MemoryQueue:
    """Rings in a list, answered only when a test says so."""

    def __init__(self) -> None:
        self.rings: list[tuple[Lane, str]] = []
        self.is_away = False
        """Set it to see what happens without a broker."""
        self._answer: Callable[[str], None] | None = None

    def ring(self, job_id: str, *, lane: Lane) -> None:
        """See `Queue.ring`."""
        self.ping()
        self.rings.append((lane, job_id))

    def depth(self, lane: Lane) -> int:
        """See `Queue.depth`."""
        self.ping()
        return Counter(ring_lane for ring_lane, _ in self.rings)[lane]

    def listen(self, answer: Callable[[str], None], *, lanes: Collection[Lane], threads: int) -> "MemoryQueue":
        """Remember who answers; `answer_all` calls him. Lanes and threads are left out of account."""
        self._answer = answer
        return self

    def answer_all(self) -> None:
        """Answer rings, those that answers bring about too, until there is none."""
        while self.rings and self._answer is not None:
            self._answer(self.rings.pop(0)[1])

    def take_no_more(self) -> None:
        """See `Listening.take_no_more`."""
        self._answer = None

    def is_alive(self) -> bool:
        """See `Listening.is_alive`."""
        return self._answer is not None

    def stop(self, *, timeout_seconds: float) -> None:
        """See `Listening.stop`."""
        self._answer = None

    def ping(self) -> None:
        """See `Queue.ping`."""
        if self.is_away:
            raise QueueUnavailable("expected the broker to answer, met none")

    def close(self) -> None:
        """See `Queue.close`."""


@dataclass(kw_only=True)
class CaseEntry:
    """An application and its versions."""

    application: Application
    version: int = 1
    dossier_version: int = 0
    content_version: int = 1
    """The version at which the application was last changed."""
    basis: Basis | None = None
    touched_at: datetime


@dataclass(kw_only=True)
class Ledger:
    """What the memory keepers of records, jobs and backfills share."""

    clock: Clock = utc_now
    lock: threading.RLock = field(default_factory=threading.RLock)
    cases: dict[str, CaseEntry] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    rung_at: dict[str, datetime] = field(default_factory=dict)
    """By job id; a job that is not in it has not been rung."""
    texts: dict[tuple[str, str], PageText] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    looks: dict[str, Look] = field(default_factory=dict)
    traits: dict[str, tuple[str, frozenset[Trait]]] = field(default_factory=dict)
    """By application: whose they are, and which."""
    dossiers: list[tuple[int, Dossier]] = field(default_factory=list)
    audit: list[AuditEntry] = field(default_factory=list)
    backfills: dict[str, Backfill] = field(default_factory=dict)
    gates: dict[Lane, Gate] = field(default_factory=dict)
    breakers: dict[tuple[Component, str], Breaker] = field(default_factory=dict)
    """By component and place."""
    desk: dict[str, DeskCase] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    history: list[KeptEntry] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    accounts: dict[str, KeptAccount] = field(default_factory=dict)
    sessions: dict[str, KeptSession] = field(default_factory=dict)
    attempts: dict[str, Attempts] = field(default_factory=dict)

    def jobs_of(self, application_id: str) -> list[Job]:
        """Return the jobs of an application."""
        return [job for job in self.jobs.values() if self.documents[job.document_id].application_id == application_id]
