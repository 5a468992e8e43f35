"""Why: a title says what was understood, in the pack's own names, so that a reader sees at once
whether the question was taken as meant. It must not say anything about the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.edtf import day_words
from bot.knowledge.lines import capital, series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.knowledge.library import Library
    from bot.lookup.query import Query


def title(query: Query, library: Library) -> str:
    """Return what the query is about: `Ash and Birch: tolls, since 2024`."""
    about = subject(query, library)
    narrow = series([library.topics[one].label for one in query.topics])
    words = series([f"“{term}”" for term in query.terms])
    parts = [part for part in (about, narrow, words) if part]
    text = capital(": ".join(parts)) if parts else library.pack.title
    if query.verb == "timeline":
        text = f"Timeline: {text}"
    return f"{text}{_period(query)}{as_known(query)}"


def subject(query: Query, library: Library) -> str:
    """Return the actors and people of the query; empty where it names none."""
    people = [library.people[one].label for one in query.people]
    return series([*actor_labels(query, library), *people])


def actor_labels(query: Query, library: Library) -> Sequence[str]:
    """Return the names of the query's actors; the name of their set where they make up one."""
    if query.relation:
        return [library.relations[query.relation].label]
    whole = library.pairs.get(frozenset(query.actors))
    if whole is not None and len(whole.members) > 2:  # noqa: PLR2004 - a pair is named by its two
        return [whole.label]
    return [library.actors[one].label for one in query.actors]


def person_title(query: Query, library: Library) -> str:
    """Return a person's name and the role that they had."""
    person = library.people[query.people[0]]
    return f"{person.label}, {person.role}{as_known(query)}"


def _period(query: Query) -> str:
    parts = [series([str(year) for year in query.years])]
    parts += [f"since {query.since.words}"] if query.since else []
    parts += [f"before {query.before.words}"] if query.before else []
    return "".join(f", {part}" for part in parts if part)


def as_known(query: Query) -> str:
    """Return what a title adds for an as-of question; empty for today's."""
    return f", as known on {day_words(query.as_of.latest)}" if query.as_of else ""
