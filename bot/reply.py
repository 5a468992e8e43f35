"""Why: what the core answers with, for every platform the same. Adapters render it and know
nothing else of the core. It holds plain words and ids only: no platform's markup and no record of
a pack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["answer", "offer", "none", "help", "error"]
ActionKind = Literal["more", "back", "timeline", "sources", "share", "offer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryEcho:
    """What of the question was recognised, by id; dates as EDTF strings, None where not asked."""

    actors: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    since: str | None = None
    before: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyVoice:
    """Who vouches: ids where the pack has them, and the name as lines print it."""

    actor: str | None
    person: str | None
    who: str | None
    passes_on: str | None
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyDenial:
    """An actor who denies the fact, and as of when (EDTF)."""

    actor: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyFact:
    """A fact as it stands in this answer; `sources` are the numbers of the source list.

    `when` is the event's date (EDTF), None where no document gives one.
    """

    fact: str
    standing: str
    by: tuple[ReplyVoice, ...]
    denied_by: tuple[ReplyDenial, ...]
    when: str | None
    modality: str
    sources: tuple[int, ...]

    @property
    def disputed(self) -> bool:
        """Whether anybody denies it."""
        return bool(self.denied_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One line: a fact and those that print with it, because they limit or contradict it.

    `text` is the line without source numbers; `by_date` is the oldest source's date where the event
    has none; `sources` are the numbers for the whole line.
    """

    text: str
    lead: ReplyFact
    joined: tuple[ReplyFact, ...] = ()
    by_date: str | None = None
    notes: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of all facts of the line, the first one's first."""
        return (self.lead.fact, *(one.fact for one in self.joined))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyBottomLine:
    """The one sentence that comes first; with `gap` it speaks of the pack and carries no fact."""

    text: str
    facts: tuple[str, ...]
    gap: bool
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplySource:
    """An entry of the source list; `line` is how the list prints it, without the number."""

    n: int
    id: str
    title: str
    published: str
    reliability: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPosition:
    """One side of an open question, with the ids of the facts that speak for it.

    `sources` are the numbers of theirs, where the facts do not print below it.
    """

    text: str
    facts: tuple[str, ...]
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A button: its label, and the resolved question that pressing it asks or, for `share`, that
    gives again what is to be shown to all."""

    kind: ActionKind
    label: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole answer.

    `details` stands in place of points where an answer is not a list of facts (help, sources, a
    fact's card); one of them may have several lines. `notices` are sentences about the answer, not
    about the world. `total` counts the facts that the question selects, `shown_to` those shown up
    to the end of this page.
    `shareable` tells whether it may be shown to a whole channel; help, offers and errors may not.
    """

    kind: Kind
    title: str
    query: QueryEcho = QueryEcho()
    bottom_line: ReplyBottomLine | None = None
    details: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    positions: tuple[ReplyPosition, ...] = ()
    settles: str | None = None
    sources: tuple[ReplySource, ...] = ()
    offers: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    shown_from: int = 0
    shown_to: int = 0
    total: int = 0
    pack: str = ""
    newest_source: str | None = None
    age_months: int = 0
    notice: str = ""

    @property
    def shareable(self) -> bool:
        """Whether it may be shown to a whole channel."""
        return self.kind == "answer"

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes of all points, each once, in the order in which they are needed."""
        return tuple(dict.fromkeys(note for point in self.points for note in point.notes))


SectionKind = Literal["changed", "focus", "on-this-day", "question"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a brief under its heading.

    `bottom_line` belongs to the focus, `changes` to what changed: whole lines, each with the
    numbers of its sources; `points` to all others; `positions` to an open question, whose wording
    is the heading. `ask` is the question that shows more of it, None where there is no more.
    """

    kind: SectionKind
    heading: str
    bottom_line: ReplyBottomLine | None = None
    changes: tuple[BriefChange, ...] = ()
    points: tuple[Point, ...] = ()
    positions: tuple[ReplyPosition, ...] = ()
    ask: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefChange:
    """One line about what changed, without its source numbers; `fact` is None for "and 7 more"."""

    text: str
    fact: str | None = None
    sources: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A whole brief. `notices` are sentences about it: that it is late, that nothing changed.

    `actions` are buttons as under a reply; the other fields are as a reply's.
    """

    title: str
    sections: tuple[Section, ...] = ()
    notices: tuple[str, ...] = ()
    sources: tuple[ReplySource, ...] = ()
    actions: tuple[Action, ...] = ()
    pack: str = ""
    newest_source: str | None = None
    age_months: int = 0
    notice: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes of all lines, each once, in the order in which they are needed."""
        found: dict[str, None] = {}
        for section in self.sections:
            for change in section.changes:
                found |= dict.fromkeys(change.notes)
            for point in section.points:
                found |= dict.fromkeys(point.notes)
        return tuple(found)
