"""Why: one subscription that nobody can read any more must not stop all others, and whoever wonders
where its briefs are must be told what to do."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from bot.briefing.desk import BriefDesk
from bot.briefing.due import enqueue
from bot.briefing.store import Subscriptions
from bot.errors import WishError
from bot.knowledge.library import Library
from bot.store import Store
from bot.store.schema import subscriptions as table
from tests.briefing.delivering import DUE, Sink, Work, found
from tests.briefing.moments import Moments
from tests.briefing.wishes import CHANNEL, place, wish

MEND = "The zone Europe/Gone is no longer known. Choose another."
UNREADABLE = "What was wished for here can no longer be read. Set the brief up again."
STATUS = (
    "Every day at 08:00, Europe/Gone time, about everything in the pack.",
    "All claims are shown, whoever makes them.",
    "When nothing has changed, the brief comes all the same.",
)


@pytest.fixture
async def two(store: Store, subscriptions: Subscriptions, subscribed: Moments) -> Moments:
    """Return the clock when two channels are due, one with a zone that was abolished."""
    before = subscribed.now
    subscribed.to(datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
    await subscriptions.save(place("C2"), wish(), "U2", "none")
    subscribed.to(before)
    await damage(store, "Europe/Berlin", "Europe/Gone")
    return subscribed


@pytest.fixture
def desk(subscriptions: Subscriptions, library: Library) -> BriefDesk:
    """Return the counter at which people ask."""
    return BriefDesk(lambda: library, subscriptions, "/brief")


async def damage(store: Store, old: str, new: str) -> None:
    """Write something else into the first channel's wish."""
    async with store.begin() as connection:
        row = (await connection.execute(table.select().filter_by(channel="C1"))).one()
        broken = row.wish.replace(old, new)
        await connection.execute(update(table).filter_by(id=row.id).values(wish=broken))


@pytest.fixture
def morning(store: Store, two: Moments, work: Work) -> Work:
    """Return what lets a worker post all that has to be posted; it fails where that would hang."""

    async def do(sink: Sink) -> None:
        await enqueue(store, two.clock)
        await work(sink)

    return do


async def test_others_get_theirs(
    two: Moments, subscriptions: Subscriptions, morning: Work, caplog: pytest.LogCaptureFixture
) -> None:
    """A zone that is no longer known pauses its own channel, by name in the log, and no other."""
    sink = Sink()
    await morning(sink)
    assert [where.channel for where, _, _ in sink.stored] == ["C2"]
    paused = await subscriptions.at(CHANNEL)
    assert paused is not None
    assert (paused.paused, paused.next_due, paused.next_date) == (MEND, None, None)
    assert two.now == DUE
    record = next(one for one in caplog.records if one.levelno == logging.ERROR)
    assert record.getMessage() == "subscription paused, as it cannot be read"
    about = {"subscription": paused.id, "platform": "slack", "workspace": "T1", "because": MEND}
    assert about.items() <= vars(record).items()


async def test_told_in_words(
    two: Moments, subscriptions: Subscriptions, morning: Work, desk: BriefDesk
) -> None:
    """Status and why tell, in UTC, that the zone is no longer known and what to do about it."""
    before = await desk.status(CHANNEL, two.now)
    assert before[:3] == STATUS
    assert MEND in before
    await morning(Sink())
    status = await desk.status(CHANNEL, two.now)
    assert status[:4] == (*STATUS, f"It is paused. {MEND} To resume it: /brief resume.")
    assert status[-7] == "Tue 24 Nov 2026: missed, as its settings could not be read."
    assert await desk.why(CHANNEL, None, two.now) == (
        "The brief of Tue 24 Nov 2026: missed, as its settings could not be read.",
        "Due: Tue 24 Nov 2026, 07:00:00 UTC.",
        "Ended: Tue 24 Nov 2026, 07:00:00 UTC.",
        "The settings of this brief could not be read; its status says what to do.",
    )
    assert (await found(subscriptions)).code == "unreadable"


async def test_another_zone(two: Moments, morning: Work, desk: BriefDesk) -> None:
    """With another zone the briefs go on."""
    await morning(Sink())
    await desk.subscribe(CHANNEL, "U1", wish("10:00"))
    sink = Sink()
    two.move(days=1, hours=2)
    await morning(sink)
    assert sorted(where.channel for where, _, _ in sink.stored) == ["C1", "C2"]


async def test_garbage(
    store: Store, two: Moments, subscriptions: Subscriptions, morning: Work, desk: BriefDesk
) -> None:
    """A wish that nobody can read stops no other; its channel is told to set it up, and may."""
    await damage(store, "{", "")
    await morning(Sink())
    assert await subscriptions.counts() == {"sent": 1, "missed": 1}
    with pytest.raises(WishError, match=f"^{UNREADABLE}$"):
        await desk.status(CHANNEL, two.now)
    assert await desk.wish_at(CHANNEL) is None
    await desk.subscribe(CHANNEL, "U1", wish())
    again = await subscriptions.at(CHANNEL)
    assert again is not None
    assert (again.paused, again.wish) == (None, wish())
