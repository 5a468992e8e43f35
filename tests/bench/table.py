"""Why: the figures go into README as they come out, with each goal beside its figure and whether it
is met. It must not measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.bench.timing import Times

_HEAD = "| what | facts | median | p99 | ratio | goal | met |\n|---|---|--:|--:|--:|---|---|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table; `figure` stands in place of a median where nothing was timed.

    `beside` are the times that the ratio is to, `name` what these are of.
    """

    what: str
    facts: str
    times: Times | None = None
    figure: str = ""
    beside: Times | None = None
    name: str = ""
    goal: str = ""
    met: bool | None = None

    def __str__(self) -> str:
        """Return the row in Markdown."""
        middle = duration(self.times.median) if self.times else self.figure
        p99 = duration(self.times.p99) if self.times else ""
        met = {True: "yes", False: "**no**", None: ""}[self.met]
        cells = (self.what, self.facts, middle, p99, self._ratio, self.goal, met)
        return f"| {' | '.join(cells)} |"

    @property
    def _ratio(self) -> str:
        if self.times is None or self.beside is None:
            return ""
        return f"{self.times.median / self.beside.median:.2f}× {self.name}"


def duration(microseconds: float | None) -> str:
    """Return a duration to three digits in the unit that suits it; empty for None."""
    if microseconds is None:
        return ""
    for unit, size in (("s", 1e6), ("ms", 1e3)):
        if microseconds >= size:
            return f"{microseconds / size:.3g} {unit}"
    return f"{microseconds:.3g} µs"


def markdown(rows: Iterable[Row]) -> str:
    """Return all rows as one table."""
    return "\n".join((_HEAD, *map(str, rows)))
