"""What a service is handed: the keepers of the promises, and the knowledge that judging needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.case import Application
from models.doctype import DocumentType
from models.levels import DeskPolicy
from regulations.regulation import Regulation
from storage.accounts import Accounts
from storage.archive import Archive
from storage.arrival_book import ArrivalBook
from storage.backfills import Backfills
from storage.blobs import Blobs
from storage.breakers import Breakers
from storage.cases import Cases
from storage.corrections import Corrections
from storage.history import History
from storage.jobs import Jobs
from storage.lanes import Lanes
from storage.leadership import Leadership
from storage.library import Library
from storage.previews import Previews
from storage.processes import Processes
from storage.queue import Queue
from storage.records import Records
from storage.retention import Retention
from storage.samples import Samples
from storage.worklist import Worklist
from storage.workload import Workload


@dataclass(frozen=True, slots=True, kw_only=True)
class Keepers:
    """Who keeps what outlives a process."""

    blobs: Blobs
    records: Records
    jobs: Jobs
    backfills: Backfills
    cases: Cases
    arrival_book: ArrivalBook
    previews: Previews
    worklist: Worklist
    corrections: Corrections
    history: History
    accounts: Accounts
    library: Library
    queue: Queue
    processes: Processes
    workload: Workload
    samples: Samples
    retention: Retention
    leadership: Leadership
    """This process, as a contender for the seat of the one that sweeps."""
    lanes: Lanes
    breakers: Breakers
    max_upload_bytes: int
    """The largest upload that is taken, by whatever road it comes, and the largest paper of the archive."""
    archive: Archive | None = None
    """Papers of past years that stay where they are; None where no archive is configured."""

    def close(self) -> None:
        """Drop the connections to broker and database; safe to call twice."""
        self.queue.close()
        self.records.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What is known about papers before one is seen."""

    types: Mapping[str, DocumentType]
    regulation: Regulation | None
    alphabet: frozenset[str] = frozenset()
    """Every character the reader can print; empty where that is not known."""
    other_years: Mapping[int, Regulation] = field(default_factory=dict)
    """Regulations of the same region for other years."""

    def regulation_for(self, application: Application) -> Regulation | None:
        """Return the regulation of the year applied for; the chosen one where there is none, or no year is stated."""
        if self.regulation is None or application.exam_year in (None, self.regulation.year):
            return self.regulation
        return self.other_years.get(application.exam_year, self.regulation)

    def desk_policy_for(self, application: Application) -> DeskPolicy:
        """Return what is settled about deciding in the year applied for; all four levels where nothing is."""
        regulation = self.regulation_for(application)
        return DeskPolicy() if regulation is None else regulation.desk
