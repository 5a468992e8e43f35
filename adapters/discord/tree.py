"""Why: the commands and the menu entry as Discord lists them, named after the pack. It must not
answer anything."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from adapters.discord import post, words
from adapters.discord.translating import worded
from bot.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.discord.listen import Listener
    from bot.knowledge.model import Pack

_log = logging.getLogger(__name__)

MOST_CHOICES = 25
_LONGEST_CHOICE = 100
_EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)


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
        if isinstance(error, app_commands.TransformerError):  # a channel that Discord knows not
            await post.say(interaction, words.NOT_HERE)
            return
        await post.apologise(interaction, getattr(error, "original", error))


def build(tree: Tree, listener: Listener) -> None:
    """Add the commands and the menu entry of the pack that answers now.

    Raises SetupError for a pack whose command Discord does not take.
    """
    pack = listener.app.library.pack
    try:
        tree.add_command(_ask(pack, listener))
    except ValueError as error:
        msg = f'pack.yaml: Discord takes no command called "{pack.command}" (at most 32 letters).'
        raise SetupError(msg) from error
    tree.add_command(_channel(pack, listener))
    tree.add_command(_menu(pack, listener))


def _ask(pack: Pack, listener: Listener) -> app_commands.Command[Any, ..., Any]:
    @app_commands.describe(query=worded(words.QUERY, "query"), show=worded(words.SHOW, "show"))
    @app_commands.choices(
        show=[
            app_commands.Choice(name=worded(words.ONLY_ME, "only_me"), value="me"),
            app_commands.Choice(name=worded(words.EVERYONE, "everyone"), value="everyone"),
        ]
    )
    async def ask(interaction: discord.Interaction[Any], query: str, show: str = "") -> None:
        await listener.command(interaction, query, show)

    command: app_commands.Command[Any, ..., Any] = app_commands.Command(
        name=pack.command,
        description=worded(words.summary(pack.title), "description"),
        callback=ask,
        allowed_contexts=_EVERYWHERE,
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    )
    command.autocomplete("query")(_completion(listener))
    return command


def _channel(pack: Pack, listener: Listener) -> app_commands.Command[Any, ..., Any]:
    @app_commands.describe(answers=worded(words.ANSWERS, "answers.who"))
    @app_commands.choices(
        answers=[
            app_commands.Choice(name=worded(words.ONLY_THE_ASKER, "answers.me"), value="me"),
            app_commands.Choice(
                name=worded(words.EVERYONE_HERE, "answers.everyone"), value="everyone"
            ),
        ]
    )
    async def channel(interaction: discord.Interaction[Any], answers: str = "") -> None:
        await listener.channel(interaction, answers)

    # It is seen by all, as it tells all what is set; who may change it is asked at each change.
    return app_commands.Command(
        name=words.channel_name(pack.command),
        description=worded(words.CHANNEL, "answers"),
        callback=channel,
        allowed_contexts=app_commands.AppCommandContext(guild=True),
        allowed_installs=app_commands.AppInstallationType(guild=True),
    )


def _menu(pack: Pack, listener: Listener) -> app_commands.ContextMenu:
    async def look_up(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        await listener.menu(interaction, message)

    return app_commands.ContextMenu(
        name=worded(words.menu_name(pack.command), "look_up"),
        callback=look_up,
        allowed_contexts=_EVERYWHERE,
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    )


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
