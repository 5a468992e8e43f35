"""Why: whether a fact can be printed as promised — its line short enough, a bottom line naming
whose word it takes — shows only once the whole pack hangs together. These are the last checks of
a load. It must not change what is printed."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from bot.knowledge.edtf import day_words
from bot.knowledge.lines import LONGEST_JOINED_LINE, LONGEST_LINE, point_line
from bot.knowledge.names import spoken_names
from bot.knowledge.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.errors import Fault
    from bot.knowledge.draft import Draft, Entry
    from bot.knowledge.library import Library
    from bot.knowledge.model import Fact
    from bot.knowledge.view import Reading


def printing_faults(draft: Draft, library: Library) -> Iterator[Fault]:
    """Yield a fault for each line that is too long and each bottom line that hides a voice."""
    view = View(library)
    marks = [r.label for r in library.relations.values() if len(r.members) > 2]  # noqa: PLR2004
    longest_mark = max(marks, key=len, default="")
    past = [View(library, day) for day in library.cuts[-2::-1]]
    for entry in draft.each("facts"):
        views = [view, *past] if _changes(entry.record, library) else [view]
        faults = (fault for one in views for fault in _line_faults(entry, one, longest_mark))
        # One fault a fact is enough: mending its line mends it for every day.
        yield from islice(faults, 1)
    for entry in draft.each("relations"):
        for number, one in enumerate(entry.record.bottom_line.facts):
            reading = view.reading(one)
            if reading is not None:
                yield from _voice_faults(entry, number, reading, library)


def _changes(fact: Fact, library: Library) -> bool:
    """Whether the fact's line may read otherwise in a view of the past."""
    several = len(fact.evidence) > 1 or bool(fact.notes)
    tied = fact.id in library.links or fact.id in library.denials_of
    return several or tied or fact.id in library.successors


def _line_faults(entry: Entry, view: View, mark: str) -> Iterator[Fault]:
    readings = view.joined(entry.record.id)
    if not readings or readings[0].fact.id != entry.record.id:
        return
    wide = any(len(view.library.relations[r].members) > 2 for r in entry.record.relations)  # noqa: PLR2004
    when = f" as known on {day_words(view.as_of)}" if view.as_of else ""
    length = len(point_line(readings, view.library, mark if wide else "").text)
    allowed = LONGEST_JOINED_LINE if len(readings) > 1 else LONGEST_LINE
    if length > allowed:
        joined = ", ".join(reading.fact.id for reading in readings[1:])
        what = f" with {joined}" if joined else ""
        text = (
            f"its line{what}{when} has {length} characters (expected at most {allowed}; shorten it)"
        )
        yield entry.fault(text, "short")


def _voice_faults(entry: Entry, number: int, reading: Reading, library: Library) -> Iterator[Fault]:
    where = ("bottom_line", "facts", number)
    said = f'"{reading.fact.id}" is {reading.standing}'
    text = entry.record.bottom_line.text
    if reading.standing != "reported" and not _names_one(text, reading, library):
        yield entry.fault(f"{said}, but the line names no voice of it (expected one)", *where)
    deniers = [denied.actor for denied in reading.denied_by]
    if deniers and not any(spoken_names(text, one, library) for one in deniers):
        yield entry.fault(f"{said} and denied, but the line names no denier", *where)


def _names_one(text: str, reading: Reading, library: Library) -> bool:
    for voice in reading.by:
        if voice.who and voice.who.casefold() in text.casefold():
            return True
        if any(spoken_names(text, one, library) for one in library.voice_ids(voice)):
            return True
    return not reading.by
