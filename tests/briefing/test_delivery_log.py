"""Why: operators see what delivery does by its log and its counts, so no brief is lost in silence
and no answer is counted that nobody gave."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.briefing.due import enqueue
from bot.briefing.outlet import NotAskedError, NotPostedError, Outlets, Pace
from bot.briefing.pacing import Pacer
from bot.briefing.pausing import PauseNotices
from bot.briefing.queue import Leases, Queue
from bot.briefing.store import Subscriptions
from bot.knowledge.library import Library
from bot.metrics import Metrics
from bot.store import Store
from tests.briefing.delivering import (
    AWAY,
    CLOSED,
    DROPPED,
    Sink,
    Work,
    found,
    quiet,
    subscribe,
    working,
)
from tests.briefing.moments import Moments
from tests.briefing.test_queue import WRITTEN
from tests.briefing.wishes import CHANNEL, place, wish


def told(caplog: pytest.LogCaptureFixture, message: str, *names: str) -> list[tuple[object, ...]]:
    """Return what the lines with this message hold under these names."""
    records = [one for one in caplog.records if one.getMessage() == message]
    assert all(one.levelno == logging.WARNING for one in records)
    return [tuple(vars(one)[name] for name in names) for one in records]


async def test_lost_while_off(
    subscriptions: Subscriptions,
    subscribed: Moments,
    work: Work,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Days that were missed while no bot ran are one line, with the first of them."""
    found_there = await subscriptions.at(CHANNEL)
    assert found_there is not None
    subscribed.move(days=7, hours=7)
    await work(Sink())
    days = ", ".join(f"{found_there.id} 2026-11-{day}" for day in range(24, 29))
    lost = told(caplog, "briefs not sent for certain", "state", "count", "first")
    assert lost == [("missed", 8, days)]


async def test_lost_waiting(
    subscriptions: Subscriptions,
    subscribed: Moments,
    work: Work,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A brief that waited for six hours in vain is told of; one that was withdrawn is not."""
    await subscriptions.save(place("C2"), wish(), "U1", "none")
    await work(Sink(answers=[AWAY, AWAY]))
    await subscriptions.pause(place("C2"), "U1")
    subscribed.move(hours=6, seconds=2)
    await work()
    number = (await found(subscriptions)).subscription
    lost = told(caplog, "briefs not sent for certain", "state", "count", "first")
    assert lost == [("missed", 1, f"{number} 2026-11-24")]


async def test_lost_in_doubt(
    store: Store,
    subscriptions: Subscriptions,
    subscribed: Moments,
    work: Work,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A brief that was being sent when its worker died is told of when it is given up."""
    await enqueue(store, subscribed.clock)
    queue = Queue(store, Leases(), subscribed.clock)
    (claim,) = await queue.claim("slack", None, 1)
    await queue.sending([(claim, WRITTEN)])
    subscribed.move(minutes=1)
    await work(Sink())
    lost = told(caplog, "briefs not sent for certain", "state", "count", "first")
    assert lost == [("unknown", 1, f"{claim.subscription} 2026-11-24")]
    assert (await found(subscriptions)).state == "unknown"


async def test_counted_once(
    store: Store, subscribed: Moments, library: Library, metrics: Metrics
) -> None:
    """An answer counts once, however often its brief is taken up and handed back unasked."""
    busy = NotPostedError("ratelimited", "Too many requests.", permanent=False, wait=3_600.0)
    sink = Sink(pace=Pace(a_minute_a_workspace=60.0), answers=[busy])
    clock = subscribed.clock
    async with working(store, clock, sink, library=library, metrics=metrics) as worker:
        for _ in range(3):
            await quiet(worker, store, clock, sink.platform)
            subscribed.move(minutes=61)
        await quiet(worker, store, clock, sink.platform)
    assert sink.asked == 1
    assert metrics.errors == {("slack", "ratelimited"): 1}


async def test_counted_not(subscribed: Moments, work: Work, metrics: Metrics) -> None:
    """What an outlet could not even ask for does not count as the platform's answer."""
    unasked = NotAskedError("database", "The database does not answer.", permanent=False)
    await work(Sink(answers=[unasked]))
    assert not metrics.errors
    subscribed.move(minutes=1)
    await work(Sink(nonce_kept=timedelta(minutes=2), answers=[DROPPED]))
    assert metrics.errors == {("slack", "dropped"): 1}


@pytest.mark.usefixtures("subscribed")
async def test_telling_counts(
    work: Work, metrics: Metrics, caplog: pytest.LogCaptureFixture
) -> None:
    """A person who cannot be told of a pause counts as an answer of its own."""
    await work(Sink(answers=[CLOSED], mute=True))
    assert metrics.errors == {("slack", "is_archived"): 2}
    assert told(caplog, "nobody told", "because") == [("is_archived: The channel is archived.",)]


async def test_nobody_asked(
    store: Store, subscribed: Moments, metrics: Metrics, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the platform closes before somebody is told of a pause, the log says so."""
    await enqueue(store, subscribed.clock)
    (claim,) = await Queue(store, Leases(), subscribed.clock).claim("slack", None, 1)
    notices = PauseNotices(outlets=Outlets(), metrics=metrics, seconds=40.0)
    notices.begin(claim, "The channel is archived.", Pacer(Pace()))
    await asyncio.gather(*notices.under_way)
    told_of = told(caplog, "nobody told", "subscription", "because")
    assert told_of == [(claim.subscription, "The platform is not open here.")]
    assert not metrics.errors


async def test_unreadable_baseline(
    subscriptions: Subscriptions,
    moments: Moments,
    library: Library,
    work: Work,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A kept pack that cannot be read is told of once, and briefs compare with nothing."""
    await subscribe(subscriptions, library)
    await subscriptions.keep_snapshot("broken", "1", "{}")
    for number in (2, 3):
        await subscriptions.save(place(f"C{number}"), wish(), "U1", "broken")
    moments.move(days=1)
    sink = Sink()
    await work(sink)
    assert len(sink.stored) == 3
    message = "briefs tell of no change, as a baseline is unreadable"
    because = "A kept snapshot of the pack cannot be read: Field required at version."
    assert told(caplog, message, "baseline", "because") == [("broken", because)]
