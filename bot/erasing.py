"""Why: a workspace may ask that nothing of it is kept, and whoever runs the bot has to be able to
do that by one command. It must touch nothing of any other workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.briefing.store import Subscriptions
from bot.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from bot.platforms import Platform


async def erase_workspace(
    database: tuple[str | None, Path], platform: Platform, workspace: str
) -> dict[str, int]:
    """Delete all that is kept of the workspace; return how much it was, by what it is in words.

    Raises SetupError where the database cannot be used, StoreError where it does not answer.
    """
    store = open_store(*database)
    try:
        await store.check()
        # Adapters that keep nothing of their own have nothing to erase. Tokens go first: without
        # them nothing more is posted there.
        own = getattr(platform, "erase", None)
        tokens = 0 if own is None else await own(store, workspace)
        channels = await store.forget_workspace(platform.name, workspace)
        briefs = await Subscriptions(store).erase_workspace(platform.name, workspace)
    finally:
        await store.close()
    return {"tokens": tokens, "settings of channels": channels, "subscriptions": briefs}


def erased(platform: str, workspace: str, counts: dict[str, int]) -> str:
    """Return in words what was erased."""
    if not any(counts.values()):
        return f"Nothing was kept of {platform} workspace {workspace}."
    told = ", ".join(f"{what}: {count}" for what, count in counts.items())
    return f"Erased of {platform} workspace {workspace}: {told}."
