"""Why: what addresses of databases, files and folders are taken, and which sentence refuses the
rest."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from bot.errors import SetupError
from bot.store import open_store
from bot.store.alone import alone
from bot.store.looking import look
from bot.store.urls import database_url

SECRET = "hunter2hunter2"  # noqa: S105 - made up
SERVER = "db.example"


@pytest.mark.parametrize(
    ("given", "used"),
    [
        (f"postgres://u:{SECRET}@{SERVER}/x", f"postgresql+asyncpg://u:{SECRET}@{SERVER}/x"),
        (f"postgresql://{SERVER}:5/x", f"postgresql+asyncpg://{SERVER}:5/x"),
        (f"postgresql+asyncpg://{SERVER}/x", f"postgresql+asyncpg://{SERVER}/x"),
        (
            f"postgresql://{SERVER}/x?sslmode=require",
            f"postgresql+asyncpg://{SERVER}/x?ssl=require",
        ),
        ("postgresql:///x?host=/run/pg", "postgresql+asyncpg:///x?host=%2Frun%2Fpg"),
        ("sqlite:////data/x.db", "sqlite+aiosqlite:////data/x.db"),
        (None, "sqlite+aiosqlite:////folder/axis.sqlite3"),
        ("", "sqlite+aiosqlite:////folder/axis.sqlite3"),
    ],
)
def test_address(given: str | None, used: str) -> None:
    """Addresses are taken as providers print them."""
    assert database_url(given, Path("/folder")).render_as_string(hide_password=False) == used


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            SECRET,
            "DATABASE_URL cannot be read. It has the form postgresql://USER:PASSWORD@HOST/NAME.",
        ),
        (
            f"postgresql://u:{SECRET}@h:port/x",
            "DATABASE_URL cannot be read. It has the form postgresql://USER:PASSWORD@HOST/NAME.",
        ),
        (
            f"mysql://u:{SECRET}@h/x",
            'DATABASE_URL begins with "mysql", where postgresql or sqlite is expected.',
        ),
        ("sqlite://", "DATABASE_URL names no file. SQLite's form is sqlite:////FOLDER/FILE."),
        (
            "sqlite:///:memory:",
            "DATABASE_URL names no file. SQLite's form is sqlite:////FOLDER/FILE.",
        ),
    ],
)
def test_refused_address(given: str, sentence: str) -> None:
    """Any other address is refused in a sentence that does not repeat it."""
    with pytest.raises(SetupError) as refused:
        open_store(given, Path())
    assert str(refused.value) == sentence


async def test_file_is_mine(tmp_path: Path) -> None:
    """The file is made with its folder, and nobody else may read either."""
    store = open_store(None, tmp_path / "a" / "b")
    await store.close()
    file = tmp_path / "a" / "b" / "axis.sqlite3"
    assert store.path == file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_no_database(tmp_path: Path) -> None:
    """A file that is no database is refused, and stays as it was."""
    file = tmp_path / "axis.sqlite3"
    file.write_text("a shopping list, longer than any header of a database could ever be\n" * 20)
    before = file.read_bytes()
    with pytest.raises(SetupError) as refused:
        open_store(None, tmp_path)
    assert str(refused.value) == (
        f"The database file {file} cannot be used: file is not a database. "
        "Name a folder in AXIS_DATA_DIR."
    )
    assert file.read_bytes() == before


def test_no_folder(tmp_path: Path) -> None:
    """A folder that cannot be is refused in the same words."""
    (tmp_path / "file").touch()
    with pytest.raises(SetupError) as refused:
        open_store(None, tmp_path / "file" / "folder")
    path = tmp_path / "file" / "folder" / "axis.sqlite3"
    assert str(refused.value) == (
        f"The database file {path} cannot be used: Not a directory. Name a folder in AXIS_DATA_DIR."
    )


def test_alone(tmp_path: Path) -> None:
    """A file that a bot answers from is refused to a second one, and free after the first."""
    with alone(None, tmp_path):
        with pytest.raises(SetupError) as refused, alone(None, tmp_path):
            pass
        with alone(None, tmp_path / "other"):
            pass
    with alone(None, tmp_path):
        pass
    assert str(refused.value) == (
        f"Another `axis run` answers from {tmp_path / 'axis.sqlite3'}, and SQLite serves one. "
        "Stop that one; to run several side by side, name a PostgreSQL database in DATABASE_URL."
    )


def test_alone_under_another_name(tmp_path: Path) -> None:
    """A file is refused to a second bot under each name that leads to it."""
    link = tmp_path / "link.sqlite3"
    link.symlink_to(tmp_path / "axis.sqlite3")
    folder = tmp_path / "folder"
    folder.symlink_to(tmp_path)
    with alone(None, tmp_path):
        for url, data_dir in ((f"sqlite:///{link}", tmp_path), (None, folder)):
            with pytest.raises(SetupError) as refused, alone(url, data_dir):
                pass
            assert str(refused.value).startswith("Another `axis run` answers from ")


def test_a_link_to_itself(tmp_path: Path) -> None:
    """A name that leads to no file is refused with the mend."""
    link = tmp_path / "link.sqlite3"
    link.symlink_to(link)
    with pytest.raises(SetupError) as refused, alone(f"sqlite:///{link}", tmp_path):
        pass
    assert str(refused.value) == (
        f"The file {link} is a link that leads to itself. Name another one."
    )


def test_many_on_a_server(tmp_path: Path) -> None:
    """A server takes any number of bots."""
    url = f"postgresql://{SERVER}/x"
    with alone(url, tmp_path), alone(url, tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


async def test_look_changes_nothing(tmp_path: Path) -> None:
    """Looking at where the file will be makes nothing; one that is there is told of."""
    file = tmp_path / "new" / "axis.sqlite3"
    assert await look(None, tmp_path / "new") == f"{file}, made at the first start"
    assert not (tmp_path / "new").exists()
    await open_store(None, tmp_path / "new").close()
    assert await look(None, tmp_path / "new") == f"{file}, tables up to date"
    old = tmp_path / "old.sqlite3"
    sqlite3.connect(old).close()
    old.touch()
    assert await look(f"sqlite:///{old}", tmp_path) == f"{old}, tables upgraded at the next start"


async def test_look_at_server(migrated: str, empty: str) -> None:
    """A server is told of with its tables; one without is refused with the mend."""
    assert (await look(migrated, Path())).endswith(", tables up to date")
    with pytest.raises(SetupError, match=r"^The database has no tables yet\."):
        await look(empty, Path())


async def test_look_at_nothing(tmp_path: Path) -> None:
    """A server that is not there is told of without its password."""
    with pytest.raises(SetupError) as refused:
        await look(f"postgres://u:{SECRET}@127.0.0.1:1/x", tmp_path)
    assert str(refused.value) == (
        "The database postgresql+asyncpg://u:***@127.0.0.1:1/x cannot be used: "
        "[Errno 111] Connect call failed ('127.0.0.1', 1)"
    )
