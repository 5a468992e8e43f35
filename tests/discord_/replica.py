"""Why: a replica in a process of its own, which a test can kill. It must read nothing of the
environment."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import discord
import yarl

sys.path.insert(0, str(Path(__file__).parents[2]))

from adapters.discord.client import Pace
from adapters.discord.platform import Discord
from bot.app import App
from bot.limits import Limits
from bot.platforms import Services
from bot.store import open_store
from tests.platforms.discord_fixtures import FACTS
from tests.platforms.discord_people import TOKEN

#: quicker than for real, but not so quick that a busy machine loses what it holds
_PACE = Pace(lease=3.0, every=0.3)


async def main(port: str, folder: str, database: str | None = None) -> None:
    """Listen to the stand-in at the port, with that database or a file in the folder."""
    discord.http.Route.BASE = f"http://127.0.0.1:{port}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://127.0.0.1:{port}/")
    services = Services(
        app=App(FACTS),
        store=open_store(database, Path(folder)),
        limits=Limits(),
        environment={"DISCORD_TOKEN": TOKEN},
        stop=asyncio.Event(),
    )
    await Discord(_PACE).run(services)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
