"""Why: who sees an answer is set for each channel, and is asked for at every command, so it is
remembered for a minute. Where it cannot be known, answers stay private."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from adapters.discord.waiting import soon
from bot.errors import StoreError

if TYPE_CHECKING:
    from adapters.discord.place import Place
    from bot.store import Store

_log = logging.getLogger(__name__)
_SECONDS_KNOWN = 60.0
_MOST_CHANNELS = 10_000


class Visibility:
    """What channels' managers have set."""

    def __init__(self, store: Store) -> None:
        """Ask the store."""
        self._store = store
        self._known: dict[tuple[str, str], tuple[str, float]] = {}

    async def of(self, place: Place) -> str:
        """Return "everyone" or "me" for the place."""
        if not place.workspace:
            return "me"
        key, now = (place.workspace, place.channel), time.monotonic()
        shown, until = self._known.get(key, ("", 0.0))
        if now < until:
            return shown
        try:
            found = await soon(self._store.visibility("discord", *key))
        except (StoreError, TimeoutError) as error:
            _log.warning("visibility not known", extra={"because": str(error)})
            return "me"
        if len(self._known) >= _MOST_CHANNELS:
            self._known.clear()
        shown = "everyone" if found == "public" else "me"
        self._known[key] = (shown, now + _SECONDS_KNOWN)
        return shown
