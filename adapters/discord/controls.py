"""Why: what a person can press under an answer, within Discord's limits on rows, labels and ids.
Pure; it must not make two controls of one id, and drops none that has one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.buttons import Press, pack_in_ids, read_button
from bot.rendering import detail_head
from bot.reply import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.reply import Brief, Reply

Json = dict[str, object]

ROW, _BUTTON, _SELECT = 1, 2, 3
_PRIMARY, _SECONDARY = 1, 2
BUTTONS_A_ROW = 5
MOST_OPTIONS = 25
_LONGEST_LABEL = 80
_LONGEST_OPTION = 100

#: a page of the answer, where it is not the first, and the id that every platform knows
PRESSED = re.compile(r"(?:(?P<page>[1-9][0-9]{0,2})~)?(?P<id>[a-z]+\|[^\n]{0,88})")
#: the list of offers, told apart by the card that it stands under
CHOSEN = re.compile(r"offers/(?P<card>[a-z0-9]{0,12})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """How one reply is shown: what was asked, under which card, which of its pages.

    `shared` is for everybody: it has no Share, and names the `sharer` where there is one.
    `commands` are lines with clickable mentions, which help ends with.
    """

    asked: str
    card: str = ""
    page: int = 1
    shared: bool = False
    sharer: str = ""
    share: bool = True
    commands: tuple[str, ...] = ()


def press_of(action: Action, reply: Reply, showing: Showing) -> Press:
    """Return what pressing the action's button asks."""
    pack = pack_of(reply)
    text = action.text or (showing.asked if action.kind in {"share", "more", "back"} else "")
    return Press(kind=action.kind, pack=pack, text=text, card=showing.card)


def pack_of(shown: Reply | Brief) -> str:
    """Return the version of the pack as ids hold it."""
    return pack_in_ids(shown.pack)


def presses(reply: Reply, showing: Showing) -> list[Press]:
    """Return everything that some page of the reply may let a person press."""
    paging = [Action(kind="more", label=""), Action(kind="back", label="")]
    return [press_of(action, reply, showing) for action in (*reply.actions, *paging)]


def custom_id(ident: str, page: int) -> str:
    """Return the id as Discord keeps it."""
    return f"{page}~{ident}" if page > 1 else ident


def read_custom_id(text: str) -> tuple[Press, int] | None:
    """Return the press and the page that an id stands for; None where it is none of ours."""
    match = PRESSED.fullmatch(text)
    press = read_button(match["id"]) if match else None
    if match is None or press is None:
        return None
    return press, int(match["page"] or 1)


def offered(reply: Reply) -> tuple[Action, ...]:
    """Return the offers among the actions."""
    return tuple(action for action in reply.actions if action.kind == "offer")


def explained(reply: Reply) -> dict[str, str]:
    """Return what the reply's details say of its offers, by the offer."""
    heads = ((detail_head(reply, detail), detail) for detail in reply.details)
    said = {head: detail.removeprefix(f"{head} - ") for head, detail in heads if head}
    return {one: said[one] for one in reply.offers if said.get(one, "").strip()}


def rows(
    reply: Reply, showing: Showing, count: int, name: Callable[[Press], str | None]
) -> list[Json]:
    """Return the rows of controls under the page of `count` pages that is shown."""
    made: dict[str, Json] = {}
    for action, page in _buttons(reply, showing, count):
        ident = name(press_of(action, reply, showing))
        if ident is not None:
            made.setdefault(custom_id(ident, page), button(custom_id(ident, page), action))
    buttons = list(made.values())
    found = [
        {"type": ROW, "components": buttons[at : at + BUTTONS_A_ROW]}
        for at in range(0, len(buttons), BUTTONS_A_ROW)
    ]
    return [*_select(reply, showing, name), *found]


def _listed(reply: Reply) -> bool:
    """Whether offers stand in a list: beside other buttons, or where a row does not hold them."""
    offers = offered(reply)
    return bool(offers) and (reply.kind == "answer" or len(offers) > BUTTONS_A_ROW)


def _buttons(reply: Reply, showing: Showing, count: int) -> list[tuple[Action, int]]:
    """Return the buttons, each with the page that it leads to."""
    by = {action.kind: action for action in reply.actions if action.kind != "offer"}
    found = [] if _listed(reply) else [(action, 1) for action in offered(reply)]
    if showing.page < count:
        found.append((Action(kind="more", label="More"), showing.page + 1))
    elif "more" in by:
        found.append((by["more"], 1))
    if showing.page > 1:
        found.append((Action(kind="back", label="Back"), showing.page - 1))
    elif "back" in by:
        # Whoever meets a shared list of sources never was at the answer that it leads back to.
        lead = showing.shared and count == 1 and not reply.points
        back = by["back"]
        found.append((Action(kind="back", label="More", text=back.text) if lead else back, 1))
    found += [(by[kind], 1) for kind in ("timeline", "sources") if kind in by]
    if "share" in by and showing.share and not showing.shared:
        found.append((by["share"], showing.page))
    return found


def button(ident: str, action: Action) -> Json:
    """Return the action's button."""
    style = _PRIMARY if action.kind == "share" else _SECONDARY
    return {
        "type": _BUTTON,
        "style": style,
        "label": cut(action.label, _LONGEST_LABEL),
        "custom_id": ident,
    }


def _select(reply: Reply, showing: Showing, name: Callable[[Press], str | None]) -> list[Json]:
    options: dict[str, Json] = {}
    asked = explained(reply)
    for action in offered(reply) if _listed(reply) else ():
        ident = name(press_of(action, reply, showing))
        if ident is not None:
            option: Json = {"label": cut(action.label, _LONGEST_OPTION), "value": ident}
            if action.label in asked:
                option["description"] = cut(asked[action.label], _LONGEST_OPTION)
            options.setdefault(ident, option)
    if not options:
        return []
    menu = {
        "type": _SELECT,
        "custom_id": f"offers/{showing.card}",
        "placeholder": "Ask instead" if reply.kind == "answer" else "Ask one of these",
        "options": list(options.values())[:MOST_OPTIONS],
    }
    return [{"type": ROW, "components": [menu]}]


@lru_cache(maxsize=1024)  # most buttons bear one of a few words
def cut(label: str, most: int) -> str:
    """Return the label on one line, with a sign where it had to end early."""
    plain = " ".join(label.split()) or "…"
    wide = sum(1 + (one > "\uffff") for one in plain)
    if wide <= most:
        return plain
    return plain[: (most - 1) // (2 if wide > len(plain) else 1)].rstrip() + "…"


def labels(controls: Sequence[Json]) -> set[str]:
    """Return the words on all buttons and options of the rows."""
    found: set[str] = set()
    for one in controls:
        found |= {str(one["label"])} if "label" in one else set()
        for key in ("components", "options"):
            found |= labels(one.get(key, ()))  # type: ignore[arg-type]
    return found
