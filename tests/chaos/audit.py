"""What must hold after whatever happened. Each fault that is found is one sentence; none is what is hoped for."""

import hashlib
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from models.errors import Disposition
from models.job import MOVES, JobState
from models.page import PageText
from storage.schema import applications, documents, dossiers, jobs, reports, texts
from storage.sql import Row
from storage.written import from_json
from tests.chaos import null_engine
from tests.chaos.clients import Kept
from tests.chaos.house import House, get, get_json
from tests.chaos.moves import TABLE
from tests.chaos.null_engine import Deed

READABLE = (Deed.READ, Deed.CRASH_ONCE)
"""Papers that end with a report, unless their workers were killed too often."""
REASONS = {"worker_lost", "storage_unavailable", "queue_unavailable", "engine_unavailable"}
"""Failures that what happens here may end in; each can be run again. A defect or missing bytes never."""


def faults_of(house: House, kept: Sequence[Kept], *, after_rerun: bool) -> list[str]:
    """Hold a settled house against what its clients were told."""
    ids = sorted({one.document_id for one in kept})
    applicants = {one.application_id for one in kept}
    with house.database.reading() as connection:
        papers = connection.execute(sa.select(documents).where(documents.c.application_id.in_(applicants))).all()
        work = connection.execute(sa.select(jobs).where(jobs.c.document_id.in_(ids))).all()
        said = connection.execute(sa.select(reports).where(reports.c.document_id.in_(ids))).all()
        moved = connection.execute(
            sa.text(f"SELECT * FROM {TABLE} ORDER BY move_id").columns(new_lease=sa.Boolean, new_worker=sa.Boolean)
        ).all()
        read = connection.execute(sa.select(texts).where(texts.c.sha256.in_({row.sha256 for row in papers}))).all()
    return [
        *_of_documents(kept, papers),
        *_of_bytes(house, kept),
        *_of_jobs(kept, work, after_rerun=after_rerun),
        *_of_reports(work, said),
        *_of_moves({row.job_id for row in work}, moved, said, work),
        *_of_texts(read),
        *_of_dossiers(house, papers, said, {row.document_id for row in work if row.state == JobState.FAILED}),
    ]


def _of_documents(kept: Sequence[Kept], papers: Sequence[Row]) -> Iterator[str]:
    told = {(one.application_id, hashlib.sha256(one.content).hexdigest()): one.document_id for one in kept}
    met = Counter((row.application_id, row.sha256) for row in papers)
    for key, document_id in told.items():
        if met[key] != 1:
            yield f"expected one document {document_id}, met {met[key]}"
    for row in papers:
        if told.get((row.application_id, row.sha256)) != row.document_id:
            yield f"expected documents that clients were told of, met {row.document_id}"


def _of_bytes(house: House, kept: Sequence[Kept]) -> Iterator[str]:
    for one in {one.document_id: one for one in kept}.values():
        digest = hashlib.sha256(one.content).hexdigest()
        if (
            house.keepers.blobs.get(digest) != one.content
            or get(house, f"/api/documents/{one.document_id}/image") != one.content
        ):
            yield f"expected the bytes of {one.document_id}, met others"


def _of_jobs(kept: Sequence[Kept], work: Sequence[Row], *, after_rerun: bool) -> Iterator[str]:
    papers = {one.document_id: one.paper for one in kept}
    met = Counter(row.document_id for row in work)
    for one in kept:
        if met[one.document_id] != 1:
            yield f"expected one job of {one.document_id}, met {met[one.document_id]}"
    for row in work:
        name = f"job {row.job_id} ({papers[row.document_id].deed})"
        if row.lease_until is not None or row.worker is not None:
            yield f"expected no lease on a settled job, met one on {name}"
        if row.state == JobState.DONE:
            if row.failure_code is not None or papers[row.document_id].deed not in READABLE:
                yield f"expected no report of a page that ends its reader, met {name} done, failure {row.failure_code}"
        elif row.state != JobState.FAILED or row.failure_code not in REASONS:
            yield f"expected {name} done or failed with a reason, met {row.state}, {row.failure_code}"
        elif row.failure_disposition != Disposition.RETRY or (after_rerun and papers[row.document_id].deed in READABLE):
            yield f"expected {name} to be done when run again, met {row.failure_code}"


