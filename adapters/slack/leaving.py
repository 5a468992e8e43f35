"""Why: who uninstalls the app wants nothing left behind: the tokens go at once, and what was set.
What people granted is not kept here, so only the bot's own token matters."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from adapters.slack.asker import workspace_of

if TYPE_CHECKING:
    from adapters.slack.asker import Body
    from adapters.slack.install import Tokens
    from bot.briefing.store import Subscriptions
    from bot.store import Store

_log = logging.getLogger(__name__)


class Leaving:
    """Forgets workspaces."""

    def __init__(self, store: Store, tokens: Tokens, subscriptions: Subscriptions) -> None:
        """Forget what `store` and `tokens` hold; briefs sleep, in case the app comes back."""
        self._store = store
        self._tokens = tokens
        self._subscriptions = subscriptions

    async def uninstalled(self, body: Body) -> None:
        """Forget the workspace that uninstalled the app."""
        await self._forget(body)

    async def revoked(self, body: Body) -> None:
        """Forget the workspace if the bot's token is among those revoked."""
        if body["event"].get("tokens", {}).get("bot"):
            await self._forget(body)

    async def _forget(self, body: Body) -> None:
        workspace = workspace_of(body)
        await self._tokens.forget(workspace)
        await self._store.forget_workspace("slack", workspace.key)
        await self._subscriptions.sleep_workspace("slack", workspace.key)
        _log.info("slack workspace forgotten", extra={"workspace": workspace.key})
