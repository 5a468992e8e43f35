"""Why: platforms that do what a test needs: they answer nobody, and fail when they are told to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.platforms import Finding, Services


@dataclass
class Fake:
    """A platform that listens until it has to stop.

    `failures` are raised first, one a start; None ends without a word. `answer` takes that many
    seconds to finish once it has to stop.
    """

    name: str = "fake"
    failures: Sequence[BaseException | None] = ()
    answer: float = 0.0
    needs: Sequence[Sequence[str]] = (("FAKE_TOKEN",),)
    findings: Sequence[Finding] = ()
    wrong: Exception | None = None
    starts: list[Services] = field(default_factory=list)
    finished: bool = False
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    then: Callable[[], None] = lambda: None

    async def run(self, services: Services) -> None:
        """Fail as told, else listen."""
        self.starts.append(services)
        if len(self.starts) <= len(self.failures):
            failure = self.failures[len(self.starts) - 1]
            if failure is None:
                return
            raise failure
        services.health.state, services.health.trouble = "ready", None
        self.ready.set()
        self.then()
        await services.stop.wait()
        await asyncio.sleep(self.answer)
        self.finished = True

    async def diagnose(self, environment: Mapping[str, str]) -> Sequence[Finding]:
        """Find what the test wants found."""
        assert environment["FAKE_TOKEN"]
        if self.wrong:
            raise self.wrong
        return self.findings
