"""Why: Slack waits three seconds for an acknowledgement, so it gets one before anything else; the
work then goes on in a task that a stop waits for, and whatever breaks becomes a sentence."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from adapters.slack.failures import RefusedError, UncertainError
from adapters.slack.render import note

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_bolt.context.ack.async_ack import AsyncAck

    from adapters.slack.asker import Body
    from adapters.slack.blocks import Json
    from adapters.slack.post import Poster

_log = logging.getLogger(__name__)

FAULT = "That went wrong here, not in your question. Ask again in a moment."


class Reception:
    """Takes events over from Slack's framework."""

    def __init__(self, poster: Poster) -> None:
        """Tell of faults through `poster`."""
        self._poster = poster
        self._busy: set[asyncio.Task[None]] = set()

    async def finish(self, seconds: float) -> None:
        """Wait until everything that was begun is answered, for that long at most."""
        if self._busy:
            await asyncio.wait(self._busy, timeout=seconds)

    def after_ack(
        self, handle: Callable[[Body], Awaitable[None]]
    ) -> Callable[[AsyncAck, Body], Awaitable[None]]:
        """Acknowledge, then handle in a task of its own that a stop waits for."""

        # Bolt passes arguments by their names.
        async def begin(ack: AsyncAck, body: Body) -> None:
            await ack()
            self._begin(handle, body)

        return begin

    def after_judging(
        self, judge: Callable[[Body], Json], handle: Callable[[Body], Awaitable[None]]
    ) -> Callable[[AsyncAck, Body], Awaitable[None]]:
        """Acknowledge with what `judge` finds at once; handle only where it finds no errors."""

        async def begin(ack: AsyncAck, body: Body) -> None:
            found = judge(body)
            await ack(**found)  # type: ignore[arg-type]
            if found.get("response_action") != "errors":
                self._begin(handle, body)

        return begin

    def from_memory(
        self, find: Callable[[Body], list[Json]]
    ) -> Callable[[AsyncAck, Body], Awaitable[None]]:
        """Acknowledge with the options that `find` returns; it must not wait for anything."""

        async def begin(ack: AsyncAck, body: Body) -> None:
            await ack(options=find(body))

        return begin

    def _begin(self, handle: Callable[[Body], Awaitable[None]], body: Body) -> None:
        task = asyncio.create_task(self._guarded(handle, body))
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)

    async def _guarded(self, handle: Callable[[Body], Awaitable[None]], body: Body) -> None:
        try:
            await handle(body)
        except (RefusedError, UncertainError) as error:
            extra = {"to": str(body.get("type", "command")), "why": str(error)}
            _log.warning("slack took no answer", extra=extra)
        except Exception:  # noqa: BLE001 - whatever it was, the asker gets a sentence
            _log.exception("slack event not answered")
            url = body.get("response_url")
            with suppress(RefusedError, UncertainError):
                if url:
                    await self._poster.respond(url, note(FAULT), private=True, replace=False)
