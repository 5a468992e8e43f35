"""Why: the command is what people and scripts meet first: every way to call it, rightly or wrongly,
ends in words and in an exit code. What pipes have a part in runs as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import click
import pytest

from bot.app import App
from bot.briefing.asking import brief_for
from bot.briefing.model import About
from bot.cli import today
from bot.errors import SetupError
from bot.rendering import as_json, brief_text, plain_text
from bot.starting import start
from tests.packs import ALDER_BIRCH, Change, write_lake
from tests.terminal.running import (
    AXIS,
    LIMIT,
    QUAY,
    Piped,
    Ran,
    ageless,
    called,
    environment,
    log_lines,
    place,
    publish,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Axis = Callable[..., Ran]

HELP = """\
Usage: axis [OPTIONS] COMMAND [ARGS]...

  Short, sourced answers from a pack of curated facts.

Options:
  --pack PATH  The folder of the pack.
  --version    Show the version and exit.
  -h, --help   Show this message and exit.

Commands:
  ask            Answer one question; without TEXT, tell what can be asked.
  brief          Print the brief of a day, on everything or on what is...
  chat           Ask in the terminal, line by line.
  db             Look after the bot's database.
  doctor         Examine pack, zones, database and each platform's...
  facts          Check, list and show the facts of a pack.
  manifest       Print what PLATFORM sets the bot's app up from.
  run            Start the bot: each platform whose secrets are set, else...
  subscriptions  List, export and import the channels' briefs.
"""
USAGE = "Usage: axis [OPTIONS] COMMAND [ARGS]...\nTry 'axis --help' for help.\n\n"


@pytest.fixture
def axis(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Axis:
    """Return a way to call the command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AXIS_PACK", raising=False)
    return lambda *args: called(monkeypatch, capsys, *map(str, args))


@pytest.fixture(scope="module")
def quay() -> App:
    """Return the app with the pack of the quay, which no test here changes."""
    return App(QUAY)


def test_help_names_the_commands(axis: Axis) -> None:
    """`axis --help` names every command with what it is for; `axis` alone shows the same."""
    assert axis("--help") == Ran(HELP, "", 0)
    assert axis("-h") == Ran(HELP, "", 0)
    assert axis() == Ran("", HELP, 2)


def test_version_is_the_package_s(axis: Axis) -> None:
    """`axis --version` prints the version of the package."""
    ran = axis("--version")
    assert (ran.out.startswith("axis, version "), ran.err, ran.code) == (True, "", 0)


def test_ask_prints_the_answer(axis: Axis, quay: App) -> None:
    """`axis ask` joins its words into one question and prints the answer as plain text."""
    expected = f"{plain_text(quay.ask('orvik tolls', today()))}\n"
    assert axis("--pack", QUAY, "ask", "orvik", "tolls") == Ran(expected, "", 0)
    assert axis("--pack", QUAY, "ask", "orvik tolls") == Ran(expected, "", 0)


def test_ask_without_words_helps(axis: Axis, quay: App) -> None:
    """`axis ask` without words prints what can be asked."""
    expected = plain_text(quay.ask("help", today()))
    assert axis("--pack", QUAY, "ask") == Ran(f"{expected}\n", "", 0)


def test_ask_for_what_is_not_there_is_answered(axis: Axis, quay: App) -> None:
    """An answer that says that nothing is there is an answer: exit code 0."""
    expected = f"{plain_text(quay.ask('orvig', today()))}\n"
    assert axis("--pack", QUAY, "ask", "orvig") == Ran(expected, "", 0)


def test_brief_prints_a_day_s_brief(axis: Axis, quay: App) -> None:
    """`axis brief` prints today's brief, or that of `--date`, on what `--about` names."""
    assert axis("--pack", QUAY, "brief") == Ran(
        f"{brief_text(brief_for(quay.library, today()))}\n", "", 0
    )
    about = About(actors=("orvik",), topics=("grain",))
    brief = brief_for(quay.library, date(2027, 5, 10), about)
    options = ("--date", "2027-05-10", "--about", "orvik grain")
    assert axis("--pack", QUAY, "brief", *options) == Ran(f"{brief_text(brief)}\n", "", 0)


