"""Why: what is set in a server ends with the bot's being there, and its briefs sleep until it is
back: also where the bot was removed, or added again, while no replica was connected. It must not
take an outage for a removal."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from adapters.discord.place import PLATFORM_NAME
from bot.store.insisting import insist

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    from bot.briefing.store import Subscriptions
    from bot.store import Store

_SHARD_BITS = 22


class Servers:
    """Keeps what is known of servers in step with where the bot is."""

    def __init__(self, store: Store, subscriptions: Subscriptions, stop: asyncio.Event) -> None:
        """Keep it in the store; where that does not answer it is tried again until `stop`."""
        self._store = store
        self._subscriptions = subscriptions
        self._stop = stop
        # One after the other, as they happened: a server may be back before the database is.
        self._turn = asyncio.Lock()

    async def left(self, server: str) -> None:
        """Delete what was set in a server that the bot is no longer in; its briefs sleep."""
        await self._kept(partial(self._forget, server), "server not forgotten")

    async def joined(self, server: str) -> None:
        """Restore the briefs of a server that the bot is back in."""
        await self._kept(partial(self._restore, server), "briefs not restored")

    async def compare(self, there: Collection[str], shard: int, shards: int) -> None:
        """Do both for what happened while nobody listened to the shard; `there` are its servers."""
        compare = partial(self._compare, frozenset(there), shard, shards)
        await self._kept(compare, "servers not compared")

    async def _kept(self, work: Callable[[], Awaitable[None]], line: str) -> None:
        async with self._turn:
            await insist(work, line, self._stop)

    async def _compare(self, there: Collection[str], shard: int, shards: int) -> None:
        awake, asleep = await self._subscriptions.workspaces(PLATFORM_NAME)
        for server in sorted(awake - {""} - set(there)):
            if (int(server) >> _SHARD_BITS) % shards == shard:
                await self._forget(server)
        for server in sorted(asleep & set(there)):
            await self._restore(server)

    async def _forget(self, server: str) -> None:
        await self._store.forget_workspace(PLATFORM_NAME, server)
        await self._subscriptions.sleep_workspace(PLATFORM_NAME, server)

    async def _restore(self, server: str) -> None:
        await self._subscriptions.wake_workspace(PLATFORM_NAME, server)
