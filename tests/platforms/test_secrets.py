"""Why: a secret that was printed once is a secret no more. What a bot says beside its answers, to
operators, in errors, in health and in its database, is searched for everything that must stay."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from adapters.discord.platform import Discord
from adapters.slack.platform import SlackPlatform
from bot.app import App
from bot.logs import start_log
from bot.platforms import Platform
from bot.running import Pace, Running
from bot.store import Store
from tests.platforms.discord_fixtures import FACTS
from tests.platforms.discord_fixtures import QUICK as DISCORD_PACE
from tests.platforms.discord_people import ANA, SERVER, TOKEN
from tests.platforms.discord_server import DiscordServer, Fault
from tests.platforms.slack_fixtures import QUICK as SLACK_PACE
from tests.platforms.slack_fixtures import free_port, secrets
from tests.platforms.slack_people import ByHttp, BySocket, People
from tests.platforms.slack_server import SIGNING_SECRET, SlackServer

_WRONG = {
    "DISCORD_TOKEN": "MTEx.Wr0ngX.fake-and-easily-recognised",
    "SLACK_BOT_TOKEN": "xoxb-9-fake-and-easily-recognised",
    "SLACK_APP_TOKEN": "xapp-9-fake-and-easily-recognised",
}
#: of what no adapter reads, and of what the process around it does
_OTHERS = {
    "SOME_API_KEY": "key-that-is-easily-recognised",
    "DATABASE_URL": "postgresql+asyncpg://bot:pw-easily-recognised@127.0.0.1/x",
}
_PUBLIC = frozenset({"SLACK_API_URL", "SLACK_HTTP_PORT", "SLACK_CLIENT_ID", "AXIS_PACK"})
#: a share of a process's environment that is as good as a secret but stands in no variable
_TICKET = "ticket-that-is-easily-recognised"
#: one platform is tried again only once in a test
_ONCE = Pace(first=300)


def hidden(environment: dict[str, str]) -> set[str]:
    """Return what of an environment may stand nowhere."""
    values = {value for name, value in environment.items() if name not in _PUBLIC}
    return (values - {_OTHERS["DATABASE_URL"]}) | {"pw-easily-recognised"}


class Ear:
    """Hears all that is said beside the answers."""

    def __init__(
        self, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Listen to the log, before and after it is written, and to standard error."""
        self._caplog = caplog
        self._capsys = capsys
        self.said: list[str] = []

    def start(self, environment: dict[str, str]) -> None:
        """Write the log as the command does."""
        start_log(environment)
        logging.getLogger().addHandler(self._caplog.handler)

    def written(self) -> str:
        """Return what operators see: the log as it was written, errors, health and findings."""
        out, err = self._capsys.readouterr()
        return "\n".join((out, err, *self.said))

    def raw(self) -> str:
        """Return the records as libraries made them, with all that they carry."""
        plain = logging.Formatter()
        return "\n".join(f"{plain.format(one)} {vars(one)}" for one in self._caplog.records)


