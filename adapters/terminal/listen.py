"""Why: the terminal is the plainest platform and the first that anybody tries. With a keyboard it
completes and remembers; from a pipe it reads lines and prints lines. It must lose no line and must
not end other than by its input's end, `exit` or Ctrl-D."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.terminal.render import buttons, marked_up, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prompt_toolkit.completion import CompleteEvent, Completion
    from prompt_toolkit.document import Document

    from bot.app import App
    from bot.reply import Reply

_ENDINGS = frozenset({"exit", "quit"})


def listen(app: App) -> int:
    """Answer until the input ends; return the exit code."""
    with suppress(ValueError):  # a thread may not set signals, and needs none
        signal.signal(signal.SIGHUP, lambda _signal, _frame: app.reload())
    return _listen_keys(app) if sys.stdin.isatty() else _listen_lines(app, sys.stdin)


class Conversation:
    """What one terminal asked last, so that a number can press a button of the answer."""

    def __init__(self, app: App) -> None:
        """Begin with no answer."""
        self._app = app
        self._last: Reply | None = None

    def answer(self, line: str) -> Reply:
        """Return the reply to a line: a question, or the number of a button."""
        self._app.refresh()
        pressed = self._pressed(line.strip())
        reply = self._app.ask(line if pressed is None else pressed, datetime.now(UTC).date())
        self._last = reply
        return reply

    def _pressed(self, line: str) -> str | None:
        shown = buttons(self._last) if self._last else ()
        if line.isascii() and line.isdigit() and 1 <= int(line[:3]) <= len(shown):
            return shown[int(line) - 1].text
        return None


def _listen_lines(app: App, lines: Iterable[str]) -> int:
    # A prompt would drop lines that arrive together, so a pipe is read as it is.
    conversation = Conversation(app)
    first = True
    for line in lines:
        if not line.strip():
            continue
        if line.strip().casefold() in _ENDINGS:
            break
        print("" if first else "\n", end="")
        print(plain(conversation.answer(line.rstrip("\n"))), flush=True)
        first = False
    return 0


def _listen_keys(app: App) -> int:
    from prompt_toolkit import PromptSession  # noqa: PLC0415 - a pipe never pays for it
    from rich.console import Console  # noqa: PLC0415 - likewise

    console = Console(highlight=False, soft_wrap=False)
    session: PromptSession[str] = PromptSession(
        completer=_completer(app), history=_history(), complete_while_typing=True
    )
    conversation = Conversation(app)
    console.print(marked_up(conversation.answer("help")))
    while True:
        try:
            line = session.prompt(f"/{app.library.pack.command} ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return 0
        if line.strip().casefold() in _ENDINGS:
            return 0
        if line.strip():
            console.print(marked_up(conversation.answer(line)))


def _completer(app: App):  # noqa: ANN202 - the class exists only while prompt_toolkit is loaded
    from prompt_toolkit.completion import Completer, Completion  # noqa: PLC0415 - see above

    class Names(Completer):
        """Offers whole questions that begin as typed."""

        def get_completions(
            self, document: Document, _complete_event: CompleteEvent
        ) -> Iterator[Completion]:
            typed = document.text_before_cursor
            for text in app.complete(typed):
                yield Completion(text, start_position=-len(typed))

    return Names()


def _history():  # noqa: ANN202 - see _completer
    from prompt_toolkit.history import FileHistory, InMemoryHistory  # noqa: PLC0415 - see above

    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    folder = Path(state) / "axis-brief"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return InMemoryHistory()
    return FileHistory(folder / "history")
