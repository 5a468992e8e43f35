"""Why: of several replicas one listens to a shard, and another follows it when it ends or dies."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adapters.discord.client import Pace
from bot.errors import StoreError
from tests.discord_.test_asking import kept, said
from tests.discord_.test_gateway import told

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator

    from bot.store import Store
    from tests.platforms.discord_fixtures import Replicas
    from tests.platforms.discord_server import DiscordServer

#: two processes start on a busy machine
_SECONDS_TO_START = 90
_PROCESS = Path(__file__).parent / "replica.py"


@asynccontextmanager
async def _process(server: DiscordServer, folder: Path, *database: str) -> AsyncIterator[Process]:
    """Start a replica in a process of its own; whatever is left of it ends with the test."""
    words = (str(_PROCESS), str(server.port), str(folder), *database)
    process = await asyncio.create_subprocess_exec(sys.executable, *words)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def test_two_replicas_one_answer(bots: Replicas, discord_server: DiscordServer) -> None:
    """The replica that waits does not connect; a question is answered once."""
    await bots.start()
    waiting = bots.launch()
    logins = [route for route, _ in discord_server.bodies].count("GET /gateway/bot")
    await discord_server.until(
        lambda: [route for route, _ in discord_server.bodies].count("GET /gateway/bot") > logins
    )
    assert not waiting.task.done()
    asked = await discord_server.command("russia iran")
    assert said(asked)[0] == "Russia and Iran"
    assert len(discord_server.identifies) == 1
    assert [route for route, _ in discord_server.bodies if "callback" in route][1:] == []


async def test_a_replica_that_ends_is_followed_at_once(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """Whoever ends in order frees its shard: the other connects and answers, old buttons too."""
    first = await bots.start()
    bots.launch()
    asked = await discord_server.command("russia iran")
    await first.stop()
    await discord_server.until(lambda: len(discord_server.listening) == 1)
    assert said(await discord_server.command("russia iran"))[0] == "Russia and Iran"
    pressed = await discord_server.press(kept(asked), "Timeline")
    assert said(pressed)[0] == "Timeline: Russia and Iran"


async def test_a_replica_that_is_killed_is_followed(
    bots: Replicas, discord_server: DiscordServer, tmp_path: Path
) -> None:
    """After a kill, without a word to anybody, the other listens when the lease has run out."""
    async with _process(discord_server, tmp_path) as process:
        await discord_server.until(lambda: len(discord_server.listening) == 1, _SECONDS_TO_START)
        replica = bots.launch()
        assert said(await discord_server.command("russia iran"))[0] == "Russia and Iran"
        process.kill()
        await discord_server.until(lambda: len(discord_server.identifies) == 2)
        await discord_server.until(lambda: len(discord_server.listening) == 1)
        assert said(await discord_server.command("russia iran"))[0] == "Russia and Iran"
        await replica.stop()


async def test_processes_on_postgresql_take_turns(
    discord_server: DiscordServer, migrated: str, tmp_path: Path
) -> None:
    """Of two processes that share a server's database one answers, and the other after its kill."""

    def logins() -> int:
        return [route for route, _ in discord_server.bodies].count("GET /gateway/bot")

    async with _process(discord_server, tmp_path, migrated) as first:
        await discord_server.until(lambda: len(discord_server.listening) == 1, _SECONDS_TO_START)
        async with _process(discord_server, tmp_path, migrated):
            await discord_server.until(lambda: logins() == 2, _SECONDS_TO_START)
            asked = [await discord_server.command("russia iran") for _ in range(3)]
            assert [one.errors for one in asked] == [[], [], []]
            assert len(discord_server.identifies) == 1
            first.kill()
            await discord_server.until(lambda: len(discord_server.identifies) == 2)
            await discord_server.until(lambda: len(discord_server.listening) == 1)
            assert said(await discord_server.command("russia iran"))[0] == "Russia and Iran"
            pressed = await discord_server.press(kept(asked[0]), "Sources")
            assert said(pressed)[0] == "Sources: Russia and Iran"


