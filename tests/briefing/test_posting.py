"""Why: a brief that a worker has had for too long may be somebody else's by now, and a nonce that
is too old protects from nothing, so whether a request leaves is tried at both limits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.briefing import deliver as delivering
from bot.briefing import elapsed as elapsing
from bot.briefing import posting as module
from bot.briefing.claims import Claim, Written
from bot.briefing.deliver import Deliverer, Habits
from bot.briefing.due import enqueue
from bot.briefing.elapsed import elapsed
from bot.briefing.outlet import Outlets, Pace
from bot.briefing.pacing import Pacer
from bot.briefing.posting import Posting
from bot.briefing.preparing import Preparing
from bot.briefing.queue import Leases, Queue
from bot.briefing.store import Subscriptions
from bot.knowledge.library import Library
from bot.store import Store
from tests.briefing.delivering import DUE, Sink, Work, found
from tests.briefing.moments import Moments
from tests.briefing.wishes import place, wish

KEPT = timedelta(minutes=2)


@pytest.fixture
def sink() -> Sink:
    """Return a platform that knows nonces for two minutes."""
    return Sink(nonce_kept=KEPT)


@pytest.fixture
def posting(sink: Sink, subscriptions: Subscriptions, library: Library) -> Posting:
    """Return what posts there, with a margin of five seconds."""
    outlets = Outlets()
    outlets.open(sink)

    async def may(_post: tuple[Claim, Written]) -> bool:
        return True

    return Posting(
        outlets=outlets,
        preparing=Preparing(lambda: library, subscriptions),
        pacer=Pacer(Pace()),
        sending=may,
        stopping=lambda: False,
        gate=asyncio.Semaphore(1),
        margin=5.0,
    )


@pytest.fixture
async def claim(store: Store, subscribed: Moments) -> Claim:
    """Return a brief that a worker has just taken."""
    await enqueue(store, subscribed.clock)
    (claim,) = await Queue(store, Leases(), subscribed.clock).claim("slack", None, 1)
    return claim


async def test_leaves(posting: Posting, claim: Claim, sink: Sink) -> None:
    """What was just taken leaves."""
    outcome = await posting.attempt(claim, elapsed())
    assert outcome is not None
    assert (outcome.state, outcome.asked, sink.asked) == ("sent", True, 1)


async def test_held_up(posting: Posting, claim: Claim, sink: Sink) -> None:
    """No request leaves more than fifteen seconds after the queue was asked for its brief."""
    outcome = await posting.attempt(claim, elapsed() - 16)
    assert outcome is not None
    assert (outcome.state, outcome.code, outcome.asked) == ("due", "held-up", False)
    assert sink.asked == 0


@pytest.mark.parametrize(("doubted", "spent"), [(90, 0), (90, 11)])
async def test_nonce_known(
    posting: Posting, claim: Claim, sink: Sink, doubted: int, spent: int
) -> None:
    """What may have been posted is repeated while its nonce is known for certain."""
    repeated = doubted_for(claim, doubted)
    outcome = await posting.attempt(repeated, elapsed() - spent)
    assert outcome is not None
    assert (outcome.state, sink.asked) == ("sent", 1)


@pytest.mark.parametrize(("doubted", "spent"), [(115, 0), (105, 11)])
async def test_nonce_ends(
    posting: Posting, claim: Claim, sink: Sink, doubted: int, spent: int
) -> None:
    """Nothing is repeated within five seconds of the end of its nonce, nor after that."""
    outcome = await posting.attempt(doubted_for(claim, doubted), elapsed() - spent)
    assert outcome is not None
    assert (outcome.state, outcome.code, sink.asked) == ("sending", "held-up", 0)


def doubted_for(claim: Claim, seconds: float) -> Claim:
    """Return the claim of a brief that may have been posted so long before it was claimed."""
    since = claim.claimed_at - seconds
    return replace(claim, uncertain_at=since, recorded=("1", "none", "{}"))


@pytest.mark.usefixtures("subscribed")
async def test_slow_queue(
    subscriptions: Subscriptions, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seconds in which the queue gave no answer count, too."""
    clock = [0.0]
    for one in (delivering, module):
        monkeypatch.setattr(one, "elapsed", lambda: clock[0])
    real = Queue.claim

    async def slow(queue: Queue, platform: str, kept: float | None, most: int) -> list[Claim]:
        found = await real(queue, platform, kept, most)
        clock[0] += 16 * len(found)
        return found

    monkeypatch.setattr(Queue, "claim", slow)
    sink = Sink()
    await work(sink)
    delivery = await found(subscriptions)
    assert (delivery.state, delivery.code, sink.asked) == ("due", "held-up", 0)
    assert delivery.sending_at is None


