"""Why: what becomes of a brief, for each answer that a platform can give, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.briefing.claims import Written
from bot.briefing.compose import Order, compose
from bot.briefing.deliver import nonce_of
from bot.briefing.due import enqueue
from bot.briefing.model import Contents, Delivery, Ledger
from bot.briefing.outlet import NotPostedError
from bot.briefing.pausing import PAUSED_WORDS
from bot.briefing.queue import Leases, Queue
from bot.briefing.snapshot import snapshot
from bot.briefing.store import Subscriptions
from bot.errors import StoreError
from bot.knowledge.library import Library
from bot.reply import Brief
from bot.store import Store
from tests.briefing.delivering import (
    AWAY,
    BUSY,
    CLOSED,
    DAY,
    DROPPED,
    DUE,
    GONE,
    Sink,
    Work,
    found,
    quiet,
    subscribe,
    working,
)
from tests.briefing.moments import Moments
from tests.briefing.wishes import CHANNEL, place, wish

TWO_MINUTES = timedelta(minutes=2)


def first_brief(library: Library) -> tuple[Brief, Contents]:
    """Return what the channel's first brief is."""
    order = Order(day=DAY, wish=wish())
    composed = compose(library, order, snapshot(library), Ledger())
    return composed.brief, composed.contents


async def test_sent(
    subscriptions: Subscriptions, subscribed: Moments, work: Work, library: Library
) -> None:
    """A brief that the platform took is sent, with all that is known of it, and not again."""
    sink = Sink()
    await work(sink)
    await work(sink)
    brief, contents = first_brief(library)
    assert [(where, sent) for where, sent, _ in sink.stored] == [(CHANNEL, brief)]
    delivery = await found(subscriptions)
    assert delivery == Delivery(
        subscription=delivery.subscription,
        local_date=DAY,
        state="sent",
        due_at=DUE,
        tries=1,
        claimed_at=DUE,
        sending_at=DUE,
        done_at=DUE,
        pack=library.pack.version,
        message="m1",
        contents=contents,
    )
    assert subscribed.now == DUE
    assert await subscriptions.counts() == {"sent": 1}


async def test_next_morning(subscriptions: Subscriptions, subscribed: Moments, work: Work) -> None:
    """The next brief knows what the channel saw, and is due on the next day."""
    sink = Sink()
    await work(sink)
    ledger = await subscriptions.ledger(CHANNEL)
    assert set(ledger.facts.values()) == {DAY}
    subscription = await subscriptions.at(CHANNEL)
    assert subscription is not None
    assert subscription.next_due == DUE + timedelta(days=1)
    subscribed.move(days=1)
    await work(sink)
    first, second = sink.briefs
    assert first != second


async def test_not_due(subscriptions: Subscriptions, subscribed: Moments, work: Work) -> None:
    """Nothing is posted before it is due."""
    sink = Sink()
    subscribed.move(seconds=-1)
    await work(sink)
    assert (sink.asked, await subscriptions.deliveries(CHANNEL, date.min)) == (0, ())


@pytest.mark.parametrize("minutes", [15, 16])
async def test_late(subscribed: Moments, work: Work, library: Library, minutes: int) -> None:
    """A brief that leaves more than 15 minutes late says so."""
    sink = Sink()
    subscribed.move(minutes=minutes)
    await work(sink)
    brief, _ = first_brief(library)
    notice = "This brief is late: it was due at 08:00, Europe/Berlin time."
    expected = brief if minutes == 15 else replace(brief, notices=(notice, *brief.notices))
    assert sink.briefs == [expected]


async def test_missed(subscriptions: Subscriptions, subscribed: Moments, work: Work) -> None:
    """Days whose six hours ended while no bot ran are missed, and the last one is made up for."""
    sink = Sink()
    subscribed.move(days=2, hours=6)
    await work(sink)
    states = [
        (one.local_date.day, one.state, one.code)
        for one in await subscriptions.deliveries(CHANNEL, date.min)
    ]
    running = [(24, "missed", "not-running"), (25, "missed", "not-running")]
    assert states == [*running, (26, "sent", None)]
    subscribed.move(days=1, seconds=1)
    await work(sink)
    assert (await found(subscriptions, date(2026, 11, 27))).state == "missed"
    assert sink.asked == 1


