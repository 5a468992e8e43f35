"""Why: whoever asks about a channel's briefs sees the same on every platform: what would be posted
now, what was posted and why, and what comes next. It must change nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from bot.briefing.absence import none_words, overdue_lines, today_words
from bot.briefing.addressing import ALONE, IN_CHANNEL
from bot.briefing.calendar import Due, still_ahead, upcoming, weekday_words
from bot.briefing.clocks import local_time, shown_zone, zone_gone
from bot.briefing.compose import Order, compose
from bot.briefing.model import Ledger, Schedule, Wish
from bot.briefing.snapshot import from_json
from bot.briefing.store import DAYS_KEPT
from bot.briefing.telling import (
    checked_line,
    in_known_zone,
    posted_line,
    todays_line,
    week_lines,
    why_lines,
)
from bot.briefing.wording import next_words, wish_words
from bot.errors import AxisError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.briefing.addressing import Addressing
    from bot.briefing.compose import Composed
    from bot.briefing.model import Delivery, Place, Subscription
    from bot.briefing.snapshot import Snapshot
    from bot.briefing.store import Subscriptions
    from bot.knowledge.library import Library
    from bot.reply import Brief

DAYS_SHOWN = 7
POSTINGS = 3
#: what a channel without a wish of its own would get
USUAL = Wish(schedule=Schedule(at=time(8), zone="UTC"))


class NoBriefError(AxisError):
    """The channel has no brief, or not the one that was asked about; the text says what to do."""


class Looking:
    """What can be asked about a channel's briefs."""

    def __init__(
        self,
        library: Callable[[], Library],
        subscriptions: Subscriptions,
        command: str,
        *,
        alone: Callable[[Place], bool] = lambda _: False,
    ) -> None:
        """Answer from the pack that `library` returns; `command` is how people begin: `/brief`.

        `alone` tells whether a place is one person's conversation with the bot.
        """
        self._library = library
        self._alone = alone
        self._subscriptions = subscriptions
        self._command = command

    async def now(self, place: Place, now: datetime) -> Brief:
        """Return what would be posted today, and say where nothing is; nothing is remembered of it.

        It is for whoever asks: only `today` is for others, too.
        """
        found = await self._subscriptions.at(place)
        day, composed = await self._today(found, now)
        if found is None:
            about: tuple[str, ...] = (f"{self._called(place).none_yet} {self._how('subscribe')}",)
        else:
            told = in_known_zone(found)
            about = await self._about_today(told, day, now, changed=composed.changed)
        return replace(composed.brief, notices=(*composed.brief.notices, *about))

    async def today(self, place: Place, now: datetime) -> Brief:
        """Return what would be posted today, alone."""
        _, composed = await self._today(await self._subscriptions.at(place), now)
        return composed.brief

    async def _today(self, found: Subscription | None, now: datetime) -> tuple[date, Composed]:
        wish = found.wish if found else USUAL
        day = local_time(now, shown_zone(wish.schedule.zone)).date()
        baseline, ledger = None, Ledger()
        if found:
            baseline = await self._compared(found)
            ledger = await self._subscriptions.ledger(found.place)
        asked = replace(wish, unchanged="post")
        return day, compose(self._library(), Order(day=day, wish=asked), baseline, ledger)

    async def _about_today(
        self,
        found: Subscription,
        day: date,
        now: datetime,
        *,
        changed: bool,
    ) -> tuple[str, ...]:
        delivery = await self._subscriptions.delivery(found.place, day)
        told = todays_line(delivery) if delivery else None
        if found.paused is not None:
            paused = f"{self._called(found.place).brief} is paused. {self._how('resume')}"
            left = told if delivery and delivery.state != "skipped" else None
            return tuple(filter(None, (paused, left)))
        none = None if delivery else today_words(day, found, now)
        if told or none:
            return (told or f"{none}; this is what one would say.",)
        if not changed and found.wish.unchanged != "post":
            line = "nothing" if found.wish.unchanged == "skip" else "one line"
            return (f"Nothing has changed since the last brief, so {line} would be posted today.",)
        return ()

    async def status(self, place: Place, now: datetime) -> tuple[str, ...]:
        """Return the channel's wish, what was posted last, what comes next, and the last week."""
        found = await self._there(place)
        told = in_known_zone(found)
        zone = told.wish.schedule.zone
        today = local_time(now, zone).date()
        known = await self._subscriptions.deliveries(place, date.min)
        ended = [one for one in known if one.done_at is not None]
        latest = max(ended, key=_done, default=None)
        sent = max((one for one in ended if one.state == "sent"), key=_done, default=None)
        days = tuple(today - timedelta(days=back) for back in range(DAYS_SHOWN))
        by_day = {one.local_date: one for one in known}
        return (
            *wish_words(ahead(found.wish, now), self._library()),
            *self._rests(found),
            checked_line(latest, zone),
            posted_line(sent, zone),
            *await self._unchanged(found),
            *overdue_lines(told, now),
            next_line(found, now),
            "The last seven days:",
            *week_lines(days, by_day, told, now),
        )

    def _rests(self, found: Subscription) -> tuple[str, ...]:
        if found.paused is None:
            return ()
        why = f" {found.paused}" if found.paused else ""
        return (f"It is paused.{why} {self._how('resume')}",)

    async def _unchanged(self, found: Subscription) -> tuple[str, ...]:
        """Return the line that says that silence is right: nothing changed since."""
        baseline = await self._compared(found)
        order = Order(day=found.made_at.date(), wish=found.wish)
        composed = compose(self._library(), order, baseline, Ledger())
        if baseline is None:
            return ()
        if composed.changed:
            return (
                f"Something has changed since pack {baseline.version}: the next brief says what.",
            )
        return (f"Nothing has changed since pack {baseline.version}.",)

    async def day_at(self, place: Place, now: datetime) -> date:
        """Return what day it is for the channel; the day in UTC where it has no brief."""
        found = await self._subscriptions.at(place)
        zone = shown_zone(found.wish.schedule.zone) if found else "UTC"
        return local_time(now, zone).date()

    async def why(self, place: Place, day: date | None, now: datetime) -> tuple[str, ...]:
        """Return the steps of the brief of one local day, and the platform's answer in words.

        None is the latest day that had one.
        """
        found = in_known_zone(await self._there(place))
        if day is None:
            known = await self._subscriptions.deliveries(place, date.min)
            delivery = known[-1] if known else None
        else:
            delivery = await self._subscriptions.delivery(place, day)
        if delivery is None:
            msg = f"{_no_brief(self._called(place), day, found, now)} {self._how('status')}"
            raise NoBriefError(msg)
        return why_lines(delivery, found.wish.schedule.zone, place.platform)

    async def _there(self, place: Place) -> Subscription:
        found = await self._subscriptions.at(place)
        if found is None:
            msg = f"{self._called(place).none} {self._how('subscribe')}"
            raise NoBriefError(msg)
        return found

    async def _compared(self, found: Subscription) -> Snapshot | None:
        """Return what the channel's next brief compares with."""
        kept = await self._subscriptions.snapshot(found.baseline)
        return from_json(kept) if kept else None

    def _called(self, place: Place) -> Addressing:
        return ALONE if self._alone(place) else IN_CHANNEL

    def _how(self, verb: str) -> str:
        """Return the sentence that names the command for it."""
        purpose = {
            "subscribe": "To set one up",
            "resume": "To resume it",
            "status": "To see the last week",
        }
        return f"{purpose[verb]}: {self._command} {verb}."


