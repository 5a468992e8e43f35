"""Why: a desk at which a test sets briefs up and looks at what became of them, with days written
down as delivery writes them. It must hold no expectation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.briefing.desk import BriefDesk
from bot.briefing.store import Subscriptions
from bot.briefing.wishes import read_wish
from bot.store.schema import deliveries
from tests.briefing.moments import Moments
from tests.briefing.mornings import HARBOURS, pack
from tests.briefing.wishes import CHANNEL

if TYPE_CHECKING:
    from bot.briefing.desk import Outcome
    from bot.briefing.model import Place, State, Wish
    from bot.knowledge.library import Library
    from bot.store import Store

#: who wishes
ANA, BO = "U1", "U2"


@dataclass
class Counter:
    """A desk, its store and its clock; the pack may be replaced."""

    store: Store
    moments: Moments
    library: Library = field(default_factory=lambda: pack(HARBOURS))

    def __post_init__(self) -> None:
        """Open the desk."""
        self.subscriptions = Subscriptions(self.store, self.moments.clock)
        self.desk = BriefDesk(lambda: self.library, self.subscriptions, "/brief")

    def read(self, text: str, base: Wish | None = None) -> Wish:
        """Return the wish that a line tells."""
        return read_wish(text, self.library, base)

    async def subscribe(self, text: str, who: str = ANA, place: Place = CHANNEL) -> Outcome:
        """Set up, or change, what a line tells."""
        base = await self.desk.wish_at(place)
        return await self.desk.subscribe(place, who, self.read(text, base))

    async def status(self, place: Place = CHANNEL) -> tuple[str, ...]:
        """Return the channel's status now."""
        return await self.desk.status(place, self.moments.now)

    async def why(self, day: date | None = None, place: Place = CHANNEL) -> tuple[str, ...]:
        """Return what became of a day's brief."""
        return await self.desk.why(place, day, self.moments.now)

    async def happened(self, day: date, state: State, **more: object) -> None:
        """Write down what became of a day; instants are given in UTC."""
        found = await self.subscriptions.at(CHANNEL)
        assert found is not None
        due = datetime.combine(day, found.wish.schedule.at, self.moments.now.tzinfo)
        values = {"due_at": due, **more}
        row = {
            key: one.timestamp() if isinstance(one, datetime) else one
            for key, one in values.items()
        }
        whose = {"subscription": found.id, "local_date": day, "platform": CHANNEL.platform}
        async with self.store.begin() as connection:
            await connection.execute(
                deliveries.insert().values(state=state, **whose, **({"tries": 0} | row))
            )
