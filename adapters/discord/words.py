"""Why: every sentence that Discord's users get from this adapter, and not from the core, stands
here. It must say nothing about the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: of a command or a menu entry, in characters, by Discord's rule
LONGEST_NAME = 32
_LONGEST_DESCRIPTION = 100

QUERY = "Names, topics, people and years, or a question"
SHOW = "Who sees the answer"
ONLY_ME = "only me"
EVERYONE = "everyone"

CHANNEL = "Who sees the answers in this channel"
ANSWERS = "Who is to see them; leave it out to be told what is set"
ONLY_THE_ASKER = "Only the asker"
EVERYONE_HERE = "Everyone in this channel"

ALREADY_SHARED = "This was shared already."
NOT_SHARED_NOW = "This cannot be shared now. Try again in a moment."
MAYBE_SHARED = (
    "Discord did not say whether this was posted. Look at the channel; to share it anew, ask again."
)
NOT_SHAREABLE = "Only answers can be shared, and this is none any more. Ask again."
FORCED = (
    "Discord shows answers of apps that were not added to this server to you alone here, so this "
    "cannot be shared. Whoever manages the server can add the app to it, or allow you Use External "
    "Apps."
)
BUTTON_FORGOTTEN = "That button is older than 90 days. Ask again."
BUTTON_UNKNOWN = "That button is of no use any more. Ask again."
NO_CHANNEL = "This is set for the channels of a server; here there is nothing to set."
NOT_YOURS_TO_SET = (
    "To change this you need the permission Manage Channel in this channel, or Manage Server."
)
NOT_SET_NOW = "This may not have been saved. Look at it, or set it again, in a moment."
NOT_TOLD_NOW = "This cannot be told now. Try again in a moment."
_ALONE = "To be answered alone, choose “only me” for show."
#: what is set, to whoever asks
SET_TO = {
    "private": "Answers in this channel are shown to the asker alone.",
    "public": f"Answers in this channel are shown to everyone in it. {_ALONE}",
}
#: what was set just now, to all in the channel
CHANGED_TO = {
    "private": "From now on, answers in this channel are shown to the asker alone.",
    "public": f"From now on, answers in this channel are shown to everyone in it. {_ALONE}",
}
COMMAND_CHANGED = "This command has changed. Wait a minute and type it again."
WENT_WRONG = "Something went wrong here. Ask again in a moment."

BRIEFS = "This channel's daily brief"
BRIEF_TIME = "Local time, such as 08:00"
BRIEF_ZONE = "A city of the time zone, such as Berlin"
BRIEF_DAYS = "Days, such as weekdays, daily or mon,wed"
BRIEF_ABOUT = "Names and topics; “everything” is all that the pack holds"
BRIEF_SKIP = "Dates to skip, such as 2026-12-24 or 2026-12-24/2026-12-31; none skips none"
BRIEF_CLAIMS = "Which claims it shows"
BRIEF_UNCHANGED = "What comes on a day on which nothing changed"
BRIEF_CHANNEL = "The channel, if not this one"
BRIEF_DATE = "The day, such as 2026-11-20; the latest if left out"
NOT_A_MANAGER = (
    "To change a channel's brief you need the permission Manage Channel there, or Manage Server."
)
NOT_ADDED = (
    "The bot was not added to this server, so it cannot post here. Whoever manages the server can "
    "add it."
)
NO_BRIEFS_HERE = (
    "The bot cannot post in this conversation. Write to it directly, or add it to a server."
)
NOT_HERE = (
    "The bot knows no such channel in this server. Choose one of its channels; for a thread that "
    "is private or archived, type the command in the thread."
)
NOT_WRITTEN_TO = (
    "Nobody writes messages to a channel of that kind. Choose a text channel or a thread."
)
CANNOT_SEE = "The bot cannot see that channel. Give it View Channel there, then try again."
CANNOT_POST = "The bot may not post in that channel. Give it Send Messages there, then try again."
CANNOT_POST_IN_THREADS = (
    "The bot may not post in that thread. Give it Send Messages in Threads there, then try again."
)
NOTHING_CHOSEN = "Choose what to change: time, zone, days, about, skip, claims or unchanged."
SHARE = "Share"
_MISSING = {"time": "a time, such as 08:00", "zone": "a zone, such as Berlin"}


def missing(names: Sequence[str]) -> str:
    """Return what somebody is told who sets a brief up without what it needs."""
    return f"A new brief needs {', and '.join(_MISSING[name] for name in names)}."


def about_channel(ident: int) -> str:
    """Return the line above an answer about another channel; it is printed as it is."""
    return f"In <#{ident}>:"


def refused(reason: str) -> str:
    """Return what a person is told whose post Discord refused, with Discord's own reason."""
    return f"Discord refused to post this here: {reason}"


def summary(title: str) -> str:
    """Return the description of the command, of at most 100 characters."""
    text = f"Ask about: {title}"
    return text if len(text) <= _LONGEST_DESCRIPTION else "Ask for short, sourced facts"


def menu_name(command: str) -> str:
    """Return the name of the entry in a message's menu, of at most 32 characters."""
    name = f"Look up in {command.replace('-', ' ').title()}"
    return name if len(name) <= LONGEST_NAME else "Look up"


def channel_name(command: str) -> str:
    """Return the name of the command that sets who sees answers, of at most 32 characters."""
    name = f"{command}-channel"
    return name if len(name) <= LONGEST_NAME else "channel-answers"


def brief_name(command: str) -> str:
    """Return the name of the commands about briefs, which no pack's own command may have."""
    return "brief" if command != "brief" else "daily-brief"


def commanded(name: str, verb: str) -> str:
    """Return by which command something is done with a channel's brief."""
    return f"That is a command of its own: /{name} {verb}"


def commands(command: str, ids: Mapping[str, int]) -> tuple[str, ...]:
    """Return the lines that help ends with; commands whose ids are known can be clicked.

    They are printed as they are.
    """
    ask, channel = (_mention(name, ids) for name in (command, channel_name(command)))
    menu = f"in the menu of any message, under Apps, {menu_name(command)}"
    first = f"Commands: {ask}; {menu}; {channel} sets who sees the answers in a channel."
    return (first, _about_briefs(brief_name(command), ids))


def _about_briefs(name: str, ids: Mapping[str, int]) -> str:
    now, status, why, subscribe, *others = (
        _mention(name, ids, verb)
        for verb in ("now", "status", "why", "subscribe", "change", "pause", "resume", "stop")
    )
    return (
        f"Daily briefs: {now} shows today's; {subscribe} sets up this channel's, and "
        f"{', '.join(others[:-1])} and {others[-1]} do as they say; {status} and {why} tell what "
        "came, and what did not."
    )


def _mention(name: str, ids: Mapping[str, int], verb: str = "") -> str:
    text = f"{name} {verb}".strip()
    return f"</{text}:{ids[name]}>" if name in ids else f"/{text}"
