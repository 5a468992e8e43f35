"""Why: a clock change is where a brief comes twice, not at all or at a wrong hour, and there are
more than two thousand in ten years. All are walked through, with times of day around those at which
clocks are changed."""

from __future__ import annotations

from datetime import date, time, timedelta

from bot.briefing.calendar import DAYS_AHEAD, Due, due_instant, next_due, upcoming
from bot.briefing.model import Schedule
from tests.briefing.wall_clock import (
    DAY,
    Stretch,
    different_zones,
    instant,
    minute_of,
    stretches,
    watch,
    watch_for,
)

TIMES = (time(0), time(2, 30), time(8), time(23, 59))
AROUND = 3
PLAIN_DAYS = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
DAY_BEFORE = date(2025, 12, 31)
#: dates that a zone leapt over
LEAPT_OVER = (
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Pacific/Fakaofo", date(2011, 12, 30)),
    ("Pacific/Kiritimati", date(1994, 12, 31)),
    ("Pacific/Kwajalein", date(1993, 8, 21)),
)


def expected(zone: str, around: date, at: time) -> list[Due]:
    """Return what is due within three days around a date, as somebody who watched would know."""
    margin = timedelta(days=AROUND + 2)
    window = stretches(zone, around - margin, around + margin)
    base = window[0].start
    # Counted from the window's own beginning, most changes look alike and are watched only once.
    same = tuple(Stretch(stretch.start - base, stretch.ahead) for stretch in window)
    watched = watch(same, 2 * margin.days * DAY)
    found = []
    for ahead in range(-AROUND, AROUND + 1):
        day = margin.days + ahead
        if day in watched.days:
            minute = watched.reached[day * DAY + at.hour * 60 + at.minute]
            found.append(Due(around + timedelta(days=ahead), instant(base + minute)))
    return found


def worked_out(plan: Schedule, around: date) -> list[Due]:
    """Return what the calendar has due within three days around a date, one after the other."""
    before = around - timedelta(days=AROUND + 1)
    dues = upcoming(plan, instant(minute_of(before)) - timedelta(days=1), before, 2 * AROUND + 2)
    return [due for due in dues if due.day <= around + timedelta(days=AROUND)]


def test_around_each_change_of_ten_years() -> None:
    """Around each change of each zone, each local date has one brief, when clocks first show it."""
    changes = [
        (zone, instant(stretch.start).date())
        for zone in different_zones()
        for stretch in stretches(zone, date(2020, 1, 1), date(2030, 1, 1))[1:]
    ]
    assert len(changes) > 2000
    wrong = [
        f"{zone} {at} around {around}"
        for zone, around in changes
        for at in TIMES
        if worked_out(Schedule(at=at, zone=zone), around) != expected(zone, around, at)
    ]
    assert wrong == []


def test_around_dates_that_were_leapt_over() -> None:
    """A local date that clocks never show has no brief, and those around it have theirs."""
    for zone, leapt_over in LEAPT_OVER:
        for at in TIMES:
            plan = Schedule(at=at, zone=zone)
            dues = worked_out(plan, leapt_over)
            assert dues == expected(zone, leapt_over, at)
            assert len(dues) == 2 * AROUND
            assert due_instant(plan, leapt_over) is None


def year_of(window: tuple[Stretch, ...]) -> dict[time, list[Due]]:
    """Return what is due in the plain year at each time, as somebody who watched would know."""
    wanted = {
        minute_of(day) + at.hour * 60 + at.minute: (day, at) for day in PLAIN_DAYS for at in TIMES
    }
    watched = watch_for(window, minute_of(PLAIN_DAYS[-1]) + 3 * DAY, list(wanted))
    found: dict[time, list[Due]] = {at: [] for at in TIMES}
    for local, (day, at) in wanted.items():
        minute, shown = watched[local]
        # A date that clocks show from within it on is shown when its first minute is passed.
        if shown or watched[minute_of(day)][1]:
            found[at].append(Due(day, instant(minute)))
    return found


def test_a_plain_year() -> None:
    """In a year of every zone, each local date has one brief, when clocks first show its time."""
    before, after = PLAIN_DAYS[0] - timedelta(days=3), PLAIN_DAYS[-1] + timedelta(days=3)
    alike: dict[tuple[Stretch, ...], list[str]] = {}
    for zone in different_zones():
        alike.setdefault(stretches(zone, before, after), []).append(zone)
    wrong = []
    for window, zones in alike.items():
        expecting = year_of(window)
        assert [len(dues) for dues in expecting.values()] == [365] * len(TIMES)
        # Of zones whose clocks run alike all year, one is looked at for all times.
        plans = [(zones[0], at) for at in TIMES]
        plans += [(zone, TIMES[number % len(TIMES)]) for number, zone in enumerate(zones) if number]
        for zone, at in plans:
            dues = upcoming(Schedule(at=at, zone=zone), instant(minute_of(before)), DAY_BEFORE, 365)
            if list(dues) != expecting[at]:
                wrong.append(f"{zone} {at}")
    assert wrong == []


def test_what_is_next_does_not_depend_on_when_one_asks() -> None:
    """From any minute of a night of change, what is next is the first brief still to come."""
    for zone, around in (("Europe/Berlin", date(2026, 3, 29)), ("America/Nuuk", date(2026, 3, 28))):
        for at in (*TIMES, time(23, 30)):
            plan = Schedule(at=at, zone=zone)
            dues = expected(zone, around, at)
            start = minute_of(around - timedelta(days=1))
            for minute in range(start, start + 2 * DAY, 7):
                coming = [due for due in dues if due.at > instant(minute)]
                assert next_due(plan, instant(minute), None) == coming[0]
    assert DAYS_AHEAD > 366
