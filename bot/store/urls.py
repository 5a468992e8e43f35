"""Why: people paste database addresses as their provider prints them, in forms that no driver here
takes as they are. It must never repeat a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import SetupError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "axis.sqlite3"
_POSTGRESQL = frozenset({"postgres", "postgresql", "postgresql+asyncpg"})
_SQLITE = frozenset({"sqlite", "sqlite+aiosqlite"})


def database_url(given: str | None, data_dir: Path) -> URL:
    """Return the address with its driver; without one, that of the SQLite file in `data_dir`.

    Raises SetupError for what is no address of a database that this bot can use.
    """
    if not given:
        return URL.create("sqlite+aiosqlite", database=str(data_dir / FILE))
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        msg = "DATABASE_URL cannot be read. It has the form postgresql://USER:PASSWORD@HOST/NAME."
        raise SetupError(msg) from None
    if url.drivername in _POSTGRESQL:
        return _for_asyncpg(url)
    if url.drivername in _SQLITE:
        return _for_aiosqlite(url)
    msg = f'DATABASE_URL begins with "{url.drivername}", where postgresql or sqlite is expected.'
    raise SetupError(msg)


def _for_asyncpg(url: URL) -> URL:
    # libpq calls sslmode what asyncpg calls ssl; the values are the same.
    mode = url.query.get("sslmode")
    url = url.set(drivername="postgresql+asyncpg").difference_update_query(["sslmode"])
    return url.update_query_dict({"ssl": mode}) if mode else url


def _for_aiosqlite(url: URL) -> URL:
    if not url.database or url.database == ":memory:":
        msg = "DATABASE_URL names no file. SQLite's form is sqlite:////FOLDER/FILE."
        raise SetupError(msg)
    return url.set(drivername="sqlite+aiosqlite")
