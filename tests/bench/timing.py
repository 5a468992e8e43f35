"""Why: every figure comes from one stop-watch, and what is compared runs by turns in one process,
so that a busy machine slows both sides. It must not know what is measured."""

from __future__ import annotations

import os
import platform
import resource
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter_ns, process_time_ns
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_FEWEST_FOR_P99 = 100
_BLOCK = 20


class _Clock:
    """What durations are read from, in nanoseconds."""

    read: Callable[[], int] = staticmethod(perf_counter_ns)


@dataclass(frozen=True, slots=True)
class Times:
    """Durations of one call in microseconds."""

    each: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one: half of the calls took no longer."""
        return median(self.each)

    @property
    def p99(self) -> float | None:
        """What 99 of 100 calls do not exceed; None where too few were made to tell."""
        if len(self.each) < _FEWEST_FOR_P99:
            return None
        return sorted(self.each)[len(self.each) * 99 // 100 - 1]


def by_turns(calls: Sequence[Callable[[], object]], rounds: int) -> list[Times]:
    """Time each call `rounds` times, in blocks of 20 by turns, after one block unrecorded."""
    read = _Clock.read
    taken: list[list[float]] = [[] for _ in calls]
    for number in range(0, rounds + _BLOCK, _BLOCK):
        for call, times in zip(calls, taken, strict=True):
            for _ in range(_BLOCK):
                start = read()
                call()
                end = read()
                if number:
                    times.append((end - start) / 1000)
    return [Times(tuple(times)) for times in taken]


def singly(calls: Sequence[Callable[[], object]], rounds: int) -> list[Times]:
    """Time long calls `rounds` times each, one by one by turns, none unrecorded."""
    read = _Clock.read
    taken: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds):
        for call, times in zip(calls, taken, strict=True):
            start = read()
            call()
            times.append((read() - start) / 1000)
    return [Times(tuple(times)) for times in taken]


def count_processor_time() -> None:
    """From now on count the time that this process and its children have a processor.

    That is what a call costs on a machine that has other work; waiting for a processor is left out.
    """
    _Clock.read = staticmethod(_processor_time)


def _processor_time() -> int:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time_ns() + int((children.ru_utime + children.ru_stime) * 1e9)


@contextmanager
def pinned() -> Iterator[bool]:
    """Keep this process and its children on one processor; give whether that can be done."""
    if not hasattr(os, "sched_setaffinity"):
        yield False
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield True
    finally:
        os.sched_setaffinity(0, before)


def resident_megabytes() -> float:
    """Return the memory that this process holds, as far as the system tells."""
    pages = Path("/proc/self/statm")
    if not pages.exists():
        return 0.0
    return int(pages.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def machine(*, pinned: bool) -> str:
    """Return the machine in words, and what a plain loop takes on it, best and median of 100."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = os.cpu_count() or 1
    loop = sorted(_loop() for _ in range(100))
    return (
        f"{cores} {'core' if cores == 1 else 'cores'} ({platform.machine()}), "
        f"{memory:.0f} GiB of memory, {platform.system()}, "
        f"{platform.python_implementation()} {platform.python_version()}"
        f"{', pinned to one core' if pinned else ''}; a loop of 100,000 additions takes "
        f"{loop[0] / 1e6:.1f} ms at best and {loop[50] / 1e6:.1f} ms at the median"
    )


def _loop() -> int:
    start = _Clock.read()
    total = 0
    for number in range(100_000):
        total += number
    return _Clock.read() - start
