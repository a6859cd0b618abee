"""The promise of the records: applications, documents, kept text, reports and dossiers, and what papers are known by.

Reports and dossiers are appended and never changed. Each application carries a version, which grows with everything
that its dossier is made of; the dossier of the greatest version is the current one, whichever was written last.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from models.basis import Basis
from models.case import Application, Document
from models.errors import NotFound
from models.job import Job, Lane
from models.levels import DeskPolicy
from models.look import Look
from models.origin import Origin
from models.page import PageText
from models.report import Dossier, Report, Sighting
from models.trait import Trait

PLAIN_POLICY = DeskPolicy()
"""All four levels, nothing passes without a person, and nothing is reviewed blindly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationPut:
    """What came of putting an application."""

    changed: bool
    jobs: tuple[Job, ...] = ()
    """Jobs put back in the queue by the change; to be rung."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAdded:
    """What came of adding a document."""

    document: Document
    job: Job
    created: bool
    """False where the same bytes stood in the same slot of the same application already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMoved:
    """What came of taking a document back, or of counting it again."""

    changed: bool
    jobs: tuple[Job, ...] = ()
    """Jobs put back in the queue so that the dossier is made anew; to be rung."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """All that a dossier is made of, as it stood at one version."""

    application: Application
    version: int
    reports: tuple[Report, ...]
    """The newest of each document that counts, in the order in which the documents came."""
    report_ids: tuple[int, ...]
    """The ledger's numbers of these reports, in the same order."""
    waiting_count: int = 0
    """Papers that were still to be judged at this version. Counted apart, one that is judged in between would be waited
    for by the dossier of a version that has its report, and nothing would make that dossier anew."""