def next_line(found: Subscription, now: datetime | None = None) -> str:
    """Return the next three posting times after `now`, in words with the zone.

    None is for a subscription whose next time has just been worked out.
    """
    if found.paused is not None:
        return "Nothing is posted while it is paused."
    schedule = found.wish.schedule
    if gone := zone_gone(schedule.zone):
        return gone
    if found.next_due is None or found.next_date is None:
        return next_words((), schedule)
    if now is not None and found.next_due <= now:
        return next_words(upcoming(schedule, now, found.next_date, POSTINGS), schedule)
    first = Due(found.next_date, found.next_due)
    return next_words((first, *upcoming(schedule, first.at, first.day, POSTINGS - 1)), schedule)


def ahead(wish: Wish, now: datetime) -> Wish:
    """Return the wish without dates to skip that are past everywhere."""
    return replace(wish, schedule=still_ahead(wish.schedule, now))


def _no_brief(called: Addressing, day: date | None, found: Subscription, now: datetime) -> str:
    if day is None:
        return called.never_one
    today = local_time(now, found.wish.schedule.zone).date()
    if (today - day).days >= DAYS_KEPT:
        return (
            f"What became of a brief is remembered for {DAYS_KEPT} days, so nothing is known of "
            f"{weekday_words(day)} any more."
        )
    return none_words(day, found, now, called.none_on)


def _done(delivery: Delivery) -> float:
    return delivery.done_at.timestamp() if delivery.done_at else 0.0
