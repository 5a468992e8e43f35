"""Why: `axis doctor` says what is wrong with Slack's secrets and how to mend it, in words. It only
asks: it must post nothing, and no secret may stand in what it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.slack.failures import RefusedError, UncertainError
from adapters.slack.install import ROTATION
from adapters.slack.manifest import scopes_for
from adapters.slack.post import Poster, pooled_session, scopes_in
from adapters.slack.settings import read_settings, shown
from bot.errors import AxisError, SetupError
from bot.knowledge.loader import load
from bot.platforms import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.slack.settings import SlackSettings

_WHERE = "at https://api.slack.com/apps"
_PREFIX = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}
_ROTATING = "xoxe."
_FROM = {
    "SLACK_BOT_TOKEN": "OAuth & Permissions, Bot User OAuth Token",
    "SLACK_APP_TOKEN": "Basic Information, App-Level Tokens, with the scope connections:write",
}
_DEAD = frozenset({"invalid_auth", "not_authed", "token_revoked", "account_inactive"})
_SECRET = re.compile(r"[0-9a-f]{32}")
_COMMAND = re.compile(r"[a-z0-9_-]{1,31}")


def mend(name: str, code: str) -> str:
    """Return what is wrong with a token that Slack refuses, and what to do."""
    if code in _DEAD or code == "token_expired":
        return f"Slack does not know {name} ({code}). Copy it anew {_WHERE}: {_FROM[name]}."
    if code == "not_allowed_token_type":
        return f"{name} is a token of another kind. Copy the right one {_WHERE}: {_FROM[name]}."
    if code == "missing_scope":
        return f"{name} lacks a scope. Make it anew {_WHERE}: {_FROM[name]}."
    if code == "unreachable":
        return f"Slack cannot be reached to check {name}. Look at the network and any proxy."
    return f"Slack refused {name}: {code}."


async def check(environment: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return what is well and what is not; nothing where no variable of Slack is set."""
    try:
        settings = read_settings(environment)
        mode = settings.mode
    except SetupError as error:
        return (Finding(what="Slack settings", well=False, text=str(error)),)
    ways = {
        "socket": "one workspace over Socket Mode",
        "http": "one workspace over signed HTTP",
        "oauth": "many workspaces over signed HTTP",
    }
    found = [Finding(what="Slack settings", well=True, text=f"Listening for {ways[mode]}.")]
    if settings.bot_token:
        found += await _bot_token(settings)
    if settings.app_token:
        found.append(await _app_token(settings))
    if settings.signing_secret:
        found.append(_signing_secret(settings))
    return (*found, _command(environment))


async def _asked(
    settings: SlackSettings, name: str, method: str, token: str
) -> tuple[Finding | None, Mapping[str, str]]:
    """Return what is wrong with a token, None if nothing, and the headers of Slack's answer."""
    what = f"Slack {name}"
    if token.startswith(_ROTATING):
        return Finding(what=what, well=False, text=f"{name} runs out in 12 hours. {ROTATION}"), {}
    if not token.startswith(_PREFIX[name]):
        text = f"{name} begins with {_PREFIX[name]}. Copy it {_WHERE}: {_FROM[name]}."
        return Finding(what=what, well=False, text=text), {}
    session = pooled_session()
    try:
        return None, await Poster(session, settings.api_url).read(token, method)
    except RefusedError as error:
        return Finding(what=what, well=False, text=mend(name, error.code)), {}
    except UncertainError as error:
        text = f"Slack did not answer ({error}). Try again; see https://slack-status.com."
        return Finding(what=what, well=False, text=text), {}
    finally:
        await session.close()


async def _bot_token(settings: SlackSettings) -> list[Finding]:
    name = "SLACK_BOT_TOKEN"
    trouble, headers = await _asked(settings, name, "auth.test", shown(settings.bot_token))
    if trouble:
        return [trouble]
    granted = scopes_in(headers.get("x-oauth-scopes"))
    needed = scopes_for(settings.managers)
    missing = [scope for scope in needed if scope not in granted]
    found = [Finding(what=f"Slack {name}", well=True, text="Slack knows it.")]
    if not missing:
        return [*found, Finding(what="Slack scopes", well=True, text="All are granted.")]
    text = (
        f"Missing: {'; '.join(f'{one} ({needed[one]})' for one in missing)}. Add them {_WHERE}:"
        " OAuth & Permissions, then install the app to the workspace again."
    )
    return [*found, Finding(what="Slack scopes", well=False, text=text)]


async def _app_token(settings: SlackSettings) -> Finding:
    name = "SLACK_APP_TOKEN"
    token = shown(settings.app_token)
    trouble, _ = await _asked(settings, name, "apps.connections.open", token)
    text = "Slack opens sockets for it."
    return trouble or Finding(what=f"Slack {name}", well=True, text=text)


def _signing_secret(settings: SlackSettings) -> Finding:
    well = bool(_SECRET.fullmatch(shown(settings.signing_secret)))
    text = (
        "It has the right form; only a request of Slack can prove it."
        if well
        else "SLACK_SIGNING_SECRET is 32 digits of 0-9 and a-f. Copy it"
        f" {_WHERE}: Basic Information, Signing Secret."
    )
    return Finding(what="Slack SLACK_SIGNING_SECRET", well=well, text=text)


def _command(environment: Mapping[str, str]) -> Finding:
    what = "Slack command"
    try:
        command = load(Path(environment["AXIS_PACK"])).pack.command
    except AxisError as error:
        return Finding(what=what, well=False, text=f"The pack cannot be read: {error}")
    if not _COMMAND.fullmatch(command):
        text = (
            f'Slack takes no command "/{command}": at most 31 small letters, digits, - and _.'
            " Change `command` in pack.yaml."
        )
        return Finding(what=what, well=False, text=text)
    text = (
        f"/{command} has to be set up in the app; `axis manifest slack` prints how. Slack does not"
        " tell which commands an app has."
    )
    return Finding(what=what, well=True, text=text)
