"""Why: a platform's limits are for the bot, however many replicas it has, so each of them takes its
part. It must not decide who delivers what: the queue does."""

from __future__ import annotations

import asyncio
import math
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select

from bot.errors import StoreError
from bot.store.schema import Now, leases

if TYPE_CHECKING:
    from bot.store import Store

_LEASE = 30.0
_EVERY = 10.0
_BYTES = 8
#: by then each of the others has looked again, and knows of one that is new
_UNKNOWN = _EVERY + 2.0


class Replicas:
    """The processes that deliver to the same platforms, and this one among them."""

    def __init__(self, store: Store) -> None:
        """Be known to the others by leases in `store`."""
        self._store = store
        self._me = secrets.token_hex(_BYTES)
        self._counted: dict[str, tuple[float, int]] = {}
        #: when the others may have begun to know of this one
        self._since: dict[str, float] = {}

    async def count(self, platform: str) -> int | None:
        """Return how many replicas deliver to the platform, this one included.

        It is looked at every ten seconds; one that died counts for half a minute. None for the
        first twelve seconds beside others: they may not know of this one yet, and take its part. A
        SQLite file has one process to itself.
        """
        if self._store.path is not None:
            return 1
        now = asyncio.get_running_loop().time()
        at, found = self._counted.get(platform, (-math.inf, 1))
        if now - at >= _EVERY:
            found = await self._look(platform)
            self._counted[platform] = (now, found)
            if now - at >= _LEASE:  # it is new, or was forgotten meanwhile
                self._since[platform] = now if found > 1 else -math.inf
        return found if now - self._since[platform] >= _UNKNOWN else None

    async def _look(self, platform: str) -> int:
        name = leases.c.name
        alive = and_(name.startswith(_name(platform, ""), autoescape=True), leases.c.until > Now())
        await self._store.take_lease(_name(platform, self._me), self._me, _LEASE)
        async with self._store.read() as connection:
            found = await connection.execute(select(func.count()).where(alive))
            return max(int(found.scalar_one()), 1)

    async def leave(self) -> None:
        """Let the others have this one's part at once."""
        with suppress(StoreError):
            for platform in self._counted:
                await self._store.drop_lease(_name(platform, self._me), self._me)


def _name(platform: str, who: str) -> str:
    return f"briefs/{platform}/{who}"
