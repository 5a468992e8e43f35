"""Why: a bot that answers must not be much slower, nor larger, than one of the same SDK that does
nothing. Both run in turn in one run: they share a processor, and the stand-ins have another. It
must not be part of the tests: a slow machine is not wrong."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from dataclasses import dataclass, field, replace
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from tests.bench.bots import launch, processors
from tests.bench.compared import Compared
from tests.bench.stands import DiscordStand, SlackStand, examining_some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.bench.bots import Bot
    from tests.bench.stands import Stand

_OURS, _COMMAND = "tests.bench.ours", "axis"
_QUESTION = "russia iran"
_IN_FLIGHT = 50
#: how many times as much memory and time to start as the SDK alone
_MOST = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    """What the ratios of one platform have to be; None is no goal."""

    median: float | None
    throughput: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much is measured: rounds by turns, and what is asked in each."""

    starts: int
    rounds: int
    singly: int
    at_once: int


_WHOLE = Effort(starts=7, rounds=15, singly=200, at_once=1000)
_QUICK = Effort(starts=3, rounds=5, singly=100, at_once=400)


@dataclass(slots=True)
class Measured:
    """What was measured of one bot."""

    module: str
    stand: Stand
    environment: dict[str, str]
    starts: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    singly: list[float] = field(default_factory=list)
    a_second: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    after: list[float] = field(default_factory=list)
    asked: int = 0
    came: int = 0

    async def begin(self, processor: int | None) -> Bot:
        """Start the bot; return it when it listens."""
        self.came += 1
        environment = self.environment | dict(self.stand.environment())
        start = perf_counter()
        bot = launch(self.module, environment, processor)
        try:
            await self.stand.ready(self.came)
        except BaseException:
            bot.stop()
            raise
        self.starts.append((perf_counter() - start) * 1e6)
        self.megabytes.append(bot.megabytes)
        return bot

    async def one_by_one(self, count: int) -> None:
        """Ask so often, each time when the last answer has arrived."""
        for _ in range(count):
            start = perf_counter()
            await self._ask()
            await self.stand.arrivals.reach(self.asked)
            self.singly.append((perf_counter() - start) * 1e6)

    async def many_at_once(self, bot: Bot, count: int) -> None:
        """Ask so often, with fifty answers outstanding."""
        start, before = perf_counter(), bot.microseconds
        for _ in range(count):
            await self.stand.arrivals.reach(self.asked - _IN_FLIGHT + 1)
            await self._ask()
        await self.stand.arrivals.reach(self.asked)
        self.a_second.append(count / (perf_counter() - start))
        self.processor.append((bot.microseconds - before) / count)

    async def _ask(self) -> None:
        self.asked += 1
        await self.stand.ask(self.asked, _QUESTION)


def platform_rows(*, quick: bool) -> Iterator[Compared]:
    """Yield the rows of each platform, measured here and now."""
    effort = _QUICK if quick else _WHOLE
    yield from _rows("Discord", "discord", DiscordStand, Goals(median=1.15, throughput=0.9), effort)
    yield from _rows("Slack", "slack", SlackStand, Goals(median=None, throughput=1.4), effort)


def _rows(
    label: str, name: str, make: Callable[[str], Stand], goals: Goals, effort: Effort
) -> Iterator[Compared]:
    sys.stderr.write(f"measuring {label} …\n")
    with tempfile.TemporaryDirectory() as folder:
        own = {"AXIS_DATA_DIR": folder}
        ours = Measured(_OURS, make(_COMMAND), own)
        slash = "/" if name == "slack" else ""
        floor = {"FLOOR_COMMAND": f"{slash}{_COMMAND}"}
        bare = Measured(f"tests.bench.floor_{name}", make(_COMMAND), floor)
        asyncio.run(_measure(ours, bare, effort))
    yield from _table(label, ours, bare, goals)


def _table(label: str, ours: Measured, bare: Measured, goals: Goals) -> Iterator[Compared]:
    def row(what: str, figure: str) -> Compared:
        first, second = (median(getattr(one, figure)) for one in (ours, bare))
        return Compared(what=f"{label}: {what}", ours=first, bare=second)

    rate = row(f"commands answered, {_IN_FLIGHT} at once", "a_second")
    yield replace(row("command to answer", "singly"), goal=goals.median)
    yield replace(rate, unit="/s", goal=goals.throughput, least=True)
    yield row("processor time a command", "processor")
    yield replace(row("process start to listening", "starts"), goal=_MOST)
    yield replace(row("memory when listening", "megabytes"), unit="MB", goal=_MOST)
    yield replace(row(f"memory after {ours.asked:,} commands", "after"), unit="MB")


async def _measure(ours: Measured, bare: Measured, effort: Effort) -> None:
    pinned = processors()
    driver, bots = pinned or (None, None)
    before = os.sched_getaffinity(0) if pinned else None
    if driver is not None:
        os.sched_setaffinity(0, {driver})
    for one in (ours, bare):
        await one.stand.start()
    try:
        await _started(ours, bare, effort, bots)
        with examining_some():
            await _asked(ours, bare, effort, bots)
    finally:
        for one in (ours, bare):
            await one.stand.stop()
        if before is not None:
            os.sched_setaffinity(0, before)


async def _started(ours: Measured, bare: Measured, effort: Effort, processor: int | None) -> None:
    """Start both in turn; the first start of each is not counted, as it makes what is cached."""
    for number in range(effort.starts + 1):
        for one in (ours, bare):
            bot = await one.begin(processor)
            await asyncio.to_thread(bot.stop)
            if not number:
                one.starts.clear()
                one.megabytes.clear()


async def _asked(ours: Measured, bare: Measured, effort: Effort, processor: int | None) -> None:
    """Ask both in turn; the first round of each is not counted."""
    running = [(one, await one.begin(processor)) for one in (ours, bare)]
    try:
        for number in range(effort.rounds + 1):
            for one, bot in running:
                await one.one_by_one(effort.singly)
                await one.many_at_once(bot, effort.at_once)
                if not number:
                    for figures in (one.singly, one.a_second, one.processor):
                        figures.clear()
        for one, bot in running:
            one.after.append(bot.megabytes)
            _check(one, bot)
    finally:
        for _, bot in running:
            await asyncio.to_thread(bot.stop)


def _check(one: Measured, bot: Bot) -> None:
    refused = one.stand.refused()
    if refused or not bot.alive:
        msg = f"{one.module}: {refused[0] if refused else 'it ended'}"
        raise AssertionError(msg)


def pinned_words() -> str:
    """Return how the processes share processors, in words."""
    if processors() is None:
        return "driver and bots on whichever core is free"
    return "driver and bots pinned to one core each"
