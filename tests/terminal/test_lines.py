"""Why: programs and people pipe questions in; whatever arrives, and however, each line is answered
in its order and nothing else is printed. Real processes over real pipes."""

from __future__ import annotations

import os
import signal
import subprocess
from typing import TYPE_CHECKING

from tests.terminal.running import (
    AXIS,
    LIMIT,
    QUAY,
    Piped,
    Ran,
    ageless,
    answers,
    environment,
    run,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_lines_that_arrive_at_once_are_all_answered_in_order(tmp_path: Path) -> None:
    """Whatever is piped in at once is answered line by line: with the command or without, after
    CRLF, blank lines, bytes that are no UTF-8, 5,000 characters, and without a last newline; as
    UTF-8, whatever the locale says."""
    asked = b"".join(
        [
            b"/quay orvik\r\n",
            b"2\n",
            b"\n   \r\n",
            b"kestane \xff\xfe\n",
            b"x" * 5000 + b"\n",
            "Кестан\n".encode(),
            b"orvik tolls",
        ]
    )
    ran = run(tmp_path, "chat", stdin=asked, PYTHONIOENCODING="latin-1")
    texts = ("orvik", "timeline orvik", "kestane", "x" * 5000, "Кестан", "orvik tolls")
    assert (ageless(ran.out), ran.err, ran.code) == (ageless(answers(*texts)), "", 0)
    assert "That question has 5,000 characters" in ran.out


def test_empty_input_ends_well(tmp_path: Path) -> None:
    """An input that is empty is answered with nothing and exit code 0."""
    assert run(tmp_path, "chat") == Ran("", "", 0)


def test_closed_input_ends_well(tmp_path: Path) -> None:
    """An input that was closed before the start is an empty one."""
    line = f'"{AXIS}" --pack "{QUAY}" chat <&-'
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        capture_output=True,
        check=False,
        env=environment(tmp_path),
        timeout=LIMIT,
    )
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)


def test_line_is_answered_before_the_next_arrives(tmp_path: Path) -> None:
    """Each answer is written at once, for somebody who waits for it before asking on; `exit` ends
    the conversation, though the input goes on."""
    with Piped(tmp_path, "chat") as piped:
        first = piped.ask("orvik")
        ran = piped.finish("brannoch\nEXIT\nkestane\n")
    said = ageless(f"{first}{ran.out}")
    assert (said, ran.err, ran.code) == (ageless(answers("orvik", "brannoch")), "", 0)


def test_reader_that_leaves_is_no_fault(tmp_path: Path) -> None:
    """When nobody reads on, as after `| head -1`, the command ends like any other: without a word,
    as if by SIGPIPE."""
    with Piped(tmp_path, "chat") as piped:
        assert piped.ask("orvik") == "Orvik\n"
        piped.leave()
        assert piped.finish("kestane\n") == Ran("", "", 128 + signal.SIGPIPE)


def test_interrupt_ends_without_a_traceback(tmp_path: Path) -> None:
    """Ctrl-C ends a conversation over pipes with exit code 130 and no more than a line break."""
    with Piped(tmp_path, "chat") as piped:
        first = piped.ask("orvik")
        piped.process.send_signal(signal.SIGINT)
        assert piped.process.wait(LIMIT) == 130
        ran = piped.finish()
    assert (ageless(first + ran.out), ran.err) == (ageless(answers("orvik")), "\n")


def test_keyboard_alone_makes_no_prompt(tmp_path: Path) -> None:
    """Where questions are typed and answers go into a file, no prompt and no escape is written."""
    ours, theirs = os.openpty()
    try:
        with Piped(tmp_path, "chat", stdin=theirs) as piped:
            os.write(ours, b"orvik\n\x04")
            ran = piped.finish()
    finally:
        os.close(ours)
        os.close(theirs)
    assert ran._replace(out=ageless(ran.out)) == Ran(ageless(answers("orvik")), "", 0)
