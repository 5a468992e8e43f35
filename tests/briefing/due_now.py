"""Why: tests of crowds and the bench need very many subscriptions that are due at once, which no
person could make one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import insert, select

from bot.briefing.model import Wish
from bot.briefing.records import wish_json
from bot.store import Store
from bot.store.schema import Clock, Now, subscriptions
from tests.briefing.wishes import wish

#: a Discord channel's id is a number
FIRST_CHANNEL = 10**15
_WORKSPACES = 50
_AT_ONCE = 5_000
_WISH = wish(zone="UTC")


async def make_due(  # noqa: PLR0913 - each is a matter of its own
    store: Store,
    briefs: int,
    platforms: Sequence[str],
    *,
    clock: Clock = Now,
    workspaces: int = _WORKSPACES,
    wishes: Sequence[Wish] = (_WISH,),
) -> None:
    """Make so many subscriptions that were due a second ago; platforms and wishes take turns."""
    texts = [wish_json(one) for one in wishes]
    async with store.begin() as connection:
        now = (await connection.execute(select(clock()))).scalar_one()
        same = {
            "made_by": "1",
            "changed_by": "1",
            "made_at": now,
            "baseline": "none",
            "next_due": now - 1.0,
            "next_date": datetime.fromtimestamp(now, UTC).date(),
        }
        for first in range(0, briefs, _AT_ONCE):
            rows = [
                {
                    **same,
                    "wish": texts[number // len(platforms) % len(texts)],
                    "platform": platforms[number % len(platforms)],
                    "workspace": f"T{number % workspaces}",
                    "channel": str(FIRST_CHANNEL + number),
                }
                for number in range(first, min(first + _AT_ONCE, briefs))
            ]
            await connection.execute(insert(subscriptions), rows)
