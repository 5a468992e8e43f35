"""Why: what the bot starts when Slack's secrets are set: it brings settings, tokens, Bolt and the
listener together, and ends them in order. It must decide nothing about an answer."""

from __future__ import annotations

import time
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from adapters.slack.answering import Answering
from adapters.slack.attaching import attach
from adapters.slack.bolt import bolt_app
from adapters.slack.desk import Desk
from adapters.slack.doctor import check, mend
from adapters.slack.erasing import erase_tokens
from adapters.slack.failures import RefusedError
from adapters.slack.install import BotTokens, OneToken
from adapters.slack.manifest import manifest_text
from adapters.slack.outlet import SlackOutlet
from adapters.slack.post import Poster, pooled_session
from adapters.slack.reception import Reception
from adapters.slack.refusals import NO_TOKEN, is_transient
from adapters.slack.running import Line, Pace, listen_http, listen_socket
from adapters.slack.settings import NEEDS, read_settings, shown
from bot.briefing.store import Subscriptions
from bot.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from adapters.slack.install import Tokens
    from adapters.slack.settings import SlackSettings
    from bot.knowledge.model import Pack
    from bot.platforms import Finding, Health, Services
    from bot.store import Store

#: for answers that were begun when the bot was told to stop
_SECONDS_TO_FINISH = 6.0
_DEAD = mend("SLACK_BOT_TOKEN", NO_TOKEN)


class SlackPlatform:
    """Slack, as the bot starts it."""

    name = "slack"
    needs: Sequence[Sequence[str]] = NEEDS

    def __init__(self, pace: Pace | None = None) -> None:
        """Look at the socket at that pace; the default suits Slack."""
        self._pace = pace or Pace()

    async def run(self, services: Services) -> None:
        """Listen until `services.stop` is set; raise for whatever ends listening before."""
        settings = read_settings(services.environment)
        services.health.state = "starting"
        session = pooled_session()
        try:
            failed = partial(services.metrics.failed, self.name)
            poster = Poster(session, settings.api_url, failed)
            tokens = await _tokens(settings, poster, services)
            await self._listen(services, settings, poster, tokens)
        finally:
            await session.close()
        services.health.state = "stopped"

    async def _listen(
        self, services: Services, settings: SlackSettings, poster: Poster, tokens: Tokens
    ) -> None:
        reception = Reception(poster)
        app = bolt_app(settings, tokens, services, poster)
        answering = Answering(Desk(services), poster, tokens)
        attach(app, reception, answering, services, settings.managers)
        services.outlets.open(SlackOutlet(answering.desk, poster, tokens))
        try:
            if settings.mode == "socket":
                token = shown(settings.app_token)
                line = Line(token=token, address=lambda: _address(token, poster, tokens))
                await listen_socket(app, line, services.health, services.stop, self._pace)
            else:
                where = (settings.http_host, settings.http_port)
                await listen_http(app, where, services.health, services.stop)
        finally:
            await services.outlets.finish(self.name)
            await reception.finish(_SECONDS_TO_FINISH)

    async def diagnose(self, environment: Mapping[str, str]) -> Sequence[Finding]:
        """Check the secrets that are set against Slack's Web API."""
        return await check(environment)

    async def erase(self, store: Store, workspace: str) -> int:
        """Delete the tokens of a workspace; return how many they were."""
        return await erase_tokens(store, workspace)

    def manifest(self, pack: Pack, *, socket_mode: bool) -> str:
        """Return the manifest from which Slack makes the app."""
        return manifest_text(pack, socket_mode=socket_mode)


async def _tokens(settings: SlackSettings, poster: Poster, services: Services) -> Tokens:
    """Return where tokens are found; ask Slack about the one that is set, if one is.

    Better now than at the first answer. Its workspace has the app, so briefs that slept there go
    on.
    """
    subscriptions = Subscriptions(services.store)
    # News of an earlier removal may come late; by then Slack knows the token.
    key, scopes, since = "", frozenset[str](), time.time()
    if settings.bot_token:
        async with _explained("SLACK_BOT_TOKEN"):
            key, scopes = await poster.installed(shown(settings.bot_token))
        await subscriptions.wake_workspace("slack", key)
    if settings.mode == "oauth":
        return BotTokens(settings.client_id or "", services.store, subscriptions)
    died = partial(_tell, services.health)
    return OneToken(shown(settings.bot_token), key, scopes, since=since, died=died)


def _tell(health: Health) -> None:
    """Let status pages know that Slack no longer knows the one token."""
    health.state, health.trouble = "failing", _DEAD


async def _address(app_token: str, poster: Poster, tokens: Tokens) -> str:
    """Return where to open a socket; Slack's library would try a refused token for ever."""
    if isinstance(tokens, OneToken) and tokens.dead:
        raise SetupError(_DEAD)
    async with _explained("SLACK_APP_TOKEN"):
        return await poster.socket_address(app_token)


@asynccontextmanager
async def _explained(name: str) -> AsyncIterator[None]:
    """Turn a refusal of a token into a sentence.

    Raises SetupError for a token that is wrong, ConnectionError where Slack cannot say now.
    """
    try:
        yield
    except RefusedError as error:
        kind = ConnectionError if is_transient(error.code) else SetupError
        raise kind(mend(name, error.code)) from error


PLATFORM = SlackPlatform()
