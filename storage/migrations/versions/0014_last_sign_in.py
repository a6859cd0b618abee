"""An account keeps when somebody last signed in with it; builds before make accounts without, and never write it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accounts", sa.Column("last_sign_in_at", sa.DateTime(timezone=True)))
    # Of sessions that are open at this moment the time is known.
    op.execute(
        "UPDATE accounts SET last_sign_in_at = "
        "(SELECT max(sessions.opened_at) FROM sessions WHERE sessions.account = accounts.name)"
    )
