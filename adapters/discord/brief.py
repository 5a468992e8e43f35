"""Why: a brief as one Discord message. Pure: it must not send, must lose nothing that a brief says,
and says the same lines in the same order as on every other platform."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from adapters.discord import words
from adapters.discord.controls import BUTTONS_A_ROW, ROW, Json, button, pack_of
from adapters.discord.markup import escaped, length, line_start, strong
from adapters.discord.paging import BULLET, HEADING, Line, cited, page, points
from adapters.discord.render import CONTAINER, LONGEST_HEADING, MOST_CHARACTERS, parts, shared_by
from bot.buttons import Press
from bot.rendering import brief_footer, change_head, shortened, unbroken_parts
from bot.reply import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.reply import Brief, BriefChange, Section

#: what sharing a brief asks
BRIEF = "brief"
#: room for who shared it
_SPARE = 60


def brief_components(
    brief: Brief, name: Callable[[Press], str | None], *, card: str = "", sharer: str = ""
) -> list[Json]:
    """Return the components of the message; `name` gives each press its id, None leaves it out.

    `card` tells the message apart from others where it may be shared, as of a reply; `sharer` is
    who showed it to all.
    """
    components = [*_laid_out(brief), *shared_by(sharer), *_controls(brief, name, card)]
    return [{"type": CONTAINER, "components": components}]


@lru_cache(maxsize=2_048)  # one morning's brief goes to many channels
def _laid_out(brief: Brief) -> tuple[Json, ...]:
    return _parts(shortened(brief, _fits))


def _fits(brief: Brief) -> bool:
    texts = [str(one.get("content", "")) for one in _parts(brief)]
    return sum(map(length, texts)) <= MOST_CHARACTERS - _SPARE


def _parts(brief: Brief) -> tuple[Json, ...]:
    title = line_start(escaped(brief.title))
    # What is nothing but its title is a line, and no headline of something.
    heads = bool(brief.sections or brief.notices) and length(title) <= LONGEST_HEADING
    heading = title if heads else ""
    every = [] if heading else [Line(text=title)]
    every += _lines(brief)
    foot = line_start(unbroken_parts(escaped(brief_footer(brief)))) if brief.sections else ""
    listed = {one.n: one.line for one in brief.sources}
    return parts(heading, page(every, listed), foot)


def _lines(brief: Brief) -> Iterator[Line]:
    yield from (Line(text=escaped(notice), apart=True) for notice in brief.notices)
    for section in brief.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[Line]:
    yield Line(text=escaped(section.heading), mark=HEADING, apart=True)
    if section.bottom_line:
        text, sources = section.bottom_line.text, section.bottom_line.sources
        yield Line(text=cited(escaped(text), sources), sources=sources)
    yield from map(_change, section.changes)
    yield from points(section.points)
    for number, position in enumerate(section.positions, start=1):
        text = f"{strong(escaped(f'Position {number}:'))} {escaped(position.text)}"
        yield Line(text=cited(text, position.sources), sources=position.sources)


def _change(change: BriefChange) -> Line:
    head = change_head(change)
    words = (strong(escaped(head)), escaped(change.text.removeprefix(head)))
    text = cited(" ".join(filter(None, words)), change.sources)
    return Line(text=text, mark=BULLET, notes=change.notes, sources=change.sources)


def with_share(brief: Brief) -> Brief:
    """Return the brief with a button that shows it to all."""
    share = Action(kind="share", label=words.SHARE, text=BRIEF)
    return replace(brief, actions=(*brief.actions, share))


def presses(brief: Brief, card: str = "") -> tuple[Press, ...]:
    """Return what each of the brief's buttons asks, in their order."""
    return tuple(_press(action, pack_of(brief), card) for action in brief.actions)


def _press(action: Action, pack: str, card: str) -> Press:
    # What is answered beside the brief, and not in its place, bears no card.
    its = card if action.kind == "share" else ""
    return Press(kind=action.kind, pack=pack, text=action.text, card=its)


def _controls(brief: Brief, name: Callable[[Press], str | None], card: str) -> list[Json]:
    made: dict[str, Json] = {}
    for action, press in zip(brief.actions, presses(brief, card), strict=True):
        ident = name(press)
        if ident is not None:
            made.setdefault(ident, button(ident, action))
    buttons = list(made.values())
    return [
        {"type": ROW, "components": buttons[at : at + BUTTONS_A_ROW]}
        for at in range(0, len(buttons), BUTTONS_A_ROW)
    ]
