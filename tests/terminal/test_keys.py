"""Why: at a keyboard every rule is checked through a real pseudo-terminal, as keys pressed and text
shown. No test here reads a screen's layout: that is prompt_toolkit's to get right."""

from __future__ import annotations

import io
import re
import shutil
import signal
from threading import Timer
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.history import InMemoryHistory

from adapters.terminal.keys import history
from bot.app import App
from tests.terminal.running import LIMIT, QUAY, ageless, answers, log_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.terminal.running import Keyboard

    Start = Callable[..., Keyboard]

HINT = "Type a question, or the number of a button. Ctrl-C clears the line, Ctrl-D or exit ends."
# Colours of text and ground, plain, bright, of 256 and of all; bold, dim and reverse are none.
COLOUR = re.compile(r"\x1b\[[0-9;]*\b(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[0-9;]*m")


def shown(*questions: str) -> str:
    """Return what a terminal shows for these questions in turn, each with a blank line after it."""
    return ageless("".join(f"{answers(one)}\n" for one in questions))


def test_conversation_greets_answers_and_takes_numbers(keyboard: Start) -> None:
    """A terminal is greeted with help, answered in the words that a pipe gets, and takes numbers as
    buttons of the last answer."""
    terminal = keyboard()
    assert terminal.greeting == f"{shown('help')}{HINT}\n\n"
    assert ageless(terminal.enter("orvik")) == shown("orvik")
    assert ageless(terminal.enter("2")) == shown("timeline orvik")
    assert terminal.enter("  ") == ""
    assert ageless(terminal.enter("/quay kestane")) == shown("kestane")
    assert terminal.until_end("exit\r") == 0


def test_tab_completes_a_name(keyboard: Start) -> None:
    """Tab writes out the name that begins as typed, after the command as well."""
    terminal = keyboard()
    terminal.process.send("/quay marrowby l")
    terminal.process.expect_exact("marrowby line")
    terminal.process.send("\t")
    terminal.process.expect_exact("ine")
    assert ageless(terminal.enter("")) == shown("marrowby line")


def test_history_outlives_a_conversation(keyboard: Start, tmp_path: Path) -> None:
    """Arrow-up brings back the last line of the conversation before, which nobody else may read."""
    first = keyboard()
    first.enter("orvik tolls")
    assert first.until_end() == 0
    kept = tmp_path / "state" / "axis-brief" / "history"
    assert (kept.stat().st_mode & 0o777, kept.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    second = keyboard()
    second.process.send("\x1b[A")
    second.process.expect_exact("orvik tolls")
    assert ageless(second.enter("")) == shown("orvik tolls")


def test_ctrl_c_clears_the_line_and_ctrl_d_ends(keyboard: Start) -> None:
    """Ctrl-C drops what is typed and asks anew; Ctrl-D ends with exit code 0."""
    terminal = keyboard()
    terminal.process.send("never asked\x03")
    assert terminal.until_prompt().strip() == ""
    assert ageless(terminal.enter("orvik")) == shown("orvik")
    assert terminal.until_end() == 0


def test_lines_fit_the_width_that_the_terminal_has_now(keyboard: Start) -> None:
    """No line is wider than the terminal, also after it was made narrower, no word is lost, and a
    point goes on under its first word."""
    terminal = keyboard(size=(40, 60))
    wide = terminal.enter("kestane")
    terminal.process.setwinsize(40, 30)
    terminal.until_prompt()
    narrow = terminal.enter("kestane")
    for width, text in ((60, wide), (30, narrow)):
        lines = text.splitlines()
        assert max(map(len, lines)) <= width
        assert ageless(" ".join(text.split())) == ageless(" ".join(answers("kestane").split()))
        point = next(at for at, line in enumerate(lines) if line.startswith("• "))
        assert lines[point + 1].startswith("  ")


def test_colour_is_left_out_where_unwanted(keyboard: Start) -> None:
    """With NO_COLOR set no colour is used, be it in answers, prompt or completions."""
    terminal = keyboard(NO_COLOR="1")
    terminal.process.logfile_read = log = io.StringIO()
    terminal.process.send("orv")
    terminal.process.expect_exact("orvik")
    terminal.enter("ik")
    terminal.until_end()
    assert "\x1b[1mOrvik" in log.getvalue()
    assert COLOUR.findall(log.getvalue()) == []


def test_dumb_terminal_gets_plain_lines(keyboard: Start) -> None:
    """A terminal that can only print is sent no escape sequence, is answered in full, and keeps
    Ctrl-C and Ctrl-D."""
    terminal = keyboard(TERM="dumb")
    terminal.process.logfile_read = log = io.StringIO()
    words = terminal.enter("kestane").split()
    assert ageless(" ".join(words[1:])) == ageless(" ".join(answers("kestane").split()))
    terminal.process.send("never asked\x03")
    terminal.until_prompt()
    assert terminal.until_end() == 0
    assert "\x1b" not in log.getvalue()


def test_lost_terminal_ends_the_conversation(keyboard: Start) -> None:
    """When its terminal is gone the process ends by itself, though SIGHUP else means to reload."""
    terminal = keyboard()
    terminal.process.ptyproc.fileobj.close()  # type: ignore[attr-defined]
    guard = Timer(LIMIT, terminal.process.kill, [signal.SIGKILL])
    guard.start()
    terminal.process.wait()
    guard.cancel()
    assert (terminal.process.exitstatus, terminal.process.signalstatus) == (1, None)


def test_reload_at_the_prompt_shows_nothing(keyboard: Start) -> None:
    """SIGHUP at the prompt reloads the pack without a log line on the screen."""
    terminal = keyboard()
    terminal.process.logfile_read = log = io.StringIO()
    terminal.process.kill(signal.SIGHUP)
    assert ageless(terminal.enter("orvik")) == shown("orvik")
    assert terminal.until_end() == 0
    assert "pack loaded" not in log.getvalue()


def test_log_goes_where_it_is_sent(keyboard: Start, tmp_path: Path) -> None:
    """Where standard error is a file, a conversation at a keyboard keeps its log there."""
    terminal = keyboard(redirection="2>log")
    terminal.process.kill(signal.SIGHUP)
    terminal.enter("orvik")
    assert terminal.until_end() == 0
    (line,) = log_lines((tmp_path / "log").read_text(encoding="utf-8"))
    version = App(QUAY).library.pack.version
    loaded = {"event": "pack loaded", "version": version, "level": "info", "logger": "bot.app"}
    assert line == loaded


@pytest.mark.parametrize("variables", [{}, {"XDG_STATE_HOME": "relative"}], ids=str)
def test_history_stands_at_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variables: dict[str, str]
) -> None:
    """Without XDG_STATE_HOME, or with one that is no whole path, the history stands at home."""
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    kept = history()
    kept.append_string("orvik \udcff")
    assert list(kept.load_history_strings()) == ["orvik ?"]
    assert (tmp_path / ".local" / "state" / "axis-brief" / "history").is_file()


def test_history_that_cannot_be_kept_lasts_a_conversation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where no history can be kept, or no longer, the conversation at hand is remembered."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "state").touch()
    assert isinstance(history(), InMemoryHistory)
    (tmp_path / "state").unlink()
    kept = history()
    shutil.rmtree(tmp_path / "state")
    kept.append_string("orvik")
    assert kept.get_strings() == ["orvik"]
