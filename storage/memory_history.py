"""Keeps the history, accounts and sessions in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from models.desk import Account
from storage.accounts import (
    Attempts,
    KeptAccount,
    KeptSession,
    Refuses,
    name_taken,
    no_such_account,
    refuses_nothing,
)
from storage.history import BEGINNING, Anchor, Broken, Entry, KeptEntry, anchored, broken_links, sealed
from storage.memory import Ledger


class MemoryHistory:
    """The history in a list."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def append(self, entries: Sequence[Entry]) -> None:
        """See `History.append`."""
        with self._ledger.lock:
            add_entries(self._ledger, entries)

    def entries_of(self, chain: str, *, after: int = 0, limit: int = 1000) -> tuple[KeptEntry, ...]:
        """See `History.entries_of`."""
        its = [kept for kept in self._ledger.history if kept.entry.chain == chain and kept.place > after]
        return tuple(its[:limit])

    def newest_of(self, chain: str, *, limit: int) -> tuple[KeptEntry, ...]:
        """See `History.newest_of`."""
        its = [kept for kept in self._ledger.history if kept.entry.chain == chain]
        return tuple(its[-limit:])

    def last_of(self, chain: str) -> KeptEntry | None:
        """See `History.last_of`."""
        return next((kept for kept in reversed(self._ledger.history) if kept.entry.chain == chain), None)

    def anchor(self, *, before: datetime) -> Anchor | None:
        """See `History.anchor`."""
        with self._ledger.lock:
            last = self._ledger.anchors[-1] if self._ledger.anchors else None
            since, prev = (last.up_to, last.hash) if last else (0, BEGINNING)
            behind = [one.entry_id for one in self._ledger.history if one.entry_id > since and one.at < before]
            if not behind:
                return None
            up_to = max(behind)
            count, digest = anchored(self._hashes(since, up_to), up_to=up_to, prev_hash=prev)
            made = Anchor(at=self._ledger.clock(), up_to=up_to, count=count, prev_hash=prev, hash=digest)
            self._ledger.anchors.append(made)
            return made

    def last_anchor(self) -> Anchor | None:
        """See `History.last_anchor`."""
        return self._ledger.anchors[-1] if self._ledger.anchors else None

    def check(self) -> tuple[int, tuple[Broken, ...]]:
        """See `History.check`."""
        kept = sorted(self._ledger.history, key=lambda one: (one.entry.chain, one.place))
        faults = list(broken_links(kept))
        since, prev = 0, BEGINNING
        for one in self._ledger.anchors:
            found = anchored(self._hashes(since, one.up_to), up_to=one.up_to, prev_hash=one.prev_hash)
            if (*found, prev) != (one.count, one.hash, one.prev_hash):
                faults.append(Broken(chain="", place=one.up_to, why="expected the entries as anchored, met others"))
            since, prev = one.up_to, one.hash
        return len(kept), tuple(faults)

    def _hashes(self, since: int, up_to: int) -> list[str]:
        return [kept.hash for kept in self._ledger.history if since < kept.entry_id <= up_to]


