"""Why: whoever runs the bot, and the programs that watch it, ask whether it lives, whether it can
answer, and how it does. It must show no secret, and cost nothing until somebody asks."""

from bot.status.listening import Address, status_served
from bot.status.sources import Sources

__all__ = ["Address", "Sources", "status_served"]
