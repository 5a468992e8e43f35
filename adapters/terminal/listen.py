"""Why: the terminal is the plainest platform and the first that anybody tries. From a pipe it reads
lines and prints lines; a keyboard is served by `keys`. It must lose no line and must not end other
than by its input's end, `exit` or Ctrl-D."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from adapters.terminal.render import buttons, plain
from bot.logs import start_log
from bot.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.app import App

_ENDINGS = frozenset({"exit", "quit"})
_MOST_DIGITS = 2


def listen(app: App) -> int:
    """Answer until the input ends; return the exit code."""
    with suppress(ValueError):  # a thread may not set signals, and needs none
        signal.signal(signal.SIGHUP, lambda _signal, _frame: app.reload())
    conversation = Conversation(app)
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stdout)):
        start_log()
        return listen_lines(conversation, sys.stdin or ())
    if not _is_terminal(sys.stderr):  # a log on the screen of a conversation reads as an answer
        start_log()
    from adapters.terminal.keys import listen_keys  # noqa: PLC0415 - a pipe never pays for it

    return listen_keys(conversation)


def _is_terminal(stream: object) -> bool:
    # A stream that was closed before the start is None.
    return bool(stream) and stream.isatty()  # type: ignore[attr-defined]


class Conversation:
    """What one terminal asked last, so that a number can press a button of the answer."""

    def __init__(self, app: App) -> None:
        """Begin with no answer."""
        self.app = app
        self._last: Reply | None = None
        self._told: str | None = None

    def answer(self, line: str) -> Reply:
        """Return the reply to a line: a question, or the number of a button of the last answer."""
        self.app.refresh()
        shown = buttons(self._last) if self._last else ()
        number = line.strip()
        if shown and number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS:
            if not 1 <= int(number) <= len(shown):
                return _no_button(int(number), len(shown))
            line = shown[int(number) - 1].text
        self._last = self._with_news(self.app.ask(line, datetime.now(UTC).date()))
        return self._last

    def _with_news(self, reply: Reply) -> Reply:
        """Tell once of a newer pack that was refused, whatever was asked."""
        trouble, self._told = self._told, self.app.trouble
        notice = self.app.notice
        if notice is None or trouble == self._told or notice in reply.notices:
            return reply
        return replace(reply, notices=(*reply.notices, notice))


def _no_button(number: int, last: int) -> Reply:
    there = "1" if last == 1 else f"1 to {last}"
    title = f"There is no button {number}; press {there}, or ask in words."
    return Reply(kind="error", title=title)


def is_ending(line: str) -> bool:
    """Whether a line ends the conversation."""
    return line.strip().casefold() in _ENDINGS


def listen_lines(conversation: Conversation, lines: Iterable[str]) -> int:
    """Answer each line that is not blank, with a blank line between answers."""
    # A prompt would drop lines that arrive together, so a pipe is read as it is.
    between = ""
    for line in lines:
        if is_ending(line):
            break
        if line.strip():
            click.echo(f"{between}{plain(conversation.answer(line.rstrip()))}")
            between = "\n"
    return 0
