"""Why: at a keyboard people expect completion, history and a line that Ctrl-C clears. Only a
terminal loads this, with prompt_toolkit and rich. It must word no answer, and no disk that is full
or closed to it may end a conversation."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.history import FileHistory, InMemoryHistory
from rich.console import Console

from adapters.terminal.listen import is_ending
from adapters.terminal.styled import styled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from prompt_toolkit.history import History

    from adapters.terminal.listen import Conversation
    from bot.app import App

_HINT = "Type a question, or the number of a button. Ctrl-C clears the line, Ctrl-D or exit ends."


def listen_keys(conversation: Conversation) -> int:
    """Prompt and answer until Ctrl-D or `exit`; return the exit code."""
    app = conversation.app
    console = Console(highlight=False, markup=False, emoji=False)
    ask = input if console.is_dumb_terminal else _prompt(app)
    console.print(styled(conversation.answer("help")), "")
    console.print(_HINT, end="\n\n")
    while True:
        try:
            line = ask(f"/{app.library.pack.command} ")
            if is_ending(line):
                return 0
            if line.strip():
                console.print(styled(conversation.answer(line)), "")
        except KeyboardInterrupt:
            console.print()
        except EOFError:
            return 0


def _prompt(app: App) -> Callable[[str], str]:
    session: PromptSession[str] = PromptSession(
        completer=Questions(app), history=history(), enable_suspend=True
    )
    return session.prompt


class Questions(Completer):
    """Offers whole questions that begin as typed, after the command as well."""

    def __init__(self, app: App) -> None:
        """Ask the app, which always completes from the pack that answers now."""
        self._app = app

    def get_completions(
        self, document: Document, _complete_event: CompleteEvent
    ) -> Iterator[Completion]:
        """Yield what replaces the line up to the cursor."""
        typed = document.text_before_cursor.lstrip()
        typed = typed.removeprefix(f"/{self._app.library.pack.command} ")
        for text in self._app.complete(typed):
            yield Completion(text, start_position=-len(typed))


class _Kept(FileHistory):
    """A history on disk that forgets rather than fails."""

    def store_string(self, string: str) -> None:
        """Append one line that was entered."""
        with suppress(OSError):
            super().store_string(string)


def history() -> History:
    """Return the lines of former conversations, kept where only their asker reads them.

    They stand in XDG_STATE_HOME (default ~/.local/state); where that cannot be, this conversation
    alone is remembered.
    """
    try:
        given = Path(os.environ.get("XDG_STATE_HOME", ""))
        state = given if given.is_absolute() else Path.home() / ".local" / "state"
        path = state / "axis-brief" / "history"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.open("a+b").close()
    except (OSError, RuntimeError):  # no home, no room, or not ours to write
        return InMemoryHistory()
    return _Kept(path)
