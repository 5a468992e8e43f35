"""Why: the numbers behind a line and the list that they point to are made together, so that no
number can point nowhere. It must not print a letter grade: readers see words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.reply import ReplySource

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.knowledge.edtf import Edtf
    from bot.knowledge.library import Library
    from bot.knowledge.model import Source

# The Admiralty scale (STANAG 2511) in its own words.
RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
KIND = {"rewritten": "reworded copy", "opinion": "opinion", "aggregation": "aggregation"}


class Numbering:
    """Gives sources their numbers in the order in which an answer first needs them."""

    def __init__(self, library: Library) -> None:
        """Start a list."""
        self._library = library
        self._numbers: dict[str, int] = {}

    def numbers(self, sources: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of these sources, in ascending order, new ones added to the list."""
        return tuple(sorted(set(self.each(sources))))

    def each(self, sources: Iterable[str]) -> tuple[int, ...]:
        """Return the number of each of these sources, new ones added to the list."""
        return tuple([self._numbers.setdefault(one, len(self._numbers) + 1) for one in sources])

    def listed(self) -> tuple[ReplySource, ...]:
        """Return the list of all sources that were numbered."""
        return _listed(self._library, tuple(self._numbers))


@lru_cache(maxsize=256)
def _listed(library: Library, ids: tuple[str, ...]) -> tuple[ReplySource, ...]:
    return tuple(
        ReplySource(
            n=number,
            id=source.id,
            title=source.title,
            published=str(source.published),
            reliability=source.reliability,
            line=source_line(source),
        )
        for number, source in enumerate(map(library.sources.__getitem__, ids), start=1)
    )


def source_line(source: Source) -> str:
    """Return an entry as lists print it: who, about when, of what kind, how reliable."""
    parts = [source.label or source.publisher or source.title, source.published.words]
    parts += [KIND[source.kind]] if source.kind in KIND else []
    return ", ".join([*parts, RELIABILITY[source.reliability]])


def months_old(newest: Edtf | None, day: date) -> int:
    """Return how many months before the day the newest source came out; 0 where there is none."""
    if newest is None:
        return 0
    months = (day.year - newest.latest.year) * 12 + day.month - newest.latest.month
    return max(months, 0)


def source_details(source: Source, used: int) -> str:
    """Return what a reader may want to know of a source, what matters most in the first lines.

    Its lines: what it is and how many facts it serves, `used`; how reliable it is and why; what
    affects its quality; how its date is known, where it prints none.
    """
    title = source.title if source.title.endswith((".", "?", "!", "]")) else f"{source.title}."
    who = ", ".join(filter(None, (source.author, source.publisher)))
    parts = [
        title,
        f"{who}." if who else "",
        f"{source.published.words[:1].upper()}{source.published.words[1:]}.",
        f"{used} {'fact' if used == 1 else 'facts'} here.",
    ]
    lines = [
        " ".join(part for part in parts if part),
        f"{RELIABILITY[source.reliability].capitalize()}: {_stopped(source.reliability_why)}",
        _stopped(source.descriptor),
        _stopped(source.dated_by) if source.dated_by else "",
    ]
    return "\n".join(line for line in lines if line)


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
