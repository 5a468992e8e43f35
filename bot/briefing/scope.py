"""Why: a channel reads what it asked for and no weaker evidence than it asked for, and the same
rule has to hold for today's facts and for those of an earlier pack. It must not know wording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.briefing.model import About, Floor
    from bot.briefing.snapshot import KeptFact
    from bot.knowledge.library import Library

PAIR = 2
_FIRM = frozenset({"acknowledged", "reported"})
#: so many distinct known origins make an allegation more than one party's word
_NOT_ALONE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What briefs of a channel may hold.

    `subjects` are the actors asked for that are a subject of the pack, `others` those that only
    occur in it. A fact is about the actors as an answer to them would be, and on any of the topics.
    """

    subjects: frozenset[str]
    others: frozenset[str]
    topics: frozenset[str]
    floor: Floor

    def about(self, fact: KeptFact) -> bool:
        """Whether the fact is about what was asked for."""
        return (
            any(map(self.relation, fact.members))
            and self.others.issubset(fact.mentions)
            and (not self.topics or not self.topics.isdisjoint(fact.topics))
        )

    def relation(self, members: Collection[str]) -> bool:
        """Whether a relation of these members is about the actors that were asked for."""
        asked = self.subjects
        if asked <= set(members):
            return True
        # Of three and more, each pair is meant as well.
        return len(asked) > PAIR == len(members) and set(members) <= asked

    def firm(self, fact: KeptFact) -> bool:
        """Whether the fact's evidence reaches the floor."""
        match self.floor:
            case "acknowledged-or-reported":
                return fact.standing in _FIRM
            case "no-lone-allegations":
                return fact.standing != "alleged" or fact.origins >= _NOT_ALONE
            case _:
                return True

    def shows(self, point: Iterable[KeptFact]) -> bool:
        """Whether a point may be shown: some fact is asked for, and all of them reach the floor.

        Facts that limit one another print together or not at all, so that one which falls below
        the floor keeps the others back.
        """
        facts = tuple(point)
        return any(map(self.about, facts)) and all(map(self.firm, facts))


def scope(about: About, floor: Floor, library: Library) -> Scope:
    """Return what the filter and the floor allow, read with the library at hand."""
    actors = frozenset(about.actors)
    return Scope(
        subjects=actors & library.covered,
        others=actors - library.covered,
        topics=frozenset(about.topics),
        floor=floor,
    )
