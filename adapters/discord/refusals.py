"""Why: Discord says no with a number; people need to know what it means and what to do, and
delivery whether to try again. The numbers are those of Discord's list of JSON error codes. It must
not guess: for an unknown one Discord's own reason is told, and it is not tried again."""

from __future__ import annotations

UNAUTHORISED = 401
#: no number of Discord's: nobody answered
UNREACHABLE = -1
#: slow mode, the write rate of a channel, and blocks of the network: they pass by themselves
TRANSIENT = frozenset({20016, 20028, 40333})
_WORDS = {
    UNREACHABLE: "Discord could not be reached.",
    429: "Discord asked to wait.",
    10003: "The channel does not exist any more. Set the brief up in another one.",
    10004: "The server does not exist any more, or the bot was removed from it.",
    10015: "The webhook does not exist any more.",
    20016: "The channel is in slow mode.",
    20028: "Too many messages were written to the channel at once.",
    40333: "Discord's network turned the request away.",
    50001: "The bot cannot see this channel. Give it View Channel there, then resume.",
    50007: "This person takes no direct messages from the bot.",
    50013: "The bot may not post in this channel. Give it Send Messages there, then resume.",
    50083: "The thread is archived. Open it again, then resume.",
    50278: "The bot and this person share no server any more.",
    160005: "The thread is locked. Unlock it, then resume.",
    200000: "The server's AutoMod blocked the brief. Except the bot there, then resume.",
}


def words_for(code: int, reason: str) -> str:
    """Return what a number of Discord's means, as a sentence; `reason` is Discord's own."""
    return _WORDS.get(code) or f"Discord refused it: {reason.strip() or code}."
