"""Why: whoever sets the bot up learns what is wrong with its token and its application before
anybody asks it something. It must change nothing at Discord and must not print the token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from adapters.discord.client import shut
from adapters.discord.quiet import keep_quiet
from adapters.discord.words import LONGEST_NAME
from bot.errors import AxisError
from bot.knowledge.loader import load
from bot.platforms import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pydantic import SecretStr

_PORTAL = "At discord.com/developers, in the application"


async def diagnose(variable: str, token: SecretStr, pack: Path) -> list[Finding]:
    """Return what was looked at, and how to mend what is not well; `pack` is the pack's folder."""
    keep_quiet()
    client = discord.Client(intents=discord.Intents.none())
    try:
        await client.login(token.get_secret_value())
        found = [_known(variable, client)]
        application: dict[str, Any] = {**await client.http.application_info()}
        commands = await client.http.get_global_commands(int(application["id"]))
    except discord.LoginFailure:
        return [Finding(what=variable, well=False, text=_mend_token())]
    except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
        return [Finding(what="discord", well=False, text=_unreachable(error))]
    finally:
        await shut(client)
    flags = discord.ApplicationFlags._from_value(int(application.get("flags", 0)))  # noqa: SLF001
    found += [_intents(flags), _endpoint(application), _installs(application)]
    return [*found, _commands([str(one["name"]) for one in commands], pack)]


def _known(variable: str, client: discord.Client) -> Finding:
    name = client.user.name if client.user else "?"
    return Finding(what=variable, well=True, text=f'Discord knows this token as "{name}".')


def _mend_token() -> str:
    return f"Discord does not know this token. {_PORTAL}: Bot, Reset Token; copy the new one."


def _unreachable(error: BaseException) -> str:
    status = getattr(error, "status", None)
    cause = f"it answered {status}" if status else type(error).__name__
    return f"Discord cannot be asked now ({cause}). Check the network, or try again later."


def _intents(flags: discord.ApplicationFlags) -> Finding:
    asked = {
        "Message Content": flags.gateway_message_content or flags.gateway_message_content_limited,
        "Server Members": flags.gateway_guild_members or flags.gateway_guild_members_limited,
        "Presence": flags.gateway_presence or flags.gateway_presence_limited,
    }
    needless = [name for name, on in asked.items() if on]
    if not needless:
        return Finding(
            what="intents", well=True, text="No privileged intent is on; none is needed."
        )
    text = f"{_PORTAL}: Bot, switch off what is not needed: {', '.join(needless)} Intent."
    return Finding(what="intents", well=False, text=text)


def _endpoint(application: dict[str, Any]) -> Finding:
    if not application.get("interactions_endpoint_url"):
        text = "Commands and buttons come over the gateway."
        return Finding(what="interactions", well=True, text=text)
    text = f"Commands go to a web address instead of the bot. {_PORTAL}: General Information, "
    return Finding(what="interactions", well=False, text=f"{text}empty Interactions Endpoint URL.")


def _installs(application: dict[str, Any]) -> Finding:
    config = application.get("integration_types_config")
    missing = [
        name
        for key, name in (("0", "Guild Install"), ("1", "User Install"))
        if config is not None and key not in config
    ]
    if not missing:
        text = "It can be added to servers and by a person for themselves."
        return Finding(what="installs", well=True, text=text)
    text = f"{_PORTAL}: Installation, switch on {' and '.join(missing)}."
    return Finding(what="installs", well=False, text=text)


def _commands(names: Sequence[str], pack: Path) -> Finding:
    try:
        command = load(pack).pack.command
    except AxisError as error:
        return Finding(what="commands", well=False, text=f"The pack cannot be read: {error}")
    if len(command) > LONGEST_NAME:
        text = (
            f'Discord takes no command "/{command}": it has at most {LONGEST_NAME} letters. '
            "Change `command` in pack.yaml."
        )
        return Finding(what="commands", well=False, text=text)
    text = f"Registered: {', '.join(names)}." if names else "No command is registered yet."
    if command not in names:
        text = f"{text} The bot registers /{command} when it starts."
    return Finding(what="commands", well=True, text=text)
