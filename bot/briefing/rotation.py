"""Why: a channel that is briefed each morning must not read the same again before it has read the
rest. Whose turn it is follows from what the channel saw and from the day, and from nothing else."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from bot.briefing.model import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from bot.briefing.model import Contents

_NEVER = date.min


class Shuffle:
    """A fixed order of ids that looks like none, of which each day begins one further on."""

    def __init__(self, ids: Iterable[str]) -> None:
        """Shuffle the ids, always in the same way."""
        shuffled = sorted(set(ids), key=lambda one: hashlib.sha256(one.encode()).digest())
        self._ranks = {one: rank for rank, one in enumerate(shuffled)}

    def place(self, one: str, day: date) -> int:
        """Return the place of one of the ids on that day, 0 for the first."""
        return (self._ranks[one] - day.toordinal()) % len(self._ranks)

    def longest_ago(self, some: Iterable[str], seen: Mapping[str, date], day: date) -> list[str]:
        """Return some of the ids, those first that were seen longest ago or never; ties by day."""
        return sorted(some, key=lambda one: (seen.get(one, _NEVER), self.place(one, day)))


def in_turn(waiting: AbstractSet[str], seen: Mapping[str, date]) -> AbstractSet[str]:
    """Return those of the waiting whose turn it is: that were not seen since any other was."""
    never = waiting - seen.keys()
    if never or not waiting:
        return never
    oldest = min(map(seen.__getitem__, waiting))
    return {one for one in waiting if seen[one] == oldest}


def advance(ledger: Ledger, contents: Contents, day: date) -> Ledger:
    """Return the ledger after a brief of these contents was posted for the local date `day`."""
    return Ledger(
        facts=_marked(ledger.facts, contents.facts, day),
        leads=_marked(ledger.leads, contents.leads, day),
        relations=_marked(ledger.relations, filter(None, [contents.relation]), day),
        questions=_marked(ledger.questions, filter(None, [contents.question]), day),
    )


def _marked(seen: Mapping[str, date], ids: Iterable[str], day: date) -> dict[str, date]:
    return {**seen, **dict.fromkeys(ids, day)}
