"""Why: a brief as one Slack message. Pure: it must not post, must lose nothing that a brief says,
and says the same lines in the same order as on every other platform."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from adapters.slack.answers import BRIEF
from adapters.slack.blocks import button, page_blocks
from adapters.slack.lines import BULLET, Line, bulleted
from adapters.slack.render import actions, named, pack_of, whole
from adapters.slack.text import escape, measure, split
from bot.buttons import Press
from bot.rendering import UNBROKEN, brief_footer, change_head, numbers_text, shortened
from bot.reply import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from adapters.slack.blocks import Json
    from adapters.slack.lines import Page, Role
    from adapters.slack.render import Place
    from bot.reply import Brief, BriefChange, Section

#: Slack cuts a message's text at 40,000 characters and asks for 4,000; escaping may add to them
_LONGEST = 8_000
_MOST_BLOCKS = 48
_LONGEST_LINE = 2_800


def brief_message(
    brief: Brief,
    button_id: Callable[[Press], str],
    *,
    place: Place = "public",
    card: str = "",
    shared_by: str = "",
) -> Json:
    """Return the message: blocks for the eye, and the same in full as text for screen readers.

    `card` tells the message apart from others where it may be shared, as of a reply; `shared_by`
    names who showed it to all.
    """
    text, blocks = _laid_out(brief, shared_by)
    row = [
        button(action.label, f"ask.{number}.0", button_id(press))
        for number, (action, press) in enumerate(
            zip(brief.actions, presses(brief, card), strict=True)
        )
    ]
    return whole(text, named([*blocks, *actions(row)], place, card))


@lru_cache(maxsize=2_048)  # one morning's brief goes to many channels
def _laid_out(brief: Brief, shared_by: str) -> tuple[str, tuple[Json, ...]]:
    page = tuple(_lines(shortened(brief, _fits)))
    if shared_by:
        page = (*page, Line("small", f"Shared by {shared_by}"))
    return "\n".join(escape(line.text) for line in page), tuple(page_blocks(page))


def with_share(brief: Brief) -> Brief:
    """Return the brief with a button that shows it to all."""
    share = Action(kind="share", label="Share", text=BRIEF)
    return replace(brief, actions=(*brief.actions, share))


def presses(brief: Brief, card: str = "") -> tuple[Press, ...]:
    """Return what each of the brief's buttons asks, in their order."""
    pack = pack_of(brief)
    return tuple(
        Press(kind=action.kind, pack=pack, text=action.text, card=card) for action in brief.actions
    )


def _fits(brief: Brief) -> bool:
    page = tuple(_lines(brief))
    length = sum(measure(line.text) + 1 for line in page)
    return length <= _LONGEST and len(page_blocks(page)) <= _MOST_BLOCKS


def _lines(brief: Brief) -> Iterator[Line]:
    # What is nothing but its title is a line, and no headline of something.
    yield Line("title" if brief.sections or brief.notices else "line", brief.title)
    for notice in brief.notices:
        yield from (Line("line", text, apart=True) for text in split(notice, _LONGEST_LINE))
    for section in brief.sections:
        yield from _section(section)
    if brief.notes:
        yield from _small([f"* {note}" for note in brief.notes], " ")
    if brief.sources:
        yield from _small([f"[{one.n}] {one.line}" for one in brief.sources], " · ")
    if brief.sections:
        yield Line("small", brief_footer(brief))


def _section(section: Section) -> Iterator[Line]:
    yield Line("position", section.heading, apart=True)
    if section.bottom_line:
        yield _cited("line", "", section.bottom_line.text, section.bottom_line.sources)
    yield from map(_change, section.changes)
    yield from map(bulleted, section.points)
    for number, position in enumerate(section.positions, start=1):
        yield _cited("line", f"Position {number}:", f" {position.text}", position.sources)


def _change(change: BriefChange) -> Line:
    head = change_head(change)
    line = _cited("point", head, change.text.removeprefix(head), change.sources)
    return replace(line, text=f"{BULLET}{line.text}")


def _cited(role: Role, head: str, rest: str, numbers: tuple[int, ...]) -> Line:
    """Return a line whose first words are strong, with source numbers that stay on its end."""
    cited = numbers_text(numbers)
    pieces = ("", head, f"{rest}{cited.replace(' ', UNBROKEN)}")
    return Line(role, f"{head}{rest}{cited}", pieces=pieces)


def _small(parts: Iterable[str], between: str) -> Page:
    """Return small print in as few lines as Slack takes, parted between its parts."""
    found: list[list[str]] = [[]]
    for part in (piece for one in parts for piece in split(one, _LONGEST_LINE)):
        if found[-1] and measure(between.join([*found[-1], part])) > _LONGEST_LINE:
            found.append([])
        found[-1].append(part)
    return tuple(Line("small", between.join(some), parts=tuple(some)) for some in found)
