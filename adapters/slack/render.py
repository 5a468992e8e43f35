"""Why: a reply as a Slack message, a modal or the App Home. Pure: it must not post, and it must
lose nothing that a reply says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from adapters.slack.asker import is_direct
from adapters.slack.blocks import LONGEST_LABEL, Json, button, fitted, page_blocks, plain
from adapters.slack.lines import Line, Page, offered
from adapters.slack.pages import pages
from adapters.slack.text import escape
from bot.buttons import Press, pack_in_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.reply import Brief, Reply

#: private: only the asker sees it, with Share; direct: the bot's own conversation with the asker;
#: public: everybody in the channel; home and modal: surfaces of their own
Place = Literal["private", "direct", "public", "home", "modal"]

MOST_BUTTONS = 25
_LONGEST_MODAL_TITLE = 24
#: which buttons are ours
OURS = re.compile(r"^ask\.")
_ACTION = re.compile(r"ask\.(\d{1,3})\.(\d{1,4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One answer as it is shown in one place: `question` asks it again, `page` is a page of it.

    `card` tells its message apart from all others, whatever side of the answer it shows, so that
    each side is shared once; `shown_as` tells one showing from the next, which Slack's ids of
    blocks have to. Without a question it can neither be shared nor turned over.
    """

    reply: Reply
    card: str
    place: Place
    question: str | None = None
    page: int = 0
    shared_by: str | None = None
    shown_as: str = ""
    #: all pages of the reply
    pages: tuple[Page, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Part the reply into pages, once."""
        object.__setattr__(self, "pages", pages(self.reply))


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """What stands under a card, or beside a row of it: a label, what pressing it asks, and which
    page of that."""

    label: str
    press: Press
    page: int = 0
    beside: bool = False


def buttons(card: Card) -> tuple[Button, ...]:
    """Return the buttons of a card in reading order."""
    found = _buttons(card, len(card.pages))
    beside = (one for one in found if one.beside)
    return (*beside, *[one for one in found if not one.beside][:MOST_BUTTONS])


def _buttons(card: Card, of: int) -> list[Button]:
    page = min(card.page, of - 1)
    pack = pack_of(card.reply)
    found = []
    turned = {"more"} if page < of - 1 else set()
    turned |= {"back"} if page > 0 else set()
    here, every = _rows(card.pages[page]), {row for one in card.pages for row in _rows(one)}

    def add(kind: str, label: str, text: str, at: int = 0) -> None:
        press = Press(kind=kind, pack=pack, text=text, card=card.card)  # type: ignore[arg-type]
        beside = kind == "offer" and text in here
        found.append(Button(label=label, press=press, page=at, beside=beside))

    if card.question is not None and page < of - 1:
        add("more", "More", card.question, page + 1)
    if card.question is not None and page > 0:
        add("back", "Back", card.question, page - 1)
    for action in card.reply.actions:
        match action.kind:
            case "share":
                if card.place == "private" and card.reply.shareable and card.question is not None:
                    add("share", action.label, card.question, page)
            case "more" | "back" if action.kind in turned:
                pass
            case "back" if card.place == "public" and of == 1 and not card.reply.points:
                # Whoever meets a shared list of sources was never where it leads back to.
                add("back", "More", action.text)
            case "offer" if action.text in every - here:
                pass
            case kind:
                add(kind, action.label, action.text)
    return found


def pack_of(shown: Reply | Brief) -> str:
    """Return the version of the pack as ids hold it."""
    return pack_in_ids(shown.pack)


def _rows(page: Page) -> set[str]:
    return {line.pieces[1] for line in page if line.role == "row"}


def message(card: Card, button_id: Callable[[Press], str]) -> Json:
    """Return the message: blocks for the eye, and the same in full as text for screen readers."""
    return whole(_texts(_shown(card)), blocks(card, button_id))


def whole(text: str, found: list[Json]) -> Json:
    """Return a message of these blocks, with the same in full as text, and nothing unfurled."""
    return {
        "text": text,
        "blocks": found,
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def blocks(card: Card, button_id: Callable[[Press], str]) -> list[Json]:
    """Return the blocks of a card, each with an id of its own."""
    beside: dict[str, Json] = {}
    row = []
    under = buttons(card)
    for number, one in enumerate(under):
        made = button(one.label, f"ask.{number}.{one.page}", button_id(one.press))
        if one.beside:
            beside[one.press.text] = made
        else:
            row.append(made)
    found = (_with_button(block, beside) for block in _page_blocks(_seen(card, under)))
    return named([*found, *actions(row)], card.place, card.shown_as or card.card)


def actions(row: list[Json]) -> list[Json]:
    """Return the block of these buttons; none without any."""
    return [{"type": "actions", "elements": row}] if row else []


def named(found: list[Json], place: Place, card: str) -> list[Json]:
    """Return the blocks with ids that tell where a button was pressed."""
    return [{**block, "block_id": f"{place}.{card}.{number}"} for number, block in enumerate(found)]


def _with_button(block: Json, beside: Mapping[str, Json]) -> Json:
    """Return the block with the button of its row in its place."""
    match block:
        case {"accessory": {"value": str(asked)}}:
            return {**block, "accessory": beside[asked]}
    return block


@lru_cache(maxsize=256)  # what one person asks others ask
def _texts(page: Page) -> str:
    return "\n".join(escape(line.text) for line in page)


@lru_cache(maxsize=256)
def _page_blocks(page: Page) -> tuple[Json, ...]:
    return tuple(page_blocks(page))


def _seen(card: Card, under: tuple[Button, ...]) -> Page:
    """Return the lines for the eye: what buttons offer whole is not said a second time."""
    page, offers = _shown(card), card.reply.offers
    pressed = {one.label for one in under if fitted(one.label, LONGEST_LABEL) == one.label}
    said = offered(card.reply) if offers and pressed.issuperset(offers) else None
    return tuple(line for line in page if line != said) if len(page) > 1 else page


def _shown(card: Card) -> Page:
    every = card.pages
    page = every[min(card.page, len(every) - 1)]
    return (*page, Line("small", f"Shared by {card.shared_by}")) if card.shared_by else page


def home(
    about: Sequence[str],
    card: Card,
    button_id: Callable[[Press], str],
    briefs: Sequence[Json] = (),
) -> Json:
    """Return the App Home: what the pack knows, then help, whose examples can be pressed.

    The blocks of the person's `briefs` come last.
    """
    title, *rest = about
    known = page_blocks([Line("title", title), *map(_labelled, rest)])
    helped = blocks(card, button_id)
    return {"type": "home", "blocks": [*known, {"type": "divider"}, *helped, *briefs]}


def _labelled(text: str) -> Line:
    label, colon, rest = text.partition(": ")
    pieces = ("", f"{label}:", f" {rest}") if colon else ()
    return Line("line", text, pieces=pieces, apart=True)


def modal(title: str, card: Card, button_id: Callable[[Press], str]) -> Json:
    """Return a modal with the answer, for where no message can stand."""
    return {
        "type": "modal",
        "title": plain(fitted(title, _LONGEST_MODAL_TITLE) or "Answer"),
        "close": plain("Close"),
        "blocks": blocks(card, button_id),
    }


def note(text: str) -> Json:
    """Return a message of one sentence of ours."""
    return notes([text])


def note_about(channel: str, text: str) -> Json:
    """Return a message of one sentence of ours under a channel's name, which Slack fills in."""
    found = note(text)
    if is_direct(channel):  # which has no name
        return found
    where = [{"type": "text", "text": "In "}, {"type": "channel", "channel_id": channel}]
    head = {"type": "rich_text_section", "elements": [*where, {"type": "text", "text": ":"}]}
    above = {"type": "rich_text", "elements": [head]}
    return {**found, "blocks": [above, *found["blocks"]]}  # type: ignore[misc]


def notes(texts: Sequence[str]) -> Json:
    """Return a message of sentences of ours, one a line."""
    lines = [Line("line", text) for text in texts]
    return {
        "text": "\n".join(escape(text) for text in texts),
        "blocks": page_blocks(lines),
        "mrkdwn": False,
    }


def read_action(action_id: str) -> int | None:
    """Return the page that a button asks for; None where the id is none of ours."""
    match = _ACTION.fullmatch(action_id)
    return int(match[2]) if match else None


def read_place(block_id: str) -> Place | None:
    """Return the kind of place that a button stands in; None where the id is none of ours."""
    place = block_id.partition(".")[0]
    return place if place in {"private", "direct", "public", "home", "modal"} else None  # type: ignore[return-value]
