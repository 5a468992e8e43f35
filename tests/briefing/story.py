"""Why: whoever judges briefs wants to read a few mornings in a row: what comes, what a correction
does to the next one, and what is told after an outage. Run as a module it prints them; a test
holds what they say. It must use delivery as it runs, with a platform and a clock of its own."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.briefing.desk import BriefDesk
from bot.briefing.model import Place
from bot.briefing.store import Subscriptions
from bot.briefing.wishes import read_wish
from bot.knowledge.library import Library
from bot.rendering import brief_text
from bot.store import Store, open_store
from tests.briefing.delivering import AWAY, DROPPED, Sink, deliver
from tests.briefing.moments import Moments
from tests.briefing.mornings import SHIPPED, edition, pack

CHANNEL = Place(platform="slack", workspace="T1", channel="C1")
WISH = "08:00 Europe/Berlin weekdays about iran drones"
_ZONE = ZoneInfo("Europe/Berlin")
_FIRST = date(2026, 11, 23)
CORRECTED = "irn-rus-2025-drones-supplier"


@dataclass
class Story:
    """A channel's week, told in headings and what stands under them."""

    store: Store
    library: Library = field(default_factory=lambda: pack(SHIPPED))
    told: list[tuple[str, str]] = field(default_factory=list)
    sink: Sink = field(default_factory=Sink)

    def __post_init__(self) -> None:
        """Begin on a Monday before dawn."""
        self.moments = Moments(_morning(_FIRST, time(6)))
        subscriptions = Subscriptions(self.store, self.moments.clock)
        self.desk = BriefDesk(lambda: self.library, subscriptions, "/axis brief")

    async def subscribe(self) -> None:
        """Set the channel's brief up."""
        outcome = await self.desk.subscribe(CHANNEL, "U1", read_wish(WISH, self.library, None))
        self._tell("Subscribed", "\n".join(outcome.lines))

    async def morning(self, day: date, *answers: Exception | None, at: time = time(8)) -> None:
        """Let it be a morning, on which the platform answers as told."""
        self.moments.to(_morning(day, at))
        self.sink.answers = list(answers)
        before = len(self.sink.stored)
        await deliver(self.store, self.moments.clock, self.sink, library=self.library)
        briefs = [brief_text(brief) for brief in self.sink.briefs[before:]]
        self._tell(f"{day:%A}, {at:%H:%M}", "\n\n".join(briefs) or "(nothing was posted)")

    def correct(self) -> None:
        """Put another version of the pack in place, in which one fact is corrected."""
        fact = self.library.facts[CORRECTED]
        mended = replace(fact, short=fact.short.replace("an important", "the main"))
        self.library = edition(self.library, "2026.12", mended)

    async def status(self) -> None:
        """Ask for the channel's status."""
        lines = await self.desk.status(CHANNEL, self.moments.now)
        self._tell("Status", "\n".join(lines))

    async def why(self, day: date) -> None:
        """Ask what became of a day's brief."""
        lines = await self.desk.why(CHANNEL, day, self.moments.now)
        self._tell(f"Why {day}", "\n".join(lines))

    def _tell(self, heading: str, text: str) -> None:
        self.told.append((heading, text))


def _morning(day: date, at: time) -> datetime:
    return datetime.combine(day, at, _ZONE).astimezone(UTC)


async def tell(store: Store) -> list[tuple[str, str]]:
    """Return the whole story: two mornings, a correction, an outage, an answer that never came."""
    days = [_FIRST + timedelta(days=later) for later in range(5)]
    story = Story(store)
    await story.subscribe()
    await story.morning(days[0])
    await story.morning(days[1])
    story.correct()
    await story.morning(days[2])
    await story.morning(days[3], AWAY)
    await story.morning(days[3], at=time(8, 40))
    await story.morning(days[4], DROPPED)
    await story.status()
    await story.why(days[3])
    await story.why(days[4])
    return story.told


async def _print() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(None, Path(folder))
        told = await tell(store)
        await store.close()
    print("\n\n".join(f"## {heading}\n{text}" for heading, text in told))  # noqa: T201 - its purpose


if __name__ == "__main__":
    asyncio.run(_print())
