"""Why: platforms shut out who posts too fast, so posts are spread over time before they leave. It
must promise no more than it can keep: what cannot leave soon goes back to wait in the database,
where it holds nobody up."""

from __future__ import annotations

import asyncio
import math
from collections import OrderedDict, deque
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Hashable

    from bot.briefing.model import Place
    from bot.briefing.outlet import Pace

#: what is asked for of a platform's limit: its clock is not ours
_SHARE = 0.98
#: what has to wait longer goes back to the database, in seconds
PATIENCE = 3.0
#: a workspace takes this share of its minute at once, the rest evenly
_BURST = 0.1
_MOST_KEYS = 10_000
_WINDOW = 1.0
_MINUTE = 60.0
#: a request without an answer counts for so long: by then the platform has seen it or never will
_LONGEST_UNSEEN = 3.0
_GLANCE = 0.005
#: so many answers tell what the shortest way there and back is
_ENOUGH = 50


class Spacing:
    """Turns at an even distance, some of which may be made up for."""

    def __init__(self, interval: float, burst: float = 1.0) -> None:
        """Give a turn every `interval` seconds; of those not used, `burst` may come at once."""
        self.interval = interval
        self._burst = burst
        self._free = -math.inf
        self._tail = -math.inf

    def wait(self, now: float) -> float:
        """Return in how many seconds the next turn is; 0 for now."""
        return max(self._free - self.interval * self._burst - now, 0.0)

    def take(self, now: float) -> float:
        """Take the next turn and return in how many seconds it is."""
        wait = self.wait(now)
        self._free = max(self._free, now) + self.interval
        return wait

    def later(self, now: float) -> float:
        """Return in how many seconds to ask again: each caller is told another time."""
        self._tail = max(self._tail, self._free, now) + self.interval
        return self._tail - now

    def hold(self, until: float) -> None:
        """Give no turn before that instant."""
        self._free = max(self._free, until + self.interval * self._burst)


class Window:
    """How many requests a platform can have counted in its last second, at most.

    It counts a request at some instant between its leaving and its answer. Less the shortest way
    there and back, that is all that is not known.
    """

    def __init__(self, most: int) -> None:
        """Let `most` requests be counted in a second."""
        self.most = most
        self._left: dict[object, float] = {}
        self._counted: deque[float] = deque()
        self._shortest = math.inf
        self._answers = 0

    def wait(self, now: float) -> float:
        """Return in how many seconds another one may leave, or has to ask again; 0 for now."""
        while self._counted and self._counted[0] <= now:
            self._counted.popleft()
        unseen = sum(now - began < _LONGEST_UNSEEN for began in self._left.values())
        if unseen + len(self._counted) < self.most:
            return 0.0
        return min(self._counted[0] - now, _GLANCE) if self._counted else _GLANCE

    def leave(self, request: object, now: float) -> None:
        """Count a request that leaves."""
        self._left[request] = now

    def answered(self, request: object, now: float) -> None:
        """Count a request whose answer came or no longer comes."""
        began = self._left.pop(request)
        self._shortest = min(self._shortest, now - began)
        self._answers += 1
        known = self._shortest if self._answers > _ENOUGH else 0.0
        if now - began < _LONGEST_UNSEEN:
            self._counted.append(now - known + _WINDOW)


class Limit:
    """Turns for each of many: places, or workspaces."""

    def __init__(self, interval: float, burst: float = 0.0) -> None:
        """Give each a turn every `interval` seconds, and `burst` of those not used at once."""
        self.interval = interval
        self._burst = burst
        self._known: OrderedDict[Hashable, Spacing] = OrderedDict()

    def of(self, key: Hashable) -> Spacing:
        """Return the turns of one of them; of very many, the longest idle is forgotten."""
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Spacing(self.interval, self._burst)
        self._known.move_to_end(key)
        if len(self._known) > _MOST_KEYS:
            self._known.popitem(last=False)
        found.interval = self.interval
        return found


class Pacer:
    """The limits of one platform, for this process."""

    def __init__(self, pace: Pace, clock: Callable[[], float] | None = None) -> None:
        """Keep to the whole of the limits, until `share` says otherwise.

        It goes by the event loop's clock, as its waits do, unless a test has its own.
        """
        self.pace = pace
        self._clock = clock or (lambda: asyncio.get_running_loop().time())
        self._bot = Spacing(1.0, 0.0) if pace.a_second else None
        self._window = Window(1) if pace.a_second else None
        a_place, a_minute = pace.a_second_a_place, pace.a_minute_a_workspace
        self._places = Limit(1 / a_place) if a_place else None
        self._workspaces = Limit(1.0, a_minute * _BURST) if a_minute else None
        #: how many may wait for their turn at once; None is no limit
        self.most: int | None = None
        self.share(1)

    @property
    def shared(self) -> bool:
        """Whether replicas have to share what may be posted."""
        return self._bot is not None or self._workspaces is not None

    def share(self, replicas: int) -> None:
        """Leave the other replicas their parts of what the bot and workspaces may post."""
        rate = (self.pace.a_second or 0.0) / replicas
        if self._bot and self._window:
            self._bot.interval = 1 / (rate * _SHARE)
            self._window.most = max(math.floor(rate) - 1, 1)
            self.most = max(math.ceil(rate * PATIENCE), 1)
        if self._workspaces and self.pace.a_minute_a_workspace:
            a_minute = self.pace.a_minute_a_workspace / replicas
            self._workspaces.interval = _MINUTE / (a_minute * _SHARE)

    async def turn(self, place: Place, requests: int = 1) -> float:
        """Wait for this place's turn and return 0, or else in how many seconds to ask again.

        What is posted there takes so many requests of the bot.
        """
        now = self._clock()
        own = self._of(place)
        if max((one.wait(now) for one in own), default=0.0) > PATIENCE:
            return max(one.later(now) for one in own)
        taken = [*own, *[self._bot] * requests] if self._bot else own
        wait = max((one.take(now) for one in taken), default=0.0)
        if wait:
            await asyncio.sleep(wait)
        return 0.0

    async def turn_at_last(self, place: Place, requests: int = 1) -> None:
        """Wait for this place's turn, however long that is."""
        while wait := await self.turn(place, requests):  # noqa: ASYNC110 - time, not events
            await asyncio.sleep(wait)

    @asynccontextmanager
    async def leaving(self, requests: int = 1) -> AsyncIterator[None]:
        """Hold requests back for as long as the platform could count too many."""
        if self._window is None:
            yield
            return
        while wait := self._window.wait(self._clock()):  # noqa: ASYNC110 - mostly time, not events
            await asyncio.sleep(wait)
        leave = [object() for _ in range(requests)]
        for request in leave:
            self._window.leave(request, self._clock())
        try:
            yield
        finally:
            for request in leave:
                self._window.answered(request, self._clock())

    def hold(self, place: Place, seconds: float) -> None:
        """Give no turn in the place's workspace for a while, where workspaces have a limit."""
        if self._workspaces:
            self._workspaces.of(place.workspace).hold(self._clock() + seconds)

    def _of(self, place: Place) -> list[Spacing]:
        found = []
        if self._workspaces:
            found.append(self._workspaces.of(place.workspace))
        if self._places:
            found.append(self._places.of((place.workspace, place.channel)))
        return found
