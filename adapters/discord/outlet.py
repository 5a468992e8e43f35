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

from adapters.discord.attempts import watched
from adapters.discord.brief import brief_components, presses
from adapters.discord.naming import named
from adapters.discord.post import Drawn
from adapters.discord.refusals import (
    MAYBE_NO_SERVER,
    NO_SERVER,
    TOO_MANY,
    TRANSIENT,
    UNAUTHORISED,
    words_for,
)
from adapters.discord.render import sentences
from adapters.discord.words import about_channel
from bot.briefing import reasons
from bot.briefing.outlet import NotPostedError, Pace, UnknownFateError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.briefing.model import Place
    from bot.reply import Brief
    from bot.store import Store

#: Discord counts 50 requests a second of one bot, whatever they are
PACE = Pace(a_second=50.0, requests_to_tell=2)
#: Discord looks at the nonces of the "past few minutes"; two of them are few
NONCE_KEPT = timedelta(minutes=2)
#: discord.py repeats by itself, with the same nonce, and waits where Discord asks for it; delivery
#: gives a post 40 seconds, and one that ends by itself before tells what came of it
SECONDS_TO_POST = 35.0
SECONDS_TO_LOOK = 5.0
#: before another try where Discord names no time
_SECONDS_UNTIL_WELL = 30.0
#: the same for what takes somebody's work, or a new brief
_SECONDS_UNTIL_MENDED = 300.0
_ABSENT = frozenset({403, 404})
_SERVER_FAULT = 500
_Failures = (discord.DiscordException, aiohttp.ClientError, TimeoutError, OSError)


class DiscordOutlet:
    """Discord, as delivery uses it."""

    platform = "discord"
    pace = PACE
    nonce_kept: timedelta | None = NONCE_KEPT

    def __init__(
        self, client: discord.Client, store: Store, seconds: float = SECONDS_TO_POST
    ) -> None:
        """Post as the client, which has logged in and whose requests are watched (`attempts`).

        Questions of long buttons go to `store`; a post ends within `seconds`.
        """
        self._client = client
        self._store = store
        self._seconds = seconds

    async def post(self, place: Place, brief: Brief, nonce: str) -> str:
        """Post the brief and return its id; raise NotPostedError or UnknownFateError."""
        channel = self._client.get_partial_messageable(int(place.channel))
        components = brief_components(brief, await named(presses(brief), self._store))
        try:
            with _judged():
                async with asyncio.timeout(self._seconds):
                    sent = await channel.send(view=Drawn(components), nonce=nonce)
        except NotPostedError as error:
            if await self._gone(place, error):
                code, words = str(NO_SERVER), words_for(NO_SERVER, "")
                raise NotPostedError(code, words, permanent=True, gone=True) from error
            raise
        return str(sent.id)

    async def tell(self, place: Place, user: str, text: str) -> None:
        """Send a direct message about a channel; raise NotPostedError or UnknownFateError."""
        where = about_channel(int(place.channel)) if place.workspace else ""
        with _judged():
            async with asyncio.timeout(self._seconds):
                channel = await self._client.create_dm(discord.Object(int(user)))
                await channel.send(view=Drawn(sentences([text], above=where)))

    async def _gone(self, place: Place, error: NotPostedError) -> bool:
        """Whether the bot is no longer in the server at all: a channel alone is mended there."""
        if not place.workspace or error.code not in map(str, MAYBE_NO_SERVER):
            return False
        try:
            async with asyncio.timeout(SECONDS_TO_LOOK):
                await self._client.http.get_guild(int(place.workspace), with_counts=False)
        except discord.HTTPException as answer:
            return answer.status in _ABSENT and answer.code in MAYBE_NO_SERVER
        except _Failures:
            return False
        return False


@contextmanager
def _judged() -> Iterator[None]:
    """Turn what went wrong into what all requests together prove."""
    with watched() as attempts:
        try:
            yield
        except _Failures as error:
            if any(one.doubtful for one in attempts):
                raise _unknown(error) from error
            last = attempts[-1].status if attempts else None
            raise _refusal(error, last) from error


def _unknown(error: Exception) -> UnknownFateError:
    if isinstance(error, TimeoutError):
        code = reasons.NO_ANSWER
    elif isinstance(error, discord.HTTPException) and error.status >= _SERVER_FAULT:
        # Discord's own number, 0, says less than the status.
        return UnknownFateError(str(error.code or error.status), "Discord had a fault of its own.")
    else:
        code = reasons.DROPPED
    return UnknownFateError(code, reasons.REASONS[code])


def _refusal(error: Exception, last: int | None) -> NotPostedError:
    """Return what it means that no request was carried out; `last` is the last one's status."""
    if isinstance(error, discord.RateLimited):
        return _later(TOO_MANY, error.retry_after)
    if isinstance(error, discord.HTTPException):
        return _said(error)
    if last == TOO_MANY:  # it was waited for, and time ran out
        return _later(TOO_MANY, _SECONDS_UNTIL_WELL)
    code = reasons.UNREACHABLE
    return NotPostedError(code, reasons.REASONS[code], permanent=False, wait=_SECONDS_UNTIL_WELL)


def _said(error: discord.HTTPException) -> NotPostedError:
    if error.status == TOO_MANY:
        return _later(TOO_MANY, _retry_after(error))
    if error.status == UNAUTHORISED:
        # The operator's to mend, not the channel's.
        return _later(UNAUTHORISED, _SECONDS_UNTIL_MENDED)
    if not error.code:
        # No number of Discord's: something on the way said it, and of no channel.
        return _later(error.status, _SECONDS_UNTIL_MENDED, f"HTTP status {error.status}")
    if error.code in TRANSIENT:
        wait = max(_retry_after(error), _SECONDS_UNTIL_WELL)
        return _later(error.code, wait, error.text)
    words = words_for(error.code, error.text)
    return NotPostedError(str(error.code), words, permanent=True)


def _later(code: int, seconds: float, reason: str = "") -> NotPostedError:
    return NotPostedError(str(code), words_for(code, reason), permanent=False, wait=seconds)


def _retry_after(error: discord.HTTPException) -> float:
    """Return for how many seconds Discord, or what stands before it, asks to wait."""
    try:
        return max(0.0, float(error.response.headers.get("Retry-After", "")))
    except ValueError:
        return _SECONDS_UNTIL_WELL
