"""Why: a process that delivers as the bot does, through the adapters' own outlets, and can be
killed at any moment: `python -m tests.kills.worker JSON`. What protects from doubles can be taken
away, so that it is known that the test can fail."""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from adapters.discord.attempts import watching
from adapters.discord.outlet import DiscordOutlet
from adapters.slack.desk import Desk
from adapters.slack.install import OneToken
from adapters.slack.outlet import SlackOutlet
from adapters.slack.post import Poster
from bot.app import App
from bot.briefing import judging
from bot.briefing.deliver import Deliverer, Habits
from bot.briefing.outlet import Outlets, Pace, UnknownFateError
from bot.briefing.posting import Patience
from bot.briefing.queue import Leases, Queue
from bot.limits import Limits
from bot.platforms import Services
from bot.store import open_store
from tests.kills.platform import NONCE_KEPT

if TYPE_CHECKING:
    from bot.briefing.claims import Claim, Outcome, Written
    from bot.briefing.model import Place
    from bot.reply import Brief
    from bot.store import Store

PACK = Path(__file__).parent.parent / "pack_two"
HABITS = Habits(
    leases=Leases(claimed=3.0, sending=3.0, margin=0.5),
    patience=Patience(leave=1.0, request=1.5, again=0.2, disturbed=0.5),
    look=0.1,
    sweep=0.5,
    grace=1.0,
    at_once=30,
)


class FastDiscord(DiscordOutlet):
    """Discord in the stand-in's time, without the limit that is tested elsewhere."""

    pace = Pace()
    nonce_kept: timedelta | None = timedelta(seconds=NONCE_KEPT)


class FastSlack(SlackOutlet):
    """Slack without the limits that are tested elsewhere."""

    pace = Pace()


class Careless(FastDiscord):
    """Discord with another nonce at each try."""

    async def post(self, place: Place, brief: Brief, nonce: str) -> str:
        """Post the brief and return its id."""
        del nonce
        return await super().post(place, brief, secrets.token_hex(12))


async def _unwritten(_queue: Queue, posts: Sequence[tuple[Claim, Written]]) -> list[bool]:
    return [True] * len(posts)


def _blindly(claim: Claim, error: UnknownFateError, _written: object, _again: object) -> Outcome:
    return judging.disturbed(claim, error.code, 0.2)


async def _outlets(store: Store, app: App, told: dict[str, Any]) -> Outlets:
    services = Services(app=app, store=store, limits=Limits(), environment={}, stop=asyncio.Event())
    session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30))
    poster = Poster(session, f"{told['platforms']}/api/", lambda _code: None)
    token = "xoxb-" + "1"
    discord.http.Route.BASE = f"{told['platforms']}/api/v10"
    client = discord.Client(intents=discord.Intents.none(), http_trace=watching())
    await client.login("token")
    outlets = Outlets()
    outlets.open(FastSlack(Desk(services), poster, OneToken(token)))
    outlets.open((FastDiscord if told["protected"] else Careless)(client, store))
    return outlets


async def work(told: dict[str, Any]) -> None:
    """Deliver until killed."""
    store = open_store(told["url"], Path(told["folder"]))
    app = App(PACK)
    outlets = await _outlets(store, app, told)
    if not told["protected"]:
        Queue.sending = _unwritten  # type: ignore[method-assign, assignment]
        judging.uncertain = _blindly  # type: ignore[assignment]
    worker = Deliverer(store, lambda: app.library, outlets, habits=HABITS)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await worker.run(asyncio.Event())


def main() -> None:
    """Read what to do from the command line, and do it."""
    told = json.loads(sys.argv[1])
    if told["ahead"]:
        real = time.time
        time.time = lambda: real() + told["ahead"]
    asyncio.run(work(told))


if __name__ == "__main__":
    main()
