"""Why: two replicas on one shard would answer twice, so each listens to the shards that it holds a
lease on. It must not connect anything."""

from __future__ import annotations

import logging
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.errors import StoreError

if TYPE_CHECKING:
    from bot.store import Store

_log = logging.getLogger(__name__)
_HOLDER_BYTES = 8


class Leases:
    """The shards that this replica may listen to."""

    def __init__(self, store: Store, seconds: float) -> None:
        """Hold nothing yet; a lease lasts that many seconds after it was last renewed."""
        self._store = store
        self._seconds = seconds
        self._holder = secrets.token_hex(_HOLDER_BYTES)
        self._application = 0
        self.held: set[int] = set()
        #: why nothing can be held, in words for operators; None where it is only somebody's turn
        self.trouble: str | None = None

    async def renew(self, application: int, shards: int) -> set[int]:
        """Take or renew the lease of each of the application's shards; return those just lost."""
        self._application = application
        lost: set[int] = set()
        try:
            if not await self._agrees(shards):
                lost, self.held = self.held, set()
                return lost
            for shard in range(shards):
                if await self._lost(shard):
                    lost.add(shard)
        except StoreError as error:
            # Nobody else can take them either, so whoever listens goes on.
            _log.warning("lease not asked for", extra={"because": str(error)})
        return lost

    async def drop(self) -> None:
        """Leave all shards to others at once."""
        for shard in self.held:
            with suppress(StoreError):
                await self._store.drop_lease(self._name(shard), self._holder)
        self.held.clear()

    def _name(self, shard: int) -> str:
        return f"discord:{self._application}:shard:{shard}"

    async def _agrees(self, shards: int) -> bool:
        """Whether nobody divides the servers among another number of shards.

        Such shards overlap, and a server on two of them is answered twice. The number itself is
        leased: replicas of one number hold it together, and it runs out with the last of them.
        """
        name = f"discord:{self._application}:shards"
        agreed = await self._store.take_lease(name, str(shards), self._seconds)
        if not agreed and self.trouble is None:
            _log.warning("replicas differ in their number of shards", extra={"shards": shards})
        self.trouble = None if agreed else _differs(shards)
        return agreed

    async def _lost(self, shard: int) -> bool:
        if await self._store.take_lease(self._name(shard), self._holder, self._seconds):
            self.held.add(shard)
            return False
        had = shard in self.held
        self.held.discard(shard)
        return had


def _differs(shards: int) -> str:
    return (
        "Another replica divides the servers among another number of shards than this one, which "
        f"has {shards} and waits. Restart the other one."
    )
