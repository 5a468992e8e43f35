"""Why: what people do in Slack, as the events that Slack then sends, over a socket or as signed
requests. It must send the shapes of Slack's published examples."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import urlencode

import aiohttp

from tests.platforms.slack_forms import filled
from tests.platforms.slack_server import BOT_USER, SIGNING_SECRET, TEAM, SlackServer

Json = dict[str, Any]


class Transport(Protocol):
    """How an event reaches the bot."""

    async def send(self, kind: str, payload: Mapping[str, Any], retry: int = 0) -> Json:
        """Deliver, wait for the acknowledgement, and return what it holds."""


class BySocket:
    """Socket Mode."""

    def __init__(self, slack: SlackServer) -> None:
        """Use the newest socket."""
        self._slack = slack

    async def send(self, kind: str, payload: Mapping[str, Any], retry: int = 0) -> Json:
        """Deliver, wait for the acknowledgement, and return what it holds."""
        return await self._slack.deliver(kind, payload, retry)


class ByHttp:
    """Signed requests to the bot's own server."""

    def __init__(self, slack: SlackServer, url: str, secret: str = SIGNING_SECRET) -> None:
        """Sign with the secret; `slack` looks at the answers."""
        self._slack = slack
        self.url = url
        self.secret = secret
        self.skew = 0
        self.statuses: list[int] = []

    async def send(self, kind: str, payload: Mapping[str, Any], retry: int = 0) -> Json:
        """Deliver, wait for the acknowledgement, and return what it holds."""
        if kind == "events_api":
            body, content = json.dumps(payload), "application/json"
        else:
            form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            body, content = urlencode(form), "application/x-www-form-urlencoded"
        stamp = str(int(time.time()) + self.skew)
        signed = hmac.new(self.secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256)
        headers = {
            "Content-Type": content,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signed.hexdigest()}",
        }
        headers |= {"X-Slack-Retry-Num": str(retry)} if retry else {}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.url}/slack/events", data=body, headers=headers) as response,
        ):
            self.statuses.append(response.status)
            is_json = response.status == HTTPStatus.OK and response.content_type.endswith("json")
            answer: Json = await response.json() if is_json else {}
        self._slack.take_answer(payload, answer)
        return answer


