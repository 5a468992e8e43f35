"""Why: commands, menus and buttons over real sockets: who sees the answer, and where it stands."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

import pytest

from bot.app import App
from bot.briefing.verbs import VERBS
from bot.buttons import Press, button_id
from bot.limits import Limits
from tests.discord_.reading import check, ids, labels, shown
from tests.platforms.discord_fixtures import FACTS
from tests.platforms.discord_people import AMONG_PEOPLE, BO, ELSEWHERE, FORCED, SERVER, WITH_BOT
from tests.platforms.discord_rules import EPHEMERAL, V2

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store import Store
    from tests.platforms.discord_fixtures import Replicas
    from tests.platforms.discord_people import Asked, Json
    from tests.platforms.discord_server import DiscordServer

_FORCED = (
    "Discord shows answers of apps that were not added to this server to you alone here, so this "
    "cannot be shared. Whoever manages the server can add the app to it, or allow you Use External "
    "Apps."
)


def flags(asked: Asked) -> int:
    """Return the flags of the answer."""
    return int(asked.responses[0]["data"]["flags"])


def said(asked: Asked) -> list[str]:
    """Return the lines of the answer."""
    return shown(asked.responses[0]["data"]["components"])


def kept(asked: Asked) -> Json:
    """Return the message that the answer made."""
    assert asked.message is not None
    return asked.message


async def test_a_command_is_answered_to_the_asker_alone(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """Without a wish the answer is private, in Components V2, and mentions nobody."""
    await bots.start()
    asked = await discord_server.command("russia iran")
    assert asked.responses[0]["type"] == 4
    assert flags(asked) == V2 | EPHEMERAL
    assert asked.responses[0]["data"]["allowed_mentions"] == {"parse": []}
    assert said(asked)[0] == "Russia and Iran"
    assert labels(kept(asked)["components"]) == ["More", "Timeline", "Sources", "Share"]
    check(kept(asked)["components"])


async def test_commands_of_briefs_are_named(bots: Replicas, discord_server: DiscordServer) -> None:
    """What is done with a channel's brief by another command is answered with that command."""
    await bots.start()
    asked = await discord_server.command("brief subscribe 08:00 Berlin")
    assert said(asked) == ["That is a command of its own: /brief subscribe"]


async def test_show_everyone_answers_for_all(bots: Replicas, discord_server: DiscordServer) -> None:
    """`show: everyone` posts the answer for all, without Share; what is no answer stays private."""
    await bots.start()
    asked = await discord_server.command("russia iran", "everyone")
    assert flags(asked) == V2
    assert labels(kept(asked)["components"]) == ["More", "Timeline", "Sources"]
    offer = await discord_server.command("korea", "everyone")
    assert flags(offer) == V2 | EPHEMERAL


