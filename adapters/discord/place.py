"""Why: where an interaction came from decides who sees the answer. It must not send anything."""

from __future__ import annotations

from dataclasses import dataclass

import discord

#: how the store tells what was set in Discord from what was set elsewhere
PLATFORM_NAME = "discord"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody asks; a thread is its channel.

    `alone` is a direct message with the bot: nobody else is there. With `forced` Discord shows
    answers to the asker alone, whatever was wished.
    """

    workspace: str
    channel: str
    alone: bool
    forced: bool


def place_of(interaction: discord.Interaction) -> Place:
    """Return where the interaction came from."""
    guild = interaction.guild_id
    return Place(
        workspace=str(guild or ""),
        channel=str(_channel(interaction) or ""),
        alone=guild is None and interaction.context.dm_channel,
        forced=guild is not None and _forced(interaction),
    )


def manages(interaction: discord.Interaction) -> bool:
    """Whether the person may change what is set for the channel."""
    may = interaction.permissions
    return may.manage_channels or may.manage_guild or may.administrator


def _channel(interaction: discord.Interaction) -> int | None:
    channel = interaction.channel
    return channel.parent_id if isinstance(channel, discord.Thread) else interaction.channel_id


def _forced(interaction: discord.Interaction) -> bool:
    # An app that was added to the server itself answers as it likes; one that a person installed
    # for themselves needs that person's permission to use apps from outside.
    guild = interaction.guild_id
    added = interaction.is_guild_integration() or (
        guild is not None and interaction.client.get_guild(guild) is not None
    )
    if added:
        return False
    return not (
        interaction.permissions.use_external_apps
        and interaction.permissions.use_application_commands
    )
