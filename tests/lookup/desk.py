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
    return (*_plain(names), *_narrowed(names), *_then(names), *_with_verbs(names))


def _plain(n: Names) -> Iterator[str]:
    first, second = n.pair
    yield from ("", "help", "timeline", "sources", "question", "fact", "xyzzy", "?!")
    yield from (first, second, f"{first} {second}", f"{second} {first}?", f"tell me about {first}")
    yield from (f"{first} {second} page 2", f"{first} page 2", f"{n.wide} page 3")
    yield from (" ".join(n.gap), n.actor, n.heard, n.silent, n.ambiguous, n.wide, n.slip)
    yield from (n.topic, n.person, n.word, str(n.year), f"what did {n.person} say")
    yield from (f"{n.heard} {second}", f"{n.silent} {first}", f"{n.heard} {n.topic}")
    yield f"{first} {second} xyzzy plugh"


def _narrowed(n: Names) -> Iterator[str]:
    first, second = n.pair
    pair = f"{first} {second}"
    yield from (f"{first} {n.topic}", f"{pair} {n.topic}", f"{second} {n.person}", n.nothing)
    yield from (f"{pair} {n.year}", f"{pair} since {n.year}", f"{pair} before {n.year}")
    yield from (f"{first} {n.word}", f"{pair} {n.word} xyzzy", f"{n.word} {n.topic}")
    yield from (f"{n.wide} {n.topic}", f"{pair} since 2031", f"{first} {n.topic} 1999")
    yield from (f"{n.ambiguous} {n.topic}", f"{n.topic} {n.year}", f"{pair} since 20x4")
    yield from (f"since {n.year}", f"before {n.year}", f"{pair} since yesterday")


def _then(n: Names) -> Iterator[str]:
    pair = " ".join(n.pair)
    yield from (f"{pair} as-of {n.as_of}", f"{n.wide} as-of {n.as_of}", "as-of 1950")
    yield from (f"{n.topic} as-of {n.as_of}", f"{pair} as-of 1950", f"{pair} as-of 20x")
    yield f"question {n.question} as-of {n.as_of}"


def _with_verbs(n: Names) -> Iterator[str]:
    first, second = n.pair
    pair = f"{first} {second}"
    yield from (f"timeline {pair}", f"timeline {first} page 2", f"timeline {n.topic}")
    yield from (f"sources {pair}", f"sources {first} {n.topic}", f"timeline {n.nothing}")
    yield from (f"fact {n.disputed}", f"fact {n.limiting}", n.planned, "fact nobody")
    yield from (f"question {n.question}", "question nobody", f"/{n.command} {pair}")
