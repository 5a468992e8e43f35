"""Why: on which instant each local day's brief is due is decided here alone, for the schedule, for
the words that people read and for the tests. It must not read a clock, and knows no subscription's
past but the last local date that it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.briefing.clocks import local_time, to_utc
from bot.knowledge.edtf import day_words

if TYPE_CHECKING:
    from bot.briefing.model import Schedule

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
#: how far ahead a date is looked for: more than a year, so that a whole year can be skipped
DAYS_AHEAD = 400
_DAY = timedelta(days=1)
#: how far behind UTC the clocks are where a date ends last
_LAST_ZONE = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Due:
    """One brief's time: the local date that it is due for, and the instant in UTC.

    The instant may lie on the next local date, where a clock change skips the end of the date.
    """

    day: date
    at: datetime


def due_instant(schedule: Schedule, day: date) -> datetime | None:
    """Return when the brief of a local date is due, in UTC; None where the zone skips that date.

    Weekdays and dates to skip are not looked at. A local time that a clock change skips is due at
    the first instant after the gap, one that occurs twice at the first.
    """
    wall = datetime.combine(day, schedule.at)
    instant = to_utc(wall, schedule.zone)
    moved = local_time(instant, schedule.zone)
    if moved.date() == day or _shows(day, instant, schedule.zone):
        return instant
    return None


def _shows(day: date, end_of_gap: datetime, zone: str) -> bool:
    """Whether clocks showed the date before a gap that ends past it."""
    just_before = local_time(end_of_gap - timedelta(microseconds=1), zone)
    return just_before >= datetime.combine(day, time())


@lru_cache(maxsize=2_048)  # channels with one schedule are due together
def next_due(schedule: Schedule, after: datetime, last: date | None) -> Due | None:
    """Return the first brief due after an instant, for a local date later than `last`.

    `last` is the local date that had its brief or that no longer gets one; None where there is
    none. None where no date is left within the next 400 days.
    """
    return next(_dues(schedule, after, last), None)


def upcoming(
    schedule: Schedule, after: datetime, last: date | None, count: int = 3
) -> tuple[Due, ...]:
    """Return the next briefs due, in order; fewer than `count` where no more dates are left."""
    dues = _dues(schedule, after, last)
    return tuple(due for due, _ in zip(dues, range(count), strict=False))


def _dues(schedule: Schedule, after: datetime, last: date | None) -> Iterator[Due]:
    # Until a date's brief is due, clocks show that date or an earlier one.
    today = local_time(after, schedule.zone).date()
    first = today if last is None else max(today, last + _DAY)
    for ahead in range((first - today).days, DAYS_AHEAD):
        day = today + ahead * _DAY
        if day.weekday() not in schedule.weekdays or day in schedule.skip:
            continue
        instant = due_instant(schedule, day)
        if instant is not None and instant > after:
            yield Due(day, instant)


def still_ahead(schedule: Schedule, now: datetime) -> Schedule:
    """Return the schedule without the dates to skip that are past everywhere on earth.

    The zone is not looked at, so that a schedule whose zone is gone can still be changed.
    """
    earliest = (now.astimezone(UTC) - _LAST_ZONE).date()
    return replace(schedule, skip=frozenset(day for day in schedule.skip if day >= earliest))


def due_words(due: Due, schedule: Schedule) -> str:
    """Return when a brief comes as clocks there show it: `Mon 23 Nov 2026, 08:00 (Europe/Berlin)`.

    One that a clock change moves has the real local date and time.
    """
    shown = local_time(due.at.astimezone(UTC), schedule.zone)
    return f"{weekday_words(shown.date())}, {shown:%H:%M} ({schedule.zone})"


def weekday_words(day: date) -> str:
    """Return a day with its weekday, in the same words as other dates: `Mon 23 Nov 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day_words(day)}"
