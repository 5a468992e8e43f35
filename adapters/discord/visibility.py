"""Why: who sees an answer is set for each channel by those who manage it, with a command. Where it
cannot be known, answers stay private. Nothing is remembered here: the store does that, and knows
for how long, so that a change reaches other replicas within seconds."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from adapters.discord import post, words
from adapters.discord.place import PLATFORM_NAME, manages, place_of
from adapters.discord.waiting import soon
from bot.errors import StoreError

if TYPE_CHECKING:
    import discord

    from adapters.discord.place import Place
    from bot.store import Store

_log = logging.getLogger(__name__)
_KEPT_AS = {"me": "private", "everyone": "public"}


async def is_public(place: Place, store: Store) -> bool:
    """Whether answers in the place are for everyone in it where the asker wishes nothing else."""
    if not place.workspace:
        return False
    key = (PLATFORM_NAME, place.workspace, place.channel)
    try:
        # A task and its clock cost more than the rest of this answer's way, and are seldom needed.
        found = store.known_visibility(*key) or await soon(store.visibility(*key))
    except (StoreError, TimeoutError) as error:
        _log.warning("visibility not known", extra={"because": str(error)})
        return False
    return found == "public"


async def tell_or_set(interaction: discord.Interaction, answers: str, store: Store) -> None:
    """Tell who sees the answers in a channel, or set it to "me" or "everyone", in all's sight."""
    place = place_of(interaction)
    if not (place.workspace and place.channel):
        await post.say(interaction, words.NO_CHANNEL)
        return
    key = (PLATFORM_NAME, place.workspace, place.channel)
    try:
        before = await soon(store.visibility(*key))
        wished = _KEPT_AS.get(answers, before)
        if wished != before and manages(interaction):
            await soon(store.set_visibility(*key, wished))
    except (StoreError, TimeoutError):
        await post.say(interaction, words.NOT_SET_NOW if answers else words.NOT_TOLD_NOW)
        return
    if wished == before:
        await post.say(interaction, words.SET_TO[before])
    elif not manages(interaction):
        await post.say(interaction, words.NOT_YOURS_TO_SET)
    else:
        await post.tell(interaction, words.CHANGED_TO[wished])
