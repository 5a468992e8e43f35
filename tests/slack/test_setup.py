"""Why: setting the app up in Slack is where people fail; the manifest must ask for no more than is
needed, and the doctor must say what is wrong and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from adapters.slack.manifest import SCOPES, manifest, manifest_text, shortcut_name
from adapters.slack.platform import PLATFORM
from adapters.slack.settings import read_settings
from bot.app import App
from bot.errors import SetupError
from bot.knowledge.model import Pack
from bot.platforms import Finding
from tests.platforms.slack_fixtures import secrets
from tests.platforms.slack_server import BOT_TOKEN, SlackServer

_PACK = {"AXIS_PACK": str(Path(__file__).parents[2] / "facts")}


def test_the_manifest_for_sockets(slack_app: App) -> None:
    """Over Socket Mode the app needs no address, and four scopes."""
    found = manifest(slack_app.library.pack, socket_mode=True)

    assert "YOUR-HOST" not in str(found)
    assert found["settings"] == {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "app_uninstalled",
                "message.im",
                "tokens_revoked",
            ]
        },
        "interactivity": {"is_enabled": True},
        "org_deploy_enabled": False,
        "socket_mode_enabled": True,
        "token_rotation_enabled": False,
    }
    assert found["oauth_config"] == {
        "scopes": {"bot": ["commands", "chat:write", "app_mentions:read", "im:history"]}
    }


def test_the_manifest_for_http(slack_app: App) -> None:
    """Over HTTP the manifest holds each address that Slack sends to, and says to change it."""
    text = manifest_text(slack_app.library.pack, socket_mode=False)

    assert text.count("https://YOUR-HOST/slack/events") == 3
    assert "https://YOUR-HOST/slack/oauth_redirect" in text
    assert "# Put your own address in place of https://YOUR-HOST." in text


@pytest.mark.parametrize("socket_mode", [True, False])
def test_the_manifest_as_text(slack_app: App, *, socket_mode: bool) -> None:
    """What is printed is YAML, reads back as the manifest and gives each scope's reason."""
    pack = slack_app.library.pack

    text = PLATFORM.manifest(pack, socket_mode=socket_mode)

    assert yaml.safe_load(text) == manifest(pack, socket_mode=socket_mode)
    assert all(f"# Scope {scope} {why}." in text for scope, why in SCOPES.items())


def test_names_follow_the_pack(slack_app: App) -> None:
    """Command, app and shortcut are called as the pack says, within Slack's limits."""
    pack = slack_app.library.pack
    other = Pack(**{name: getattr(pack, name) for name in Pack.__slots__} | {"command": "sea-ice"})
    long = Pack(**{name: getattr(pack, name) for name in Pack.__slots__} | {"command": "x" * 30})

    assert "/sea-ice" in manifest_text(other, socket_mode=True)
    assert shortcut_name(pack) == "Look up in Axis"
    assert shortcut_name(other) == "Look up in Sea Ice"
    assert shortcut_name(long) == "Look up"


@pytest.mark.parametrize(
    ("given", "mode"), [("socket", "socket"), ("http", "http"), ("oauth", "oauth")]
)
def test_the_secrets_choose(slack: SlackServer, given: str, mode: str) -> None:
    """Which secrets are set decides how the bot listens."""
    assert read_settings(secrets(slack, given)).mode == mode


def test_secrets_are_hidden(slack: SlackServer) -> None:
    """A secret does not show where settings or their errors are printed."""
    given = {**secrets(slack), "SLACK_API_URL": "no address"}

    assert BOT_TOKEN not in str(read_settings(secrets(slack)))
    with pytest.raises(SetupError) as caught:
        read_settings(given)
    assert str(caught.value).startswith("SLACK_API_URL cannot be used: String should match")


async def test_all_is_well(slack: SlackServer) -> None:
    """With secrets that work every line of the doctor is well."""
    found = await PLATFORM.diagnose({**secrets(slack), **_PACK})

    assert [(one.what, one.well) for one in found] == [
        ("Slack settings", True),
        ("Slack SLACK_BOT_TOKEN", True),
        ("Slack scopes", True),
        ("Slack SLACK_APP_TOKEN", True),
        ("Slack command", True),
    ]
    assert found[0].text == "Listening for one workspace over Socket Mode."


async def test_nothing_is_posted(slack: SlackServer) -> None:
    """The doctor only asks."""
    await PLATFORM.diagnose({**secrets(slack), **_PACK})

    assert sorted({one.method for one in slack.seen}) == ["apps.connections.open", "auth.test"]


async def test_missing_scopes(slack: SlackServer) -> None:
    """Missing scopes are named with what they are for, and how to add them."""
    slack.workspaces[BOT_TOKEN].scopes = "commands,chat:write,app_mentions:read"

    found = await PLATFORM.diagnose({**secrets(slack), **_PACK})

    assert found[2] == Finding(
        what="Slack scopes",
        well=False,
        text="Missing: im:history (lets the bot read messages that people send to the bot"
        " itself). Add them at https://api.slack.com/apps: OAuth & Permissions, then install the"
        " app to the workspace again.",
    )


