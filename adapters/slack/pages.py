"""Why: Slack takes so much in one message and no more, so a long answer goes on on a next page.
Pure. A page must be true if read alone: a point stands with its sources and notes, no sentence is
cut, no source is dropped."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from adapters.slack.lines import Line, lines, listed, lists_sources
from adapters.slack.sides import joined, sides, single, with_sides
from adapters.slack.text import measure, split
from bot.rendering import sources_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adapters.slack.lines import Page
    from adapters.slack.sides import Side
    from bot.reply import Reply

#: Slack aims for 4,000 characters of text; what blocks hold is the same text again.
LONGEST_PAGE = 3_800
LONGEST_LINE = 2_800
MOST_LINES = 60
#: lines that take a block of their own; a message holds 50 blocks
_MOST_APART = 24
_LONGEST_TITLE_AGAIN = 140


@lru_cache(maxsize=256)  # what one person asks others ask, and each of its pages is turned to
def pages(reply: Reply) -> tuple[Page, ...]:
    """Return the reply in pages that a message holds; one almost always."""
    return tuple(page for page in _pages(reply) if page) or ((Line("line", "Nothing to show."),),)


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
    if reply.positions and not reply.details:
        yield from _by_sides(reply)
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


def _by_sides(reply: Reply) -> Iterator[Page]:
    """Yield pages of an open question: each names the position that its points speak for."""
    left = [one for side in sides(reply) for one in single(side)]
    seen: set[str] = set()
    while left:
        count = len(left)
        shown, part = _begun(reply, left, count, seen)
        while count > 1 and not _fits(lines(part, shown)):
            count -= 1
            shown, part = _begun(reply, left, count, seen)
        page = lines(part, shown)
        yield from [page] if _fits(page) else _flow(part, shown)
        seen |= {fact for point in part.points for fact in point.facts}
        left = left[count:]


def _begun(
    reply: Reply, left: Sequence[Side], count: int, seen: set[str]
) -> tuple[list[Side], Reply]:
    shown = joined(left[:count])
    return shown, with_sides(reply, shown, seen, rest=left[count:])


def _flow(reply: Reply, shown: Sequence[Side] | None = None) -> Iterator[Page]:
    """Yield pages of what has no points to part it by, line after line."""
    again = f"{reply.title}, continued"
    start = [Line("title", again)] if measure(again) <= _LONGEST_TITLE_AGAIN else []
    page: list[Line] = []
    for line in _pieces(reply, shown):
        if page and not _fits([*page, line]):
            yield tuple(page)
            page = [*start]
        page.append(line)
    yield tuple(page)


def _pieces(reply: Reply, shown: Sequence[Side] | None) -> Iterator[Line]:
    small = sources_text(reply) if lists_sources(reply) else None
    for line in lines(reply, shown):
        texts = [line.text]
        if line.text == small:
            texts = list(listed(reply))
        if texts == [line.text] and measure(line.text) <= LONGEST_LINE:
            yield line
            continue
        for text in texts:
            role = "line" if line.role == "row" else line.role
            yield from (Line(role, piece) for piece in split(text, LONGEST_LINE))
