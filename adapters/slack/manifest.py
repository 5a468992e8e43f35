"""Why: Slack sets an app up from a manifest, so that nobody has to click scopes together. It asks
for the least that the bot needs and says of each scope why. It must follow the pack at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from adapters.slack.blocks import Json
    from adapters.slack.settings import Managers
    from bot.knowledge.model import Pack

SHORTCUT = "look_up"
ADDRESS = "https://YOUR-HOST"
#: every scope with what it allows and why it is asked for
SCOPES = {
    "commands": "lets people type the slash command and choose the message shortcut",
    "chat:write": "lets the bot post answers in threads, shared cards, briefs and direct messages",
    "app_mentions:read": "lets the bot see messages that mention it, and no others",
    "im:history": "lets the bot read messages that people send to the bot itself",
}
#: asked for only where admins alone may change what is set for a channel
SCOPE_FOR_ADMINS = {
    "users:read": "lets the bot see who is an admin of the workspace, and begin the form for a"
    " brief with the time zone of whoever opens it"
}
EVENTS = ("app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked")
_LONGEST = {"name": 35, "description": 140, "shortcut": 24}


def scopes_for(managers: Managers) -> dict[str, str]:
    """Return the scopes that the bot needs where these may change what is set for a channel."""
    return SCOPES | (SCOPE_FOR_ADMINS if managers == "admins" else {})


def shortcut_name(pack: Pack) -> str:
    """Return what the message shortcut is called in Slack's menus."""
    name = f"Look up in {_name(pack)}"
    return name if len(name) <= _LONGEST["shortcut"] else "Look up"


def manifest(pack: Pack, *, socket_mode: bool) -> Json:
    """Return the manifest of the app for a pack, over Socket Mode or signed HTTP."""
    events: Json = {"bot_events": list(EVENTS)}
    interactivity: Json = {"is_enabled": True}
    oauth: Json = {"scopes": {"bot": list(SCOPES)}}
    if not socket_mode:
        events["request_url"] = f"{ADDRESS}/slack/events"
        interactivity["request_url"] = f"{ADDRESS}/slack/events"
        oauth["redirect_urls"] = [f"{ADDRESS}/slack/oauth_redirect"]
    return {
        "display_information": {
            "name": _name(pack)[: _LONGEST["name"]],
            "description": _short(f"Short, sourced answers: {pack.title}"),
        },
        "features": _features(pack, socket_mode=socket_mode),
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def _features(pack: Pack, *, socket_mode: bool) -> Json:
    command: Json = {
        "command": f"/{pack.command}",
        "description": _short(f"Look something up: {pack.title}"),
        "usage_hint": "names, topics or years; or brief; or help",
        "should_escape": False,
    }
    if not socket_mode:
        command["url"] = f"{ADDRESS}/slack/events"
    shortcut: Json = {
        "name": shortcut_name(pack),
        "type": "message",
        "callback_id": SHORTCUT,
        "description": "Say what is known of the names in this message",
    }
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": _name(pack), "always_online": True},
        "shortcuts": [shortcut],
        "slash_commands": [command],
    }


def manifest_text(pack: Pack, *, socket_mode: bool) -> str:
    """Return the manifest as YAML, to be pasted where Slack makes an app from one."""
    head = [
        "# Paste this at https://api.slack.com/apps: Create New App, From a manifest.",
        "" if socket_mode else f"# Put your own address in place of {ADDRESS}.",
        *(f"# Scope {scope} {why}." for scope, why in SCOPES.items()),
        *(
            f"# With SLACK_MANAGERS=admins add the scope {scope}; it {why}."
            for scope, why in SCOPE_FOR_ADMINS.items()
        ),
    ]
    body = yaml.safe_dump(
        manifest(pack, socket_mode=socket_mode), sort_keys=False, allow_unicode=True, width=100
    )
    return "\n".join([*filter(None, head), body])


def _name(pack: Pack) -> str:
    return pack.command.replace("-", " ").replace("_", " ").title()


def _short(text: str) -> str:
    longest = _LONGEST["description"]
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
