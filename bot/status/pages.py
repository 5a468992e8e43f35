"""Why: the three pages that hosts and monitors know by name. It must decide nothing about how the
bot is; and it is loaded by the first request only, since a web server is slow to load."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.status.exposition import Figures, exposition

if TYPE_CHECKING:
    import socket

    from starlette.requests import Request

    from bot.platforms import Health
    from bot.redaction import Redaction
    from bot.status.sources import Sources

_OK, _UNAVAILABLE = 200, 503


class _Server(uvicorn.Server):
    """A server within the bot's own loop: signals are the bot's."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        """Leave signals as they are."""
        return nullcontext()


async def serve_pages(
    listener: socket.socket, sources: Sources, redacted: Redaction, end: asyncio.Event
) -> None:
    """Answer requests on the listener until `end` is set."""
    # It tells of its process and ports, which are not its own here.
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    config = uvicorn.Config(
        pages(sources, redacted),
        loop="none",
        http="h11",
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    ending = asyncio.create_task(end.wait())
    try:
        await asyncio.wait({serving, ending}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        ending.cancel()
        server.should_exit = True
        await serving


def pages(sources: Sources, redacted: Redaction) -> Starlette:
    """Return the pages `/healthz`, `/readyz` and `/metrics`."""

    async def healthz(_request: Request) -> Response:
        # Whoever gets this knows that the process is there and its loop goes round.
        return PlainTextResponse("The bot is alive.\n")

    async def readyz(_request: Request) -> Response:
        found = await sources.readiness()
        told = {
            "ready": found.ready,
            "words": found.words,
            "database": {"ready": found.database is None, "trouble": found.database},
            "platforms": {name: _told(health) for name, health in sources.healths.items()},
            "pack": {"version": sources.app.library.pack.version, "trouble": found.pack},
        }
        text = redacted(json.dumps(told, ensure_ascii=False, indent=2))
        status = _OK if found.ready else _UNAVAILABLE
        return Response(f"{text}\n", status, media_type="application/json")

    async def metrics(request: Request) -> Response:
        figures = Figures(
            metrics=sources.metrics,
            healths=sources.healths,
            briefs=await sources.briefs(),
            pack=sources.app.library.pack.version,
            pack_refused=sources.app.trouble is not None,
            now=time.monotonic(),
        )
        content, kind = exposition(figures, request.headers.get("accept", ""))
        return Response(redacted(content.decode()), media_type=kind)

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", metrics),
        ]
    )


def _told(health: Health) -> dict[str, object]:
    heard = health.last_heard
    ago = None if heard is None else round(time.monotonic() - heard, 1)
    return {"state": health.state, "trouble": health.trouble, "seconds_since_heard": ago}
