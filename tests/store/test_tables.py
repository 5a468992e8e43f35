"""Why: the tables that migrations make, on both databases, and SDK stores that live in them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from slack_sdk.oauth.installation_store.models import Installation
from slack_sdk.oauth.installation_store.sqlalchemy import (
    AsyncSQLAlchemyInstallationStore,
    SQLAlchemyInstallationStore,
)
from slack_sdk.oauth.state_store.sqlalchemy import (
    AsyncSQLAlchemyOAuthStateStore,
    SQLAlchemyOAuthStateStore,
)
from sqlalchemy import Connection, MetaData, text

from bot.errors import SetupError
from bot.store import Store, open_store
from bot.store.opening import upgrade_now
from bot.store.schema import HEAD, metadata
from bot.store.upgrading import MIGRATIONS
from tests.store.databases import migrate


def expected() -> list[MetaData]:
    """Return our own tables and those that slack_sdk expects."""
    theirs = MetaData()
    bots, installations = "slack_bots", "slack_installations"
    SQLAlchemyInstallationStore.build_bots_table(theirs, bots)
    SQLAlchemyInstallationStore.build_installations_table(theirs, installations)
    SQLAlchemyOAuthStateStore.build_oauth_states_table(theirs, "slack_oauth_states")
    return [metadata, theirs]


def differences(connection: Connection) -> list[Any]:
    """Return what alembic would change to make the tables as they are declared."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, expected()))  # type: ignore[arg-type]


async def test_tables_as_declared(store: Store) -> None:
    """Migrations make what the package declares and slack_sdk expects, and nothing else."""
    async with store.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_the_index_of_what_waits(store: Store) -> None:
    """Of deliveries the index holds those alone that somebody has to look at, on both databases."""
    listed = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE name = 'ix_delivery_look'",
        "postgresql": "SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_delivery_look'",
    }
    async with store.engine.connect() as connection:
        made = await connection.scalar(text(listed[store.engine.dialect.name]))
    assert made.replace("(look_at IS NOT NULL)", "look_at IS NOT NULL").endswith(
        "(platform, look_at) WHERE look_at IS NOT NULL"
    )


def test_tables_of_no_dialect() -> None:
    """What declares the tables loads the dialect of no database: a file pays for no server's."""
    code = "import sys, bot.store.schema; print(*(m for m in sys.modules if '.dialects.p' in m))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "\n"


def test_head() -> None:
    """The newest migration is the one that the package names."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


async def test_check(store: Store) -> None:
    """A database with the tables of this version is taken as it is."""
    await store.check()


async def test_no_tables(empty: str) -> None:
    """A server without tables is refused with the command that makes them."""
    store = open_store(empty, Path())
    with pytest.raises(SetupError) as refused:
        await store.check()
    await store.close()
    assert str(refused.value) == "The database has no tables yet. Run `axis db upgrade`."


async def test_upgrade_at_once(empty: str) -> None:
    """Of two commands at once one moves the tables and the other finds them moved."""
    moved = await asyncio.gather(upgrade_now(empty, Path()), upgrade_now(empty, Path()))
    assert sorted(moved) == [False, True]
    assert not await upgrade_now(empty, Path())


async def test_newer_tables(empty: str) -> None:
    """Tables that a newer version made are neither used nor touched."""
    store = open_store(empty, Path())
    await migrate(store)
    async with store.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = 'next'"))
    with pytest.raises(SetupError) as refused:
        await store.check()
    await store.close()
    assert str(refused.value) == (
        'The tables are of version "next", this bot\'s of "briefs". Run `axis db upgrade`.'
    )
    with pytest.raises(SetupError) as refused:
        await upgrade_now(empty, Path())
    assert str(refused.value) == (
        'The tables are of version "next", which this bot does not know: a newer one made them. '
        "Install that, or restore a backup."
    )


def installation(team: str) -> Installation:
    """Return what Slack tells of a workspace that installed a bot."""
    return Installation(
        app_id="A1",
        team_id=team,
        bot_token="xoxb-1",  # noqa: S106 - no secret
        bot_id="B1",
        bot_user_id="U1",
        bot_scopes=["commands"],
        user_id="U2",
        installed_at=datetime(2026, 11, 1, tzinfo=UTC).timestamp(),
    )


async def test_installations(store: Store, other: Store) -> None:
    """An installation is found by another replica, and deleted for all."""
    mine, theirs = (AsyncSQLAlchemyInstallationStore("1.2", one.engine) for one in (store, other))
    for team in ("T1", "T2"):
        await mine.async_save(installation(team))
    found = await theirs.async_find_bot(enterprise_id=None, team_id="T1")
    assert found is not None
    assert found.bot_token == "xoxb-1"  # noqa: S105 - no secret
    await theirs.async_delete_all(enterprise_id=None, team_id="T1")
    assert await mine.async_find_bot(enterprise_id=None, team_id="T1") is None
    assert await mine.async_find_bot(enterprise_id=None, team_id="T2") is not None


async def test_installing_at_once(store: Store, other: Store) -> None:
    """Two replicas that save installations at once both succeed."""
    stores = [AsyncSQLAlchemyInstallationStore("1.2", one.engine) for one in (store, other)]
    teams = [f"T{number}" for number in range(10)]
    await asyncio.gather(
        *(stores[place % 2].async_save(installation(team)) for place, team in enumerate(teams))
    )
    for team in teams:
        assert await stores[0].async_find_bot(enterprise_id=None, team_id=team) is not None


async def test_states(store: Store, other: Store) -> None:
    """A state of an installation under way is good once, in whatever replica."""
    mine, theirs = (AsyncSQLAlchemyOAuthStateStore(600, one.engine) for one in (store, other))
    state = await mine.async_issue()
    assert await theirs.async_consume(state)
    assert not await mine.async_consume(state)
