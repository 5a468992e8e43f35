"""Why: Discord says no with a number; people need to know what it means and what to do, and
delivery whether to try again. The numbers are those of Discord's list of JSON error codes. It must
not guess: for an unknown one Discord's own reason is told, and it is not tried again."""

from __future__ import annotations

TOO_MANY = 429
UNAUTHORISED = 401
NO_SERVER = 10004
#: what Discord also answers for a server that the bot is no longer in
MAYBE_NO_SERVER = frozenset({10003, 10004, 50001})
#: what passes by itself: slow mode, the write rate of a channel, an overload, blocks of the network
_PASSES = frozenset({20016, 20028, 40062, 40333, 130000})
#: what is wrong with one brief, and no fault of its channel: tomorrow's is another one
_OURS = frozenset({50006, 50035, 50045})
TRANSIENT = _PASSES | _OURS
_OURS_WORDS = "Discord did not take this brief's form, which is a fault of the bot."
_WORDS = {
    TOO_MANY: "Discord asked to wait.",
    UNAUTHORISED: "Discord does not know the bot's token, which whoever runs the bot can mend.",
    10003: "The channel does not exist any more. Set the brief up in another one.",
    10004: "The bot was removed from the server, or the server does not exist any more.",
    10015: "The webhook does not exist any more.",
    20016: "The channel is in slow mode.",
    20028: "Too many messages were written to the channel at once.",
    40062: "Discord asked to wait.",
    40333: "Discord's network turned the request away.",
    50001: "The bot cannot see this channel. Give it View Channel there.",
    50007: "This person takes no direct messages from the bot.",
    50013: "The bot may not post in this channel. Give it Send Messages there.",
    50083: "The thread is archived. Open it again.",
    50278: "The bot and this person share no server any more.",
    130000: "Discord is overloaded.",
    160005: "The thread is locked. Unlock it.",
    200000: "The server's AutoMod blocked the brief. Let it except the bot.",
    **dict.fromkeys(_OURS, _OURS_WORDS),
}


def words_for(code: int, reason: str) -> str:
    """Return what a number of Discord's means, as a sentence; `reason` is Discord's own."""
    known = _WORDS.get(code)
    if known:
        return known
    return f"Discord refused it: {reason.strip().rstrip('.') or f'error {code}'}."
