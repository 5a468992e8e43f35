"""Why: a message holds 4,000 characters, and an answer may have more. It is parted between lines,
and each page carries the notes and sources of its own lines. Pure; it must drop no line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from adapters.discord.markup import escaped, length, line_start, pieces, strong
from bot.rendering import UNBROKEN, detail_head, stressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.reply import Point, Reply

#: opens a line of small print
SMALL = "-# "
BULLET, HEADING = "- ", "### "
#: so many texts a message is parted into; Discord leaves air between two
MOST_PARTS = 12
#: what escaping may add at the start of a line
_SPARE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the answer, escaped, and the notes and sources that have to stand by it.

    `mark` is our own markup before it. What is `apart` has air above it.
    """

    text: str = ""
    mark: str = ""
    apart: bool = False
    notes: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one message says: its lines, and in small print their notes and sources."""

    body: tuple[str, ...]
    small: str

    @property
    def size(self) -> int:
        """Return how many characters of the message it takes."""
        return sum(map(length, self.body)) + len(self.body) + length(self.small)


def lines(reply: Reply) -> tuple[Line, ...]:
    """Return all lines of the reply under its title, in their order; last what no line names."""
    return tuple(_lines(reply))


def _lines(reply: Reply) -> Iterator[Line]:
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
    # An answer that is a list of sources says them in its details.
    said = {text.partition(" ")[0] for text in reply.details}
    return {one.n: one.line for one in reply.sources if f"[{one.n}]" not in said}


def _body(reply: Reply) -> Iterator[Line]:
    if reply.bottom_line:
        text = cited(escaped(reply.bottom_line.text), reply.bottom_line.sources)
        yield Line(text=text, sources=reply.bottom_line.sources)
    yield from _details(reply)
    if reply.positions:
        yield from _positions(reply)
    elif not reply.details:
        yield from points(reply.points)
    if reply.settles:
        text = f"{strong('What would settle it:')} {escaped(reply.settles)}"
        yield Line(text=text, apart=True)
    if reply.not_understood:
        yield Line(text=escaped(f"Not understood: {', '.join(reply.not_understood)}."), apart=True)
    yield from (Line(text=escaped(notice), apart=True) for notice in reply.notices)


def _details(reply: Reply) -> Iterator[Line]:
    before = ""
    for at, detail in enumerate(reply.details):
        first, *more = detail.split("\n")
        head, text = escaped(detail_head(reply, first)), escaped(first)
        text = strong(head) + text.removeprefix(head) if head else text
        text = "\n".join((text, *(line_start(escaped(line)) for line in more)))
        # Sources are long and stand apart; of others only the first one: they are a list.
        apart = bool(head) and (detail.startswith("[") or bool(at and not before))
        yield Line(text=text, apart=apart)
        before = head


def _positions(reply: Reply) -> Iterator[Line]:
    for number, position in enumerate(reply.positions, start=1):
        text = escaped(f"Position {number}: {position.text}")
        yield Line(text=text, mark=HEADING, apart=True)
        its = set(position.facts)
        yield from points(point for point in reply.points if set(point.facts) <= its)


def points(some: Iterable[Point]) -> Iterator[Line]:
    """Yield the lines of points; the first of them stands apart."""
    for at, point in enumerate(some):
        text = cited(_stressed(point), point.sources)
        yield Line(text=text, mark=BULLET, apart=not at, notes=point.notes, sources=point.sources)


def cited(text: str, numbers: tuple[int, ...]) -> str:
    """Return an escaped text with source numbers that stay on its last line."""
    return UNBROKEN.join(filter(None, (text, escaped("".join(f"[{n}]" for n in numbers)))))


@lru_cache(maxsize=4096)  # points stand in many answers
def _stressed(point: Point) -> str:
    whole, found = escaped(point.text), []
    for number, piece in enumerate(stressed(point)):
        if number % 2:
            before, word, whole = whole.partition(piece)
            found += [before, strong(word)]
    return "".join((*found, whole))


def pages(reply: Reply, every: Sequence[Line], room: int) -> list[Page]:
    """Return the lines on as few pages as hold them in order, each of at most `room` characters."""
    listed = _sources(reply)
    whole = page(every, listed)
    if whole.size <= room:
        return [whole]
    found: list[list[Line]] = [[]]
    for line in every:
        for part in _parts(line, listed, room):
            if page([*found[-1], part], listed).size <= room:
                found[-1].append(part)
            else:
                found.append([part])
    return [page(some, listed) for some in found if some]


def _parts(line: Line, listed: dict[int, str], room: int) -> list[Line]:
    """Return the line, or what it is parted into where a page of its own does not hold it."""
    if page([line], listed).size <= room:
        return [line]
    texts = [line.text, *(escaped(f"* {note}") for note in line.notes)]
    texts += [escaped(f"[{n}] {listed[n]}") for n in line.sources if n in listed]
    room -= _SPARE + len(line.mark)
    first, *rest = [Line(text=part) for text in texts if text for part in pieces(text, room)]
    return [replace(first, mark=line.mark, apart=line.apart), *rest]


def page(some: Sequence[Line], listed: dict[int, str]) -> Page:
    """Return a page of these lines with their notes, and of `listed` the sources they name."""
    notes = dict.fromkeys(note for line in some for note in line.notes)
    numbers = sorted({n for line in some for n in line.sources if n in listed})
    small = [f"* {note}" for note in notes] + [f"[{n}] {listed[n]}" for n in numbers]
    return Page(body=_texts(some), small="\n".join(SMALL + escaped(one) for one in small))


def _texts(some: Sequence[Line]) -> tuple[str, ...]:
    parts: list[list[str]] = []
    for line in (one for one in some if one.text):
        if not parts or (line.apart and len(parts) < MOST_PARTS):
            parts.append([])
        parts[-1].append(line.mark + line_start(line.text))
    return tuple("\n".join(part) for part in parts)
