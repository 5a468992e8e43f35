"""Why: what the calendar works out must be compared with something that cannot share its mistakes.
Here clocks are watched as somebody in front of a wall clock would, minute after minute, and nothing
is worked out backwards from a local time. It must not import the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from bot.briefing.clocks import clock_of, zone_names

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = 24 * 60
_HOUR = 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


class Stretch(NamedTuple):
    """From a minute of UTC on, clocks are so many minutes ahead of it."""

    start: int
    ahead: int


class Watched(NamedTuple):
    """What clocks showed: for each local minute when it was reached or passed, and which days."""

    reached: dict[int, int]
    days: frozenset[int]


def minute_of(day: date) -> int:
    """Return the minute, counted from 1970, at which a date begins in UTC."""
    return (day - _EPOCH.date()).days * DAY


@lru_cache(maxsize=8192)
def instant(minute: int) -> datetime:
    """Return the instant of a minute counted from 1970."""
    return _EPOCH + minute * _MINUTE


def different_zones() -> list[str]:
    """Return one name of each zone; many have several."""
    folder = files("tzdata").joinpath("zoneinfo")
    return list(
        {folder.joinpath(*name.split("/")).read_bytes(): name for name in zone_names()}.values()
    )


@cache
def stretches(zone: str, first: date, last: date) -> tuple[Stretch, ...]:
    """Return how clocks run from the first date up to the last.

    Each day is looked at, of a day at whose ends clocks differ each hour, of such an hour each
    minute.
    """
    start, end = minute_of(first), minute_of(last)
    found = [Stretch(start, _ahead(zone, start))]
    for day in range(start, end, DAY):
        if _ahead(zone, day + DAY) == found[-1].ahead:
            continue
        for hour in range(day, day + DAY, _HOUR):
            if _ahead(zone, hour + _HOUR) == found[-1].ahead:
                continue
            for minute in range(hour, hour + _HOUR + 1):
                ahead = _ahead(zone, minute)
                if ahead != found[-1].ahead:
                    found.append(Stretch(minute, ahead))
    return tuple(found)


def _ahead(zone: str, minute: int) -> int:
    offset = instant(minute).astimezone(clock_of(zone)).utcoffset()
    assert offset is not None
    return offset // _MINUTE


@cache
def watch(window: tuple[Stretch, ...], end: int) -> Watched:
    """Watch clocks from the window's first minute up to `end`, each minute.

    A local minute that clocks leap over is passed at the first one that they show after it; one
    that they show twice is reached the first time. Local minutes and days count from minute 0.
    """
    reached: dict[int, int] = {}
    days: set[int] = set()
    furthest = window[0].start + window[0].ahead - 1
    ends = (*(stretch.start for stretch in window[1:]), end)
    for stretch, until in zip(window, ends, strict=True):
        for minute in range(stretch.start, until):
            local = minute + stretch.ahead
            if local % _HOUR == 0 or minute == stretch.start:
                days.add(local // DAY)
            for passed in range(furthest + 1, local + 1):
                reached[passed] = minute
            furthest = max(furthest, local)
    return Watched(reached, frozenset(days))


def watch_for(
    window: tuple[Stretch, ...], end: int, wanted: Sequence[int]
) -> dict[int, tuple[int, bool]]:
    """Watch clocks as `watch` does, but only for some local minutes, in order; faster for a year.

    Return for each when it was reached or passed, and whether clocks showed its date then. Local
    minutes count from 1970, as those of UTC do.
    """
    found: dict[int, tuple[int, bool]] = {}
    coming = iter(wanted)
    following = next(coming)
    ends = (*(stretch.start for stretch in window[1:]), end)
    for stretch, until in zip(window, ends, strict=True):
        ahead = stretch.ahead
        for minute in range(stretch.start, until):
            while minute + ahead >= following:
                found[following] = minute, (minute + ahead) // DAY == following // DAY
                following = next(coming, 1 << 60)
    return found
