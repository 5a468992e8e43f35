"""Why: Slack takes so much in one message and no more, so a long answer goes on on a next page.
Pure. A page must be true if read alone: a point stands with its sources and notes, no sentence is
cut, no source is dropped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from adapters.slack.text import measure, split
from bot.rendering import footer, point_text, sources_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.reply import Point, Reply

Role = Literal["title", "line", "point", "position", "small"]

BULLET = "• "
#: Slack aims for 4,000 characters of text; what blocks hold is the same text again.
LONGEST_PAGE = 3_800
LONGEST_LINE = 2_800
MOST_LINES = 60
_LONGEST_TITLE_AGAIN = 140


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, and how it is set."""

    role: Role
    text: str


Page = tuple[Line, ...]


def pages(reply: Reply) -> tuple[Page, ...]:
    """Return the reply in pages that a message holds; one almost always."""
    return tuple(page for page in _pages(reply) if page) or ((Line("line", "Nothing to show."),),)


def lines(reply: Reply) -> Page:
    """Return the lines of the whole reply: those of its plain text, each with its role."""
    return tuple(line for line in _lines(reply) if line.text.removeprefix(BULLET).strip())


def _lines(reply: Reply) -> Iterator[Line]:
    yield Line("title", reply.title)
    if reply.bottom_line:
        yield Line("line", f"{reply.bottom_line.text}{_numbers(reply.bottom_line.sources)}")
    yield from (Line("line", text) for text in reply.details)
    if reply.positions:
        yield from _positions(reply)
    elif not reply.details:
        yield from map(_point, reply.points)
    if reply.settles:
        yield Line("line", f"What would settle it: {reply.settles}")
    if reply.not_understood:
        yield Line("line", f"Not understood: {', '.join(reply.not_understood)}.")
    yield from (Line("line", text) for text in reply.notices)
    if reply.notes and not (reply.details and reply.points):
        yield Line("small", " ".join(f"* {note}" for note in reply.notes))
    if _lists_sources(reply):
        yield Line("small", sources_text(reply))
    if reply.offers and reply.kind != "help":
        yield Line("line", f"You can ask: {' · '.join(reply.offers)}")
    if reply.points or reply.sources:
        yield Line("small", footer(reply))


def _lists_sources(reply: Reply) -> bool:
    return bool(reply.sources) and not reply.title.startswith("Sources")


def _positions(reply: Reply) -> Iterator[Line]:
    for number, position in enumerate(reply.positions, start=1):
        yield Line("position", f"Position {number}: {position.text}")
        for point in reply.points:
            if set(point.facts) <= set(position.facts):
                yield _point(point)


def _point(point: Point) -> Line:
    return Line("point", point_text(point))


def _numbers(numbers: tuple[int, ...]) -> str:
    return f" {''.join(f'[{n}]' for n in numbers)}" if numbers else ""


def _fits(page: Sequence[Line]) -> bool:
    sizes = [measure(line.text) for line in page]
    return (
        len(page) <= MOST_LINES
        and max(sizes, default=0) <= LONGEST_LINE
        and sum(sizes) + len(sizes) <= LONGEST_PAGE
    )


def _pages(reply: Reply) -> Iterator[Page]:
    whole = lines(reply)
    if _fits(whole):
        yield whole
        return
    if len(reply.points) > 1 and not (reply.details or reply.positions):
        for count in range(len(reply.points) - 1, 0, -1):
            head, rest = _parted(reply, count)
            if count == 1 or _fits(lines(head)):
                yield from _pages(head)
                yield from _pages(rest)
                return
    yield from _flow(reply)


def _parted(reply: Reply, count: int) -> tuple[Reply, Reply]:
    """Return the reply with its first points only, and what is left of it."""
    first, later = reply.points[:count], reply.points[count:]
    line = reply.bottom_line.sources if reply.bottom_line else ()
    used = {*line, *(n for point in first for n in point.sources)}
    needed = {n for point in later for n in point.sources}
    end = reply.shown_from + sum(len(point.facts) for point in first)
    head = replace(
        reply,
        points=first,
        sources=tuple(one for one in reply.sources if one.n in used),
        shown_to=end - 1 if reply.shown_to else 0,
        settles=None,
        not_understood=(),
        notices=(),
        offers=(),
    )
    rest = replace(
        reply,
        points=later,
        bottom_line=None,
        sources=tuple(one for one in reply.sources if one.n in needed or one.n not in used),
        shown_from=end,
    )
    return head, rest


def _flow(reply: Reply) -> Iterator[Page]:
    """Yield pages of what has no points to part it by, line after line."""
    again = f"{reply.title}, continued"
    start = [Line("title", again)] if measure(again) <= _LONGEST_TITLE_AGAIN else []
    page: list[Line] = []
    for line in _pieces(reply):
        if page and not _fits([*page, line]):
            yield tuple(page)
            page = [*start]
        page.append(line)
    yield tuple(page)


def _pieces(reply: Reply) -> Iterator[Line]:
    listed = sources_text(reply) if _lists_sources(reply) else None
    for line in lines(reply):
        texts = [line.text]
        if line.text == listed:
            texts = [f"[{source.n}] {source.line}" for source in reply.sources]
        for text in texts:
            yield from (Line(line.role, piece) for piece in split(text, LONGEST_LINE))
