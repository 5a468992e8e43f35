"""Why: what subscriptions keep, and for whom: on both databases, for every replica, and never for
another workspace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.briefing.model import About, Contents, Ledger, Place, Schedule, Subscription, Wish
from bot.briefing.records import (
    contents_json,
    ledger_json,
    read_contents_json,
    read_ledger_json,
    read_wish_json,
    wish_json,
)
from bot.briefing.store import Subscriptions
from bot.store import Store
from bot.store.schema import deliveries
from tests.briefing.moments import Moments
from tests.briefing.wishes import CHANNEL, place, wish

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TOMORROW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
MADE = Subscription(
    id=1,
    place=CHANNEL,
    wish=wish(),
    made_by="U1",
    changed_by="U1",
    made_at=NOON,
    baseline="abc",
    next_due=TOMORROW,
    next_date=date(2026, 11, 24),
)


async def saved(subscriptions: Subscriptions, wished: Wish | None = None) -> Subscription:
    """Subscribe the channel."""
    new, _ = await subscriptions.save(CHANNEL, wished or wish(), "U1", "abc")
    return new


async def test_made(subscriptions: Subscriptions, other: Store) -> None:
    """A new subscription is due at its first time from now, and every replica knows it."""
    new, former = await subscriptions.save(CHANNEL, wish(), "U1", "abc")
    assert (new, former) == (replace(MADE, id=new.id), None)
    theirs = Subscriptions(other)
    assert await theirs.at(CHANNEL) == new
    assert await theirs.all() == (new,)
    assert await theirs.by_maker("slack", "T1", "U1") == (new,)
    assert await theirs.get("slack", "T1", new.id) == new


async def test_second_one_changes_the_first(subscriptions: Subscriptions) -> None:
    """Subscribing again changes what the channel has, and tells what it was."""
    first = await saved(subscriptions)
    later = wish("13:30", "Asia/Kolkata")
    new, former = await subscriptions.save(CHANNEL, later, "U2", "xyz")
    due = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    assert former == first
    assert new == replace(first, wish=later, changed_by="U2", next_due=due)


@pytest.mark.parametrize(
    "elsewhere",
    [place("C1", "T2"), place("C1", "T1", "discord"), place("C2")],
    ids=["workspace", "platform", "channel"],
)
async def test_elsewhere(subscriptions: Subscriptions, elsewhere: Place) -> None:
    """What a channel has can be neither seen nor changed from anywhere else."""
    new = await saved(subscriptions)
    assert await subscriptions.at(elsewhere) is None
    assert await subscriptions.pause(elsewhere, "U9") is None
    assert await subscriptions.resume(elsewhere, "U9") is None
    assert await subscriptions.remove(elsewhere, "U9") is None
    assert await subscriptions.deliveries(elsewhere, date.min) == ()
    assert await subscriptions.at(CHANNEL) == new


@pytest.mark.parametrize(
    "home", [("slack", "T2"), ("discord", "T1")], ids=["workspace", "platform"]
)
async def test_forged(subscriptions: Subscriptions, home: tuple[str, str]) -> None:
    """An id out of another workspace finds nothing, and nothing there sleeps, wakes or goes."""
    new = await saved(subscriptions)
    assert await subscriptions.get(*home, new.id) is None
    assert await subscriptions.by_maker(*home, "U1") == ()
    assert await subscriptions.sleep_workspace(*home) == 0
    assert await subscriptions.wake_workspace(*home) == 0
    assert await subscriptions.erase_workspace(*home) == 0
    assert await subscriptions.at(CHANNEL) == new


async def test_pause_and_resume(subscriptions: Subscriptions) -> None:
    """A paused subscription is due at no time, and keeps why; a resumed one is due again."""
    new = await saved(subscriptions)
    resting = replace(new, paused="Not in it.", changed_by="U2", next_due=None, next_date=None)
    assert await subscriptions.pause(CHANNEL, "U2", "Not in it.") == resting
    assert await subscriptions.at(CHANNEL) == resting
    assert await subscriptions.resume(CHANNEL, "U3") == replace(new, changed_by="U3")


async def test_change_while_paused(subscriptions: Subscriptions) -> None:
    """Changing a paused subscription keeps it paused where that is wished, else it runs again."""
    await saved(subscriptions)
    await subscriptions.pause(CHANNEL, "U2")
    kept, _ = await subscriptions.save(CHANNEL, wish("09:00"), "U2", "abc", keep_paused=True)
    assert (kept.paused, kept.next_due) == ("", None)
    running, _ = await subscriptions.save(CHANNEL, wish(), "U2", "abc")
    assert (running.paused, running.next_due) == (None, TOMORROW)


async def test_stop_and_subscribe_again(subscriptions: Subscriptions, moments: Moments) -> None:
    """After a stop the channel has nothing; a later subscription is a new one of its maker."""
    new = await saved(subscriptions)
    assert await subscriptions.remove(CHANNEL, "U2") == new
    assert await subscriptions.at(CHANNEL) is None
    assert await subscriptions.all() == ()
    assert await subscriptions.remove(CHANNEL, "U2") is None
    moments.move(hours=1)
    again, former = await subscriptions.save(CHANNEL, wish(), "U3", "xyz")
    assert former is None
    expected = replace(new, made_by="U3", changed_by="U3", baseline="xyz", made_at=moments.now)
    assert again == expected


async def test_asleep(subscriptions: Subscriptions, moments: Moments) -> None:
    """Where the app was removed nothing is due; when it is back all runs on but what was paused."""
    new = await saved(subscriptions)
    await subscriptions.save(place("C2"), wish(), "U1", "abc")
    await subscriptions.pause(place("C2"), "U1")
    assert await subscriptions.sleep_workspace("slack", "T1") == 2
    assert await subscriptions.sleep_workspace("slack", "T1") == 0
    assert await subscriptions.at(CHANNEL) == replace(
        new, asleep_since=moments.now, next_due=None, next_date=None
    )
    moments.move(days=29)
    assert await subscriptions.erase_asleep() == 0
    assert await subscriptions.wake_workspace("slack", "T1") == 2
    one, two = await subscriptions.all()
    assert (one.asleep_since, one.next_date) == (None, date(2026, 12, 23))
    assert (two.asleep_since, two.paused, two.next_due) == (None, "", None)


async def test_erased_in_time(subscriptions: Subscriptions, moments: Moments) -> None:
    """What was stopped or asleep for 30 days is erased, and nothing else."""
    await saved(subscriptions)
    await subscriptions.save(place("C1", "T2"), wish(), "U1", "abc")
    kept, _ = await subscriptions.save(place("C1", "T3"), wish(), "U1", "abc")
    await subscriptions.sleep_workspace("slack", "T1")
    await subscriptions.remove(place("C1", "T2"), "U1")
    moments.move(days=31)
    assert await subscriptions.erase_asleep() == 2
    assert await subscriptions.wake_workspace("slack", "T1") == 0
    assert await subscriptions.all() == (kept,)


async def test_erase_workspace(subscriptions: Subscriptions) -> None:
    """Erasing a workspace leaves nothing of it, and all of the others."""
    await saved(subscriptions)
    kept, _ = await subscriptions.save(place("C1", "T2"), wish(), "U1", "abc")
    assert await subscriptions.erase_workspace("slack", "T1") == 1
    assert await subscriptions.all() == (kept,)


async def test_no_date_left(subscriptions: Subscriptions) -> None:
    """A subscription without a weekday is kept, and due at no time."""
    new = await saved(subscriptions, wish(weekdays=frozenset()))
    assert (new.next_due, new.next_date) == (None, None)


async def test_snapshots(subscriptions: Subscriptions, moments: Moments) -> None:
    """A snapshot is kept while it is somebody's baseline, and a day for who may need it."""
    await subscriptions.keep_snapshot("abc", "2026.11", "{}")
    await subscriptions.keep_snapshot("abc", "2026.11", "{}")
    await subscriptions.keep_snapshot("old", "2026.10", "[]")
    await saved(subscriptions)
    assert await subscriptions.snapshot("old") == "[]"
    moments.move(days=2)
    await subscriptions.keep_snapshot("new", "2026.12", "{}")
    await subscriptions.purge()
    kept = [await subscriptions.snapshot(key) for key in ("abc", "old", "new", "none")]
    assert kept == ["{}", None, "{}", None]


