"""Why: what stands between a question and its answer — a name that the pack does not cover, one
that means two, a slip — is said in words, with the questions that can be answered as buttons. It
must not answer any of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, islice
from typing import TYPE_CHECKING

from bot.knowledge.lines import capital, series
from bot.lookup.query import Query, echo, filters_text, not_understood, question_text
from bot.lookup.suggest import MOST_OFFERS, Suggester
from bot.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.knowledge.library import Library
    from bot.knowledge.names import Found, NameIndex
    from bot.lookup.query import Reading


_Part = tuple[str, object]
Answers = Callable[[str], bool]


class Offering:
    """Turns obstacles into replies without facts."""

    def __init__(self, library: Library, names: NameIndex) -> None:
        """Keep what offers are made from."""
        self._library = library
        self._names = names
        self._made: Suggester | None = None

    @property
    def _suggester(self) -> Suggester:
        if self._made is None:
            self._made = Suggester(self._library, self._names)
        return self._made

    def obstacle(self, reading: Reading, answers: Answers) -> Reply | None:
        """Return the reply where a question cannot be answered as it stands; None where it can.

        `answers` tells whether a question has an answer; no other is offered.
        """
        if reading.unknown:
            suggested = self._suggester.offers(reading.words, reading.found, reading.unknown)
            offers, single = suggested
            verb, rest = reading.query.verb, filters_text(reading.query)
            whole = [" ".join(part for part in (verb, one, rest) if part) for one in offers]
            tries = (whole, offers, single)
            answered = next(filter(None, (tuple(filter(answers, one)) for one in tries)), ())
            if answered:
                return self._misspelt(reading, answered)
        if reading.ambiguous:
            return self._ambiguous(reading, reading.ambiguous[0], answers)
        if reading.uncovered:
            return self._uncovered(reading, answers)
        if reading.unknown and reading.query.empty:
            return Reply(
                kind="none",
                title="No name, topic or word of this pack was recognised.",
                not_understood=not_understood(reading.words[at] for at in reading.unknown),
                offers=("help",),
            )
        return None

    def _misspelt(self, reading: Reading, offers: tuple[str, ...]) -> Reply:
        return Reply(
            kind="offer",
            title="Did you mean one of these?" if len(offers) > 1 else "Did you mean this?",
            query=echo(reading.query),
            offers=offers,
            not_understood=not_understood(reading.words[at] for at in reading.unknown),
        )

    def _ambiguous(self, reading: Reading, one: Found, answers: Answers) -> Reply:
        typed = " ".join(word.norm for word in reading.words[one.start : one.end])
        named = " ".join(part[:1].upper() + part[1:] for part in typed.split())
        labels = [self._label(i) for i in one.name.ids]
        text = f"{named} may mean {' or '.join(labels)}."
        absent = [self._label(i) for i in one.name.ids if i not in self._library.covered]
        if absent:
            verb = "is not a subject" if len(absent) == 1 else "are not subjects"
            text = f"{text} {capital(series(absent))} {verb} of this pack."
        audible = self._library.covered | self._library.heard
        audible_ids = [i for i in one.name.ids if i in audible]
        whole = [self._instead(reading.query, i) for i in audible_ids]
        alone = [self._instead(Query(), i) for i in audible_ids]
        offers = [question for question in whole if answers(question)] or alone
        return Reply(kind="offer", title=text, query=echo(reading.query), offers=tuple(offers))

    def _instead(self, query: Query, actor: str) -> str:
        actors = tuple(dict.fromkeys((*query.actors, actor)))
        return question_text(replace(query, actors=actors), self._library)

    def _uncovered(self, reading: Reading, answers: Answers) -> Reply:
        labels = [self._label(one) for one in dict.fromkeys(reading.uncovered)]
        verb = "is" if len(labels) == 1 else "are"
        left = tuple(a for a in reading.query.actors if a not in reading.uncovered)
        rest = question_text(replace(reading.query, actors=left), self._library)
        offered = bool(rest) and answers(rest)
        return Reply(
            kind="none",
            title=f"{capital(series(labels))} {verb} not covered by this pack.",
            query=echo(reading.query),
            offers=(rest,) if offered else (),
            not_understood=not_understood(reading.words[at] for at in reading.unknown),
        )

    def _label(self, actor: str) -> str:
        if actor in self._library.actors:
            return self._library.actors[actor].label
        territories = self._library.territories
        return territories.labels.get(actor, actor) if territories else actor

    def with_less(self, query: Query, answers: Answers) -> tuple[str, ...]:
        """Return the questions that leave out fewest terms and have an answer, at most five."""
        parts = _parts(query)
        for fewer in range(1, len(parts)):
            tried = (_without(query, dropped) for dropped in combinations(parts, fewer))
            found = (question_text(one, self._library) for one in tried)
            offers = tuple(dict.fromkeys(islice(filter(answers, found), MOST_OFFERS)))
            if offers:
                return offers
        return ()


def _parts(query: Query) -> list[_Part]:
    listed = ("terms", "years", "topics", "people", "actors")
    found: list[_Part] = [(name, one) for name in listed for one in getattr(query, name)]
    found += [(name, None) for name in ("since", "before", "as_of") if getattr(query, name)]
    return found[:8]


def _without(query: Query, dropped: tuple[_Part, ...]) -> Query:
    changes: dict[str, object] = {"page": 1}
    for name, value in dropped:
        if value is None:
            changes[name] = None
            continue
        kept = changes.get(name, getattr(query, name))
        changes[name] = tuple(_but(kept, value))
    return replace(query, **changes)  # type: ignore[arg-type]


def _but(kept: object, value: object) -> Iterator[object]:
    assert isinstance(kept, tuple)  # noqa: S101 - the listed fields of a query are tuples
    return (one for one in kept if one != value)
