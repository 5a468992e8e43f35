"""Why: a bot that is measured is a process of its own, on a processor of its own, and what it takes
is read from outside. It must not know what the bot does."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHECKOUT = Path(__file__).parents[2]
_SECONDS_TO_END = 15
#: places of user and system time in /proc/PID/stat, counted behind the name
_TIMES = slice(11, 13)


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that runs; `process` is ended by whoever started it."""

    process: subprocess.Popen[bytes]

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    @property
    def megabytes(self) -> float:
        """How much memory it holds."""
        pages = int(self._read("statm").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    @property
    def microseconds(self) -> float:
        """How long it has had a processor."""
        ticks = self._read("stat").rpartition(")")[2].split()[_TIMES]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK") * 1e6

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        self.process.terminate()
        try:
            self.process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _read(self, name: str) -> str:
        return Path(f"/proc/{self.process.pid}/{name}").read_text(encoding="ascii")


def launch(module: str, environment: Mapping[str, str], processor: int | None) -> Bot:
    """Start a module of the checkout as a bot, with these variables and no other secrets."""
    inherited = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    pinned = [] if processor is None else ["taskset", "--cpu-list", str(processor)]
    return Bot(
        subprocess.Popen(
            [*pinned, sys.executable, "-m", module],
            cwd=_CHECKOUT,
            env={**inherited, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    )


def processors() -> tuple[int, int] | None:
    """Return one processor for the driver and one for the bots; None where there are not two."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    every = sorted(os.sched_getaffinity(0))
    return (every[-1], every[0]) if len(every) > 1 else None
