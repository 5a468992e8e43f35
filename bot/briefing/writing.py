"""Why: what was chosen becomes a Brief here: headings, numbered sources, buttons. It must not
choose, and every heading must be true of what stands under it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.briefing.model import Contents
from bot.knowledge.edtf import day_words
from bot.lookup.query import Query, question_text
from bot.lookup.select import Pick
from bot.lookup.sourcing import Numbering, months_old
from bot.lookup.titles import title
from bot.rendering import brief_footer, section_lines
from bot.reply import Action, Brief, BriefChange, ReplyPosition, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from bot.briefing.choosing import Chosen
    from bot.briefing.material import Material, Piece, Stock
    from bot.briefing.model import Floor
    from bot.briefing.snapshot import Snapshot
    from bot.knowledge.model import Question

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MOST_TOPICS = 3
_NOTHING = "This pack holds nothing on this."
_NOTHING_FIRM = "This pack holds nothing on this that reaches the evidence asked for here."
_FLOORS: dict[Floor, str] = {
    "all": "",
    "no-lone-allegations": "without allegations from fewer than two known origins",
    "acknowledged-or-reported": "only what is acknowledged or reported",
}


class Writer:
    """Writes one day's brief for one filter and floor."""

    def __init__(
        self, stock: Stock, material: Material, day: date, baseline: Snapshot | None
    ) -> None:
        """Prepare for one brief."""
        self._stock = stock
        self._material = material
        self._day = day
        self._since = baseline.version if baseline else stock.now.version

    def one_line(self) -> Brief:
        """Return the brief of a day on which nothing changed, where one line was wished for."""
        title = f"{self._title()} · no changes since pack {self._since}"
        return Brief(title=title, pack=self._stock.now.version)

    def brief(self, chosen: Chosen) -> Brief:
        """Return the brief that prints what was chosen."""
        numbering = Numbering(self._stock.library)
        sections = tuple(self._sections(chosen, numbering))
        return self._whole(sections, numbering, tuple(self._actions(sections)))

    def _whole(
        self, sections: tuple[Section, ...], numbering: Numbering, actions: tuple[Action, ...]
    ) -> Brief:
        newest, floor = self._stock.view.newest_source, self._material.floor
        if newest and newest.earliest > self._day:
            newest = None  # on a day that is past it was not there yet
        pack = self._stock.library.pack
        return Brief(
            title=self._title(),
            sections=sections,
            notices=() if sections else (_NOTHING if floor == "all" else _NOTHING_FIRM,),
            sources=numbering.listed(),
            actions=actions,
            pack=pack.version,
            newest_source=str(newest) if newest else None,
            age_months=months_old(newest, self._day),
            notice=" · ".join(filter(None, (_FLOORS[floor], pack.notice))),
        )

    def _title(self) -> str:
        about, library = self._material.about, self._stock.library
        topics = [one for one in about.topics if one in library.topics]
        few = len(topics) <= _MOST_TOPICS
        query = Query(
            actors=tuple(one for one in about.actors if one in library.actors),
            topics=tuple(topics if few else ()),
        )
        many = "" if few else f": {len(topics)} topics"
        day = f"{_WEEKDAYS[self._day.weekday()]} {day_words(self._day)}"
        return f"{title(query, library)}{many} · {day}"

    def _sections(self, chosen: Chosen, numbering: Numbering) -> Iterator[Section]:
        if chosen.changes:
            yield self._changed(chosen, numbering)
        if chosen.relation:
            yield self._focus(chosen.relation, chosen.focus, numbering)
        if chosen.on_this_day:
            yield self._on_this_day(chosen.on_this_day, numbering)
        if chosen.question:
            yield self._question(self._material.questions[chosen.question], numbering)

    def _changed(self, chosen: Chosen, numbering: Numbering) -> Section:
        lines = [self._change(piece, numbering) for piece in chosen.changes]
        if chosen.unprinted:
            lines.append(BriefChange(text=f"And {chosen.unprinted} more."))
        older = self._since != self._stock.now.version
        heading = f"What changed since pack {self._since}" if older else "What changed"
        return Section(kind="changed", heading=heading, changes=tuple(lines))

    def _change(self, piece: Piece, numbering: Numbering) -> BriefChange:
        change = piece.change
        sources: tuple[str, ...] = change.sources if change else ()
        known = [one for one in sources if one in self._stock.library.sources]
        numbers = set(numbering.numbers(known))
        if change and change.point:
            numbers |= set(self._stock.pointer.point(Pick(change.point), numbering).sources)
        return BriefChange(
            text=piece.text,
            fact=change.fact if change else None,
            sources=tuple(sorted(numbers)),
            notes=piece.notes,
        )

    def _focus(self, relation: str, points: Iterable[Piece], numbering: Numbering) -> Section:
        record = self._stock.library.relations[relation]
        bottom = None
        if self._material.bottom_line(relation):
            bottom = self._stock.pointer.bottom_line(record, self._stock.view, numbering)
        return Section(
            kind="focus",
            heading=f"In focus: {record.label}",
            bottom_line=bottom,
            points=self._stock.points(points, numbering),
            ask=self._ask(relation),
        )

    def _ask(self, relation: str) -> str:
        """Return the question that shows more of a relation, within the filter where it can."""
        record = self._stock.library.relations[relation]
        topics = self._material.about.topics
        query = Query(
            actors=record.members,
            relation=None if record.members else relation,
            topics=topics if len(topics) == 1 else (),
        )
        return question_text(query, self._stock.library)

    def _on_this_day(self, points: Iterable[Piece], numbering: Numbering) -> Section:
        printed = self._stock.points(points, numbering)
        return Section(kind="on-this-day", heading="On this day", points=printed)

    def _question(self, question: Question, numbering: Numbering) -> Section:
        now = self._stock.now.facts
        return Section(
            kind="question",
            heading=f"Open question: {question.question}",
            positions=tuple(
                ReplyPosition(
                    text=side.text,
                    facts=side.facts,
                    sources=numbering.numbers(s for one in side.facts for s in now[one].sources),
                )
                for side in question.positions
            ),
            ask=f"question {question.id}",
        )

    def _actions(self, sections: Iterable[Section]) -> Iterator[Action]:
        for section in sections:
            if section.ask and section.kind == "focus":
                label = f"More on {section.heading.partition(': ')[2]}"
                yield Action(kind="offer", label=label, text=section.ask)
        about, library = self._material.about, self._stock.library
        known = [one for one in about.topics if one in library.topics]
        query = Query(
            verb="sources",
            actors=tuple(one for one in about.actors if one in library.actors),
            topics=tuple(known if len(known) == 1 else ()),
        )
        yield Action(kind="sources", label="Sources", text=question_text(query, library))
        for section in sections:
            if section.ask and section.kind == "question":
                yield Action(kind="offer", label="Open question", text=section.ask)

    def words(self, chosen: Chosen) -> int:
        """Return how many words a brief has that prints so much, without its source list.

        Whatever stands between two spaces counts, bullets and source numbers too.
        """
        pieces = (*chosen.changes, *chosen.focus, *chosen.on_this_day)
        notes = {note for piece in pieces for note in piece.notes}
        return (
            sum(self._frames(chosen))
            + sum(piece.words for piece in pieces)
            + sum(1 + len(note.split()) for note in notes)
        )

    def _frames(self, chosen: Chosen) -> Iterator[int]:
        """Yield how many words stand around the pieces; worked out once for all channels."""
        yield self._kept(("frame", self._day), self._frame)
        if chosen.changes:
            only = replace(chosen, changes=())
            key = (f"changed since {self._since}", chosen.unprinted)
            yield self._kept(key, lambda: self._section_words(partial(self._changed, only)))
        if chosen.relation:
            make = partial(self._focus, chosen.relation, ())
            yield self._kept(("focus", chosen.relation), lambda: self._section_words(make))
        if chosen.on_this_day:
            empty = partial(self._on_this_day, ())
            yield self._kept(("on-this-day", None), lambda: self._section_words(empty))
        if chosen.question:
            question = self._material.questions[chosen.question]
            asked = partial(self._question, question)
            yield self._kept(("question", question.id), lambda: self._section_words(asked))

    def _kept(self, key: tuple[str, object], count: Callable[[], int]) -> int:
        kept = self._material.frames
        if key not in kept:
            kept[key] = count()
        return kept[key]

    def _frame(self) -> int:
        empty = self._whole((), Numbering(self._stock.library), ())
        return _words((empty.title, brief_footer(empty)))

    def _section_words(self, make: Callable[[Numbering], Section]) -> int:
        return _words(section_lines(make(Numbering(self._stock.library))))


def _words(lines: Iterable[str]) -> int:
    return sum(len(line.split()) for line in lines)


def contents(chosen: Chosen) -> Contents:
    """Return what a brief showed, by id."""
    shown = (*chosen.changes, *chosen.focus, *chosen.on_this_day)
    return Contents(
        facts=tuple(dict.fromkeys(one for piece in shown for one in piece.facts)),
        leads=tuple(piece.lead for piece in chosen.focus),
        relation=chosen.relation,
        question=chosen.question,
    )
