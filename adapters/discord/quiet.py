"""Why: discord.py warns of what this bot never does, and calls errors what is nobody's fault; the
operators' log is for what they can mend. It must hide nothing else."""

from __future__ import annotations

import logging

import discord

_log = logging.getLogger(__name__)
_UNKNOWN_INTERACTION = 10062


class _LateCompletions(logging.Filter):
    """Turns the error and traceback of a completion that nobody waits for into a line."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, discord.NotFound) and error.code == _UNKNOWN_INTERACTION:
            _log.info("completion came too late")
            return False
        return True


_LATE = _LateCompletions()


def keep_quiet() -> None:
    """Let discord.py say no more than operators need; calling it again changes nothing."""
    # It asks for PyNaCl and davey, which are for voice: this bot only ever writes.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    # People type on before a completion arrives, and Discord forgets what it no longer needs.
    logging.getLogger("discord.app_commands.tree").addFilter(_LATE)
