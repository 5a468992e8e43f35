"""Why: briefs go to Discord through here. Each bears the nonce of its subscription and date, so
that a repetition within Discord's few minutes posts nothing anew. It must not decide when to try
again."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import aiohttp
import discord

from adapters.discord.brief import brief_components, presses
from adapters.discord.naming import named
from adapters.discord.post import Drawn
from adapters.discord.refusals import TRANSIENT, UNAUTHORISED, UNREACHABLE, words_for
from adapters.discord.render import sentence
from bot.briefing.outlet import NotPostedError, Pace, UnknownFateError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.briefing.model import Place
    from bot.reply import Brief
    from bot.store import Store

#: Discord counts 50 requests a second of one bot, whatever they are
PACE = Pace(a_second=50.0)
#: Discord looks at the nonces of the "past few minutes"; two of them are few
NONCE_KEPT = timedelta(minutes=2)
#: discord.py repeats by itself, with the same nonce; all of it must end well within `NONCE_KEPT`
SECONDS_TO_POST = 45.0
_SECONDS_UNTIL_WELL = 30.0
_TOO_MANY = 429
_SERVER_FAULT = 500


class DiscordOutlet:
    """Discord, as delivery uses it."""

    platform = "discord"
    pace = PACE
    nonce_kept: timedelta | None = NONCE_KEPT

    def __init__(self, client: discord.Client, store: Store) -> None:
        """Post as the client, which has logged in; questions of long buttons go to `store`."""
        self._client = client
        self._store = store

    async def post(self, place: Place, brief: Brief, nonce: str) -> str:
        """Post the brief and return its id; raise NotPostedError or UnknownFateError."""
        channel = self._client.get_partial_messageable(int(place.channel))
        components = brief_components(brief, await named(presses(brief), self._store))
        with _judged():
            async with asyncio.timeout(SECONDS_TO_POST):
                sent = await channel.send(view=Drawn(components), nonce=nonce)
        return str(sent.id)

    async def tell(self, place: Place, user: str, text: str) -> None:
        """Send a direct message; raise NotPostedError or UnknownFateError."""
        del place
        with _judged():
            async with asyncio.timeout(SECONDS_TO_POST):
                channel = await self._client.create_dm(discord.Object(int(user)))
                await channel.send(view=Drawn(sentence(text)))


@contextmanager
def _judged() -> Iterator[None]:
    """Turn what went wrong into what it proves."""
    try:
        yield
    except discord.RateLimited as error:
        raise _later(_TOO_MANY, error.retry_after) from error
    except discord.HTTPException as error:
        raise _meaning(error) from error
    except aiohttp.ClientConnectorError as error:
        raise _later(UNREACHABLE, _SECONDS_UNTIL_WELL) from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise UnknownFateError(type(error).__name__, _UNKNOWN) from error


_UNKNOWN = "Discord did not say whether it was posted."


def _later(code: int, seconds: float, reason: str = "") -> NotPostedError:
    words = words_for(code, reason)
    return NotPostedError(str(code), words, permanent=False, wait=seconds)


def _meaning(error: discord.HTTPException) -> NotPostedError | UnknownFateError:
    code = str(error.code or error.status)
    if error.status >= _SERVER_FAULT:
        return UnknownFateError(code, _UNKNOWN)
    if error.status == _TOO_MANY or error.code in TRANSIENT:
        return _later(error.code or error.status, _SECONDS_UNTIL_WELL, error.text)
    # A token that Discord does not know is the operator's to mend, not the channel's.
    permanent = error.status != UNAUTHORISED
    return NotPostedError(code, words_for(error.code, error.text), permanent=permanent)
