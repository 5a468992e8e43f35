"""Why: connections break, and Discord asks for new ones; who asks meanwhile is answered still."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import discord
import pytest

from bot.errors import SetupError
from tests.discord_.test_asking import kept, said
from tests.platforms.discord_people import ANA, SERVER, WITH_BOT
from tests.platforms.discord_server import Fault

if TYPE_CHECKING:
    from bot.platforms import Health
    from tests.platforms.discord_fixtures import Replicas
    from tests.platforms.discord_server import DiscordServer


def told(health: Health) -> tuple[str, str | None]:
    """Return what status pages tell of the platform now."""
    return health.state, health.trouble


async def _answers(server: DiscordServer) -> bool:
    return said(await server.command("russia iran"))[0] == "Russia and Iran"


async def test_the_bot_asks_for_guilds_only(bots: Replicas, discord_server: DiscordServer) -> None:
    """No intent but guilds: no message of any channel is read."""
    await bots.start()
    assert [one["intents"] for one in discord_server.identifies] == [1]
    assert discord_server.identifies[0]["shard"] == [0, 1]
    assert discord_server.heartbeats >= 1


async def test_nothing_is_said_of_voice(
    bots: Replicas,
    discord_server: DiscordServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The SDK's warnings about libraries for voice are kept from operators, who need none."""
    monkeypatch.setattr(discord.VoiceClient, "warn_nacl", True)
    monkeypatch.setattr(discord.VoiceClient, "warn_dave", True)
    await bots.start()
    assert discord_server.listening
    assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []


