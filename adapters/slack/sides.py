"""Why: an open question has sides, and a page that shows some of them must be true if read alone:
each point stands under its position, with its sources. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.reply import Point, Reply, ReplyPosition


@dataclass(frozen=True, slots=True)
class Side:
    """A position of an open question as one page shows it, with those of its points there."""

    number: int
    position: ReplyPosition
    points: tuple[Point, ...]


def sides(reply: Reply) -> tuple[Side, ...]:
    """Return the positions of an open question, each with all of its points."""
    return tuple(
        Side(number, one, tuple(p for p in reply.points if set(p.facts) <= set(one.facts)))
        for number, one in enumerate(reply.positions, start=1)
    )


def single(side: Side) -> list[Side]:
    """Return the position once for each of its points."""
    return [replace(side, points=(point,)) for point in side.points] or [side]


def joined(some: Sequence[Side]) -> list[Side]:
    """Return each position once, with its points together."""
    by_number: dict[int, Side] = {}
    for one in some:
        before = by_number.get(one.number, replace(one, points=()))
        by_number[one.number] = replace(one, points=(*before.points, *one.points))
    return list(by_number.values())


def with_sides(reply: Reply, shown: Sequence[Side], seen: set[str], rest: Sequence[Side]) -> Reply:
    """Return an open question with the points of these sides only; `seen` stood on pages before.

    What is said of the whole answer waits for its last page.
    """
    points = tuple(dict.fromkeys(point for side in shown for point in side.points))
    line = reply.bottom_line if not seen else None
    cited = {n for point in points for n in point.sources} | set(line.sources if line else ())
    so_far = seen | {fact for point in points for fact in point.facts}
    before = max(reply.shown_from - 1, 0)
    part = replace(
        reply,
        bottom_line=line,
        points=points,
        sources=tuple(one for one in reply.sources if one.n in cited),
        shown_from=before + min(len(seen) + 1, len(so_far)),
        shown_to=before + len(so_far) if reply.shown_to else 0,
    )
    if rest:
        return replace(part, settles=None, not_understood=(), notices=(), offers=())
    shown_ever = {n for side in sides(reply) for point in side.points for n in point.sources}
    others = tuple(one for one in reply.sources if one.n not in cited | shown_ever)
    return replace(part, sources=(*part.sources, *others))
