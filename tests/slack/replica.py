"""Why: a replica in a process of its own, which shares nothing with another but the database. It
must read nothing of the environment."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from adapters.slack.platform import SlackPlatform
from bot.app import App
from bot.limits import Limits
from bot.platforms import Services
from bot.store import open_store
from tests.platforms.slack_fixtures import PACK, QUICK
from tests.platforms.slack_server import APP_TOKEN, BOT_TOKEN


async def main(api_url: str, database: str) -> None:
    """Listen to the stand-in at the address, with the store in the database, until killed."""
    tokens = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}
    services = Services(
        app=App(PACK),
        store=open_store(database, Path()),
        limits=Limits(),
        environment={"SLACK_API_URL": api_url, **tokens},
        stop=asyncio.Event(),
    )
    await SlackPlatform(QUICK).run(services)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
