"""Why: a message holds 4,000 characters, and an answer may have more. It is parted between lines,
and each page carries the notes and sources of its own lines. Pure; it must drop no line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.discord.markup import escaped, length, line_start, pieces
from bot.rendering import point_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.reply import Point, Reply

#: opens a line of small print
SMALL = "-# "
#: what escaping may add at the start of a line
_SPARE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the answer, escaped, and the notes and sources that have to stand by it."""

    text: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one message says: its lines, and in small print their notes and sources."""

    body: str
    small: str

    @property
    def size(self) -> int:
        """Return how many characters of the message it takes."""
        return length(self.body) + length(self.small)


def lines(reply: Reply) -> Iterator[Line]:
    """Yield all lines of the reply under its title, in their order; last what no line names."""
    notes, sources = dict.fromkeys(_notes(reply)), dict.fromkeys(_sources(reply))
    for line in _body(reply):
        for note in line.notes:
            notes.pop(note, None)
        for number in line.sources:
            sources.pop(number, None)
        yield line
    if notes or sources:
        yield Line(notes=tuple(notes), sources=tuple(sources))


def _notes(reply: Reply) -> tuple[str, ...]:
    # A fact's card says its notes itself.
    return () if reply.details and reply.points else reply.notes


def _sources(reply: Reply) -> dict[int, str]:
    # A list of sources is the answer itself there.
    listed = () if reply.title.startswith("Sources") else reply.sources
    return {source.n: source.line for source in listed}


def _body(reply: Reply) -> Iterator[Line]:
    if reply.bottom_line:
        numbers = "".join(f"[{n}]" for n in reply.bottom_line.sources)
        text = f"{reply.bottom_line.text} {numbers}"
        yield Line(text=escaped(text), sources=reply.bottom_line.sources)
    yield from (Line(text=escaped(one)) for one in reply.details)
    if reply.positions:
        yield from _positions(reply)
    elif not reply.details:
        yield from _points(reply.points)
    if reply.settles:
        yield Line(text=escaped(f"What would settle it: {reply.settles}"))
    if reply.not_understood:
        yield Line(text=escaped(f"Not understood: {', '.join(reply.not_understood)}."))
    yield from (Line(text=escaped(notice)) for notice in reply.notices)


def _positions(reply: Reply) -> Iterator[Line]:
    for number, position in enumerate(reply.positions, start=1):
        yield Line(text=escaped(f"Position {number}: {position.text}"))
        its = set(position.facts)
        yield from _points(point for point in reply.points if set(point.facts) <= its)


def _points(points: Iterable[Point]) -> Iterator[Line]:
    for point in points:
        yield Line(text=escaped(point_text(point)), notes=point.notes, sources=point.sources)


def pages(reply: Reply, every: Sequence[Line], room: int) -> list[Page]:
    """Return the lines on as few pages as hold them in order, each of at most `room` characters."""
    listed = _sources(reply)
    whole = _page(every, listed)
    if whole.size <= room:
        return [whole]
    found: list[list[Line]] = [[]]
    for line in every:
        for part in _parts(line, listed, room):
            if _page([*found[-1], part], listed).size <= room:
                found[-1].append(part)
            else:
                found.append([part])
    return [_page(some, listed) for some in found if some]


def _parts(line: Line, listed: dict[int, str], room: int) -> list[Line]:
    """Return the line, or what it is parted into where a page of its own does not hold it."""
    if _page([line], listed).size <= room:
        return [line]
    texts = [line.text, *(escaped(f"* {note}") for note in line.notes)]
    texts += [escaped(f"[{n}] {listed[n]}") for n in line.sources if n in listed]
    return [Line(text=part) for text in texts if text for part in pieces(text, room - _SPARE)]


def _page(some: Sequence[Line], listed: dict[int, str]) -> Page:
    notes = dict.fromkeys(note for line in some for note in line.notes)
    numbers = sorted({n for line in some for n in line.sources if n in listed})
    small = []
    if notes:
        small.append(SMALL + escaped(" ".join(f"* {note}" for note in notes)))
    if numbers:
        small.append(SMALL + escaped(" · ".join(f"[{n}] {listed[n]}" for n in numbers)))
    body = "\n".join(line_start(line.text) for line in some if line.text)
    return Page(body=body, small="\n".join(small))
