"""Why: a brief belongs to a channel, so whoever manages that channel or its server may change it,
and only where the bot can post. Pure: it reads what Discord sent and what the bot knows of its
servers."""

from __future__ import annotations

from typing import Any, TypeAlias

import discord
from discord import app_commands

from adapters.discord import words
from bot.briefing.model import Place

#: a channel that was chosen in a command; None is the one in which it was typed
Target: TypeAlias = app_commands.AppCommandChannel | app_commands.AppCommandThread | None


def place_for(interaction: discord.Interaction[Any], target: Target) -> Place:
    """Return the place that a command is about, always of the server in which it was typed."""
    channel = interaction.channel_id if target is None else target.id
    return Place(
        platform="discord", workspace=str(interaction.guild_id or ""), channel=str(channel or "")
    )


def may_change(interaction: discord.Interaction[Any], target: Target) -> bool:
    """Whether the person may change the channel's brief: Manage Channel there, or Manage Server.

    In a direct message with the bot there is nobody else to ask.
    """
    if interaction.guild_id is None:
        return True
    there = interaction.permissions if target is None else target.permissions
    return there.manage_channels or interaction.permissions.manage_guild


def can_post(interaction: discord.Interaction[Any], target: Target) -> str | None:
    """Return why the bot cannot post in the channel, in words with the mend; None where it can."""
    if interaction.guild_id is None:
        return None if interaction.context.dm_channel else words.NO_BRIEFS_HERE
    guild = interaction.client.get_guild(interaction.guild_id)
    if guild is None:
        return words.NOT_ADDED
    found = _permissions(interaction, guild, target)
    if found is None:
        return words.CANNOT_SEE
    channel = interaction.channel if target is None else target
    in_thread = isinstance(channel, discord.Thread | app_commands.AppCommandThread)
    writes = found.send_messages_in_threads if in_thread else found.send_messages
    if not found.view_channel:
        return words.CANNOT_SEE
    return None if writes else words.CANNOT_POST


def _permissions(
    interaction: discord.Interaction[Any], guild: discord.Guild, target: Target
) -> discord.Permissions | None:
    """Return what the bot may do in the channel; None where it does not know the channel."""
    if target is None:
        return interaction.app_permissions
    parent = target.parent_id if isinstance(target, app_commands.AppCommandThread) else target.id
    channel = guild.get_channel(parent)
    return channel.permissions_for(guild.me) if channel is not None else None
