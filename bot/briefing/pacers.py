"""Why: a platform's limits hold for all that this process posts there and are shared with the other
replicas, so each platform has one pacer that lives as long as its pace stays. It must post
nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.briefing.pacing import Pacer
from bot.briefing.replicas import Replicas

if TYPE_CHECKING:
    from bot.briefing.outlet import Outlet
    from bot.store import Store


class Pacers:
    """What paces this process's posts, by platform."""

    def __init__(self, store: Store) -> None:
        """Share with the replicas that `store` knows of."""
        self._replicas = Replicas(store)
        self._kept: dict[str, Pacer] = {}

    async def of(self, outlet: Outlet) -> Pacer | None:
        """Return what paces posts there; None while other replicas leave this one no part."""
        pacer = self._kept.get(outlet.platform)
        if pacer is None or pacer.pace != outlet.pace:
            pacer = self._kept[outlet.platform] = Pacer(outlet.pace)
        replicas = await self._replicas.count(outlet.platform)
        if replicas is not None:
            pacer.share(replicas)
        return None if replicas is None and pacer.shared else pacer

    async def leave(self) -> None:
        """Let the other replicas have this one's part at once."""
        await self._replicas.leave()
