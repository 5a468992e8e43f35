"""Why: the bugs that bots like this one have again and again, by their numbers in the list of
fifteen. Missing are 6, as Discord has no installations to look up, and 7 and 8, as nothing here
posts a picture."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import discord
import pytest

from adapters.discord import waiting
from adapters.discord.client import Pace
from adapters.discord.post import nonce
from tests.discord_.test_asking import flags, kept, said
from tests.platforms.discord_people import ANA, BO, SERVER
from tests.platforms.discord_rules import EPHEMERAL
from tests.platforms.discord_server import Fault

if TYPE_CHECKING:
    from bot.store import Store
    from tests.platforms.discord_fixtures import Replicas
    from tests.platforms.discord_people import Asked
    from tests.platforms.discord_server import DiscordServer


def _question(server: DiscordServer) -> Asked:
    data = {"id": server.commands[0]["id"], "name": "axis", "type": 1}
    data["options"] = [{"name": "query", "type": 3, "value": "russia iran"}]
    return server.begin(2, data, ANA, SERVER)


async def test_bug_1_a_slow_store_does_not_use_up_the_three_seconds(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """1: what is slow is not waited for until Discord gives up: the answer comes, and privately."""
    await bots.start()
    monkeypatch.setattr(waiting, "SECONDS", 0.05)
    gate = asyncio.Event()

    async def hang(*_: object) -> str:
        await gate.wait()
        return "public"

    monkeypatch.setattr(discord_store, "visibility", hang)
    asked = await discord_server.command("russia iran")
    gate.set()
    assert (said(asked)[0], asked.errors) == ("Russia and Iran", [])
    assert flags(asked) & EPHEMERAL


async def test_bug_2_a_fault_is_never_silence(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """2: a handler that throws behind a button is answered with a sentence, not with silence."""
    await bots.start()
    asked = await discord_server.command("russia iran")

    def fail(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(bots.app, "press", fail)
    pressed = await discord_server.press(kept(asked), "More")
    assert said(pressed) == ["Something went wrong here. Ask again in a moment."]
    assert discord_store is not None


async def test_bug_3_the_same_event_twice_is_answered_once(
    bots: Replicas, discord_server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    """3: an event that comes twice is answered once; the second answer (40060) is only logged."""
    await bots.start()
    asked = _question(discord_server)
    with caplog.at_level(logging.INFO):
        await discord_server.deliver(asked)
        await discord_server.deliver(asked)
        await discord_server.until(lambda: bool(asked.responses and asked.errors))
        assert said(await discord_server.command("iran"))
    assert asked.errors == [40060]
    assert len(asked.responses) == 1
    assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []


async def test_bugs_4_and_5_a_deaf_connection_is_made_anew(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """4, 5: a connection that looks open but says nothing more is noticed and replaced."""
    bots.pace = Pace(lease=5, every=0.2, deaf=0.5)
    discord_server.heartbeat_interval = 100
    await bots.start()
    discord_server.acknowledges = False
    await discord_server.until(lambda: bool(discord_server.resumes))
    discord_server.acknowledges = True
    await discord_server.until(lambda: bool(discord_server.listening))
    assert said(await discord_server.command("russia iran"))[0] == "Russia and Iran"


async def test_bug_9_an_interaction_that_is_gone_harms_nothing(
    bots: Replicas, discord_server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    """9: an answer that comes too late (10062) is logged, not raised, and the next one is given."""
    await bots.start()
    asked = _question(discord_server)
    asked.until = 0.0
    with caplog.at_level(logging.INFO):
        await discord_server.deliver(asked)
        await discord_server.until(lambda: bool(asked.errors))
        assert said(await discord_server.command("iran"))
    assert asked.errors == [10062]
    assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []


async def test_bug_10_buttons_do_not_grow_old(
    bots: Replicas, discord_server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """10: buttons have no time-out, nothing is remembered of messages, and a restart ends none."""
    views: list[object] = []

    def keep(*given: object) -> None:
        views.append(given)

    monkeypatch.setattr(
        discord.state.ConnectionState,
        "store_view",
        keep,
    )
    before = await bots.start()
    asked = await discord_server.command("russia iran")
    await discord_server.press(kept(asked), "More")
    await before.stop()
    await bots.start()
    assert said(await discord_server.press(kept(asked), "Back"))[0] == "Russia and Iran"
    assert views == []


async def test_bug_11_no_control_is_dead(bots: Replicas, discord_server: DiscordServer) -> None:
    """11: whatever looks clickable answers: a shared card's buttons after all else is gone, too."""
    await bots.start()
    asked = await discord_server.command("russia iran")
    shared = await discord_server.press(kept(asked), "Share")
    for label in ("More", "Timeline", "Sources"):
        pressed = await discord_server.press(kept(shared), label, BO)
        assert pressed.errors == []
        assert said(pressed)


