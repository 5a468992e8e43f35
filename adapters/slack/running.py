"""Why: the two ways to listen, until the bot is told to stop. A socket can look alive and hear
nothing, so it is judged by the age of its last pong, and made anew when it is deaf."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler

from adapters.slack.hushed import NO_ADDRESS
from bot.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp import WSMessage
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.socket_mode.aiohttp import SocketModeClient

    from bot.platforms import Health

_log = logging.getLogger(__name__)

#: what Slack ends a socket with where a new one would be ended, too, and how to mend it
REFUSALS = {
    "link_disabled": (
        "Socket Mode is switched off for this app. Switch it on at https://api.slack.com/apps:"
        " Socket Mode; or set SLACK_SIGNING_SECRET in place of SLACK_APP_TOKEN."
    ),
    "too_many_websockets": (
        "Slack opens ten sockets for one app, and all of them are in use. Stop other copies of the"
        " bot, or those that were left behind."
    ),
}
DEAF = "Slack's socket was silent and is being made anew."


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often the socket is looked at, in seconds."""

    #: between two pings; Slack's library takes four that stay unanswered for a broken connection
    ping: float = 10
    #: without a pong for so long its library has failed to mend it
    deaf: float = 60
    #: to open a connection; longer than Slack's library needs for a second try
    connect: float = 45
    #: to close one that may not answer
    close: float = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How a socket is got: the app token, for Slack's library to connect anew with, and what asks
    Slack for an address."""

    token: str = field(repr=False)
    address: Callable[[], Awaitable[str]]


class SocketClosedError(Exception):
    """The socket could not be opened; whoever started listening tries again later."""


async def listen_socket(
    app: AsyncApp, line: Line, health: Health, stop: asyncio.Event, pace: Pace
) -> None:
    """Listen over Socket Mode until `stop` is set.

    Raises SocketClosedError where no connection can be opened, SetupError where Slack will not have
    any, and what `line.address` raises.
    """
    while not stop.is_set():
        address = await line.address()
        handler = AsyncSocketModeHandler(app, line.token, ping_interval=pace.ping)
        handler.client.wss_uri = address
        handler.client.logger.addFilter(NO_ADDRESS)
        refused = _refusal(handler.client)
        try:
            if not await _connected(handler, stop, pace):
                return
            health.state, health.trouble = "ready", None
            await _until_deaf(handler.client, refused, health, stop, pace)
        finally:
            await _close(handler.client, pace)
        if refused.done():
            raise SetupError(refused.result())
        if not stop.is_set():
            health.state, health.trouble = "failing", DEAF
            _log.warning("slack socket deaf; connecting anew")


def _refusal(client: SocketModeClient) -> asyncio.Future[str]:
    """Return what is done, with how to mend it, once Slack refuses to have a socket.

    Slack's library would open another one at once, and so on without end.
    """
    refused: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def listen(message: WSMessage) -> None:
        if message.type != WSMsgType.TEXT or refused.done():
            return
        told = json.loads(message.data)
        if told.get("type") == "disconnect" and told.get("reason") in REFUSALS:
            client.closed = True
            refused.set_result(REFUSALS[told["reason"]])

    client.on_message_listeners.append(listen)
    return refused


async def _connected(handler: AsyncSocketModeHandler, stop: asyncio.Event, pace: Pace) -> bool:
    """Open the connection; return False where the bot was stopped meanwhile."""
    opening: asyncio.Future[None] = asyncio.ensure_future(
        handler.connect_async()  # type: ignore[no-untyped-call]
    )
    if not await _first(opening, stop, pace.connect):
        opening.cancel()
        with suppress(asyncio.CancelledError):
            await opening
        if stop.is_set():
            return False
        msg = "Slack's socket could not be opened."
        raise SocketClosedError(msg)
    await opening
    return True


async def _first(task: asyncio.Future[Any], stop: asyncio.Event, seconds: float) -> bool:
    """Wait for the task, for the stop or for so long; return whether the task is done."""
    stopped = asyncio.ensure_future(stop.wait())
    both: set[asyncio.Future[Any]] = {task, stopped}
    try:
        await asyncio.wait(both, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopped.cancel()
    return task.done()


async def _until_deaf(
    client: SocketModeClient,
    refused: asyncio.Future[str],
    health: Health,
    stop: asyncio.Event,
    pace: Pace,
) -> None:
    """Return when the bot is stopped, the socket refused, or no pong has come for too long.

    `is_connected()` says yes of a connection that is wedged, so it is not asked.
    """
    loop = asyncio.get_running_loop()
    pong, heard_at = client.last_ping_pong_time, loop.time()
    health.last_heard = heard_at
    while loop.time() - heard_at < pace.deaf:
        if await _first(refused, stop, min(pace.ping, pace.deaf / 4)) or stop.is_set():
            return
        last = client.last_ping_pong_time
        if last is not None and last != pong:
            pong, heard_at = last, loop.time()
            health.last_heard = heard_at


async def _close(client: SocketModeClient, pace: Pace) -> None:
    await _in_time(client.close(), pace.close)  # type: ignore[no-untyped-call]
    tasks = (client.message_processor, client.current_session_monitor, client.message_receiver)
    for task in tasks:
        if task is not None:
            task.cancel()
            await _in_time(task, pace.close)
    if not client.aiohttp_client_session.closed:
        await client.aiohttp_client_session.close()


async def _in_time(work: Awaitable[object], seconds: float) -> None:
    """Wait for what may be broken, for so long, whatever becomes of it."""
    task = asyncio.ensure_future(work)
    await asyncio.wait({task}, timeout=seconds)
    task.cancel()
    if task.done() and not task.cancelled() and task.exception() is not None:
        _log.info("slack socket closed badly", extra={"why": repr(task.exception())})


async def listen_http(
    app: AsyncApp, where: tuple[str, int], health: Health, stop: asyncio.Event
) -> None:
    """Take signed requests at `/slack/events` of this host and port until `stop` is set.

    With OAuth `/slack/install` is served, too. Raises OSError where the port cannot be had.
    """
    host, port = where
    runner = web.AppRunner(
        app.server(port, "/slack/events", host).web_app, access_log=None, shutdown_timeout=5
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        health.state, health.trouble = "ready", None
        await stop.wait()
    finally:
        await runner.cleanup()
