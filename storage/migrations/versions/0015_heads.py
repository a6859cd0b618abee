"""The database refuses to take the head of a chain away; it goes on by updates, as builds before write it."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER history_chains_no_delete BEFORE DELETE ON history_chains "
            "BEGIN SELECT RAISE(ABORT, 'history_chains is append-only'); END"
        )
        return
    op.execute(
        "CREATE TRIGGER history_chains_no_delete BEFORE DELETE OR TRUNCATE ON history_chains "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
