"""Lines of a manifest to rows that can be enrolled: applications checked, bytes found or kept, documents named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
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

MOST_REMEMBERED = 10_000
"""Applications that are remembered as they were stated: an applicant's papers stand near each other in a manifest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """Lines of a batch that can be enrolled, and those that cannot."""

    rows: list[EnrolledRow]
    bad: list[tuple[int, BadLine]]
    """By the number of the line."""


class _Paper(NamedTuple):
    name: str
    sha256: str
    object_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enroller:
    """Sorts the lines of one manifest."""

    keepers: Keepers
    folder: Path
    """That of the manifest, from which its paths go out."""
    max_upload_bytes: int
    remembered: dict[str, tuple[Mapping[str, object], Application]] = field(default_factory=dict)
    before: set[str] = field(default_factory=set)
    """Ids of the applications of the batch before, which may still be on its way to the database."""

    def sort_out(self, batch: Sequence[Line]) -> Sorted:
        """Make rows of lines; bytes in files are kept on the way.

        Raises:
            ConfigInvalid: a line names an object, and no archive is configured.
            StorageUnavailable: a store or the database does not answer.
        """
        known = self._known_ids(batch)
        rows: list[EnrolledRow] = []
        bad: list[tuple[int, BadLine]] = []
        for line in batch:
            if isinstance(line.row, BadLine):
                bad.append((line.number, line.row))
                continue
            try:
                made = self._rows(line.row, known)
            except InputError as error:
                bad.append((line.number, bad_line_of(error)))
            else:
                rows.extend(made)
                known.add(made[0].document.application_id)
        self.before.clear()
        self.before.update(row.document.application_id for row in rows)
        return Sorted(rows=rows, bad=bad)

    def _known_ids(self, batch: Sequence[Line]) -> set[str]:
        """One question for all the ids that a batch names instead of applications."""
        rows = [line.row for line in batch if isinstance(line.row, ManifestRow)]
        named = {row.application for row in rows if isinstance(row.application, str)}
        asked = {stated for stated in named if _is_id(stated)}
        kept = self.keepers.backfills.known_applications(asked) if asked else frozenset()
        return self.before | kept

    def _rows(self, row: ManifestRow, known: set[str]) -> list[EnrolledRow]:
        application_id, application = self._application(row.application, known)
        rows = []
        for paper in self._papers(row):
            document = document_of(
                application_id, file=paper.name, sha256=paper.sha256, declared_type=row.declared_type
            )
            job_id = job_id_of(document.document_id)
            rows.append(
                EnrolledRow(document=document, job_id=job_id, application=application, object_key=paper.object_key)
            )
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
        digest = stated or sha256(archive.read(key, max_bytes=self.max_upload_bytes)).hexdigest()
        return _Paper(name=key.rpartition("/")[2], sha256=digest, object_key=key)

    def _kept(self, name: str) -> str:
        upload = read_upload(self.folder / name, name=name, declared_type=None, max_bytes=self.max_upload_bytes)
        if len(upload.content) > self.max_upload_bytes:
            raise InputError(f"expected at most {self.max_upload_bytes} bytes, met more: {name}")
        return self.keepers.blobs.put(upload.content)


def _is_id(stated: str) -> bool:
    try:
        check_application_id(stated)
    except InputError:
        return False
    return True
