"""Why: platforms run side by side in one process, and one that fails must not take the others down
nor be forgotten: it is tried again. It must know no platform and cut no answer when it ends."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.briefing.deliver import Deliverer
from bot.briefing.outlet import Outlets
from bot.briefing.store import Subscriptions
from bot.errors import AxisError, StoreError
from bot.garbage import renew
from bot.limits import Limits
from bot.metrics import Metrics
from bot.platforms import Health, Services
from bot.redaction import Redaction

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from bot.app import App
    from bot.platforms import Platform
    from bot.store import Store

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often things are done, in seconds."""

    #: before a platform that failed is tried again; doubled each time, up to `longest`: hosts that
    #: knock too often are shut out for longer
    first: float = 1.0
    longest: float = 300.0
    #: what ran for so long was well, and its next failure is a first one
    calm: float = 60.0
    #: between two looks at whether there is a newer pack
    refresh: float = 5.0
    #: before the first deletion of what was kept for its time, and between two
    first_purge: float = 10.0
    purge: float = 3_600.0
    #: for answers under way when it has to end; the rest of 10 seconds is for closing
    grace: float = 8.0
    cancelling: float = 0.5


class Running:
    """The platforms of one process, from start to end."""

    def __init__(
        self, app: App, store: Store, environment: Mapping[str, str], pace: Pace | None = None
    ) -> None:
        """Give the same core and store to all platforms; None is the pace for real."""
        self.stop = asyncio.Event()
        #: how each platform is, by name
        self.healths: dict[str, Health] = {}
        self.metrics = Metrics()
        self.outlets = Outlets()
        self._app = app
        self._store = store
        self._environment = environment
        self._redacted = Redaction(environment)
        self._pace = pace or Pace()
        self._limits = Limits()
        self._reloading = asyncio.Lock()
        self._chores: set[asyncio.Task[None]] = set()

    async def run(self, platforms: Iterable[Platform]) -> None:
        """Run the platforms, and deliver their briefs, until `stop` is set.

        Then let them finish what is under way.
        """
        listening = {asyncio.create_task(self._keep(one), name=one.name) for one in platforms}
        delivering = asyncio.create_task(self._deliver())
        self._do(self._every(self._pace.refresh, self._refresh))
        # Soon: a bot that is started more often than that would never delete anything.
        self._do(self._every(self._pace.purge, self._purge, self._pace.first_purge))
        await self.stop.wait()
        _log.info("stopping")
        _, late = await asyncio.wait({*listening, delivering}, timeout=self._pace.grace)
        for task in late - {delivering}:
            _log.warning("platform does not stop", extra={"platform": task.get_name()})
        remaining = {*late, *self._chores}
        for task in remaining:
            task.cancel()
        await asyncio.wait(remaining, timeout=self._pace.cancelling)
        _log.info("stopped")

    def reload(self) -> None:
        """Load the pack anew, beside the answers that are given meanwhile."""
        self._do(self._reload(self._app.reload))

    def _do(self, chore: Awaitable[None]) -> None:
        task = asyncio.ensure_future(chore)
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)

    async def _deliver(self) -> None:
        delivers = Deliverer(
            self._store, lambda: self._app.library, self.outlets, metrics=self.metrics
        )
        await delivers.run(self.stop)

    async def _keep(self, platform: Platform) -> None:
        """Run a platform, and again whenever it fails, until all have to stop."""
        health = self.healths[platform.name] = Health()
        services = Services(
            app=self._app,
            store=self._store,
            limits=self._limits,
            environment=self._environment,
            stop=self.stop,
            health=health,
            metrics=self.metrics,
            outlets=self.outlets,
        )
        clock = asyncio.get_running_loop().time
        pause = self._pace.first
        while not self.stop.is_set():
            began = clock()
            _log.info("platform starts", extra={"platform": platform.name})
            error = await _failure(platform, services)
            if self.stop.is_set() and error is None:
                break
            if clock() - began >= self._pace.calm:
                pause = self._pace.first
            self._tell(platform.name, error, pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.stop.wait(), pause)
            pause = min(2 * pause, self._pace.longest)
        health.state = "stopped"

    def _tell(self, name: str, error: BaseException | None, pause: float) -> None:
        """Let status pages and the log know that a platform failed, and why."""
        trouble = self._redacted(_words(error))
        self.healths[name].state = "failing"
        self.healths[name].trouble = trouble
        told = {"platform": name, "trouble": trouble, "again_in_seconds": pause}
        # What a person can mend is a sentence already; of all else the place in the code is news.
        place = None if error is None or isinstance(error, AxisError) else error
        _log.error("platform failed", extra=told, exc_info=place)

    async def _every(
        self, seconds: float, chore: Callable[[], Awaitable[None]], first: float | None = None
    ) -> None:
        """Do a chore again and again; the first time after `first` seconds where that is given."""
        await asyncio.sleep(seconds if first is None else first)
        while True:
            await chore()
            await asyncio.sleep(seconds)

    async def _refresh(self) -> None:
        await self._reload(self._app.refresh)

    async def _reload(self, load: Callable[[], bool]) -> None:
        async with self._reloading:
            try:
                if await asyncio.to_thread(load):
                    renew()
            except Exception:  # noqa: BLE001 - whatever the folder holds, the old pack answers
                _log.exception("pack not looked at")

    async def _purge(self) -> None:
        try:
            await self._store.purge()
            await Subscriptions(self._store).purge()
        except StoreError as error:
            _log.warning("nothing purged", extra={"because": str(error)})


async def _failure(platform: Platform, services: Services) -> BaseException | None:
    """Run the platform; return what it failed with, None where it ended by itself."""
    try:
        await platform.run(services)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - the others go on
        return error
    return None


def _words(error: BaseException | None) -> str:
    if error is None:
        return "It ended without being told to."
    return str(error) if isinstance(error, AxisError) else f"{type(error).__name__}: {error}"
