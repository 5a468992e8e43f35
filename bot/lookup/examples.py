"""Why: help teaches by questions that have an answer in the pack at hand, whatever it is about. It
must not name anything that the pack does not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.knowledge.naming import normalise_name

if TYPE_CHECKING:
    from bot.knowledge.library import Library

PAIR = 2


def examples(library: Library) -> list[tuple[str, str]]:
    """Return questions that this pack answers, each with what it shows."""
    pairs = [r for r in library.relations.values() if len(r.members) == PAIR]
    pair = max(pairs, key=lambda r: (len(library.of_relation.get(r.id, ())), r.id), default=None)
    if pair is None:
        return []
    both = " ".join(_name(library.actors[one].label) for one in pair.members)
    topics = Counter(fact.topics[0] for fact in library.of_relation.get(pair.id, ()))
    labels = {one: _name(library.topics[one].label) for one in topics}
    # A label of one word is the easier one to type after a name.
    ranked = sorted(topics, key=lambda one: (" " in labels[one], -topics[one], one))
    narrow = labels[ranked[0]] if ranked else ""
    actor = _name(library.actors[pair.members[-1]].label)
    newest = library.newest_source.latest.year
    found = [
        (both, "what is known, the weightiest first"),
        (f"{actor} {narrow}", "narrowed to a topic, oldest first"),
        (f"timeline {both}", "in order of time"),
        (f"{both} as-of {newest - 1}", "as it was known then"),
        (f"{actor} since {newest - 1}", "since a year; before works likewise"),
    ]
    speaker = _speaker(library)
    if speaker:
        found.append((speaker, "what a person said"))
    if library.questions:
        question = next(iter(library.questions.values()))
        name = normalise_name(question.names[0] if question.names else question.id)
        found.append((f"question {name}", "a disputed matter, with each side's facts"))
    found.append((f"sources {both}", "who published it, and how reliable they are"))
    return found


def _speaker(library: Library) -> str:
    spoken = Counter(
        voice.person
        for fact in library.standing_facts
        for evidence in fact.evidence
        for voice in evidence.by
        if voice.person
    )
    if not spoken:
        return ""
    best = min(spoken, key=lambda one: (-spoken[one], one))
    return _name(library.people[best].label)


def _name(label: str) -> str:
    return normalise_name(label.removeprefix("the "))
