"""Runs the migrations over the connection that the service hands in."""

from alembic import context

from api.service.database import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
