"""Why: everything a pack states, in one immutable thing with the indexes that answers are found by.
A running bot swaps one library for another; it must never change one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from bot.knowledge.edtf import Edtf
    from bot.knowledge.model import (
        Actor,
        Ambiguity,
        Denial,
        Fact,
        Pack,
        Person,
        Question,
        Relation,
        Source,
        Topic,
        Voice,
    )
    from bot.knowledge.territories import TerritoryIndex

PAIR = 2
_MOST_KEPT = 4096
K = TypeVar("K")
V = TypeVar("V")


class Kept(dict[K, V]):
    """Results that are worth keeping: a dict that starts anew when it has grown too large."""

    def __setitem__(self, key: K, value: V) -> None:
        """Keep one more."""
        if len(self) >= _MOST_KEPT:
            self.clear()
        super().__setitem__(key, value)


@dataclass(frozen=True, eq=False, kw_only=True)
class Library:
    """A whole pack; every mapping is by id and in id order."""

    pack: Pack
    actors: Mapping[str, Actor]
    people: Mapping[str, Person]
    topics: Mapping[str, Topic]
    sources: Mapping[str, Source]
    relations: Mapping[str, Relation]
    facts: Mapping[str, Fact]
    denials: Mapping[str, Denial]
    questions: Mapping[str, Question]
    ambiguous: tuple[Ambiguity, ...] = ()
    territories: TerritoryIndex | None = field(default=None, repr=False)

    @cached_property
    def covered(self) -> frozenset[str]:
        """The actors that are a subject of the pack: members of some relation."""
        return frozenset(m for relation in self.relations.values() for m in relation.members)

    @cached_property
    def heard(self) -> frozenset[str]:
        """The actors that are no subject but speak or occur in some fact."""
        return (frozenset(self.mentions) & frozenset(self.actors)) - self.covered

    @cached_property
    def links(self) -> Mapping[str, frozenset[str]]:
        """For each fact that limits or contradicts another, or is so itself: those others."""
        found: dict[str, set[str]] = defaultdict(set)
        for fact in self.facts.values():
            for other in (*fact.limits, *fact.contradicts):
                found[fact.id].add(other)
                found[other].add(fact.id)
        return {one: frozenset(others) for one, others in found.items()}

    @cached_property
    def successors(self) -> Mapping[str, tuple[str, ...]]:
        """For each superseded fact the facts that took its place."""
        pairs = ((old, fact.id) for fact in self.facts.values() for old in fact.supersedes)
        return _grouped(pairs)

    @cached_property
    def denials_of(self) -> Mapping[str, tuple[Denial, ...]]:
        """For each disputed fact the denials that name it."""
        return _grouped((one, denial) for denial in self.denials.values() for one in denial.of)

    @cached_property
    def of_relation(self) -> Mapping[str, tuple[Fact, ...]]:
        """For each relation the facts about it, withdrawn ones left out."""
        return _grouped((one, fact) for fact in self.standing_facts for one in fact.relations)

    @cached_property
    def standing_facts(self) -> tuple[Fact, ...]:
        """The facts that are not withdrawn, in id order; superseded ones are among them."""
        return tuple(f for f in self.facts.values() if f.withdrawn is None)

    @cached_property
    def of_topic(self) -> Mapping[str, frozenset[str]]:
        """For each topic the ids of the facts on it or on a narrower one."""
        found: dict[str, set[str]] = defaultdict(set)
        for fact in self.standing_facts:
            for topic in fact.topics:
                for one in self.with_broader(topic):
                    found[one].add(fact.id)
        return {topic: frozenset(ids) for topic, ids in found.items()}

    def with_broader(self, topic: str) -> frozenset[str]:
        """Return the topic with all that are broader than it, directly or not."""
        seen: set[str] = set()
        left = [topic]
        while left:
            one = left.pop()
            if one not in seen:
                seen.add(one)
                left.extend(self.topics[one].broader)
        return frozenset(seen)

    @cached_property
    def mentions(self) -> Mapping[str, frozenset[str]]:
        """For each actor and person the ids of the facts in which they occur or speak."""
        found: dict[str, set[str]] = defaultdict(set)
        for fact in self.standing_facts:
            for one in (*self.occurring(fact), *self.speaking(fact)):
                found[one].add(fact.id)
        return {one: frozenset(ids) for one, ids in found.items()}

    def occurring(self, fact: Fact) -> Iterator[str]:
        """Yield who occurs in the fact: its subjects, its event's parties, its names."""
        for relation in fact.relations:
            yield from self.relations[relation].members
        if fact.event:
            yield from fact.event.actor
            yield from fact.event.recipient
        yield from fact.names

    def speaking(self, fact: Fact) -> Iterator[str]:
        """Yield who vouches for the fact: actors, people, and the actors that these belong to."""
        for evidence in fact.evidence:
            for voice in evidence.by:
                yield from self.voice_ids(voice)

    def voice_ids(self, voice: Voice) -> Iterator[str]:
        """Yield the actor and the person of a voice, and of the one that it passes on."""
        for one in (voice, voice.passes_on):
            if one is None:
                continue
            if one.actor:
                yield one.actor
            if one.person:
                yield one.person
                of = self.people[one.person].of
                if of:
                    yield of

    @cached_property
    def texts(self) -> Kept[tuple[object, ...], str]:
        """What lookup has worded for this library before; it goes when the library goes."""
        return Kept()

    @cached_property
    def named(self) -> Kept[str, frozenset[str]]:
        """Which ids texts name, as far as it was asked before."""
        return Kept()

    @cached_property
    def pairs(self) -> Mapping[frozenset[str], Relation]:
        """The relations by their set of members, those without members left out."""
        return {frozenset(r.members): r for r in self.relations.values() if r.members}

    @cached_property
    def newest_source(self) -> Edtf:
        """The date of the youngest document."""
        documents = (s.published for s in self.sources.values() if s.document)
        return max(documents, key=lambda day: (day.latest, day.text))

    @cached_property
    def cuts(self) -> tuple[date, ...]:
        """The days by which one more source was public: what as-of views can differ by."""
        return tuple(sorted({source.published.latest for source in self.sources.values()}))


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
