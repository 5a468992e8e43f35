"""Why: what Discord lists as our commands, and when it is told of them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING

import discord
import pytest
from discord import app_commands
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord import words
from adapters.discord.listen import Listener
from adapters.discord.syncing import fingerprint
from adapters.discord.tree import Tree, build, choices
from bot.errors import SetupError
from tests.discord_.test_asking import said
from tests.platforms.discord_people import ANA, SERVER
from tests.platforms.discord_rules import choice_faults, commands_faults
from tests.platforms.discord_server import Fault

if TYPE_CHECKING:
    from tests.platforms.discord_fixtures import Replicas
    from tests.platforms.discord_server import DiscordServer

VERBS_IN_ORDER = ("now", "status", "why", "subscribe", "change", "pause", "resume", "stop")


@dataclass
class _Listener:
    """As much of a listener as a tree needs."""

    command: str
    title: str

    @property
    def app(self) -> object:
        """Return an app whose pack has the name and title."""
        pack = SimpleNamespace(command=self.command, title=self.title)
        return SimpleNamespace(library=SimpleNamespace(pack=pack))


def _tree(command: str = "axis", title: str = "A title") -> Tree:
    tree = Tree(discord.Client(intents=discord.Intents.none()))
    listener: Listener = _Listener(command, title)  # type: ignore[assignment]
    build(tree, listener)
    return tree


def _puts(server: DiscordServer) -> int:
    return sum(route.startswith("PUT") for route, _ in server.bodies)


async def test_the_command_and_the_menu_are_listed(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """The command bears the pack's name, completes, and works everywhere; so does the menu.

    Who sees the answers in a channel is another command's.
    """
    await bots.start()
    slash, channel, brief, menu = discord_server.commands
    assert slash["name"] == "axis"
    assert slash["description"] == "Ask about: The alignment of Russia, China, Iran and North Korea"
    query, show = slash["options"]
    assert (query["name"], query["required"], query["autocomplete"]) == ("query", True, True)
    assert [(one["name"], one["value"]) for one in show["choices"]] == [
        ("only me", "me"),
        ("everyone", "everyone"),
    ]
    assert (brief["name"], brief["description"]) == ("brief", "This channel's daily brief")
    assert [one["name"] for one in brief["options"]] == list(VERBS_IN_ORDER)
    assert (channel["name"], channel["description"]) == (
        "axis-channel",
        "Who sees the answers in this channel",
    )
    (answers,) = channel["options"]
    assert (answers["name"], answers.get("required", False)) == ("answers", False)
    assert [(one["name"], one["value"]) for one in answers["choices"]] == [
        ("Only the asker", "me"),
        ("Everyone in this channel", "everyone"),
    ]
    assert (menu["name"], menu["type"]) == ("Look up in Axis", 3)
    for one in (slash, menu):
        assert one["contexts"] == [0, 1, 2]
        assert one["integration_types"] == [0, 1]


async def test_commands_are_sent_only_where_they_differ(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A start without news sends nothing; a command that was changed or is missing is sent anew."""
    first = await bots.start()
    assert _puts(discord_server) == 1
    await first.stop()
    second = await bots.start()
    assert _puts(discord_server) == 1
    await second.stop()
    discord_server.commands[0]["description"] = "Something else"
    third = await bots.start()
    assert _puts(discord_server) == 2
    await third.stop()
    discord_server.commands.pop()
    await bots.start()
    assert _puts(discord_server) == 3


async def test_commands_that_discord_does_not_take_stop_nothing(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """When the commands cannot be sent, those that are there work on, and health says so."""
    first = await bots.start()
    await first.stop()
    discord_server.commands[0]["description"] = "Something else"
    refusal = {"code": 30034, "message": "Max number of daily application command creates"}
    discord_server.faults.append(Fault("PUT", status=400, body=refusal))
    replica = await bots.start()
    assert said(await discord_server.command("russia iran"))[0] == "Russia and Iran"
    trouble = replica.services.health.trouble
    assert trouble is not None
    assert trouble.startswith("Discord did not take the commands:")


async def test_a_command_that_is_not_ours_is_answered_in_words(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A command that Discord still lists and we no longer have gets a sentence."""
    await bots.start()
    asked = discord_server.begin(2, {"id": "1", "name": "old", "type": 1}, ANA, SERVER)
    await discord_server.deliver(asked)
    await discord_server.until(lambda: bool(asked.responses))
    assert said(asked) == ["This command has changed. Wait a minute and type it again."]


def test_names_follow_the_pack() -> None:
    """Another pack's command has its own name; names and descriptions keep Discord's limits."""
    for command, title in (("a-b", "T"), ("a" * 32, "long " * 50), ("x", "Ünïcode")):
        tree = _tree(command, title)
        payload = [one.to_dict(tree) for one in tree.get_commands()]
        assert commands_faults(payload) == []
    assert words.menu_name("red-sea") == "Look up in Red Sea"
    assert words.menu_name("a" * 32) == "Look up"
    assert words.channel_name("a" * 24) == f"{'a' * 24}-channel"
    assert words.channel_name("a" * 25) == "channel-answers"


def test_a_name_that_discord_does_not_take_is_told() -> None:
    """A pack's command of more than 32 letters is refused in a sentence that names it."""
    with pytest.raises(SetupError) as caught:
        _tree("a" * 33)
    expected = f'pack.yaml: Discord takes no command called "{"a" * 33}" (at most 32 letters).'
    assert str(caught.value) == expected


@given(st.lists(st.text(max_size=120), max_size=40))
def test_any_completions_are_choices_that_discord_takes(texts: list[str]) -> None:
    """Completions become at most 25 choices of 1 to 100 characters, each once."""
    found = [choice.to_dict() for choice in choices(texts)]
    assert choice_faults(found) == []
    assert len({one["name"] for one in found}) == len(found)


def test_what_discord_adds_is_no_difference() -> None:
    """Two lists of commands are the same if people see no difference between them."""
    ours = [{"type": 1, "name": "a", "description": "d", "contexts": [0, 1], "options": []}]
    theirs = [
        {
            "id": "5",
            "version": "9",
            "type": 1,
            "name": "a",
            "description": "d",
            "contexts": [1, 0],
            "nsfw": False,
            "name_localizations": None,
        }
    ]
    assert fingerprint(ours) == fingerprint(theirs)
    assert fingerprint(ours) != fingerprint([{**theirs[0], "description": "e"}])


async def test_a_fault_of_ours_is_told_and_logged(
    bots: Replicas,
    discord_server: DiscordServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever goes wrong inside, the person gets a sentence and the log the cause."""
    await bots.start()

    def fail(*_: object) -> None:
        msg = "inside"
        raise ValueError(msg)

    monkeypatch.setattr(bots.app, "ask", fail)
    with caplog.at_level(logging.ERROR):
        asked = await discord_server.command("russia iran")
    assert said(asked) == ["Something went wrong here. Ask again in a moment."]
    assert "inside" in caplog.text
    assert app_commands.CommandInvokeError.__name__ not in str(asked.responses)
