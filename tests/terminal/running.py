"""Why: the command is tested as it is used: as a process, over pipes and at a keyboard. These start
one with a home of its own and give back all that it said. Nothing here waits for a length of time;
the limit only ends a process that hangs."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE
from threading import Timer
from typing import TYPE_CHECKING, NamedTuple, Self

import pexpect

from adapters.terminal.render import plain
from bot.app import App
from bot.cli import main, today

if TYPE_CHECKING:
    import pytest

    from tests.packs import Change

AXIS = Path(sys.executable).with_name("axis")
#: a sound pack of another subject than the shipped one, whose command is /quay
QUAY = Path(__file__).parent.parent / "pack_two"
#: seconds after which a process hangs
LIMIT = 60
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00\x08\r]")


class Ran(NamedTuple):
    """All that a process left: what it printed and its exit code."""

    out: str
    err: str
    code: int | str | None


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the variables of a process whose home is the folder `home`, and no others of ours."""
    # Coverage follows into processes by variables of its own.
    kept = {key: value for key, value in os.environ.items() if key.startswith("COV")}
    return {
        **kept,
        "HOME": str(home),
        "XDG_STATE_HOME": str(home / "state"),
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONWARNINGS": "error",
        **more,
    }


def run(home: Path, *args: str, stdin: bytes = b"", pack: Path = QUAY, **more: str) -> Ran:
    """Run `axis` with `home` as home and working folder until it ends."""
    done = subprocess.run(
        [AXIS, "--pack", pack, *args],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=home,
        env=environment(home, **more),
        timeout=LIMIT,
    )
    return Ran(done.stdout.decode(), done.stderr.decode(), done.returncode)


class Piped:
    """A process that is asked over pipes while it runs."""

    def __init__(self, home: Path, *args: str, pack: Path = QUAY, stdin: int = PIPE) -> None:
        """Start `axis` with `home` as home and working folder."""
        self.process = subprocess.Popen(
            [AXIS, "--pack", pack, *args],
            stdin=stdin,
            stdout=PIPE,
            stderr=PIPE,
            cwd=home,
            env=environment(home),
            encoding="utf-8",
        )
        self._guard = Timer(LIMIT, self.process.kill)

    def __enter__(self) -> Self:
        """Kill it after the limit, so that nobody waits for an answer that never comes."""
        self._guard.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave no process behind."""
        self._guard.cancel()
        self.process.kill()
        self.process.__exit__(None, None, None)

    def ask(self, line: str, lines: int = 1) -> str:
        """Send one line and return the first `lines` lines that are printed then."""
        self._send(f"{line}\n")
        assert self.process.stdout is not None
        return "".join(self.process.stdout.readline() for _ in range(lines))

    def read_error(self) -> str:
        """Return the next line on standard error."""
        assert self.process.stderr is not None
        return self.process.stderr.readline()

    def leave(self) -> None:
        """Stop reading answers."""
        assert self.process.stdout is not None
        self.process.stdout.close()

    def finish(self, text: str = "") -> Ran:
        """Send the rest, end the input and return all that was not read yet."""
        if self.process.stdin is not None:
            self._send(text)
            self.process.stdin.close()
        out, err = self.process.stdout, self.process.stderr
        assert out is not None
        assert err is not None
        printed = "" if out.closed else out.read()
        return Ran(printed, err.read(), self.process.wait(LIMIT))

    def _send(self, text: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(text)
        self.process.stdin.flush()


def publish(root: Path, *changes: Change) -> None:
    """Change files of a pack that is in use, each as a whole, as curators publish them."""
    for file, old, new in changes:
        text = (root / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} does not stand once in {file}"
        (root / "new").write_text(text.replace(old, new), encoding="utf-8")
        (root / "new").replace(root / file)


def place(root: Path, file: str, passage: str) -> str:
    """Return `file:line:column` of the last letter of a passage that stands once in a pack."""
    text = (root / file).read_text(encoding="utf-8")
    assert text.count(passage) == 1, f"{passage!r} does not stand once in {file}"
    before = text[: text.index(passage) + len(passage)]
    column = len(before.rpartition("\n")[2])
    return f"{root.name}/{file}:{before.count(chr(10)) + 1}:{column}"


def called(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *args: str) -> Ran:
    """Call the command within this process, for rules that no pipe takes part in."""
    monkeypatch.setattr(sys, "argv", ["axis", *args])
    code: int | str | None = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    captured = capsys.readouterr()
    return Ran(captured.out, captured.err, code)


def answers(*questions: str, pack: Path = QUAY) -> str:
    """Return what a conversation prints that is asked these questions in turn."""
    app = App(pack)
    return "\n".join(f"{plain(app.ask(text, today()))}\n" for text in questions)


def ageless(text: str) -> str:
    """Return text without the age of the newest source, which the day of the test decides."""
    return re.sub(r"is \d+ months? old", "is N months old", text)


def log_lines(text: str) -> list[dict[str, object]]:
    """Return the lines of a log without their times; a line that is no object is an error."""
    lines = [json.loads(line) for line in text.splitlines()]
    for line in lines:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", line.pop("timestamp"))
    return lines


class Keyboard:
    """A conversation at a terminal of its own."""

    def __init__(
        self, home: Path, *, size: tuple[int, int], redirection: str = "", **more: str
    ) -> None:
        """Start `axis chat` and read up to its first prompt, into `greeting`."""
        # A terminal without a person does not say where its cursor is.
        more = {"TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1", **more}
        self._dumb = more["TERM"] == "dumb"
        self.process: pexpect.spawn[str] = pexpect.spawn(
            "/bin/sh",
            ["-c", f'exec "$0" "$@" {redirection}', str(AXIS), "--pack", str(QUAY), "chat"],
            cwd=str(home),
            env=environment(home, **more),
            dimensions=size,
            encoding="utf-8",
            timeout=LIMIT,
        )
        self.greeting = self.until_prompt()

    def until_prompt(self) -> str:
        """Return what is printed up to the next empty prompt, without escape sequences."""
        if self._dumb:
            self.process.expect_exact("/quay ")
            return written(self.process.before)
        # Every prompt begins with asking for bracketed paste and is drawn once its cursor shows.
        self.process.expect(r"\x1b\[\?2004h.*?\x1b\[\?25h")
        return written((self.process.before or "").rpartition("\x1b[?2004l")[2])

    def enter(self, line: str) -> str:
        """Enter a line and return what is answered."""
        self.process.send(f"{line}\r")
        return self.until_prompt()

    def until_end(self, keys: str = "\x04") -> int | None:
        """Press Ctrl-D, or what ends as well, until the process ends; return its exit code."""
        self.process.send(keys)
        self.process.expect(pexpect.EOF)
        self.process.wait()
        return self.process.exitstatus

    def end(self) -> None:
        """End the process if it still runs."""
        if self.process.isalive():
            self.process.kill(signal.SIGKILL)
            self.process.wait()
        self.process.close()


def written(text: str | None) -> str:
    """Return what a terminal was told to write, without its escape sequences."""
    return _ESCAPES.sub("", text or "")
