"""Why: what a brief may hold is the same for every channel with the same filter and floor, so it is
worked out once for all of them. It must not know a day or what any channel saw."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.briefing.changes import change_line, changes
from bot.briefing.rotation import Shuffle
from bot.briefing.scope import scope
from bot.briefing.snapshot import snapshot
from bot.knowledge.library import Kept
from bot.knowledge.view import View
from bot.lookup.pointing import Pointer
from bot.lookup.select import Pick
from bot.lookup.sourcing import Numbering

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from bot.briefing.changes import Change
    from bot.briefing.model import About, Floor
    from bot.briefing.snapshot import KeptFact, Snapshot
    from bot.knowledge.library import Library
    from bot.knowledge.model import BottomLine, Question
    from bot.reply import Point

_MOST_KEPT = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A line that may be in a brief: `facts` are those that it shows, lead first."""

    text: str
    facts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    #: the relations in whose focus it may stand
    relations: frozenset[str] = frozenset()
    change: Change | None = None
    #: how many words its line has, with bullet and source numbers
    words: int = field(init=False)

    def __post_init__(self) -> None:
        """Count the words once."""
        object.__setattr__(self, "words", len(self.text.split()) + 2)

    @property
    def lead(self) -> str:
        """The id of the fact that leads the point."""
        return self.facts[0]


class Stock:
    """One library, with what every brief from it needs."""

    def __init__(self, library: Library) -> None:
        """Take stock of what stands today."""
        self.library = library
        self.view = View(library)
        self.pointer = Pointer(self.view)
        self.now = snapshot(library)
        self.material = lru_cache(maxsize=_MOST_KEPT)(self._material)

    def _material(self, about: About, floor: Floor) -> Material:
        return Material(self, about, floor)

    def piece(self, facts: tuple[str, ...], relations: Iterable[str] = ()) -> Piece:
        """Return the line of the facts that print together, lead first."""
        point = self.pointer.point(Pick(facts), Numbering(self.library))
        return Piece(
            text=point.text, facts=facts, notes=point.notes, relations=frozenset(relations)
        )

    def points(self, pieces: Iterable[Piece], numbering: Numbering) -> tuple[Point, ...]:
        """Return the pieces as points, their sources numbered in the brief's list."""
        return tuple(self.pointer.point(Pick(piece.facts), numbering) for piece in pieces)


class Material:
    """Everything that a brief may hold for one filter and floor."""

    def __init__(self, stock: Stock, about: About, floor: Floor) -> None:
        """Select from the stock."""
        self._stock = stock
        self.about = about
        self.floor = floor
        self._scope = scope(about, floor, stock.library)
        #: the points that may be shown, by the fact that leads each
        self.points = {piece.lead: piece for piece in self._points()}
        self.questions = {one.id: one for one in self._questions()}
        self.point_order = Shuffle(self.points)
        self.relation_order = Shuffle(r for p in self.points.values() for r in p.relations)
        self.question_order = Shuffle(self.questions)
        self._days = self._by_day()
        #: how many words the lines of a section have that are not pieces, by what they speak of
        self.frames: Kept[tuple[str, object], int] = Kept()
        self._changes: dict[str, tuple[Piece, ...]] = {stock.now.key: ()}

    def _points(self) -> Iterator[Piece]:
        now = self._stock.now.facts
        for fact in now.values():
            point = [now[one] for one in fact.joined]
            if fact.joined[0] == fact.id and self._scope.shows(point):
                yield self._stock.piece(fact.joined, self._relations(point))

    def _relations(self, point: list[KeptFact]) -> Iterator[str]:
        library = self._stock.library
        for fact in filter(self._scope.about, point):
            for one in library.facts[fact.id].relations:
                if self._scope.relation(library.relations[one].members):
                    yield one

    def _questions(self) -> Iterator[Question]:
        """Yield the questions whose sides are all asked for and reach the floor."""
        now = self._stock.now.facts
        for question in self._stock.library.questions.values():
            sides = [[now.get(one) for one in side.facts] for side in question.positions]
            if all(
                all(fact and self._scope.firm(fact) for fact in side)
                and any(fact and self._scope.about(fact) for fact in side)
                for side in sides
            ):
                yield question

    def _by_day(self) -> dict[tuple[int, int], list[tuple[date, Piece]]]:
        found: dict[tuple[int, int], list[tuple[date, Piece]]] = defaultdict(list)
        facts = self._stock.library.facts
        for piece in self.points.values():
            when = facts[piece.lead].when
            if when is not None and when.is_day:
                then = when.earliest
                found[then.month, then.day].append((then, piece))
        return found

    def on(self, day: date) -> tuple[Piece, ...]:
        """Return what happened on the same day of an earlier year, the weightiest first."""
        facts = self._stock.now.facts
        found = self._days.get((day.month, day.day), ())
        earlier = ((then, piece) for then, piece in found if then < day)
        ordered = sorted(earlier, key=lambda one: (-facts[one[1].lead].weight, one[0], one[1].lead))
        return tuple(piece for _, piece in ordered)

    def changes(self, baseline: Snapshot) -> tuple[Piece, ...]:
        """Return a line for each change since the baseline, in the order in which they print."""
        if baseline.key not in self._changes:
            if len(self._changes) >= _MOST_KEPT:
                self._changes = {self._stock.now.key: ()}
            stock = self._stock
            found = changes(baseline, stock.now, stock.library, self._scope)
            self._changes[baseline.key] = tuple(map(self._changed, found))
        return self._changes[baseline.key]

    def _changed(self, change: Change) -> Piece:
        if not change.point:
            line = change_line(change, "", self._stock.library)
            return Piece(text=line, facts=change.facts, change=change)
        now = self._stock.piece(change.point)
        opened = bool(self._stock.now.facts[now.lead].opening)
        # Behind a colon an opening goes on in lower case; a sentence begins as ever.
        behind = f"{now.text[:1].lower()}{now.text[1:]}" if opened else now.text
        line = change_line(change, behind, self._stock.library)
        return Piece(text=line, facts=change.facts, notes=now.notes, change=change)

    def bottom_line(self, relation: str) -> BottomLine | None:
        """Return the relation's bottom line; None where what carries it is below the floor."""
        line = self._stock.library.relations[relation].bottom_line
        facts = (self._stock.now.facts.get(one) for one in line.facts)
        return line if all(fact and self._scope.firm(fact) for fact in facts) else None