class Records(Protocol):
    """Keeps what is known about applications and their papers. Every method may raise StorageUnavailable."""

    def put_application(self, application: Application) -> ApplicationPut:
        """Keep an application; where that changes a known one, put the settled jobs of its papers back in the queue.

        Both happen in one transaction. A running job goes back too: its worker judges against the old application.
        A cancelled job stays cancelled, and that of a withdrawn paper as it is.
        """
        ...

    def application(self, application_id: str) -> Application:
        """Return an application.

        Raises:
            NotFound: there is none of that id.
        """
        ...

    def add_document(
        self, document: Document, *, job_id: str, lane: Lane, origin: Origin | None = None
    ) -> DocumentAdded:
        """Keep a document and its queued job with its origin, in one transaction, counted as rung now.

        Idempotent by application, content and declared type, however many come at once.

        Raises:
            NotFound: its application is unknown.
        """
        ...

    def document(self, document_id: str) -> Document:
        """Return a document.

        Raises:
            NotFound: there is none of that id.
        """
        ...

    def paper(self, document_id: str) -> tuple[Document, Application]:
        """Return a document with its application, as they stand at one time.

        Raises:
            NotFound: there is no document of that id.
        """
        ...

    def paper_count(self, application_id: str) -> int:
        """Count the papers of an application that are not withdrawn.

        Raises:
            NotFound: there is no application of that id.
        """
        ...

    def documents_of(self, application_id: str) -> tuple[Document, ...]:
        """Return an application's documents that count, in the order in which they came; empty where there is none."""
        ...

    def withdraw(self, document_id: str, *, who: str, reason: str) -> DocumentMoved:
        """Let a document count no more, with an audit entry under its job; it stays with all its reports.

        In one transaction its job goes back in the queue, to be judged from kept text, where a report of it may stand
        in the dossier; where there is none, a queued job is cancelled. Idempotent.

        Raises:
            NotFound: there is none of that id.
        """
        ...

    def replace(self, document_id: str, *, replaces: str, who: str, reason: str) -> DocumentMoved:
        """Let a document count, withdrawn or not, and another of its application no more, in one transaction.

        The moves are those of `restore` and `withdraw`. Of documents that replace one another, however many come at
        once, the last one stands: whoever takes a document away leaves another in its place. Idempotent.

        Raises:
            NotFound: there are no such two documents of one application.
        """
        ...

    def restore(self, document_id: str) -> DocumentMoved:
        """Let a withdrawn document count again and put its settled job back in the queue. Idempotent.

        Raises:
            NotFound: there is none of that id.
        """
        ...

    def keep_text(self, sha256: str, text: PageText) -> None:
        """Keep the text of a page under its content and engine. Text read anew takes the place of the old."""
        ...

    def text(self, sha256: str, engine: str) -> PageText | None:
        """Return the kept text of a page, or None where this engine has not read it."""
        ...

    def report_of(self, document_id: str) -> Report | None:
        """Return a document's newest report, or None where it has not been judged."""
        ...

    def case_file(self, application_id: str) -> CaseFile:
        """Return what a dossier is made of.

        Raises:
            NotFound: the application is unknown.
        """
        ...

    def append_dossier(
        self, dossier: Dossier, *, case: CaseFile, basis: Basis | None = None, policy: DeskPolicy = PLAIN_POLICY
    ) -> None:
        """Keep the dossier made of a case file. Its reports are kept by reference to those of the case file.

        `basis` is what it was made under; None where nobody can tell. In the same transaction the application's line in
        the worklist is written anew, as `policy` has it.
        """
        ...

    def dossier_of(self, application_id: str, *, whole: bool = False) -> Dossier | None:
        """Return the dossier of the greatest version, or None where none was made.

        With `whole`, only those count of which no paper was still to be judged.
        """
        ...

    def kept_dossier(self, dossier_id: int) -> Dossier:
        """Return one dossier as it was appended, with the reports that it was made of.

        Raises:
            NotFound: there is none of that number.
        """
        ...

    def stale_applications(self, *, quiet_seconds: float, limit: int) -> tuple[str, ...]:
        """Return applications whose dossier is behind and whose jobs have all been settled for some time.

        A process that ended between a report and its dossier leaves one.
        """
        ...

    def keep_look(self, sha256: str, look: Look) -> None:
        """Keep the look of an upload under its content; the same content has the same look."""
        ...

    def looks_of(self, sha256s: Iterable[str]) -> Mapping[str, Look]:
        """Return the looks that are kept, by content; what has none is left out."""
        ...

    def keep_traits(
        self, application_id: str, holder: str, traits: frozenset[Trait], *, version: int
    ) -> tuple[str, ...]:
        """Put these in place of what an applicant's papers were known by, and return whose sightings that changes.

        Of the applicants returned, in the order of their ids, the versions have grown: their dossiers are behind.
        Nothing is done where the application's version is another by now: whoever made it greater will come.
        """
        ...

    def sightings_of(self, application_id: str) -> tuple[Sighting, ...]:
        """Return what of an applicant's traits is kept under other holders, in a set order.

        Equal traits are found however many are kept; of looks all of one type within six bits, if they are of one
        picture.
        """
        ...

    def ping(self) -> None:
        """Ask the database whether it is there, and whether its tables are at least those of this build.

        Raises:
            ConfigInvalid: the tables are those of an earlier build. Later ones are well: workers outlive an upgrade.
        """
        ...

    def close(self) -> None:
        """Drop every connection to the database, those of jobs and backfills too; safe to call twice."""
        ...


def no_such_application(application_id: str) -> NotFound:
    """Make the error for an application that is not in the records."""
    return NotFound(f"expected the id of an application that was put before, met {application_id!r}")


def no_such_document(document_id: str) -> NotFound:
    """Make the error for a document that is not in the records."""
    return NotFound(f"expected the id of a document, met {document_id!r}")


def no_such_dossier() -> NotFound:
    """Make the error for a dossier that is not in the records."""
    return NotFound("expected the number of a dossier, met another")


def in_order(sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """Return sightings once each, in the order that every keeper gives them in."""
    return tuple(
        sorted(
            set(sightings),
            key=lambda one: (one.kind, one.value, one.met_on, one.application_id, one.document_id),
        )
    )
