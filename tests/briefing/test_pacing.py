"""Why: a platform shuts out who posts too fast, and a bot that is too careful is late. Both are
held here without waiting for a clock."""

from __future__ import annotations

import heapq
import random

import pytest

from bot.briefing.outlet import Pace
from bot.briefing.pacing import PATIENCE, Pacer, Spacing, Window
from tests.briefing.wishes import place


class Platform:
    """Counts requests as they arrive, each in a window of a second that moves with time."""

    def __init__(self, most: int) -> None:
        """Take `most` requests in any second."""
        self.most = most
        self.times: list[float] = []

    def refused(self) -> int:
        """Return how many requests were one too many."""
        times = sorted(self.times)
        return sum(
            times[later] - times[later - self.most] < 1.0 for later in range(self.most, len(times))
        )


@pytest.mark.parametrize("stalls", [False, True], ids=["steady", "stalling"])
def test_bot_limit(*, stalls: bool) -> None:
    """Of 50 a second at least 95 in a hundred are used, and never more, whatever stalls."""
    chance, window = random.Random(50), Window(49)  # noqa: S311 - no secret
    spacing, platform = Spacing(1 / 49, 0.0), Platform(50)
    now, answers = 0.0, list[tuple[float, int]]()
    for number in range(3_000):
        now += spacing.take(now)
        while True:
            while answers and answers[0][0] <= now:
                done, request = heapq.heappop(answers)
                window.answered(request, done)
            if not (wait := window.wait(now)):
                break
            now += wait
        if stalls and number % 400 == 399:
            now += 0.2
        window.leave(number, now)
        there = now + 0.02 + chance.random() * 0.005
        platform.times.append(there)
        heapq.heappush(answers, (there + 0.02 + chance.random() * 0.005, number))
    assert platform.refused() == 0
    assert len(platform.times) / now >= (0.93 if stalls else 0.95) * 50


async def test_place_limit() -> None:
    """In one place a second passes between two posts, and others do not wait for it."""
    now = [0.0]
    pacer = Pacer(Pace(a_second_a_place=1.0), lambda: now[0])
    assert await pacer.turn(place("C1")) == 0.0
    assert await pacer.turn(place("C2")) == 0.0
    spacing = Spacing(1.0, 0.0)
    assert [spacing.take(0.0) for _ in range(3)] == [0.0, 1.0, 2.0]


async def test_workspace_limit() -> None:
    """Beyond its limit a workspace is told when to come back, each brief another time."""
    pacer = Pacer(Pace(a_minute_a_workspace=60.0), lambda: 0.0)
    pacer.hold(place("C1"), 60.0)
    told = [await pacer.turn(place("C1")) for _ in range(3)]
    assert told == sorted(set(told))
    assert min(told) > PATIENCE
    assert await pacer.turn(place("C1", "T2")) == 0.0


def test_shared() -> None:
    """Two replicas take half of the limits each."""
    pacer = Pacer(Pace(a_second=50.0))
    alone = pacer.most
    pacer.share(2)
    assert (alone, pacer.most) == (150, 75)


async def test_no_limit() -> None:
    """Without a limit nothing waits."""
    pacer = Pacer(Pace())
    assert pacer.most is None
    assert [await pacer.turn(place()) for _ in range(3)] == [0.0, 0.0, 0.0]
    async with pacer.leaving():
        pass
    pacer.hold(place(), 60.0)
    assert await pacer.turn(place()) == 0.0
