"""Why: a bot of ours beside a stand-in for Discord, started and stopped with each test. It must not
say what the bot should do."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import discord
import pytest
import yarl

from adapters.discord.client import Pace
from adapters.discord.platform import Discord
from bot.app import App
from bot.limits import Limits
from bot.platforms import Services
from bot.store import open_store
from tests.platforms.discord_people import TOKEN
from tests.platforms.discord_server import DiscordServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.store import Store

FACTS = Path(__file__).parents[2] / "facts"
QUICK = Pace(lease=0.6, every=0.1)


@dataclass(slots=True)
class Replica:
    """One bot that runs."""

    services: Services
    task: asyncio.Task[None]

    async def stop(self) -> None:
        """Tell it to end, and wait until it has."""
        self.services.stop.set()
        await self.task


@dataclass(slots=True)
class Replicas:
    """Starts bots on one store and one stand-in."""

    server: DiscordServer
    app: App
    store: Store
    limits: Limits = field(default_factory=Limits)
    pace: Pace = QUICK
    token: str = TOKEN
    running: list[Replica] = field(default_factory=list)

    def launch(self) -> Replica:
        """Start one more, and do not wait for it."""
        services = Services(
            app=self.app,
            store=self.store,
            limits=self.limits,
            environment={"DISCORD_TOKEN": self.token},
            stop=asyncio.Event(),
        )
        replica = Replica(services, asyncio.create_task(Discord(self.pace).run(services)))
        self.running.append(replica)
        return replica

    async def start(self) -> Replica:
        """Start one more, and wait until it listens."""
        before = len(self.server.listening)
        replica = self.launch()
        await self.server.until(lambda: len(self.server.listening) > before)
        return replica

    async def stop(self) -> None:
        """End all of them."""
        for one in self.running:
            one.services.stop.set()
        await asyncio.gather(*(one.task for one in self.running), return_exceptions=True)


@pytest.fixture(scope="session")
def discord_app() -> App:
    """Return the core with the pack as shipped."""
    return App(FACTS)


@pytest.fixture
async def discord_server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordServer]:
    """Yield a stand-in for Discord, to which the SDK goes in place of the real one."""
    server = DiscordServer()
    await server.start()
    base = f"127.0.0.1:{server.port}"
    monkeypatch.setattr(discord.http.Route, "BASE", f"http://{base}/api/v10")
    gateway = discord.gateway.DiscordWebSocket
    monkeypatch.setattr(gateway, "DEFAULT_GATEWAY", yarl.URL(f"ws://{base}/"))

    async def at_once(*_: object, **__: object) -> None:
        """Identify without the five seconds in between that Discord asks for."""

    monkeypatch.setattr(discord.Client, "before_identify_hook", at_once)
    yield server
    await server.stop()


@pytest.fixture
async def discord_store(tmp_path: Path) -> AsyncIterator[Store]:
    """Yield a store in a file of its own."""
    store = open_store(None, tmp_path)
    yield store
    await store.close()


@pytest.fixture
async def bots(
    discord_server: DiscordServer, discord_app: App, discord_store: Store
) -> AsyncIterator[Replicas]:
    """Yield what starts bots; all of them are stopped with the test."""
    replicas = Replicas(discord_server, discord_app, discord_store)
    yield replicas
    await replicas.stop()
