"""Why: a server that removed the bot gets no brief any more, and has its briefs back when the bot
returns, whether or not anybody listened when that happened."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.discord.servers import Servers
from bot.briefing.store import Subscriptions
from bot.errors import StoreError
from tests.briefing.wishes import wish
from tests.discord_.brief_replies import (
    ALONE,
    HERE,
    OURS,
    THEIR_PLACE,
    THEIRS,
    THERE,
    inhabit,
    kept_at,
)
from tests.platforms.discord_people import GUILD, MANAGED, WITH_BOT

if TYPE_CHECKING:
    from bot.briefing.model import Place
    from bot.store import Store
    from tests.platforms.discord_fixtures import Replica, Replicas
    from tests.platforms.discord_server import DiscordServer


async def until(store: Store, where: Place, *, asleep: bool) -> None:
    """Wait until the brief of a place sleeps, or is awake."""
    async with asyncio.timeout(20):
        while True:
            found = await kept_at(store, where)
            assert found is not None
            if (found.asleep_since is not None) == asleep:
                assert (found.next_due is None) == asleep
                return
            await asyncio.sleep(0.01)


async def populated(bots: Replicas, server: DiscordServer) -> Replica:
    """Return a bot that is in two servers and a conversation, each with a brief."""
    inhabit(server, OURS, THEIRS)
    replica = await bots.start()
    for place in (MANAGED, THEIR_PLACE, WITH_BOT):
        await server.brief("subscribe", place=place, time="08:00", zone="UTC")
    return replica


async def test_removed_and_added_again(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """Removing the bot lets that server's briefs sleep, and adding it again restores them."""
    await populated(bots, discord_server)
    await discord_server.removed(GUILD)
    await until(discord_store, HERE, asleep=True)
    for other in (THERE, ALONE):
        await until(discord_store, other, asleep=False)
    await discord_server.added(OURS)
    await until(discord_store, HERE, asleep=False)


async def test_an_outage_is_no_removal(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """A server that Discord cannot reach for a while keeps its briefs."""
    await populated(bots, discord_server)
    await discord_server.removed(GUILD, outage=True)
    await discord_server.brief("status", place=THEIR_PLACE)
    await until(discord_store, HERE, asleep=False)


async def test_while_nobody_listened(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """What happened while no replica was connected is made up for when one connects."""
    replica = await populated(bots, discord_server)
    await replica.stop()
    discord_server.guilds.remove(GUILD)
    second = await bots.start()
    await until(discord_store, HERE, asleep=True)
    for other in (THERE, ALONE):
        await until(discord_store, other, asleep=False)
    await second.stop()
    discord_server.guilds.append(GUILD)
    await bots.start()
    await until(discord_store, HERE, asleep=False)


async def test_another_shards_servers_are_not_missed(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A shard knows only its own servers, and lets nobody else's briefs sleep."""
    replica = await populated(bots, discord_server)
    await replica.stop()
    discord_server.shards = 2
    real, compared = Servers.compare, asyncio.Queue[int]()

    async def compare(servers: Servers, there: set[str], shard: int, shards: int) -> None:
        await real(servers, there, shard, shards)
        compared.put_nowait(len(there))

    monkeypatch.setattr(Servers, "compare", compare)
    await bots.start()
    async with asyncio.timeout(20):
        assert {await compared.get(), await compared.get()} == {0, 2}
    for where in (HERE, THERE, ALONE):
        await until(discord_store, where, asleep=False)


@pytest.mark.parametrize(
    ("method", "line"),
    [
        ("workspaces", "servers not compared"),
        ("wake_workspace", "servers not compared"),
        ("sleep_workspace", "server not forgotten"),
    ],
)
async def test_a_store_that_fails_stops_nothing(  # noqa: PLR0913, PLR0917 - two are the case
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    method: str,
    line: str,
) -> None:
    """Where the store does not answer, the log says what was not done, and the bot goes on."""
    failed = asyncio.Event()

    async def fail(*_: object) -> None:
        failed.set()
        msg = "The database does not answer."
        raise StoreError(msg)

    await Subscriptions(discord_store).save(HERE, wish(), "1", "abc")
    await Subscriptions(discord_store).sleep_workspace("discord", HERE.workspace)
    monkeypatch.setattr(Subscriptions, method, fail)
    inhabit(discord_server, OURS, THEIRS)
    await bots.start()
    if method == "sleep_workspace":
        await discord_server.removed(GUILD)
    await asyncio.wait_for(failed.wait(), 20)
    assert (await discord_server.brief("status", place=THEIR_PLACE)).responses
    assert line in caplog.text


async def test_while_the_database_is_away(
    discord_store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What happens while the database does not answer is made up for in order once it does, also
    where the bot is back by then."""
    await Subscriptions(discord_store).save(HERE, wish(), "1", "abc")
    await discord_store.set_visibility("discord", HERE.workspace, HERE.channel, "public")
    real, calls = Subscriptions.sleep_workspace, list[str]()

    async def sleep(subscriptions: Subscriptions, platform: str, workspace: str) -> int:
        calls.append("sleep")
        if len(calls) < 3:
            msg = "The database does not answer."
            raise StoreError(msg)
        return await real(subscriptions, platform, workspace)

    monkeypatch.setattr(Subscriptions, "sleep_workspace", sleep)
    servers = Servers(discord_store, Subscriptions(discord_store), asyncio.Event())
    leaving = asyncio.create_task(servers.left(HERE.workspace))
    await asyncio.sleep(0)
    await servers.joined(HERE.workspace)
    await leaving

    found = await kept_at(discord_store, HERE)
    assert found is not None
    assert found.asleep_since is None
    assert len(calls) == 3
    assert caplog.messages == ["server not forgotten"] * 2
    assert await discord_store.visibility("discord", HERE.workspace, HERE.channel) == "private"
