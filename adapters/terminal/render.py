"""Why: a reply as a terminal shows it, with colour for the eye and the same words as plain text.
Pure: it must not print, and colour must carry nothing that a word does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

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
    return f"{plain_text(reply)}\n{pressed}" if pressed else plain_text(reply)


def marked_up(reply: Reply) -> str:
    """Return the same lines in rich's markup: the title bold, small print dim."""
    title, *lines = plain(reply).split("\n")
    styled = [f"[bold]{escape(title)}[/bold]"]
    for line in lines:
        small = line.startswith(("[", "(", "* ")) or " · pack " in line
        styled.append(f"[dim]{escape(line)}[/dim]" if small else escape(line))
    return "\n".join(styled)
