"""Why: around the platforms stands what a process owes its host: one bot a database file, signals
that are obeyed, an end within ten seconds. It must do nothing that a platform could do."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.briefing.store import Subscriptions
from bot.redaction import Redaction
from bot.running import Pace, Running
from bot.status import Address, Sources, status_served
from bot.store import open_store
from bot.store.alone import alone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bot.app import App
    from bot.platforms import Platform

_log = logging.getLogger(__name__)
#: what a process that has to be made to end reports
GAVE_UP = 1
_SECONDS_TO_END = 9.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the process is told from outside.

    `database` is an address, None for a SQLite file, and the folder for that file; `status` is
    where health, readiness and metrics are told.
    """

    environment: Mapping[str, str]
    database: tuple[str | None, Path]
    status: Address


def serve(
    app: App,
    platforms: Sequence[Platform],
    surroundings: Surroundings,
    pace: Pace | None = None,
) -> None:
    """Run the platforms until SIGTERM or SIGINT; SIGHUP loads the pack anew.

    Raises SetupError where the database cannot be used.
    """
    with alone(*surroundings.database):
        asyncio.run(_serve(app, platforms, surroundings, pace))


async def _serve(
    app: App,
    platforms: Sequence[Platform],
    surroundings: Surroundings,
    pace: Pace | None,
) -> None:
    store = open_store(*surroundings.database, alone=True)
    try:
        await store.check()
        running = Running(app, store, surroundings.environment, pace)
        _obey(running)
        sources = Sources(app, running.healths, running.metrics, store.check, running.stop)
        sources.count_briefs = Subscriptions(store).counts
        redacted = Redaction(surroundings.environment)
        async with status_served(surroundings.status, sources, redacted):
            await running.run(platforms)
    finally:
        await store.close()


def _obey(running: Running) -> None:
    loop = asyncio.get_running_loop()

    def end() -> None:
        if not running.stop.is_set():
            # A thread, as a loop that is held up could not end itself; it goes with the process.
            last = threading.Timer(_SECONDS_TO_END, _give_up)
            last.daemon = True
            last.start()
        running.stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end)
    loop.add_signal_handler(signal.SIGHUP, running.reload)


def _give_up() -> None:
    _log.error("did not stop in time")
    os._exit(GAVE_UP)
