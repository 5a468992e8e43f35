"""Why: the lines of a page as Block Kit. Pure. Only text elements and plain_text are used, where
Slack shows every letter as it is: there is no mrkdwn in which a mention or a link could wake up."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from adapters.slack.lines import BULLET, DASH, MOST_PARTS
from adapters.slack.text import measure
from bot.rendering import unbroken_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adapters.slack.lines import Line, Role

Json = dict[str, object]

LONGEST_HEADER = 150
LONGEST_LABEL = 75
_LONGEST_RICH_TEXT = 3_000


def plain(text: str) -> Json:
    """Return text that Slack takes letter by letter."""
    return {"type": "plain_text", "text": text, "emoji": False}


def page_blocks(page: Sequence[Line]) -> list[Json]:
    """Return the blocks of a page: a header, lines and bullets, and small print.

    The button beside a row has the row's question for its value; what it presses is to be put in.
    """
    return [block for kind, group in groupby(page, _kind) for block in _blocks(kind, list(group))]


def _kind(line: Line) -> Role:
    if line.role == "title":
        short = measure(line.text) <= LONGEST_HEADER and "\n" not in line.text
        return "title" if short else "line"
    return line.role if line.role in {"small", "row"} else "line"


def _blocks(kind: Role, group: list[Line]) -> Iterator[Json]:
    match kind:
        case "title":
            for line in group:
                yield {"type": "header", "text": plain(line.text)}
        case "small":
            for line in group:
                parts = line.parts if len(line.parts) <= MOST_PARTS else ()
                for text in parts or (line.text,):
                    yield {"type": "context", "elements": [plain(unbroken_parts(text))]}
        case "row":
            for _, asked, said in (line.pieces for line in group):
                beside = button(asked, "", asked)
                yield {"type": "section", "text": plain(said[len(DASH) :]), "accessory": beside}
        case _:
            yield from _rich_texts(group)


def _rich_texts(group: list[Line]) -> Iterator[Json]:
    """Yield rich texts, none longer than Slack shows without a fold; what is apart begins one."""
    part: list[Line] = []
    used = 0
    for line in group:
        length = measure(line.text) + 1
        if part and (line.apart or used + length > _LONGEST_RICH_TEXT):
            yield from _ruled(part)
            part, used = [], 0
        part.append(line)
        used += length
    yield from _ruled(part)


def _ruled(part: list[Line]) -> Iterator[Json]:
    if part[0].ruled:
        yield {"type": "divider"}
    yield _rich_text(part)


def _rich_text(part: list[Line]) -> Json:
    elements: list[Json] = []
    for bulleted, group in groupby(part, lambda line: line.role == "point"):
        if bulleted:
            items = [_section([line]) for line in group]
            elements.append({"type": "rich_text_list", "style": "bullet", "elements": items})
        else:
            elements.append(_section(list(group)))
    return {"type": "rich_text", "elements": elements}


def _section(group: list[Line]) -> Json:
    texts: list[Json] = []
    for at, line in enumerate(group):
        bold = line.role in {"title", "position"}
        text = line.text.removeprefix(BULLET) if line.role == "point" else line.text
        texts += [_text("\n", bold=False)] if at else []
        pieces = enumerate(line.pieces or (text,))
        texts += [_text(one, bold=bold or n % 2 == 1) for n, one in pieces if one]
    return {"type": "rich_text_section", "elements": texts}


def _text(text: str, *, bold: bool) -> Json:
    element: Json = {"type": "text", "text": text}
    return {**element, "style": {"bold": True}} if bold else element


def button(label: str, action_id: str, value: str) -> Json:
    """Return a button; a label that is longer than Slack shows ends in an ellipsis."""
    shown = plain(fitted(label, LONGEST_LABEL) or "Ask")
    return {"type": "button", "text": shown, "action_id": action_id, "value": value}


def fitted(label: str, longest: int) -> str:
    """Return a label as it is, or its beginning with an ellipsis where it is too long."""
    shown = label.strip()
    if measure(shown) <= longest:
        return shown
    shown = shown[: longest - 1].rstrip()
    while measure(shown) >= longest:
        shown = shown[:-1].rstrip()
    return f"{shown}…"
