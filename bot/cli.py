"""Why: the command `axis`: questions from a shell, curators' tools, and the start of the
platforms. Adapters are found by their entry points and loaded only when started. It must print no
traceback for anything that a person typed."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.app import App
from bot.briefing.about import read_about
from bot.briefing.asking import brief_of
from bot.errors import AxisError
from bot.facts_cli import facts
from bot.logs import start_log
from bot.redaction import Redaction
from bot.rendering import as_json, brief_text, plain_text
from bot.run_cli import db, doctor, manifest, run
from bot.settings import find_pack, read_environment, read_settings
from bot.starting import TERMINAL, start
from bot.subscriptions_cli import subscriptions

if TYPE_CHECKING:
    from bot.reply import Reply

# What shells report of a command that a signal ended: 128 and the signal's number.
_INTERRUPTED = 128 + signal.SIGINT
_NOBODY_READS = 128 + signal.SIGPIPE


def today() -> date:
    """Return the day in UTC: the one place where the command reads the clock."""
    return datetime.now(UTC).date()


class _Axis(click.Group):
    """The command, ending in words and exit codes whatever happens to its pipes."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the subcommand and return what it returns."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _give_up_output()
            ctx.exit(_NOBODY_READS)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            with suppress(OSError):
                click.echo(f"{where}{error.strerror or error}", err=True)
            _give_up_output()
            ctx.exit(1)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the subcommand; of one that is not known, say what is near it."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            text = f"{error.format_message()} To ask a question: {ctx.command_path} ask TEXT."
            raise click.UsageError(text, ctx) from None


def _give_up_output() -> None:
    """Let go of what cannot be written: flushing it again at the very end would fail aloud."""
    for stream, err in ((sys.stdout, False), (sys.stderr, True)):
        try:
            click.echo(nl=False, err=err)
        except OSError:
            with Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), stream.fileno())


@click.group(cls=_Axis, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--pack", type=click.Path(path_type=Path), help="The folder of the pack.")
@click.version_option(package_name="axis-brief", prog_name="axis")
@click.pass_context
def axis(context: click.Context, pack: Path | None) -> None:
    """Short, sourced answers from a pack of curated facts."""
    context.obj = lambda: find_pack(pack, read_settings(), Path.cwd())


@axis.command()
@click.argument("text", nargs=-1)
@click.option(
    "--json", "as_program", is_flag=True, help="Print JSON; with TEXT -, an object a line read."
)
@click.pass_context
def ask(context: click.Context, text: tuple[str, ...], *, as_program: bool) -> None:
    """Answer one question; without TEXT, tell what can be asked."""
    app = App(context.obj())
    if as_program and text == ("-",):
        _answer_lines(app)
        return
    reply = app.ask(" ".join(text), today())
    if as_program:
        _print_json(reply)
    else:
        click.echo(plain_text(reply))
    context.exit(2 if reply.kind == "error" else 0)


def _answer_lines(app: App) -> None:
    start_log()
    for line in sys.stdin or ():
        app.refresh()
        _print_json(app.ask(line.rstrip("\n"), today()))


def _print_json(reply: Reply) -> None:
    # click.echo flushes, so that a program that asks line by line is answered line by line.
    click.echo(json.dumps(as_json(reply), ensure_ascii=False))


@axis.command()
@click.option("--date", "day", metavar="DATE", help="The day of the brief; today without it.")
@click.option("--about", default="", help="Actors and topics, such as those that help names.")
@click.pass_context
def brief(context: click.Context, day: str | None, about: str) -> None:
    """Print the brief of a day, on everything or on what is named."""
    library = App(context.obj()).library
    now = today()
    asked = read_day(day) if day else now
    click.echo(brief_text(brief_of(library, asked, read_about(about, library), now)))


def read_day(text: str) -> date:
    """Return the day that a person typed; raise UsageError where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        msg = f'--date: "{text}" is no date (expected YYYY-MM-DD, such as 2026-11-23)'
        raise click.UsageError(msg) from None


@axis.command()
@click.pass_context
def chat(context: click.Context) -> None:
    """Ask in the terminal, line by line."""
    context.exit(start(TERMINAL, App(context.obj())))


for command in (facts, run, doctor, db, manifest, subscriptions):
    axis.add_command(command)


def main() -> None:
    """Run the command; what a person can mend is printed as sentences, with exit code 1."""
    _speak_utf8()
    try:
        code = axis.main(prog_name="axis", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        code = _INTERRUPTED
    except AxisError as error:
        click.echo(_redacted(str(error)), err=True)
        code = 1
    sys.exit(code)


def _redacted(text: str) -> str:
    try:
        return Redaction(read_environment(Path.cwd()))(text)
    except (AxisError, OSError):  # .env is what the text is about
        return Redaction(os.environ)(text)


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the locale, with a sign in place of what is no text."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
