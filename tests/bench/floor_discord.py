"""Why: what discord.py itself costs: a client as its documentation begins, that answers a command
with one word. It must use nothing of the bot."""

from __future__ import annotations

import os

import discord
from discord import app_commands

from tests.bench.redirect import to_stand_in


class _Floor(discord.Client):
    """Answers one command."""

    def __init__(self) -> None:
        """Ask for guilds, as every bot does."""
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Let Discord know the command."""
        await self.tree.sync()


def _main() -> None:
    to_stand_in(os.environ["STAND_IN"])
    client = _Floor()

    @client.tree.command(name=os.environ["FLOOR_COMMAND"], description="Answers pong")
    async def ping(interaction: discord.Interaction, query: str) -> None:
        del query
        await interaction.response.send_message("pong", ephemeral=True)

    client.run(os.environ["DISCORD_TOKEN"], log_handler=None)


if __name__ == "__main__":
    _main()