async def test_slow_database(
    subscribed: Moments,
    subscriptions: Subscriptions,
    work: Work,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was written down as leaving, but only after too long, does not leave either."""
    clock = [0.0]
    for one in (delivering, module):
        monkeypatch.setattr(one, "elapsed", lambda: clock[0])
    real = Queue.sending

    async def slow(queue: Queue, posts: Sequence[tuple[Claim, Written]]) -> list[bool]:
        clock[0] += 16
        return await real(queue, posts)

    monkeypatch.setattr(Queue, "sending", slow)
    sink = Sink()
    await work(sink)
    delivery = await found(subscriptions)
    assert (delivery.state, delivery.code, sink.asked) == ("due", "held-up", 0)
    assert delivery.retry_at == subscribed.now + timedelta(seconds=2)


async def test_gate(posting: Posting, claim: Claim, sink: Sink) -> None:
    """What finds no free connection is not written down as leaving before it has one."""
    sink.go_on = asyncio.Event()
    written: list[Claim] = []

    async def note(post: tuple[Claim, Written]) -> bool:
        written.append(post[0])
        return True

    narrow = replace(posting, sending=note)
    attempts = [asyncio.create_task(narrow.attempt(claim, elapsed())) for _ in range(3)]
    await sink.began.wait()
    assert (len(written), sink.asked) == (1, 1)
    sink.go_on.set()
    assert [one and one.state for one in await asyncio.gather(*attempts)] == ["sent"] * 3
    assert (len(written), sink.asked) == (3, 3)


async def test_gate_at_the_end(
    store: Store, moments: Moments, subscriptions: Subscriptions, library: Library
) -> None:
    """A worker that has to stop lets nothing wait for a free connection, and hands it back."""
    for channel in ("C1", "C2"):
        await subscriptions.save(place(channel), wish(), "U1", "none")
    moments.to(DUE)
    go_on, stop, outlets = asyncio.Event(), asyncio.Event(), Outlets()
    outlets.open(sink := Sink(go_on=go_on))
    habits = Habits(look=0.01, requests=1, clock=moments.clock)
    worker = Deliverer(store, lambda: library, outlets, habits=habits)
    running = asyncio.create_task(worker.run(stop))
    await sink.began.wait()
    stop.set()
    counts = await subscriptions.counts()
    while counts.get("due") != 1 and not running.done():
        await asyncio.sleep(0.01)
        counts = await subscriptions.counts()
    go_on.set()
    await running
    assert await subscriptions.counts() == {"due": 1, "sent": 1}
    assert sink.asked == 1


@pytest.mark.parametrize("name", ["CLOCK_BOOTTIME", "CLOCK_MONOTONIC"])
def test_elapsed(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The seconds of a suspended machine count where the system counts them."""
    clock = getattr(time, name, time.CLOCK_MONOTONIC)
    monkeypatch.setattr(elapsing, "_BOOT", None if clock == time.CLOCK_MONOTONIC else clock)
    before = time.clock_gettime(clock)
    assert before <= elapsed() <= time.clock_gettime(clock)
