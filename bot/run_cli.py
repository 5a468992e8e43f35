"""Why: the operators' commands: start the bot, examine what it is set up with, move its tables,
print what a platform wants to know of it. It must start nothing that was not asked for, and load
what runs platforms only where they run."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.app import App
from bot.errors import SetupError
from bot.garbage import loading
from bot.logs import start_log
from bot.settings import find_database, read_environment, read_settings
from bot.starting import (
    TERMINAL,
    find_platforms,
    given,
    has_variables,
    is_set_up,
    lacking,
    nothing_to_start,
    start,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.platforms import Finding, Platform

_log = logging.getLogger(__name__)
#: sysexits.h: something is not set up; hosts do not start what ends so again and again
EX_CONFIG = os.EX_CONFIG
_FAULT = os.EX_SOFTWARE


@click.command()
@click.option(
    "--platforms-only", is_flag=True, help="Start no terminal where no platform has its secrets."
)
@click.pass_context
def run(context: click.Context, *, platforms_only: bool) -> None:
    """Start the bot: each platform whose secrets are set, else the terminal."""
    environment = read_environment(Path.cwd())
    with loading():
        platforms, broken = find_platforms(has_variables(environment))
        ready = [one for one in platforms if is_set_up(one, environment)]
        app = App(context.obj()) if ready else None
    if app is not None:
        context.exit(_run_platforms(app, platforms, broken, environment))
    begun = any(given(one, environment) for one in platforms)
    if platforms_only or begun or not _somebody_asks():
        platforms, broken = find_platforms()
        for one in broken:
            click.echo(f"{one.what}: {one.text}", err=True)
        click.echo(nothing_to_start(platforms, environment), err=True)
        context.exit(EX_CONFIG)
    context.exit(start(TERMINAL, App(context.obj())))


def _somebody_asks() -> bool:
    """Whether a person sits at standard input, or something was written to it."""
    if sys.stdin is None:
        return False
    lines = sys.stdin.buffer
    return sys.stdin.isatty() or (isinstance(lines, io.BufferedReader) and bool(lines.peek(1)))


def _run_platforms(
    app: App,
    platforms: Sequence[Platform],
    broken: Sequence[Finding],
    environment: Mapping[str, str],
) -> int:
    with loading():  # a terminal never pays for databases
        from bot.serving import Surroundings, serve  # noqa: PLC0415
        from bot.status import Address  # noqa: PLC0415

    start_log(environment)
    settings = read_settings()
    surroundings = Surroundings(
        environment=environment,
        database=find_database(environment),
        status=Address(host=settings.status_host, port=settings.status_port),
    )
    for one in broken:
        _log.error("adapter not loaded", extra={"platform": one.what, "trouble": one.text})
    ready = []
    for platform in platforms:
        if is_set_up(platform, environment):
            ready.append(platform)
        elif given(platform, environment):
            extra = {"platform": platform.name, "needs": lacking(platform, environment)}
            _log.warning("platform not started", extra=extra)
    try:
        serve(app, ready, surroundings)
    except Exception as error:
        if isinstance(error, SetupError):
            raise
        _log.exception("stopped by a fault")
        return _FAULT
    return 0


@click.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Examine pack, zones, database and each platform's secrets, and say how to mend them."""
    from bot import doctor as doctors  # noqa: PLC0415 - other commands never pay for databases

    pack: Path = context.obj()
    # Platforms look at the pack that is examined here, whichever way it was named.
    environment = {**read_environment(Path.cwd()), "AXIS_PACK": str(pack)}
    platforms, broken = find_platforms()

    async def examine() -> list[Finding]:
        return [
            doctors.examine_pack(pack),
            doctors.examine_zones(),
            await doctors.examine_database(*find_database(environment)),
            *await doctors.examine_platforms(platforms, environment),
            *broken,
        ]

    findings = asyncio.run(examine())
    click.echo(doctors.report(findings, environment))
    context.exit(0 if all(one.well for one in findings) else 1)


@click.group()
def db() -> None:
    """Look after the bot's database."""


@db.command()
def upgrade() -> None:
    """Bring the database's tables to this version of the bot."""
    from bot.store.opening import upgrade_now  # noqa: PLC0415 - see above

    moved = asyncio.run(upgrade_now(*find_database(read_environment(Path.cwd()))))
    click.echo("The tables are of this version now." if moved else "The tables were up to date.")


@db.command("erase-workspace")
@click.argument("name", metavar="PLATFORM")
@click.argument("workspace")
@click.option("--channel", metavar="ID", help="Delete what is kept of this channel alone.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
def erase(name: str, workspace: str, channel: str | None, *, yes: bool) -> None:
    """Delete all that is kept of a WORKSPACE: tokens, settings, subscriptions and their briefs.

    A Discord conversation with one person is in no server: its WORKSPACE is "", its channel is
    named with --channel.
    """
    from bot.erasing import Erased, erase_workspace, erased  # noqa: PLC0415 - see above

    if not workspace and not channel:
        msg = 'WORKSPACE is empty. Name one; with "" name a conversation with --channel.'
        raise SetupError(msg)
    what = Erased(platform=name, workspace=workspace, channel=channel or None)
    platforms, broken = find_platforms()
    platform = next((one for one in platforms if one.name == name), None)
    if platform is None:
        known = ", ".join(one.name for one in platforms)
        told = next((f" {one.text}" for one in broken if one.what == name), "")
        msg = f'"{name}" is none of the platforms that are installed ({known}).{told}'
        raise SetupError(msg)
    if not yes and not _confirmed(f"Erase all that is kept of {what}?"):
        msg = "Nothing was erased. Answer y, or say --yes."
        raise SetupError(msg)
    database = find_database(read_environment(Path.cwd()))
    click.echo(erased(what, asyncio.run(erase_workspace(database, platform, what))))


def _confirmed(question: str) -> bool:
    try:
        return click.confirm(question, err=True)
    except click.Abort:  # nobody is there to answer
        click.echo(err=True)
        return False


@click.command()
@click.argument("platform")
@click.option("--http", is_flag=True, help="For signed HTTP requests rather than a socket.")
@click.pass_context
def manifest(context: click.Context, platform: str, *, http: bool) -> None:
    """Print what PLATFORM sets the bot's app up from."""
    platforms, broken = find_platforms(lambda name: name == platform)
    make = getattr(platforms[0], "manifest", None) if platforms else None
    if make is None:
        told = broken[0].text if broken else "It is no platform that is set up from a manifest."
        msg = f'"{platform}" has no manifest. {told}'
        raise SetupError(msg)
    text: str = make(App(context.obj()).library.pack, socket_mode=not http)
    click.echo(text.rstrip("\n"))
