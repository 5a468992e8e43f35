"""Why: what is set in a server ends with the bot's being there, and its briefs sleep until it is
back: also where the bot was removed, or added again, while no replica was connected. It must not
take an outage for a removal."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from adapters.discord.place import PLATFORM_NAME
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.briefing.store import Subscriptions
    from bot.store import Store

_log = logging.getLogger(__name__)
_SHARD_BITS = 22


class Servers:
    """Keeps what is known of servers in step with where the bot is."""

    def __init__(self, store: Store, subscriptions: Subscriptions) -> None:
        """Keep it in the store."""
        self._store = store
        self._subscriptions = subscriptions

    async def left(self, server: str) -> None:
        """Delete what was set in a server that the bot is no longer in; its briefs sleep."""
        try:
            await self._store.forget_workspace(PLATFORM_NAME, server)
            await self._subscriptions.sleep_workspace(PLATFORM_NAME, server)
        except StoreError as error:
            _log.warning("server not forgotten", extra={"because": str(error)})

    async def joined(self, server: str) -> None:
        """Restore the briefs of a server that the bot is back in."""
        try:
            await self._subscriptions.wake_workspace(PLATFORM_NAME, server)
        except StoreError as error:
            _log.warning("briefs not restored", extra={"because": str(error)})

    async def compare(self, there: Collection[str], shard: int, shards: int) -> None:
        """Do both for what happened while nobody listened to the shard; `there` are its servers."""
        try:
            awake, asleep = await self._subscriptions.workspaces(PLATFORM_NAME)
        except StoreError as error:
            _log.warning("servers not compared", extra={"because": str(error)})
            return
        for server in sorted(awake - {""} - set(there)):
            if (int(server) >> _SHARD_BITS) % shards == shard:
                await self.left(server)
        for server in sorted(asleep & set(there)):
            await self.joined(server)
