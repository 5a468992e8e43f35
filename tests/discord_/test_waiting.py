"""Why: Discord waits three seconds, so a slow store costs a button or a share, never the answer."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import pytest

from adapters.discord import waiting
from adapters.discord.waiting import soon
from bot.errors import StoreError
from tests.discord_.reading import labels
from tests.discord_.test_asking import kept, said
from tests.platforms.discord_people import ANA, SERVER

if TYPE_CHECKING:
    from bot.store import Store
    from tests.platforms.discord_fixtures import Replicas
    from tests.platforms.discord_server import DiscordServer


async def test_what_is_ready_is_returned() -> None:
    """Work that ends in time returns what it found, or raises what it met."""

    async def work() -> int:
        return 5

    async def fail() -> int:
        raise StoreError

    assert await soon(work()) == 5
    with pytest.raises(StoreError):
        await soon(fail())


async def test_late_work_is_let_end(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Work that takes too long goes on; what it returns is told, what it meets is logged."""
    monkeypatch.setattr(waiting, "SECONDS", 0)
    gate, told = asyncio.Event(), asyncio.get_running_loop().create_future()

    async def work() -> int:
        await gate.wait()
        return 5

    async def fail() -> int:
        await gate.wait()
        msg = "too late"
        raise StoreError(msg)

    with pytest.raises(TimeoutError):
        await soon(work(), late=told.set_result)
    with caplog.at_level(logging.WARNING), pytest.raises(TimeoutError):
        await soon(fail())
    gate.set()
    assert await told == 5
    await asyncio.sleep(0)
    assert "store failed late" in caplog.text


async def test_a_claim_that_came_too_late_is_given_back(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A share that the store granted too late is not posted, and may be pressed again."""
    await bots.start()
    asked = await discord_server.command("russia iran")
    real, gate, back = discord_store.share_once, asyncio.Event(), asyncio.Event()
    unshare = discord_store.unshare

    async def slow(card: str) -> bool:
        await gate.wait()
        return await real(card)

    async def given_back(card: str) -> None:
        await unshare(card)
        back.set()

    monkeypatch.setattr(discord_store, "share_once", slow)
    monkeypatch.setattr(discord_store, "unshare", given_back)
    monkeypatch.setattr(waiting, "SECONDS", 0.01)
    pressed = await discord_server.press(kept(asked), "Share")
    assert said(pressed) == ["This cannot be shared now. Try again in a moment."]
    monkeypatch.setattr(waiting, "SECONDS", 1.5)
    gate.set()
    await back.wait()
    shared = await discord_server.press(kept(asked), "Share")
    assert said(shared) == [*said(asked), "Shared by ana"]


async def test_completions_wait_for_no_database(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is typed is completed from memory, also while the database answers nothing at all."""
    await bots.start()
    gate = asyncio.Event()

    async def hang(*_: object) -> None:
        await gate.wait()
        raise StoreError

    monkeypatch.setattr(discord_store, "_one", hang)
    monkeypatch.setattr(discord_store, "_do", hang)
    for typed in ("", "rus", "russia ir"):
        asked = await discord_server.complete(typed)
        assert asked.errors == []
        assert asked.responses[0]["data"]["choices"]
    gate.set()


async def test_a_completion_that_comes_too_late_is_a_line(
    bots: Replicas, discord_server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    """A completion after three seconds is refused (10062): a line in the log, and no traceback."""
    await bots.start()
    with caplog.at_level(logging.INFO):
        late = await discord_server.complete("rus", late=True)
        assert (await discord_server.complete("rus")).errors == []
    assert (late.errors, late.responses) == ([10062], [])
    assert "completion came too late" in caplog.text
    assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []


async def test_any_other_fault_of_a_completion_is_told_to_operators(
    bots: Replicas,
    discord_server: DiscordServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Only what is nobody's fault is kept from the log: a fault of ours stands there whole."""
    await bots.start()
    told = asyncio.Event()

    def fail(*_: object) -> None:
        told.set()
        raise ValueError

    monkeypatch.setattr(bots.app, "complete", fail)
    data = {"id": discord_server.commands[0]["id"], "name": "axis", "type": 1}
    data["options"] = [{"name": "query", "type": 3, "value": "rus", "focused": True}]
    await discord_server.deliver(discord_server.begin(4, data, ANA, SERVER))
    await told.wait()
    assert said(await discord_server.command("russia iran"))
    assert "ValueError" in caplog.text


async def test_a_store_that_fails_costs_the_button_alone(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where a long question cannot be kept, its button is left out and the rest is there."""

    async def fail(*_: object) -> str:
        raise StoreError

    monkeypatch.setattr(discord_store, "keep_question", fail)
    await bots.start()
    question = "russia iran since 2020 before 2026-12-31 as-of 2026-11-01"
    asked = await discord_server.command(question)
    assert labels(kept(asked)["components"]) == ["More", "Share"]


async def test_a_store_that_fails_keeps_answers_private(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where a channel's setting cannot be read the answer is private; a kept button says sorry."""

    async def fail(*_: object) -> str:
        raise StoreError

    monkeypatch.setattr(discord_store, "visibility", fail)
    monkeypatch.setattr(discord_store, "kept_question", fail)
    await bots.start()
    asked = await discord_server.command("russia iran")
    assert kept(asked)["flags"] & 64
    ident = "kept|2026.11|abc|abcdefabcdef"
    kept(asked)["components"][0]["components"][-1]["components"][0]["custom_id"] = ident
    pressed = await discord_server.press_id(kept(asked), ident)
    assert said(pressed) == ["Something went wrong here. Ask again in a moment."]
