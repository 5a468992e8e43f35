"""Why: what delivery and a platform's adapter know of each other: how a brief is handed over, and
what the platform's answer proves. It must not know any platform by name."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.briefing.model import Place
    from bot.reply import Brief


class NotPostedError(Exception):
    """Proof that nothing was posted.

    `code` is the platform's own word or number, for logs and metrics; `words` says in a sentence
    what it means and what to do. `permanent` tells that trying again is of no use until somebody
    mends it; else it may be tried again after `wait` seconds. `gone` tells that the app is no
    longer in the workspace at all, so that nobody there can be told.
    """

    #: whether a request left
    asked = True

    def __init__(
        self, code: str, words: str, *, permanent: bool, wait: float = 0.0, gone: bool = False
    ) -> None:
        """Keep what the platform said."""
        super().__init__(f"{code}: {words}")
        self.code = code
        self.words = words
        self.permanent = permanent
        self.wait = wait
        self.gone = gone


class NotAskedError(NotPostedError):
    """Nothing was posted, as no request left: the platform answered nothing, and has no part."""

    asked = False


class UnknownFateError(Exception):
    """The request left, and whether the brief was posted is not known."""

    def __init__(self, code: str, words: str) -> None:
        """Keep what came back instead of an answer."""
        super().__init__(f"{code}: {words}")
        self.code = code
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast a platform takes briefs; None is no limit.

    `a_second` counts the bot's posts, `a_second_a_place` those in one place, `a_minute_a_workspace`
    those in one workspace. A direct message takes `requests_to_tell` of the bot's.
    """

    a_second: float | None = None
    a_second_a_place: float | None = None
    a_minute_a_workspace: float | None = None
    requests_to_tell: int = 1


class Outlet(Protocol):
    """A platform as delivery uses it, while its adapter is ready."""

    platform: str
    pace: Pace
    #: for so long after the first attempt the same nonce makes a repetition harmless; None where
    #: the platform keeps no nonces, so that an uncertain post must never be repeated
    nonce_kept: timedelta | None

    async def post(self, place: Place, brief: Brief, nonce: str) -> str:
        """Post the brief and return the message's id; empty where the platform returns none.

        Raises NotPostedError or UnknownFateError, and nothing else.
        """

    async def tell(self, place: Place, user: str, text: str) -> None:
        """Send a person of the place's workspace a direct message; raise as `post` does."""


class Outlets:
    """The platforms that can be posted to now; adapters come and go."""

    def __init__(self) -> None:
        """Begin with none."""
        self._open: dict[str, Outlet] = {}
        self._uses: Counter[str] = Counter()
        self._idle = asyncio.Condition()

    def open(self, outlet: Outlet) -> None:
        """Let briefs be posted through it, in place of an earlier one of its platform."""
        self._open[outlet.platform] = outlet

    def close(self, platform: str) -> None:
        """Post nothing more there until it opens again."""
        self._open.pop(platform, None)

    async def finish(self, platform: str) -> None:
        """Close it, and wait for what is being posted: only then may its connections be closed."""
        self.close(platform)
        async with self._idle:
            await self._idle.wait_for(lambda: not self._uses[platform])

    def get(self, platform: str) -> Outlet | None:
        """Return the outlet of the platform; None while it is closed."""
        return self._open.get(platform)

    @asynccontextmanager
    async def use(self, platform: str) -> AsyncIterator[Outlet | None]:
        """Return the outlet and keep it from being finished meanwhile; None while it is closed."""
        self._uses[platform] += 1
        try:
            yield self.get(platform)
        finally:
            self._uses[platform] -= 1
            if not self._uses[platform]:
                async with self._idle:
                    self._idle.notify_all()

    @property
    def platforms(self) -> tuple[str, ...]:
        """The names of the platforms that can be posted to now."""
        return tuple(sorted(self._open))