async def test_the_scope_for_admins(slack: SlackServer) -> None:
    """Only where admins alone may set who sees answers the bot needs to see who is one."""
    admins = {**secrets(slack), **_PACK, "SLACK_MANAGERS": "admins"}

    lacking = await PLATFORM.diagnose(admins)
    slack.workspaces[BOT_TOKEN].scopes += ",users:read"
    granted = await PLATFORM.diagnose(admins)

    assert lacking[2].text.startswith(
        "Missing: users:read (lets the bot see who is an admin of the workspace, and begin the form"
        " for a brief with the time zone of whoever opens it). Add them at"
    )
    assert [one.well for one in granted] == [True] * 5


def test_the_manifest_tells_of_admins(slack_app: App) -> None:
    """The manifest says which scope to add where only admins may set who sees answers."""
    text = manifest_text(slack_app.library.pack, socket_mode=True)

    assert (
        "# With SLACK_MANAGERS=admins add the scope users:read; it lets the bot see who is an admin"
        " of the workspace, and begin the form for a brief with the time zone of whoever opens it."
    ) in text.split("\n")


def test_other_managers(slack: SlackServer) -> None:
    """Nobody else than members or admins can be named."""
    with pytest.raises(SetupError) as caught:
        read_settings({**secrets(slack), "SLACK_MANAGERS": "owners"})

    told = "SLACK_MANAGERS cannot be used: Input should be 'members' or 'admins'."
    assert str(caught.value) == told


_WRONG = {
    "another kind": (
        {"SLACK_BOT_TOKEN": "xapp-1"},
        (
            "SLACK_BOT_TOKEN begins with xoxb-. Copy it at https://api.slack.com/apps:"
            " OAuth & Permissions, Bot User OAuth Token."
        ),
    ),
    "unknown bot token": (
        {"SLACK_BOT_TOKEN": "xoxb-1"},
        (
            "Slack does not know SLACK_BOT_TOKEN (invalid_auth). Copy it anew at"
            " https://api.slack.com/apps: OAuth & Permissions, Bot User OAuth Token."
        ),
    ),
    "unknown app token": (
        {"SLACK_APP_TOKEN": "xapp-1"},
        (
            "Slack does not know SLACK_APP_TOKEN (invalid_auth). Copy it anew at"
            " https://api.slack.com/apps: Basic Information, App-Level Tokens, with the scope"
            " connections:write."
        ),
    ),
    "token rotation": (
        {"SLACK_BOT_TOKEN": "xoxe.xoxb-1"},
        (
            "SLACK_BOT_TOKEN runs out in 12 hours. Token rotation is on for this app, and Slack"
            " cannot switch it off again. Make the app anew from `axis manifest slack`, which"
            " leaves it off: the bot renews no tokens."
        ),
    ),
    "signing secret": (
        {"SLACK_SIGNING_SECRET": "short"},
        (
            "SLACK_SIGNING_SECRET is 32 digits of 0-9 and a-f. Copy it at"
            " https://api.slack.com/apps: Basic Information, Signing Secret."
        ),
    ),
    "no network": (
        {"SLACK_API_URL": "http://127.0.0.1:1/"},
        "Slack cannot be reached to check SLACK_BOT_TOKEN. Look at the network and any proxy.",
    ),
    "no pack": (
        {"AXIS_PACK": "/nowhere"},
        (
            "The pack cannot be read: /nowhere is not a folder (expected the folder of a pack,"
            " with pack.yaml in it)"
        ),
    ),
}


@pytest.mark.parametrize("case", _WRONG)
async def test_what_is_wrong(slack: SlackServer, case: str) -> None:
    """Each wrong secret gets a sentence that says how to mend it, without the secret."""
    changed, told = _WRONG[case]

    found = await PLATFORM.diagnose({**secrets(slack), **_PACK, **changed})

    assert told in [one.text for one in found if not one.well]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("500", "Slack did not answer (500). Try again; see https://slack-status.com."),
        ("missing_scope", "SLACK_BOT_TOKEN lacks a scope. Make it anew at"),
        ("not_allowed_token_type", "SLACK_BOT_TOKEN is a token of another kind."),
        ("team_access_not_granted", "Slack refused SLACK_BOT_TOKEN: team_access_not_granted."),
    ],
)
async def test_what_slack_says(slack: SlackServer, fault: str, told: str) -> None:
    """What Slack answers is put into words."""
    slack.faults["auth.test"].append(fault)

    found = await PLATFORM.diagnose({**secrets(slack), **_PACK})

    assert found[1].text.startswith(told)


async def test_no_secrets() -> None:
    """Without a whole set the doctor names the sets."""
    (found,) = await PLATFORM.diagnose({"SLACK_BOT_TOKEN": "xoxb-1"})

    assert found.text.startswith("Slack needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN; or")
