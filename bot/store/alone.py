"""Why: a SQLite file serves one bot; a second one would answer everything a second time. It must
not keep operators' commands out, and what a crash leaves behind must not keep anybody out."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import SetupError
from bot.store.urls import database_url

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def alone(url: str | None, data_dir: Path) -> Iterator[None]:
    """Keep every other bot from the same SQLite file; on PostgreSQL do nothing.

    Raises SetupError where another one has it, or the folder cannot be written to.
    """
    address = database_url(url, data_dir)
    if address.get_backend_name() != "sqlite":
        yield
        return
    try:
        # One file may have many names, and each name has its neighbour for a lock.
        path = Path(address.database or "").expanduser().resolve()
    except RuntimeError as error:
        msg = f"The file {address.database} is a link that leads to itself. Name another one."
        raise SetupError(msg) from error
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The lock goes with the process, however it ends; the file itself says nothing.
        lock = path.with_name(f"{path.name}-lock").open("a")
    except OSError as error:
        msg = (
            f"The folder {path.parent} cannot be used: {error.strerror}. Name one in AXIS_DATA_DIR."
        )
        raise SetupError(msg) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            msg = (
                f"Another `axis run` answers from {path}, and SQLite serves one. Stop that one; "
                "to run several side by side, name a PostgreSQL database in DATABASE_URL."
            )
            raise SetupError(msg) from None
        yield
