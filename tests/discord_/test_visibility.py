"""Why: who sees the answers in a channel is set by those who manage it, in all's sight, and by
nobody else; whoever asks may still wish otherwise."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.errors import StoreError
from tests.discord_.reading import check
from tests.discord_.test_asking import flags, kept, said
from tests.platforms.discord_people import (
    ADMINISTRATOR,
    BO,
    CHANNEL,
    EVERYTHING,
    GUILD,
    MANAGE_GUILD,
    MANAGED,
    SERVER,
    WITH_BOT,
)
from tests.platforms.discord_rules import EPHEMERAL, V2

if TYPE_CHECKING:
    from bot.store import Store
    from tests.platforms.discord_fixtures import Replicas
    from tests.platforms.discord_server import DiscordServer

_KEY = ("discord", str(GUILD), str(CHANNEL))
_ALONE = "To be answered alone, choose “only me” for show."
_PUBLIC = f"Answers in this channel are shown to everyone in it. {_ALONE}"
_PRIVATE = "Answers in this channel are shown to the asker alone."


async def test_it_tells_what_is_set(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """Without a wish anybody is told, privately, who sees the answers in the channel."""
    await bots.start()
    asked = await discord_server.channel_command()
    assert (said(asked), flags(asked)) == ([_PRIVATE], V2 | EPHEMERAL)
    await discord_store.set_visibility(*_KEY, "public")
    asked = await discord_server.channel_command(person=BO)
    assert (said(asked), flags(asked)) == ([_PUBLIC], V2 | EPHEMERAL)


async def test_a_change_is_seen_by_all_and_holds(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A change posts a line for everyone, and the next answers of commands and menus follow it."""
    await bots.start()
    changed = await discord_server.channel_command("everyone", place=MANAGED)
    assert said(changed) == [
        f"From now on, answers in this channel are shown to everyone in it. {_ALONE}"
    ]
    assert flags(changed) == V2
    check(kept(changed)["components"])
    assert flags(await discord_server.command("russia iran", person=BO)) == V2
    assert flags(await discord_server.menu("Russia and Iran")) == V2
    assert flags(await discord_server.command("russia iran", "me")) == V2 | EPHEMERAL
    back = await discord_server.channel_command("me", place=MANAGED)
    assert said(back) == ["From now on, answers in this channel are shown to the asker alone."]
    assert flags(back) == V2
    assert flags(await discord_server.command("russia iran", person=BO)) == V2 | EPHEMERAL
    assert flags(await discord_server.menu("Russia and Iran")) == V2 | EPHEMERAL


