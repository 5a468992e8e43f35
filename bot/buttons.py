"""Why: a button outlives the process and the pack that made it, so everything that pressing it
needs stands in its id. It must stay short enough for every platform, and be refused when it was
forged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from bot.reply import ActionKind

LONGEST_ID = 90
_LONGEST_PACK = 20
Kind = Literal[ActionKind, "kept"]
_ID = re.compile(r"([a-z]+)\|([^|]{1,20})\|([a-z0-9]{0,12})\|([^|\n]{0,90})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What a button asks: `text` is the resolved question, or a key of a kept one for `kept`.

    `pack` is the version of the pack under which the button was made; `card` tells the message
    apart from others with the same question, so that it is shared once.
    """

    kind: Kind
    pack: str
    text: str
    card: str = ""


def pack_in_ids(version: str) -> str:
    """Return a pack's version as ids hold it: at most 20 characters, none that an id ends at."""
    return version[:_LONGEST_PACK].replace("|", "/").replace("\n", " ") or "-"


def moved_on(before: str, now: str) -> str:
    """Return the notice on what a button asked for, where the pack has moved on since."""
    return f"That button was made under pack {before}; this is from pack {now}."


def button_id(press: Press) -> str | None:
    """Return the id that stands for the press; None where it would be longer than 90 characters."""
    text = f"{press.kind}|{press.pack}|{press.card}|{press.text}"
    return text if len(text) <= LONGEST_ID and _ID.fullmatch(text) else None


def read_button(text: str) -> Press | None:
    """Return the press that an id stands for; None where it is none of ours."""
    match = _ID.fullmatch(text) if len(text) <= LONGEST_ID else None
    if match is None or match[1] not in {*get_args(ActionKind), "kept"}:
        return None
    return Press(kind=match[1], pack=match[2], card=match[3], text=match[4])  # type: ignore[arg-type]