async def test_a_reconnect_resumes_and_nothing_is_lost(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """After RECONNECT the session is resumed, and what was asked meanwhile is answered."""
    await bots.start()
    session = discord_server.listening[0]
    await discord_server.order(7)
    await discord_server.until(lambda: session.socket is None or bool(discord_server.resumes))
    data = {"id": discord_server.commands[0]["id"], "name": "axis", "type": 1}
    data["options"] = [{"name": "query", "type": 3, "value": "russia iran"}]
    asked = discord_server.begin(2, data, ANA, SERVER)
    await discord_server.deliver(asked)
    await discord_server.until(lambda: bool(asked.responses))
    assert said(asked)[0] == "Russia and Iran"
    assert len(discord_server.resumes) == 1
    assert len(discord_server.identifies) == 1


async def test_an_invalid_session_begins_anew(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """After INVALID SESSION that cannot be resumed the bot identifies again and answers."""
    await bots.start()
    await discord_server.order(9, data=False)
    await discord_server.until(lambda: len(discord_server.identifies) == 2)
    await discord_server.until(lambda: bool(discord_server.listening))
    assert await _answers(discord_server)


async def test_an_invalid_session_may_be_resumed(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """After INVALID SESSION that can be resumed it is resumed."""
    await bots.start()
    await discord_server.order(9, data=True)
    await discord_server.until(lambda: len(discord_server.resumes) == 1)
    assert await _answers(discord_server)


async def test_a_refused_resume_begins_anew(bots: Replicas, discord_server: DiscordServer) -> None:
    """A session that Discord has forgotten is replaced by a new one."""
    await bots.start()
    discord_server.resumable = False
    await discord_server.order(7)
    await discord_server.until(lambda: len(discord_server.identifies) == 2)
    await discord_server.until(lambda: bool(discord_server.listening))
    assert await _answers(discord_server)


@pytest.mark.parametrize("code", [4000, 4009, 1001])
async def test_a_dropped_socket_is_connected_again(
    bots: Replicas, discord_server: DiscordServer, code: int
) -> None:
    """Whatever closes the connection, it comes back, without the commands being sent again."""
    await bots.start()
    before = len(discord_server.resumes) + len(discord_server.identifies)
    await discord_server.drop_sockets(code)
    await discord_server.until(
        lambda: len(discord_server.resumes) + len(discord_server.identifies) > before
    )
    await discord_server.until(lambda: bool(discord_server.listening))
    assert await _answers(discord_server)
    sent = [route for route, _ in discord_server.bodies if route.startswith("PUT")]
    assert len(sent) == 1


async def test_events_of_no_server_come_to_the_first_shard(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """Direct messages are answered beside servers of all shards."""
    discord_server.shards = 2
    await bots.start()
    await discord_server.until(lambda: len(discord_server.listening) == 2)
    assert await _answers(discord_server)
    asked = await discord_server.command("russia iran", place=WITH_BOT)
    assert said(asked)[0] == "Russia and Iran"


async def test_a_wrong_token_is_told_in_words(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A token that Discord does not know ends the platform with a sentence, and no secret in it."""
    bots.token = "wrong-secret"  # noqa: S105 - a wrong one
    replica = bots.launch()
    with pytest.raises(SetupError) as caught:
        await replica.task
    assert str(caught.value) == (
        "Discord does not know the token in DISCORD_TOKEN. Make a new one at "
        "discord.com/developers: the application, Bot, Reset Token."
    )
    assert replica.services.health.state == "stopped"
    assert discord_server.identifies == []


async def test_a_token_that_is_withdrawn_ends_listening(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A connection that Discord closes for the token's sake (4004) ends with the same sentence."""
    replica = await bots.start()
    await discord_server.drop_sockets(4004)
    with pytest.raises(SetupError, match="does not know the token"):
        await replica.task


async def test_stopping_lets_the_answer_under_way_arrive(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """Told to end, the bot hears no more, but finishes what it is sending, and frees its shard."""
    replica = await bots.start()
    discord_server.faults.append(Fault("callback", how="slow", delay=0.5, after=True))
    pressing = asyncio.create_task(discord_server.command("russia iran"))
    await discord_server.until(
        lambda: any("callback" in route for route, _ in discord_server.bodies)
    )
    await replica.stop()
    asked = await pressing
    assert kept(asked)["components"]
    assert discord_server.listening == []
    assert replica.services.health.state == "stopped"


async def test_health_tells_how_it_is(bots: Replicas, discord_server: DiscordServer) -> None:
    """It is starting, then ready."""
    health = bots.launch().services.health
    states = [health.state]
    await discord_server.until(lambda: bool(discord_server.listening))
    await _answers(discord_server)
    states.append(health.state)
    assert states == ["starting", "ready"]


async def test_trouble_that_is_over_is_not_told(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """While Discord is not heard health says so, and no more when it is heard again."""
    health = (await bots.start()).services.health
    await _answers(discord_server)
    assert told(health) == ("ready", None)
    discord_server.reachable = False
    await discord_server.drop_sockets(4000)
    async with asyncio.timeout(20):
        while told(health)[0] != "failing":  # noqa: ASYNC110 - no event tells of it
            await asyncio.sleep(0.01)
    assert told(health)[1] == "Discord is not heard on shard 0 of this replica."
    discord_server.reachable = True
    await discord_server.until(lambda: bool(discord_server.listening))
    assert await _answers(discord_server)
    assert told(health) == ("ready", None)


async def test_a_new_attempt_forgets_why_the_last_one_failed(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """What the host noted of a failed attempt is gone as soon as the next one listens."""
    health = bots.launch().services.health
    health.state, health.trouble = "failing", "TimeoutError: of the attempt before"
    await discord_server.until(lambda: bool(discord_server.listening))
    assert await _answers(discord_server)
    assert told(health) == ("ready", None)


async def test_a_stop_before_the_login_ends_at_once(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A bot that is told to end while Discord does not answer the login ends all the same."""
    discord_server.faults.append(Fault("GET /users/@me", status=500, times=99))
    replica = bots.launch()
    await discord_server.until(lambda: bool(discord_server.bodies))
    await replica.stop()
    assert discord_server.listening == []