async def test_busy(subscriptions: Subscriptions, subscribed: Moments, work: Work) -> None:
    """A platform that asks to wait is not asked again before that, and then gets the brief once."""
    sink = Sink(answers=[BUSY])
    await work(sink)
    waiting = await found(subscriptions)
    assert (waiting.state, waiting.tries) == ("due", 1)
    assert waiting.retry_at == DUE + timedelta(seconds=30)
    assert (waiting.code, waiting.answer) == ("ratelimited", "Too many requests.")
    subscribed.move(seconds=29)
    await work(sink)
    assert sink.asked == 1
    subscribed.move(seconds=1)
    await work(sink)
    delivery = await found(subscriptions)
    assert (delivery.state, delivery.tries, delivery.code) == ("sent", 2, None)
    assert len(sink.stored) == 1


async def test_unreachable_for_long(
    subscriptions: Subscriptions, subscribed: Moments, work: Work
) -> None:
    """What cannot be posted for six hours is missed, for the reason that the platform gave last."""
    sink = Sink(answers=[AWAY] * 1000)
    for _ in range(14):
        await work(sink)
        subscribed.move(minutes=30)
    delivery = await found(subscriptions)
    assert (delivery.state, delivery.code) == ("missed", "unreachable")
    assert delivery.answer == "Slack cannot be reached."
    assert delivery.done_at == DUE + timedelta(hours=6, minutes=30)
    assert (sink.stored, sink.told) == ([], [])


async def test_closed_platform(
    subscriptions: Subscriptions, subscribed: Moments, work: Work
) -> None:
    """What waits for a platform that is not open here is missed after six hours."""
    await work()
    assert (await found(subscriptions)).state == "due"
    subscribed.move(hours=6, seconds=1)
    await work()
    delivery = await found(subscriptions)
    assert (delivery.state, delivery.code, delivery.tries) == ("missed", "too-late", 0)


async def test_permanent(subscriptions: Subscriptions, subscribed: Moments, work: Work) -> None:
    """A refusal that stays pauses the briefs and is told once to who changed them last."""
    sink = Sink(answers=[CLOSED])
    await work(sink)
    delivery = await found(subscriptions)
    assert (delivery.state, delivery.code) == ("failed", "is_archived")
    paused = await subscriptions.at(CHANNEL)
    assert paused is not None
    assert (paused.paused, paused.next_due) == ("The channel is archived.", None)
    text = PAUSED_WORDS.format(why="The channel is archived.")
    assert sink.told == [(CHANNEL, "U1", text)]
    assert text == (
        "The daily brief that you set up or changed last is paused, as it cannot be posted. "
        "The channel is archived. Once that is mended, resume it there."
    )
    subscribed.move(days=1)
    await work(sink)
    assert (sink.asked, len(sink.told)) == (1, 1)
    assert await subscriptions.ledger(CHANNEL) == Ledger()


async def test_nobody_to_tell(
    store: Store, subscriptions: Subscriptions, subscribed: Moments, work: Work
) -> None:
    """Where the app is gone the workspace's briefs sleep, its settings go, and nobody is told."""
    await subscriptions.save(place("C2"), wish("23:00"), "U1", "none")
    for workspace in ("T1", "T2"):
        await store.set_visibility("slack", workspace, "C1", "public")
    sink = Sink(answers=[GONE])
    await work(sink)
    assert (await found(subscriptions)).state == "failed"
    assert [one.asleep_since for one in await subscriptions.all()] == [subscribed.now] * 2
    assert [one.paused for one in await subscriptions.all()] == [None, None]
    assert await store.visibility("slack", "T1", "C1") == "private"
    assert await store.visibility("slack", "T2", "C1") == "public"
    assert sink.told == []


