"""Why: what replicas may do with one delivery is decided by rows, leases and the database's clock
alone, so it is tried step by step, as replicas do it that stop at the wrong moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from bot.briefing import judging
from bot.briefing.claims import Claim, Outcome, Written
from bot.briefing.due import enqueue
from bot.briefing.outlet import UnknownFateError
from bot.briefing.queue import Leases, Queue
from bot.briefing.store import Subscriptions
from bot.briefing.sweeping import sweep
from bot.store import Store
from bot.store.schema import deliveries
from tests.briefing.delivering import BUSY, CLOSED, DAY, DROPPED, DUE, found
from tests.briefing.moments import Moments
from tests.briefing.wishes import CHANNEL

WRITTEN = Written(pack="1", baseline="none", contents="{}", ledger="{}")
NO_NONCES: Mapping[str, float | None] = {"slack": None}
NONCES: Mapping[str, float | None] = {"slack": 120.0}
#: as long as a lease is
LEASE = 60
MARGIN = 5.0


@pytest.fixture
def queue(store: Store, subscribed: Moments) -> Queue:
    """Return the queue of a replica, when the channel's brief is due."""
    return Queue(store, Leases(), subscribed.clock)


@pytest.fixture
async def leaving(store: Store, queue: Queue, subscribed: Moments) -> Claim:
    """Return the claim of a brief whose request has just left."""
    await enqueue(store, subscribed.clock)
    return await leave(queue)


async def leave(queue: Queue, nonce_kept: float | None = None) -> Claim:
    """Take the channel's brief and write down that it leaves."""
    (claim,) = await queue.claim("slack", nonce_kept, 10)
    assert await queue.sending([(claim, WRITTEN)]) == [True]
    return claim


def doubtful(claim: Claim, error: UnknownFateError = DROPPED) -> Outcome:
    """Return that nobody knows of the request, on a platform that knows nonces."""
    return judging.uncertain(claim, error, WRITTEN, 2.0)


async def test_lease_ends(store: Store, queue: Queue, subscribed: Moments) -> None:
    """What was claimed may leave until its lease ends, and not from that instant on."""
    await enqueue(store, subscribed.clock)
    (claim,) = await queue.claim("slack", None, 10)
    subscribed.move(seconds=LEASE)
    assert await queue.sending([(claim, WRITTEN)]) == [False]
    (again,) = await queue.claim("slack", None, 10)
    subscribed.move(seconds=LEASE - 1)
    assert await queue.sending([(again, WRITTEN)]) == [True]


async def test_cut_off(
    store: Store, leaving: Claim, subscriptions: Subscriptions, subscribed: Moments
) -> None:
    """Where nonces are not known, a brief that was being sent when its lease ended is unknown."""
    assert leaving.tries == 0
    subscribed.move(seconds=LEASE - 1)
    assert await sweep(store, NO_NONCES, MARGIN, subscribed.clock) == 0
    assert (await found(subscriptions)).state == "sending"
    subscribed.move(seconds=1)
    assert await sweep(store, NO_NONCES, MARGIN, subscribed.clock) == 1
    delivery = await found(subscriptions)
    assert (delivery.state, delivery.code, delivery.answer) == ("unknown", "cut-off", None)
    assert delivery.done_at == DUE + timedelta(seconds=LEASE)


async def test_cut_off_elsewhere(
    store: Store, leaving: Claim, subscriptions: Subscriptions, subscribed: Moments
) -> None:
    """What was cut off on a platform that is not open here is given up after ten minutes."""
    assert leaving.tries == 0
    subscribed.move(minutes=9)
    assert await sweep(store, {}, MARGIN, subscribed.clock) == 0
    subscribed.move(minutes=1)
    assert await sweep(store, {}, MARGIN, subscribed.clock) == 1
    assert (await found(subscriptions)).state == "unknown"


