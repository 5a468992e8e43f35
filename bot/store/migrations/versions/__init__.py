"""Why: one file a step. Nothing imports them but alembic, which finds them by their folder."""
