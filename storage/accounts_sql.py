"""Keeps accounts, sessions and attempts in a database."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from models.desk import Account, Role
from models.levels import Level, Region
from storage.accounts import (
    Attempts,
    KeptAccount,
    KeptSession,
    Refuses,
    name_taken,
    no_such_account,
    refuses_nothing,
)
from storage.schema_desk import accounts, attempts, sessions
from storage.sql import Database, Row


class SqlAccounts:
    """Accounts in SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, account: Account, *, password_hash: str) -> None:
        """See `Accounts.add`."""
        row = _row(account) | {"password_hash": password_hash, "created_at": self._database.clock()}
        new = self._database.insert_new(accounts).values(row).on_conflict_do_nothing().returning(accounts.c.name)
        with self._database.writing() as connection:
            if connection.execute(new).first() is None:
                raise name_taken()

    def change(self, account: Account, *, password_hash: str | None = None) -> None:
        """See `Accounts.change`."""
        row = _row(account) | ({} if password_hash is None else {"password_hash": password_hash})
        with self._database.writing() as connection:
            changed = connection.execute(accounts.update().where(accounts.c.name == account.name).values(row))
            if changed.rowcount == 0:
                raise no_such_account()
            connection.execute(sessions.delete().where(sessions.c.account == account.name))

    def account(self, name: str) -> KeptAccount:
        """See `Accounts.account`."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(accounts).where(accounts.c.name == name)).first()
        if row is None:
            raise no_such_account()
        return _kept(row)

    def all(self) -> tuple[KeptAccount, ...]:
        """See `Accounts.all`."""
        with self._database.reading() as connection:
            found = [_kept(row) for row in connection.execute(sa.select(accounts))]
        return tuple(sorted(found, key=lambda kept: kept.account.name))

    def titles(self, names: Sequence[str]) -> Mapping[str, str]:
        """See `Accounts.titles`."""
        titled = sa.select(accounts.c.name, accounts.c.title).where(accounts.c.name.in_(names), accounts.c.title != "")
        with self._database.reading() as connection:
            return {row.name: row.title for row in connection.execute(titled)}

    def is_empty(self) -> bool:
        """See `Accounts.is_empty`."""
        # Each request asks this as long as nobody has an account.
        with self._database.asking() as connection:
            return connection.execute(sa.select(accounts.c.name).limit(1)).first() is None

    def open(self, session: KeptSession) -> None:
        """See `Accounts.open`."""
        row = {
            "token_hash": session.token_hash,
            "account": session.account,
            "csrf": session.csrf,
            "opened_at": session.opened_at,
            "seen_at": session.seen_at,
        }
        with self._database.writing() as connection:
            connection.execute(sessions.insert().values(row))
            signed_in = accounts.update().where(accounts.c.name == session.account)
            connection.execute(signed_in.values(last_sign_in_at=session.opened_at))

    def session(self, token_hash: str) -> tuple[KeptSession, Account] | None:
        """See `Accounts.session`."""
        query = (
            sa.select(sessions, *(column for column in accounts.c if column.name != "created_at"))
            .join(accounts, accounts.c.name == sessions.c.account)
            .where(sessions.c.token_hash == token_hash)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        kept = KeptSession(
            token_hash=row.token_hash, account=row.account, csrf=row.csrf, opened_at=row.opened_at, seen_at=row.seen_at
        )
        return kept, _account(row)

    def touch(self, token_hash: str, *, seen_at: datetime) -> None:
        """See `Accounts.touch`."""
        with self._database.writing() as connection:
            connection.execute(sessions.update().where(sessions.c.token_hash == token_hash).values(seen_at=seen_at))

    def has_session(self, account: str, *, seen_after: datetime, opened_after: datetime) -> bool:
        """See `Accounts.has_session`."""
        its = sa.select(sessions.c.token_hash).where(
            sessions.c.account == account, sessions.c.seen_at >= seen_after, sessions.c.opened_at >= opened_after
        )
        with self._database.reading() as connection:
            return connection.execute(its.limit(1)).first() is not None

    def close(self, token_hash: str) -> None:
        """See `Accounts.close`."""
        with self._database.writing() as connection:
            connection.execute(sessions.delete().where(sessions.c.token_hash == token_hash))

    def close_old(self, *, seen_before: datetime, opened_before: datetime) -> int:
        """See `Accounts.close_old`."""
        old = sa.or_(sessions.c.seen_at < seen_before, sessions.c.opened_at < opened_before)
        with self._database.writing() as connection:
            connection.execute(attempts.delete().where(attempts.c.last_at < opened_before))
            return connection.execute(sessions.delete().where(old)).rowcount

    def attempt(
        self, tried: Sequence[str], *, forgotten_before: datetime, refuses: Refuses = refuses_nothing
    ) -> tuple[Attempts, ...]:
        """See `Accounts.attempt`."""
        now = self._database.clock()
        found = {}
        with self._database.writing() as connection:
            # In a set order: two who try the same account from the same address must not wait for each other.
            for key in sorted(set(tried)):
                new = self._database.insert_new(attempts).values(tried=key, tries_count=0, last_at=now)
                connection.execute(new.on_conflict_do_nothing())
                row = connection.execute(sa.select(attempts).where(attempts.c.tried == key).with_for_update()).one()
                count = row.tries_count if row.last_at >= forgotten_before else 0
                found[key] = Attempts(count=count, last_at=row.last_at)
            before = tuple(found[key] for key in tried)
            if not refuses(before):
                for key, one in found.items():
                    grown = attempts.update().where(attempts.c.tried == key)
                    connection.execute(grown.values(tries_count=one.count + 1, last_at=now))
        return before

    def take_back(self, tried: str, *, before: Attempts) -> None:
        """See `Accounts.take_back`."""
        is_alone = attempts.c.tries_count == before.count + 1
        less = attempts.update().where(attempts.c.tried == tried, attempts.c.tries_count > 0)
        last_at = sa.case((is_alone, sa.literal(before.last_at, attempts.c.last_at.type)), else_=attempts.c.last_at)
        with self._database.writing() as connection:
            connection.execute(less.values(tries_count=attempts.c.tries_count - 1, last_at=last_at))

    def forget_attempts(self, tried: str) -> None:
        """See `Accounts.forget_attempts`."""
        with self._database.writing() as connection:
            connection.execute(attempts.delete().where(attempts.c.tried == tried))


def _row(account: Account) -> dict[str, object]:
    return {
        "name": account.name,
        "title": account.title,
        "role": account.role,
        "level": account.level,
        "province": account.region.province,
        "exam_point": account.region.exam_point,
        "registration_point": account.region.registration_point,
        "is_disabled": account.is_disabled,
    }


def _account(row: Row) -> Account:
    return Account(
        name=row.name,
        title=row.title,
        role=Role(row.role),
        level=Level(row.level) if row.level else None,
        region=Region(province=row.province, exam_point=row.exam_point, registration_point=row.registration_point),
        is_disabled=row.is_disabled,
    )


def _kept(row: Row) -> KeptAccount:
    return KeptAccount(
        account=_account(row),
        password_hash=row.password_hash,
        created_at=row.created_at,
        last_sign_in_at=row.last_sign_in_at,
    )
