"""Run by alembic: migrates the connection that `database.prepare` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from streams.view.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
