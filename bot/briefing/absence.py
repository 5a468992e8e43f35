"""Why: a day without a brief has its reason, and `status`, `why` and `now` must not tell it
differently or promise a brief that never comes. Pure; it must not look anything up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from bot.briefing.calendar import Due, due_instant, due_words, weekday_words
from bot.briefing.clocks import local_time
from bot.briefing.wording import DAYS

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.briefing.model import Subscription

#: `ahead` and `overdue` are days whose brief is due later, or was due and was not taken up yet
Absence = Literal["ahead", "overdue", "skipped", "weekday", "paused", "removed", "none"]

_LISTED: Mapping[Absence, str] = {
    "ahead": "due later that day",
    "overdue": "due, but not taken up yet",
    "skipped": "none, as the date is skipped",
}
_TODAY: Mapping[Absence, str] = {
    "overdue": "Today's brief was due, but has not been taken up yet",
    "skipped": "No brief is due today, as the date is skipped",
    "removed": "No brief is due today, as the app was removed from here",
}
_BECAUSE: Mapping[Absence, str] = {
    "skipped": "the date is skipped",
    "paused": "the briefs are paused",
    "removed": "the app was removed from here",
}
#: what is due is taken up within seconds; one that waits for longer waits for a worker
_WAITS = timedelta(minutes=5)


def absence(day: date, found: Subscription, now: datetime) -> Absence:
    """Return why there is nothing of a local day on which nothing became of a brief."""
    schedule = found.wish.schedule
    if day in schedule.skip:
        return "skipped"
    if day.weekday() not in schedule.weekdays:
        return "weekday"
    instant = _due(day, found)
    if instant is not None:
        return "ahead" if instant > now else "overdue"
    if day >= local_time(now, schedule.zone).date():
        if found.asleep_since is not None:
            return "removed"
        return "none" if found.paused is None else "paused"
    return "none"


def _due(day: date, found: Subscription) -> datetime | None:
    """Return when a wanted day's brief is due or was; None where none is."""
    if found.next_due is None or found.next_date is None or day < found.next_date:
        return None
    return found.next_due if day == found.next_date else due_instant(found.wish.schedule, day)


def listed_words(day: date, found: Subscription, now: datetime) -> str:
    """Return what a list of days says of a day without a delivery."""
    why = absence(day, found, now)
    return _wanted(day) if why == "weekday" else _LISTED.get(why, "none was due")


def none_words(day: date, found: Subscription, now: datetime, none_on: str) -> str:
    """Return in a sentence that a day had no brief, has none or has none yet, and why.

    `none_on` is how the sentence about a day that is past begins, up to its name.
    """
    why, named = absence(day, found, now), weekday_words(day)
    if why == "ahead":
        return f"There is no brief of {named} yet."
    if why == "overdue":
        return f"The brief of {named} was due, but has not been taken up yet."
    because = _wanted(day) if why == "weekday" else _BECAUSE.get(why)
    if day < local_time(now, found.wish.schedule.zone).date():
        told = f"{none_on} {named}"
    else:
        told = f"There is no brief of {named}"
        if because is None and found.next_date is not None:
            because = f"the next one is of {weekday_words(found.next_date)}"
    return f"{told}: {because}." if because else f"{told}."


def today_words(day: date, found: Subscription, now: datetime) -> str | None:
    """Return why nothing was posted today, `day`, no full stop; None where it is due later."""
    why = absence(day, found, now)
    if why == "ahead":
        return None
    if why == "weekday":
        return f"No brief is due today, as {_wanted(day)}"
    return _TODAY.get(why, "No brief is due today")


def overdue_lines(found: Subscription, now: datetime) -> tuple[str, ...]:
    """Return the line that says that nobody delivers, where a brief waits for a worker."""
    if found.next_due is None or found.next_date is None or found.next_due > now - _WAITS:
        return ()
    due = due_words(Due(found.next_date, found.next_due), found.wish.schedule)
    looks = "it looks as if no briefs are being sent. Tell whoever runs this bot."
    return (f"The brief due on {due} has not been taken up: {looks}",)


def _wanted(day: date) -> str:
    return f"none is wanted on {DAYS[day.weekday()]}s"
