"""Why: a platform shuts out who posts too fast, and counts by its own clock all that a bot does.
Here a morning's briefs leave through the adapters for stand-ins that count. It must not take the
bot's word for its pace."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adapters.discord.outlet import DiscordOutlet
from adapters.slack import post
from adapters.slack.outlet import PACE, SlackOutlet
from adapters.slack.render import note
from bot.briefing import replicas
from bot.briefing.outlet import Pace
from bot.briefing.pacing import Pacer
from bot.store import open_store
from bot.store.schema import metadata
from tests.briefing.due_now import FIRST_CHANNEL
from tests.platforms.discord_guilds import VIEW, Channel, Guild
from tests.platforms.discord_people import GUILD
from tests.platforms.rated import (
    Morning,
    discord_outlet,
    discord_rated,
    file,
    in_no_time,
    slack_outlet,
    slack_rated,
    working,
)
from tests.platforms.rates import SLACK_A_MINUTE
from tests.platforms.slack_server import BOT_TOKEN
from tests.store.databases import order

if TYPE_CHECKING:
    from tests.platforms.rates import Windows
    from tests.platforms.slack_server import SlackServer

#: what Discord takes in a second of a bot whose morning would else be long for a test
_SMALL = 10
#: the same for a minute of Slack's workspaces: this part of it
_PART = 5


async def _discord_morning(
    folder: Path, monkeypatch: pytest.MonkeyPatch, briefs: int, *, may: bool = True
) -> Windows:
    """Let a morning's briefs leave for Discord; return what it counted.

    Where the bot may not post, each of them is followed by a direct message.
    """
    async with discord_rated(monkeypatch) as server, file(folder) as store:
        if not may:
            channels = (Channel(id=FIRST_CHANNEL + n, may=VIEW) for n in range(briefs))
            server.world.guilds[GUILD] = Guild(channels=tuple(channels))
            server.guilds = [GUILD]
        morning = Morning(store, "discord", briefs)
        async with discord_outlet(store) as outlet:
            assert server.rate is not None
            server.rate.taken.clear()
            await morning.begin()
            async with working(store, outlet):
                await morning.over()
        assert await morning.states() == {"sent" if may else "failed"}
        return server.rate


def test_discord(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of Discord's 50 requests a second a morning takes at least 95 in a hundred, none too many."""
    rate = in_no_time(monkeypatch, lambda: _discord_morning(tmp_path, monkeypatch, 200))
    assert rate.refused == 0
    assert rate.used() >= 0.95


