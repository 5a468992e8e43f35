"""Why: every sentence that Discord's users get from this adapter, and not from the core, stands
here. It must say nothing about the world."""

from __future__ import annotations

QUERY = "Names, topics, people and years, or a question"
SHOW = "Who sees the answer"
ONLY_ME = "only me"
EVERYONE = "everyone"

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
COMMAND_CHANGED = "This command has changed. Wait a minute and type it again."
WENT_WRONG = "Something went wrong here. Ask again in a moment."


def refused(reason: str) -> str:
    """Return what a person is told whose post Discord refused, with Discord's own reason."""
    return f"Discord refused to post this here: {reason}"


def summary(title: str) -> str:
    """Return the description of the command, of at most 100 characters."""
    text = f"Ask about: {title}"
    return text if len(text) <= 100 else "Ask for short, sourced facts"  # noqa: PLR2004 - Discord's


def menu_name(command: str) -> str:
    """Return the name of the entry in a message's menu, of at most 32 characters."""
    name = f"Look up in {command.replace('-', ' ').title()}"
    return name if len(name) <= 32 else "Look up"  # noqa: PLR2004 - Discord's limit


def commands(mention: str, menu: str) -> tuple[str, ...]:
    """Return the lines that help ends with; `mention` can be clicked and is printed as it is."""
    return (f"Commands: {mention}, and in the menu of any message, under Apps: {menu}.",)
