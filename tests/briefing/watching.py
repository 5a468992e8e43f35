"""Why: what delivery promises of each request shows when it arrives: written down before, in time,
the same as before, and none where one may have been carried out. So here is a platform that looks.
It must know no more of delivery than its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.briefing.calendar import weekday_words
from bot.briefing.outlet import NotPostedError, UnknownFateError
from bot.store.schema import deliveries, subscriptions
from tests.briefing.delivering import CLOSED, Sink

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.briefing.model import Place
    from bot.reply import Brief
    from bot.store import Store
    from tests.briefing.moments import Moments

#: a channel, and the local date in the words of its brief's title
Key = tuple["Place", str]
CATCH_UP = timedelta(hours=6)
KEPT = timedelta(minutes=2)


def titled(day: date) -> str:
    """Return a title for a date's brief, for a test that posts one itself."""
    return f"A brief · {weekday_words(day)}"


@dataclass
class Watching(Sink):
    """A platform that knows a nonce for two minutes or not at all, and watches what it is asked."""

    moments: Moments = field(kw_only=True)
    store: Store = field(kw_only=True)
    #: what should not have been asked
    faults: list[str] = field(default_factory=list)
    #: channels that it called closed, since somebody looked
    closed: list[Place] = field(default_factory=list)
    #: when each brief was stored for the last time
    at: dict[Key, datetime] = field(default_factory=dict)
    nonces: dict[Key, str] = field(default_factory=dict)
    #: since when each brief may have been posted
    doubted: dict[Key, datetime] = field(default_factory=dict)

    async def post(self, place: Place, brief: Brief, nonce: str) -> str:
        """Look at the request, then store the brief or answer as told."""
        key = (place, brief.title.rpartition(" · ")[2])
        await self._look(key, nonce)
        before, now = self.stored, self.moments.now
        known = [one for one in before if one[2] == nonce and now - self.at[key] < KEPT]
        self.stored = known if self.nonce_kept else []
        kept = len(self.stored)
        try:
            return await super().post(place, brief, nonce)
        except NotPostedError as error:
            self.closed += [place] if error is CLOSED else []
            raise
        except UnknownFateError:
            self.doubted.setdefault(key, now)
            raise
        finally:
            new = self.stored[kept:]
            self.stored = [*before, *new]
            self.at |= {key: now} if new else {}
            if new:
                self.doubted.setdefault(key, now)

    def may_have(self, place: Place, day: date) -> None:
        """Let a brief be one whose request may have left."""
        self.doubted.setdefault((place, weekday_words(day)), self.moments.now)

    async def _look(self, key: Key, nonce: str) -> None:
        now, row = self.moments.now, await self._row(key)
        since = self.doubted.get(key)
        again = KEPT if self.nonce_kept and since else timedelta()
        faults = {
            "not written down": row.state != "sending",
            "too late": now.timestamp() > row.due_at + (CATCH_UP + again).total_seconds(),
            "another nonce": self.nonces.setdefault(key, nonce) != nonce,
            "asked again": since is not None and not self.nonce_kept,
            "asked again late": since is not None and now > since + KEPT,
        }
        self.faults += [f"{what}: {key}" for what, is_so in faults.items() if is_so]

    async def _row(self, key: Key) -> Any:  # noqa: ANN401 - a row of three columns
        place, day = key
        its = (deliveries.c.state, deliveries.c.due_at, deliveries.c.local_date)
        found = select(*its).join(subscriptions, subscriptions.c.id == deliveries.c.subscription)
        found = found.where(subscriptions.c.platform == place.platform)
        found = found.where(subscriptions.c.channel == place.channel)
        async with self.store.read() as connection:
            rows = (await connection.execute(found)).all()
        (row,) = (row for row in rows if weekday_words(row.local_date) == day)
        return row
