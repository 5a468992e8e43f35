"""Why: the commands about briefs as Discord lists them: seen by all, as what they tell is for all.
It must not answer anything."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from adapters.discord import words
from adapters.discord.brief_options import Options
from adapters.discord.permissions import WRITTEN_TO
from adapters.discord.translating import worded
from bot.briefing.verbs import VERBS
from bot.briefing.wording import FLOOR_CHOICES, UNCHANGED_CHOICES
from bot.briefing.zones import find_zones

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

    from adapters.discord.briefs import Briefs

Asked = discord.Interaction[Any]
Working = Callable[[], AbstractContextManager[None]]
MOST_CHOICES = 25
_HERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)


class WrittenTo(app_commands.Transformer):
    """Takes a channel of any kind that messages are written to; a thread is one."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """What Discord lets people choose."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds of channels among which they choose."""
        return list(WRITTEN_TO)

    async def transform(self, _interaction: Asked, value: object, /) -> object:
        """Return the channel as Discord described it."""
        if isinstance(value, app_commands.AppCommandChannel | app_commands.AppCommandThread):
            return value
        raise app_commands.TransformerError(value, self.type, self)


Channel = app_commands.Transform[Any, WrittenTo]


def brief_group(name: str, briefs: Briefs, working: Working) -> app_commands.Group:
    """Return the group of commands; a stop waits for what is done while `working`."""
    group = app_commands.Group(
        name=name,
        description=worded(words.BRIEFS, "brief"),
        allowed_contexts=_HERE,
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )
    group.add_command(_command("now", briefs.now, working))
    group.add_command(_command("status", briefs.status, working))
    group.add_command(_why(briefs, working))
    for verb, callback in (("subscribe", briefs.subscribe), ("change", briefs.change)):
        group.add_command(_set(verb, callback, working))
    for verb in ("pause", "resume", "stop"):
        group.add_command(_switch(verb, briefs, working))
    return group


def _command(
    verb: str, callback: Callable[[Asked], Awaitable[None]], working: Working
) -> app_commands.Command[Any, ..., Any]:
    async def run(interaction: Asked) -> None:
        with working():
            await callback(interaction)

    return app_commands.Command(name=verb, description=_purpose(verb), callback=run)


def _why(briefs: Briefs, working: Working) -> app_commands.Command[Any, ..., Any]:
    @app_commands.describe(date=worded(words.BRIEF_DATE, "date"))
    async def why(interaction: Asked, date: str = "") -> None:
        with working():
            await briefs.why(interaction, date)

    return app_commands.Command(name="why", description=_purpose("why"), callback=why)


def _switch(verb: str, briefs: Briefs, working: Working) -> app_commands.Command[Any, ..., Any]:
    @app_commands.describe(channel=worded(words.BRIEF_CHANNEL, "channel"))
    async def switch(interaction: Asked, channel: Channel | None = None) -> None:
        with working():
            await briefs.switch(interaction, channel, verb)

    return app_commands.Command(name=verb, description=_purpose(verb), callback=switch)


def _set(
    verb: str, callback: Callable[[Asked, Any, Options], Awaitable[None]], working: Working
) -> app_commands.Command[Any, ..., Any]:
    @app_commands.describe(
        time=worded(words.BRIEF_TIME, "time"),
        zone=worded(words.BRIEF_ZONE, "zone"),
        days=worded(words.BRIEF_DAYS, "days"),
        about=worded(words.BRIEF_ABOUT, "about"),
        skip=worded(words.BRIEF_SKIP, "skip"),
        claims=worded(words.BRIEF_CLAIMS, "claims"),
        unchanged=worded(words.BRIEF_UNCHANGED, "unchanged"),
        channel=worded(words.BRIEF_CHANNEL, "channel"),
    )
    @app_commands.choices(
        claims=_choices("claims", FLOOR_CHOICES),
        unchanged=_choices("unchanged", UNCHANGED_CHOICES),
    )
    @app_commands.autocomplete(zone=_zones)
    async def chosen(  # noqa: PLR0913, PLR0917 - each is an option that people see
        interaction: Asked,
        time: str | None = None,
        zone: str | None = None,
        days: str | None = None,
        about: str | None = None,
        skip: str | None = None,
        claims: str | None = None,
        unchanged: str | None = None,
        channel: Channel | None = None,
    ) -> None:
        options = Options(
            time=time,
            zone=zone,
            days=days,
            about=about,
            skip=skip,
            claims=claims,
            unchanged=unchanged,
        )
        with working():
            await callback(interaction, channel, options)

    return app_commands.Command(name=verb, description=_purpose(verb), callback=chosen)


async def _zones(_interaction: Asked, current: str) -> list[app_commands.Choice[str]]:
    now = datetime.now(UTC)
    found = find_zones(current, MOST_CHOICES)
    return [app_commands.Choice(name=zone.label(now), value=zone.name) for zone in found]


def _choices(option: str, named: Mapping[Any, str]) -> list[app_commands.Choice[str]]:
    return [
        app_commands.Choice(name=worded(text, f"{option}.{value}"), value=value)
        for value, text in named.items()
    ]


def _purpose(verb: str) -> app_commands.locale_str:
    text = VERBS[verb]
    return worded(f"{text[:1].upper()}{text[1:]}", f"brief.{verb}")
