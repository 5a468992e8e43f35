"""Why: on clock changes a brief must come once, and at a time that people expect. Here are the
cases that can be checked against a wall calendar; `test_calendar_zones.py` walks through all
zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.briefing.calendar import Due, due_instant, due_words, next_due, upcoming
from bot.briefing.clocks import clock_of
from bot.briefing.model import EVERY_DAY, MONDAY_TO_FRIDAY, Schedule
from bot.errors import WishError


def schedule(
    at: str, zone: str, weekdays: frozenset[int] = EVERY_DAY, skip: tuple[str, ...] = ()
) -> Schedule:
    """Return a schedule, its times as people write them."""
    return Schedule(
        at=time.fromisoformat(at),
        zone=zone,
        weekdays=weekdays,
        skip=frozenset(map(date.fromisoformat, skip)),
    )


def utc(text: str) -> datetime:
    """Return an instant that is written without its zone, which is UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "zone", "day", "instant", "words"),
    [
        pytest.param(
            "08:00",
            "Europe/Berlin",
            "2026-11-23",
            "2026-11-23 07:00",
            "Mon 23 Nov 2026, 08:00 (Europe/Berlin)",
            id="a plain day",
        ),
        pytest.param(
            "02:30",
            "Europe/Berlin",
            "2026-03-29",
            "2026-03-29 01:00",
            "Sun 29 Mar 2026, 03:00 (Europe/Berlin)",
            id="skipped: the first instant after the gap",
        ),
        pytest.param(
            "02:30",
            "Europe/Berlin",
            "2026-10-25",
            "2026-10-25 00:30",
            "Sun 25 Oct 2026, 02:30 (Europe/Berlin)",
            id="twice: the first",
        ),
        pytest.param(
            "02:15",
            "Australia/Lord_Howe",
            "2026-10-04",
            "2026-10-03 15:30",
            "Sun 4 Oct 2026, 02:30 (Australia/Lord_Howe)",
            id="a gap of half an hour",
        ),
        pytest.param(
            "00:00",
            "Africa/Cairo",
            "2026-04-24",
            "2026-04-23 22:00",
            "Fri 24 Apr 2026, 01:00 (Africa/Cairo)",
            id="midnight is skipped",
        ),
        pytest.param(
            "23:30",
            "America/Nuuk",
            "2026-03-28",
            "2026-03-29 01:00",
            "Sun 29 Mar 2026, 00:00 (America/Nuuk)",
            id="the end of the date is skipped",
        ),
        pytest.param(
            "23:59",
            "Pacific/Apia",
            "2011-12-29",
            "2011-12-30 09:59",
            "Thu 29 Dec 2011, 23:59 (Pacific/Apia)",
            id="the last minute before a date that does not exist",
        ),
        pytest.param(
            "00:00",
            "Pacific/Apia",
            "2011-12-31",
            "2011-12-30 10:00",
            "Sat 31 Dec 2011, 00:00 (Pacific/Apia)",
            id="the first minute after a date that does not exist",
        ),
    ],
)
def test_due(at: str, zone: str, day: str, instant: str, words: str) -> None:
    """A brief is due at its local time, or at the first instant that clocks show it or later."""
    plan = schedule(at, zone)
    local_date = date.fromisoformat(day)
    assert due_instant(plan, local_date) == utc(instant)
    assert due_words(Due(local_date, utc(instant)), plan) == words


@pytest.mark.parametrize("at", ["00:00", "08:00", "23:59"])
@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Apia", "2011-12-30"), ("Pacific/Kwajalein", "1993-08-21")]
)
def test_skipped_date(at: str, zone: str, day: str) -> None:
    """A local date that a zone skips whole has no brief, and the ones beside it have theirs."""
    plan = schedule(at, zone)
    skipped = date.fromisoformat(day)
    assert due_instant(plan, skipped) is None
    two_days_before = datetime.combine(skipped - timedelta(days=2), plan.at, clock_of(zone))
    assert [due.day for due in upcoming(plan, two_days_before.astimezone(UTC), None, 2)] == [
        skipped - timedelta(days=1),
        skipped + timedelta(days=1),
    ]


def test_due_is_after() -> None:
    """The next brief is later than the instant asked for: at its own instant it is over."""
    plan = schedule("08:00", "Europe/Berlin")
    assert next_due(plan, utc("2026-11-23 06:59"), None) == Due(
        date(2026, 11, 23), utc("2026-11-23 07:00")
    )
    assert next_due(plan, utc("2026-11-23 07:00"), None) == Due(
        date(2026, 11, 24), utc("2026-11-24 07:00")
    )


def test_last_date_is_over() -> None:
    """A local date that had its brief gets no other, whatever the time is changed to."""
    plan = schedule("18:00", "Europe/Berlin")
    assert next_due(plan, utc("2026-11-23 09:00"), date(2026, 11, 23)) == Due(
        date(2026, 11, 24), utc("2026-11-24 17:00")
    )


def test_last_date_in_a_zone_further_west() -> None:
    """Where the date of the last brief has not begun in a new zone, that date gets no other."""
    plan = schedule("08:00", "Pacific/Honolulu")
    after = utc("2026-11-22 20:00")
    assert next_due(plan, after, date(2026, 11, 23)) == Due(
        date(2026, 11, 24), utc("2026-11-24 18:00")
    )


def test_date_whose_brief_is_due_on_the_next() -> None:
    """A brief that a clock change moves to the next local date is still due after midnight."""
    plan = schedule("23:30", "America/Nuuk")
    assert [due_words(due, plan) for due in upcoming(plan, utc("2026-03-29 00:59"), None)] == [
        "Sun 29 Mar 2026, 00:00 (America/Nuuk)",
        "Sun 29 Mar 2026, 23:30 (America/Nuuk)",
        "Mon 30 Mar 2026, 23:30 (America/Nuuk)",
    ]


def test_weekdays_and_skipped_dates() -> None:
    """Briefs come on the weekdays asked for, but for the dates to skip."""
    plan = schedule("08:00", "Europe/Berlin", MONDAY_TO_FRIDAY, ("2026-12-24", "2026-12-25"))
    assert [due.day for due in upcoming(plan, utc("2026-12-22 12:00"), None)] == [
        date(2026, 12, 23),
        date(2026, 12, 28),
        date(2026, 12, 29),
    ]


def test_no_date_is_left() -> None:
    """Where no date is left within 400 days, no brief is due."""
    every = tuple((date(2026, 11, 1) + timedelta(days=n)).isoformat() for n in range(450))
    plan = schedule("08:00", "Europe/Berlin", skip=every)
    assert next_due(plan, utc("2026-11-23 07:00"), None) is None
    assert upcoming(plan, utc("2026-11-23 07:00"), None) == ()
    assert next_due(schedule("08:00", "UTC", frozenset()), utc("2026-11-23 07:00"), None) is None


def test_unknown_zone() -> None:
    """A zone that does not exist is named, with what was expected."""
    with pytest.raises(WishError) as caught:
        due_instant(schedule("08:00", "Europe/Atlantis"), date(2026, 11, 23))
    assert str(caught.value) == (
        '"Europe/Atlantis" is not a time zone (expected an IANA name such as Europe/Berlin).'
    )
