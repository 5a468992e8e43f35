"""Why: some news come once, as that an app was removed, and must not be lost because the database
is away just then. They are written down when it is back. It must not outlive the process, nor go on
for ever."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How long to wait, in seconds: at first, then twice as long each time up to `longest`."""

    first: float = 0.2
    longest: float = 15.0
    #: after so long it is given up
    most: float = 3_600.0


_WAITS = Waits()


async def insist(
    work: Callable[[], Awaitable[object]],
    line: str,
    stop: asyncio.Event | None = None,
    waits: Waits = _WAITS,
) -> bool:
    """Do `work` again until the database answers; return whether it did.

    It is given up when `stop` is set, or after `waits.most`. The log says `line` each time that the
    database does not answer.
    """
    stop = stop or asyncio.Event()
    clock = asyncio.get_running_loop().time
    until, wait = clock() + waits.most, waits.first
    while True:
        try:
            await work()
        except StoreError as error:
            _log.warning(line, extra={"because": str(error)})
        else:
            return True
        if stop.is_set() or clock() + wait > until:
            _log.error("given up", extra={"what": line})
            return False
        await rest(stop, wait)
        wait = min(2 * wait, waits.longest)


async def rest(event: asyncio.Event, seconds: float) -> None:
    """Wait for so long, or until the event is set."""
    # Not asyncio.timeout: until Python 3.13 one that runs out at the instant at which it is woken
    # cancels whatever this task does next.
    woken = asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait({woken}, timeout=seconds)
    finally:
        woken.cancel()
