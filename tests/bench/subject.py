"""Why: what is asked of a pack is measured beside the shipped pack in the same process, on every
size in the same way. It must not know which questions are asked."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from bot.knowledge.loader import load
from bot.lookup.answer import Answerer, Context
from tests.bench.synthetic import grown
from tests.bench.timing import Times, by_turns, resident_megabytes, singly

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHIPPED = 0
CONTEXT = Context(today=date(2026, 11, 22))
_LONGEST = 5e6  # µs that one comparison may take, as a rule
_FEWEST = 20


@dataclass(frozen=True, slots=True)
class Subject:
    """A pack of one size, asked for the first time when it is measured; SHIPPED is as it stands.

    `memory` is the process's growth in megabytes, noted after each stage.
    """

    size: int
    rounds: int
    shipped: Answerer
    answerer: Answerer
    empty: float
    memory: dict[str, float] = field(default_factory=dict)

    @property
    def facts(self) -> str:
        """How many facts the pack has, as the table names it."""
        return f"{len(self.answerer.library.facts):,}"

    def ask(self, text: str, answerer: Answerer | None = None) -> Callable[[], object]:
        """Return the asking of a question, as something to be timed."""
        return partial((answerer or self.answerer).ask, text, CONTEXT)

    def beside_shipped(self, text: str) -> list[Times]:
        """Return the times of a question asked of the shipped pack and of this one, by turns."""
        return self.by_turns(self.ask(text, self.shipped), self.ask(text))

    def by_turns(self, *calls: Callable[[], object]) -> list[Times]:
        """Return the times of each call; fewer are made of calls that take long."""
        singly(calls, 1)
        once = sum(times.median for times in singly(calls, 1))
        return by_turns(calls, max(_FEWEST, min(self.rounds, int(_LONGEST / once))))

    def remember(self, stage: str) -> None:
        """Note the memory that is held after a stage."""
        self.memory[stage] = resident_megabytes() - self.empty


def subject(root: Path, size: int, rounds: int) -> Subject:
    """Return the pack in the folder `root`, grown to a size."""
    shipped = Answerer(load(root))
    gc.collect()
    empty = resident_megabytes()
    gc.disable()  # as the loader does
    library = grown(shipped.library, size)
    gc.enable()
    made = Subject(size, rounds, shipped, Answerer(library), empty)
    made.remember("facts and names")
    return made
