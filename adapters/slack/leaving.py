"""Why: who uninstalls the app wants nothing left behind: the tokens go at once, and what was set.
Slack may tell of it late, or again, when the app is long back: that must take nothing away. What
people granted is not kept here, so only the bot's own token matters."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from adapters.slack.asker import workspace_of
from bot.store.insisting import insist

if TYPE_CHECKING:
    import asyncio

    from adapters.slack.asker import Body, Workspace
    from adapters.slack.install import Tokens
    from bot.briefing.store import Subscriptions
    from bot.store import Store

_log = logging.getLogger(__name__)


class Leaving:
    """Forgets workspaces."""

    def __init__(
        self, store: Store, tokens: Tokens, subscriptions: Subscriptions, stop: asyncio.Event
    ) -> None:
        """Forget what `store` and `tokens` hold; briefs sleep, in case the app comes back.

        Where the database does not answer it is tried again, until `stop` is set.
        """
        self._store = store
        self._tokens = tokens
        self._subscriptions = subscriptions
        self._stop = stop

    async def uninstalled(self, body: Body) -> None:
        """Forget the workspace that uninstalled the app."""
        await self._left(body)

    async def revoked(self, body: Body) -> None:
        """Forget the workspace if the bot's token is among those revoked."""
        if body["event"].get("tokens", {}).get("bot"):
            await self._left(body)

    async def _left(self, body: Body) -> None:
        forget = partial(self._forget, workspace_of(body), float(body["event_time"]))
        # Slack has its acknowledgement and will not tell again.
        await insist(forget, "slack workspace not forgotten", self._stop)

    async def _forget(self, workspace: Workspace, at: float) -> None:
        if not await self._tokens.forget(workspace, at):
            _log.info("slack app installed anew", extra={"workspace": workspace.key})
            return
        await self._store.forget_workspace("slack", workspace.key)
        await self._subscriptions.sleep_workspace("slack", workspace.key)
        _log.info("slack workspace forgotten", extra={"workspace": workspace.key})