async def test_what_is_no_answer_stays_private_in_a_public_channel(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """Help, offers and what is not covered are for the asker, whatever is set."""
    await discord_store.set_visibility(*_KEY, "public")
    await bots.start()
    for text in ("help", "korea", "iraq"):
        assert flags(await discord_server.command(text)) == V2 | EPHEMERAL
    assert flags(await discord_server.menu("good morning")) == V2 | EPHEMERAL


@pytest.mark.parametrize("permission", [MANAGE_GUILD, ADMINISTRATOR])
async def test_who_manages_the_server_may_set_it(
    bots: Replicas, discord_server: DiscordServer, permission: int
) -> None:
    """Manage Server suffices, and so does being an administrator."""
    await bots.start()
    place = replace(SERVER, permissions=str(int(EVERYTHING) | permission))
    assert flags(await discord_server.channel_command("everyone", place=place)) == V2
    assert flags(await discord_server.command("russia iran")) == V2


async def test_nobody_else_may_set_it(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """Who manages neither the channel nor the server changes nothing and is told what it takes."""
    await bots.start()
    asked = await discord_server.channel_command("everyone", place=SERVER)
    assert said(asked) == [
        "To change this you need the permission Manage Channel in this channel, or Manage Server."
    ]
    assert flags(asked) == V2 | EPHEMERAL
    assert await discord_store.visibility(*_KEY) == "private"


async def test_setting_it_again_tells_what_is_set(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A wish for what is set already posts no second line."""
    await bots.start()
    asked = await discord_server.channel_command("me", place=MANAGED)
    assert (said(asked), flags(asked)) == ([_PRIVATE], V2 | EPHEMERAL)


async def test_another_channel_is_not_affected(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """What is set for one channel holds in its threads, and in no other channel or server."""
    await bots.start()
    await discord_server.channel_command("everyone", place=MANAGED)
    thread, elsewhere = replace(SERVER, thread=777), replace(SERVER, channel=999)
    another = replace(SERVER, guild=GUILD + (1 << 30))
    assert flags(await discord_server.command("russia iran", place=thread)) == V2
    for place in (elsewhere, another):
        assert flags(await discord_server.command("russia iran", place=place)) == V2 | EPHEMERAL


async def test_in_a_thread_it_is_set_for_the_channel(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """Threads come and go, so a setting made in one is that of its channel."""
    await bots.start()
    changed = await discord_server.channel_command("everyone", place=replace(MANAGED, thread=777))
    assert flags(changed) == V2
    assert flags(await discord_server.command("russia iran")) == V2


async def test_there_is_nothing_to_set_outside_servers(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """Discord lists the command in servers only; should it come from elsewhere, that is said."""
    await bots.start()
    asked = await discord_server.channel_command("everyone", place=WITH_BOT)
    assert said(asked) == [
        "This is set for the channels of a server; here there is nothing to set."
    ]
    listed = next(one for one in discord_server.commands if one["name"] == "axis-channel")
    assert (listed["contexts"], listed["integration_types"]) == ([0], [0])


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ("", "This cannot be told now. Try again in a moment."),
        ("everyone", "This may not have been saved. Look at it, or set it again, in a moment."),
    ],
)
async def test_a_store_that_fails_is_told(  # noqa: PLR0913, PLR0917 - two of them are the case
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    monkeypatch: pytest.MonkeyPatch,
    answers: str,
    sentence: str,
) -> None:
    """Where the store does not answer, nothing is claimed."""

    async def fail(*_: object) -> None:
        raise StoreError

    monkeypatch.setattr(discord_store, "visibility", fail)
    monkeypatch.setattr(discord_store, "set_visibility", fail)
    await bots.start()
    asked = await discord_server.channel_command(answers, place=MANAGED)
    assert (said(asked), flags(asked)) == ([sentence], V2 | EPHEMERAL)


async def test_a_server_that_removes_the_bot_is_forgotten(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An outage of a server keeps what was set there; removing the bot deletes it at once."""
    discord_server.guilds = [GUILD, GUILD + (1 << 30)]
    real, forgotten = discord_store.forget_workspace, asyncio.Queue[str]()

    async def forget(platform: str, workspace: str) -> None:
        await real(platform, workspace)
        forgotten.put_nowait(f"{platform} {workspace}")

    monkeypatch.setattr(discord_store, "forget_workspace", forget)
    await bots.start()
    await discord_server.channel_command("everyone", place=MANAGED)
    await discord_server.removed(GUILD, outage=True)
    assert flags(await discord_server.command("russia iran")) == V2
    assert forgotten.empty()
    await discord_server.removed(GUILD)
    assert await asyncio.wait_for(forgotten.get(), 20) == f"discord {GUILD}"
    assert flags(await discord_server.command("russia iran")) == V2 | EPHEMERAL


async def test_a_server_that_cannot_be_forgotten_stops_nothing(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Where the store fails at it, the log says so and the bot goes on."""

    async def fail(*_: object) -> None:
        msg = "The database does not answer."
        raise StoreError(msg)

    discord_server.guilds = [GUILD]
    monkeypatch.setattr(discord_store, "forget_workspace", fail)
    await bots.start()
    await discord_server.removed(GUILD)
    assert said(await discord_server.command("russia iran"))[0] == "Russia and Iran"
    assert "server not forgotten" in caplog.text
