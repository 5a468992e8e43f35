"""Why: the shapes of everything that a pack states, frozen, so that an answer can never change what
is known. The loader fills them from files through pydantic; nothing else builds them but tests. It
must not derive anything: what follows from several records together is worked out in `view`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from bot.knowledge.fields import (
    ActorId,
    Day,
    EdtfDate,
    EventType,
    Fingerprint,
    Locale,
    Modality,
    NoteTarget,
    Number,
    Paragraph,
    Reliability,
    Sha256,
    Slug,
    SourceKind,
    Standing,
    Text,
    Weight,
)

STRICT_KEYS = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


class Record:
    """What every record of a pack shares: no key that its shape does not name."""

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = STRICT_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay(Record):
    """Whoever stands behind a voice that passes something on."""

    who: Text
    actor: ActorId | None = None
    person: Slug | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice(Record):
    """One party that vouches: an actor, one of its people, or somebody described in words.

    `who` describes a voice that has no name, in words that stand alone in a sentence.
    """

    actor: ActorId | None = None
    person: Slug | None = None
    who: Text | None = None
    passes_on: Relay | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Record):
    """Where a claim stands: one paragraph of one document, and how that document vouches.

    `paragraph` counts the non-blank lines from 1. `by` is empty only where the document speaks in
    its own voice (`reported`).
    """

    source: Slug
    paragraph: Paragraph
    fingerprint: Fingerprint
    standing: Standing
    by: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """What is said to have been done, in PLOVER's terms; `when` is None where no date is known."""

    type: EventType | None = None
    actor: tuple[ActorId, ...] = ()
    recipient: tuple[ActorId, ...] = ()
    when: EdtfDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Record):
    """A number of a claim: exact, or within bounds; None where the claim leaves a bound open.

    `as_printed` is the number as the document prints it, without its unit.
    """

    of: Text
    unit: Text
    as_printed: Text
    exact: Number | None = None
    min: Number | None = None
    max: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Record):
    """What other public records add to a fact; it prints with the fact and is never one itself.

    `on` says what it qualifies; `figure` names the figure (its `as_printed`) when `on` is figure.
    """

    text: Text
    source: Slug
    on: NoteTarget = "claim"
    figure: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal(Record):
    """When and why a fact was taken back."""

    on: Day
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Record):
    """When a curator last held the fact against its evidence, and who."""

    on: Day
    by: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Record):
    """One claim, with everything that may be printed of it."""

    id: Slug
    says: Annotated[Text, Field(max_length=280)]
    short: Annotated[Text, Field(max_length=140)]
    relations: Annotated[tuple[Slug, ...], Field(min_length=1)]
    topics: Annotated[tuple[Slug, ...], Field(min_length=1)]
    weight: Weight
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    reviewed: Review
    review_by: Day
    names: tuple[ActorId, ...] = ()
    event: Event | None = None
    modality: Modality = "happened"
    figures: tuple[Figure, ...] = ()
    limits: tuple[Slug, ...] = ()
    supports: tuple[Slug, ...] = ()
    contradicts: tuple[Slug, ...] = ()
    supersedes: tuple[Slug, ...] = ()
    explains: tuple[Slug, ...] = ()
    notes: tuple[Note, ...] = ()
    withdrawn: Withdrawal | None = None

    @property
    def when(self) -> EdtfDate | None:
        """The event's date; None where the documents give none."""
        return self.event.when if self.event else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUsed(Record):
    """A paragraph of a document that carries no fact, and why."""

    paragraph: Paragraph
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """A document that facts cite, or a public record that notes cite.

    `title` is as printed, or our description in square brackets; `label` is a shorter description
    for source lists; `publisher` and `author` are None where the document prints none; `document`
    and `sha256` are None for public records, of which no copy is held; `origin` names where the
    reporting comes from and is None where that is not known.
    """

    id: Slug
    title: Text
    kind: SourceKind
    published: EdtfDate
    label: Text | None = None
    publisher: Text | None = None
    author: Text | None = None
    dated_by: Text | None = None
    reliability: Reliability
    reliability_why: Text
    descriptor: Text
    document: Text | None = None
    sha256: Sha256 | None = None
    origin: Slug | None = None
    not_used: tuple[NotUsed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Record):
    """A party: a state by its ISO 3166-1 alpha-3 code, anything else by a slug.

    `label` is the name as it stands inside a sentence; `names` may be shown, `hidden` are matched
    and never shown (SKOS altLabel and hiddenLabel). `kind` is the pack's own word for its class.
    """

    id: ActorId
    kind: Slug
    label: Text
    names: tuple[Text, ...] = ()
    hidden: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """Somebody named in a document, with the role that they had then.

    `voice` is how a line names them where the name alone says too little; None means by `label`.
    """

    id: Slug
    label: Text
    role: Text
    voice: Text | None = None
    of: ActorId | None = None
    names: tuple[Text, ...] = ()
    hidden: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguity(Record):
    """A name that is a question: it may mean any of several actors."""

    name: Text
    means: Annotated[tuple[ActorId, ...], Field(min_length=2)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Record):
    """A subject that narrows a question; it holds what its narrower ones hold (SKOS broader)."""

    id: Slug
    label: Text
    names: tuple[Text, ...] = ()
    hidden: tuple[Text, ...] = ()
    broader: tuple[Slug, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BottomLine(Record):
    """The one sentence on a relation that comes first; with `gap` it speaks of the pack instead."""

    text: Text
    facts: tuple[Slug, ...] = ()
    gap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Record):
    """A set of actors that facts are about: one, a pair, a wider set, or nobody in particular."""

    #: keys of its file that are no part of it
    beside: ClassVar[tuple[str, ...]] = ("facts",)
    id: Slug
    label: Text
    members: tuple[ActorId, ...] = ()
    names: tuple[Text, ...] = ()
    bottom_line: BottomLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial(Record):
    """Who denied exactly which facts, and as of when."""

    id: Slug
    of: Annotated[tuple[Slug, ...], Field(min_length=1)]
    by: Annotated[tuple[ActorId, ...], Field(min_length=1)]
    when: EdtfDate
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Record):
    """One answer to an open question, with the facts that speak for it."""

    text: Text
    facts: Annotated[tuple[Slug, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Record):
    """What the documents disagree on, without a verdict."""

    id: Slug
    question: Text
    names: tuple[Text, ...] = ()
    positions: Annotated[tuple[Position, ...], Field(min_length=2)]
    settles: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandTexts(Record):
    """What people of one language read while they type the command; None is in the bot's own words.

    `description` says what can be asked, `query` what to type and `show` that a choice follows of
    who sees the answer: `only_me` or `everyone`. `look_up` names the entry in a message's menu. As
    short as platforms ask.
    """

    description: Annotated[Text, Field(max_length=100)] | None = None
    query: Annotated[Text, Field(max_length=100)] | None = None
    show: Annotated[Text, Field(max_length=100)] | None = None
    only_me: Annotated[Text, Field(max_length=100)] | None = None
    everyone: Annotated[Text, Field(max_length=100)] | None = None
    look_up: Annotated[Text, Field(max_length=32)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack(Record):
    """What a pack is called and who answers for it.

    `territories` names the generated index of territory names, None for a pack that is not about
    states. `command_texts` are by language, with or without a region (`es`, `es-419`); platforms
    that print nothing beside a command have no use for them.
    """

    id: Slug
    title: Text
    version: Text
    language: Text
    language_name: Text
    command: Slug
    curators: Annotated[tuple[Text, ...], Field(min_length=1)]
    notice: Text
    territories: Text | None = None
    command_texts: Mapping[Locale, CommandTexts] = field(default_factory=dict)