async def test_answer_of_another_request(
    store: Store, queue: Queue, leaving: Claim, subscriptions: Subscriptions, subscribed: Moments
) -> None:
    """What was answered to one request is not told of a later one that was cut off."""
    await queue.settle([judging.refused(leaving, BUSY, WRITTEN, 2.0)])
    assert (await found(subscriptions)).code == "ratelimited"
    subscribed.move(seconds=30)
    await leave(queue)
    subscribed.move(seconds=LEASE)
    await sweep(store, NO_NONCES, MARGIN, subscribed.clock)
    delivery = await found(subscriptions)
    assert (delivery.state, delivery.code, delivery.answer) == ("unknown", "cut-off", None)


async def test_sent_after_all(
    store: Store, queue: Queue, leaving: Claim, subscriptions: Subscriptions, subscribed: Moments
) -> None:
    """A brief that was given up and then proves to be posted is sent; nothing else counts then."""
    subscribed.move(seconds=LEASE)
    await sweep(store, NO_NONCES, MARGIN, subscribed.clock)
    await queue.settle([judging.refused(leaving, BUSY, WRITTEN, 2.0)])
    assert (await found(subscriptions)).state == "unknown"
    await queue.settle([judging.sent(leaving, "m1", WRITTEN)])
    delivery = await found(subscriptions)
    assert (delivery.state, delivery.message, delivery.code) == ("sent", "m1", None)


async def test_paused_already(queue: Queue, leaving: Claim, subscriptions: Subscriptions) -> None:
    """A refusal that stays tells nobody where the briefs are paused already, whoever did it."""
    await subscriptions.pause(CHANNEL, "U2")
    assert await queue.settle([judging.refused(leaving, CLOSED, WRITTEN, 2.0)]) == [False]
    paused = await subscriptions.at(CHANNEL)
    assert paused is not None
    assert (paused.paused, paused.changed_by) == ("", "U2")
    assert (await found(subscriptions)).state == "failed"


@pytest.mark.parametrize("together", [True, False])
async def test_paused_once(
    store: Store, queue: Queue, leaving: Claim, subscribed: Moments, *, together: bool
) -> None:
    """Where two days of a channel are refused for good, one of them pauses it and is told of."""
    tomorrow = {"local_date": DAY + timedelta(days=1), "platform": "slack", "state": "due"}
    at = {"due_at": DUE.timestamp(), "look_at": DUE.timestamp(), "tries": 0}
    async with store.begin() as connection:
        row = {"subscription": leaving.subscription, **tomorrow, **at}
        await connection.execute(deliveries.insert().values(row))
    second = await leave(queue)
    assert subscribed.now == DUE
    refused = [judging.refused(one, CLOSED, WRITTEN, 2.0) for one in (leaving, second)]
    if together:
        told = await queue.settle(refused)
    else:
        told = [*await queue.settle(refused[:1]), *await queue.settle(refused[1:])]
    assert sorted(told) == [False, True]


async def test_clock_set_back(
    store: Store, queue: Queue, leaving: Claim, subscriptions: Subscriptions, subscribed: Moments
) -> None:
    """Where the database's clock was set back, nobody repeats what may have been posted before."""
    subscribed.move(hours=-1)
    await queue.settle([doubtful(leaving)])
    subscribed.move(seconds=2)
    assert await queue.claim("slack", 120.0, 10) == []
    assert await sweep(store, NONCES, MARGIN, subscribed.clock) == 1
    delivery = await found(subscriptions)
    assert (delivery.state, delivery.code) == ("unknown", "dropped")


async def test_clock_set_back_at_once(
    store: Store, queue: Queue, leaving: Claim, subscriptions: Subscriptions, subscribed: Moments
) -> None:
    """It is given up while the clock is behind, and not asked again when that has caught up."""
    await queue.settle([doubtful(leaving)])
    subscribed.move(hours=-1)
    assert await sweep(store, NONCES, MARGIN, subscribed.clock) == 1
    subscribed.move(hours=1, seconds=2)
    assert await queue.claim("slack", 120.0, 10) == []
    assert (await found(subscriptions)).state == "unknown"
