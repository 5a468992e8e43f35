"""Why: a worker that dies tells nobody what it had in hand. What it left is given up here, in words
that are true: whatever may have been posted is unknown, never lost and never repeated. It must
post nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, not_, or_, select

from bot.briefing import reasons
from bot.briefing.claims import Written
from bot.briefing.due import BATCH, CATCH_UP
from bot.briefing.losses import report
from bot.briefing.records import ledger_json, read_contents_json, read_ledger_json
from bot.briefing.rotation import advance
from bot.briefing.steps import change, key, queued, remember, runs
from bot.store.schema import Clock, Now, deliveries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Row

    from bot.store import Store

#: a replica may repeat what was cut off on a platform that is closed here, but not for so long
_LONGEST_NONCE = 600.0


async def sweep(
    store: Store, nonces: Mapping[str, float | None], margin: float, clock: Clock = Now
) -> int:
    """Give up deliveries that nobody may post any more, of all platforms; return how many.

    `nonces` has, for platforms that are open here, for how many seconds they know a nonce (None
    where they keep none); `margin` is how long before that end nobody repeats a request.
    """
    return await _unknown(store, nonces, margin, clock) + await _dropped(store, clock)


async def _unknown(
    store: Store, nonces: Mapping[str, float | None], margin: float, clock: Clock
) -> int:
    its = deliveries.c
    async with store.begin() as connection:
        now = (await connection.execute(select(clock()))).scalar_one()
        forgotten = its.uncertain_at <= now - _LONGEST_NONCE
        over = [and_(its.platform.not_in(list(nonces)), forgotten), not_(runs())]
        for platform, kept in nonces.items():
            late = [] if kept is None else [its.uncertain_at <= now - kept + margin]
            over.append(and_(its.platform == platform, *late))
        # Once the clock was set back nobody knows any more how long a nonce has been known.
        without = [platform for platform, kept in nonces.items() if kept is None]
        set_back = and_(its.uncertain_at > now, its.platform.not_in(without))
        ended = or_(and_(its.look_at <= now, or_(*over)), set_back)
        cut_off = and_(its.look_at.is_not(None), its.state == "sending", ended)
        rows = (await connection.execute(queued(cut_off).limit(BATCH))).all()
        await change(
            store, connection, [_over(row, "unknown", reasons.CUT_OFF, now) for row in rows]
        )
        await remember(store, connection, {row.subscription: _written(row) for row in rows})
    report("unknown", [(row.subscription, row.local_date) for row in rows])
    return len(rows)


async def _dropped(store: Store, clock: Clock) -> int:
    its = deliveries.c
    async with store.begin() as connection:
        now = (await connection.execute(select(clock()))).scalar_one()
        late: ColumnElement[bool] = its.due_at < now - CATCH_UP.total_seconds()
        unsent = and_(its.look_at <= now, its.state.in_(("due", "claimed")))
        rows = (
            await connection.execute(queued(unsent, or_(late, not_(runs()))).limit(BATCH))
        ).all()
        dropped = [_dropped_one(row, now) for row in rows]
        await change(store, connection, dropped)
    missed = [one for one in dropped if one["state"] == "missed"]
    report("missed", [(one["subscription"], one["local_date"]) for one in missed])
    return len(rows)


def _dropped_one(row: Row[Any], now: float) -> dict[str, Any]:
    if row.stopped_at is not None:
        return _over(row, "skipped", reasons.STOPPED, now)
    if row.paused is not None:
        return _over(row, "skipped", reasons.PAUSED, now)
    if row.due_at < now - CATCH_UP.total_seconds():
        return _over(row, "missed", reasons.TOO_LATE, now)
    return _over(row, "skipped", reasons.UNINSTALLED, now)


def _over(row: Row[Any], state: str, code: str, now: float) -> dict[str, Any]:
    """Return the end of a delivery; what the platform answered last says more than our code."""
    return {
        **key(row.subscription, row.local_date),
        "state": state,
        "look_at": None,
        "done_at": now,
        "code": row.code or code,
    }


def _written(row: Row[Any]) -> Written:
    seen = advance(read_ledger_json(row.ledger), read_contents_json(row.contents), row.local_date)
    return Written(
        pack=row.pack, baseline=row.baseline, contents=row.contents, ledger=ledger_json(seen)
    )
