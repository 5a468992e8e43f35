"""Why: SQLite and PostgreSQL are opened here and nowhere else, so that nothing behind this door
asks which one it is. A file is brought to this version at once; a server only by command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import SetupError
from bot.store.many import AllAtOnce, OneByOne
from bot.store.store import Store
from bot.store.upgrading import unreachable, upgrade
from bot.store.urls import database_url

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.engine.interfaces import DBAPIConnection

_SECONDS_TO_CONNECT = 5
_SECONDS_TO_ANSWER = 10


def open_store(url: str | None, data_dir: Path, *, alone: bool = False) -> Store:
    """Open the database at `url`; None is the SQLite file in `data_dir`, made where there is none.

    `alone` tells that the caller keeps every other bot from the file; a server has many anyway.
    Raises SetupError for an address that cannot be used and a file that cannot be opened.
    """
    address = database_url(url, data_dir)
    if address.get_backend_name() == "sqlite":
        return _open_file(address, alone=alone)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - most bots have a file

    engine = create_async_engine(
        address,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=_SECONDS_TO_ANSWER,
        connect_args={"timeout": _SECONDS_TO_CONNECT, "command_timeout": _SECONDS_TO_ANSWER},
    )
    return Store(engine, AllAtOnce(postgresql.insert), None)


async def upgrade_now(url: str | None, data_dir: Path) -> bool:
    """Bring the tables of a database to this version; return whether they moved.

    Raises SetupError where it cannot be used, or a newer version made its tables.
    """
    address = database_url(url, data_dir)
    if address.get_backend_name() == "sqlite":
        return _upgrade_file(_with_file(address))
    store = open_store(url, data_dir)
    try:
        async with store.engine.begin() as connection:
            return await connection.run_sync(upgrade)
    except (SQLAlchemyError, OSError) as error:
        raise SetupError(unreachable(store.engine, error)) from error
    finally:
        await store.close()


def _open_file(address: URL, *, alone: bool) -> Store:
    address = _with_file(address)
    _upgrade_file(address)
    engine = create_async_engine(address, hide_parameters=True, pool_size=4, max_overflow=0)
    event.listen(engine.sync_engine, "connect", _set_up)
    event.listen(engine.sync_engine, "begin", _begin)
    return Store(engine, OneByOne(sqlite.insert), Path(address.database or ""), alone=alone)


def _with_file(address: URL) -> URL:
    """Return the address with its whole path, at which there is a file."""
    path = Path(address.database or "").expanduser().absolute()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)  # it holds tokens
    except OSError as error:
        raise SetupError(_unusable(path, error)) from error
    return address.set(database=str(path))


def _upgrade_file(address: URL) -> bool:
    engine = create_engine(address.set(drivername="sqlite"), hide_parameters=True)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    try:
        with engine.begin() as connection:
            return upgrade(connection)
    except SQLAlchemyError as error:
        raise SetupError(_unusable(address.database, error)) from error
    finally:
        engine.dispose()


def _unusable(path: object, error: Exception) -> str:
    cause = getattr(error, "orig", None) or getattr(error, "strerror", None) or error
    return f"The database file {path} cannot be used: {cause}. Name a folder in AXIS_DATA_DIR."


def _set_up(connection: DBAPIConnection, _record: object) -> None:
    # The driver must not begin and commit by itself: it does so at the wrong places.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "busy_timeout = 5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later would fail beside another that does the same.
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
