"""Why: a file has one process to itself, so who answers and who listens is decided there at once.
Claims are written down behind it for the process that comes after; leases end with it. It must hold
no answer up and forget nothing that a platform may still repeat."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

_log = logging.getLogger(__name__)
#: for so long claims are gathered before they are written, beside the answers that they belong to
_SECONDS_BEHIND = 0.05
#: how often within its time a key is looked at for whether it can go
_SWEEPS = 50


class SoleClaims:
    """Claims of the only process that has any.

    One that is killed may lose those of the last moment. A platform repeats what was not
    acknowledged, and those were, so nothing is answered twice.
    """

    def __init__(
        self,
        read: Callable[[], Awaitable[Iterable[str]]],
        write: Callable[[Sequence[str]], Awaitable[object]],
        seconds: float,
        clock: Callable[[], float],
    ) -> None:
        """Read what was claimed before with `read`, once; each key is kept for `seconds`."""
        self._read = read
        self._write = write
        self._seconds = seconds
        self._clock = clock
        #: when each key was claimed
        self._claimed: dict[str, float] = {}
        self._swept = clock()
        self._unwritten: list[str] = []
        self._reading: asyncio.Task[None] | None = None
        self._writing: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()

    async def claim(self, key: str) -> bool:
        """Return whether this caller has the key; raise StoreError where nothing could be read."""
        await self._known()
        now = self._clock()
        self._forget(now)
        if key in self._claimed:
            return False
        self._claimed[key] = now
        self._unwritten.append(key)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_down())
        return True

    async def close(self) -> None:
        """Write down what is not written yet."""
        self._closing.set()
        if self._writing is not None:
            await self._writing

    async def _known(self) -> None:
        """Have read what was claimed before, after one that failed once more."""
        reading = self._reading
        if reading is None or (reading.done() and (reading.cancelled() or reading.exception())):
            reading = self._reading = asyncio.create_task(self._remember())
        if not reading.done():
            await asyncio.shield(reading)  # one caller who goes away leaves it to the others
        reading.result()

    async def _remember(self) -> None:
        self._claimed = dict.fromkeys(await self._read(), self._clock())

    def _forget(self, now: float) -> None:
        if now < self._swept + self._seconds / _SWEEPS:
            return
        self._swept = now
        kept = self._claimed.items()
        self._claimed = {key: at for key, at in kept if at > now - self._seconds}

    async def _write_down(self) -> None:
        while self._unwritten:
            with suppress(TimeoutError):
                async with asyncio.timeout(_SECONDS_BEHIND):
                    await self._closing.wait()
            keys, self._unwritten = self._unwritten, []
            try:
                await self._write(keys)
            except StoreError as error:
                _log.warning("claims not written yet", extra={"because": str(error)})
                self._unwritten = [*keys, *self._unwritten]
                return


class SoleLeases:
    """Leases within the only process that has any: those of one that died are nobody's."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Count seconds by the clock."""
        self._clock = clock
        self._held: dict[str, tuple[str, float]] = {}

    def take(self, name: str, holder: str, seconds: float) -> bool:
        """Return whether `holder` has the lease now, for that long."""
        now = self._clock()
        other, until = self._held.get(name, (holder, now))
        if other != holder and now < until:
            return False
        self._held[name] = (holder, now + seconds)
        return True

    def drop(self, name: str, holder: str) -> None:
        """Free the lease, if `holder` has it."""
        if self._held.get(name, ("", 0.0))[0] == holder:
            del self._held[name]