def test_brief_names_what_it_cannot_read(axis: Axis) -> None:
    """A day that is none and a name that the pack does not know are said with what was expected."""
    usage = "Usage: axis brief [OPTIONS]\nTry 'axis brief --help' for help.\n\n"
    assert axis("--pack", QUAY, "brief", "--date", "2027-13-01") == Ran(
        "",
        f'{usage}Error: --date: "2027-13-01" is no date (expected YYYY-MM-DD, such as'
        " 2026-11-23)\n",
        2,
    )
    ran = axis("--pack", QUAY, "brief", "--about", "atlantis")
    assert (ran.out, ran.code) == ("", 1)
    assert ran.err.startswith('"atlantis" is no actor or topic of this pack. ')


def test_ask_what_cannot_be_read_is_the_asker_s_slip(axis: Axis) -> None:
    """A question that cannot be read is refused in words, with exit code 2."""
    text = "Since 2019-13 is not a date. Write it as 2024, 2024-06 or 2024-06-01.\n"
    assert axis("--pack", QUAY, "ask", "orvik since 2019-13") == Ran(text, "", 2)


def test_ask_json_prints_one_object(axis: Axis, quay: App) -> None:
    """`axis ask --json` prints the reply as one object in one line, wherever the option stands."""
    expected = as_json(quay.ask("orvik", today()))
    for args in (("ask", "--json", "orvik"), ("ask", "orvik", "--json")):
        ran = axis("--pack", QUAY, *args)
        assert (json.loads(ran.out), ran.out.count("\n"), ran.code) == (expected, 1, 0)


def test_unknown_command_names_the_nearest(axis: Axis) -> None:
    """A command that is not known is answered with the nearest one and with how to ask."""
    hint = "To ask a question: axis ask TEXT."
    near = f"{USAGE}Error: No such command 'aks'. Did you mean 'ask'? {hint}\n"
    assert axis("aks", "orvik") == Ran("", near, 2)
    far = f"{USAGE}Error: No such command 'orvik'. {hint}\n"
    assert axis("orvik", "tolls") == Ran("", far, 2)


def test_unknown_option_names_the_nearest(axis: Axis) -> None:
    """An option that is not known is answered with the nearest one."""
    usage = "Usage: axis ask [OPTIONS] [TEXT]...\nTry 'axis ask --help' for help.\n\n"
    text = f"{usage}Error: No such option '--jsno'. Did you mean '--json'?\n"
    assert axis("ask", "--jsno", "orvik") == Ran("", text, 2)


def test_bad_pack_is_printed_whole(axis: Axis, tmp_path: Path) -> None:
    """A pack that cannot stand is refused by every command with all of its faults, a line each with
    file, line and column, on standard error and with exit code 1."""
    root = write_lake(
        tmp_path,
        Change(ALDER_BIRCH, '"2024-05-04"', '"2024-13"'),
        Change("topics.yaml", "broader: [money]", "broder: [money]"),
    )
    date = place(root, ALDER_BIRCH, 'when: "')
    key = place(root, "topics.yaml", "    b")
    faults = (
        f'{date} facts[0].event.when: "2024-13" is not an EDTF date '
        "(expected YYYY, YYYY-MM, YYYY-MM-DD, with ? or ~, or a/b)\n"
        f'{key} topics[1].broder: unknown key "broder" (did you mean "broader"?)\n'
    )
    for args in (("ask", "alder"), ("chat",), ("facts", "check"), ("facts", "list")):
        assert axis("--pack", "lake", *args) == Ran("", faults, 1)


def test_wrong_folder_is_named(axis: Axis) -> None:
    """A folder that is none, or holds no pack, is named with what was expected there."""
    text = "nowhere is not a folder (expected the folder of a pack, with pack.yaml in it)\n"
    assert axis("--pack", "nowhere", "ask", "orvik") == Ran("", text, 1)
    ran = axis("--pack", ".", "ask", "orvik")
    missing = "cannot be read: No such file or directory (expected a readable UTF-8 file)"
    assert ran.err.splitlines() == [
        f"./actors.yaml {missing}",
        f"./pack.yaml {missing}",
        "./relations has no relation that can be read (expected at least one file <id>.yaml)",
        f"./sources.yaml {missing}",
        f"./topics.yaml {missing}",
    ]
    assert (ran.out, ran.code) == ("", 1)