@pytest.fixture
def ear(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> Iterator[Ear]:
    """Return what hears; the log is as before after the test."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield Ear(caplog, capsys)
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)


@asynccontextmanager
async def running(
    app: App, store: Store, environment: dict[str, str], *platforms: Platform
) -> AsyncIterator[Running]:
    """Run the platforms as a process does, until the end of the block."""
    found = Running(app, store, environment, _ONCE)
    task = asyncio.create_task(found.run(platforms))
    try:
        yield found
    finally:
        found.stop.set()
        await task


async def state(found: Running, name: str, wanted: str) -> str:
    """Wait until a platform is in that state; return its trouble."""
    async with asyncio.timeout(20):
        while name not in found.healths or found.healths[name].state != wanted:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    return found.healths[name].trouble or ""


async def use_slack(people: People, slack: SlackServer) -> None:
    """Do in Slack what people do, also while Slack has its troubles."""
    await people.command("russia iran")
    (body,) = await slack.count("response_url", 1)
    await people.mention("china")
    await people.direct("iran")
    await slack.count("chat.postMessage", 2)
    await people.press(body, "Sources")
    await slack.count("response_url", 2)
    await people.press(body, "Share")
    await slack.count("chat.postMessage", 3)
    await people.shortcut("Russia and Iran signed a treaty.")
    await slack.count("response_url", 3)
    await people.home()
    await slack.count("views.publish", 1)
    await _fail_slack(people, slack)


async def _fail_slack(people: People, slack: SlackServer) -> None:
    slack.faults["response_url"] = deque(("500", "drop_before"))
    slack.faults["chat.postMessage"] = deque(("invalid_auth", "500", "drop_before"))
    slack.faults["views.publish"] = deque(("invalid_auth",))
    seen = len(slack.seen)
    for text in ("russia", "china"):
        await people.command(text)
        await people.mention(text)
        await people.direct(text)
    await people.home()
    await slack.until(lambda: len(slack.seen) >= seen + 7)


async def use_discord(server: DiscordServer) -> None:
    """Do in Discord what people do, also while Discord has its troubles."""
    asked = await server.command("russia iran")
    assert asked.message is not None
    await server.press(asked.message, "Sources")
    await server.press(asked.message, "Share")
    await server.menu("Russia and Iran signed a treaty.")
    await server.complete("rus")
    refused: dict[str, Any] = {"code": 50001, "message": "Missing Access"}
    server.faults.append(Fault("callback", status=403, body=refused, times=2))
    server.faults.append(Fault("callback", status=404, body={"code": 10062, "message": "Unknown"}))
    seen = len(server.bodies)
    for _ in range(2):
        await server.deliver(server.begin(2, asked.event["data"], ANA, SERVER))
    await server.until(lambda: len(server.bodies) >= seen + 3)


async def stored(store: Store, folder: Path) -> str:
    """Return every byte that the bot keeps in its database."""
    await store.close()
    return await asyncio.to_thread(_bytes_of, folder)


def _bytes_of(folder: Path) -> str:
    files = [one for one in folder.rglob("*") if one.is_file()]
    assert files
    return "\n".join(one.read_bytes().decode("latin-1") for one in files)


def absent(words: set[str], *texts: str) -> None:
    """Assert that none of the words stands in any of the texts; it is not printed either."""
    found = [word[:5] for word in sorted(words) for text in texts if word in text]
    assert found == []


async def test_while_all_is_used(  # noqa: PLR0913 - two platforms and what they run on
    *,
    ear: Ear,
    slack: SlackServer,
    discord_server: DiscordServer,
    slack_app: App,
    store: Store,
    tmp_path: Path,
) -> None:
    """Neither what people do nor what platforms refuse brings a secret into log or database."""
    environment = {**secrets(slack), "DISCORD_TOKEN": TOKEN, **_OTHERS}
    ear.start(environment)
    platforms = SlackPlatform(SLACK_PACE), Discord(DISCORD_PACE)
    async with running(slack_app, store, environment, *platforms) as found:
        await state(found, "slack", "ready")
        await discord_server.until(lambda: bool(discord_server.listening))
        people = People(slack, BySocket(slack), slack_app.library.pack.command)
        await use_slack(people, slack)
        await use_discord(discord_server)
        ear.said += [repr(found.healths)]

    written = ear.written()
    assert '"platform starts"' in written
    absent(hidden(environment), written, ear.raw(), await stored(store, tmp_path))


async def test_when_tokens_are_wrong(
    ear: Ear, slack: SlackServer, discord_server: DiscordServer, slack_app: App, store: Store
) -> None:
    """A platform that refuses its token shows in health and log, and the token does not."""
    assert discord_server.port
    environment = {**secrets(slack), **_WRONG, **_OTHERS}
    ear.start(environment)
    platforms = SlackPlatform(SLACK_PACE), Discord(DISCORD_PACE)
    async with running(slack_app, store, environment, *platforms) as found:
        troubles = [await state(found, name, "failing") for name in ("slack", "discord")]

    assert [trouble.split(" ")[:4] for trouble in troubles] == [
        ["Slack", "does", "not", "know"],
        ["Discord", "does", "not", "know"],
    ]
    absent(hidden(environment), ear.written(), ear.raw(), *troubles)


async def test_what_the_doctor_says(
    ear: Ear, slack: SlackServer, discord_server: DiscordServer
) -> None:
    """Findings name the variable that is wrong, and never its value."""
    assert discord_server.port
    misplaced = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_APP_TOKEN": SIGNING_SECRET}
    for given in ({}, _WRONG, misplaced, {"SLACK_SIGNING_SECRET": "too-short-a-secret"}):
        environment = {**secrets(slack), "DISCORD_TOKEN": TOKEN, **_OTHERS, **given}
        environment["AXIS_PACK"] = str(FACTS)
        ear.start(environment)
        for platform in (SlackPlatform(), Discord()):
            findings = await platform.diagnose(environment)
            ear.said += [repr(one) for one in findings]
        absent(hidden(environment), ear.written(), ear.raw())


@pytest.mark.parametrize("broken", ["SLACK_API_URL", "SLACK_HTTP_PORT"])
async def test_settings_that_cannot_be_read(
    slack: SlackServer, slack_app: App, store: Store, ear: Ear, broken: str
) -> None:
    """An error about one setting does not print the others."""
    environment = {**secrets(slack), **_OTHERS, broken: "no such thing"}
    ear.start(environment)
    async with running(slack_app, store, environment, SlackPlatform(SLACK_PACE)) as found:
        trouble = await state(found, "slack", "failing")

    assert trouble.startswith(f"{broken} cannot be used")
    absent(hidden(environment), ear.written(), ear.raw(), trouble)


@pytest.mark.parametrize("way", ["http", "oauth"])
async def test_over_http(  # noqa: PLR0913 - what a bot over HTTP runs on
    *, ear: Ear, slack: SlackServer, slack_app: App, store: Store, tmp_path: Path, way: str
) -> None:
    """Requests that are forged, and installations that fail, tell nobody a secret."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {**secrets(slack, way, port), **_OTHERS}
    ear.start(environment)
    async with running(slack_app, store, environment, SlackPlatform(SLACK_PACE)) as found:
        await state(found, "slack", "ready")
        people = People(slack, ByHttp(slack, url), slack_app.library.pack.command)
        await people.command("russia iran")
        await slack.count("response_url", 1)
        await People(slack, ByHttp(slack, url, "forged" * 5), "axis").command("russia iran")
        ear.said += await _pages(url) if way == "oauth" else []
        await people.event({"type": "app_uninstalled"})

    absent(hidden(environment), ear.written(), ear.raw(), await stored(store, tmp_path))


async def _pages(url: str) -> list[str]:
    """Return the pages of an installation that nobody allows."""
    pages = []
    async with aiohttp.ClientSession() as browser:
        for path in ("install", "oauth_redirect?code=none&state=none", "oauth_redirect?error=no"):
            async with browser.get(f"{url}/slack/{path}") as page:
                pages.append(await page.text())
    return pages


class Ticketed(SlackServer):
    """A Slack whose sockets are opened with a ticket, and cannot be opened now."""

    def _apps_connections_open(self, _token: str, _body: dict[str, Any]) -> dict[str, Any]:
        address = self.url.replace("http", "ws", 1)
        return {"ok": True, "url": f"{address}/nowhere?ticket={_TICKET}"}


async def test_a_socket_that_cannot_be_opened(ear: Ear, slack_app: App, store: Store) -> None:
    """The address of a socket lets in whoever has it, so its ticket is not written to the log."""
    slack = Ticketed()
    await slack.start()
    environment = {**secrets(slack), **_OTHERS}
    ear.start(environment)
    try:
        pace = replace(SLACK_PACE, connect=0.3)
        async with running(slack_app, store, environment, SlackPlatform(pace)) as found:
            trouble = await state(found, "slack", "failing")
    finally:
        await slack.stop()

    absent(hidden(environment) | {_TICKET}, ear.written(), ear.raw(), trouble)
