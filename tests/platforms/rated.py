"""Why: a morning's briefs go their whole way out, from the database through pacing and an adapter,
to a stand-in that refuses what is too fast, in time that takes no time. It must expect nothing."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import discord
from sqlalchemy import func, select, update

from adapters.discord.attempts import watching
from adapters.discord.outlet import DiscordOutlet
from adapters.slack.desk import Desk
from adapters.slack.install import OneToken
from adapters.slack.outlet import SlackOutlet
from adapters.slack.post import Poster, pooled_session
from bot.app import App
from bot.briefing.deliver import Deliverer, Habits
from bot.briefing.outlet import Outlets
from bot.limits import Limits
from bot.platforms import Services
from bot.store import open_store
from bot.store.schema import deliveries, subscriptions
from tests.briefing.delivering import PACK_TWO
from tests.briefing.due_now import FIRST_CHANNEL, make_due
from tests.platforms.discord_people import TOKEN
from tests.platforms.discord_server import DiscordServer
from tests.platforms.hurried import HurriedLoop, hurried, stand_for_databases
from tests.platforms.rates import DISCORD_A_SECOND, SlackRates, Windows
from tests.platforms.slack_server import BOT_TOKEN, SlackServer

if TYPE_CHECKING:
    import pytest

    from bot.briefing.outlet import Outlet
    from bot.store import Store

Result = TypeVar("Result")
#: the workspace of all briefs of Slack, as `make_due` calls its only one
WORKSPACE = "T0"
_LOOKED = 0.5


def in_no_time(
    monkeypatch: pytest.MonkeyPatch, work: Callable[[], Coroutine[Any, Any, Result]]
) -> Result:
    """Return what the work returns, done on an event loop in which waiting takes no time."""
    stand_for_databases(monkeypatch)
    with asyncio.Runner(loop_factory=HurriedLoop) as runner:
        return runner.run(work())


def travelling() -> Callable[[], float]:
    """Return what tells for how many seconds the next request is under way, each way."""
    chance = random.Random(50)  # noqa: S311 - no secret
    return lambda: 0.02 + 0.005 * chance.random()


@asynccontextmanager
async def slack_rated(briefs: int) -> AsyncIterator[SlackServer]:
    """Yield a Slack that refuses what is too fast, whose bot is in the channels of so many."""
    server = SlackServer()
    server.workspaces[BOT_TOKEN].team = WORKSPACE
    server.workspaces[BOT_TOKEN].member_of = {str(FIRST_CHANNEL + n) for n in range(briefs)}
    server.rates, server.travel = SlackRates(hurried().time), travelling()
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


@asynccontextmanager
async def discord_rated(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordServer]:
    """Yield a Discord that refuses what is too fast."""
    server = DiscordServer()
    await server.start()
    monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{server.port}/api/v10")
    server.rate, server.travel = Windows(hurried().time, DISCORD_A_SECOND), travelling()
    try:
        yield server
    finally:
        await server.stop()


@asynccontextmanager
async def slack_outlet(server: SlackServer, store: Store) -> AsyncIterator[tuple[Outlet, Poster]]:
    """Yield Slack as delivery uses it, and what answers people leave through."""
    app = App(PACK_TWO)
    services = Services(app=app, store=store, limits=Limits(), environment={}, stop=asyncio.Event())
    async with pooled_session() as session:
        poster = Poster(session, server.api_url)
        yield SlackOutlet(Desk(services), poster, OneToken(BOT_TOKEN)), poster


@asynccontextmanager
async def discord_outlet(store: Store) -> AsyncIterator[Outlet]:
    """Yield Discord as delivery uses it; the bot has logged in more than a second ago."""
    intents = discord.Intents.none()
    async with discord.Client(intents=intents, http_trace=watching()) as client:
        await client.login(TOKEN)
        await asyncio.sleep(1.0)
        yield DiscordOutlet(client, store)


@dataclass(frozen=True, slots=True)
class Morning:
    """Briefs that are due at once, on one platform."""

    store: Store
    platform: str
    briefs: int

    async def begin(self) -> None:
        """Let them be due, all set up by one person; all of Slack's are in one workspace."""
        clock, person = hurried().clock, "U1" if self.platform == "slack" else "1"
        await make_due(self.store, self.briefs, [self.platform], clock=clock, workspaces=1)
        async with self.store.begin() as connection:
            await connection.execute(update(subscriptions).values(changed_by=person))

    async def over(self) -> None:
        """Wait until something became of each of them."""
        done = select(func.count()).where(deliveries.c.done_at.is_not(None))
        while True:
            async with self.store.read() as connection:
                if await connection.scalar(done) == self.briefs:
                    return
            await asyncio.sleep(_LOOKED)

    async def states(self) -> set[str]:
        """Return what became of them."""
        async with self.store.read() as connection:
            return set(await connection.scalars(select(deliveries.c.state).distinct()))


@asynccontextmanager
async def working(store: Store, outlet: Outlet) -> AsyncIterator[Deliverer]:
    """Run a worker of the bot's, with its own habits, meanwhile."""
    outlets, stop, app = Outlets(), asyncio.Event(), App(PACK_TWO)
    outlets.open(outlet)
    habits = Habits(clock=hurried().clock)
    worker = Deliverer(store, lambda: app.library, outlets, habits=habits)
    running = asyncio.create_task(worker.run(stop))
    try:
        yield worker
        while worker.busy:  # noqa: ASYNC110 - time is all that is waited for
            await asyncio.sleep(_LOOKED)
    finally:
        stop.set()
        await running


@asynccontextmanager
async def file(folder: Path) -> AsyncIterator[Store]:
    """Yield the store of one process."""
    store = open_store(None, folder)
    try:
        yield store
    finally:
        await store.close()
