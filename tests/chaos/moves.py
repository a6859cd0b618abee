"""Every move of every job, written down by the database itself, whoever makes it."""

import sqlalchemy as sa

from storage.sql import Database

TABLE = "chaos_moves"
_COLUMNS = "job_id, old_state, new_state, old_attempt, new_attempt, new_lease, new_worker"
_VALUES = (
    "NEW.job_id, OLD.state, NEW.state, OLD.attempt, NEW.attempt, NEW.lease_until IS NOT NULL, NEW.worker IS NOT NULL"
)
_INSERT = f"INSERT INTO {TABLE} ({_COLUMNS}) VALUES ({_VALUES});"
_WHEN = "OLD.state <> NEW.state OR OLD.attempt <> NEW.attempt"


def watch_moves(database: Database) -> None:
    """Set the watch; the table is the harness's own, beside those of the ledger."""
    is_sqlite = database.engine.dialect.name == "sqlite"
    serial = "INTEGER PRIMARY KEY AUTOINCREMENT" if is_sqlite else "BIGSERIAL PRIMARY KEY"
    table = (
        f"CREATE TABLE {TABLE} (move_id {serial}, job_id TEXT, old_state TEXT, new_state TEXT, old_attempt INTEGER, "
        "new_attempt INTEGER, new_lease BOOLEAN, new_worker BOOLEAN)"
    )
    if is_sqlite:
        trigger = f"CREATE TRIGGER chaos_watch AFTER UPDATE ON jobs WHEN {_WHEN} BEGIN {_INSERT} END"
        statements = [table, trigger]
    else:
        statements = [
            table,
            f"CREATE FUNCTION chaos_watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_INSERT} RETURN NEW; END $$",
            f"CREATE TRIGGER chaos_watch AFTER UPDATE ON jobs FOR EACH ROW WHEN ({_WHEN}) "
            "EXECUTE FUNCTION chaos_watch()",
        ]
    with database.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.execute(sa.text(f"CREATE INDEX chaos_moves_job ON {TABLE} (job_id, move_id)"))