async def test_a_channel_may_be_public(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """Where a channel's managers have set it so, answers are for all; `show` decides still."""
    place = SERVER
    await discord_store.set_visibility("discord", str(place.guild), str(place.channel), "public")
    await bots.start()
    assert flags(await discord_server.command("russia iran")) == V2
    assert flags(await discord_server.command("russia iran", "me")) == V2 | EPHEMERAL


async def test_where_discord_forces_privacy_the_wish_is_explained(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """`show: everyone` where Discord hides answers of the app is private and says why."""
    await bots.start()
    asked = await discord_server.command("russia iran", "everyone", place=FORCED)
    assert flags(asked) == V2 | EPHEMERAL
    assert _FORCED in said(asked)


async def test_a_person_may_take_the_app_along(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A user install answers in other servers and among people, publicly where that is wished."""
    await bots.start()
    for place in (ELSEWHERE, AMONG_PEOPLE):
        private = await discord_server.command("russia iran", place=place)
        assert flags(private) == V2 | EPHEMERAL
        public = await discord_server.command("russia iran", "everyone", place=place)
        assert flags(public) == V2


async def test_a_direct_message_is_answered_where_it_stands(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """With the bot nobody else is there: a plain message, no Share, and buttons replace it."""
    await bots.start()
    asked = await discord_server.command("russia iran", place=WITH_BOT)
    assert flags(asked) == V2
    assert labels(kept(asked)["components"]) == ["More", "Timeline", "Sources"]
    more = await discord_server.press(kept(asked), "More", place=WITH_BOT)
    assert more.responses[0]["type"] == 7
    assert labels(kept(more)["components"]) == ["More", "Back", "Timeline", "Sources"]


async def test_private_messages_are_replaced_in_place(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A button on a private message puts its answer in the message's place, on the same card."""
    await bots.start()
    asked = await discord_server.command("russia iran")
    card = ids(kept(asked)["components"])[0].split("|")[2]
    sources = await discord_server.press(kept(asked), "Sources")
    assert sources.responses[0]["type"] == 7
    assert said(sources)[0] == "Sources: Russia and Iran"
    back = await discord_server.press(kept(asked), "Back")
    assert said(back)[0] == "Russia and Iran"
    assert {ident.split("|")[2] for ident in ids(kept(back)["components"])} == {card}
    assert len(discord_server.messages) == 1


async def test_buttons_of_a_public_message_answer_the_presser(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """Whoever presses a button of a public message is answered alone; the message stays."""
    await bots.start()
    asked = await discord_server.command("russia iran", "everyone")
    before = kept(asked)["components"]
    more = await discord_server.press(kept(asked), "More", BO)
    assert more.responses[0]["type"] == 4
    assert flags(more) == V2 | EPHEMERAL
    assert labels(kept(more)["components"]) == ["More", "Back", "Timeline", "Sources", "Share"]
    assert discord_server.messages[kept(asked)["id"]]["components"] == before


async def test_the_menu_looks_up_what_a_message_names(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """The menu answers privately for the pair named most, offers the rest, and repeats nothing."""
    await bots.start()
    asked = await discord_server.menu(
        "Zorblax! Russia and Iran, drones from Russia. @everyone China"
    )
    assert flags(asked) == V2 | EPHEMERAL
    assert said(asked)[0] == "Russia and Iran"
    assert "Zorblax" not in str(asked.responses)
    chosen = await discord_server.press(kept(asked), labels(kept(asked)["components"])[0])
    assert chosen.responses[0]["type"] == 7
    assert said(chosen)[0] == "Russia and Iran: drones"


async def test_the_menu_reads_embeds_and_can_share(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """Words of an embed count, and what was looked up that way is shared as its question."""
    await bots.start()
    embed = {"type": "rich", "title": "Moscow", "description": "and Tehran"}
    asked = await discord_server.menu("", embeds=[embed])
    shared = await discord_server.press(kept(asked), "Share")
    assert flags(shared) == V2
    assert said(shared) == [*said(asked), "Shared by ana"]


async def test_a_message_without_names_says_so(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A message that names nothing gets a sentence."""
    await bots.start()
    asked = await discord_server.menu("good morning")
    assert said(asked)[0] == "That message names nothing that this pack holds."


async def test_autocomplete_offers_whole_questions(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """What is typed is completed from memory, at most 25, for an empty question as well."""
    await bots.start()
    for typed in ("russ", "", "x" * 6000, "@everyone"):
        asked = await discord_server.complete(typed)
        assert asked.errors == []
        names = [one["name"] for one in asked.responses[0]["data"]["choices"]]
        assert names == list(bots.app.complete(typed))[:25]


async def test_a_long_question_is_kept_for_its_button(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A question too long for an id is kept in the store, and its button asks it all the same."""
    await bots.start()
    question = "russia iran drones since 2020-01-01 before 2026-12-31 as-of 2026-11-01"
    asked = await discord_server.command(question)
    share = ids(kept(asked)["components"])[-1]
    assert share.startswith("kept|2026.11|")
    shared = await discord_server.press(kept(asked), "Share")
    assert flags(shared) == V2
    assert said(shared)[0] == said(asked)[0]


@pytest.mark.parametrize(
    ("ident", "sentence"),
    [
        ("kept|2026.11|abc|nothingkept0", "That button is older than 90 days. Ask again."),
        ("explode|2026.11|abc|russia", "That button is of no use any more. Ask again."),
    ],
)
async def test_a_forgotten_button_says_so(
    bots: Replicas, discord_server: DiscordServer, ident: str, sentence: str
) -> None:
    """A button whose question is gone, or that is none of ours, is answered in a sentence."""
    await bots.start()
    asked = await discord_server.command("russia iran")
    kept(asked)["components"][0]["components"][-1]["components"][0]["custom_id"] = ident
    pressed = await discord_server.press_id(kept(asked), ident)
    assert said(pressed) == [sentence]
    assert flags(pressed) == V2 | EPHEMERAL


async def test_a_button_of_an_older_pack_answers_from_the_new_one(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A button that was made under another pack says that the pack has moved on."""
    await bots.start()
    asked = await discord_server.command("russia iran")
    old = button_id(Press(kind="timeline", pack="2026.10", card="abc", text="timeline russia iran"))
    kept(asked)["components"][0]["components"][-1]["components"][0]["custom_id"] = old
    pressed = await discord_server.press_id(kept(asked), str(old))
    notice = "That button was made under pack 2026.10; this is from pack 2026.11."
    assert notice in said(pressed)


async def test_an_eager_user_is_told_and_others_are_not_affected(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """Beyond a user's own limit there is a private sentence; nobody else notices."""
    bots.limits = Limits(per_minute=2)
    await bots.start()
    first = await discord_server.command("russia iran")
    await discord_server.press(kept(first), "More")
    for asked in (await discord_server.command("iran"), await discord_server.menu("Iran")):
        assert said(asked) == ["That was 2 requests in a minute. Try again in a moment."]
        assert flags(asked) == V2 | EPHEMERAL
    assert said(await discord_server.command("russia iran", person=BO))[0] == "Russia and Iran"


async def test_help_names_the_command_so_that_it_can_be_clicked(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """Help ends with the commands as clickable mentions, and is private."""
    await bots.start()
    asked = await discord_server.command("help", "everyone")
    ident = discord_server.commands[0]["id"]
    mention = f"</axis:{ident}>"
    channel = f"</axis-channel:{discord_server.commands[1]['id']}>"
    menu = "in the menu of any message, under Apps, Look up in Axis"
    line = f"Commands: {mention}; {menu}; {channel} sets who sees the answers in a channel."
    assert line in said(asked)
    brief = discord_server.commands[2]["id"]
    now, status, why, subscribe, change, pause, resume, stop = own = [
        f"</brief {verb}:{brief}>" for verb in VERBS
    ]
    assert said(asked)[said(asked).index(line) + 1] == (
        f"Daily briefs: {now} shows today's; {subscribe} sets up this channel's, and {change}, "
        f"{pause}, {resume} and {stop} do as they say; {status} and {why} tell what came, and what "
        "did not."
    )
    assert flags(asked) == V2 | EPHEMERAL
    check(kept(asked)["components"], own=(mention, channel, *own))


async def test_fifty_people_at_once_are_all_answered(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """Many questions at one time are each answered once."""
    bots.limits = Limits(per_minute=1000)
    await bots.start()
    asked = await asyncio.gather(*(discord_server.command("russia iran") for _ in range(50)))
    assert [len(one.responses) for one in asked] == [1] * 50
    assert discord_server.refusals == []


async def test_a_new_pack_is_noticed(
    bots: Replicas, discord_server: DiscordServer, tmp_path: Path
) -> None:
    """When the pack's version changes the bot answers from the new one, without a restart."""
    folder = tmp_path / "facts"
    shutil.copytree(FACTS, folder)
    bots.app = App(folder)
    bots.limits = Limits(per_minute=100_000)
    await bots.start()
    head = folder / "pack.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("2026.11", "2026.12"), "utf-8")
    lines: list[str] = []
    async with asyncio.timeout(20):
        while "pack 2026.12" not in "\n".join(lines):
            lines = said(await discord_server.command("russia iran"))
