"""Why: the statements that move deliveries from one state to the next, for those who decide it.
They must be right for both databases and in one order everywhere, so that nobody waits in a
circle."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select, update

from bot.store.schema import deliveries, ledgers, subscriptions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.briefing.claims import Claim, Written
    from bot.store import Store

_KEY = ("subscription", "local_date")


def key(subscription: int, day: date) -> dict[str, Any]:
    """Return what `change` finds a delivery by."""
    return {"subscription": subscription, "local_date": day}


def queued(*where: ColumnElement[bool]) -> Select[Any]:
    """Return the query for deliveries with all that their brief depends on, those due first.

    They are locked until the transaction ends; those that somebody else has locked are left out.
    """
    joined = deliveries.join(subscriptions, subscriptions.c.id == deliveries.c.subscription)
    joined = joined.outerjoin(ledgers, ledgers.c.subscription == deliveries.c.subscription)
    names = ("workspace", "channel", "wish", "changed_by", "paused", "stopped_at")
    its = (subscriptions.c[name] for name in names)
    compared, ledger = subscriptions.c.baseline.label("compared"), ledgers.c.content.label("ledger")
    found = select(deliveries, *its, compared, ledger).select_from(joined).where(*where)
    found = found.order_by(deliveries.c.look_at)
    return found.with_for_update(of=deliveries, skip_locked=True)


def runs() -> ColumnElement[bool]:
    """Choose subscriptions that are neither paused nor asleep nor stopped."""
    its = subscriptions.c
    return and_(its.paused.is_(None), its.asleep_since.is_(None), its.stopped_at.is_(None))


async def held(
    store: Store,
    connection: AsyncConnection,
    claims: Collection[Claim],
    states: Sequence[str],
    now: float | None = None,
) -> dict[tuple[tuple[int, date], str | None], str]:
    """Lock the deliveries of these claims that still are in their holder's hands and in a state.

    Return the state by key, and by holder: a worker may have claimed one a second time, after its
    own first lease ran out. With `now`, those whose lease has run out are left out.
    """
    its = deliveries.c
    mine = and_(
        store.many.among([its[name] for name in _KEY], [claim.key for claim in claims]),
        its.holder.in_({claim.holder for claim in claims}),
        its.state.in_(states),
    )
    if now is not None:
        mine = and_(mine, its.look_at > now)
    found = select(its.subscription, its.local_date, its.holder, its.state).where(mine)
    found = found.order_by(its.subscription, its.local_date).with_for_update(of=deliveries)
    rows = await connection.execute(found)
    return {((row.subscription, row.local_date), row.holder): row.state for row in rows}


async def change(
    store: Store, connection: AsyncConnection, rows: Iterable[Mapping[str, Any]]
) -> None:
    """Set the columns that each row names, on the delivery whose `key` it holds."""
    by_columns: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for row in sorted(rows, key=itemgetter(*_KEY)):
        by_columns.setdefault(tuple(row), []).append(row)
    for its in by_columns.values():
        await store.many.change(connection, deliveries, _KEY, its)


async def remember(
    store: Store, connection: AsyncConnection, posted: Mapping[int, Written]
) -> None:
    """Let the next brief of each subscription go on from the one that was written."""
    new = store.insert(ledgers)
    kept = new.on_conflict_do_update(
        index_elements=["subscription"], set_={"content": new.excluded.content}
    )
    rows = [{"subscription": number, "content": posted[number].ledger} for number in sorted(posted)]
    await store.many.add(connection, kept, rows)
    by_baseline: dict[str, list[tuple[int]]] = {}
    for number in sorted(posted):
        by_baseline.setdefault(posted[number].baseline, []).append((number,))
    for newest, numbers in by_baseline.items():
        its = store.many.among([subscriptions.c.id], numbers)
        moved = update(subscriptions).where(its, subscriptions.c.baseline != newest)
        await connection.execute(moved.values(baseline=newest))


async def pause(connection: AsyncConnection, number: int, why: str) -> bool:
    """Pause a subscription that runs; return whether it did, so that one worker tells of it."""
    resting = {"paused": why, "next_due": None, "next_date": None}
    one = update(subscriptions).where(subscriptions.c.id == number, runs()).values(resting)
    found = await connection.execute(one.returning(subscriptions.c.id))
    return found.one_or_none() is not None
