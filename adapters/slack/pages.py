"""Why: Slack takes so much in one message and no more, so a long answer goes on on a next page.
Pure. A page must be true if read alone: a point stands with its sources and notes, no sentence is
cut, no source is dropped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from adapters.slack.text import measure, split
from bot.rendering import detail_head, footer, point_text, sources_text, stressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.reply import Point, Reply

Role = Literal["title", "line", "point", "position", "small"]

BULLET = "• "
#: Slack aims for 4,000 characters of text; what blocks hold is the same text again.
LONGEST_PAGE = 3_800
LONGEST_LINE = 2_800
MOST_LINES = 60
#: so many notes or sources stand one below another; more of them run on
MOST_PARTS = 8
#: lines that take a block of their own; a message holds 50 blocks
_MOST_APART = 24
#: of the other kinds the title is the whole message
_HEADED = frozenset({"answer", "help"})
_SETTLES = "What would settle it:"
_LONGEST_TITLE_AGAIN = 140


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


@lru_cache(maxsize=256)  # what one person asks others ask, and each of its pages is turned to
def pages(reply: Reply) -> tuple[Page, ...]:
    """Return the reply in pages that a message holds; one almost always."""
    return tuple(page for page in _pages(reply) if page) or ((Line("line", "Nothing to show."),),)


def lines(reply: Reply) -> Page:
    """Return the lines of the whole reply: those of its plain text, each with its role."""
    return tuple(line for line in _lines(reply) if line.text.removeprefix(BULLET).strip())


def _lines(reply: Reply) -> Iterator[Line]:
    yield Line("title" if reply.kind in _HEADED or reply.details else "line", reply.title)
    if reply.bottom_line:
        yield Line("line", f"{reply.bottom_line.text}{_numbers(reply.bottom_line.sources)}")
    yield from _details(reply)
    if reply.positions:
        yield from _positions(reply)
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
    if _lists_sources(reply):
        yield Line("small", sources_text(reply), parts=_listed(reply))
    if reply.offers and not reply.details:
        yield Line("small", f"You can ask: {' · '.join(reply.offers)}")
    if reply.points or reply.sources:
        yield Line("small", footer(reply))


def _lists_sources(reply: Reply) -> bool:
    # An answer that is a list of sources says them in its details.
    said = {text.partition(" ")[0] for text in reply.details}
    return any(f"[{source.n}]" not in said for source in reply.sources)


def _listed(reply: Reply) -> tuple[str, ...]:
    return tuple(f"[{source.n}] {source.line}" for source in reply.sources)


def _details(reply: Reply) -> Iterator[Line]:
    for at, text in enumerate(reply.details):
        head = detail_head(reply, text)
        pieces = ("", head, text.removeprefix(head)) if head else ()
        source = bool(head) and text.startswith("[")
        # Of examples only the first one stands apart: they are a list.
        apart = source or bool(head and at == 1)
        yield Line("line", text, pieces=pieces, apart=apart, ruled=bool(source and at))


def _positions(reply: Reply) -> Iterator[Line]:
    for number, position in enumerate(reply.positions, start=1):
        text = f"Position {number}: {position.text}"
        yield Line("position", text, apart=True, ruled=number > 1)
        its = set(position.facts)
        yield from map(_point, (point for point in reply.points if set(point.facts) <= its))


def _points(points: Iterable[Point]) -> Iterator[Line]:
    for at, point in enumerate(points):
        yield replace(_point(point), apart=not at)


@lru_cache(maxsize=4096)  # points stand in many answers
def _point(point: Point) -> Line:
    *pieces, last = stressed(point)
    return Line("point", point_text(point), pieces=(*pieces, f"{last}{_numbers(point.sources)}"))


def _numbers(numbers: tuple[int, ...]) -> str:
    return f" {''.join(f'[{n}]' for n in numbers)}" if numbers else ""


def _fits(page: Sequence[Line]) -> bool:
    sizes = [measure(line.text) for line in page]
    return (
        len(page) <= MOST_LINES
        and sum(line.apart + line.ruled or line.role == "small" for line in page) <= _MOST_APART
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
            texts = list(_listed(reply))
        if texts == [line.text] and measure(line.text) <= LONGEST_LINE:
            yield line
            continue
        for text in texts:
            yield from (Line(line.role, piece) for piece in split(text, LONGEST_LINE))
