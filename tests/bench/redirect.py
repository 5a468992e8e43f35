"""Why: discord.py knows one address, so that a bot that is measured has to be led to the stand-in.
It must change nothing else of it."""

from __future__ import annotations

import discord
import yarl


def to_stand_in(host: str) -> None:
    """Let discord.py take `host`, with its port, for Discord."""
    discord.http.Route.BASE = f"http://{host}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://{host}/")
