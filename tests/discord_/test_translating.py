"""Why: what stands beside a command is read in the reader's language, where the pack has words in
it, and Discord is told of new words as of any other change."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import discord
import pytest
from discord import app_commands

from adapters.discord.own_texts import OWN_TEXTS
from adapters.discord.translating import Translator, worded
from bot.app import App
from bot.knowledge.model import CommandTexts
from tests.discord_.test_asking import said
from tests.platforms.discord_fixtures import FACTS
from tests.platforms.discord_rules import commands_faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.platforms.discord_fixtures import Replicas
    from tests.platforms.discord_server import DiscordServer

_TEXTS = {
    "de": CommandTexts(query="Namen"),
    "es": CommandTexts(query="Nombres", look_up="Buscar"),
    "es-419": CommandTexts(query="Nombres de aquí"),
}
_CONTEXT: app_commands.TranslationContextTypes = app_commands.TranslationContext(
    app_commands.TranslationContextLocation.other, data=None
)


async def _words(text: app_commands.locale_str) -> dict[str, str]:
    translator = Translator(_TEXTS)
    each = {one.value: await translator.translate(text, one, _CONTEXT) for one in discord.Locale}
    return {locale: words for locale, words in each.items() if words is not None}


async def test_words_go_to_each_locale_of_their_language() -> None:
    """Words with a region go before those of the language alone; ours are for English."""
    assert await _words(worded("Names", "query")) == {
        "en-GB": "Names",
        "en-US": "Names",
        "de": "Namen",
        "es-ES": "Nombres",
        "es-419": "Nombres de aquí",
    }
    assert await _words(worded("Look up", "look_up")) == {
        "en-GB": "Look up",
        "en-US": "Look up",
        "es-ES": "Buscar",
        "es-419": "Buscar",
    }


@pytest.mark.parametrize("text", [worded("Who", "show"), app_commands.locale_str("axis")])
async def test_what_nobody_translated_is_in_our_words(text: app_commands.locale_str) -> None:
    """What no language has words for has no localisation at all, and so have names of commands."""
    assert await _words(text) == {}


async def test_discord_gets_the_words_of_the_shipped_pack(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """Each text of the pack is registered in its locale, beside our own, and Discord takes it."""
    await bots.start()
    slash, _channel, _brief, menu = discord_server.commands
    query, show = slash["options"]
    registered = [slash["description_localizations"], query["description_localizations"]]
    registered += [show["description_localizations"], menu["name_localizations"]]
    registered += [one["name_localizations"] for one in show["choices"]]
    fields = ("description", "query", "show", "look_up", "only_me", "everyone")
    texts = bots.app.library.pack.command_texts
    assert {"de", "es", "fr", "ja", "uk"} <= texts.keys()
    for language, text in texts.items():
        for locale in {"es": ("es-ES", "es-419")}.get(language, (language,)):
            assert [one[locale] for one in registered] == [getattr(text, one) for one in fields]
    assert [one["en-US"] for one in registered][1:] == [
        "Names, topics, people and years, or a question",
        "Who sees the answer",
        "Look up in Axis",
        "only me",
        "everyone",
    ]
    assert "name_localizations" not in slash
    assert (
        commands_faults(
            [
                {k: v for k, v in one.items() if k not in _DISCORDS}
                for one in discord_server.commands
            ]
        )
        == []
    )


def _each(found: object) -> Iterator[dict[str, Any]]:
    """Yield every part of commands that people read, the commands first."""
    for one in found if isinstance(found, list) else ():
        yield one
        yield from _each(one.get("options"))
        yield from _each(one.get("choices"))


def _own(commands: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Return what is said beside our own commands and options, in each locale, by our words."""
    _slash, channel, brief, _menu = commands
    found = {}
    for one in _each([channel, brief]):
        kind = "name" if "value" in one else "description"
        found[one[kind]] = one.get(f"{kind}_localizations", {})
    return found


async def test_discord_gets_our_own_words_in_each_language(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """All that stands beside commands that no pack words is in each language, and nothing else."""
    await bots.start()
    found = _own(discord_server.commands)
    for language, texts in OWN_TEXTS.items():
        for locale in {"es": ("es-ES", "es-419")}.get(language, (language,)):
            assert sorted({one[locale] for one in found.values()}) == sorted(set(texts.values()))
        assert texts.keys() == OWN_TEXTS["de"].keys()
        assert max(map(len, texts.values())) <= 100
    assert found["The channel, if not this one"]["de"] == "Der Kanal, falls nicht dieser"
    assert found["Post briefs here again"]["fr"] == "Publier de nouveau des synthèses ici"
    assert all(one["en-US"] == ours for ours, one in found.items())


_DISCORDS = {"id", "application_id", "version"}


async def test_new_words_are_a_change_of_the_commands(
    bots: Replicas, discord_server: DiscordServer, tmp_path: Path
) -> None:
    """A start without new words sends nothing; words that were changed are sent anew."""
    folder = tmp_path / "facts"
    shutil.copytree(FACTS, folder)
    bots.app = App(folder)
    for expected in (1, 1):
        await (await bots.start()).stop()
        assert _puts(discord_server) == expected
    head = folder / "pack.yaml"
    text = head.read_text(encoding="utf-8")
    assert "only_me: nur ich" in text
    head.write_text(text.replace("only_me: nur ich", "only_me: allein ich"), encoding="utf-8")
    bots.app = App(folder)
    await bots.start()
    assert _puts(discord_server) == 2
    assert "allein ich" in str(discord_server.commands)
    assert said(await discord_server.command("russia iran"))[0] == "Russia and Iran"


def _puts(server: DiscordServer) -> int:
    return sum(route.startswith("PUT") for route, _ in server.bodies)
