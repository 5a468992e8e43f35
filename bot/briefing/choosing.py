"""Why: of everything that a brief may hold, this takes what is due today for one channel, by what
it saw. No fact may lead a point of the focus again before every other one has. It must not word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.briefing.rotation import in_turn, last

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from bot.briefing.material import Material, Piece
    from bot.briefing.model import Ledger

MOST_IN_FOCUS = 3
MOST_ON_THIS_DAY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is due today, or printed of it: `relation` and `question` are None where nothing is.

    `unprinted` counts the changes beyond those that are printed.
    """

    changes: tuple[Piece, ...] = ()
    unprinted: int = 0
    relation: str | None = None
    focus: tuple[Piece, ...] = ()
    on_this_day: tuple[Piece, ...] = ()
    question: str | None = None


def choose(material: Material, changes: tuple[Piece, ...], ledger: Ledger, day: date) -> Chosen:
    """Return what is due on the day in a channel with this ledger, more than may fit."""
    printed = {one for change in changes for one in change.facts}
    turn = _Turn(material, ledger, day)
    relation = turn.relation(printed)
    focus = turn.focus(relation, printed) if relation else ()
    printed |= {one for piece in focus for one in piece.facts}
    days = (piece for piece in material.on(day) if printed.isdisjoint(piece.facts))
    return Chosen(
        changes=changes,
        relation=relation,
        focus=focus,
        on_this_day=tuple(days)[:MOST_ON_THIS_DAY],
        question=turn.question(),
    )


class _Turn:
    """Whose turn it is."""

    def __init__(self, material: Material, ledger: Ledger, day: date) -> None:
        self._material = material
        self._ledger = ledger
        self._day = day
        self._due = in_turn(material.points, ledger.leads)

    def relation(self, printed: Collection[str]) -> str | None:
        """Return the relation that was longest not in focus, of those with a fact that is due."""
        points = [self._material.points[one] for one in self._due]
        unseen = [point for point in points if not set(printed) & set(point.facts)]
        found = {one for point in unseen or points for one in point.relations}
        order, seen = self._material.relation_order, self._ledger.relations
        key = lambda one: (last(seen, one), order.place(one, self._day))  # noqa: E731
        return min(found, key=key, default=None)

    def focus(self, relation: str, printed: Collection[str]) -> tuple[Piece, ...]:
        """Return points of the relation that are due, those first that were seen longest ago."""
        points, seen = self._material.points, self._ledger.facts
        order = self._material.point_order
        chosen: list[Piece] = []
        due = set(self._due)
        waiting = set(points)
        while due and len(chosen) < MOST_IN_FOCUS:
            here = [one for one in due if relation in points[one].relations]
            if not here:
                break
            lead = min(
                here,
                key=lambda one: (
                    not set(printed).isdisjoint(points[one].facts),
                    last(seen, one),
                    order.place(one, self._day),
                ),
            )
            chosen.append(points[lead])
            due.remove(lead)
            waiting.remove(lead)
            # Once all others have led, those are due again that led longest ago.
            due = due or set(in_turn(waiting, self._ledger.leads))
        return tuple(chosen)

    def question(self) -> str | None:
        """Return the question that was put longest ago."""
        order, seen = self._material.question_order, self._ledger.questions
        key = lambda one: (last(seen, one), order.place(one, self._day))  # noqa: E731
        return min(self._material.questions, key=key, default=None)
