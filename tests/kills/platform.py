"""Why: platforms that fail in every way in which one can while a brief is being posted, and keep
what they stored, which alone tells what arrived and how often. Rules for bodies are tested
elsewhere. Time runs faster here than for real: nonces are forgotten within seconds."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field

from aiohttp import web

#: for how many seconds Discord knows a nonce here
NONCE_KEPT = 10.0
_ME = {"id": "1", "username": "brief", "discriminator": "0", "avatar": None, "bot": True}
_APPLICATION = {
    "id": "2",
    "name": "brief",
    "icon": None,
    "description": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "",
    "team": None,
    "flags": 0,
    "owner": _ME,
    "integration_types_config": {},
}
#: what may happen to a post, and how often in a hundred
FAULTS = {"drop-before": 4, "drop-after": 4, "429": 5, "500-before": 3, "500-after": 3, "silent": 2}


@dataclass
class Platforms:
    """Slack and Discord, as far as posting goes."""

    #: "slack" or "discord" and the channel, for each message that was stored
    stored: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: where a request got no answer that proves anything
    doubted: set[tuple[str, str]] = field(default_factory=set)
    faulty: bool = True
    #: whether Discord looks at nonces
    nonces: bool = True
    _known: dict[tuple[str, str], tuple[float, int]] = field(default_factory=dict)
    _chance: random.Random = field(default_factory=lambda: random.Random(20261123))  # noqa: S311
    _runner: web.AppRunner | None = None

    async def start(self) -> str:
        """Listen on a port of its own; return the address."""
        app = web.Application(client_max_size=2**20)
        app.router.add_post("/api/chat.postMessage", self._slack)
        app.router.add_get("/api/v10/users/@me", _me)
        app.router.add_get("/api/v10/oauth2/applications/@me", _application)
        app.router.add_post("/api/v10/channels/{channel}/messages", self._discord)
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _slack(self, request: web.Request) -> web.StreamResponse:
        channel = str((await request.json())["channel"])
        place = ("slack", channel)
        return await self._answer(request, place, None)

    async def _discord(self, request: web.Request) -> web.StreamResponse:
        place = ("discord", request.match_info["channel"])
        body = await request.json()
        nonce = str(body["nonce"]) if body.get("enforce_nonce") and self.nonces else None
        return await self._answer(request, place, nonce)

    def _store(self, place: tuple[str, str], nonce: str | None) -> int:
        """Store a message, unless the nonce is known; return its id."""
        key, now = (place[1], nonce or ""), time.monotonic()
        until, number = self._known.get(key, (0.0, 0))
        if nonce is not None and now < until:
            return number
        self.stored[place] += 1
        number = self.stored.total()
        if nonce is not None:
            self._known[key] = (now + NONCE_KEPT, number)
        return number

    async def _answer(
        self, request: web.Request, place: tuple[str, str], nonce: str | None
    ) -> web.StreamResponse:
        fault = self._fault()
        silent = fault == "silent" and self._chance.random() < 0.5
        stores = silent or fault in {"", "drop-after", "500-after"}
        number = self._store(place, nonce) if stores else 0
        if fault not in {"", "429"}:
            self.doubted.add(place)
        if fault == "silent":
            await asyncio.sleep(60.0)
        if fault.startswith("drop") and request.transport is not None:
            request.transport.abort()
        if fault.startswith("500"):
            return web.Response(status=500, text="{}", content_type="application/json")
        if fault == "429":
            limited = {"message": "slow", "retry_after": 0.2, "global": False, "ok": False}
            headers = {"Retry-After": "1", "Via": "1.1 here"}
            return _json({**limited, "error": "ratelimited"}, 429, headers)
        return _json(_message(place, number))

    def _fault(self) -> str:
        if not self.faulty:
            return ""
        faults = list(FAULTS)
        weights = list(FAULTS.values())
        found = self._chance.choices(["", *faults], [100 - sum(weights), *weights])
        return found[0]


def _message(place: tuple[str, str], number: int) -> dict[str, object]:
    if place[0] == "slack":
        return {"ok": True, "channel": place[1], "ts": f"{number}.000100"}
    return {
        "id": str(number),
        "channel_id": place[1],
        "author": _ME,
        "content": "",
        "timestamp": "2026-11-23T08:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
        "components": [],
    }


async def _me(_request: web.Request) -> web.Response:
    return _json(_ME)


async def _application(_request: web.Request) -> web.Response:
    return _json(_APPLICATION)


def _json(body: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    # discord.py reads JSON only where the type is exactly this.
    found = web.Response(body=json.dumps(body).encode(), status=status, headers=headers)
    found.headers["Content-Type"] = "application/json"
    return found
