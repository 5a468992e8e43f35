"""Why: the bot is tested over real sockets with the real SDK, against a Discord that refuses what
Discord refuses and keeps all it saw. It must not know how the bot works."""

from __future__ import annotations

import asyncio
import json
import math
import re
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from tests.platforms import discord_rules as rules
from tests.platforms.discord_guilds import Guild, World
from tests.platforms.discord_people import (
    ANA,
    APPLICATION,
    SERVER,
    TOKEN,
    USE_EXTERNAL_APPS,
    Asked,
    Json,
    Person,
    Place,
    interaction,
    message,
    new_id,
)
from tests.platforms.rates import Windows

_BOT = {
    "id": str(APPLICATION),
    "username": "stand-in",
    "discriminator": "0",
    "avatar": None,
    "global_name": None,
    "bot": True,
}
_COMMAND, _COMPONENT, _AUTOCOMPLETE = 2, 3, 4
_CHANNEL_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE, _CHOICES = 4, 5, 6, 7, 8
_FOLLOWUPS_OF_A_PERSON = 5
_SECONDS_TO_ANSWER = 3.0


@dataclass(slots=True)
class Fault:
    """What goes wrong with the next requests whose "METHOD /path" matches."""

    route: str
    status: int = 500
    body: Json = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    #: "answer" with the status, "drop" the connection; `after` the request was carried out
    how: str = "answer"
    after: bool = False
    delay: float = 0.0


@dataclass(slots=True)
class Session:
    """A session of the gateway; `sent` are all its events, for those who resume."""

    id: str
    shard: int
    #: among how many shards this one divides the servers
    shards: int
    intents: int
    socket: Socket | None
    sent: list[Json] = field(default_factory=list)


class Socket:
    """One connection to the gateway, compressed if the bot asked for it."""

    def __init__(self, ws: web.WebSocketResponse, *, compressed: bool) -> None:
        """Wait for the bot to say who it is."""
        self.ws = ws
        self.session: Session | None = None
        self._zip = zlib.compressobj() if compressed else None

    async def send(self, payload: Json) -> None:
        """Send one payload, if the bot still listens."""
        text = json.dumps(payload)
        with suppress(ConnectionError, aiohttp.ClientError):
            if self._zip is None:
                await self.ws.send_str(text)
            else:
                data = self._zip.compress(text.encode()) + self._zip.flush(zlib.Z_SYNC_FLUSH)
                await self.ws.send_bytes(data)


class Refused(Exception):  # noqa: N818 - it reads as what happens
    """A request that Discord refuses."""

    def __init__(self, status: int, code: int, text: str) -> None:
        """Keep what Discord answers."""
        super().__init__(text)
        self.status, self.code = status, code
        self.body = {"code": code, "message": text}


