"""Why: a brief arrives once, through crashes and beside other replicas. The worker looks for what
is due, has it posted, and writes down what became of it. It must know no platform, and no word of
a brief."""

from __future__ import annotations

import asyncio
import logging
import math
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from bot.briefing.counting import count
from bot.briefing.due import BATCH, enqueue
from bot.briefing.elapsed import elapsed
from bot.briefing.gathering import Gathered
from bot.briefing.pacers import Pacers
from bot.briefing.pausing import PauseNotices
from bot.briefing.posting import Patience, Posting, nonce_of
from bot.briefing.preparing import Preparing
from bot.briefing.queue import Leases, Queue
from bot.briefing.store import Subscriptions
from bot.briefing.sweeping import sweep
from bot.errors import StoreError
from bot.metrics import Metrics
from bot.store.insisting import insist, rest
from bot.store.schema import Clock, Now

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from bot.briefing.claims import Claim, Outcome, Written
    from bot.briefing.model import Place
    from bot.briefing.outlet import Outlet, Outlets
    from bot.briefing.pacing import Pacer
    from bot.knowledge.library import Library
    from bot.store import Store

__all__ = ["Deliverer", "Habits", "nonce_of"]

_log = logging.getLogger(__name__)
_FIRST_WAIT, _LONGEST_WAIT = 0.2, 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How delivery spends its time, in seconds."""

    leases: Leases = field(default_factory=Leases)
    patience: Patience = field(default_factory=Patience)
    #: between two looks at what is due
    look: float = 1.0
    #: between two looks at what was left behind
    sweep: float = 5.0
    #: for what is being sent when it has to end
    grace: float = 7.0
    #: briefs of one platform that this process has in hand at once
    at_once: int = 1_000
    #: requests to one platform that are under way at once
    requests: int = 500
    #: the database's, unless a test has one of its own
    clock: Clock = Now


class Deliverer:
    """Posts what is due, from one process of any number."""

    def __init__(
        self,
        store: Store,
        library: Callable[[], Library],
        outlets: Outlets,
        *,
        metrics: Metrics | None = None,
        habits: Habits | None = None,
    ) -> None:
        """Deliver what `store` holds, composed from the pack that `library` returns at the time."""
        self._store = store
        self._outlets = outlets
        self._metrics = metrics or Metrics()
        self._habits = habits or Habits()
        self._clock = clock = self._habits.clock
        self._subscriptions = Subscriptions(store, clock)
        self._preparing = Preparing(library, self._subscriptions)
        self._queue = Queue(store, self._habits.leases, clock)
        self._sending: Gathered[tuple[Claim, Written], bool] = Gathered(self._queue.sending)
        self._settling: Gathered[Outcome, bool] = Gathered(self._queue.settle)
        self._pacers = Pacers(store)
        self._under_way: dict[str, set[asyncio.Task[None]]] = {}
        self._gates: dict[str, asyncio.Semaphore] = {}
        self._notices = PauseNotices(
            outlets=outlets, metrics=self._metrics, seconds=self._habits.patience.request
        )
        self._wake = asyncio.Event()
        self._swept = -math.inf
        self._stopping = False
        self._looking = False

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop` is set, then finish what is being sent and hand back the rest."""
        stopped = asyncio.ensure_future(stop.wait())
        stopped.add_done_callback(lambda _: self._wake.set())
        try:
            while not stop.is_set():
                self._wake.clear()
                if not await self._look():
                    await rest(self._wake, self._habits.look)
        finally:
            stopped.cancel()
            await self._finish()

    @property
    def busy(self) -> bool:
        """Whether it is looking for briefs, or any is under way."""
        return self._looking or any(self._under_way.values()) or self._notices.busy

    async def _look(self) -> bool:
        """Do one round; return whether there may be more to do at once."""
        self._looking = True
        try:
            return await self._round()
        except StoreError as error:
            cause = repr(error.__cause__)
            _log.warning(
                "briefs wait for the database", extra={"because": str(error), "cause": cause}
            )
        except Exception:  # noqa: BLE001 - a worker that ended would deliver nothing any more
            _log.exception("delivery failed")
        finally:
            self._looking = False
        return False

    async def _round(self) -> bool:
        """Look once at all that is due and begin to post it; return whether there may be more."""
        now = asyncio.get_running_loop().time()
        if now >= self._swept + self._habits.sweep:
            self._swept = now
            await self._sweep()
        # Side by side: what is made ready now is posted while the next is made ready.
        found = await asyncio.gather(
            enqueue(self._store, self._clock),
            *map(self._take, self._outlets.platforms),
            return_exceptions=True,
        )
        for one in found:
            if isinstance(one, BaseException):
                raise one
        return any(found)

    async def _sweep(self) -> None:
        """Give up what nobody may post any more."""
        nonces = {
            one: _seconds(outlet)
            for one in self._outlets.platforms
            if (outlet := self._outlets.get(one)) is not None
        }
        margin = self._habits.leases.margin
        while await sweep(self._store, nonces, margin, self._clock) >= BATCH:
            pass

    async def _take(self, platform: str) -> bool:
        """Begin to post what waits for the platform; return whether there was anything."""
        outlet = self._outlets.get(platform)
        if outlet is None:
            return False
        pacer = await self._pacers.of(outlet)
        if pacer is None:
            return False
        most = min(self._habits.at_once, pacer.most or self._habits.at_once)
        under_way = self._under_way.setdefault(platform, set())
        if len(under_way) > most // 2:
            return False
        asked = elapsed()
        claims = await self._queue.claim(platform, _seconds(outlet), most - len(under_way))
        posting = self._posting(platform, pacer)
        for claim in claims:
            task = asyncio.create_task(self._deliver(claim, posting, asked))
            under_way.add(task)
            task.add_done_callback(lambda done: self._done(under_way, done, most))
        return bool(claims)

    def _done(
        self, under_way: set[asyncio.Task[None]], task: asyncio.Task[None], most: int
    ) -> None:
        under_way.discard(task)
        if len(under_way) <= most // 2:
            self._wake.set()

    def _posting(self, platform: str, pacer: Pacer) -> Posting:
        gate = self._gates.setdefault(platform, asyncio.Semaphore(self._habits.requests))
        return Posting(
            outlets=self._outlets,
            preparing=self._preparing,
            pacer=pacer,
            sending=self._sending,
            stopping=lambda: self._stopping,
            gate=gate,
            patience=self._habits.patience,
            margin=self._habits.leases.margin,
        )

    async def _deliver(self, claim: Claim, posting: Posting, asked: float) -> None:
        outcome = await posting.attempt(claim, asked)
        if outcome is None:
            return
        count(self._metrics, outcome, claim.claimed_at - claim.due_at + elapsed() - asked)
        paused = await self._settle(outcome)
        if outcome.gone:
            await insist(partial(self._forget, claim.place), "workspace not forgotten")
        if paused:
            self._notices.begin(claim, outcome.pauses or "", posting.pacer)

    async def _settle(self, outcome: Outcome) -> bool:
        """Write down what became of a claim, however long the database takes to come back."""
        wait = _FIRST_WAIT
        while True:
            try:
                return await self._settling(outcome)
            except Exception as error:  # noqa: BLE001 - what is not written down is given up
                _log.warning("outcome not saved", extra={"because": str(error)})
                await asyncio.sleep(wait)
                wait = min(2 * wait, _LONGEST_WAIT)

    async def _forget(self, place: Place) -> None:
        """Let the briefs of a workspace sleep that the app is no longer in; its settings go."""
        await self._store.forget_workspace(place.platform, place.workspace)
        await self._subscriptions.sleep_workspace(place.platform, place.workspace)

    async def _finish(self) -> None:
        self._stopping = True
        for gate in self._gates.values():  # whoever waits there finds that nothing more may leave
            for _ in range(self._habits.at_once):
                gate.release()
        until = asyncio.get_running_loop().time() + self._habits.grace
        # What is under way may still end in somebody who has to be told.
        for tasks in (
            {task for its in self._under_way.values() for task in its},
            self._notices.under_way,
        ):
            await _ended(tasks, until)
        await self._pacers.leave()


async def _ended(tasks: Collection[asyncio.Task[None]], until: float) -> None:
    """Wait for tasks until an instant of the event loop's clock, then cancel the rest."""
    if not tasks:
        return
    left = max(until - asyncio.get_running_loop().time(), 0.0)
    _, late = await asyncio.wait(tasks, timeout=left)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)


def _seconds(outlet: Outlet) -> float | None:
    return None if outlet.nonce_kept is None else outlet.nonce_kept.total_seconds()
