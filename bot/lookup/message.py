"""Why: people point at a message and ask what is known of it. A message is no question: it is
full of other words, so only its names and topics count, and what was not understood is never
listed. It must not repeat any of the message."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.lookup.query import Query, question_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.knowledge.library import Library
    from bot.knowledge.names import Found, NameIndex

LONGEST_MESSAGE = 40_000
MOST_OFFERS = 5
_PAIR = 2


def questions_in(text: str, library: Library, names: NameIndex) -> tuple[str, ...]:
    """Return the questions that a message raises, the one for the pair named most often first.

    Empty where it names nothing that the pack covers or hears of; at most five follow the first.
    """
    found = names.find(names.words(text[:LONGEST_MESSAGE]))
    audible = library.covered | library.heard
    actors = _ranked(found, "actor", audible)
    subjects = [one for one in actors if one in library.covered]
    pair = tuple(subjects[:_PAIR]) or tuple(actors[:1])
    people = _ranked(found, "person", library.people)
    topics = _ranked(found, "topic", library.topics)
    queries = [Query(actors=pair)] if pair else []
    queries += [Query(actors=pair, topics=(topic,)) for topic in topics[:_PAIR]]
    queries += [Query(actors=(one,)) for one in actors if one not in pair]
    queries += [Query(people=(one,)) for one in people]
    asked = dict.fromkeys(question_text(query, library) for query in queries)
    return tuple(asked)[: MOST_OFFERS + 1]


def _ranked(found: Sequence[Found], kind: str, known: Iterable[str]) -> list[str]:
    """Return the ids of one kind, those named most often first, then as they come."""
    allowed = set(known)
    counts = Counter(i for one in found if one.name.kind == kind for i in one.name.ids)
    return [one for one, _ in counts.most_common() if one in allowed]
