"""Why: a brief that a worker has had for too long may be somebody else's by now, and a nonce that
is too old protects from nothing, so whether a request leaves is tried at both limits."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.briefing import deliver as delivering
from bot.briefing import elapsed as elapsing
from bot.briefing import posting as module
from bot.briefing.claims import Claim, Written
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
from tests.briefing.delivering import Sink, Work, found
from tests.briefing.moments import Moments

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


async def test_slow_queue(
    subscribed: Moments,
    subscriptions: Subscriptions,
    work: Work,
    monkeypatch: pytest.MonkeyPatch,
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
    assert delivery.retry_at == subscribed.now + timedelta(seconds=2)


@pytest.mark.parametrize("name", ["CLOCK_BOOTTIME", "CLOCK_MONOTONIC"])
def test_elapsed(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The seconds of a suspended machine count where the system counts them."""
    clock = getattr(time, name, time.CLOCK_MONOTONIC)
    monkeypatch.setattr(elapsing, "_BOOT", None if clock == time.CLOCK_MONOTONIC else clock)
    before = time.clock_gettime(clock)
    assert before <= elapsed() <= time.clock_gettime(clock)
