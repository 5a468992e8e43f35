"""Why: Slack's framework finds out much by itself: secrets from the environment, tokens over the
network before it dispatches. Here it is told everything instead, and kept from logging requests."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from adapters.slack.install import BotTokens, NoLookUp, oauth_flow
from adapters.slack.settings import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_bolt.request.async_request import AsyncBoltRequest

    from adapters.slack.install import Tokens
    from adapters.slack.post import Poster
    from adapters.slack.settings import SlackSettings
    from bot.platforms import Services

_log = logging.getLogger(__name__)


def bolt_app(
    settings: SlackSettings, tokens: Tokens, services: Services, poster: Poster
) -> AsyncApp:
    """Return Slack's framework, told everything: it must find nothing out by itself."""
    client = poster.client()
    with _without_environment():
        flow = None
        if isinstance(tokens, BotTokens):
            flow = oauth_flow(settings, tokens, services.store, client)
        app = AsyncApp(
            client=client,
            signing_secret=shown(settings.signing_secret),
            authorize=NoLookUp(),
            oauth_flow=flow,
            raise_error_for_unhandled_request=True,
        )
    app.error(_unhandled)
    return app


async def _unhandled(error: Exception, request: AsyncBoltRequest) -> BoltResponse | None:
    """Acknowledge an event that nobody listens to, so that Slack does not repeat it."""
    # Bolt would log the whole request, with what people wrote and addresses to answer at.
    kind = request.body.get("type") or request.body.get("command")
    _log.warning("slack request not handled", extra={"kind": kind, "why": type(error).__name__})
    return BoltResponse(status=200) if kind == "event_callback" else None


@contextmanager
def _without_environment() -> Iterator[None]:
    """Hide SLACK_ variables from Bolt, which reads them by itself and mixes ways to install."""
    hidden = {key: os.environ.pop(key) for key in tuple(os.environ) if key.startswith("SLACK_")}
    try:
        yield
    finally:
        os.environ.update(hidden)
