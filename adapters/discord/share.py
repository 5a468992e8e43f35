"""Why: what one person looked up is shown to the channel once, however often Share is pressed and
in however many replicas. A card may be shared again only after proof that nothing was posted."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
import discord

from adapters.discord import words
from adapters.discord.post import ALREADY_ANSWERED, Drawn, count, say
from adapters.discord.waiting import soon
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.discord.controls import Json
    from bot.buttons import Press
    from bot.store import Store

_log = logging.getLogger(__name__)
_SERVER_FAULT = 500
_returning: set[asyncio.Task[None]] = set()


def card_key(press: Press, page: int) -> str:
    """Return what is shared once: this page of this question on this private message."""
    digest = hashlib.sha256(f"{page}\n{press.text}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"discord:{press.card}:{digest[:12]}"


async def share(
    interaction: discord.Interaction, key: str, components: Sequence[Json], store: Store
) -> None:
    """Post the card where it was asked for, or say why not."""
    try:
        first = await soon(store.share_once(key), late=partial(_unclaim, key, store))
    except (StoreError, TimeoutError):
        await say(interaction, words.NOT_SHARED_NOW)
        return
    if not first:
        await say(interaction, words.ALREADY_SHARED)
        return
    await _post(interaction, key, components, store)


def _unclaim(key: str, store: Store, first: bool) -> None:  # noqa: FBT001 - what share_once returns
    """Give back a claim that came too late for its press."""
    if first:
        task = asyncio.ensure_future(_give_back(key, store))
        _returning.add(task)
        task.add_done_callback(_returning.discard)


async def _post(
    interaction: discord.Interaction, key: str, components: Sequence[Json], store: Store
) -> None:
    try:
        posted = await interaction.response.send_message(view=Drawn(components))
    except discord.HTTPException as error:
        count(interaction, error)
        await _failed(interaction, key, error, store)
    except (aiohttp.ClientError, OSError) as error:
        count(interaction, error)
        _log.warning("share of unknown fate", extra={"card": key})
        await _say_at_last(interaction, words.MAYBE_SHARED)
    else:
        if posted.is_ephemeral():  # Discord had the last word
            await _give_back(key, store)
            await say(interaction, words.FORCED)
            return
        with suppress(StoreError):
            await store.shared_as(key, str(posted.message_id or ""))


async def _failed(
    interaction: discord.Interaction, key: str, error: discord.HTTPException, store: Store
) -> None:
    if error.code == ALREADY_ANSWERED:
        # An attempt that seemed to fail had arrived: it is posted, and only its id is not known.
        _log.info("share answered already", extra={"card": key})
        return
    if error.status >= _SERVER_FAULT:
        _log.warning("share of unknown fate", extra={"card": key, "status": error.status})
        await _say_at_last(interaction, words.MAYBE_SHARED)
        return
    await _give_back(key, store)
    _log.warning("share refused", extra={"card": key, "code": error.code})
    await _say_at_last(interaction, words.refused(error.text))


async def _give_back(key: str, store: Store) -> None:
    with suppress(StoreError):
        await store.unshare(key)


async def _say_at_last(interaction: discord.Interaction, text: str) -> None:
    with suppress(discord.DiscordException, aiohttp.ClientError, OSError):
        await say(interaction, text)
