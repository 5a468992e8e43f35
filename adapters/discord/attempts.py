"""Why: discord.py repeats a request by itself and tells only how the last one ended, but whether a
brief may have been posted depends on all of them. So each is watched as it leaves. It must change
no request."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Iterator

_REFUSED = range(400, 500)


@dataclass(slots=True)
class Attempt:
    """One request: whether any of it left, and the status of its answer, None where none came."""

    left: bool = False
    status: int | None = None

    @property
    def doubtful(self) -> bool:
        """Whether it may have been carried out: it left, and no refusal came back."""
        return self.left and self.status not in _REFUSED


_watched: ContextVar[list[Attempt] | None] = ContextVar("watched", default=None)


@contextmanager
def watched() -> Iterator[list[Attempt]]:
    """Yield the list of requests that this task makes meanwhile, the first one first."""
    attempts: list[Attempt] = []
    token = _watched.set(attempts)
    try:
        yield attempts
    finally:
        _watched.reset(token)


def watching() -> aiohttp.TraceConfig:
    """Return what a client's session needs, so that its requests can be watched."""
    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(_begun)
    trace.on_request_headers_sent.append(_leaving)
    trace.on_request_end.append(_answered)
    return trace


async def _begun(_session: object, request: Any, _about: object) -> None:  # noqa: ANN401 - aiohttp's
    request.attempt = Attempt()
    attempts = _watched.get()
    if attempts is not None:
        attempts.append(request.attempt)


async def _leaving(_session: object, request: Any, _about: object) -> None:  # noqa: ANN401 - aiohttp's
    request.attempt.left = True


async def _answered(
    _session: object,
    request: Any,  # noqa: ANN401 - aiohttp's
    about: aiohttp.TraceRequestEndParams,
) -> None:
    request.attempt.status = about.response.status
