"""Why: what briefs are about is typed in the same words as questions, and kept by id. It must not
guess: what the pack does not know is named, so that nobody waits for news that never come."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.briefing.model import About
from bot.briefing.terms import NOTHING, and_joined, or_joined
from bot.errors import WishError
from bot.knowledge.names import BOUNDARY, name_index
from bot.knowledge.naming import normalise_name
from bot.knowledge.words import FUNCTION_WORDS
from bot.lookup.query import Query, not_understood, question_text
from bot.lookup.suggest import Suggester

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.knowledge.library import Library
    from bot.knowledge.names import Found, Name, Word

EVERYTHING = frozenset({"everything", "all", "anything", *NOTHING})
_MOST_OFFERS = 3


def read_about(text: str, library: Library) -> About:
    """Return the actors and topics that a text names; everything for `everything` or no text.

    Raises WishError that names what is no actor or topic of the pack, with the nearest that are.
    """
    if normalise_name(text) in {"", *EVERYTHING}:
        return About()
    index = name_index(library)
    words = index.words(text)
    found = index.find(words)
    taken = {at for one in found for at in range(one.start, one.end)}
    unknown = [word for at, word in enumerate(words) if at not in taken and _says(word)]
    if unknown:
        raise WishError(_unknown(unknown, library))
    for one in found:
        _refuse_others(one, words, library)
    about = _meant((one.name for one in found), library)
    if about == About():
        msg = f"No actor or topic is named. {_example(library)}"
        raise WishError(msg)
    return about


def about_text(about: About, library: Library) -> str:
    """Return the shortest text that `read_about` reads as this; `everything` where it is empty.

    Ids that the pack no longer has are left out.
    """
    known = known_about(about, library)
    return question_text(Query(actors=known.actors, topics=known.topics), library) or "everything"


def known_about(about: About, library: Library) -> About:
    """Return what of it this pack knows."""
    return About(
        actors=tuple(one for one in about.actors if one in library.actors),
        topics=tuple(one for one in about.topics if one in library.topics),
    )


def names_subject(name: Name, library: Library) -> bool:
    """Whether a name is one that briefs of this pack can be about."""
    if name.kind == "actor":
        return name.ids[0] in library.covered | library.heard
    if name.kind == "relation":
        return bool(library.relations[name.ids[0]].members)
    return name.kind == "topic"


def _says(word: Word) -> bool:
    if word.norm == BOUNDARY or word.norm in FUNCTION_WORDS:
        return False
    return any(map(str.isalnum, word.norm))


def _meant(names: Iterable[Name], library: Library) -> About:
    """Return the actors and topics that names stand for; of a relation, its members."""
    actors: list[str] = []
    topics: list[str] = []
    for name in names:
        if name.kind == "relation":
            actors += library.relations[name.ids[0]].members
        elif name.kind == "actor":
            actors += name.ids
        elif name.kind == "topic":
            topics += name.ids
    return About(actors=tuple(dict.fromkeys(actors)), topics=tuple(dict.fromkeys(topics)))


def _refuse_others(one: Found, words: Sequence[Word], library: Library) -> None:
    """Raise WishError if a name is none that briefs can be about."""
    name = one.name
    if names_subject(name, library):
        return
    typed = " ".join(not_understood(words[one.start : one.end]))
    if name.kind == "person":
        text = f"{library.people[name.ids[0]].label} is a person. {_example(library)}"
    elif name.kind == "ambiguous":
        labels = [_label(each, library) for each in name.ids]
        text = f'"{typed}" may mean {or_joined(labels)}. Name one of them.'
    elif name.kind == "relation":
        text = f'"{typed}" names no actor or topic. {_example(library)}'
    else:
        text = f"{_label(name.ids[0], library)} is not covered by this pack. {_example(library)}"
    raise WishError(text)


def _label(one: str, library: Library) -> str:
    if one in library.actors:
        return library.actors[one].label
    labels = library.territories.labels if library.territories else {}
    return labels.get(one, one)


def _unknown(unknown: Sequence[Word], library: Library) -> str:
    named = and_joined(f'"{word}"' for word in not_understood(unknown))
    several = len(not_understood(unknown)) > 1
    text = (
        f"{named} {'are no actors or topics' if several else 'is no actor or topic'} of this pack."
    )
    near = _suggester(library).near
    aliases = name_index(library).aliases
    named_near = (aliases.get(alias) for word in unknown for alias in near(word.norm))
    names = (name for name in named_near if name is not None and names_subject(name, library))
    offers = dict.fromkeys(about_text(_meant([name], library), library) for name in names)
    if offers:
        return f"{text} Did you mean {or_joined(list(offers)[:_MOST_OFFERS])}?"
    return f"{text} {_example(library)}"


@lru_cache(maxsize=4)
def _suggester(library: Library) -> Suggester:
    return Suggester(library, name_index(library))


def _example(library: Library) -> str:
    """Return a sentence that says what briefs can be about, with names of this pack."""
    actors, topics = sorted(library.covered)[:1], list(library.topics)[:1]
    example = question_text(Query(actors=tuple(actors), topics=tuple(topics)), library)
    return f"Briefs can be about actors and topics, such as {example}."
