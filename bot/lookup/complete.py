"""Why: autocomplete spares people a slip, so it offers only what is answered. Platforms show at
most 25 entries. It must not offer hidden names."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from bot.knowledge.naming import normalise_name
from bot.lookup.query import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.knowledge.library import Library
    from bot.knowledge.model import Actor, Person, Relation, Topic

MOST_SUGGESTIONS = 25
LONGEST_SUGGESTION = 100
_MOST_WORDS = 4
_MOST_TRIED = 100


class Completer:
    """The shown names of a library, in order, for looking up by their beginning."""

    def __init__(self, library: Library, answers: Callable[[str], bool]) -> None:
        """Collect the names; `answers` tells whether a question has an answer."""
        self._answers = answers
        audible = library.covered | library.heard
        records: list[Actor | Person | Topic | Relation] = [
            *(actor for one, actor in library.actors.items() if one in audible),
            *library.people.values(),
            *library.topics.values(),
            *(relation for relation in library.relations.values() if len(relation.members) > 2),  # noqa: PLR2004
        ]
        names = {
            normalise_name(name.removeprefix("the "))
            for record in records
            for name in (record.label, *record.names)
        }
        # A code of two letters counts only in capitals, which suggestions have none of.
        names = {name for name in names if len(name) > 2 or not name.isascii()}  # noqa: PLR2004
        self._names = sorted(names)
        self._shown = frozenset((*names, *VERBS))
        questions = (q.names[0] if q.names else q.id for q in library.questions.values())
        self._questions = sorted(f"question {normalise_name(name)}" for name in questions)
        self._shown |= frozenset(self._questions)

    def complete(self, prefix: str) -> tuple[str, ...]:
        """Return at most 25 whole questions that begin as typed; each is at most 100 characters."""
        words = normalise_name(prefix[:LONGEST_SUGGESTION].encode("utf-8", "replace").decode())
        typed = " ".join("".join(filter(_is_typed, word)) for word in words.split()).strip()
        if prefix[-1:].isspace():
            typed += " "
        found = dict.fromkeys(self._continued(typed))
        # A single name that is shown has an answer; with others it may have none.
        fitting = (
            one
            for one in islice(found, _MOST_TRIED)
            if len(one) <= LONGEST_SUGGESTION and (one in self._shown or self._answers(one))
        )
        return tuple(one for one, _ in zip(fitting, range(MOST_SUGGESTIONS), strict=False))

    def _continued(self, typed: str) -> Iterator[str]:
        words = typed.split(" ")
        if words[0] in {"fact", "help"} and len(words) > 1:
            return
        if words[0] == "question":
            yield from (one for one in self._questions if one.startswith(typed.strip()))
            return
        for length in range(min(_MOST_WORDS, len(words)), 0, -1):
            head, tail = words[:-length], " ".join(words[-length:])
            if tail or length == 1:
                yield from (" ".join([*head, name]) for name in self._beginning(tail))
        if len(words) == 1:
            yield from (verb for verb in VERBS if verb.startswith(typed) and verb != "fact")

    def _beginning(self, start: str) -> Iterator[str]:
        at = bisect_left(self._names, start)
        while at < len(self._names) and self._names[at].startswith(start):
            yield self._names[at]
            at += 1


def _is_typed(letter: str) -> bool:
    return letter.isalnum() or letter == "-"
