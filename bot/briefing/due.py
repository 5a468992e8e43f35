"""Why: whatever is due becomes a delivery of its own before anybody thinks of posting it, and each
local date at most one. Instants are the database's, as replicas' clocks differ. It must post
nothing."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.briefing.calendar import Due, next_due
from bot.briefing.clocks import zone_gone
from bot.briefing.losses import report
from bot.briefing.reasons import NOT_RUNNING, UNREADABLE
from bot.briefing.records import read_wish_json
from bot.briefing.rows import at, due_values, locked, seconds
from bot.errors import WishError
from bot.store.schema import Clock, Now, deliveries, subscriptions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.briefing.model import Schedule
    from bot.store import Store

_log = logging.getLogger(__name__)
#: a brief that could not be posted within this time after it was due is not posted any more
CATCH_UP = timedelta(hours=6)
#: nobody asks about days that were missed before this time
MISSED_KEPT = timedelta(days=90)
BATCH = 500


async def enqueue(store: Store, clock: Clock = Now) -> int:
    """Make deliveries of what at most 500 subscriptions are due for; return how many those were.

    Replicas that do so at once share the subscriptions between them.
    """
    async with store.begin() as connection:
        now = (await connection.execute(select(clock()))).scalar_one()
        due = locked(skip=True).where(subscriptions.c.next_due <= now)
        due = due.order_by(subscriptions.c.next_due, subscriptions.c.id).limit(BATCH)
        rows = (await connection.execute(due)).all()
        await move_on(store, connection, rows, at(now))
    return len(rows)


async def move_on(
    store: Store, connection: AsyncConnection, rows: Sequence[Row[Any]], now: datetime
) -> None:
    """Make deliveries of all that is due for these subscriptions, which the transaction has locked.

    Their next due is after `now` then. One whose wish cannot be read is paused, and stops no other.
    """
    new: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    paused: list[dict[str, Any]] = []
    for row in rows:
        current = Due(row.next_date, at(row.next_due))
        try:
            passed, following = passed_and_next(_schedule(row.wish), current, now)
        except WishError as error:
            new.append(_delivery(row, current, now, UNREADABLE))
            paused.append(_paused(row, str(error)))
        else:
            kept = (one for one in passed if one.at >= now - MISSED_KEPT)
            new += [_delivery(row, one, now, _too_late(one, now)) for one in kept]
            moved.append({"id": row.id, **due_values(following)})
    await store.many.add(connection, store.insert(deliveries).on_conflict_do_nothing(), new)
    await store.many.change(connection, subscriptions, ("id",), moved)
    await store.many.change(connection, subscriptions, ("id",), paused)
    missed = [one for one in new if one["state"] == "missed"]
    report("missed", [(one["subscription"], one["local_date"]) for one in missed])


def passed_and_next(
    schedule: Schedule, current: Due, now: datetime
) -> tuple[tuple[Due, ...], Due | None]:
    """Return all that is due by `now`, beginning with `current`, and what is due after that."""
    passed: list[Due] = []
    following: Due | None = current
    while following is not None and following.at <= now:
        passed.append(following)
        following = next_due(schedule, following.at, following.day)
    return tuple(passed), following


def _schedule(wish: str) -> Schedule:
    """Return when briefs are due; raise WishError, which says what to do, if nobody can tell."""
    schedule = read_wish_json(wish).schedule
    if gone := zone_gone(schedule.zone):
        raise WishError(gone)
    return schedule


def _paused(row: Row[Any], mend: str) -> dict[str, Any]:
    about = {"subscription": row.id, "platform": row.platform, "workspace": row.workspace}
    _log.error("subscription paused, as it cannot be read", extra={**about, "because": mend})
    return {"id": row.id, "paused": mend, **due_values(None)}


def _delivery(row: Row[Any], due: Due, now: datetime, missed: str | None) -> dict[str, Any]:
    """Return what a day begins as; `missed` is why it gets no brief, None where it gets one."""
    return {
        "subscription": row.id,
        "local_date": due.day,
        "platform": row.platform,
        "state": "missed" if missed else "due",
        "due_at": seconds(due.at),
        "look_at": None if missed else seconds(due.at),
        "done_at": seconds(now) if missed else None,
        "tries": 0,
        "code": missed,
    }


def _too_late(due: Due, now: datetime) -> str | None:
    return NOT_RUNNING if now - due.at > CATCH_UP else None
