"""Keeps the worklist, decisions and corrections in memory."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from models.case import Application
from models.decision import BlindTally, Correction, Decision, Deeds
from models.desk import DECISIONS, LETS_PASS, SETTLING, Deed, DeskCase
from models.levels import DeskPolicy, Level
from models.report import Dossier, Verdict
from storage.corrections import ByField, standing_among
from storage.history import Entry
from storage.memory import Ledger
from storage.memory_history import add_entries
from storage.records import no_such_document
from storage.standings import first_case, name_parts, renewed_case, standing_of
from storage.worklist import (
    MOST_COUNTED,
    Held,
    Place,
    Sort,
    Wanted,
    in_page,
    is_wanted,
    moved_on,
    no_such_case,
    no_such_decision,
)


class MemoryWorklist:
    """The worklist in the ledger's dicts."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def find(self, wanted: Wanted, *, sort: Sort, limit: int, after: Place | None = None) -> tuple[DeskCase, ...]:
        """See `Worklist.find`."""
        now = self._ledger.clock()
        with self._ledger.lock:
            found = [case for case in self._ledger.desk.values() if is_wanted(case, wanted, now=now)]
        if bare := "".join(wanted.search.split()):
            found = [case for case in found if _is_named(case, bare)]
        return in_page(found, sort=sort, limit=limit, after=after)

    def count(self, wanted: Wanted) -> int:
        """See `Worklist.count`."""
        asked = replace(wanted, search="", held=Held.ANY)
        return len(self.find(asked, sort=Sort.ID, limit=MOST_COUNTED))

    def case(self, application_id: str) -> DeskCase:
        """See `Worklist.case`."""
        try:
            return self._ledger.desk[application_id]
        except KeyError:
            raise no_such_case(application_id) from None

    def claim(
        self,
        application_id: str,
        *,
        account: str,
        until: datetime,
        takes_over: str = "",
        seen: DeskCase | None = None,
    ) -> DeskCase | None:
        """See `Worklist.claim`."""
        with self._ledger.lock:
            case = self.case(application_id)
            if case.held_by(self._ledger.clock()) not in {"", account, takes_over}:
                return None
            if seen is not None and (case.state, case.level) != (seen.state, seen.level):
                return None
            held = self._ledger.desk[application_id] = replace(case, holder=account, held_until=until)
            return held

    def release(self, application_id: str, *, account: str) -> bool:
        """See `Worklist.release`."""
        with self._ledger.lock:
            case = self._ledger.desk.get(application_id)
            if case is None or case.holder != account:
                return False
            self._ledger.desk[application_id] = replace(case, holder="", held_until=None)
            return True

    def decide(self, after: DeskCase, *, before: DeskCase, decision: Decision, entry: Entry) -> Decision:
        """See `Worklist.decide`."""
        with self._ledger.lock:
            case = self.case(before.application_id)
            if case.version != before.version or case.holder != decision.account:
                raise moved_on()
            if self._ledger.cases[case.application_id].content_version > before.standing.dossier_version:
                raise moved_on()
            kept = replace(decision, decision_id=len(self._ledger.decisions) + 1)
            self._ledger.decisions.append(kept)
            self._ledger.desk[case.application_id] = after
            add_entries(self._ledger, (entry,))
            return kept

    def decisions_of(self, application_id: str) -> tuple[Decision, ...]:
        """See `Worklist.decisions_of`."""
        return tuple(one for one in self._ledger.decisions if one.application_id == application_id)

    def decision(self, decision_id: int) -> Decision:
        """See `Worklist.decision`."""
        if not 0 < decision_id <= len(self._ledger.decisions):
            raise no_such_decision()
        return self._ledger.decisions[decision_id - 1]

    def deeds(self, *, since: datetime | None = None) -> tuple[Deeds, ...]:
        """See `Worklist.deeds`."""
        made = [one for one in self._ledger.decisions if since is None or one.at >= since]
        counts = Counter((one.account, one.level) for one in made if one.deed in SETTLING)
        lost = Counter((one.overturned_account, one.overturned_level) for one in made if one.overturned_level)
        order = list(Level)
        keys = {(account, level) for account, level in (*counts, *lost) if level is not None}
        return tuple(
            Deeds(
                account=account,
                level=level,
                decided_count=counts[account, level],
                overturned_count=lost[account, level],
            )
            for account, level in sorted(keys, key=lambda one: (order.index(one[1]), one))
        )

    def blind_tally(self, *, since: datetime | None = None) -> BlindTally:
        """See `Worklist.blind_tally`."""
        blind = [one for one in self._ledger.decisions if one.is_blind and (since is None or one.at >= since)]
        clear = [one for one in blind if one.verdict is Verdict.CLEAR]
        let_pass = LETS_PASS | {Deed.OPINION}
        return BlindTally(
            clear_count=len(clear),
            clear_disagreed_count=sum(one.deed not in let_pass for one in clear),
            other_count=len(blind) - len(clear),
            other_disagreed_count=sum(one.deed in let_pass and one.verdict is not Verdict.CLEAR for one in blind),
        )