async def test_gone_while_the_database_is_away(
    subscriptions: Subscriptions,
    subscribed: Moments,
    work: Work,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A workspace whose app is gone is forgotten once the database answers."""
    real, failing = Subscriptions.sleep_workspace, [1, 2]

    async def sleep(its: Subscriptions, platform: str, workspace: str) -> int:
        if failing:
            failing.pop()
            msg = "The database does not answer."
            raise StoreError(msg)
        return await real(its, platform, workspace)

    monkeypatch.setattr(Subscriptions, "sleep_workspace", sleep)
    await work(Sink(answers=[GONE]))
    assert [one.asleep_since for one in await subscriptions.all()] == [subscribed.now]


async def test_teller_fails(subscriptions: Subscriptions, subscribed: Moments, work: Work) -> None:
    """A person who cannot be told stops nothing."""
    await work(Sink(answers=[CLOSED], mute=True))
    assert subscribed.now == DUE
    assert (await found(subscriptions)).state == "failed"


@pytest.mark.parametrize("stored", [True, False])
async def test_doubt_without_nonces(
    subscriptions: Subscriptions, subscribed: Moments, work: Work, *, stored: bool
) -> None:
    """Where nonces are not known, what may have been posted is unknown and never posted again."""
    sink = Sink(answers=[DROPPED], stores_in_doubt=stored)
    await work(sink)
    subscribed.move(hours=1)
    await work(sink)
    delivery = await found(subscriptions)
    assert (delivery.state, delivery.code) == ("unknown", "dropped")
    assert delivery.answer == "The connection was dropped."
    assert sink.asked == 1
    assert set((await subscriptions.ledger(CHANNEL)).facts.values()) == {DAY}


@pytest.mark.parametrize("stored", [True, False])
async def test_doubt_with_nonces(
    subscriptions: Subscriptions, subscribed: Moments, work: Work, *, stored: bool
) -> None:
    """Where nonces are known, what may have been posted is repeated with the same one."""
    sink = Sink(nonce_kept=TWO_MINUTES, answers=[DROPPED], stores_in_doubt=stored)
    await work(sink)
    assert (await found(subscriptions)).state == "sending"
    subscribed.move(seconds=2)
    await work(sink)
    delivery = await found(subscriptions)
    assert (delivery.state, delivery.tries) == ("sent", 2)
    assert [nonce for _, _, nonce in sink.stored] == [nonce_of(delivery.subscription, DAY)]
    assert sink.asked == 2


async def test_doubt_for_long(
    subscriptions: Subscriptions, subscribed: Moments, work: Work
) -> None:
    """Two minutes after the first attempt nonces may be forgotten: nothing is repeated then."""
    sink = Sink(nonce_kept=TWO_MINUTES, answers=[DROPPED] * 100)
    for _ in range(65):
        await work(sink)
        subscribed.move(seconds=2)
    delivery = await found(subscriptions)
    assert delivery.state == "unknown"
    assert delivery.sending_at is not None
    assert delivery.sending_at < DUE + TWO_MINUTES - timedelta(seconds=5)
    assert (sink.asked, sink.stored) == (delivery.tries, [])
    assert delivery.tries == 7


@pytest.mark.parametrize("answer", [BUSY, AWAY, CLOSED], ids=["busy", "away", "closed"])
async def test_doubt_stays(
    subscriptions: Subscriptions, subscribed: Moments, work: Work, answer: NotPostedError
) -> None:
    """That a repetition was refused proves nothing about the first attempt."""
    sink = Sink(nonce_kept=TWO_MINUTES, answers=[DROPPED, answer], stores_in_doubt=True)
    await work(sink)
    subscribed.move(seconds=2)
    await work(sink)
    subscribed.move(minutes=3)
    await work(sink)
    delivery = await found(subscriptions)
    assert (delivery.state, delivery.code) == ("unknown", answer.code)
    assert (len(sink.stored), sink.asked) == (1, 2)
    assert len(sink.told) == int(answer.permanent)


async def test_refused_first(subscriptions: Subscriptions, subscribed: Moments, work: Work) -> None:
    """A request that was refused starts no doubt: the two minutes count from one that left some."""
    sink = Sink(nonce_kept=TWO_MINUTES, answers=[BUSY, BUSY, BUSY, BUSY, BUSY, DROPPED])
    for _ in range(5):
        await work(sink)
        subscribed.move(seconds=30)
    await work(sink)
    subscribed.move(seconds=100)
    await work(sink)
    delivery = await found(subscriptions)
    assert (delivery.state, delivery.tries) == ("sent", 7)


async def test_outlet_fails(subscriptions: Subscriptions, subscribed: Moments, work: Work) -> None:
    """A fault of an adapter proves nothing, so what it was to post is unknown."""
    sink = Sink(answers=[ZeroDivisionError("a fault")])
    await work(sink)
    subscribed.move(hours=1)
    await work(sink)
    delivery = await found(subscriptions)
    assert (delivery.state, delivery.code) == ("unknown", "ZeroDivisionError")
    assert delivery.answer == "A fault of the bot, which its log tells about."
    assert sink.asked == 1


async def test_unchanged(
    subscriptions: Subscriptions, moments: Moments, work: Work, library: Library
) -> None:
    """Where nothing changed and the channel wants none then, nothing is posted."""
    await subscribe(subscriptions, library, unchanged="skip")
    moments.to(DUE)
    sink = Sink()
    await work(sink)
    delivery = await found(subscriptions)
    assert (delivery.state, delivery.code, delivery.done_at) == ("skipped", "unchanged", DUE)
    assert sink.asked == 0
    assert await subscriptions.ledger(CHANNEL) == Ledger()


@pytest.mark.parametrize(
    ("what", "code"),
    [("pause", "paused"), ("remove", "stopped"), ("sleep", "uninstalled")],
)
async def test_withdrawn(
    subscriptions: Subscriptions, subscribed: Moments, work: Work, what: str, code: str
) -> None:
    """What waits to be sent when the briefs are paused, stopped or put to sleep is never sent."""
    sink = Sink(answers=[BUSY])
    await work(sink)
    if what == "pause":
        await subscriptions.pause(CHANNEL, "U2")
    elif what == "remove":
        await subscriptions.remove(CHANNEL, "U2")
        await subscriptions.save(CHANNEL, wish(), "U3", "none")
    else:
        await subscriptions.sleep_workspace("slack", "T1")
    subscribed.move(minutes=5)
    await work(sink)
    delivery = await found(subscriptions)
    assert (delivery.state, delivery.code) == ("skipped", code)
    assert sink.asked == 1


async def test_subscribed_again(
    subscriptions: Subscriptions, subscribed: Moments, work: Work
) -> None:
    """Who stops and subscribes again on one day gets no second brief for it."""
    sink = Sink()
    await work(sink)
    await subscriptions.remove(CHANNEL, "U2")
    again, _ = await subscriptions.save(CHANNEL, wish("09:00"), "U2", "none")
    assert again.next_date == date(2026, 11, 25)
    subscribed.move(hours=12)
    await work(sink)
    assert sink.asked == 1


async def test_changed_when_due(
    subscriptions: Subscriptions, subscribed: Moments, work: Work
) -> None:
    """A change at the instant at which a brief is due does not lose that brief."""
    changed, _ = await subscriptions.save(CHANNEL, wish("09:00"), "U2", "none")
    assert changed.next_date == date(2026, 11, 25)
    sink = Sink()
    await work(sink)
    subscribed.move(hours=1)
    await work(sink)
    assert ((await found(subscriptions)).state, sink.asked) == ("sent", 1)


async def test_stop_finishes(
    store: Store, subscriptions: Subscriptions, subscribed: Moments, library: Library
) -> None:
    """A worker that has to stop while a brief is being sent finishes it and writes it down."""
    go_on = asyncio.Event()
    sink = Sink(go_on=go_on)
    async with working(store, subscribed.clock, sink, library=library):
        await sink.began.wait()
        asyncio.get_running_loop().call_later(0.05, go_on.set)
    assert (await found(subscriptions)).state == "sent"


async def test_two_workers(
    store: Store, other: Store, subscriptions: Subscriptions, moments: Moments, library: Library
) -> None:
    """Two workers share what is due, and nothing is posted twice."""
    for number in range(40):
        await subscriptions.save(place(f"C{number}"), wish(), "U1", "none")
    moments.to(DUE)
    sink = Sink()
    async with (
        working(store, moments.clock, sink, library=library) as one,
        working(other, moments.clock, sink, library=library) as two,
    ):
        await quiet(one, store, moments.clock, sink.platform)
        await quiet(two, store, moments.clock, sink.platform)
    assert sorted(where.channel for where, _, _ in sink.stored) == sorted(
        f"C{number}" for number in range(40)
    )
    assert await subscriptions.counts() == {"sent": 40}


async def test_claimed_twice(
    store: Store, subscriptions: Subscriptions, subscribed: Moments
) -> None:
    """A worker whose lease ran out and that claimed the brief again may send it only once."""
    assert await subscriptions.at(CHANNEL) is not None
    queue = Queue(store, Leases(claimed=3.0), subscribed.clock)
    await enqueue(store, subscribed.clock)
    first = await queue.claim("slack", None, 10)
    subscribed.move(seconds=3)
    second = await queue.claim("slack", None, 10)
    written = Written(pack="1", baseline="none", contents="{}", ledger="{}")
    both = [(claim, written) for claim in (*first, *second)]
    assert await queue.sending(both) == [False, True]
