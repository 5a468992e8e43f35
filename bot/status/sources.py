"""Why: status pages say how things are now, so what they are made from is gathered here, once for
all pages. It must never hold a page up: a database that is silent is told of instead."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from bot.errors import AxisError

if TYPE_CHECKING:
    from bot.app import App
    from bot.briefing.model import State
    from bot.metrics import Metrics
    from bot.platforms import Health

_T = TypeVar("_T")
#: those who ask wait no longer than that
_SECONDS_TO_ANSWER = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Whether the bot can answer, and why not; `database` and `pack` hold their troubles."""

    words: tuple[str, ...]
    database: str | None
    pack: str | None

    @property
    def ready(self) -> bool:
        """Whether nothing keeps it from answering."""
        return not self.words


class Sources:
    """What status pages are made from."""

    def __init__(
        self,
        app: App,
        healths: Mapping[str, Health],
        metrics: Metrics,
        check: Callable[[], Awaitable[None]],
        stop: asyncio.Event,
    ) -> None:
        """`healths` are those of the platforms that were started; `check` asks the database.

        `stop` tells that the bot is ending.
        """
        self.app = app
        self.healths = healths
        self.metrics = metrics
        #: returns how many briefs there are in each state, where briefs are delivered
        self.count_briefs: Callable[[], Awaitable[Mapping[State, int]]] | None = None
        self._stop = stop
        self._database = _Asked(check)
        self._briefs = _Asked(self._count)

    async def readiness(self) -> Readiness:
        """Return whether the database answers and each platform that was started is ready."""
        _, trouble = await self._database.answer()
        words = [trouble] if trouble else []
        if self._stop.is_set():
            words.append("The bot is stopping.")
        elif not self.healths:
            words.append("No platform has started yet.")
        words += [
            f"{name} is {health.state}" + (f": {health.trouble}" if health.trouble else ".")
            for name, health in self.healths.items()
            if health.state != "ready"
        ]
        return Readiness(words=tuple(words), database=trouble, pack=self.app.trouble)

    async def briefs(self) -> Mapping[State, int] | None:
        """Return how many briefs are in each state; None where it cannot be known now."""
        counts, _ = await self._briefs.answer()
        return counts

    async def _count(self) -> Mapping[State, int] | None:
        return None if self.count_briefs is None else await self.count_briefs()


class _Asked(Generic[_T]):
    """A question to the database, asked once at a time however many want to know."""

    def __init__(self, ask: Callable[[], Awaitable[_T]]) -> None:
        """Ask with `ask`."""
        self._ask = ask
        self._under_way: asyncio.Future[_T] | None = None

    async def answer(self) -> tuple[_T | None, str | None]:
        """Return the answer, or None and in words why there is none.

        What takes too long goes on: a statement that is torn off leaves a connection behind.
        """
        if self._under_way is None or self._under_way.done():
            self._under_way = asyncio.ensure_future(self._ask())
        asked = self._under_way
        done, _ = await asyncio.wait({asked}, timeout=_SECONDS_TO_ANSWER)
        if not done:
            return None, f"The database does not answer within {_SECONDS_TO_ANSWER:g} seconds."
        try:
            return asked.result(), None
        except AxisError as error:
            return None, str(error)
        except Exception as error:  # noqa: BLE001 - whatever it trips over, a page says so
            return None, f"The database does not answer ({type(error).__name__})."
