"""Why: what is set for a channel may be changed by its members, or by admins alone where the
operator wants it so; Slack is then asked who is one. It must let nobody through while Slack does
not say."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from adapters.slack.failures import RefusedError, UncertainError
from adapters.slack.refusals import is_transient
from bot.briefing.zones import zone_of
from bot.errors import WishError

if TYPE_CHECKING:
    from adapters.slack.asker import Asker
    from adapters.slack.install import Tokens
    from adapters.slack.post import Poster
    from adapters.slack.settings import Managers

#: the scope that lets the bot see who somebody is
MEMBERS = "users:read"
_log = logging.getLogger(__name__)


class Managing:
    """Says who may change what is set for a channel."""

    def __init__(self, managers: Managers, poster: Poster, tokens: Tokens) -> None:
        """Let `managers` change it; `poster` asks Slack who they are."""
        self._managers = managers
        self._poster = poster
        self._tokens = tokens

    async def trouble(self, asker: Asker, what: str) -> str | None:
        """Return why this person may not change `what`; None where they may."""
        if self._managers == "members":
            return None
        only = f"Only admins of this workspace may change {what}."
        token = await self._tokens.of(asker.workspace)
        if token is None:
            return f"{only} {_UNKNOWN}"
        try:
            admin = await self._poster.is_admin(token, asker.user)
        except RefusedError as error:
            _log.warning("slack does not tell who is an admin", extra={"why": error.code})
            return f"{only} {_NOT_NOW if is_transient(error.code) else _UNKNOWN}"
        except UncertainError:
            return f"{only} {_NOT_NOW}"
        return None if admin else only

    async def zone_of(self, asker: Asker) -> str | None:
        """Return the time zone that a person set in Slack; None where the bot may not see it.

        Slack is not even asked where the workspace did not let the bot see its members.
        """
        if MEMBERS not in await self._tokens.scopes(asker.workspace):
            return None
        token = await self._tokens.of(asker.workspace)
        try:
            found = await self._poster.zone_of(token, asker.user) if token else None
            return zone_of(found) if found else None
        except (RefusedError, UncertainError, WishError):
            return None


_UNKNOWN = (
    "Slack does not let the bot see who is one; whoever runs the bot can mend that"
    " with `axis doctor`."
)
_NOT_NOW = "Slack does not say who is one at the moment. Try again later."
