"""Why: a bot stands beside one of the same SDK that does nothing, figure by figure, with the goal
and whether it is met. It must not measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tests.bench.table import duration

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEAD = "| what | ours | does nothing | ratio | goal | met |\n|---|--:|--:|--:|---|---|"

Unit = Literal["µs", "/s", "MB"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One line of the table: `goal` bounds the ratio of `ours` to `bare`, None where there is none.

    `least` tells whether the ratio has to be that much at least, as of what is done a second.
    """

    what: str
    ours: float
    bare: float
    unit: Unit = "µs"
    goal: float | None = None
    least: bool = False

    @property
    def ratio(self) -> float:
        """How many times as much ours is."""
        return self.ours / self.bare

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is None:
            return None
        return self.ratio >= self.goal if self.least else self.ratio <= self.goal

    def __str__(self) -> str:
        """Return the row in Markdown."""
        goal = "" if self.goal is None else f"{'≥' if self.least else '≤'} {self.goal:g}×"
        met = {True: "yes", False: "**no**", None: ""}[self.met]
        figures = (_figure(self.ours, self.unit), _figure(self.bare, self.unit))
        return f"| {' | '.join((self.what, *figures, f'{self.ratio:.2f}×', goal, met))} |"


def _figure(value: float, unit: Unit) -> str:
    return duration(value) if unit == "µs" else f"{value:,.0f} {unit}".replace(" /s", "/s")


def compared_markdown(rows: Iterable[Compared]) -> str:
    """Return all rows as one table."""
    return "\n".join((_HEAD, *map(str, rows)))
