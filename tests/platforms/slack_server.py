"""Why: Slack as the bot meets it, on loopback: Web API, `response_url`, Socket Mode. It refuses
what Slack refuses, keeps every body that it saw and can be told to fail. It must know nothing of
the bot beyond what Slack knows of an app."""

from __future__ import annotations

import asyncio
import json
import math
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.platforms.rates import SlackRates
from tests.platforms.slack_rules import acknowledgement_faults, message_faults, view_faults

BOT_TOKEN = "xoxb-" + "111-222-bot"
APP_TOKEN = "xapp-" + "1-A1-app"
SIGNING_SECRET = "0123456789abcdef" * 2
TEAM = "T0TEAM"
BOT_USER = "UBOT"
SCOPES = "commands,chat:write,app_mentions:read,im:history"
#: how long a test waits for what has to come; none waits for something not to come
PATIENCE = 10.0
_USES = 5
_SECONDS_TO_TRIGGER = 3.0

Json = dict[str, Any]

_MESSAGE = {"text", "blocks", "thread_ts"}
_KEYS = {
    "auth.test": set(),
    "apps.connections.open": set(),
    "chat.postMessage": _MESSAGE
    | {"channel", "mrkdwn", "unfurl_links", "unfurl_media", "metadata", "reply_broadcast"},
    "chat.postEphemeral": _MESSAGE | {"channel", "user"},
    "chat.update": _MESSAGE | {"channel", "ts"},
    "views.publish": {"user_id", "view", "hash"},
    "views.open": {"trigger_id", "view"},
    "views.update": {"view_id", "view", "hash"},
    "users.info": {"user"},
}
_RESPONSE = _MESSAGE | {
    "response_type",
    "replace_original",
    "delete_original",
    "mrkdwn",
    "unfurl_links",
    "unfurl_media",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that arrived: the method or `response_url`, its body and whose token it bore."""

    method: str
    body: Json
    token: str = ""
    #: Slack's answer: "ok" or an error code; "" where the connection was dropped before
    answer: str = "ok"


@dataclass(slots=True)
class Workspace:
    """An installation: its id and the channels that the bot is a member of."""

    team: str = TEAM
    #: the enterprise that installed the app for all of its workspaces; None for one workspace
    enterprise: str | None = None
    member_of: set[str] = field(default_factory=lambda: {"C1", "D1"})
    #: channels that the bot can see without being a member
    sees: set[str] = field(default_factory=lambda: {"C2"})
    #: who is in a channel; everybody where it is not told
    people: dict[str, set[str]] = field(default_factory=dict)
    scopes: str = SCOPES
    admins: set[str] = field(default_factory=set)
    #: the time zones that people set
    zones: dict[str, str] = field(default_factory=dict)

    def refusal(self, channel: str) -> str | None:
        """Return why the bot cannot post in a channel; None where it can."""
        if channel in self.member_of:
            return None
        return "not_in_channel" if channel in self.sees else "channel_not_found"


class SlackServer:
    """Slack, started on a port of its own."""

    def __init__(self) -> None:
        """Know one workspace with the bot installed."""
        self.seen: list[Seen] = []
        self.workspaces: dict[str, Workspace] = {BOT_TOKEN: Workspace()}
        self.app_tokens = {APP_TOKEN}
        #: stored messages in the order in which they were posted
        self.messages: list[Json] = []
        #: to come for a method: "drop_before", "drop_after", "429", "403", "500", "hang", an error
        #: code, or a number of 500 or more with one, as "503 is_archived"
        self.faults: dict[str, deque[str]] = defaultdict(deque)
        self.retry_after = "1"
        #: what is taken of chat.postMessage; None is all
        self.rates: SlackRates | None = None
        #: how long a request is under way, each way, in seconds
        self.travel: Callable[[], float] | None = None
        #: released requests go on after a fault "hang"
        self.release = asyncio.Event()
        self.sockets: list[web.WebSocketResponse] = []
        self.opened = 0
        self.acked: list[str] = []
        #: what each envelope was acknowledged with
        self.answers: dict[str, Json] = {}
        #: what Slack would have refused in acknowledgements; a test ends with none
        self.bad_answers: list[str] = []
        self.views: dict[str, Json] = {}
        self._envelopes: dict[str, Json] = {}
        #: when each trigger was given; one that was used is gone
        self._triggers: dict[str, float] = {}
        #: so many acknowledgements to come count as late
        self.late_acks = 0
        self.seconds_to_ack = 3.0
        #: the number of the attempt of each event that was sent again
        self.retried: list[int] = []
        #: every event that was sent down a socket: its kind and its payload
        self.sent: list[tuple[str, Json]] = []
        self.pongs = True
        self.codes: dict[str, Json] = {}
        self._uses: dict[str, int] = {}
        self._ids = 0
        self._changed = asyncio.Condition()
        self._runner: web.AppRunner | None = None
        self.url = ""

    @property
    def bodies(self) -> list[tuple[str, Json]]:
        """Every body with its method, as they arrived."""
        return [(one.method, one.body) for one in self.seen]

    def of(self, method: str) -> list[Json]:
        """Return the bodies of one method that were taken."""
        return [one.body for one in self.seen if one.method == method and one.answer == "ok"]

    async def start(self) -> None:
        """Listen on loopback."""
        app = web.Application()
        app.router.add_post("/api/{method}", self._call)
        app.router.add_get("/api/{method}", self._call, allow_head=False)
        app.router.add_post("/response/{id}", self._respond)
        app.router.add_get("/socket/{id}", self._socket)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"

    async def stop(self) -> None:
        """Close everything."""
        self.release.set()
        for socket in self.sockets:
            await socket.close()
        if self._runner:
            await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """The address of the Web API, as SDKs take it."""
        return f"{self.url}/api/"

    def new_id(self, prefix: str) -> str:
        """Return an id that was not used before."""
        self._ids += 1
        return f"{prefix}{self._ids:06}"

    def trigger(self) -> str:
        """Return a `trigger_id`, good for three seconds and one use."""
        found = self.new_id("t")
        self._triggers[found] = asyncio.get_running_loop().time()
        return found

    def expire_trigger(self, trigger: str) -> None:
        """Let the three seconds of a trigger be over."""
        self._triggers[trigger] = -math.inf

    def response_url(self) -> str:
        """Return a `response_url` for five uses."""
        found = self.new_id("r")
        self._uses[found] = _USES
        return f"{self.url}/response/{found}"

    def expire(self, url: str) -> None:
        """Let the half hour of a `response_url` be over."""
        self._uses[url.rpartition("/")[2]] = 0

    async def until(self, ready: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait until something holds; it is looked at whenever anything arrived."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(ready)

    async def count(self, method: str, number: int) -> list[Json]:
        """Wait for so many taken bodies of a method and return them."""
        await self.until(lambda: len(self.of(method)) >= number)
        return self.of(method)

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _keep(self, seen: Seen) -> None:
        self.seen.append(seen)
        await self._tell()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if method == "oauth.v2.access":
            return await self._oauth(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        # This method reads no JSON, as Slack says of it.
        no_json = method == "users.info" and request.method == "POST"
        body = {} if no_json else await _body(request)
        await self._travel()
        early = await self._fault_before(method, request, Seen(method, body, token, ""))
        early = early or await self._too_many(Seen(method, body, token, "ratelimited"))
        if early is not None:
            return early
        answer = self._judge(method, token, body)
        fault = self.faults[method].popleft() if self.faults[method] else ""
        error = "" if answer.get("ok") else str(answer["error"])
        await self._keep(Seen(method, body, token, error or "ok"))
        if fault == "drop_after":
            return _drop(request)
        await self._travel()
        scopes = self.workspaces[token].scopes if token in self.workspaces else ""
        return web.json_response(answer, headers={"x-oauth-scopes": scopes})

    async def _fault_before(
        self, method: str, request: web.Request, seen: Seen
    ) -> web.StreamResponse | None:
        """Fail as told before anything is stored."""
        fault = self.faults[method][0] if self.faults[method] else ""
        if not fault or fault == "drop_after":
            return None
        self.faults[method].popleft()
        await self._keep(seen)
        if fault == "hang":
            await self.release.wait()
            return None
        if fault == "drop_before":
            return _drop(request)
        return self._refusing(fault)

    async def _too_many(self, seen: Seen) -> web.StreamResponse | None:
        """Refuse what is beyond the limits."""
        if self.rates is None or seen.method != "chat.postMessage":
            return None
        team = self.workspaces[seen.token].team if seen.token in self.workspaces else ""
        wait = self.rates.take(team, str(seen.body.get("channel")))
        if not wait:
            return None
        await self._keep(seen)
        await self._travel()
        return _busy(str(math.ceil(wait)))

    async def _travel(self) -> None:
        if self.travel is not None:
            await asyncio.sleep(self.travel())

    def _refusing(self, fault: str) -> web.StreamResponse:
        if fault == "429":
            return _busy(self.retry_after)
        if fault in {"403", "500"}:
            return web.Response(status=int(fault), text="<h1>oops</h1>", content_type="text/html")
        status, _, code = fault.rpartition(" ")
        return web.json_response({"ok": False, "error": code}, status=int(status or 200))

    def _judge(self, method: str, token: str, body: Json) -> Json:
        if method not in _KEYS:
            return _no("unknown_method")
        known = self.app_tokens if method == "apps.connections.open" else self.workspaces
        if not token:
            return _no("not_authed")
        if token not in known:
            return _no("invalid_auth")
        unknown = set(body) - _KEYS[method]
        if unknown:
            return _no(f"invalid_arguments: {sorted(unknown)}")
        judge = getattr(self, "_" + method.replace(".", "_").lower())
        found: Json = judge(token, body)
        return found

    def _auth_test(self, token: str, _body: Json) -> Json:
        workspace = self.workspaces[token]
        found = {"ok": True, "user_id": BOT_USER, "bot_id": "BBOT", "user": "bot"}
        found |= {"team_id": workspace.team, "is_enterprise_install": bool(workspace.enterprise)}
        return {**found, "enterprise_id": workspace.enterprise} if workspace.enterprise else found

    def _apps_connections_open(self, _token: str, _body: Json) -> Json:
        address = self.url.replace("http", "ws", 1)
        return {"ok": True, "url": f"{address}/socket/{self.new_id('s')}"}

    def _chat_postmessage(self, token: str, body: Json) -> Json:
        channel = str(body.get("channel", ""))
        # A person's id stands for the direct message with that person.
        refusal = None if channel.startswith("U") else self.workspaces[token].refusal(channel)
        if refusal:
            return _no(refusal)
        faults = message_faults(body)
        if faults:
            return _no(f"invalid_blocks: {faults}")
        stored = {**body, "ts": f"1700000000.{self.new_id('')}"}
        self.messages.append(stored)
        return {"ok": True, "ts": stored["ts"], "channel": channel, "message": body}

    def _chat_postephemeral(self, token: str, body: Json) -> Json:
        workspace, channel = self.workspaces[token], str(body.get("channel", ""))
        user = body.get("user", "")
        if refusal := workspace.refusal(channel):
            return _no(refusal)
        if not user or user not in workspace.people.get(channel, {user}):
            return _no("user_not_in_channel")
        faults = message_faults(body)
        return _no(f"invalid_blocks: {faults}") if faults else {"ok": True, "message_ts": "1.1"}

    def _chat_update(self, _token: str, body: Json) -> Json:
        if body.get("ts") not in {one["ts"] for one in self.messages}:
            return _no("message_not_found")
        faults = message_faults(body)
        return _no(f"invalid_blocks: {faults}") if faults else {"ok": True, "ts": body["ts"]}

    def _views_publish(self, _token: str, body: Json) -> Json:
        return self._shown(body["view"], "home", "VHOME")

    def _views_open(self, _token: str, body: Json) -> Json:
        trigger = str(body.get("trigger_id"))
        given = self._triggers.get(trigger)
        if given is None:
            return _no("invalid_trigger_id")
        self._triggers[trigger] = math.nan
        if math.isnan(given):
            return _no("exchanged_trigger_id")
        if asyncio.get_running_loop().time() - given > _SECONDS_TO_TRIGGER:
            return _no("expired_trigger_id")
        return self._shown(body["view"], "modal", self.new_id("V"))

    def _views_update(self, _token: str, body: Json) -> Json:
        view = str(body.get("view_id"))
        return self._shown(body["view"], "modal", view) if view in self.views else _no("not_found")

    def _shown(self, view: Json, kind: str, name: str) -> Json:
        faults = view_faults(view)
        if view.get("type") != kind:
            faults.append(f"view: no {kind}")
        if faults:
            return _no(f"invalid_arguments: {faults}")
        self.views[name] = {**view, "id": name}
        return {"ok": True, "view": self.views[name]}

    def _users_info(self, token: str, body: Json) -> Json:
        workspace = self.workspaces[token]
        if "users:read" not in workspace.scopes:
            return _no("missing_scope")
        if "user" not in body:
            return _no("user_not_found")
        user = body["user"]
        found = {"id": user, "name": "ann", "is_admin": user in workspace.admins}
        return {"ok": True, "user": {**found, "tz": workspace.zones.get(user)}}

    async def _oauth(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        answer = self.codes.pop(str(form.get("code")), None)
        await self._keep(Seen("oauth.v2.access", {"code": str(form.get("code"))}))
        return web.json_response(answer or _no("invalid_code"))

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        key, body = request.match_info["id"], await _body(request)
        early = await self._fault_before(
            "response_url", request, Seen("response_url", body, "", "")
        )
        if early is not None:
            return early
        faults = [f"unknown key {one}" for one in sorted(set(body) - _RESPONSE)]
        faults += message_faults(body)
        status, text = 200, "ok"
        if self._uses.get(key, 0) <= 0:
            status, text = 404, "expired_url" if key in self._uses else "no_such_url"
        elif faults:
            status, text = 400, f"invalid_blocks: {faults}"
        else:
            self._uses[key] -= 1
            if body.get("response_type") == "in_channel":
                self.messages.append({**body, "ts": "response"})
        await self._keep(Seen("response_url", body, "", text))
        if self.faults["response_url"]:
            self.faults["response_url"].popleft()
            return _drop(request)
        return web.Response(status=status, text=text)

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        self.sockets.append(socket)
        self.opened += 1
        hello = {"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}}
        await socket.send_json({**hello, "debug_info": {"approximate_connection_time": 3600}})
        await self._tell()
        async for message in socket:
            if message.type == WSMsgType.PING and self.pongs:
                await socket.pong(message.data)
            if message.type == WSMsgType.TEXT:
                self._take_ack(json.loads(message.data))
                await self._tell()
        if socket in self.sockets:
            self.sockets.remove(socket)
        await self._tell()
        return socket

    def _take_ack(self, ack: Json) -> None:
        if set(ack) - {"envelope_id", "payload"}:
            msg = f"not an acknowledgement: {ack}"
            raise AssertionError(msg)
        if self.late_acks:
            self.late_acks -= 1
            return
        envelope, answer = ack["envelope_id"], ack.get("payload") or {}
        self.take_answer(self._envelopes.pop(envelope, {}), answer)
        if answer:
            self.answers[envelope] = answer
        self.acked.append(envelope)

    def take_answer(self, event: Mapping[str, Any], answer: Json) -> None:
        """Look at what an event was acknowledged with, as Slack does."""
        self.bad_answers += acknowledgement_faults(event, answer)

    async def envelope(self, kind: str, payload: Mapping[str, Any], retry: int = 0) -> str:
        """Send an envelope down the newest socket and return its id."""
        self.sent.append((kind, dict(payload)))
        await self.until(lambda: bool(self.sockets))
        body: Json = {
            "envelope_id": self.new_id("e"),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            body |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        self._envelopes[body["envelope_id"]] = dict(payload)
        await self.sockets[-1].send_json(body)
        return str(body["envelope_id"])

    async def deliver(self, kind: str, payload: Mapping[str, Any], retry: int = 0) -> Json:
        """Send an event until it is acknowledged in time, three times again at most.

        Return what it was acknowledged with.
        """
        for attempt in range(retry, retry + 4):
            envelope = await self.envelope(kind, payload, attempt)
            with suppress(TimeoutError):
                async with asyncio.timeout(self.seconds_to_ack):
                    await self.acknowledged(envelope)
                return self.answers.pop(envelope, {})
            self.retried.append(attempt + 1)
        msg = f"never acknowledged: {kind}"
        raise AssertionError(msg)

    async def acknowledged(self, envelope: str) -> None:
        """Wait until an envelope was acknowledged."""
        await self.until(lambda: envelope in self.acked)

    async def disconnect(self, reason: str) -> None:
        """End a socket: "warning", "refresh_requested", "link_disabled", "too_many_websockets"."""
        body = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}}
        await self.sockets[-1].send_json(body)


async def _body(request: web.Request) -> Json:
    if request.method == "GET":
        return dict(request.query)
    if request.content_type == "application/json":
        found: Json = await request.json()
        return found
    return dict(await request.post())


def _busy(seconds: str) -> web.StreamResponse:
    body = {"ok": False, "error": "ratelimited"}
    return web.json_response(body, status=429, headers={"Retry-After": seconds})


def _no(error: str) -> Json:
    return {"ok": False, "error": error}


def _drop(request: web.Request) -> web.StreamResponse:
    """Cut the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
