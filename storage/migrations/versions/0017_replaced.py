"""SQLite refuses to replace a kept row as well: `INSERT OR REPLACE` takes one away without asking what guards deletion.

PostgreSQL has no such statement; what comes nearest to it is an update there, and refused as one.
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KEYS = {
    "reports": (("report_id",),),
    "dossiers": (("dossier_id",),),
    "audit": (("audit_id",),),
    "decisions": (("decision_id",),),
    "corrections": (("correction_id",),),
    "history": (("entry_id",), ("chain", "place")),
    "history_anchors": (("anchor_id",),),
}
"""What a row that is put in place of another has in common with it."""


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for table, keys in KEYS.items():
        alike = (" AND ".join(f"{column} = NEW.{column}" for column in key) for key in keys)
        is_there = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {one})" for one in alike)
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {is_there} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
