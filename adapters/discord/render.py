"""Why: a reply as Components V2, the same that the terminal prints, within every limit of Discord.
Pure: it must not send, and it must lose nothing that a reply says."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from adapters.discord.controls import Json, cut, labels, rows
from adapters.discord.markup import escaped, length, line_start
from adapters.discord.paging import SMALL, Line, lines, pages
from bot.rendering import footer, unbroken_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adapters.discord.controls import Showing
    from adapters.discord.paging import Page
    from bot.buttons import Press
    from bot.reply import Reply

MOST_CHARACTERS = 4000
_TEXT, _SEPARATOR, CONTAINER = 10, 14, 17
#: of the other kinds the title is a whole message
_HEADED = frozenset({"answer", "help"})
LONGEST_HEADING = 300
_LONGEST_FOOTER = 600
_LONGEST_NAME = 32
#: room for "page 12 of 34", the line breaks between the parts, and who shared it
_SPARE = 160


def render(reply: Reply, showing: Showing, name: Callable[[Press], str | None]) -> list[Json]:
    """Return the components of a message; `name` gives each press its id, None leaves it out."""
    controls = rows(reply, replace(showing, page=1), 1, name)
    added = [Line(text=one, apart=True) for one in showing.commands if reply.kind == "help"]
    added += _printed_offers(reply, controls)
    found = _laid_out(reply, tuple(added))
    number = min(showing.page, len(found))
    if len(found) > 1:
        controls = rows(reply, replace(showing, page=number), len(found), name)
    texts = [*found[number - 1], *shared_by(showing.sharer)]
    return [{"type": CONTAINER, "components": [*texts, *controls]}]


def shared_by(name: str) -> list[Json]:
    """Return a line of small print that names who shared the message; none without a name."""
    shown = cut(name, _LONGEST_NAME) if name else ""
    return [_text(f"{SMALL}{escaped(f'Shared by {shown}')}")] if shown else []


@lru_cache(maxsize=256)  # what one person asks others ask, and each page of it is drawn anew
def _laid_out(reply: Reply, added: tuple[Line, ...]) -> tuple[tuple[Json, ...], ...]:
    """Return the texts of each page; `added` are lines that the reply itself does not say."""
    title, foot = line_start(escaped(reply.title)), _footer(reply)
    headed = bool(reply.kind in _HEADED or reply.details) and length(title) <= LONGEST_HEADING
    heading = title if headed else ""
    every = [] if headed else [Line(text=title)]
    every += [*lines(reply), *added]
    if length(foot) > _LONGEST_FOOTER:
        every, foot = [*every, Line(text=foot)], ""
    room = MOST_CHARACTERS - _SPARE - length(heading) - length(foot)
    found = pages(reply, every, room)
    feet = [foot]
    if len(found) > 1:
        numbers = (f"page {number} of {len(found)}" for number in range(1, len(found) + 1))
        feet = [" · ".join(filter(None, (number, foot))) for number in numbers]
    return tuple(parts(heading, *one) for one in zip(found, feet, strict=True))


def sentence(text: str) -> list[Json]:
    """Return the components of a message that says no more than the sentence."""
    return [_text(line_start(escaped(text)))]


def sentences(texts: Sequence[str], *, above: str = "") -> list[Json]:
    """Return the components of a message of these sentences, one a line.

    `above` is a line of ours, printed as it stands.
    """
    lines = (line_start(escaped(text)) for text in texts)
    return [_text("\n".join(filter(None, (above, *lines))))]


def _footer(reply: Reply) -> str:
    return (
        line_start(unbroken_parts(escaped(footer(reply)))) if reply.points or reply.sources else ""
    )


def _printed_offers(reply: Reply, controls: Sequence[Json]) -> list[Line]:
    """Return a line with the offers that no control shows whole."""
    if not reply.offers:
        return []
    shown = labels(controls)
    left = [one for one in reply.offers if " ".join(one.split()) not in shown]
    return [Line(text=escaped(f"You can ask: {' · '.join(left)}"))] if left else []


def parts(heading: str, page: Page, foot: str) -> tuple[Json, ...]:
    """Return the texts of a message: heading and lines, then small print below a rule."""
    top = _headed(heading, page.body)
    bottom = "\n".join(filter(None, (page.small, f"{SMALL}{foot}" if foot else "")))
    found = list(map(_text, top))
    if bottom:
        found += [_rule()] if top else []
        found.append(_text(bottom))
    return tuple(found)


def _headed(heading: str, body: tuple[str, ...]) -> tuple[str, ...]:
    """Return the texts; the heading stands in the first of them, right above what it heads."""
    if not heading:
        return body
    first, *rest = body or ("",)
    return (f"## {heading}\n{first}".rstrip("\n"), *rest)


def _text(content: str) -> Json:
    return {"type": _TEXT, "content": content}


def _rule() -> Json:
    return {"type": _SEPARATOR, "divider": True, "spacing": 1}
