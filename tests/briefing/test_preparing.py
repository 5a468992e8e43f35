"""Why: a brief is composed once for all that share it, but never out of a pack that was replaced,
and what a repeated one leaves behind is what its first attempt showed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.briefing.claims import Claim
from bot.briefing.due import enqueue
from bot.briefing.preparing import Preparing
from bot.briefing.queue import Leases, Queue
from bot.briefing.snapshot import snapshot
from bot.briefing.store import Subscriptions
from bot.knowledge.library import Library
from bot.store import Store
from tests.briefing.delivering import DROPPED, Sink, deliver, found
from tests.briefing.moments import Moments
from tests.briefing.mornings import edition
from tests.briefing.wishes import CHANNEL, place, wish


@pytest.fixture
def newer(library: Library) -> Library:
    """Return the next version of the pack, in which the fact that stood first is gone."""
    return edition(library, "next", without=(next(iter(snapshot(library).facts)),))


@pytest.fixture
async def claims(store: Store, subscriptions: Subscriptions, subscribed: Moments) -> list[Claim]:
    """Return two briefs that are alike, when they are due."""
    first = await subscriptions.at(CHANNEL)
    assert first is not None
    due = subscribed.now
    subscribed.to(first.made_at)
    await subscriptions.save(place("C2"), wish(), "U1", first.baseline)
    subscribed.to(due)
    await enqueue(store, subscribed.clock)
    return await Queue(store, Leases(), subscribed.clock).claim("slack", None, 10)


async def test_shared(claims: list[Claim], subscriptions: Subscriptions, library: Library) -> None:
    """Briefs that are alike are composed once."""
    preparing = Preparing(lambda: library, subscriptions)
    one, two = [await preparing.prepare(claim) for claim in claims]
    assert one is two


async def test_pack_replaced(
    claims: list[Claim], subscriptions: Subscriptions, library: Library, newer: Library
) -> None:
    """Once another pack is loaded every brief comes from that one."""
    packs = [library]
    preparing = Preparing(lambda: packs[-1], subscriptions)
    before = await preparing.prepare(claims[0])
    packs.append(newer)
    after = await preparing.prepare(claims[1])
    versions = [one.written.pack for one in (before, after)]
    assert versions == [library.pack.version, "next"]
    assert after.written.baseline == snapshot(newer).key
    assert before.brief != after.brief


async def test_repeated_from_another_pack(
    store: Store,
    subscriptions: Subscriptions,
    subscribed: Moments,
    library: Library,
    newer: Library,
) -> None:
    """What a repeated brief leaves behind is what its first attempt showed: that may be there."""
    sink = Sink(nonce_kept=timedelta(minutes=2), answers=[DROPPED], stores_in_doubt=True)
    await deliver(store, subscribed.clock, sink, library=library)
    first = await found(subscriptions)
    subscribed.move(seconds=2)
    await deliver(store, subscribed.clock, sink, library=newer)
    second = await found(subscriptions)
    assert (second.state, second.tries, sink.asked) == ("sent", 2, 2)
    assert (second.pack, second.contents) == (library.pack.version, first.contents)
    kept = await subscriptions.at(CHANNEL)
    assert kept is not None
    assert kept.baseline == snapshot(library).key
    ledger = await subscriptions.ledger(CHANNEL)
    assert set(ledger.facts) == set(first.contents.facts)
