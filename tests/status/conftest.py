"""Why: what the tests of the status pages share: a bot's state that they set as they like, and a
client that speaks to the pages over a socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from bot.app import App
from bot.metrics import Metrics
from bot.platforms import Health
from bot.redaction import Redaction
from bot.status import Address, Sources, status_served
from tests.store.databases import empty, server

__all__ = ["empty", "server"]

FACTS = Path(__file__).parents[2] / "facts"
SECRET = "hunter2hunter2"  # noqa: S105 - made up
ANY = Address(host="127.0.0.1", port=0)


@dataclass
class Bot:
    """A bot as status pages see it; `check` is what the database does when it is asked."""

    app: App
    healths: dict[str, Health] = field(default_factory=dict)
    metrics: Metrics = field(default_factory=Metrics)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    failure: Exception | None = None
    hangs: asyncio.Event | None = None
    asked: int = 0

    async def check(self) -> None:
        """Answer as the database would."""
        self.asked += 1
        if self.hangs is not None:
            await self.hangs.wait()
        if self.failure is not None:
            raise self.failure

    def sources(self) -> Sources:
        """Return what its pages are made from."""
        return Sources(self.app, self.healths, self.metrics, self.check, self.stop)


@dataclass
class Pages:
    """The pages over a socket."""

    bot: Bot
    sources: Sources
    address: Address
    session: aiohttp.ClientSession

    async def get(self, path: str, **headers: str) -> tuple[int, str, str]:
        """Return status, media type and text of a page."""
        async with self.session.get(f"{self.address}{path}", headers=headers) as response:
            return response.status, response.headers["content-type"], await response.text()


@pytest.fixture(scope="session")
def _app() -> App:
    return App(FACTS)


@pytest.fixture
def bot(_app: App) -> Bot:
    """Return a bot without platforms, whose database answers."""
    return Bot(_app)


@pytest.fixture
async def pages(bot: Bot) -> AsyncIterator[Pages]:
    """Return the pages of that bot."""
    sources = bot.sources()
    async with (
        status_served(ANY, sources, Redaction({"A_TOKEN": SECRET})) as address,
        aiohttp.ClientSession() as session,
    ):
        assert address is not None
        yield Pages(bot, sources, address, session)
