"""Why: what a message of Slack's says, line by line, and how each line is set. Pure; it must lose
nothing that a reply says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from adapters.slack.sides import Side, sides
from bot.rendering import UNBROKEN, detail_head, footer, point_text, sources_text, stressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.reply import Point, Reply

#: a row has its own button beside it, which asks what is strong in it
Role = Literal["title", "line", "row", "point", "position", "small"]

BULLET = "• "
#: between what a row asks and what it says
DASH = " - "
#: so many notes or sources stand one below another; more of them run on
MOST_PARTS = 8
#: of the other kinds the title is the whole message
_HEADED = frozenset({"answer", "help"})
_SETTLES = "What would settle it:"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, and how it is set.

    `pieces` are the text without its bullet, every second one strong. `parts` are what stands one
    below another in small print. What is `apart` has air above it, what is `ruled` a line.
    """

    role: Role
    text: str
    pieces: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    apart: bool = False
    ruled: bool = False


Page = tuple[Line, ...]


def lines(reply: Reply, shown: Sequence[Side] | None = None) -> Page:
    """Return the lines of the whole reply: those of its plain text, each with its role.

    Of an open question only `shown` is said; None is all of it.
    """
    found = _lines(reply, sides(reply) if shown is None else shown)
    return tuple(line for line in found if line.text.removeprefix(BULLET).strip())


def _lines(reply: Reply, shown: Sequence[Side]) -> Iterator[Line]:
    yield Line("title" if reply.kind in _HEADED or reply.details else "line", reply.title)
    if reply.bottom_line:
        text, numbers = reply.bottom_line.text, _numbers(reply.bottom_line.sources)
        yield Line("line", f"{text}{numbers}", pieces=(f"{text}{_unbroken(numbers)}",))
    yield from _details(reply)
    if reply.positions:
        yield from _positions(shown)
    elif not reply.details:
        yield from _points(reply.points)
    if reply.settles:
        pieces = ("", _SETTLES, f" {reply.settles}")
        yield Line("line", "".join(pieces), pieces=pieces, apart=True, ruled=True)
    if reply.not_understood:
        yield Line("line", f"Not understood: {', '.join(reply.not_understood)}.", apart=True)
    yield from (Line("line", text, apart=True) for text in reply.notices)
    yield from _small_print(reply)


def _small_print(reply: Reply) -> Iterator[Line]:
    if reply.notes and not (reply.details and reply.points):
        notes = tuple(f"* {note}" for note in reply.notes)
        yield Line("small", " ".join(notes), parts=notes)
    if lists_sources(reply):
        yield Line("small", sources_text(reply), parts=listed(reply))
    if reply.offers and not reply.details:
        yield offered(reply)
    if reply.points or reply.sources:
        yield Line("small", footer(reply))


def offered(reply: Reply) -> Line:
    """Return the line of what can be asked instead."""
    return Line("small", f"You can ask: {' · '.join(reply.offers)}")


def lists_sources(reply: Reply) -> bool:
    """Whether sources stand in small print; a list of sources says them in its details."""
    said = {text.partition(" ")[0] for text in reply.details}
    return any(f"[{source.n}]" not in said for source in reply.sources)


def listed(reply: Reply) -> tuple[str, ...]:
    """Return the sources, each with its number."""
    return tuple(f"[{source.n}] {source.line}" for source in reply.sources)


def _details(reply: Reply) -> Iterator[Line]:
    before = ""
    offered = {one.text for one in reply.actions if one.kind == "offer"}
    asked = offered if reply.kind == "offer" else set()
    for at, text in enumerate(reply.details):
        head = detail_head(reply, text)
        said = text.removeprefix(head)
        if head in asked and head.strip() and said[len(DASH) :].strip():
            asked.discard(head)
            yield Line("row", text, pieces=("", head, said), apart=True)
            continue
        pieces = ("", head, text.removeprefix(head)) if head else ()
        source = bool(head) and text.startswith("[")
        # Of others only the first one stands apart: they are a list.
        apart = source or bool(head and at and not before)
        yield Line("line", text, pieces=pieces, apart=apart, ruled=bool(source and at))
        before = head


def _positions(shown: Sequence[Side]) -> Iterator[Line]:
    for at, side in enumerate(shown):
        text = f"Position {side.number}: {side.position.text}"
        yield Line("position", text, apart=True, ruled=bool(at))
        yield from map(bulleted, side.points)


def _points(points: Iterable[Point]) -> Iterator[Line]:
    for at, point in enumerate(points):
        yield replace(bulleted(point), apart=not at)


@lru_cache(maxsize=4096)  # points stand in many answers
def bulleted(point: Point) -> Line:
    """Return the line of a point."""
    *pieces, last = stressed(point)
    last += _unbroken(_numbers(point.sources))
    return Line("point", point_text(point), pieces=(*pieces, last))


def _numbers(numbers: tuple[int, ...]) -> str:
    return f" {''.join(f'[{n}]' for n in numbers)}" if numbers else ""


def _unbroken(numbers: str) -> str:
    return numbers.replace(" ", UNBROKEN)
