"""Why: alembic runs this file to reach a database; the connection is handed to it by whoever
upgrades. It must open none of its own."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