async def test_bugs_12_and_14_a_reconnect_repeats_nothing(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """12, 14: commands are sent before listening, once, and never again for a new connection."""
    await bots.start()
    for _ in range(3):
        before = len(discord_server.identifies)
        await discord_server.order(9, data=False)
        await discord_server.until(lambda: len(discord_server.identifies) > before)  # noqa: B023
        await discord_server.until(lambda: bool(discord_server.listening))
    routes = [route for route, _ in discord_server.bodies]
    assert len([route for route in routes if "/commands" in route]) == 2
    loops = [task for task in asyncio.all_tasks() if task.get_name() == "discord-leases"]
    assert len(loops) == 1


@pytest.mark.parametrize(
    "options",
    [[], [{"name": "question", "type": 3, "value": "iran"}]],
    ids=["none", "another name"],
)
async def test_bug_12_a_command_of_another_version_asks_to_retry(
    bots: Replicas,
    discord_server: DiscordServer,
    caplog: pytest.LogCaptureFixture,
    options: list[dict[str, object]],
) -> None:
    """12: a command that Discord still knows otherwise than we gets a sentence."""
    await bots.start()
    data = {"id": discord_server.commands[0]["id"], "name": "axis", "type": 1, "options": options}
    asked = discord_server.begin(2, data, ANA, SERVER)
    await discord_server.answered(asked)
    assert said(asked) == ["This command has changed. Wait a minute and type it again."]
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


async def test_bug_13_the_loop_outlives_any_error(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """13: the loop that renews leases goes on after an error of any kind."""
    await bots.start()
    real = discord_store.take_lease
    failed: list[str] = []

    again = asyncio.Event()

    async def take(name: str, holder: str, seconds: float) -> bool:
        if len(failed) < 2:
            failed.append(name)
            raise RuntimeError
        again.set()
        return await real(name, holder, seconds)

    monkeypatch.setattr(discord_store, "take_lease", take)
    async with asyncio.timeout(20):
        await again.wait()
    assert said(await discord_server.command("russia iran"))[0] == "Russia and Iran"
    assert len(discord_server.identifies) == 1


async def test_bug_15_a_ban_at_login_is_not_hammered(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """15: a 429 that is not Discord's own ends the start after one try, for the host to wait."""
    discord_server.faults.append(Fault("GET /users/@me", status=429, times=99, body={"code": 0}))
    replica = bots.launch()
    with pytest.raises(discord.HTTPException):
        await replica.task
    assert [route for route, _ in discord_server.bodies] == ["GET /users/@me"]


async def test_discords_own_429_is_waited_for(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A rate limit of Discord's own delays the answer by as long as it says, and no longer."""
    await bots.start()
    body = {"message": "You are being rate limited.", "retry_after": 0.05, "global": False}
    headers = {"Via": "1.1 google", "Retry-After": "1", "X-RateLimit-Scope": "user"}
    discord_server.faults.append(Fault("callback", status=429, body=body, headers=headers))
    assert said(await discord_server.command("russia iran"))[0] == "Russia and Iran"
    tries = [route for route, _ in discord_server.bodies if "callback" in route]
    assert len(tries) == 2


async def test_a_500_is_tried_again(bots: Replicas, discord_server: DiscordServer) -> None:
    """A passing fault of Discord's does not cost the answer."""
    await bots.start()
    discord_server.faults.append(Fault("callback", status=502))
    assert said(await discord_server.command("russia iran"))[0] == "Russia and Iran"


def test_a_nonce_is_the_same_for_the_same_post() -> None:
    """What makes Discord post once is short enough, and differs for anything else."""
    assert nonce("a", "2026-11-22") == nonce("a", "2026-11-22")
    assert len(nonce("a", "2026-11-22")) == 24
    assert len({nonce("a", "b"), nonce("ab", ""), nonce("b", "a")}) == 3


async def test_a_nonce_posts_once(bots: Replicas) -> None:
    """Two posts with one nonce are one message."""
    await bots.start()
    client = discord.Client(intents=discord.Intents.none())
    await client.login(bots.token)
    channel = client.get_partial_messageable(333)
    first = await channel.send("brief", nonce=nonce("subscription", "2026-11-22"))
    second = await channel.send("brief", nonce=nonce("subscription", "2026-11-22"))
    await client.close()
    assert first.id == second.id