def test_missing_adapter_is_a_sentence(quay: App) -> None:
    """An adapter that no package brings is named, with the mend."""
    with pytest.raises(SetupError) as caught:
        start("carrier-pigeon", quay)
    text = 'No adapter is called "carrier-pigeon". Install one, or reinstall axis-brief.'
    assert str(caught.value) == text


def test_chat_starts_the_terminal(axis: Axis, monkeypatch: pytest.MonkeyPatch) -> None:
    """`axis chat` starts the terminal with the pack and ends with its exit code."""
    begun: list[tuple[str, str]] = []

    def listen(name: str, app: App) -> int:
        begun.append((name, app.library.pack.id))
        return 7

    monkeypatch.setattr("bot.cli.start", listen)
    assert axis("--pack", QUAY, "chat") == Ran("", "", 7)
    assert begun == [("terminal", "quay")]


@pytest.mark.parametrize(
    ("trouble", "expected"),
    [
        (PermissionError(13, "Not yours", "/a/file"), Ran("", "/a/file: Not yours\n", 1)),
        (BrokenPipeError(32, "Nobody reads"), Ran("", "", 128 + signal.SIGPIPE)),
        (click.Abort(), Ran("", "", 128 + signal.SIGINT)),
    ],
    ids=["no permission", "nobody reads", "interrupted"],
)
def test_trouble_ends_in_words(
    axis: Axis, monkeypatch: pytest.MonkeyPatch, trouble: Exception, expected: Ran
) -> None:
    """Whatever the system refuses is one line at most and never a traceback."""

    def load(_root: Path) -> App:
        raise trouble

    monkeypatch.setattr("bot.cli.App", load)
    assert axis("--pack", QUAY, "ask", "orvik") == expected


def test_lines_as_json_are_answered_one_by_one(tmp_path: Path) -> None:
    """`axis ask --json -` prints an object for each line, blank ones included, at once and in
    order, and takes a new pack like any conversation."""
    root = write_lake(tmp_path)
    app = App(root)
    with Piped(tmp_path, "ask", "--json", "-", pack=root) as piped:
        for question in ("alder", "/lake birch", "", "since 99-99", "Кедры", "<!channel> ⛵ `x`"):
            expected = as_json(app.ask(question, today()))
            assert json.loads(piped.ask(question)) == expected
        publish(root, Change("pack.yaml", '"1.0"', '"1.1"'))
        ran = piped.finish("alder\r\ncedars")
    objects = [json.loads(line) for line in ran.out.splitlines()]
    assert [one["title"] for one in objects] == ["Alder", "The Cedars"]
    assert [one["pack"] for one in objects] == ["1.1", "1.1"]
    loaded = {"event": "pack loaded", "version": "1.1", "level": "info", "logger": "bot.app"}
    assert (log_lines(ran.err), ran.code) == ([loaded], 0)


def test_full_disk_is_told(tmp_path: Path) -> None:
    """Where the answer cannot be written, one line says why, and the exit code is 1."""
    line = f'"{AXIS}" --pack "{QUAY}" ask orvik >/dev/full'
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        capture_output=True,
        check=False,
        env=environment(tmp_path),
        timeout=LIMIT,
    )
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"No space left on device\n", 1)


def test_argument_that_is_no_text_is_answered(tmp_path: Path, quay: App) -> None:
    """An argument with bytes that are no UTF-8 is answered for what can be read of it; `--pack`
    goes before AXIS_PACK, and a question from a shell leaves no file behind."""
    done = subprocess.run(
        [bytes(AXIS), b"--pack", bytes(QUAY), b"ask", b"orvik", b"\xff\xfe"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env=environment(tmp_path, AXIS_PACK=os.devnull),
        timeout=LIMIT,
    )
    expected = ageless(f"{plain_text(quay.ask('orvik', today()))}\n")
    assert Ran(ageless(done.stdout.decode()), done.stderr.decode(), done.returncode) == Ran(
        expected, "", 0
    )
    assert list(tmp_path.iterdir()) == []
