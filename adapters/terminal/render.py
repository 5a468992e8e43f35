"""Why: a reply as plain lines, for pipes, files and screen readers. Pure: it must not print, and it
must lose nothing that a reply says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.rendering import plain_text

if TYPE_CHECKING:
    from bot.reply import Action, Reply

_UNPRESSABLE = frozenset({"share"})


def buttons(reply: Reply) -> tuple[Action, ...]:
    """Return the actions that a number can press here: a terminal has nobody to share with."""
    return tuple(action for action in reply.actions if action.kind not in _UNPRESSABLE)


def plain(reply: Reply) -> str:
    """Return the reply and its numbered buttons as plain lines."""
    pressed = "  ".join(
        f"({number}) {action.label}" for number, action in enumerate(buttons(reply), start=1)
    )
    # An offer is a button here, and need not be said twice.
    return f"{plain_text(replace(reply, offers=()))}\n{pressed}" if pressed else plain_text(reply)