class MemoryCorrections:
    """Corrections in a list."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, correction: Correction, *, entry: Entry, seen: DeskCase | None = None) -> Correction:
        """See `Corrections.add`."""
        with self._ledger.lock:
            if correction.document_id not in self._ledger.documents:
                raise no_such_document(correction.document_id)
            if seen is not None:
                self._touch(seen, correction.account)
            kept = replace(correction, correction_id=len(self._ledger.corrections) + 1)
            self._ledger.corrections.append(kept)
            add_entries(self._ledger, (entry,))
            return kept

    def of_application(self, application_id: str) -> tuple[Correction, ...]:
        """See `Corrections.of_application`."""
        return tuple(one for one in self._ledger.corrections if one.application_id == application_id)

    def standing(self, application_ids: Sequence[str]) -> Mapping[str, ByField]:
        """See `Corrections.standing`."""
        return standing_among([one for one in self._ledger.corrections if one.application_id in application_ids])

    def all(self, *, after: int = 0, limit: int = 1000) -> tuple[Correction, ...]:
        """See `Corrections.all`."""
        return tuple(self._ledger.corrections[after : after + limit])

    def _touch(self, seen: DeskCase, account: str) -> None:
        case = self._ledger.desk[seen.application_id]
        if (case.holder, case.state, case.level) != (account, seen.state, seen.level):
            raise moved_on()
        self._ledger.desk[seen.application_id] = replace(case, version=case.version + 1)


def keep_standing(
    ledger: Ledger, dossier: Dossier, application: Application, *, version: int, policy: DeskPolicy
) -> None:
    """Write the line of an application anew, after its dossier was appended."""
    its = [one for one in ledger.documents.values() if one.application_id == dossier.application_id]
    handed_in = [(one.declared_type or "", one.sha256) for one in its if not one.withdrawn]
    line = {"dossier_id": len(ledger.dossiers), "version": version}
    standing = standing_of(dossier, application, **line, handed_in=handed_in)
    old = ledger.desk.get(standing.application_id)
    if old is not None and old.standing.dossier_version > version:
        return
    now = ledger.clock()
    if old is None:
        case, entries = first_case(standing, policy=policy, now=now)
    else:
        made = [one for one in ledger.decisions if one.application_id == standing.application_id]
        was_decided = any(one.deed in DECISIONS for one in made)
        case, entries = renewed_case(old, standing, was_decided=was_decided, policy=policy, now=now)
    ledger.desk[standing.application_id] = case
    add_entries(ledger, entries)


def _is_named(case: DeskCase, bare: str) -> bool:
    parts = name_parts(case.standing.name, longest=32) if len(bare) > 1 else ()
    return case.application_id.startswith(bare) or any(part.startswith(bare) for part in parts)
