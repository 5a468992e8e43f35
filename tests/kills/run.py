"""Why: briefs are delivered while the processes that deliver them are killed, and what platforms
stored is then held against what the database says. It must count, not judge: tests do that."""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from bot.errors import StoreError
from bot.store import Store, open_store
from bot.store.schema import Now, deliveries, subscriptions
from tests.briefing.due_now import make_due
from tests.kills.platform import Platforms

ROOT = Path(__file__).parent.parent.parent
_LISTED = {"unknown", "failed", "missed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is run: how many briefs, by how many workers, killed how often."""

    url: str | None
    folder: Path
    briefs: int = 500
    workers: int = 1
    kills: int = 10
    #: the shortest and the longest life of a worker that is killed, from when it is ready
    lives: tuple[float, float] = (0.02, 0.6)
    protected: bool = True
    #: seconds by which the first worker's own clock is ahead
    ahead: float = 0.0
    #: is called once, when half of the briefs are over
    halfway: Callable[[], Awaitable[None]] | None = None


@dataclass(slots=True)
class Figures:
    """What came of it."""

    briefs: int = 0
    kills: int = 0
    seconds: float = 0.0
    states: Counter[str] = field(default_factory=Counter)
    #: neither stored by the platform nor listed as unknown, failed or missed
    lost: list[str] = field(default_factory=list)
    #: stored more than once
    double: list[str] = field(default_factory=list)
    #: stored, or in doubt at Slack, but listed as something else
    hidden: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the line that the run prints."""
        states = ", ".join(f"{state} {count}" for state, count in sorted(self.states.items()))
        return (
            f"{self.briefs} briefs, {self.kills} kills, {self.seconds:.0f} s: "
            f"lost {len(self.lost)}, double {len(self.double)}, hidden {len(self.hidden)}, "
            f"unknown {self.states['unknown']} ({states})"
        )


async def run(plan: Plan) -> Figures:
    """Deliver as planned and return what came of it."""
    store = open_store(plan.url, plan.folder)
    platforms = Platforms(nonces=plan.protected)
    began = time.monotonic()
    try:
        address = await platforms.start()
        await make_due(store, plan.briefs, ("slack", "discord"))
        kills = await _drain(plan, store, address)
        return await _counted(plan, store, platforms, kills, time.monotonic() - began)
    finally:
        await platforms.stop()
        await store.close()


async def _drain(plan: Plan, store: Store, address: str) -> int:
    """Let workers deliver all, killing them at random moments; return how many were killed."""
    killing = _Killing(plan.kills, plan.lives, random.Random(plan.briefs))  # noqa: S311
    told = {
        "url": plan.url,
        "folder": str(plan.folder),
        "platforms": address,
        "protected": plan.protected,
    }
    lives = [
        asyncio.create_task(_live({**told, "ahead": 0.0 if number else plan.ahead}, killing))
        for number in range(plan.workers)
    ]
    halfway = plan.halfway
    while (waiting := await _waiting(store)) != 0:
        if halfway is not None and 0 < waiting <= plan.briefs / 2:
            await halfway()
            halfway = None
        await asyncio.sleep(0.25)
    killing.over.set()
    await asyncio.gather(*lives)
    return plan.kills - killing.left


@dataclass(slots=True)
class _Killing:
    """How many kills are left, and when all is over."""

    left: int
    lives: tuple[float, float]
    chance: random.Random
    over: asyncio.Event = field(default_factory=asyncio.Event)


async def _live(told: Mapping[str, object], killing: _Killing) -> None:
    """Keep one worker alive until all is over, but for the times at which it is killed."""
    over = killing.over
    while not over.is_set():
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-W", "ignore", "-m", "tests.kills.worker", json.dumps(told)),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert process.stdout is not None
        await process.stdout.readline()
        if killing.left > 0:
            await _wait(over, killing.chance.uniform(*killing.lives))
            killing.left -= not over.is_set()
        else:
            ended = asyncio.create_task(process.wait())
            finished = asyncio.create_task(over.wait())
            await asyncio.wait({ended, finished}, return_when=asyncio.FIRST_COMPLETED)
            finished.cancel()
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _wait(over: asyncio.Event, seconds: float) -> None:
    finished = asyncio.create_task(over.wait())
    await asyncio.wait({finished}, timeout=seconds)
    finished.cancel()


async def _waiting(store: Store) -> int:
    """Return how many briefs are not over; -1 where the database does not answer now."""
    due = select(func.count()).where(subscriptions.c.next_due <= Now())
    active = select(func.count()).where(deliveries.c.look_at.is_not(None))
    try:
        async with store.read() as connection:
            counts = [await connection.scalar(one) or 0 for one in (due, active)]
    except StoreError:
        return -1
    return sum(counts)


async def _counted(
    plan: Plan, store: Store, platforms: Platforms, kills: int, seconds: float
) -> Figures:
    its = select(subscriptions.c.platform, subscriptions.c.channel, deliveries.c.state)
    joined = subscriptions.outerjoin(deliveries, deliveries.c.subscription == subscriptions.c.id)
    async with store.read() as connection:
        rows = (await connection.execute(its.select_from(joined))).all()
    found = Figures(briefs=plan.briefs, kills=kills, seconds=seconds)
    for platform, channel, state in rows:
        place = (platform, channel)
        stored, name = platforms.stored[place], f"{platform} {channel} {state}"
        found.states[str(state)] += 1
        if not stored and state not in _LISTED:
            found.lost.append(name)
        if stored > 1:
            found.double.append(name)
        doubted = platform == "slack" and place in platforms.doubted
        if (stored and state not in {"sent", "unknown"}) or (doubted and state != "unknown"):
            found.hidden.append(name)
    return found
