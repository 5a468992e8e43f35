"""Why: whoever sets the bot up wants to know whether its database will do before it starts. It must
make no file and move no table."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import SetupError
from bot.store.opening import open_store
from bot.store.schema import HEAD
from bot.store.upgrading import revision
from bot.store.urls import database_url

if TYPE_CHECKING:
    from sqlalchemy import URL


async def look(url: str | None, data_dir: Path) -> str:
    """Return what the database is, in words; raises SetupError where it will not do."""
    address = database_url(url, data_dir)
    if address.get_backend_name() == "sqlite":
        return _look_at_file(address)
    store = open_store(url, data_dir)
    try:
        await store.check()
    finally:
        await store.close()
    return f"{address.render_as_string(hide_password=True)}, tables up to date"


def _look_at_file(address: URL) -> str:
    path = Path(address.database or "").expanduser().absolute()
    if not path.exists():
        return _look_at_folder(path)
    engine = create_engine(address.set(drivername="sqlite", database=str(path)))
    try:
        with engine.connect() as connection:
            found = revision(connection)
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        msg = f"The database file {path} cannot be used: {cause}. Name a folder in AXIS_DATA_DIR."
        raise SetupError(msg) from error
    finally:
        engine.dispose()
    return f"{path}, tables {'up to date' if found == HEAD else 'upgraded at the next start'}"


def _look_at_folder(path: Path) -> str:
    there = next(folder for folder in path.parents if folder.exists())
    if not os.access(there, os.W_OK):
        msg = f"The folder {there} cannot be written to. Name another one in AXIS_DATA_DIR."
        raise SetupError(msg)
    return f"{path}, made at the first start"
