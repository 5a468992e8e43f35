"""Why: people change a channel's time, zone and days whenever they like, also on a morning that has
had its brief and on a night on which clocks change. Whatever they do, no local date may have two
briefs, and the next one may not be lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.briefing.calendar import Due, next_due
from bot.briefing.model import EVERY_DAY, Schedule
from tests.briefing.wall_clock import instant, minute_of, stretches

# Zones at both ends of the date line, without changes, and with changes at midnight, before it,
# of half an hour, and twice around Ramadan.
ZONES = (
    "UTC",
    "Pacific/Kiritimati",
    "Pacific/Honolulu",
    "Europe/Berlin",
    "America/Nuuk",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Santiago",
)
FIRST, LAST = date(2026, 1, 1), date(2028, 1, 1)
# With one weekday and some dates to skip, the next brief is at most three weeks away.
FARTHEST = 28
_MINUTE = timedelta(minutes=1)

times = st.sampled_from([time(0), time(2, 30), time(8), time(23, 59)]) | st.times().map(
    lambda at: at.replace(second=0, microsecond=0)
)
weekdays = st.frozensets(st.sampled_from(sorted(EVERY_DAY)), min_size=1)


def watched(plan: Schedule, day: date) -> datetime:
    """Return when clocks first show the time of a date, or later; all dates are shown here."""
    wall = minute_of(day) + plan.at.hour * 60 + plan.at.minute
    parts = stretches(plan.zone, FIRST - timedelta(days=2), LAST + timedelta(days=60))
    ends = (*(part.start for part in parts[1:]), minute_of(date(2100, 1, 1)))
    reached = (
        max(part.start, wall - part.ahead)
        for part, end in zip(parts, ends, strict=True)
        if wall - part.ahead < end
    )
    return instant(next(reached))


class Mornings(RuleBasedStateMachine):
    """A subscription through its life, with a clock that only goes on."""

    def __init__(self) -> None:
        """Begin before there is a subscription."""
        super().__init__()
        self.plan = Schedule(at=time(8), zone="UTC")
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.briefs: list[Due] = []
        self.next: Due | None = None

    @initialize(
        plan=st.builds(Schedule, at=times, zone=st.sampled_from(ZONES), weekdays=weekdays),
        minutes=st.integers(0, 365 * 24 * 60),
    )
    def subscribe(self, plan: Schedule, minutes: int) -> None:
        """Somebody subscribes at some minute of a year."""
        self.now += minutes * _MINUTE
        self.plan = plan
        self._schedule()

    def _schedule(self) -> None:
        last = self.briefs[-1].day if self.briefs else None
        self.next = next_due(self.plan, self.now, last)

    @rule(mornings=st.integers(1, 5))
    def wait(self, mornings: int) -> None:
        """Let some briefs be posted, each at its instant."""
        for _ in range(mornings):
            assert self.next is not None
            self.now = self.next.at
            self.briefs.append(self.next)
            self._schedule()

    @rule(share=st.floats(0, 1, exclude_max=True))
    def pass_time(self, share: float) -> None:
        """Time goes on, but not to the next brief."""
        assert self.next is not None
        minutes = (self.next.at - self.now) // _MINUTE
        self.now += int(minutes * share) * _MINUTE

    @rule(at=times)
    def change_time(self, at: time) -> None:
        """Somebody changes the time of day."""
        self.plan = replace(self.plan, at=at)
        self._schedule()

    @rule(zone=st.sampled_from(ZONES))
    def change_zone(self, zone: str) -> None:
        """Somebody changes the zone."""
        self.plan = replace(self.plan, zone=zone)
        self._schedule()

    @rule(days=weekdays)
    def change_weekdays(self, days: frozenset[int]) -> None:
        """Somebody changes the weekdays."""
        self.plan = replace(self.plan, weekdays=days)
        self._schedule()

    @rule(ahead=st.frozensets(st.integers(0, 14), max_size=5))
    def change_skipped_dates(self, ahead: frozenset[int]) -> None:
        """Somebody changes the dates to skip."""
        skip = frozenset(self.now.date() + timedelta(days=n) for n in ahead)
        self.plan = replace(self.plan, skip=skip)
        self._schedule()

    @invariant()
    def no_date_has_two(self) -> None:
        """Each local date has at most one brief, and they come one after the other."""
        assert [brief.day for brief in self.briefs] == sorted({brief.day for brief in self.briefs})
        assert [brief.at for brief in self.briefs] == sorted(brief.at for brief in self.briefs)

    @invariant()
    def next_is_not_lost(self) -> None:
        """Whatever was changed, next is the first date that may have a brief still to come."""
        last = self.briefs[-1].day if self.briefs else date.min
        days = (self.now.date() + timedelta(days=n) for n in range(-3, FARTHEST))
        coming = [
            Due(day, at)
            for day in days
            if day > last and day.weekday() in self.plan.weekdays and day not in self.plan.skip
            if (at := watched(self.plan, day)) > self.now
        ]
        assert self.next == coming[0]


TestMornings = Mornings.TestCase
TestMornings.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
