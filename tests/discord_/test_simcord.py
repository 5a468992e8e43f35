"""Why: a second opinion on the adapter's behaviour, by a simulation of Discord that others wrote;
sockets, leases and the limits that it does not know are tested beside it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from simcord import Env

from adapters.discord.client import Client
from bot.limits import Limits
from bot.platforms import Services
from tests.discord_.reading import check, labels, shown

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.app import App
    from bot.store import Store


@pytest.fixture
async def env(discord_app: App, discord_store: Store) -> AsyncIterator[Env]:
    """Yield a simulated Discord with the bot in it."""
    services = Services(
        app=discord_app,
        store=discord_store,
        limits=Limits(),
        environment={},
        stop=asyncio.Event(),
    )
    running = Env(Client(services), shard_count=1)
    await running.start()
    yield running
    await running.shutdown()


async def test_the_command_answers_and_its_buttons_work(env: Env) -> None:
    """Ask, turn over, go back and share: each is answered once, as simcord knows Discord."""
    guild = env.create_guild()
    channel = guild.create_text_channel("general")
    ana = guild.add_member(env.create_user("ana"))
    asked = await ana.slash(channel, "axis", query="russia iran")
    assert asked.response is not None
    assert asked.response.ephemeral
    assert labels(asked.response.components) == ["More", "Timeline", "Sources", "Share"]
    check(asked.response.components)
    await ana.click(asked.response, label="Sources")
    assert shown(asked.response.components)[0] == "Sources: Russia and Iran"
    await ana.click(asked.response, label="Back")
    assert shown(asked.response.components)[0] == "Russia and Iran"
    shared = await ana.click(asked.response, label="Share")
    assert shared.response is not None
    assert not shared.response.ephemeral
    assert env.errors == []
