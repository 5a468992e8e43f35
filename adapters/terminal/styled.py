"""Why: the plain lines of a reply with some weight for the eye, fitted to the width of a terminal.
Pure: it must not print, and no style may carry what a word does not say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from adapters.terminal.render import plain
from bot.rendering import footer, sources_text

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

    from bot.reply import Reply

_BULLET = "• "


def styled(reply: Reply) -> Group:
    """Return the lines for rich: the title bold, sources and footer dim, points indented."""
    title, *lines = plain(reply).split("\n")
    small = {sources_text(reply), footer(reply)}
    texts = (Text(line, style="dim" if line in small else "") for line in lines)
    return Group(Text(title, style="bold"), *map(_Line, texts))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that, where it is a point, goes on under its first word."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Wrap the text to the width that the terminal has now."""
        if not self.text.plain.startswith(_BULLET):
            yield self.text
            return
        width = max(options.max_width - len(_BULLET), 1)
        for number, line in enumerate(self.text[len(_BULLET) :].wrap(console, width)):
            yield Text(" " * len(_BULLET) if number else _BULLET) + line
