"""Why: the pages need a port from the start, but nobody asks for them in the first seconds, so the
web server is loaded by the first request. Whatever is wrong with the port, the bot goes on."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.redaction import Redaction
    from bot.status.sources import Sources

_log = logging.getLogger(__name__)
_WAITING_MOST = 64
#: for answers under way; what is left of the bot's ten seconds
_SECONDS_TO_END = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the pages are; port 0 lets the system choose one."""

    host: str
    port: int

    def __str__(self) -> str:
        """Return it as a web address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


@asynccontextmanager
async def status_served(
    address: Address, sources: Sources, redacted: Redaction
) -> AsyncIterator[Address | None]:
    """Serve the pages while the body runs; yield where, None where the port cannot be had."""
    listener = _bound(address)
    if listener is None:
        yield None
        return
    served = Address(host=address.host, port=listener.getsockname()[1])
    _log.info("status served", extra={"address": str(served)})
    end = asyncio.Event()
    task = asyncio.create_task(_serve(listener, sources, redacted, end), name="status")
    try:
        yield served
    finally:
        end.set()
        await asyncio.wait({task}, timeout=_SECONDS_TO_END)
        task.cancel()
        listener.close()


def _bound(address: Address) -> socket.socket | None:
    """Return a socket that listens there; where there can be none, tell the log why."""
    try:
        found = socket.getaddrinfo(
            address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        family, _, _, _, where = found[0]
        listener = socket.create_server(where, family=family, backlog=_WAITING_MOST)
    except (OSError, UnicodeError) as error:
        mend = "Set AXIS_STATUS_HOST and AXIS_STATUS_PORT to one that can."
        trouble = f"{address} cannot be had: {_cause(error)}. {mend}"
        _log.error("status not served", extra={"trouble": trouble})
        return None
    listener.settimeout(0)
    return listener


def _cause(error: Exception) -> str:
    # Python says in its own text again which address it was.
    if isinstance(error, OSError) and error.errno is not None and error.errno > 0:
        return os.strerror(error.errno)
    return getattr(error, "strerror", None) or str(error)


async def _serve(
    listener: socket.socket, sources: Sources, redacted: Redaction, end: asyncio.Event
) -> None:
    try:
        if await _asked(listener, end):
            # Beside the loop: it takes as long as a few hundred answers.
            pages = await asyncio.to_thread(import_module, "bot.status.pages")
            await pages.serve_pages(listener, sources, redacted, end)
    except Exception:  # noqa: BLE001 - pages are no reason to end the bot
        _log.exception("status no longer served")


async def _asked(listener: socket.socket, end: asyncio.Event) -> bool:
    """Wait for the first request or the end; return whether it was a request."""
    loop, asked = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(listener, asked.set)
    waits = {asyncio.ensure_future(one.wait()) for one in (asked, end)}
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        loop.remove_reader(listener)
        for one in waits:
            one.cancel()
    return asked.is_set() and not end.is_set()
