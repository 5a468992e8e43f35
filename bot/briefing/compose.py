"""Why: what a channel reads each morning follows from the pack, what it asked for, what it saw and
the day, and from nothing else: the same four give the same brief. It must not read a clock or a
store, and must print no sentence about the world that does not stand in the pack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.briefing.choosing import choose
from bot.briefing.fitting import fitted
from bot.briefing.material import Stock
from bot.briefing.model import Contents, Ledger
from bot.briefing.rotation import advance
from bot.briefing.writing import Writer, contents

if TYPE_CHECKING:
    from datetime import date

    from bot.briefing.model import Wish
    from bot.briefing.snapshot import Snapshot
    from bot.knowledge.library import Library
    from bot.reply import Brief

__all__ = ["Composed", "Order", "advance", "compose", "holds_something"]

#: briefs kept for other channels with the same wish and the same past
_MOST_KEPT = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be composed: the local date that the brief is for, and the channel's wish."""

    day: date
    wish: Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A brief, what it shows by id, and whether anything changed since the baseline.

    Where nothing changed and the wish is to skip such days, the caller posts nothing; the brief is
    then what would have been posted otherwise.
    """

    brief: Brief
    contents: Contents
    changed: bool


def compose(library: Library, order: Order, baseline: Snapshot | None, ledger: Ledger) -> Composed:
    """Return the brief of that day for a channel with this wish and ledger.

    `baseline` is what the pack stated at the channel's last brief, or when it subscribed; None
    means that nothing changed.
    """
    return _composer(library).compose(order, baseline, ledger)


def holds_something(library: Library, wish: Wish) -> bool:
    """Whether the pack holds anything now within the wish's filter and evidence floor."""
    return _composer(library).holds_something(wish)


class _Composer:
    """Composes from one library, and keeps what channels share."""

    def __init__(self, library: Library) -> None:
        self._stock = Stock(library)
        self._kept: dict[object, Composed] = {}

    def compose(self, order: Order, baseline: Snapshot | None, ledger: Ledger) -> Composed:
        wish = order.wish
        key = (
            *(order.day, wish.about, wish.floor, wish.unchanged),
            baseline.key if baseline else None,
            *(tuple(seen.items()) for seen in _all_of(ledger)),
        )
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = self._compose(order, baseline, ledger)
        return found

    def holds_something(self, wish: Wish) -> bool:
        material = self._stock.material(wish.about, wish.floor)
        return bool(material.points or material.questions)

    def _compose(self, order: Order, baseline: Snapshot | None, ledger: Ledger) -> Composed:
        wish = order.wish
        material = self._stock.material(wish.about, wish.floor)
        changes = material.changes(baseline) if baseline else ()
        writer = Writer(self._stock, material, order.day, baseline)
        if not changes and wish.unchanged == "one-line":
            return Composed(brief=writer.one_line(), contents=Contents(), changed=False)
        due = choose(material, changes, ledger, order.day)
        chosen = fitted(due, writer.words)
        return Composed(
            brief=writer.brief(chosen), contents=contents(chosen), changed=bool(changes)
        )


def _all_of(ledger: Ledger) -> tuple[dict[str, date], ...]:
    return (ledger.facts, ledger.leads, ledger.relations, ledger.questions)


@lru_cache(maxsize=4)  # the pack that answers, and those of tests
def _composer(library: Library) -> _Composer:
    return _Composer(library)
