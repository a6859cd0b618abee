"""Runs migrations on the connection that `storage.migrate` hands over, inside its transaction."""

from alembic import context

import storage.schema_history  # noqa: F401 - its tables belong to the metadata
from storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
