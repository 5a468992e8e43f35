"""Why: what people can do with a channel's briefs is the same on every platform: set up, change,
pause, resume, stop, look. Each change answers with the next three posting times, so that nobody has
to trust a setting. It must not know who may change what: adapters ask their platform that."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from bot.briefing.absence import none_words, overdue_lines, today_words
from bot.briefing.addressing import ALONE, IN_CHANNEL
from bot.briefing.calendar import Due, still_ahead, upcoming, weekday_words
from bot.briefing.clocks import local_time, shown_zone, zone_gone
from bot.briefing.compose import Order, compose, holds_something
from bot.briefing.model import Ledger, Schedule, Wish
from bot.briefing.snapshot import from_json, snapshot
from bot.briefing.store import DAYS_KEPT
from bot.briefing.telling import (
    checked_line,
    in_known_zone,
    posted_line,
    todays_line,
    week_lines,
    why_lines,
)
from bot.briefing.wording import change_words, dates_words, next_words, wish_words
from bot.errors import AxisError, WishError

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a command.

    `lines` are for whoever gave it, in private. `public` is what everybody in the channel is told
    after the name of that person, "changed this channel's brief: …"; None where nothing changed,
    or where nobody else is.
    """

    lines: tuple[str, ...]
    public: str | None = None


class BriefDesk:
    """A platform's counter for commands about briefs."""

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

    async def subscribe(
        self, place: Place, who: str, wish: Wish, *, keep_paused: bool = False
    ) -> Outcome:
        """Set the channel's brief up as wished, or change the one that it has.

        One that is paused goes on, unless `keep_paused`.
        """
        now, typed = await self._subscriptions.now(), wish.schedule.skip
        wish = _ahead(wish, now)
        made, former = await self._subscriptions.save(
            place, wish, who, await self._baseline(), keep_paused=keep_paused
        )
        words, called = wish_words(wish, self._library()), self._called(place)
        wished = " ".join(words)
        words += _past_lines(typed - wish.schedule.skip)
        words += _empty_lines(wish, self._library())
        if former is None:
            told = (f"{called.brief} is set up.", *words, next_line(made))
            return self._outcome(place, told, f"set up a brief for this channel. {wished}")
        changes = change_words(_ahead(former.wish, now), wish, self._library())
        if former.paused is not None and made.paused is None:
            changes = "; ".join(filter(None, (changes, "no longer paused")))
        if not changes:
            told = (called.same, *words, *self._times(made))
            return Outcome(lines=told)
        first = f"{called.brief} is changed" if keep_paused else called.changed_again
        told = (f"{first}: {changes}.", *words, *self._times(made))
        return self._outcome(place, told, f"changed this channel's brief: {changes}.")

    def _called(self, place: Place) -> Addressing:
        return ALONE if self._alone(place) else IN_CHANNEL

    def _outcome(self, place: Place, lines: tuple[str, ...], public: str) -> Outcome:
        return Outcome(lines=lines, public=None if self._alone(place) else public)

    async def change(self, place: Place, who: str, wish: Wish) -> Outcome:
        """Change the channel's brief; one that is paused stays so.

        Raises NoBriefError where there is none.
        """
        await self._there(place)
        return await self.subscribe(place, who, wish, keep_paused=True)

    async def wish_to_change(self, place: Place) -> Wish:
        """Return what the channel wished for; raise NoBriefError where it has no brief.

        Dates to skip that are past are left out.
        """
        return _ahead((await self._there(place)).wish, await self._subscriptions.now())

    def _times(self, found: Subscription) -> tuple[str, ...]:
        """Return when the next briefs come, or how to make them come."""
        if found.paused is None:
            return (next_line(found),)
        return (f"{next_line(found)} {self._how('resume')}",)

    async def _baseline(self) -> str:
        """Keep what the pack holds now, for the first brief to compare with; return its key."""
        held = snapshot(self._library())
        await self._subscriptions.keep_snapshot(held.key, held.version, held.text)
        return held.key

    async def pause(self, place: Place, who: str) -> Outcome:
        """Post nothing until it is resumed; a brief that is being sent still arrives."""
        found = await self._there(place)
        if found.paused is not None:
            return Outcome(lines=(f"It is paused already. {self._how('resume')}",))
        await self._subscriptions.pause(place, who)
        line = f"{self._called(place).brief} is paused. {self._how('resume')}"
        return self._outcome(place, (line,), "paused this channel's brief.")

    async def resume(self, place: Place, who: str) -> Outcome:
        """Post again, from the next due time on."""
        found = await self._there(place)
        if found.paused is None:
            return Outcome(lines=("It is not paused.", next_line(found)))
        awake = await self._subscriptions.resume(place, who)
        lines = (f"{self._called(place).brief} goes on.", next_line(awake or found))
        return self._outcome(place, lines, "resumed this channel's brief.")

    async def stop(self, place: Place, who: str) -> Outcome:
        """End the channel's brief."""
        await self._there(place)
        await self._subscriptions.remove(place, who)
        line = f"{self._called(place).over} {self._how('subscribe')}"
        return self._outcome(place, (line,), "stopped this channel's brief.")

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
            *wish_words(_ahead(found.wish, now), self._library()),
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

    async def wish_at(self, place: Place) -> Wish | None:
        """Return what the channel wished for; None where it has no brief, or an unreadable one.

        Dates to skip that are past are left out.
        """
        with suppress(WishError):
            found = await self._subscriptions.at(place)
            return _ahead(found.wish, await self._subscriptions.now()) if found else None
        return None

    async def made_by(self, platform: str, workspace: str, user: str) -> tuple[Subscription, ...]:
        """Return the briefs that the person set up in the workspace.

        Dates to skip that are past are left out.
        """
        found = await self._subscriptions.by_maker(platform, workspace, user)
        now = await self._subscriptions.now()
        return tuple(replace(one, wish=_ahead(one.wish, now)) for one in found)

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


def _ahead(wish: Wish, now: datetime) -> Wish:
    return replace(wish, schedule=still_ahead(wish.schedule, now))


def _past_lines(gone: frozenset[date]) -> tuple[str, ...]:
    return (f"Dates that are past are left out: {dates_words(gone)}.",) if gone else ()


def _empty_lines(wish: Wish, library: Library) -> tuple[str, ...]:
    """Return the line that says that no brief of this wish would hold anything, and the mend."""
    if holds_something(library, wish):
        return ()
    if holds_something(library, replace(wish, floor="all")):
        nothing = "For now the pack holds nothing on this that reaches the evidence asked for"
        return (f"{nothing}: choose all claims, or name other actors or topics.",)
    return ("For now the pack holds nothing on this: name other actors or topics.",)


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
