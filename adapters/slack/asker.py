"""Why: Slack says who asked and where in another way for each kind of event; here it becomes one
shape. It must take ids only, as names change and are not ours to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: what Slack sends: JSON, whose shape depends on what happened
Body = Mapping[str, Any]
#: how Slack names what has no name of its own: a conversation of two, and one of a few
_FEW = ("directmessage", "mpdm-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A workspace, or a whole enterprise that installed the app for all of its workspaces."""

    team: str | None
    enterprise: str | None = None
    whole_enterprise: bool = False

    @property
    def key(self) -> str:
        """What settings are kept under: what would be uninstalled as a whole."""
        whole = self.enterprise if self.whole_enterprise else None
        return whole or self.team or self.enterprise or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, where, and in which thread if in any; `response_url` answers without a token.

    `among_few` is a conversation of some people that is no channel, as far as Slack tells it.
    """

    workspace: Workspace
    user: str
    channel: str = ""
    thread: str | None = None
    response_url: str = ""
    among_few: bool = False

    @property
    def key(self) -> str:
        """What the user's own limit is counted under."""
        return f"slack:{self.workspace.key}:{self.user}"


def workspace_of(body: Body) -> Workspace:
    """Return the workspace whose installation something was delivered to.

    An event says so itself: it may have happened in another one with which a channel is shared.
    """
    granted = body.get("authorizations") or (body,)
    team = granted[0].get("team_id") or _id(granted[0].get("team"))
    enterprise = granted[0].get("enterprise_id") or _id(granted[0].get("enterprise"))
    install = granted[0].get("is_enterprise_install")
    return Workspace(team=team, enterprise=enterprise, whole_enterprise=install in {True, "true"})


def asker_of_command(body: Body) -> Asker:
    """Return who typed a slash command; Slack has none in threads."""
    return Asker(
        workspace=workspace_of(body),
        user=body["user_id"],
        channel=body.get("channel_id", ""),
        response_url=body.get("response_url", ""),
        among_few=str(body.get("channel_name", "")).startswith(_FEW),
    )


def asker_of_event(body: Body) -> Asker:
    """Return who wrote a message, or opened the App Home."""
    event = body["event"]
    return Asker(
        workspace=workspace_of(body),
        user=event.get("user", ""),
        channel=event.get("channel", ""),
        thread=event.get("thread_ts"),
    )


def asker_of_press(body: Body) -> Asker:
    """Return who pressed a button or chose a shortcut on a message."""
    message = body.get("message") or {}
    container = body.get("container") or {}
    return Asker(
        workspace=workspace_of(body),
        user=body["user"]["id"],
        channel=_id(body.get("channel")) or container.get("channel_id", ""),
        thread=container.get("thread_ts") or message.get("thread_ts"),
        response_url=body.get("response_url", ""),
    )


def name_of(body: Body) -> str:
    """Return how the person who pressed or typed is called; printed, never linked."""
    user = body.get("user") or {}
    name = user.get("name") or user.get("username") or body.get("user_name")
    return str(name or "a member of this channel")


def is_direct(channel: str) -> bool:
    """Whether the channel is a conversation of two, by Slack's ids."""
    return channel.startswith("D")


def _id(found: object) -> str | None:
    return str(found["id"]) if isinstance(found, Mapping) and found.get("id") else None