class People:
    """Members of a workspace; each method is one thing that they do."""

    def __init__(self, slack: SlackServer, transport: Transport, command: str) -> None:
        """Act in the stand-in's first workspace."""
        self.slack = slack
        self.transport = transport
        self._command = command
        self.team = TEAM
        #: the enterprise of the workspace, and whether it installed the app for all of its own
        self.enterprise: str | None = None
        self.whole_enterprise = False

    async def command(
        self, text: str, *, channel: str = "C1", user: str = "U1", **more: str
    ) -> str:
        """Type the slash command; return its `response_url`."""
        url = self.slack.response_url()
        payload = {
            "command": f"/{self._command}",
            "text": text,
            "response_url": url,
            "trigger_id": self.slack.trigger(),
            "user_id": user,
            "user_name": "ann",
            "team_id": self.team,
            "channel_id": channel,
            "channel_name": "general",
            "api_app_id": "A1",
            "is_enterprise_install": str(self.whole_enterprise).lower(),
            **({"enterprise_id": self.enterprise} if self.enterprise else {}),
            **more,
        }
        await self.transport.send("slash_commands", payload)
        return url

    async def event(
        self,
        event: Mapping[str, Any],
        *,
        event_id: str = "",
        retry: int = 0,
        at: float | None = None,
    ) -> None:
        """Let something happen that the app is subscribed to, now or `at` an earlier instant."""
        payload = {
            "type": "event_callback",
            "team_id": self.team,
            "api_app_id": "A1",
            "event": event,
            "event_id": event_id or self.slack.new_id("Ev"),
            "event_time": int(time.time() if at is None else at),
            "authorizations": [
                {
                    "enterprise_id": self.enterprise,
                    "team_id": self.team,
                    "user_id": BOT_USER,
                    "is_bot": True,
                    "is_enterprise_install": self.whole_enterprise,
                }
            ],
        }
        await self.transport.send("events_api", payload, retry)

    async def mention(
        self, text: str, *, user: str = "U1", event_id: str = "", **more: str
    ) -> None:
        """Mention the bot in a channel."""
        event = {
            "type": "app_mention",
            "user": user,
            "text": f"<@{BOT_USER}> {text}",
            "ts": "1700000000.000100",
            "channel": "C1",
            "event_ts": "1700000000.000100",
            **more,
        }
        await self.event(event, event_id=event_id)

    async def direct(self, text: str, *, event_id: str = "", **more: object) -> None:
        """Write to the bot itself."""
        event = {
            "type": "message",
            "channel_type": "im",
            "user": "U1",
            "text": text,
            "ts": "1700000000.000200",
            "channel": "D1",
            "event_ts": "1700000000.000200",
            **more,
        }
        await self.event(event, event_id=event_id)

    async def press(self, body: Mapping[str, Any], label: str, **more: Any) -> str:  # noqa: ANN401
        """Press the button with that label under a message; return the press's `response_url`.

        `user`, `channel`, `thread_ts`, `private` and `trigger_id` tell who presses where.
        """
        url = self.slack.response_url()
        button, block = find_button(body, label)
        user, channel = more.get("user", "U1"), more.get("channel", "C1")
        container: Json = {
            "type": "message",
            "message_ts": "1700000000.000300",
            "channel_id": channel,
            "is_ephemeral": more.get("private", True),
        }
        if "thread_ts" in more:
            container["thread_ts"] = more["thread_ts"]
        action = {**button, "block_id": block, "action_ts": "1700000000.000400"}
        payload = {
            "type": "block_actions",
            "user": {"id": user, **_named(user), "team_id": self.team},
            "api_app_id": "A1",
            "container": container,
            "trigger_id": more.get("trigger_id") or self.slack.trigger(),
            "team": None if self.whole_enterprise else {"id": self.team, "domain": "t"},
            "enterprise": {"id": self.enterprise} if self.enterprise else None,
            "is_enterprise_install": self.whole_enterprise,
            "channel": {"id": channel, "name": "general"},
            "response_url": url,
            "actions": [action],
        }
        await self.transport.send("interactive", payload)
        return url

    async def press_view(
        self, view: Mapping[str, Any], label: str, *, user: str = "U1", **forged: str
    ) -> None:
        """Press a button in the App Home or in a modal; `forged` changes what it then sends."""
        button, block = find_button(view, label)
        payload = {
            "type": "block_actions",
            "user": {"id": user, **_named(user), "team_id": self.team},
            "api_app_id": "A1",
            "container": {"type": "view", "view_id": view.get("id", "VHOME")},
            "trigger_id": self.slack.trigger(),
            "team": {"id": self.team, "domain": "t"},
            "view": {"id": view.get("id", "VHOME"), "type": view["type"], "hash": "h"},
            "actions": [{**button, "block_id": block, "action_ts": "1.1", **forged}],
        }
        await self.transport.send("interactive", payload)

    async def submit(
        self,
        view: Mapping[str, Any],
        *,
        user: str = "U1",
        trigger_id: str = "",
        private_metadata: str | None = None,
        **fields: object,
    ) -> Json:
        """Send a form off, each of the `fields` filled in as told and the others as they are.

        Return what it was acknowledged with.
        """
        metadata = view.get("private_metadata", "") if private_metadata is None else ""
        payload = {
            "type": "view_submission",
            "team": {"id": self.team, "domain": "t"},
            "user": {"id": user, **_named(user), "team_id": self.team},
            "api_app_id": "A1",
            "trigger_id": trigger_id or self.slack.trigger(),
            "view": {
                **view,
                "team_id": self.team,
                "private_metadata": private_metadata or metadata,
                "state": {"values": filled(view, fields)},
                "hash": "h",
            },
            "response_urls": [],
            "is_enterprise_install": self.whole_enterprise,
        }
        return await self.transport.send("interactive", payload)

    async def suggest(self, view: Mapping[str, Any], block: str, typed: str) -> list[str]:
        """Type into a select that asks for its options; return what it then shows."""
        element = next(b["element"] for b in view["blocks"] if b["block_id"] == block)
        payload = {
            "type": "block_suggestion",
            "user": {"id": "U1", **_named("U1"), "team_id": self.team},
            "container": {"type": "view", "view_id": view["id"]},
            "api_app_id": "A1",
            "action_id": element["action_id"],
            "block_id": block,
            "value": typed,
            "team": {"id": self.team, "domain": "t"},
            "view": dict(view),
        }
        answer = await self.transport.send("interactive", payload)
        return [one["text"]["text"] for one in answer["options"]]

    async def shortcut(self, text: str, *, trigger_id: str = "", **message: str) -> str:
        """Choose the message shortcut on a message; return its `response_url`."""
        url = self.slack.response_url()
        payload = {
            "type": "message_action",
            "callback_id": "look_up",
            "trigger_id": trigger_id or self.slack.trigger(),
            "response_url": url,
            "team": {"id": self.team, "domain": "t"},
            "channel": {"id": "C1", "name": "general"},
            "user": {"id": "U1", "name": "ann", "username": "ann", "team_id": self.team},
            "message": {"type": "message", "user": "U2", "ts": "1.1", "text": text, **message},
        }
        await self.transport.send("interactive", payload)
        return url

    async def home(self, *, tab: str = "home", user: str = "U1") -> None:
        """Open the App Home."""
        event = {"type": "app_home_opened", "user": user, "channel": "D1", "tab": tab}
        await self.event({**event, "event_ts": "1700000000.000500"})


def _named(user: str) -> Json:
    name = {"U1": "ann", "U2": "bob"}.get(user, "eve")
    return {"username": name, "name": name}


def find_button(body: Mapping[str, Any], label: str) -> tuple[Json, str]:
    """Return the button with that label, and the id of its block."""
    for block in body["blocks"]:
        for element in _pressable(block):
            if element["text"]["text"] == label:
                return element, block.get("block_id", "b1")
    msg = f"there is no button {label}"
    raise AssertionError(msg)


def labels(body: Mapping[str, Any]) -> list[str]:
    """Return the labels of all buttons, in order."""
    found = [element for block in body["blocks"] for element in _pressable(block)]
    return [element["text"]["text"] for element in found]


def _pressable(block: Mapping[str, Any]) -> list[Json]:
    under = block["elements"] if block["type"] == "actions" else []
    return [block["accessory"]] if "accessory" in block else under
