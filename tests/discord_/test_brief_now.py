"""Why: today's brief is looked at by one person and shared with all at most once, and what is
pressed under a posted brief is answered to the presser, whatever has happened since."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

from adapters.discord.outlet import DiscordOutlet
from bot.app import App
from bot.errors import StoreError
from tests.briefing.mornings import SHIPPED, morning, pack
from tests.discord_.brief_replies import HERE, inhabit, told
from tests.discord_.reading import check, labels, shown
from tests.discord_.test_asking import flags, kept, said
from tests.discord_.test_sharing import public
from tests.platforms.discord_fixtures import FACTS
from tests.platforms.discord_people import BO, MANAGED, SERVER
from tests.platforms.discord_rules import EPHEMERAL, V2

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from bot.store import Store
    from tests.platforms.discord_fixtures import Replica, Replicas
    from tests.platforms.discord_people import Json
    from tests.platforms.discord_server import DiscordServer

NONE_YET = "This channel has no brief yet. To set one up: /brief subscribe."
BRIEF = morning(pack(SHIPPED)).brief


async def posted(replica: Replica, server: DiscordServer) -> Json:
    """Return the message of a brief that was posted to the channel."""
    outlet = replica.services.outlets.get("discord")
    assert isinstance(outlet, DiscordOutlet)
    return server.messages[await outlet.post(HERE, BRIEF, "brief-1-20261123")]


async def test_now_is_shown_to_the_asker(bots: Replicas, discord_server: DiscordServer) -> None:
    """Anybody may see today's brief, alone, and share it; where there is none that is said."""
    inhabit(discord_server)
    await bots.start()
    asked = await discord_server.brief("now", BO)
    lines = told(asked)
    assert lines[0].startswith("The alignment of Russia, China, Iran and North Korea · ")
    assert lines[1] == NONE_YET
    assert labels(kept(asked)["components"])[-1] == "Share"
    await discord_server.brief("subscribe", place=MANAGED, time="08:00", zone="UTC", about="iran")
    about = told(await discord_server.brief("now", BO))
    assert about[0].startswith("Iran · ")
    assert NONE_YET not in about


async def test_share_posts_it_once(bots: Replicas, discord_server: DiscordServer) -> None:
    """Of many presses one posts the brief alone for all, without Share and what its asker was
    told; the others are told so."""
    inhabit(discord_server)
    await bots.start()
    asked = await discord_server.brief("now", BO)
    before = labels(kept(asked)["components"])
    pressed = await asyncio.gather(
        *(discord_server.press(kept(asked), "Share", BO) for _ in range(3))
    )
    assert len(public(discord_server)) == 1
    (shared,) = (one for one in pressed if flags(one) == V2)
    title, notice, *lines = said(asked)
    assert notice == NONE_YET
    assert said(shared) == [title, *lines, "Shared by bo"]
    assert labels(kept(shared)["components"]) == before[:-1]
    check(kept(shared)["components"])
    others = [said(one) for one in pressed if one is not shared]
    assert others == [["This was shared already."]] * 2
    again = await discord_server.brief("now", BO)
    assert flags(await discord_server.press(kept(again), "Share", BO)) == V2


async def test_looking_further_keeps_what_is_shown(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """Sources and offers are answered beside today's brief, which can still be shared after."""
    inhabit(discord_server)
    await bots.start()
    asked = await discord_server.brief("now", BO)
    before = kept(asked)["components"]
    for label in labels(before)[:-1]:
        pressed = await discord_server.press(kept(asked), label, BO)
        assert pressed.responses[0]["type"] == 4
        assert flags(pressed) == V2 | EPHEMERAL
    assert discord_server.messages[kept(asked)["id"]]["components"] == before


async def test_a_newer_pack_is_said(
    bots: Replicas, discord_server: DiscordServer, tmp_path: Path
) -> None:
    """A brief that is shared after the pack moved on is made from the new one, and says so."""
    inhabit(discord_server)
    await bots.start()
    asked = await discord_server.brief("now", BO)
    folder = tmp_path / "facts"
    shutil.copytree(FACTS, folder)
    head = folder / "pack.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("2026.11", "2026.12"), "utf-8")
    await bots.running[0].stop()
    bots.app = App(folder)
    await bots.start()
    shared = await discord_server.press(kept(asked), "Share", BO)
    assert "That button was made under pack 2026.11; this is from pack 2026.12." in said(shared)


async def test_a_store_that_fails_shares_nothing(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the store does not answer, nothing is claimed, and no brief is lost."""
    inhabit(discord_server)
    await bots.start()
    asked = await discord_server.brief("now", BO)

    def fail(*_: object) -> None:
        raise StoreError

    monkeypatch.setattr(discord_store, "read", fail)
    monkeypatch.setattr(discord_store, "begin", fail)
    pressed = await discord_server.press(kept(asked), "Share", BO)
    assert told(pressed) == ["This cannot be shared now. Try again in a moment."]
    for verb in ("now", "status", "why"):
        assert told(await discord_server.brief(verb, BO)) == [
            "This cannot be told now. Try again in a moment."
        ]
    options = {"time": "08:00", "zone": "UTC"}
    for verb in ("subscribe", "pause", "resume", "stop"):
        given = options if verb == "subscribe" else {}
        assert told(await discord_server.brief(verb, BO, MANAGED, None, **given)) == [
            "This may not have been saved. Look at it, or set it again, in a moment."
        ]
    monkeypatch.undo()
    assert public(discord_server) == []


async def test_buttons_under_a_posted_brief(bots: Replicas, discord_server: DiscordServer) -> None:
    """Whoever presses is answered alone, the brief stays, and so it is after a restart."""
    inhabit(discord_server)
    replica = await bots.start()
    message = await posted(replica, discord_server)
    before = message["components"]
    await replica.stop()
    await bots.start()
    for label in labels(before):
        pressed = await discord_server.press(message, label, BO, SERVER)
        assert pressed.responses[0]["type"] == 4
        assert flags(pressed) == V2 | EPHEMERAL
        assert shown(kept(pressed)["components"])[0]
    assert discord_server.messages[message["id"]]["components"] == before
