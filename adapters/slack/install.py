"""Why: whose workspace a token belongs to. One workspace has its token in the environment, many
install the app by OAuth and have theirs in the bot's database. Only bot tokens are kept, none is
looked up before Slack had its acknowledgement, and a revoked one is deleted at once."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from sqlalchemy import and_, delete, desc, or_, select

from adapters.slack.manifest import scopes_for
from adapters.slack.settings import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_sdk.oauth.installation_store import Bot, Installation
    from slack_sdk.web.async_client import AsyncWebClient
    from sqlalchemy import Delete

    from adapters.slack.asker import Workspace
    from adapters.slack.settings import SlackSettings
    from bot.briefing.store import Subscriptions
    from bot.store import Store

_log = logging.getLogger(__name__)
PLATFORM_NAME = "slack"
_SECONDS_TO_INSTALL = 600
_SECOND = timedelta(seconds=1)
ROTATION = (
    "Token rotation is on for this app, and Slack cannot switch it off again. Make the app anew"
    " from `axis manifest slack`, which leaves it off: the bot renews no tokens."
)


class Tokens(Protocol):
    """Where the bot token of a workspace is found."""

    async def of(self, workspace: Workspace) -> str | None:
        """Return the bot token; None where the workspace has not installed the app."""

    async def scopes(self, workspace: Workspace) -> frozenset[str]:
        """Return what the workspace lets the bot do; nothing where it has not installed the app."""

    async def kept_under(self, key: str) -> str | None:
        """Return the bot token of the workspace whose settings are kept under this key.

        Raises StoreError where the database does not answer.
        """

    async def forget(self, workspace: Workspace, at: float) -> bool:
        """Delete the tokens that the workspace had at an instant; return whether none is left.

        `at` is in whole seconds since 1970, as Slack tells it. Whoever installed the app after that
        keeps the new token. Raises StoreError where the database does not answer.
        """

    async def forget_dead(self, token: str) -> None:
        """Delete a token that Slack no longer knows, and no newer one."""


class OneToken:
    """The token of the one workspace that the environment names."""

    def __init__(
        self,
        token: str,
        key: str = "",
        scopes: frozenset[str] = frozenset(),
        *,
        since: float = 0.0,
        died: Callable[[], None] | None = None,
    ) -> None:
        """Use this token for every request, as only that workspace can send any.

        `key` is what the workspace's settings are kept under, "" where Slack does not tell. Slack
        knew the token at `since`, in seconds since 1970; `died` is called once it does no more.
        """
        self._token: str | None = token
        self._key = key
        self._scopes = scopes
        self._since = since
        self._died = died

    @property
    def dead(self) -> bool:
        """Whether Slack no longer knows the token."""
        return self._token is None

    async def of(self, workspace: Workspace) -> str | None:  # noqa: ARG002 - there is only one
        """Return the token; None once it was revoked."""
        return self._token

    async def scopes(self, workspace: Workspace) -> frozenset[str]:  # noqa: ARG002 - only one
        """Return the scopes that the token had when the bot started."""
        return self._scopes

    async def kept_under(self, key: str) -> str | None:
        """Return the token; None for another workspace's key, and once it was revoked.

        A database may remember workspaces from when the bot had another token.
        """
        return self._token if key == self._key or not self._key else None

    async def forget(self, workspace: Workspace, at: float) -> bool:  # noqa: ARG002 - only one
        """Use the token no more, unless Slack knew it after that; return whether it is dead."""
        if at >= int(self._since):
            self._die()
        return self.dead

    async def forget_dead(self, token: str) -> None:
        """Use the token no more."""
        if token == self._token:
            self._die()

    def _die(self) -> None:
        self._token = None
        if self._died is not None:
            self._died()


class BotTokens(AsyncSQLAlchemyInstallationStore):
    """The tokens of all workspaces that installed the app; nothing of the people who did."""

    def __init__(self, client_id: str, store: Store, subscriptions: Subscriptions) -> None:
        """Keep them in `store`; whoever installs the app again has the briefs that slept."""
        super().__init__(client_id=client_id, engine=store.engine)
        self._store = store
        self._subscriptions = subscriptions

    async def async_save(self, installation: Installation) -> None:
        """Keep the bot's token and nothing of the person who installed it.

        Raises BoltError, which Slack's framework shows as a page, for a token that would run out.
        """
        if installation.bot_refresh_token or installation.bot_token_expires_at:
            _log.error("slack installation refused", extra={"mend": ROTATION})
            raise BoltError(ROTATION)
        await self.async_save_bot(installation.to_bot())
        whole = installation.enterprise_id if installation.is_enterprise_install else None
        key = whole or installation.team_id or ""
        await self._subscriptions.wake_workspace(PLATFORM_NAME, key)

    async def of(self, workspace: Workspace) -> str | None:
        """Return the bot token; None where the workspace has not installed the app."""
        bot = await self._bot(workspace)
        return bot.bot_token if bot else None

    async def scopes(self, workspace: Workspace) -> frozenset[str]:
        """Return what the workspace granted when it installed the app."""
        bot = await self._bot(workspace)
        return frozenset(bot.bot_scopes or ()) if bot else frozenset()

    async def _bot(self, workspace: Workspace) -> Bot | None:
        return await self.async_find_bot(
            enterprise_id=workspace.enterprise,
            team_id=workspace.team,
            is_enterprise_install=workspace.whole_enterprise,
        )

    async def kept_under(self, key: str) -> str | None:
        """Return the bot token of a workspace, or of a whole enterprise, by its own id alone."""
        table = self.bots.c
        whole = and_(table.enterprise_id == key, table.team_id.is_(None))
        its = and_(table.client_id == self.client_id, or_(table.team_id == key, whole))
        found = select(table.bot_token).where(its, table.bot_token.is_not(None))
        async with self._store.read() as connection:
            token: str | None = await connection.scalar(found.order_by(desc(table.installed_at)))
        return token

    async def forget(self, workspace: Workspace, at: float) -> bool:
        """Delete the tokens that the workspace had at an instant; return whether none is left."""
        team = None if workspace.whole_enterprise else workspace.team
        table = self.bots.c
        its = and_(
            table.client_id == self.client_id,
            table.enterprise_id == workspace.enterprise,
            table.team_id == team,
        )
        # Slack tells whole seconds, and an installation is kept to a fraction of one.
        later = datetime.fromtimestamp(at, UTC).replace(tzinfo=None) + _SECOND
        async with self._store.begin() as connection:
            await connection.execute(delete(self.bots).where(its, table.installed_at < later))
            left = await connection.scalar(select(table.id).where(its).limit(1))
        return left is None

    async def forget_dead(self, token: str) -> None:
        """Delete a token that Slack no longer knows; who installed the app again has a new one."""
        dead = and_(self.bots.c.client_id == self.client_id, self.bots.c.bot_token == token)
        async with self._store.begin() as connection:
            await connection.execute(delete(self.bots).where(dead))


class States(AsyncSQLAlchemyOAuthStateStore):
    """Random words by which an installation that comes back from Slack is known."""

    def old(self) -> Delete:
        """Return what deletes those that did not come back in time."""
        now = datetime.now(UTC).replace(tzinfo=None)  # as the SDK keeps times
        return self.oauth_states.delete().where(self.oauth_states.c.expire_at < now)


class NoLookUp(AsyncAuthorize):
    """Lets Bolt dispatch at once: a token is fetched after the acknowledgement, if needed."""

    def __init__(self) -> None:
        """Need nothing."""

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        **_others: str | None,
    ) -> AuthorizeResult:
        """Return who asks, without a token."""
        del context
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, user_id=user_id)


def oauth_flow(
    settings: SlackSettings, tokens: BotTokens, store: Store, client: AsyncWebClient
) -> AsyncOAuthFlow:
    """Return the pages `/slack/install` and `/slack/oauth_redirect`, asking for bot scopes only.

    Installations that nobody finishes are forgotten when `store` purges.
    """
    states = States(_SECONDS_TO_INSTALL, store.engine)
    store.also_purge(States.default_table_name, states.old)
    asked = AsyncOAuthSettings(
        client_id=settings.client_id,
        client_secret=shown(settings.client_secret),
        scopes=list(scopes_for(settings.managers)),
        user_scopes=[],
        installation_store=tokens,
        installation_store_bot_only=True,
        state_store=states,
        state_expiration_seconds=_SECONDS_TO_INSTALL,
    )
    return AsyncOAuthFlow(client=client, settings=asked)
