"""Why: a workspace may ask that nothing of it is kept, and whoever runs the bot has to be able to
do that by one command. It must touch nothing of any other workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.briefing.store import Subscriptions
from bot.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from bot.platforms import Platform


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What is to be erased: a workspace of a platform, or with `channel` that one alone.

    On Discord the conversations with single persons have the workspace "".
    """

    platform: str
    workspace: str
    channel: str | None = None

    def __str__(self) -> str:
        """Return it in words."""
        if self.channel is None:
            return f"{self.platform} workspace {self.workspace}"
        within = f" of workspace {self.workspace}" if self.workspace else ""
        return f"{self.platform} channel {self.channel}{within}"


async def erase_workspace(
    database: tuple[str | None, Path], platform: Platform, what: Erased
) -> dict[str, int]:
    """Delete all that is kept of it; return how much it was, by what it is in words.

    Tokens are a workspace's, so none goes with a channel. Raises SetupError where the database
    cannot be used, StoreError where it does not answer.
    """
    store = open_store(*database)
    place = (what.platform, what.workspace, what.channel)
    try:
        await store.check()
        # Adapters that keep nothing of their own have nothing to erase. Tokens go first: without
        # them nothing more is posted there.
        own = None if what.channel is not None else getattr(platform, "erase", None)
        tokens = 0 if own is None else await own(store, what.workspace)
        channels = await store.forget_workspace(*place)
        briefs = await Subscriptions(store).erase_workspace(*place)
    finally:
        await store.close()
    return {"tokens": tokens, "settings of channels": channels, "subscriptions": briefs}


def erased(what: Erased, counts: dict[str, int]) -> str:
    """Return in words what was erased."""
    if not any(counts.values()):
        return f"Nothing was kept of {what}."
    told = ", ".join(f"{name}: {count}" for name, count in counts.items())
    return f"Erased of {what}: {told}."
