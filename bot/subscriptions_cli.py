"""Why: operators see which channels are served, keep a copy, and move them to another database.
These commands work beside a running bot. They must post nothing."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.settings import find_database, read_environment
from bot.starting import platform_names

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from bot.briefing.exchange import Entry
    from bot.briefing.model import Subscription
    from bot.briefing.store import Subscriptions
    from bot.knowledge.library import Library


@click.group()
def subscriptions() -> None:
    """List, export and import the channels' briefs."""


@subscriptions.command(name="list")
@click.pass_obj
def list_subscriptions(root: Callable[[], Path]) -> None:
    """List each channel with what it wished for and when its next brief comes."""
    library = _library(root())
    found = asyncio.run(_all())
    for one in found:
        click.echo(_line(one, library))
    click.echo(_summary(found))


@subscriptions.command(name="export")
def export_subscriptions() -> None:
    """Print all subscriptions as JSON, but those of workspaces that removed the app."""
    from bot.briefing.exchange import export_text  # noqa: PLC0415 - see _library

    found = asyncio.run(_all())
    awake = [one for one in found if one.asleep_since is None]
    click.echo(export_text(awake))
    if len(awake) < len(found):
        number = len(found) - len(awake)
        left_out = "1 subscription is" if number == 1 else f"{number} subscriptions are"
        text = f"{left_out} left out, as the app was removed from the workspace."
        click.echo(text, err=True)


@subscriptions.command(name="import")
@click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)
)
@click.pass_obj
def import_subscriptions(root: Callable[[], Path], file: Path) -> None:
    """Make the subscriptions in FILE, or change those there are; - reads standard input.

    Nothing is taken from a file in which something is wrong. Channels that are not in it stay as
    they are.
    """
    from bot.briefing.exchange import read_export  # noqa: PLC0415 - see _library

    library = _library(root())
    with click.open_file(str(file), "rb") as opened:
        entries = read_export(opened.read(), library, platform_names())
    made, changed = asyncio.run(_take(entries, library))
    same = len(entries) - made - changed
    click.echo(f"{made} made, {changed} changed, {same} as they were.")


def _library(root: Path) -> Library:
    # Other commands never pay for packs, databases and pydantic's shapes.
    from bot.knowledge.loader import load  # noqa: PLC0415 - see above

    return load(root)


@asynccontextmanager
async def _opened() -> AsyncIterator[Subscriptions]:
    from bot.briefing.store import Subscriptions  # noqa: PLC0415 - see _library
    from bot.store import open_store  # noqa: PLC0415 - see _library

    store = open_store(*find_database(read_environment(Path.cwd())))
    try:
        await store.check()
        yield Subscriptions(store)
    finally:
        await store.close()


async def _all() -> tuple[Subscription, ...]:
    async with _opened() as kept:
        return await kept.all()


async def _take(entries: Iterable[Entry], library: Library) -> tuple[int, int]:
    """Make or change what the file has otherwise; return how many were made and changed."""
    from bot.briefing.snapshot import snapshot  # noqa: PLC0415 - see _library

    today = snapshot(library)
    made = changed = 0
    async with _opened() as kept:
        await kept.keep_snapshot(today.key, today.version, today.text)
        for entry in entries:
            found = await kept.at(entry.place)
            if found is not None and (found.wish, found.paused) == (entry.wish, entry.paused):
                continue
            await _save(kept, entry, found, today.key)
            made += found is None
            changed += found is not None
    return made, changed


async def _save(
    kept: Subscriptions, entry: Entry, found: Subscription | None, baseline: str
) -> None:
    who = entry.made_by if found is None else entry.changed_by
    paused = entry.paused is not None
    saved, _ = await kept.save(entry.place, entry.wish, who, baseline, keep_paused=paused)
    if paused:
        await kept.pause(entry.place, entry.changed_by, entry.paused or "")
    elif saved.changed_by != entry.changed_by:
        await kept.save(entry.place, entry.wish, entry.changed_by, baseline)


def _line(one: Subscription, library: Library) -> str:
    from bot.briefing.wishes import wish_text  # noqa: PLC0415 - see _library

    place = f"{one.place.platform} {one.place.workspace} {one.place.channel}"
    return f"{place} · {wish_text(one.wish, library)} · {_state(one)}"


def _state(one: Subscription) -> str:
    from bot.briefing.calendar import Due, due_words  # noqa: PLC0415 - see _library
    from bot.knowledge.edtf import day_words  # noqa: PLC0415 - see _library

    if one.asleep_since is not None:
        return f"asleep since {day_words(one.asleep_since.date())}, when the app was removed"
    if one.paused is not None:
        return f"paused: {one.paused}" if one.paused else "paused"
    if one.next_due is None or one.next_date is None:
        return "no date is left"
    return f"next {due_words(Due(one.next_date, one.next_due), one.wish.schedule)}"


def _summary(found: tuple[Subscription, ...]) -> str:
    if not found:
        return "No channel has subscribed."
    asleep = sum(one.asleep_since is not None for one in found)
    paused = sum(one.paused is not None and one.asleep_since is None for one in found)
    many = "1 subscription" if len(found) == 1 else f"{len(found)} subscriptions"
    return f"{many}, {paused} paused, {asleep} asleep."
