"""Why: when a brief is due must not depend on the machine: two replicas, or a laptop and a server,
may hold different editions of the time zones. So zones are read from the pinned wheel `tzdata`
alone, never from the system, and without touching `zoneinfo`'s search path, which is shared by
everything in the process."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from bot.errors import WishError

_DATA = files("tzdata")


@cache
def zone_names() -> frozenset[str]:
    """Return the name of every zone that `tzdata` holds, old names among them."""
    return frozenset(_DATA.joinpath("zones").read_text(encoding="ascii").split())


@cache
def clock_of(zone: str) -> ZoneInfo:
    """Return the clock of an IANA zone; raise WishError if there is no such zone."""
    if zone not in zone_names():
        msg = f'"{zone}" is not a time zone (expected an IANA name such as Europe/Berlin).'
        raise WishError(msg)
    with _DATA.joinpath("zoneinfo", *zone.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=zone)


def zone_gone(zone: str) -> str:
    """Return what to tell a channel whose zone is not known any more, "" where it is."""
    return "" if zone in zone_names() else f"The zone {zone} is no longer known. Choose another."


def shown_zone(zone: str) -> str:
    """Return the zone in whose time instants are told: UTC where the channel's is not known."""
    return zone if zone in zone_names() else "UTC"


def local_time(at: datetime, zone: str) -> datetime:
    """Return what clocks of the zone show at an instant, without a zone of its own."""
    return at.astimezone(clock_of(zone)).replace(tzinfo=None)


def to_utc(local: datetime, zone: str) -> datetime:
    """Return the first instant, in UTC, at which clocks of the zone show `local` or later.

    So a time that occurs twice is the first one, and one that a clock change skips is the first
    instant after the gap.
    """
    clock = clock_of(zone)
    instant = local.replace(tzinfo=clock).astimezone(UTC)
    if instant.astimezone(clock).replace(tzinfo=None) == local:
        return instant
    # Read with the offset from after the gap, a skipped time lies before it; with the one from
    # before the gap, which `instant` was read with, after it. The change is between the two.
    before = local.replace(tzinfo=clock, fold=1).astimezone(UTC)
    while (middle := before + (instant - before) // 2) > before:
        if middle.astimezone(clock).replace(tzinfo=None) < local:
            before = middle
        else:
            instant = middle
    return instant
