"""Why: tests of delivery need a platform that answers as they say, and a worker that stops when
nothing is left to do. They must never wait for a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, or_, select

from bot.briefing.deliver import Deliverer, Habits
from bot.briefing.due import CATCH_UP
from bot.briefing.model import Delivery, Place
from bot.briefing.outlet import NotPostedError, Outlets, Pace, UnknownFateError
from bot.briefing.snapshot import snapshot
from bot.briefing.store import Subscriptions
from bot.knowledge.library import Library
from bot.knowledge.loader import load
from bot.metrics import Metrics
from bot.reply import Brief
from bot.store import Store
from bot.store.schema import Clock, deliveries, subscriptions
from tests.briefing.wishes import CHANNEL, wish

#: for which local date, and when, the first brief of the tests' channel is due
DAY = date(2026, 11, 24)
DUE = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
Work = Callable[..., Awaitable[None]]
PACK_TWO = Path(__file__).parent.parent / "pack_two"
DROPPED = UnknownFateError("dropped", "The connection was dropped.")
BUSY = NotPostedError("ratelimited", "Too many requests.", permanent=False, wait=30.0)
AWAY = NotPostedError("unreachable", "Slack cannot be reached.", permanent=False)
CLOSED = NotPostedError("is_archived", "The channel is archived.", permanent=True)
GONE = NotPostedError("account_inactive", "The app was removed.", permanent=True, gone=True)


@dataclass
class Sink:
    """A platform that stores what it is sent, unless it was told to answer something else."""

    platform: str = "slack"
    pace: Pace = field(default_factory=Pace)
    nonce_kept: timedelta | None = None
    #: what the next posts are answered with; None is a message's id
    answers: list[Exception | None] = field(default_factory=list)
    #: whether what is answered with an exception that leaves doubt was stored before
    stores_in_doubt: bool = False
    stored: list[tuple[Place, Brief, str]] = field(default_factory=list)
    asked: int = 0
    told: list[tuple[Place, str, str]] = field(default_factory=list)
    #: whether people cannot be told
    mute: bool = False
    #: is set when a post begins, and has to be set before it ends, where a test says so
    began: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event | None = None

    async def post(self, place: Place, brief: Brief, nonce: str) -> str:
        """Store the brief, or answer as told; a nonce that is known stores nothing."""
        self.asked += 1
        self.began.set()
        if self.go_on is not None:
            await self.go_on.wait()
        answer = self.answers.pop(0) if self.answers else None
        if answer is None or (isinstance(answer, UnknownFateError) and self.stores_in_doubt):
            known = [one for one in self.stored if one[2] == nonce]
            if not (known and self.nonce_kept):
                self.stored.append((place, brief, nonce))
        if answer is not None:
            raise answer
        return f"m{len(self.stored)}"

    async def tell(self, place: Place, user: str, text: str) -> None:
        """Keep what a person is told."""
        if self.mute:
            raise CLOSED
        self.told.append((place, user, text))

    @property
    def briefs(self) -> list[Brief]:
        """The briefs that were stored, in order."""
        return [brief for _, brief, _ in self.stored]


def pack_two() -> Library:
    """Return the library of a small pack that has nothing to do with the shipped one."""
    return load(PACK_TWO)


@asynccontextmanager
async def working(
    store: Store,
    clock: Clock,
    *sinks: Sink,
    library: Library,
    metrics: Metrics | None = None,
) -> AsyncIterator[Deliverer]:
    """Run a worker beside the test."""
    outlets = Outlets()
    for sink in sinks:
        outlets.open(sink)
    habits = Habits(look=0.01, sweep=0.0, clock=clock)
    worker = Deliverer(store, lambda: library, outlets, metrics=metrics, habits=habits)
    stop = asyncio.Event()
    running = asyncio.create_task(worker.run(stop))
    try:
        yield worker
    finally:
        stop.set()
        await running


async def quiet(worker: Deliverer, store: Store, clock: Clock, *platforms: str) -> None:
    """Wait until nothing is left that has to be done now, on the platforms that are open."""
    late = deliveries.c.due_at < clock() - CATCH_UP.total_seconds()
    open_or_late = or_(deliveries.c.platform.in_(platforms), late)
    waiting = select(func.count()).where(deliveries.c.look_at <= clock(), open_or_late)
    due = select(func.count()).where(subscriptions.c.next_due <= clock())
    while True:
        async with store.read() as connection:
            left = [await connection.scalar(one) for one in (waiting, due)]
        if not any(left) and not worker.busy:
            return
        await asyncio.sleep(0.01)


async def deliver(
    store: Store,
    clock: Clock,
    *sinks: Sink,
    library: Library,
    metrics: Metrics | None = None,
) -> None:
    """Let a worker do all that has to be done now."""
    async with working(store, clock, *sinks, library=library, metrics=metrics) as worker:
        await quiet(worker, store, clock, *(sink.platform for sink in sinks))


async def subscribe(subscriptions: Subscriptions, library: Library, **wished: str) -> None:
    """Subscribe the channel, with today's pack to compare with."""
    held = snapshot(library)
    await subscriptions.keep_snapshot(held.key, held.version, held.text)
    await subscriptions.save(CHANNEL, wish(**wished), "U1", held.key)  # type: ignore[arg-type]


async def found(subscriptions: Subscriptions, day: date = DAY) -> Delivery:
    """Return what became of the channel's brief of that day."""
    delivery = await subscriptions.delivery(CHANNEL, day)
    assert delivery is not None
    return delivery
