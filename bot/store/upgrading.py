"""Why: tables follow the version of the bot, and never by accident: one command, or the start on a
file of one's own, moves them. It must load alembic only where there is something to move."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import SetupError
from bot.store.schema import HEAD

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncEngine

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x617869  # any number that no other program on the same database is likely to choose


def revision(connection: Connection) -> str | None:
    """Return the last migration that the database has seen; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def upgrade(connection: Connection) -> bool:
    """Bring the tables to this version, in the caller's transaction; return whether they moved.

    Raises SetupError where they are of a version that this one does not know.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    found = revision(connection)
    if found == HEAD:
        return False
    from alembic import command  # noqa: PLC0415 - 0.8 s that a start without news never pays
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    steps = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in steps:
        raise SetupError(_newer(found))
    command.upgrade(config, "head")
    return True


async def check(engine: AsyncEngine) -> None:
    """Raise SetupError, with the mend, where the database is not there or not of this version."""
    try:
        async with engine.connect() as connection:
            found = await connection.run_sync(revision)
    except (SQLAlchemyError, OSError) as error:
        raise SetupError(unreachable(engine, error)) from error
    if found == HEAD:
        return
    if found is None:
        msg = "The database has no tables yet. Run `axis db upgrade`."
        raise SetupError(msg)
    msg = f'The tables are of version "{found}", this bot\'s of "{HEAD}". Run `axis db upgrade`.'
    raise SetupError(msg)


def unreachable(engine: AsyncEngine, error: Exception) -> str:
    """Return the sentence for a database that cannot be reached, without its password."""
    cause = getattr(error, "orig", None) or error
    where = engine.url.render_as_string(hide_password=True)
    return f"The database {where} cannot be used: {' '.join(str(cause).split())}"


def _newer(found: str) -> str:
    return (
        f'The tables are of version "{found}", which this bot does not know: '
        "a newer one made them. Install that, or restore a backup."
    )
