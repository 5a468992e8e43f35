"""Why: a pack at hand with its own names, and the questions that the suite puts to any pack."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from bot.knowledge.loader import load
from bot.lookup.answer import Answerer, Context

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.knowledge.library import Library
    from bot.reply import Point, Reply
    from tests.lookup.tables import Names

TODAY = date(2026, 11, 22)


class Desk:
    """A pack that can be asked, and what it calls things."""

    def __init__(self, names: Names) -> None:
        """Load the pack of these names."""
        self.names = names
        self.library: Library = load(names.pack)
        self.answerer = Answerer(self.library)

    def __repr__(self) -> str:
        """Return the pack's command, since failing tests print their arguments."""
        return f"<desk of {self.names.command}>"

    def ask(self, text: str) -> Reply:
        """Return the answer of today."""
        return self.answerer.ask(text, Context(today=TODAY))

    def pages(self, text: str) -> Iterator[Reply]:
        """Yield the answer page by page, by pressing More until there is no such button."""
        reply = self.ask(text)
        yield reply
        while more := [action.text for action in reply.actions if action.kind == "more"]:
            reply = self.ask(more[0])
            yield reply

    def points(self, text: str) -> list[Point]:
        """Return the points of all pages of an answer."""
        return [point for reply in self.pages(text) for point in reply.points]

    def facts(self, text: str) -> list[str]:
        """Return the ids of the facts of all pages of an answer, in order."""
        return [one for point in self.points(text) for one in point.facts]

    @property
    def pair(self) -> str:
        """The pair, as it is typed."""
        return " ".join(self.names.pair)


@cache
def desk_of(names: Names) -> Desk:
    """Return the pack of these names; loaded once, since nothing in it can change."""
    return Desk(names)


def strings(value: object) -> Iterator[str]:
    """Yield every piece of text in a reply."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from strings(one)


def texts(reply: Reply) -> list[str]:
    """Return every piece of text in a reply, whatever field it stands in."""
    return list(strings(asdict(reply)))


def questions(names: Names) -> tuple[str, ...]:
    """Return sixty and more questions of every form, put in the words of a pack."""
    first, second = names.pair
    pair = f"{first} {second}"
    gap = " ".join(names.gap)
    plain = (
        *("", "help", "timeline", "sources", "question", "fact", "xyzzy", "?!"),
        *(first, second, pair, f"{second} {first}?", f"{pair} page 2", f"{first} page 2"),
        *(gap, names.actor, names.heard, names.silent, names.ambiguous, names.wide, names.slip),
        *(names.topic, names.person, names.word, str(names.year), f"{names.wide} page 3"),
        *(f"{names.heard} {second}", f"{names.silent} {first}", f"{names.heard} {names.topic}"),
        *(f"tell me about {first}", f"what did {names.person} say", f"{pair} xyzzy plugh"),
    )
    narrowed = (
        *(f"{first} {names.topic}", f"{pair} {names.topic}", f"{second} {names.person}"),
        *(f"{pair} {names.year}", f"{pair} since {names.year}", f"{pair} before {names.year}"),
        *(f"{first} {names.word}", f"{pair} {names.word} xyzzy", f"{names.word} {names.topic}"),
        *(f"{names.wide} {names.topic}", f"{pair} since 2031", f"{first} {names.topic} 1999"),
        *(names.nothing, f"{names.ambiguous} {names.topic}", f"{names.topic} {names.year}"),
        *(f"since {names.year}", f"before {names.year}", f"{pair} since yesterday"),
    )
    then = (
        *(f"{pair} as-of {names.as_of}", f"{names.wide} as-of {names.as_of}", "as-of 1950"),
        *(f"{names.topic} as-of {names.as_of}", f"{pair} as-of 1950", f"{pair} as-of 20x"),
    )
    verbs = (
        *(f"timeline {pair}", f"timeline {first} page 2", f"timeline {names.topic}"),
        *(f"sources {pair}", f"sources {first} {names.topic}", f"timeline {names.nothing}"),
        *(f"fact {names.disputed}", f"fact {names.limiting}", names.planned, "fact nobody"),
        *(f"question {names.question}", "question nobody", f"/{names.command} {pair}"),
    )
    return (*plain, *narrowed, *then, *verbs)
