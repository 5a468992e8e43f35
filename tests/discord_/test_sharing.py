"""Why: a card is shown to the channel once, whatever Discord and the store do meanwhile."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import aiohttp
import pytest
from sqlalchemy import select

from bot.errors import StoreError
from bot.store.schema import shares
from tests.discord_.reading import labels, shown
from tests.discord_.test_asking import flags, kept, said
from tests.platforms.discord_people import (
    AMONG_PEOPLE,
    APPLICATION,
    ELSEWHERE,
    FORCED,
    SERVER,
)
from tests.platforms.discord_rules import EPHEMERAL, V2
from tests.platforms.discord_server import Fault

if TYPE_CHECKING:
    from bot.store import Store
    from tests.platforms.discord_fixtures import Replicas
    from tests.platforms.discord_people import Asked
    from tests.platforms.discord_server import DiscordServer


def public(server: DiscordServer) -> list[str]:
    """Return the ids of the messages that everybody sees."""
    return [m["id"] for m in server.messages.values() if not m["flags"] & EPHEMERAL]


async def test_share_posts_the_answer_with_its_sources(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """Share posts for all what the sharer saw and who it was; the store keeps the message's id."""
    await bots.start()
    asked = await discord_server.command("russia iran")
    shared = await discord_server.press(kept(asked), "Share")
    assert shared.responses[0]["type"] == 4
    assert flags(shared) == V2
    assert said(shared) == [*said(asked), "Shared by ana"]
    assert labels(kept(shared)["components"]) == ["More", "Timeline", "Sources"]
    found = None
    async with asyncio.timeout(10):
        while found is None:
            async with discord_store.engine.connect() as connection:
                found = (await connection.execute(select(shares.c.message))).scalar()
    assert found == kept(shared)["id"]


@pytest.mark.parametrize("place", [ELSEWHERE, AMONG_PEOPLE])
async def test_share_works_for_a_user_install(
    bots: Replicas, discord_server: DiscordServer, place: object
) -> None:
    """Who took the app along shares with it, where Discord lets them."""
    await bots.start()
    asked = await discord_server.command("russia iran", place=place)  # type: ignore[arg-type]
    shared = await discord_server.press(kept(asked), "Share", place=place)  # type: ignore[arg-type]
    assert public(discord_server) == [kept(shared)["id"]]


async def test_double_clicks_share_once(bots: Replicas, discord_server: DiscordServer) -> None:
    """Of many presses one posts; the others are told so privately."""
    await bots.start()
    asked = await discord_server.command("russia iran")
    pressed = await asyncio.gather(*(discord_server.press(kept(asked), "Share") for _ in range(5)))
    assert len(public(discord_server)) == 1
    private = [one for one in pressed if flags(one) & EPHEMERAL]
    assert [said(one) for one in private] == [["This was shared already."]] * 4