async def test_the_last_brief_is_remembered(
    store: Store, subscriptions: Subscriptions, moments: Moments
) -> None:
    """Days are forgotten after 90 days, except that on which each channel's last brief was sent."""
    both = [
        await saved(subscriptions),
        (await subscriptions.save(place("C2"), wish(), "U1", "abc"))[0],
    ]
    states = ("sent", "sent", "unknown", "skipped")
    rows = [
        {
            "subscription": one.id,
            "platform": "slack",
            "local_date": date(2026, 11, 23 + number),
            "state": state,
            "due_at": NOON.timestamp() + number * 86_400.0,
            "tries": 1,
        }
        for one in both
        for number, state in enumerate(states)
    ]
    async with store.begin() as connection:
        await connection.execute(deliveries.insert(), rows)
    moments.move(days=200)
    await subscriptions.purge()
    for one in both:
        kept = await subscriptions.deliveries(one.place, date.min)
        assert [(day.local_date, day.state) for day in kept] == [(date(2026, 11, 24), "sent")]


DAYS = some.dates(date(2020, 1, 1), date(2030, 1, 1))
IDS = some.text(max_size=10)
SEEN = some.dictionaries(IDS, DAYS, max_size=4)
SCHEDULES = some.builds(
    Schedule,
    at=some.builds(time, some.integers(0, 23), some.integers(0, 59)),
    zone=some.sampled_from(["Europe/Berlin", "Asia/Kathmandu"]),
    weekdays=some.frozensets(some.integers(0, 6)),
    skip=some.frozensets(DAYS, max_size=4),
)
ABOUTS = some.builds(About, actors=some.tuples(IDS), topics=some.tuples(IDS, IDS))


@given(some.builds(Wish, schedule=SCHEDULES, about=ABOUTS))
def test_any_wish(wished: Wish) -> None:
    """A wish is read as it was written."""
    assert read_wish_json(wish_json(wished)) == wished


@given(some.builds(Ledger, facts=SEEN, leads=SEEN, relations=SEEN, questions=SEEN))
def test_any_ledger(ledger: Ledger) -> None:
    """A ledger is read as it was written."""
    assert read_ledger_json(ledger_json(ledger)) == ledger


@given(some.builds(Contents, facts=some.tuples(IDS, IDS), relation=some.none() | IDS))
def test_any_contents(contents: Contents) -> None:
    """What a brief showed is read as it was written."""
    assert read_contents_json(contents_json(contents)) == contents


def test_nothing_written() -> None:
    """Where nothing was written nothing was shown and nothing seen."""
    assert (read_contents_json(None), read_ledger_json(None)) == (Contents(), Ledger())
