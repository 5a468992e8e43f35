"""Why: the command and the menu entry as Discord lists them, named after the pack. They are sent to
Discord only where it has others: it limits how often commands may be created."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from adapters.discord import post, words
from bot.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adapters.discord.listen import Listener

_log = logging.getLogger(__name__)

MOST_CHOICES = 25
_LONGEST_CHOICE = 100
# What we say of a command and Discord gives back; all else is Discord's own.
_OURS = (
    "type",
    "name",
    "description",
    "name_localizations",
    "description_localizations",
    "required",
    "autocomplete",
    "value",
    "integration_types",
    "contexts",
)
_NESTED = ("options", "choices")


class Tree(app_commands.CommandTree[Any]):
    """The commands, with a sentence for whoever meets a fault."""

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the person; a command that Discord knows otherwise than we is no fault of ours."""
        if isinstance(error, (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)):
            _log.warning("command of another version", extra={"command": str(error)})
            await post.say(interaction, words.COMMAND_CHANGED)
            return
        await post.apologise(interaction, getattr(error, "original", error))


class Translator(app_commands.Translator):
    """Gives names and descriptions in the locales that a pack has them in."""

    def __init__(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        """Keep for each locale the words in place of ours."""
        self._texts = texts

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        _context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the words for the locale; None leaves ours."""
        return self._texts.get(locale.value, {}).get(string.message)


def build(tree: Tree, listener: Listener) -> None:
    """Add the command and the menu entry of the pack that answers now.

    Raises SetupError for a pack whose command Discord does not take.
    """
    pack = listener.app.library.pack
    everywhere = {
        "allowed_contexts": app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=True
        ),
        "allowed_installs": app_commands.AppInstallationType(guild=True, user=True),
    }
    try:
        command: app_commands.Command[Any, ..., Any] = app_commands.Command(
            name=app_commands.locale_str(pack.command),
            description=app_commands.locale_str(words.summary(pack.title)),
            callback=_callback(listener),
            **everywhere,  # type: ignore[arg-type]
        )
    except ValueError as error:
        msg = f'pack.yaml: Discord takes no command called "{pack.command}" (at most 32 letters).'
        raise SetupError(msg) from error
    command.autocomplete("query")(_completion(listener))
    tree.add_command(command)
    menu = app_commands.ContextMenu(
        name=app_commands.locale_str(words.menu_name(pack.command)),
        callback=_menu(listener),
        **everywhere,  # type: ignore[arg-type]
    )
    tree.add_command(menu)


def _callback(listener: Listener) -> Any:  # noqa: ANN401 - discord.py reads its parameters
    @app_commands.describe(query=words.QUERY, show=words.SHOW)
    @app_commands.choices(
        show=[
            app_commands.Choice(name=words.ONLY_ME, value="me"),
            app_commands.Choice(name=words.EVERYONE, value="everyone"),
        ]
    )
    async def ask(interaction: discord.Interaction, query: str, show: str = "") -> None:
        await listener.command(interaction, query, show)

    return ask


def _menu(listener: Listener) -> Any:  # noqa: ANN401 - discord.py reads its parameters
    async def look_up(interaction: discord.Interaction, message: discord.Message) -> None:
        await listener.menu(interaction, message)

    return look_up


def _completion(listener: Listener) -> Any:  # noqa: ANN401 - discord.py reads its parameters
    async def complete(
        _interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        return choices(listener.app.complete(current))

    return complete


def choices(texts: Sequence[str]) -> list[app_commands.Choice[str]]:
    """Return the questions as Discord takes them: at most 25, each of 1 to 100 characters."""
    fitting = [text for text in texts if len(text.strip()) > 0 and len(text) <= _LONGEST_CHOICE]
    unique = list(dict.fromkeys(fitting))[:MOST_CHOICES]
    return [app_commands.Choice(name=text, value=text) for text in unique]


def fingerprint(commands: Sequence[Mapping[str, Any]]) -> str:
    """Return what two lists of commands share if people see no difference between them."""
    shapes = sorted(json.dumps(_shape(one), sort_keys=True) for one in commands)
    return hashlib.sha256("\n".join(shapes).encode()).hexdigest()


def _shape(command: Mapping[str, Any]) -> dict[str, Any]:
    found = {key: command[key] for key in _OURS if command.get(key)}
    for key in ("contexts", "integration_types"):
        if key in found:
            found[key] = sorted(found[key])
    for key in _NESTED:
        if command.get(key):
            found[key] = [_shape(one) for one in command[key]]
    return found


async def sync(tree: Tree, client: discord.Client) -> dict[str, int]:
    """Send the commands where Discord has others; return the id of each by its name."""
    there = await _listed(client)
    ours = await _payload(tree)
    if fingerprint(there) == fingerprint(ours):
        return {str(one["name"]): int(one["id"]) for one in there}
    sent = await tree.sync()
    _log.info("commands sent", extra={"commands": [one.name for one in sent]})
    return {one.name: one.id for one in sent}


async def _listed(client: discord.Client) -> list[dict[str, Any]]:
    route = discord.http.Route(
        "GET", "/applications/{application_id}/commands", application_id=client.application_id
    )
    found = await client.http.request(route, params={"with_localizations": "true"})
    return list(found)


async def _payload(tree: Tree) -> list[dict[str, Any]]:
    kinds = (discord.AppCommandType.chat_input, discord.AppCommandType.message)
    commands = [one for kind in kinds for one in tree.get_commands(type=kind)]
    if tree.translator is None:
        return [one.to_dict(tree) for one in commands]
    return [await one.get_translated_payload(tree, tree.translator) for one in commands]
