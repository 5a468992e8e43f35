"""Why: a brief belongs to a channel, so whoever manages that channel or its server may change it,
and only where the bot can post. Pure: it reads what Discord sent and what the bot knows of its
servers, and takes no channel for one of the server because somebody says so."""

from __future__ import annotations

from typing import Any, TypeAlias

import discord
from discord import app_commands

from adapters.discord import words
from bot.briefing.model import Place

#: a channel that was chosen in a command; None is the one in which it was typed
Target: TypeAlias = app_commands.AppCommandChannel | app_commands.AppCommandThread | None
#: channels that messages are written to; a forum or a category holds others
WRITTEN_TO = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
)


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
    mine = interaction.permissions
    there = mine if target is None else target.permissions
    return there.manage_channels or mine.manage_guild or there.administrator or mine.administrator


def trouble_with(interaction: discord.Interaction[Any], target: Target) -> str | None:
    """Return why the bot cannot post in the channel, in words with the mend; None where it can."""
    if interaction.guild_id is None:
        return None if interaction.context.dm_channel else words.NO_BRIEFS_HERE
    guild = interaction.client.get_guild(interaction.guild_id)
    if guild is None:
        return words.NOT_ADDED
    channel = interaction.channel if target is None else target
    if channel is None or not _of(guild, channel):
        return words.NOT_HERE
    if channel.type not in WRITTEN_TO:
        return words.NOT_WRITTEN_TO
    return _forbidden(_permissions(interaction, guild, target), channel)


def _forbidden(may: discord.Permissions | None, channel: Any) -> str | None:  # noqa: ANN401 - any kind
    if may is None or not (may.view_channel or may.administrator):
        return words.CANNOT_SEE
    if _is_thread(channel):
        writes = may.send_messages_in_threads
        return None if writes or may.administrator else words.CANNOT_POST_IN_THREADS
    return None if may.send_messages or may.administrator else words.CANNOT_POST


def _of(guild: discord.Guild, channel: Any) -> bool:  # noqa: ANN401 - any kind
    """Whether the channel is one of the server's, as the bot knows it."""
    if not _is_thread(channel):
        return guild.get_channel(channel.id) is not None
    if guild.get_thread(channel.id) is not None:
        return True
    # One that is private or archived is known only where somebody types in it: there Discord says
    # what it is. One that was merely named may be anybody's.
    return isinstance(channel, discord.Thread) and guild.get_channel(channel.parent_id) is not None


def _is_thread(channel: Any) -> bool:  # noqa: ANN401 - any kind
    return isinstance(channel, discord.Thread | app_commands.AppCommandThread)


def _permissions(
    interaction: discord.Interaction[Any], guild: discord.Guild, target: Target
) -> discord.Permissions | None:
    """Return what the bot may do in the channel; None where it cannot know."""
    if target is None:
        return interaction.app_permissions
    stated = _stated(interaction, target.id)
    if stated is not None:
        return stated
    parent = target.parent_id if isinstance(target, app_commands.AppCommandThread) else target.id
    channel = guild.get_channel(parent)
    user = interaction.client.user
    myself = guild.get_member(user.id) if user is not None else None
    return channel.permissions_for(myself) if channel is not None and myself else None


def _stated(interaction: discord.Interaction[Any], channel: int) -> discord.Permissions | None:
    """Return what Discord itself says that the bot may do in a channel that was chosen."""
    data: Any = interaction.data or {}
    sent = data.get("resolved", {}).get("channels", {}).get(str(channel), {})
    may = sent.get("app_permissions")
    return discord.Permissions(int(may)) if may is not None else None
