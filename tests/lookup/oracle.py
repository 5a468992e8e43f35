"""Why: what a question should select is worked out here once more, from the records alone and in
the plainest way, so that the indexes and shortcuts of lookup are held against something."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from bot.knowledge.naming import normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from bot.knowledge.edtf import Edtf
    from bot.knowledge.library import Library
    from bot.knowledge.model import Evidence, Fact

MOST_IN_A_ROW = 2


def known(fact: Fact, library: Library, day: date | None) -> list[Evidence]:
    """Return the evidence for a fact that was public on a day, all of it for no day."""
    sources = library.sources
    return [
        one for one in fact.evidence if day is None or sources[one.source].published.latest <= day
    ]


def holds(fact: Fact, library: Library, day: date | None = None) -> bool:
    """Whether a fact stands: known, not withdrawn, and not superseded by one that stands."""
    if fact.withdrawn or not known(fact, library, day):
        return False
    successors = (one for one in library.facts.values() if fact.id in one.supersedes)
    return not any(holds(one, library, day) for one in successors)


def standing(library: Library, day: date | None = None) -> dict[str, Fact]:
    """Return the facts that stand on a day, by id."""
    return {one.id: one for one in library.facts.values() if holds(one, library, day)}


def dated(fact: Fact, library: Library) -> Edtf:
    """Return a fact's date: its event's, else that of its oldest source."""
    published = (library.sources[one.source].published for one in fact.evidence)
    return fact.when or min(published, key=lambda day: day.earliest)


def together(library: Library, day: date | None = None) -> dict[str, frozenset[str]]:
    """Return for each fact that stands all that limit or contradict it, to the end of the chain."""
    facts = standing(library, day)
    groups = {one: {one} for one in library.facts}
    for fact in library.facts.values():
        for other in (*fact.limits, *fact.contradicts):
            merged = groups[fact.id] | groups[other]
            for one in merged:
                groups[one] = merged
    return {one: frozenset(groups[one].intersection(facts)) for one in facts}


def rank(fact: Fact, library: Library) -> tuple[int, int, str]:
    """Return what facts are ordered by where only actors are asked: weight, newest, id."""
    return (-fact.weight, -dated(fact, library).earliest.toordinal(), fact.id)


def in_turn(facts: Iterable[Fact], library: Library) -> Iterator[Fact]:
    """Yield facts by their rank; after two of one first topic another topic has its turn."""
    left = sorted(facts, key=lambda fact: rank(fact, library))
    shown: list[str] = []
    while left:
        tail = set(shown[-MOST_IN_A_ROW:])
        tired = tail if len(tail) == 1 and len(shown) >= MOST_IN_A_ROW else set()
        chosen = next((one for one in left if one.topics[0] not in tired), left[0])
        left.remove(chosen)
        shown.append(chosen.topics[0])
        yield chosen


def typed(label: str) -> str:
    """Return a label as somebody would type it."""
    return normalise_name(label.removeprefix("the "))


def shapes(library: Library) -> Iterator[str]:
    """Yield a question of each shape: nobody, one, a pair and all, with all that narrows them."""
    subjects = sorted(library.covered)
    heard = sorted(library.heard)
    documents = [one.published.latest for one in library.sources.values() if one.document]
    narrowing = [
        "",
        *(typed(library.actors[one].label) for one in heard),
        *(typed(one.label) for one in library.people.values()),
        *(typed(one.label) for one in library.topics.values()),
        *(f"{word} {day.year}" for day in documents for word in ("", "since", "before")),
        *(f"as-of {day.isoformat()}" for day in documents),
    ]
    for size in (0, 1, 2, len(subjects)):
        for actors in combinations(subjects, size):
            named = " ".join(typed(library.actors[one].label) for one in actors)
            for narrow in narrowing:
                yield f"{named} {narrow}".strip()