async def test_another_side_of_the_answer_is_a_card_of_its_own(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """After the answer its sources can be shared, too, each once."""
    await bots.start()
    asked = await discord_server.command("russia iran")
    await discord_server.press(kept(asked), "Share")
    await discord_server.press(kept(asked), "Sources")
    second = await discord_server.press(kept(asked), "Share")
    assert said(second)[0] == "Sources: Russia and Iran"
    await discord_server.press(kept(asked), "Back")
    third = await discord_server.press(kept(asked), "Share")
    assert said(third) == ["This was shared already."]


async def test_where_discord_forces_privacy_share_says_why(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """Where every answer of the app is private, Share explains it and can be pressed again."""
    await bots.start()
    asked = await discord_server.command("russia iran", place=FORCED)
    for _ in range(2):
        pressed = await discord_server.press(kept(asked), "Share", place=FORCED)
        assert said(pressed)[0].startswith("Discord shows answers of apps that were not added")
    assert public(discord_server) == []


async def test_discord_has_the_last_word_on_privacy(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A share that Discord made private against its permissions is explained and given back."""
    await bots.start()
    asked = await discord_server.command("russia iran", place=ELSEWHERE)
    discord_server.force_private = True
    pressed = await discord_server.press(kept(asked), "Share", place=ELSEWHERE)
    await discord_server.until(lambda: bool(pressed.followups))
    assert shown(pressed.followups[0]["components"])[0].startswith("Discord shows answers of apps")
    discord_server.force_private = False
    again = await discord_server.press(kept(asked), "Share", place=ELSEWHERE)
    assert public(discord_server) == [kept(again)["id"]]


async def test_a_person_gets_five_follow_ups_of_an_app_that_they_brought(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """Discord refuses a sixth (40094) where the server has not added the app, and only there."""
    await bots.start()
    for place, refused in ((ELSEWHERE, [40094]), (SERVER, [])):
        asked = await discord_server.command("russia iran", place=place)
        for _ in range(6):
            await _follow_up(discord_server, asked)
        assert asked.errors == refused
        assert len(asked.followups) == 6 - len(refused)


async def test_we_follow_up_once_at_most(bots: Replicas, discord_server: DiscordServer) -> None:
    """Whatever is asked or pressed has one answer; only a share that was hidden says why after."""
    await bots.start()
    asked = await discord_server.command("russia iran", place=ELSEWHERE)
    await discord_server.press(kept(asked), "Sources", place=ELSEWHERE)
    await discord_server.press(kept(asked), "Share", place=ELSEWHERE)
    discord_server.force_private = True
    await discord_server.press(kept(asked), "Back", place=ELSEWHERE)
    hidden = await discord_server.press(kept(asked), "Share", place=ELSEWHERE)
    await discord_server.until(lambda: bool(hidden.followups))
    counts = [len(one.followups) for one in discord_server.asked.values()]
    assert counts == [0, 0, 0, 0, 1]


async def test_a_follow_up_too_many_harms_nothing(
    bots: Replicas, discord_server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    """Where Discord takes no more follow-ups (40094) it is logged, and the next press answered."""
    await bots.start()
    asked = await discord_server.command("russia iran", place=ELSEWHERE)
    discord_server.force_private = True
    refusal = {"code": 40094, "message": "Too many follow-ups"}
    discord_server.faults.append(Fault("POST /webhooks", status=400, body=refusal))
    with caplog.at_level(logging.INFO):
        await discord_server.press(kept(asked), "Share", place=ELSEWHERE)
        await discord_server.until(lambda: not discord_server.faults[0].times)
        assert said(await discord_server.press(kept(asked), "Sources", place=ELSEWHERE))
    assert "interaction came to nothing" in caplog.text
    assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []


async def _follow_up(server: DiscordServer, asked: Asked) -> None:
    async with aiohttp.ClientSession() as session:
        url = (
            f"http://127.0.0.1:{server.port}/api/v10/webhooks/{APPLICATION}/{asked.event['token']}"
        )
        async with session.post(url, json={"content": "more"}) as response:
            asked.errors += [] if response.ok else [(await response.json())["code"]]


async def test_a_refused_share_may_be_tried_again(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A refusal proves that nothing was posted: it is told, and the card can be shared later."""
    await bots.start()
    asked = await discord_server.command("russia iran")
    refusal = {"code": 200000, "message": "Message was blocked by automatic moderation"}
    discord_server.faults.append(Fault("callback", status=400, body=refusal))
    pressed = await discord_server.press(kept(asked), "Share")
    text = "Discord refused to post this here: Message was blocked by automatic moderation"
    assert said(pressed) == [text]
    again = await discord_server.press(kept(asked), "Share")
    assert public(discord_server) == [kept(again)["id"]]


async def test_a_share_that_arrived_but_seemed_lost_is_posted_once(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """After a 500 that had posted, the SDK's second try is refused (40060) and nothing repeats."""
    await bots.start()
    asked = await discord_server.command("russia iran")
    discord_server.faults.append(Fault("callback", status=500, after=True))
    pressed = await discord_server.press(kept(asked), "Share")
    await discord_server.until(lambda: 40060 in pressed.errors)
    again = await discord_server.press(kept(asked), "Share")
    assert said(again) == ["This was shared already."]
    assert len(public(discord_server)) == 1


async def test_a_share_of_unknown_fate_is_told_and_not_repeated(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """When the connection breaks after the post, the sharer is told to look, and it stays one."""
    await bots.start()
    asked = await discord_server.command("russia iran")
    discord_server.faults.append(Fault("callback", how="drop", after=True))
    await discord_server.press(kept(asked), "Share")
    again = await discord_server.press(kept(asked), "Share")
    assert said(again) == ["This was shared already."]
    assert len(public(discord_server)) == 1


async def test_without_the_store_nothing_is_shared(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where it cannot be known whether a card was shared, it is not, and the sharer is told."""
    await bots.start()
    asked = await discord_server.command("russia iran")

    async def fail(_card: str) -> bool:
        raise StoreError

    monkeypatch.setattr(discord_store, "share_once", fail)
    pressed = await discord_server.press(kept(asked), "Share")
    assert said(pressed) == ["This cannot be shared now. Try again in a moment."]


async def test_what_is_no_answer_any_more_is_not_shared(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A Share button whose question has no answer now says so."""
    await bots.start()
    asked = await discord_server.command("russia iran")
    forged = "share|2026.11|abc|korea"
    kept(asked)["components"][0]["components"][-1]["components"][-1]["custom_id"] = forged
    pressed = await discord_server.press_id(kept(asked), forged)
    assert said(pressed) == ["Only answers can be shared, and this is none any more. Ask again."]
