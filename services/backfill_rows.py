"""Lines of a manifest to rows that can be enrolled: applications checked, bytes found or kept, documents named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from models.case import Application
from models.errors import ConfigInvalid, InputError, NotFound
from services.applications import MAX_APPLICATION_BYTES, check_application_id, parse_application
from services.backfill_manifest import BadLine, Line, ManifestRow, bad_line_of
from services.intake import document_of, job_id_of
from services.keepers import Keepers
from services.upload_files import read_small_file, read_upload
from storage.archive import check_key
from storage.backfills import EnrolledRow

PORTION_LINES = 100
"""Read and made into rows before the next are read: what a processor still has at hand is quicker, by a tenth."""
MOST_ROWS = 50_000
"""After which a batch ends, however few its lines: one may name a hundred files; PostgreSQL takes 256 MB of JSON."""
MOST_REMEMBERED = 10_000
"""Applications that are remembered as they were stated: an applicant's papers stand near each other in a manifest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """Lines of a batch that can be enrolled, and those that cannot."""

    rows: list[EnrolledRow]
    bad: list[tuple[int, BadLine]]
    """By the number of the line."""
    last: Line


class _Paper(NamedTuple):
    name: str
    sha256: str
    object_key: str | None = None


@dataclass(slots=True, kw_only=True)
class Enroller:
    """Sorts the lines of one manifest, and remembers what the lines before named."""

    keepers: Keepers
    folder: Path
    """That of the manifest, from which its paths go out."""
    remembered: dict[str, tuple[Mapping[str, object], Application]] = field(default_factory=dict)
    before: set[str] = field(default_factory=set)
    """Ids of the applications of the batch before, which may still be on its way to the database."""

    def sort_out(self, batch: Iterator[Line]) -> Sorted | None:
        """Make rows of lines, as many as a batch may hold; bytes in files are kept on the way. None at the end.

        Raises:
            ConfigInvalid: a line names an object, and no archive is configured.
            StorageUnavailable: a store or the database does not answer.
        """
        rows: list[EnrolledRow] = []
        bad: list[tuple[int, BadLine]] = []
        known, last = set(self.before), None
        while len(rows) < MOST_ROWS and (portion := list(islice(batch, PORTION_LINES))):
            known |= self._kept_ids(portion, known)
            for line in portion:
                made = self._made(line.row, known)
                if isinstance(made, BadLine):
                    bad.append((line.number, made))
                    continue
                rows.extend(made)
                known.add(made[0].document.application_id)
            last = portion[-1]
        self.before = {row.document.application_id for row in rows}
        return Sorted(rows=rows, bad=bad, last=last) if last else None

    def _kept_ids(self, portion: Sequence[Line], known: set[str]) -> frozenset[str]:
        """One question for all the ids that a portion names instead of applications."""
        rows = [line.row for line in portion if isinstance(line.row, ManifestRow)]
        named = {row.application for row in rows if isinstance(row.application, str)}
        asked = {stated for stated in named - known if _is_id(stated)}
        return self.keepers.backfills.known_applications(asked) if asked else frozenset()

    def _made(self, row: ManifestRow | BadLine, known: set[str]) -> list[EnrolledRow] | BadLine:
        if isinstance(row, BadLine):
            return row
        try:
            return self._rows(row, known)
        except InputError as error:
            return bad_line_of(error)

    def _rows(self, row: ManifestRow, known: set[str]) -> list[EnrolledRow]:
        application_id, application = self._application(row.application, known)
        rows = []
        for paper in self._papers(row):
            document = document_of(
                application_id,
                file=paper.name,
                sha256=paper.sha256,
                declared_type=row.declared_type,
                object_key=paper.object_key,
            )
            job_id = job_id_of(document.document_id)
            rows.append(EnrolledRow(document=document, job_id=job_id, application=application))
        return rows

    def _application(self, stated: Mapping[str, object] | str, known: set[str]) -> tuple[str, Application | None]:
        if not isinstance(stated, str):
            application = self._parsed(stated)
        elif not stated.endswith(".json"):
            if stated not in known:
                raise NotFound(f"expected the id of an application, met {stated[:64]!r}")
            return stated, None
        else:
            content = read_small_file(self.folder / stated, name=stated, max_bytes=MAX_APPLICATION_BYTES)
            application = parse_application(content)
        return application.application_id, application

    def _parsed(self, stated: Mapping[str, object]) -> Application:
        key = str(stated.get("application_id"))
        before = self.remembered.get(key)
        if before is not None and before[0] == stated:
            return before[1]
        application = parse_application(stated)
        if len(self.remembered) >= MOST_REMEMBERED:
            self.remembered.clear()
        self.remembered[key] = stated, application
        return application

    def _papers(self, row: ManifestRow) -> list[_Paper]:
        if row.object is not None:
            return [self._archived(row.object, row.sha256)]
        if row.blob is not None:
            if not self.keepers.blobs.has(row.blob):
                raise InputError(f"expected the digest of bytes that are kept, met {row.blob}")
            return [_Paper(name=row.blob, sha256=row.blob)]
        return [_Paper(name=name, sha256=self._kept(name)) for name in row.names]

    def _archived(self, key: str, stated: str | None) -> _Paper:
        """Where the manifest states the digest, the object is not read before its job runs."""
        archive = self.keepers.archive
        if archive is None:
            raise ConfigInvalid("CERTCHECK_ARCHIVE_URL: expected an archive for lines that name an object, met none")
        check_key(key)
        digest = stated or sha256(archive.read(key, max_bytes=self.keepers.max_upload_bytes)).hexdigest()
        return _Paper(name=key.rpartition("/")[2], sha256=digest, object_key=key)

    def _kept(self, name: str) -> str:
        upload = read_upload(self.folder / name, name=name, declared_type=None, max_bytes=self.keepers.max_upload_bytes)
        if len(upload.content) > self.keepers.max_upload_bytes:
            raise InputError(f"expected at most {self.keepers.max_upload_bytes} bytes, met more: {name}")
        return self.keepers.blobs.put(upload.content)


def _is_id(stated: str) -> bool:
    try:
        check_application_id(stated)
    except InputError:
        return False
    return True
