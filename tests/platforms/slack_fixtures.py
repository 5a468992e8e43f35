"""Why: a running bot in a stand-in for Slack, for every test that needs one. What it starts ends
with the test."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from adapters.slack.platform import SlackPlatform
from adapters.slack.running import Pace
from bot.app import App
from bot.briefing.outlet import Outlets
from bot.limits import Limits
from bot.metrics import Metrics
from bot.platforms import Health, Services
from bot.store import Store, open_store
from tests.platforms.slack_people import ByHttp, BySocket, People, Transport
from tests.platforms.slack_server import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, SlackServer

PACK = Path(__file__).parents[2] / "facts"
QUICK = Pace(ping=0.2, deaf=30, connect=10, close=1)

StartBot = Callable[..., AbstractAsyncContextManager[People]]


@pytest.fixture(scope="session")
def slack_app() -> App:
    """Return the core with the pack as shipped; the bot never changes it."""
    return App(PACK)


def today() -> date:
    """Return the day that the bot answers for."""
    return datetime.now(UTC).date()


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    """Return a stand-in for Slack that ends with the test, and has taken every acknowledgement."""
    server = SlackServer()
    await server.start()
    yield server
    await server.stop()
    assert server.bad_answers == []


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Return a store of the test's own."""
    opened = open_store(None, tmp_path)
    yield opened
    await opened.close()


def secrets(slack: SlackServer, way: str = "socket", port: int = 3000) -> Mapping[str, str]:
    """Return the environment for a way to listen."""
    found = {"SLACK_API_URL": slack.api_url, "SLACK_HTTP_PORT": str(port)}
    match way:
        case "socket":
            found |= {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}
        case "http":
            found |= {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SIGNING_SECRET}
        case _:
            found |= {
                "SLACK_CLIENT_ID": "1.2",
                "SLACK_CLIENT_SECRET": "client-" + "secret",
                "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            }
    return found


def free_port() -> int:
    """Return a port of loopback that nobody has now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture
def start_bot(slack: SlackServer, store: Store, slack_app: App) -> StartBot:
    """Return what starts a bot: `way` is socket, http or oauth; it is ready when entered."""

    @asynccontextmanager
    async def start(  # noqa: PLR0913 - each is one thing that a test may want otherwise
        way: str = "socket",
        *,
        limits: Limits | None = None,
        pace: Pace = QUICK,
        own_store: Store | None = None,
        health: Health | None = None,
        metrics: Metrics | None = None,
        outlets: Outlets | None = None,
        **settings: str,
    ) -> AsyncIterator[People]:
        port = free_port()
        services = Services(
            app=slack_app,
            store=own_store or store,
            limits=limits or Limits(),
            environment={**secrets(slack, way, port), **settings},
            stop=asyncio.Event(),
            health=health or Health(),
            metrics=metrics or Metrics(),
            outlets=outlets or Outlets(),
        )
        running = asyncio.create_task(SlackPlatform(pace).run(services))
        try:
            await _ready(services, running)
            transport: Transport = BySocket(slack)
            if way != "socket":
                transport = ByHttp(slack, f"http://127.0.0.1:{port}")
            yield People(slack, transport, slack_app.library.pack.command)
        finally:
            services.stop.set()
            with suppress(asyncio.CancelledError):
                await running

    return start


async def _ready(services: Services, running: asyncio.Task[None]) -> None:
    while services.health.state != "ready" and not running.done():  # noqa: ASYNC110 - plain fields
        await asyncio.sleep(0.005)
    if running.done():
        await running


@pytest.fixture
async def people(start_bot: StartBot) -> AsyncIterator[People]:
    """Return the people of a workspace in which the bot listens over Socket Mode."""
    async with start_bot() as found:
        yield found
