"""Why: what the bot and a platform's adapter know of each other, and no more: how an adapter is
started, what it is given, how it says that it is well. It must not know any platform by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from bot.briefing.outlet import Outlets
from bot.metrics import Metrics

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Mapping, Sequence

    from bot.app import App
    from bot.limits import Limits
    from bot.store import Store

State = Literal["starting", "ready", "failing", "stopped"]


@dataclass(slots=True)
class Health:
    """How one platform is; written by its adapter, read by status pages and metrics."""

    state: State = "starting"
    #: what went wrong last, in words for operators and without secrets; None while all is well
    trouble: str | None = None
    #: when the platform was last heard over its socket, in seconds of time.monotonic(); None where
    #: it has none, or nothing was heard yet
    last_heard: float | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What an adapter is given: the core, what is remembered, and each user's limit.

    `environment` is where it reads its own settings from; `stop` is set when it has to end.
    """

    app: App
    store: Store
    limits: Limits
    environment: Mapping[str, str]
    stop: asyncio.Event
    health: Health = field(default_factory=Health)
    metrics: Metrics = field(default_factory=Metrics)
    #: where an adapter says that briefs can be posted through it
    outlets: Outlets = field(default_factory=Outlets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of `axis doctor`: what was looked at, whether it is well, and how to mend it."""

    what: str
    well: bool
    text: str


class Platform(Protocol):
    """An adapter to a chat platform, found through the entry-point group `axis_brief.adapters`."""

    name: str
    #: the environment variables of which a set has to be there, each set sufficient by itself
    needs: Sequence[Sequence[str]]

    async def run(self, services: Services) -> None:
        """Listen until `services.stop` is set; raise for whatever ends listening before."""

    async def diagnose(self, environment: Mapping[str, str]) -> Sequence[Finding]:
        """Check the secrets that are set against the platform's API; AXIS_PACK names the pack."""