class DiscordServer:
    """Discord on 127.0.0.1."""

    def __init__(self, *, shards: int = 1) -> None:
        """Recommend that many shards; nobody is connected."""
        self.shards = shards
        self.bodies: list[tuple[str, Any]] = []
        self.refusals: list[tuple[str, Json]] = []
        self.commands: list[Json] = []
        self.application: Json = {
            "id": str(APPLICATION),
            "name": "stand-in",
            "icon": None,
            "description": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": 0,
            "team": None,
            "owner": ANA.user(),
            "interactions_endpoint_url": None,
            "integration_types_config": {"0": {}, "1": {}},
        }
        #: servers that have the bot, as it is told when it connects
        self.guilds: list[int] = []
        #: servers with their channels; what is described here is told to the bot, and enforced
        self.world = World()
        #: for how long the same nonce posts nothing anew, in seconds
        self.nonces_kept = 300.0
        self.messages: dict[str, Json] = {}
        self.asked: dict[str, Asked] = {}
        self.sessions: dict[str, Session] = {}
        self.identifies: list[Json] = []
        self.resumes: list[Json] = []
        self.heartbeats = 0
        self.acknowledges = True
        #: whether anybody may connect to the gateway
        self.reachable = True
        self.heartbeat_interval = 41250
        self.faults: list[Fault] = []
        #: how many requests of the bot are taken; None is all
        self.rate: Windows | None = None
        #: how long a request is under way, each way, in seconds
        self.travel: Callable[[], float] | None = None
        self.resumable = True
        #: whether Discord makes every answer private for reasons of its own
        self.force_private = False
        self.changed = asyncio.Condition()
        self._nonces: dict[str, tuple[float, Json]] = {}
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def start(self) -> None:
        """Listen on a free port."""
        app = web.Application()
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        app.router.add_get("/", self._gateway)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Close every connection."""
        await self.drop_sockets()
        if self._runner is not None:
            await self._runner.cleanup()

    # what people do

    async def command(
        self, query: str, show: str = "", person: Person = ANA, place: Place = SERVER
    ) -> Asked:
        """Type the command; return what came of it."""
        options: list[Json] = [{"name": "query", "type": 3, "value": query}]
        options += [{"name": "show", "type": 3, "value": show}] if show else []
        return await self._ask(_COMMAND, self._command(1) | {"options": options}, person, place)

    async def channel_command(
        self, answers: str = "", person: Person = ANA, place: Place = SERVER
    ) -> Asked:
        """Type the command about a channel; return what came of it."""
        options = [{"name": "answers", "type": 3, "value": answers}] if answers else []
        found = next(one for one in self.commands if one["name"].endswith("-channel"))
        data = {"id": found["id"], "name": found["name"], "type": 1, "options": options}
        return await self._ask(_COMMAND, data, person, place)

    async def brief(
        self,
        verb: str,
        person: Person = ANA,
        place: Place = SERVER,
        channel: Json | None = None,
        **options: str,
    ) -> Asked:
        """Type one of the commands about briefs; `channel` is the one chosen, as it is resolved."""
        found = next(one for one in self.commands if one["name"] == "brief")
        given: list[Json] = [
            {"name": name, "type": 3, "value": value} for name, value in options.items()
        ]
        about: Json = {"id": found["id"], "name": "brief", "type": 1}
        if channel is not None:
            given.append({"name": "channel", "type": 7, "value": channel["id"]})
            about |= {"resolved": {"channels": {channel["id"]: channel}}}
        sub = {"name": verb, "type": 1, "options": given}
        return await self._ask(_COMMAND, about | {"options": [sub]}, person, place)

    async def complete_zone(self, typed: str, place: Place = SERVER) -> Asked:
        """Type a part of a zone; return what is offered."""
        found = next(one for one in self.commands if one["name"] == "brief")
        option = {"name": "zone", "type": 3, "value": typed, "focused": True}
        sub = {"name": "subscribe", "type": 1, "options": [option]}
        data = {"id": found["id"], "name": "brief", "type": 1, "options": [sub]}
        return await self._ask(_AUTOCOMPLETE, data, ANA, place)

    async def complete(self, typed: str, place: Place = SERVER, *, late: bool = False) -> Asked:
        """Type a part of the question; `late`, so that no completion is in time."""
        option = {"name": "query", "type": 3, "value": typed, "focused": True}
        asked = self.begin(_AUTOCOMPLETE, self._command(1) | {"options": [option]}, ANA, place)
        asked.until = 0.0 if late else asked.until
        return await self.answered(asked)

    async def menu(self, content: str, place: Place = SERVER, **more: object) -> Asked:
        """Choose the entry in the menu of a message."""
        target = message(content, place, ANA.user(), **more)
        data = {"target_id": target["id"], "resolved": {"messages": {target["id"]: target}}}
        return await self._ask(_COMMAND, self._command(3) | data, ANA, place)

    async def press(
        self, on: Json, label: str, person: Person = ANA, place: Place = SERVER
    ) -> Asked:
        """Press the button with the label, or choose the option, under a message."""
        for one in rules.walk(self.messages[on["id"]]["components"]):
            if one.get("label") == label and not one.get("disabled"):
                return await self.press_id(on, one["custom_id"], person, place)
            for option in one.get("options") or ():
                if option["label"] == label:
                    values = [option["value"]]
                    return await self.press_id(on, one["custom_id"], person, place, values)
        msg = f"nothing called {label} can be pressed there"
        raise AssertionError(msg)

    async def press_id(
        self,
        on: Json,
        custom_id: str,
        person: Person = ANA,
        place: Place = SERVER,
        values: list[str] | None = None,
    ) -> Asked:
        """Press what has the id; with `values`, choose from the list."""
        data: Json = {"custom_id": custom_id, "component_type": 2}
        if values is not None:
            data |= {"component_type": 3, "values": values}
        # As it stands now: what the press makes of it is no part of the event.
        pressed = json.loads(json.dumps(self.messages.get(on["id"], on)))
        return await self._ask(_COMPONENT, data, person, place, message=pressed)

    def _command(self, kind: int) -> Json:
        for one in self.commands:
            if one.get("type", 1) == kind:
                return {"id": one["id"], "name": one["name"], "type": kind}
        msg = "no such command is registered"
        raise AssertionError(msg)

    async def _ask(
        self, kind: int, data: Json, person: Person, place: Place, **more: object
    ) -> Asked:
        return await self.answered(self.begin(kind, data, person, place, **more))

    async def answered(self, asked: Asked) -> Asked:
        """Deliver an interaction, and return it when there was an answer or a refusal of one."""
        await self.deliver(asked)
        await self.until(lambda: bool(asked.responses or asked.errors))
        return asked

    def begin(self, kind: int, data: Json, person: Person, place: Place, **more: object) -> Asked:
        """Return an interaction that nobody has heard of yet."""
        event = interaction(kind, data, person, place) | more
        until = asyncio.get_running_loop().time() + _SECONDS_TO_ANSWER
        self.asked[event["id"]] = asked = Asked(event, place, until)
        return asked

    async def deliver(self, asked: Asked) -> None:
        """Send the interaction to every session of its shard."""
        await self.happens("INTERACTION_CREATE", asked.event, asked.place.guild)

    async def happens(self, name: str, data: Json, guild: int | None = None) -> None:
        """Send an event of a server, or of none, to every session whose shard has it."""
        for session in self.sessions.values():
            if session.shard == ((guild >> 22) % session.shards if guild else 0):
                await self._event(session, name, data)

    async def removed(self, guild: int, *, outage: bool = False) -> None:
        """Let the bot be removed from a server, or not reach it for a while."""
        about = {"id": str(guild)} | ({"unavailable": True} if outage else {})
        if not outage:
            self.guilds = [one for one in self.guilds if one != guild]
        await self.happens("GUILD_DELETE", about, guild)

    async def added(self, guild: Guild) -> None:
        """Let the bot be added to a server, for the first time or again."""
        self.guilds = [*self.guilds, guild.id]
        self.world.guilds[guild.id] = guild
        about = guild.described()
        del about["unavailable"]
        await self.happens("GUILD_CREATE", about, guild.id)

    async def until(self, done: Any, seconds: float = 20.0) -> None:  # noqa: ANN401
        """Wait until `done()`, looking whenever something happened here."""
        async with asyncio.timeout(seconds), self.changed:
            await self.changed.wait_for(done)

    async def _tell(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    # the gateway

    @property
    def listening(self) -> list[Session]:
        """Return the sessions that somebody listens to."""
        return [one for one in self.sessions.values() if one.socket is not None]

    async def drop_sockets(self, code: int = 1001) -> None:
        """Close all connections to the gateway."""
        for session in list(self.sessions.values()):
            if session.socket is not None:
                await session.socket.ws.close(code=code)

    async def order(self, op: int, data: object = None) -> None:
        """Send every listener an order: 7 reconnect, 9 invalid session."""
        for session in self.listening:
            if session.socket is not None:
                await session.socket.send({"op": op, "d": data, "s": None, "t": None})

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        if not self.reachable:
            return web.Response(status=503)
        if request.query.get("v") != "10" or request.query.get("encoding") != "json":
            return web.Response(status=400)
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        socket = Socket(ws, compressed=request.query.get("compress") == "zlib-stream")
        await socket.send(
            {"op": 10, "d": {"heartbeat_interval": self.heartbeat_interval}, "s": None, "t": None}
        )
        async for frame in ws:
            await self._heard(socket, json.loads(frame.data))
            await self._tell()
        if socket.session is not None and socket.session.socket is socket:
            socket.session.socket = None
            if ws.close_code in (1000, 1001):
                self.sessions.pop(socket.session.id, None)
        await self._tell()
        return ws

    async def _heard(self, socket: Socket, payload: Json) -> None:
        match payload["op"]:
            case 1:
                self.heartbeats += 1
                if self.acknowledges:
                    await socket.send({"op": 11, "d": None, "s": None, "t": None})
            case 2:
                await self._identified(socket, payload["d"])
            case 6:
                await self._resumed(socket, payload["d"])
            case _:
                await socket.ws.close(code=4001)

    async def _identified(self, socket: Socket, data: Json) -> None:
        self.identifies.append(data)
        if data["token"] != TOKEN:
            await socket.ws.close(code=4004)
            return
        shard, shards = data.get("shard", [0, 1])
        if not 0 <= shard < shards:
            await socket.ws.close(code=4010)
            return
        session = Session(new_id(), shard, shards, data["intents"], socket)
        socket.session = self.sessions[session.id] = session
        ready = {
            "v": 10,
            "user": _BOT,
            "guilds": [
                {"id": str(one), "unavailable": True}
                for one in self.guilds
                if (one >> 22) % shards == shard
            ],
            "session_id": session.id,
            "resume_gateway_url": f"ws://127.0.0.1:{self.port}/",
            "shard": [shard, shards],
            "application": {"id": str(APPLICATION), "flags": 0},
        }
        await self._event(session, "READY", ready)
        for one in self.guilds:
            if (one >> 22) % shards == shard and one in self.world.guilds:
                await self._event(session, "GUILD_CREATE", self.world.guilds[one].described())

    async def _resumed(self, socket: Socket, data: Json) -> None:
        self.resumes.append(data)
        session = self.sessions.get(data["session_id"])
        if session is None or not self.resumable or data["token"] != TOKEN:
            await socket.send({"op": 9, "d": False, "s": None, "t": None})
            return
        session.socket, socket.session = socket, session
        for missed in session.sent[data["seq"] :]:
            await socket.send(missed)
        await self._event(session, "RESUMED", {})

    async def _event(self, session: Session, name: str, data: Json) -> None:
        payload = {"op": 0, "t": name, "s": len(session.sent) + 1, "d": data}
        session.sent.append(payload)
        if session.socket is not None:
            await session.socket.send(payload)

    # REST

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        route = f"{request.method} /{request.match_info['path']}"
        body = await request.json() if request.can_read_body else None
        self.bodies.append((route, body))
        await self._travel()
        # Answers to interactions are not counted.
        counted = self.rate is not None and not re.search(r" /(interactions|webhooks)/", route)
        if self.rate is not None and counted and (wait := self.rate.take()):
            await self._travel()
            return _too_many(wait)
        fault = next((f for f in self.faults if f.times and re.search(f.route, route)), None)
        if fault is not None:
            fault.times -= 1
            await self._tell()
            await asyncio.sleep(fault.delay)
            if not fault.after:
                return await self._faulty(request, fault)
        try:
            status, answer = self._routed(request, route, body)
        except Refused as error:
            status, answer = error.status, error.body
            self.refusals.append((route, error.body))
            self._note(route, error.code)
        await self._tell()
        if fault is not None and fault.after:
            return await self._faulty(request, fault)
        await self._travel()
        return _json(status, answer)

    async def _travel(self) -> None:
        if self.travel is not None:
            await asyncio.sleep(self.travel())

    async def _faulty(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.how == "drop":
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if fault.how == "slow":
            return _json(204, None)
        return _json(fault.status, fault.body, fault.headers)

    def _note(self, route: str, code: int) -> None:
        match = re.search(r"/interactions/(\d+)/", route)
        if match and match[1] in self.asked:
            self.asked[match[1]].errors.append(code)

    def _routed(self, request: web.Request, route: str, body: Any) -> tuple[int, Any]:  # noqa: ANN401
        if not request.headers.get("User-Agent"):
            raise Refused(403, 40333, "no User-Agent")
        if match := re.fullmatch(r"POST /interactions/(\d+)/([\w-]+)/callback", route):
            return self._callback(match[1], match[2], body, request.query.get("with_response"))
        if match := re.fullmatch(r"(POST|PATCH) /webhooks/(\d+)/([\w-]+)(/.*)?", route):
            return self._webhook(match[1], match[3], match[4] or "", body)
        if request.headers.get("Authorization") != f"Bot {TOKEN}":
            raise Refused(401, 0, "401: Unauthorized")
        if route == f"GET /applications/{APPLICATION}/commands":
            return 200, self._listed(whole=request.query.get("with_localizations") == "true")
        return self._authorised(route, body)

    def _listed(self, *, whole: bool) -> list[Json]:
        return self.commands if whole else [_not_localised(one) for one in self.commands]

    def _authorised(self, route: str, body: Any) -> tuple[int, Any]:  # noqa: ANN401
        if route == "GET /users/@me":
            return 200, _BOT
        if route == "GET /oauth2/applications/@me":
            return 200, self.application
        if route == "GET /gateway/bot":
            limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
            url = f"ws://127.0.0.1:{self.port}/"
            return 200, {"url": url, "shards": self.shards, "session_start_limit": limit}
        if route == f"PUT /applications/{APPLICATION}/commands":
            return 200, self._put(body)
        return 200, self._among_people(route, body)

    def _among_people(self, route: str, body: Any) -> Json:  # noqa: ANN401
        if match := re.fullmatch(r"POST /channels/(\d+)/messages", route):
            return self._channel(match[1], body)
        if route == "POST /users/@me/channels":
            return self._direct(str(body["recipient_id"]))
        if match := re.fullmatch(r"GET /guilds/(\d+)", route):
            if int(match[1]) not in self.guilds:
                raise Refused(404, 10004, "Unknown Guild")
            return self.world.guilds[int(match[1])].described()
        raise Refused(404, 0, "404: Not Found")

    def _put(self, body: list[Json]) -> list[Json]:
        _refuse(rules.commands_faults(body))
        known = {(one["type"], one["name"]): one["id"] for one in self.commands}
        self.commands = []
        for one in body:
            kind = one.get("type", 1)
            # Discord gives back more than it was sent, and leaves out what says nothing.
            kept = {key: value for key, value in one.items() if value not in (None, [], {})}
            self.commands.append(
                {"description": "", "nsfw": False, "default_member_permissions": None}
                | kept
                | {"id": known.get((kind, one["name"]), new_id()), "type": kind}
                | {"application_id": str(APPLICATION), "version": new_id()}
            )
        return self.commands

    def _channel(self, channel: str, body: Json) -> Json:
        _refuse(rules.message_faults(body))
        refusal = self.world.refusal(channel, self.guilds)
        if refusal is not None:
            raise Refused(*refusal)
        nonce, now = str(body.get("nonce")), _now()
        at, first = self._nonces.get(nonce, (-self.nonces_kept, {}))
        if body.get("enforce_nonce") and first and now < at + self.nonces_kept:
            return first
        kept = self._kept(body, Place(channel=int(channel)))
        if body.get("nonce") is not None:
            self._nonces[nonce] = (now, kept)
        return kept

    def _direct(self, person: str) -> Json:
        known = {user: ident for ident, user in self.world.directs.items()}
        ident = known.get(person) or new_id()
        self.world.directs[ident] = person
        user = Person(id=person, name="someone").user()
        return {"id": ident, "type": 1, "recipients": [user], "last_message_id": None}

    def _kept(self, body: Json, place: Place) -> Json:
        kept = message(
            body.get("content") or "",
            place,
            _BOT,
            components=body.get("components") or [],
            flags=body.get("flags") or 0,
        )
        self.messages[kept["id"]] = kept
        return kept

    def _callback(
        self, ident: str, token: str, body: Json, with_response: str | None
    ) -> tuple[int, Json | None]:
        asked = self.asked.get(ident)
        if asked is None or asked.event["token"] != token or _now() > asked.until:
            raise Refused(404, 10062, "Unknown interaction")
        if asked.responses:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        kind, data = body["type"], body.get("data") or {}
        allowed = {
            _COMMAND: {_CHANNEL_MESSAGE, _DEFERRED},
            _COMPONENT: {_CHANNEL_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE},
            _AUTOCOMPLETE: {_CHOICES},
        }[asked.event["type"]]
        _refuse([] if kind in allowed else [f"type {kind} here"])
        _refuse([f"unknown key {key}" for key in body if key not in {"type", "data"}])
        if kind == _CHOICES:
            _refuse(rules.choice_faults(data["choices"]))
        self._carried(asked, kind, data)
        asked.responses.append(body)
        return (200, _outcome(asked, kind)) if with_response == "1" else (204, None)

    def _carried(self, asked: Asked, kind: int, data: Json) -> None:
        if kind == _CHANNEL_MESSAGE:
            _refuse(rules.message_faults(data))
            asked.message = self._kept(data, asked.place)
            asked.message["flags"] |= rules.EPHEMERAL if self._forces(asked.place) else 0
        elif kind == _UPDATE:
            _refuse(rules.message_faults(data))
            asked.message = self.messages[asked.event["message"]["id"]]
            asked.message["components"] = data["components"]

    def _forces(self, place: Place) -> bool:
        return self.force_private or _forced(place)

    def _webhook(self, method: str, token: str, rest: str, body: Json) -> tuple[int, Json]:
        found = [one for one in self.asked.values() if one.event["token"] == token]
        if not found or not found[0].responses:
            raise Refused(404, 10015, "Unknown Webhook")
        asked = found[0]
        _refuse(rules.message_faults(body))
        if method == "PATCH":
            if rest != "/messages/@original" or asked.message is None:
                raise Refused(404, 10008, "Unknown Message")
            asked.message["components"] = body["components"]
            return 200, asked.message
        if not asked.place.added and len(asked.followups) >= _FOLLOWUPS_OF_A_PERSON:
            raise Refused(400, 40094, "Too many follow-ups")
        asked.followups.append(body)
        kept = self._kept(body, asked.place)
        kept["flags"] |= rules.EPHEMERAL if self._forces(asked.place) else 0
        return 200, kept | {"webhook_id": str(APPLICATION)}


def _not_localised(one: Json) -> Json:
    """Return a command, option or choice as Discord lists it to whoever asks for one language."""
    kept = {key: value for key, value in one.items() if not key.endswith("_localizations")}
    for key in ("options", "choices"):
        if key in kept:
            kept[key] = [_not_localised(inside) for inside in kept[key]]
    return kept


def _now() -> float:
    return asyncio.get_running_loop().time()


def _forced(place: Place) -> bool:
    """Whether Discord makes every answer private there."""
    return (
        not place.added
        and place.guild is not None
        and not (int(place.permissions) & USE_EXTERNAL_APPS)
    )


def _outcome(asked: Asked, kind: int) -> Json:
    about: Json = {"id": asked.event["id"], "type": asked.event["type"]}
    if asked.message is None:
        return {"interaction": about}
    private = bool(asked.message["flags"] & rules.EPHEMERAL)
    about |= {"response_message_id": asked.message["id"], "response_message_ephemeral": private}
    return {"interaction": about, "resource": {"type": kind, "message": asked.message}}


def _refuse(faults: list[str]) -> None:
    if faults:
        raise Refused(400, 50035, f"Invalid Form Body: {'; '.join(faults)}")


def _too_many(wait: float) -> web.Response:
    """Refuse what is beyond the limit of the whole bot."""
    body = {"message": "You are being rate limited.", "retry_after": wait, "global": True}
    headers = {"Retry-After": str(math.ceil(wait)), "X-RateLimit-Global": "true"}
    # discord.py waits only for what Discord itself refuses, and knows it by `Via`.
    return _json(429, body, headers | {"X-RateLimit-Scope": "global", "Via": "1.1 google"})


def _json(status: int, answer: object, headers: dict[str, str] | None = None) -> web.Response:
    if answer is None:
        return web.Response(status=status, headers=headers)
    # The SDK reads JSON only where the type has no charset.
    return web.Response(
        status=status,
        body=json.dumps(answer).encode(),
        headers={
            "X-RateLimit-Bucket": "stand-in",
            "X-RateLimit-Limit": "50",
            "X-RateLimit-Remaining": "49",
            "X-RateLimit-Reset-After": "1.0",
            **(headers or {}),
            "Content-Type": "application/json",
        },
    )
