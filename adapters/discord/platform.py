"""Why: the door through which the bot starts and examines Discord. It must let no secret out, and
must end within seconds when it is told to."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import discord
from pydantic import SecretStr

from adapters.discord.client import Client
from adapters.discord.diagnose import diagnose
from bot.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adapters.discord.client import Pace
    from bot.platforms import Finding, Services

TOKEN = "DISCORD_TOKEN"  # noqa: S105 - the name of the variable
_WRONG_TOKEN = 4004
_SECONDS_TO_END = 1.0


class Discord:
    """The adapter to Discord."""

    name = "discord"
    needs: Sequence[Sequence[str]] = ((TOKEN,),)

    def __init__(self, pace: Pace | None = None) -> None:
        """Listen at the given pace of leases; None is the one for real."""
        self._pace = pace

    async def run(self, services: Services) -> None:
        """Listen until `services.stop` is set; raise for whatever ends listening before."""
        token = read_token(services.environment)
        client = Client(services, self._pace)
        listening = asyncio.create_task(client.start(token.get_secret_value()))
        stopping = asyncio.create_task(services.stop.wait())
        try:
            await asyncio.wait({listening, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            await _finish(client)
            await asyncio.wait({listening}, timeout=_SECONDS_TO_END)
            listening.cancel()
            services.health.state = "stopped"
        await _ended(listening, services)

    async def diagnose(self, environment: Mapping[str, str]) -> Sequence[Finding]:
        """Check the token that is set against Discord's API."""
        token = read_token(environment)
        return await diagnose(TOKEN, token, Path(environment["AXIS_PACK"]))


PLATFORM = Discord()


def read_token(environment: Mapping[str, str]) -> SecretStr:
    """Return the bot's token; raises SetupError where none is set."""
    token = environment.get(TOKEN, "").strip()
    if not token:
        msg = f"{TOKEN} is not set. Copy the bot's token from discord.com/developers, Bot."
        raise SetupError(msg)
    return SecretStr(token)


async def _finish(client: Client) -> None:
    # A client that never came to log in has nothing to close.
    if client.http.connector is not discord.utils.MISSING:
        await client.finish()


async def _ended(listening: asyncio.Task[None], services: Services) -> None:
    if services.stop.is_set():  # what it trips over while it ends is no news
        await asyncio.gather(listening, return_exceptions=True)
        return
    try:
        await listening
    except discord.LoginFailure as error:
        raise SetupError(refused()) from error
    except discord.ConnectionClosed as error:
        if error.code == _WRONG_TOKEN:
            raise SetupError(refused()) from error
        raise
    msg = "Discord ended the connection."
    raise SetupError(msg)


def refused() -> str:
    """Return what an operator is told whose token Discord does not know."""
    return (
        f"Discord does not know the token in {TOKEN}. Make a new one at discord.com/developers: "
        "the application, Bot, Reset Token."
    )
