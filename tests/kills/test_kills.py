"""Why: a brief arrives once, also where the processes that deliver are killed at random moments and
the platforms fail in every way; and the test would see it if it did not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kills.run import Figures, Plan, run
from tests.store.databases import Database


def wrong(figures: Figures) -> tuple[list[str], list[str], list[str]]:
    """Return what must not be, after printing all figures."""
    print(figures)  # noqa: T201 - shown where the test fails, and by `pytest -rP`
    return figures.lost, figures.double, figures.hidden


async def test_killed(database: Database, address: str | None, tmp_path: Path) -> None:
    """Of briefs that are sent while workers are killed none is lost and none arrives twice."""
    database.open()
    servers = address is not None
    plan = Plan(
        url=address,
        folder=tmp_path,
        briefs=360 if servers else 140,
        workers=2 if servers else 1,
        kills=8 if servers else 4,
        ahead=30.0,
    )
    figures = await run(plan)
    assert wrong(figures) == ([], [], [])
    assert figures.kills > 1
    assert figures.states["unknown"] > 0


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_without_protection(database: Database, address: str, tmp_path: Path) -> None:
    """Where nothing is written down before it leaves, and nonces differ, briefs arrive twice."""
    database.open()
    plan = Plan(url=address, folder=tmp_path, briefs=120, workers=2, kills=4, protected=False)
    _, double, _ = wrong(await run(plan))
    assert double != []