async def test_replicas_of_other_shards_wait(
    bots: Replicas, discord_server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    """A replica that would divide the servers otherwise waits, says why, and follows in the end."""
    first = await bots.start()
    discord_server.shards = 2
    health = bots.launch().services.health
    async with asyncio.timeout(20):
        while health.trouble is None:  # noqa: ASYNC110 - no event tells of it
            await asyncio.sleep(0.01)
    assert health.trouble == (
        "Another replica divides the servers among another number of shards than this one, which "
        "has 2 and waits. Restart the other one."
    )
    assert caplog.text.count("replicas differ in their number of shards") == 1
    asked = await discord_server.command("russia iran")
    assert asked.errors == []
    assert [one["shard"] for one in discord_server.identifies] == [[0, 1]]
    await first.stop()
    await discord_server.until(lambda: len(discord_server.listening) == 2)
    assert said(await discord_server.command("russia iran"))[0] == "Russia and Iran"
    assert told(health) == ("ready", None)


async def test_a_listener_that_is_outnumbered_leaves(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever was away so long that others listen with another number of shards leaves them all."""
    await bots.start()
    real, others = discord_store.take_lease, "discord:111111111111111111:shards"
    outnumbered = True

    async def take(name: str, holder: str, seconds: float) -> bool:
        return not (outnumbered and name == others) and await real(name, holder, seconds)

    monkeypatch.setattr(discord_store, "take_lease", take)
    await discord_server.until(lambda: not discord_server.listening)
    outnumbered = False
    await discord_server.until(lambda: bool(discord_server.listening))
    assert said(await discord_server.command("russia iran"))[0] == "Russia and Iran"


def test_a_dead_replica_is_followed_within_thirty_seconds() -> None:
    """The lease and the time between two tries leave time to connect."""
    pace = Pace()
    assert pace.lease + pace.every <= 25
    assert pace.every * 3 < pace.lease


async def test_shards_are_divided_and_inherited(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """A shard whose lease another holds is left alone, and taken when it is free."""
    discord_server.shards = 2
    name = "discord:111111111111111111:shard:1"
    assert await discord_store.take_lease(name, "another", 60)
    await bots.start()
    assert [one.shard for one in discord_server.listening] == [0]
    await discord_store.drop_lease(name, "another")
    await discord_server.until(lambda: len(discord_server.listening) == 2)
    assert said(await discord_server.command("russia iran"))[0] == "Russia and Iran"


async def test_a_lease_that_was_lost_ends_listening(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever finds its shard in other hands leaves it, and comes back when it is free."""
    await bots.start()
    real = discord_store.take_lease
    lost = True

    async def take(name: str, holder: str, seconds: float) -> bool:
        return not lost and await real(name, holder, seconds)

    monkeypatch.setattr(discord_store, "take_lease", take)
    await discord_server.until(lambda: not discord_server.listening)
    lost = False
    await discord_server.until(lambda: bool(discord_server.listening))
    assert said(await discord_server.command("russia iran"))[0] == "Russia and Iran"


async def test_without_the_database_the_listener_goes_on(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A database that does not answer costs no answer: nobody else can take the shard either."""
    await bots.start()
    asked_for = asyncio.Event()

    async def fail(*_: object) -> bool:
        asked_for.set()
        raise StoreError

    monkeypatch.setattr(discord_store, "take_lease", fail)
    monkeypatch.setattr(discord_store, "visibility", fail)
    await asked_for.wait()
    assert said(await discord_server.command("russia iran"))[0] == "Russia and Iran"
    assert len(discord_server.identifies) == 1


async def test_buttons_live_through_a_restart(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A button is answered by a process that never saw its message, and so is a list of offers."""
    first = await bots.start()
    asked = await discord_server.command("russia iran")
    public = await discord_server.command("russia iran", "everyone")
    menu = await discord_server.menu("Russia, Iran, drones")
    await first.stop()
    await bots.start()
    for message in (kept(asked), kept(public)):
        assert said(await discord_server.press(message, "More"))[0] == "Russia and Iran"
    chosen = await discord_server.press(kept(menu), "russia iran drones")
    assert said(chosen)[0] == "Russia and Iran: drones"
