"""Keeps cases for judging again in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.basis import Basis
from models.levels import DeskPolicy
from storage.cases import CaseFilter, JudgedCase, KeptCase
from storage.memory import CaseEntry, Ledger
from storage.memory_desk import keep_standing
from storage.memory_records import MemoryRecords
from storage.records import PLAIN_POLICY


class MemoryCases:
    """Cases in the ledger's dicts."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._records = MemoryRecords(ledger)

    def count(self, wanted: CaseFilter) -> int:
        """See `Cases.count`."""
        return len(self.find(wanted, after="", limit=len(self._ledger.cases)))

    def find(self, wanted: CaseFilter, *, after: str, limit: int) -> tuple[str, ...]:
        """See `Cases.find`."""
        with self._ledger.lock:
            found = sorted(
                key
                for key, entry in self._ledger.cases.items()
                if key > after and _is_wanted(entry, wanted) and self._is_of(key, wanted.backfill_id)
            )
        return tuple(found[:limit])

    def read(self, application_ids: Sequence[str]) -> tuple[KeptCase, ...]:
        """See `Cases.read`."""
        with self._ledger.lock:
            found = [self._kept_case(key) for key in sorted(set(application_ids) & set(self._ledger.cases))]
        return tuple(one for one in found if one is not None)

    def objects(self, application_ids: Sequence[str]) -> Mapping[str, str]:
        """See `Cases.objects`."""
        with self._ledger.lock:
            return {
                paper.document_id: paper.object_key
                for paper in self._ledger.documents.values()
                if paper.application_id in application_ids and paper.object_key is not None
            }

    def keep(self, judged: Sequence[JudgedCase], *, basis: Basis, policy: DeskPolicy = PLAIN_POLICY) -> tuple[str, ...]:
        """See `Cases.keep`."""
        with self._ledger.lock:
            return tuple(one.case.application.application_id for one in judged if self._keep_one(one, basis, policy))

    def _is_of(self, application_id: str, backfill_id: str) -> bool:
        return not backfill_id or any(job.backfill_id == backfill_id for job in self._ledger.jobs_of(application_id))

    def _keep_one(self, one: JudgedCase, basis: Basis, policy: DeskPolicy) -> bool:
        entry = self._ledger.cases[one.case.application.application_id]
        if entry.version != one.case.version:
            return False
        new = [report for report, old in zip(one.reports, one.case.reports, strict=True) if report is not old]
        self._ledger.reports.extend(new)
        if one.dossier is not None:
            entry.version += 1
            whole = replace(one.dossier, reports=one.reports)
            self._ledger.dossiers.append((entry.version, whole))
            keep_standing(self._ledger, whole, one.case.application, version=entry.version, policy=policy)
        entry.dossier_version, entry.basis = entry.version, basis
        return True

    def _kept_case(self, application_id: str) -> KeptCase | None:
        its = [
            (version, place, dossier)
            for place, (version, dossier) in enumerate(self._ledger.dossiers)
            if dossier.application_id == application_id
        ]
        if not its:
            return None
        version, _, dossier = max(its, key=lambda found: found[:2])
        entry = self._ledger.cases[application_id]
        return KeptCase(
            case=self._records.case_file(application_id),
            dossier=replace(dossier, reports=()),
            basis=entry.basis,
            is_changed=entry.content_version > version,
            is_behind=entry.version > version,
        )


def _is_wanted(entry: CaseEntry, wanted: CaseFilter) -> bool:
    under = entry.basis.digest if entry.basis else ""
    return (
        entry.dossier_version > 0
        and (not wanted.application_ids or entry.application.application_id in wanted.application_ids)
        and (wanted.touched_since is None or entry.touched_at >= wanted.touched_since)
        and (not wanted.unlike or under != wanted.unlike or entry.version > entry.dossier_version)
    )
