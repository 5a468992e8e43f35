"""Why: of everything that a brief may hold, this takes what is due today for one channel, by what
it saw. No fact may lead a point of the focus again before every other one has. It must not word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.briefing.rotation import in_turn

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
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
    relation = _relation(material, ledger, day, printed)
    focus = _focus(material, ledger, day, relation, printed) if relation else ()
    printed |= {one for piece in focus for one in piece.facts}
    days = (piece for piece in material.on(day) if printed.isdisjoint(piece.facts))
    questions = material.question_order.longest_ago(material.questions, ledger.questions, day)
    return Chosen(
        changes=changes,
        relation=relation,
        focus=focus,
        on_this_day=tuple(days)[:MOST_ON_THIS_DAY],
        question=questions[0] if questions else None,
    )


def _relation(
    material: Material, ledger: Ledger, day: date, printed: AbstractSet[str]
) -> str | None:
    """Return the relation that was in focus longest ago, of those with a point that is due."""
    points = [material.points[one] for one in in_turn(material.points.keys(), ledger.leads)]
    unread = [point for point in points if printed.isdisjoint(point.facts)]
    found = {one for point in unread or points for one in point.relations}
    order = material.relation_order.longest_ago(found, ledger.relations, day)
    return order[0] if order else None


def _focus(
    material: Material, ledger: Ledger, day: date, relation: str, printed: AbstractSet[str]
) -> tuple[Piece, ...]:
    """Return points of the relation that are due, those first that were read longest ago."""
    points, order = material.points, material.point_order
    chosen: list[Piece] = []
    waiting = set(points)
    while len(chosen) < MOST_IN_FOCUS:
        due = in_turn(waiting, ledger.leads)
        here = [one for one in due if relation in points[one].relations]
        # What is printed among the changes already can wait, unless there is nothing else.
        unread = [one for one in here if printed.isdisjoint(points[one].facts)]
        taken = unread or ([] if chosen else here)
        chosen += (points[one] for one in order.longest_ago(taken, ledger.facts, day))
        waiting -= set(taken)
        if not taken or len(taken) < len(due):
            break  # others have to lead before any of these is due again
    return tuple(chosen[:MOST_IN_FOCUS])
