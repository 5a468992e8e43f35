"""Why: operators see from the age of what was last heard whether a gateway is deaf. discord.py does
not tell when a heartbeat was answered, but its latency is another one each time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Pulse:
    """When each shard was last heard."""

    def __init__(self) -> None:
        """Begin with none heard."""
        self._heard: dict[int, tuple[float, float]] = {}

    def connected(self, shard: int, now: float) -> None:
        """Note that the shard has just been heard."""
        self._heard[shard] = (math.inf, now)

    def look(self, latencies: Mapping[int, float], now: float) -> float | None:
        """Note which of the shards answered since the last look; others are forgotten.

        Return when the one was heard that has been silent longest, None where none was heard.
        """
        seen: dict[int, tuple[float, float]] = {}
        for shard, latency in latencies.items():
            known = self._heard.get(shard)
            if math.isfinite(latency) and (known is None or known[0] != latency):
                seen[shard] = (latency, now)
            elif known is not None:
                seen[shard] = known
        self._heard = seen
        return min((at for _, at in seen.values()), default=None)