class MemoryAccounts:
    """Accounts in dicts."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, account: Account, *, password_hash: str) -> None:
        """See `Accounts.add`."""
        with self._ledger.lock:
            if account.name in self._ledger.accounts:
                raise name_taken()
            kept = KeptAccount(account=account, password_hash=password_hash, created_at=self._ledger.clock())
            self._ledger.accounts[account.name] = kept

    def change(self, account: Account, *, password_hash: str | None = None) -> None:
        """See `Accounts.change`."""
        with self._ledger.lock:
            kept = self.account(account.name)
            hashed = kept.password_hash if password_hash is None else password_hash
            self._ledger.accounts[account.name] = replace(kept, account=account, password_hash=hashed)
            for key in [key for key, one in self._ledger.sessions.items() if one.account == account.name]:
                del self._ledger.sessions[key]

    def account(self, name: str) -> KeptAccount:
        """See `Accounts.account`."""
        try:
            return self._ledger.accounts[name]
        except KeyError:
            raise no_such_account() from None

    def all(self) -> tuple[KeptAccount, ...]:
        """See `Accounts.all`."""
        return tuple(self._ledger.accounts[name] for name in sorted(self._ledger.accounts))

    def titles(self, names: Sequence[str]) -> Mapping[str, str]:
        """See `Accounts.titles`."""
        with self._ledger.lock:
            found = [self._ledger.accounts[name].account for name in names if name in self._ledger.accounts]
        return {one.name: one.title for one in found if one.title}

    def is_empty(self) -> bool:
        """See `Accounts.is_empty`."""
        return not self._ledger.accounts

    def open(self, session: KeptSession) -> None:
        """See `Accounts.open`."""
        with self._ledger.lock:
            kept = self.account(session.account)
            self._ledger.sessions[session.token_hash] = session
            self._ledger.accounts[session.account] = replace(kept, last_sign_in_at=session.opened_at)

    def session(self, token_hash: str) -> tuple[KeptSession, Account] | None:
        """See `Accounts.session`."""
        with self._ledger.lock:
            kept = self._ledger.sessions.get(token_hash)
            return None if kept is None else (kept, self._ledger.accounts[kept.account].account)

    def touch(self, token_hash: str, *, seen_at: datetime) -> None:
        """See `Accounts.touch`."""
        with self._ledger.lock:
            if token_hash in self._ledger.sessions:
                self._ledger.sessions[token_hash] = replace(self._ledger.sessions[token_hash], seen_at=seen_at)

    def has_session(self, account: str, *, seen_after: datetime, opened_after: datetime) -> bool:
        """See `Accounts.has_session`."""
        with self._ledger.lock:
            its = [one for one in self._ledger.sessions.values() if one.account == account]
            return any(one.seen_at >= seen_after and one.opened_at >= opened_after for one in its)

    def close(self, token_hash: str) -> None:
        """See `Accounts.close`."""
        self._ledger.sessions.pop(token_hash, None)

    def close_old(self, *, seen_before: datetime, opened_before: datetime) -> int:
        """See `Accounts.close_old`."""
        with self._ledger.lock:
            sessions, attempts = self._ledger.sessions, self._ledger.attempts
            old = [k for k, one in sessions.items() if one.seen_at < seen_before or one.opened_at < opened_before]
            for key in old:
                del sessions[key]
            for key in [key for key, one in attempts.items() if one.last_at < opened_before]:
                del attempts[key]
            return len(old)

    def attempt(
        self, tried: Sequence[str], *, forgotten_before: datetime, refuses: Refuses = refuses_nothing
    ) -> tuple[Attempts, ...]:
        """See `Accounts.attempt`."""
        with self._ledger.lock:
            now, attempts = self._ledger.clock(), self._ledger.attempts
            kept = [attempts.get(key, Attempts(count=0, last_at=now)) for key in tried]
            found = tuple(one if one.last_at >= forgotten_before else replace(one, count=0) for one in kept)
            if not refuses(found):
                for key, before in zip(tried, found, strict=True):
                    attempts[key] = Attempts(count=before.count + 1, last_at=now)
            return found

    def take_back(self, tried: str, *, before: Attempts) -> None:
        """See `Accounts.take_back`."""
        with self._ledger.lock:
            kept = self._ledger.attempts.get(tried)
            if kept is not None and kept.count > 0:
                last_at = before.last_at if kept.count == before.count + 1 else kept.last_at
                self._ledger.attempts[tried] = Attempts(count=kept.count - 1, last_at=last_at)

    def forget_attempts(self, tried: str) -> None:
        """See `Accounts.forget_attempts`."""
        self._ledger.attempts.pop(tried, None)


def add_entries(ledger: Ledger, entries: Sequence[Entry]) -> None:
    """Append entries to their chains."""
    for entry in entries:
        its = [kept for kept in ledger.history if kept.entry.chain == entry.chain]
        place, prev = (its[-1].place + 1, its[-1].hash) if its else (1, BEGINNING)
        at = ledger.clock()
        digest = sealed(entry, place=place, at=at, prev_hash=prev)
        kept = KeptEntry(entry_id=len(ledger.history) + 1, place=place, at=at, entry=entry, prev_hash=prev, hash=digest)
        ledger.history.append(kept)
