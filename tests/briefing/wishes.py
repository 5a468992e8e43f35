"""Why: places and wishes that many tests need, in few words."""

from __future__ import annotations

from datetime import date, time

from bot.briefing.model import EVERY_DAY, About, Place, Schedule, Unchanged, Wish

CHANNEL = Place(platform="slack", workspace="T1", channel="C1")


def place(channel: str = "C1", workspace: str = "T1", platform: str = "slack") -> Place:
    """Return a channel."""
    return Place(platform=platform, workspace=workspace, channel=channel)


def wish(
    at: str = "08:00",
    zone: str = "Europe/Berlin",
    weekdays: frozenset[int] = EVERY_DAY,
    skip: frozenset[date] = frozenset(),
    unchanged: Unchanged = "post",
) -> Wish:
    """Return a wish for briefs about everything."""
    schedule = Schedule(at=time.fromisoformat(at), zone=zone, weekdays=weekdays, skip=skip)
    return Wish(schedule=schedule, about=About(), unchanged=unchanged)
