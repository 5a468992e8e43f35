"""Why: the command `axis`: questions from a shell, curators' tools, and the start of the
platforms. Adapters are found by their entry points and loaded only when started. It must print no
traceback for anything that a person typed."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.app import App
from bot.errors import AxisError, SetupError
from bot.facts_cli import facts
from bot.rendering import as_json, plain_text
from bot.settings import Settings, find_pack

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bot.reply import Reply

ADAPTERS = "axis_brief.adapters"


def today() -> date:
    """Return the day in UTC: the one place where the command reads the clock."""
    return datetime.now(UTC).date()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--pack", type=click.Path(path_type=Path), help="The folder of the pack.")
@click.version_option(package_name="axis-brief", prog_name="axis")
@click.pass_context
def axis(context: click.Context, pack: Path | None) -> None:
    """Short, sourced answers from a pack of curated facts."""
    context.obj = lambda: find_pack(pack, Settings(), Path.cwd())


@axis.command()
@click.argument("text", nargs=-1)
@click.option("--json", "as_program", is_flag=True, help="Print JSON; TEXT - reads a line each.")
@click.pass_obj
def ask(root: Callable[[], Path], text: tuple[str, ...], *, as_program: bool) -> None:
    """Answer one question: axis ask russia iran."""
    app = App(root())
    if as_program and text == ("-",):
        for line in sys.stdin:
            _print_json(app.ask(line.rstrip("\n"), today()))
        return
    reply = app.ask(" ".join(text), today())
    if as_program:
        _print_json(reply)
    else:
        click.echo(plain_text(reply))
    sys.exit(2 if reply.kind == "error" else 0)


def _print_json(reply: Reply) -> None:
    click.echo(json.dumps(as_json(reply), ensure_ascii=False))


@axis.command()
@click.pass_obj
def chat(root: Callable[[], Path]) -> None:
    """Ask in the terminal, line by line."""
    sys.exit(start("terminal", App(root())))


@axis.command()
@click.pass_obj
def run(root: Callable[[], Path]) -> None:
    """Start the bot: the terminal."""
    sys.exit(start("terminal", App(root())))


def start(name: str, app: App) -> int:
    """Start the adapter of that name and return its exit code.

    Raises SetupError where no package brings an adapter of that name.
    """
    found = entry_points(group=ADAPTERS, name=name)
    if not found:
        msg = f'No adapter is called "{name}". Install one, or reinstall axis-brief.'
        raise SetupError(msg)
    listen: Callable[[App], int] = next(iter(found)).load()
    return listen(app)


axis.add_command(facts)


def main() -> None:
    """Run the command; what a person can mend is printed as sentences, with exit code 1."""
    try:
        axis()
    except AxisError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
