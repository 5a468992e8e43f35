"""Why: limits of seconds and minutes are tried out without waiting for either: an event loop whose
clock stands while anything is at work and leaps while nothing is. Bots, SDKs and stand-ins on it
share that clock, however busy the machine is. It must not be asked what something took."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiosqlite import Connection
from sqlalchemy import Double, literal
from sqlalchemy.ext.asyncio import engine
from sqlalchemy.util import greenlet_spawn

if TYPE_CHECKING:
    import pytest
    from sqlalchemy import ColumnElement

#: for how many seconds the clock stands for a database; no answer takes so long
_STAND = 10.0
#: the instant at which the clock begins for databases, in seconds since 1970
_BEGINNING = 1_800_000_000.0


class _Hurrying(selectors.DefaultSelector):
    """Waits for sockets, but for no time."""

    def __init__(self) -> None:
        """Begin at zero."""
        super().__init__()
        self.now = 0.0
        #: what works beside the loop
        self.at_work = 0

    def select(self, timeout: float | None = None) -> list[Any]:
        """Return what is ready, else let the time be over at once."""
        found = super().select(0)
        if found or timeout == 0:
            return found
        # What was sent to a socket of this machine is there, or is as if it were a while under way.
        wait = _STAND if self.at_work or timeout is None else 0
        found = super().select(wait)
        if not found and timeout is not None:
            self.now += timeout
        return found


class HurriedLoop(asyncio.SelectorEventLoop):
    """An event loop in which waiting takes no time."""

    def __init__(self) -> None:
        """Begin at zero."""
        self._hurrying = _Hurrying()
        super().__init__(self._hurrying)

    def time(self) -> float:
        """Return the seconds since the loop began."""
        return self._hurrying.now

    def working(self, more: int) -> None:
        """Let the clock stand for more, or with a negative number for less."""
        self._hurrying.at_work += more

    def clock(self) -> ColumnElement[float]:
        """Return the instant as statements of a database take it."""
        return literal(_BEGINNING + self.time(), Double())


def hurried() -> HurriedLoop:
    """Return the loop that runs."""
    found = asyncio.get_running_loop()
    assert isinstance(found, HurriedLoop)
    return found


def stand_for_databases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock stand while a database is asked: it answers in time that is not the test's."""
    monkeypatch.setattr(engine, "greenlet_spawn", _standing(greenlet_spawn))
    monkeypatch.setattr(Connection, "_execute", _standing(Connection._execute))  # noqa: SLF001 - its thread's only door


def _standing(real: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def asked(*told: Any, **more: Any) -> Any:  # noqa: ANN401 - the libraries'
        loop = asyncio.get_running_loop()
        if not isinstance(loop, HurriedLoop):
            return await real(*told, **more)
        loop.working(1)
        try:
            return await real(*told, **more)
        finally:
            loop.working(-1)

    return asked