def _of_reports(work: Sequence[Row], said: Sequence[Row]) -> Iterator[str]:
    doubled = [key for key, count in Counter((row.document_id, row.attempt) for row in said).items() if count > 1]
    if doubled:
        yield f"expected one report an attempt, met more: {doubled}"
    newest: dict[str, int] = {}
    for row in sorted(said, key=lambda row: row.report_id):
        if row.attempt < newest.get(row.document_id, 0):
            yield f"expected reports in the order of attempts, met another on {row.document_id}"
        newest[row.document_id] = row.attempt
        if json.loads(row.content)["document_id"] != row.document_id:
            yield f"expected the report of {row.document_id}, met another's"
    for row in work:
        if row.state == JobState.DONE and newest.get(row.document_id) != row.attempt:
            yield f"expected a report of attempt {row.attempt} of {row.document_id}, met {newest.get(row.document_id)}"


def _of_moves(known: set[str], moved: Sequence[Row], said: Sequence[Row], work: Sequence[Row]) -> Iterator[str]:
    finished: Counter[tuple[str, int]] = Counter()
    attempts: defaultdict[str, int] = defaultdict(int)
    states: dict[str, str] = {}
    for move in (move for move in moved if move.job_id in known):
        old, new = JobState(move.old_state), JobState(move.new_state)
        if old is not new and (old, new) not in MOVES:
            yield f"expected a possible move, met {old} to {new} of {move.job_id}"
        if states.get(move.job_id, JobState.QUEUED) != old or attempts[move.job_id] != move.old_attempt:
            yield f"expected moves that follow on each other, met {old} of attempt {move.old_attempt} of {move.job_id}"
        is_claim = new is JobState.RUNNING
        if move.new_attempt - move.old_attempt != is_claim:
            yield f"expected attempts to count claims, met {move.old_attempt} to {move.new_attempt} as {old} went {new}"
        if bool(move.new_lease) != is_claim or bool(move.new_worker) != is_claim:
            yield f"expected a lease on running jobs alone, met {new} of {move.job_id}"
        states[move.job_id], attempts[move.job_id] = new, move.new_attempt
        finished[move.job_id, move.new_attempt] += new is JobState.DONE
    job_of = {row.document_id: row.job_id for row in work}
    written = Counter((job_of[row.document_id], row.attempt) for row in said)
    if +finished != +written:
        yield f"expected one report a finish, met {(+finished - +written) + (+written - +finished)}"


def _of_texts(read: Sequence[Row]) -> Iterator[str]:
    for row in read:
        if from_json(PageText, zlib.decompress(row.content)) != null_engine.text_of(row.sha256):
            yield f"expected the text of {row.sha256[:12]}, met another's"


def _of_dossiers(house: House, papers: Sequence[Row], said: Sequence[Row], failed: set[str]) -> Iterator[str]:
    newest = {row.document_id: row.report_id for row in sorted(said, key=lambda row: row.report_id)}
    for application_id in sorted({row.application_id for row in papers}):
        its = {row.document_id for row in papers if row.application_id == application_id}
        wanted = {newest[document_id] for document_id in its if document_id in newest}
        dossier, version, dossier_version = _dossier(house, application_id)
        if wanted and version != dossier_version:
            yield f"expected the dossier of {application_id} at version {version}, met {dossier_version}"
        if wanted and (dossier is None or set(json.loads(dossier.report_ids)) != wanted):
            yield f"expected a dossier of reports {wanted} on {application_id}, met {dossier and dossier.report_ids}"
        # A paper that failed after the last dossier was made waited when it was; the report is asked about it anew.
        if wanted and dossier is not None and dossier.waiting_count and not its & failed:
            yield f"expected no paper of {application_id} to wait in its dossier, met {dossier.waiting_count}"
        shown: Any = get_json(house, f"/api/applications/{application_id}/report")
        waiting = [finding["code"] for finding in shown["findings"] if finding["code"] == "document_waiting"]
        named = {document["document_id"] for document in shown["documents"]}
        named |= {finding["document_id"] for finding in shown["findings"] if finding["code"] == "document_not_judged"}
        if its - named or waiting:
            yield f"expected every paper of {application_id} in its report, met {sorted(its - named)}, {waiting}"


def _dossier(house: House, application_id: str) -> tuple[Row | None, int, int]:
    newest = (
        sa.select(dossiers)
        .where(dossiers.c.application_id == application_id)
        .order_by(dossiers.c.version.desc(), dossiers.c.dossier_id.desc())
    )
    with house.database.reading() as connection:
        row = connection.execute(sa.select(applications).where(applications.c.application_id == application_id)).one()
        return connection.execute(newest.limit(1)).first(), row.version, row.dossier_version