def test_discord_without_pacing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without pacing Discord refuses requests, so it is known that the test can fail."""
    monkeypatch.setattr(DiscordOutlet, "pace", Pace())
    rate = in_no_time(monkeypatch, lambda: _discord_morning(tmp_path, monkeypatch, 100))
    assert rate.refused > 0


@pytest.mark.parametrize("counted", [True, False])
def test_discord_tells(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, counted: bool) -> None:
    """Whoever is told of a pause is told within the limits, too; else Discord would refuse some."""
    if not counted:
        monkeypatch.setattr(DiscordOutlet, "pace", Pace(a_second=50.0, requests_to_tell=0))
    rate = in_no_time(monkeypatch, lambda: _discord_morning(tmp_path, monkeypatch, 50, may=False))
    assert (rate.refused == 0) == counted


async def _two_replicas(address: str, monkeypatch: pytest.MonkeyPatch, briefs: int) -> Windows:
    """Let a second replica come while a first one posts; return what Discord counted."""
    async with discord_rated(monkeypatch) as server, AsyncExitStack() as stack:
        assert server.rate is not None
        server.rate.most = _SMALL
        stores = [open_store(address, Path()) for _ in range(2)]
        for store in stores:
            stack.push_async_callback(store.close)
        outlets = [await stack.enter_async_context(discord_outlet(store)) for store in stores]
        morning = Morning(stores[0], "discord", briefs)
        await morning.begin()
        async with working(stores[0], outlets[0]):
            await server.until(lambda: len(server.messages) > _SMALL)
            async with working(stores[1], outlets[1]):
                await morning.over()
        assert await morning.states() == {"sent"}
        names = ", ".join(f'"{table}"' for table in metadata.tables)
        await order(address, f"TRUNCATE {names}")
        return server.rate


@pytest.mark.parametrize("waits", [True, False])
def test_replicas(migrated: str, monkeypatch: pytest.MonkeyPatch, *, waits: bool) -> None:
    """A second replica waits until the first leaves it its part; else both would post too much."""
    monkeypatch.setattr(DiscordOutlet, "pace", Pace(a_second=_SMALL))
    if not waits:
        monkeypatch.setattr(replicas, "_UNKNOWN", 0.0)
    rate = in_no_time(monkeypatch, lambda: _two_replicas(migrated, monkeypatch, 15 * _SMALL))
    assert (rate.refused == 0) == waits
    # Of five a second each of them leaves one, as it cannot leave a part of one.
    assert not waits or rate.used() >= 0.6


async def _slack_morning(
    folder: Path, briefs: int, *, answers: int = 0, part: int = 1
) -> SlackServer:
    """Let briefs leave for one workspace of Slack, each after so many answers in its channel.

    Slack takes only that part of its minute. Return Slack as it is then.
    """
    async with slack_rated(briefs) as server, file(folder) as store:
        assert server.rates is not None
        server.rates.workspaces.most //= part
        morning = Morning(store, "slack", briefs)
        async with slack_outlet(server, store) as (outlet, poster):
            for channel in (str(FIRST_CHANNEL + number) for number in range(briefs)):
                for _ in range(answers):
                    await poster.post(BOT_TOKEN, channel, note("An answer."))
            await morning.begin()
            async with working(store, outlet):
                await morning.over()
        assert await morning.states() == {"sent"}
        return server


@pytest.mark.parametrize("paced", [True, False])
def test_slack_workspace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, paced: bool) -> None:
    """A workspace gets no more than Slack takes in a minute; without pacing Slack would refuse."""
    a_minute = (PACE.a_minute_a_workspace or 0.0) / _PART
    pace = replace(PACE, a_minute_a_workspace=a_minute) if paced else Pace()
    monkeypatch.setattr(SlackOutlet, "pace", pace)
    briefs = SLACK_A_MINUTE // _PART + 1
    slack = in_no_time(monkeypatch, lambda: _slack_morning(tmp_path, briefs, part=_PART))
    assert slack.rates is not None
    assert (slack.rates.refused == 0) == paced
    assert len(slack.messages) == briefs


@pytest.mark.parametrize("makes_room", [True, False])
def test_slack_channel(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, makes_room: bool
) -> None:
    """A brief makes room for answers in its channel; else Slack would refuse it."""
    if not makes_room:
        monkeypatch.setattr(post, "_SECONDS_APART", 0.0)
    slack = in_no_time(monkeypatch, lambda: _slack_morning(tmp_path, 3, answers=2))
    assert slack.rates is not None
    assert (slack.rates.refused == 0) == makes_room
    assert len(slack.messages) == 9


async def _slack_pauses(folder: Path, briefs: int) -> SlackServer:
    """Let briefs of one person leave for channels in which the bot is not; return Slack then."""
    async with slack_rated(0) as server, file(folder) as store:
        morning = Morning(store, "slack", briefs)
        async with slack_outlet(server, store) as (outlet, _):
            await morning.begin()
            async with working(store, outlet):
                await morning.over()
        assert await morning.states() == {"failed"}
        return server


@pytest.mark.parametrize("paced", [True, False])
def test_slack_tells(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, paced: bool) -> None:
    """Who set up several briefs that pause is told of each; at once, Slack would refuse some."""
    if not paced:
        monkeypatch.setattr(Pacer, "turn_at_last", _at_once)
        monkeypatch.setattr(post, "_SECONDS_APART", 0.0)
    slack = in_no_time(monkeypatch, lambda: _slack_pauses(tmp_path, 8))
    assert slack.rates is not None
    assert (slack.rates.refused == 0) == paced
    assert ([one["channel"] for one in slack.messages] == 8 * ["U1"]) == paced


async def _at_once(*_: object) -> None:
    """Wait for no turn."""
