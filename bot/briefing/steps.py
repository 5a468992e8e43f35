"""Why: the statements that move deliveries from one state to the next, for those who decide it.
They must be right for both databases and in one order everywhere, so that nobody waits in a
circle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, select, tuple_, update

from bot.store.schema import deliveries, ledgers, subscriptions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.briefing.claims import Claim, Written
    from bot.store import Store

_NUMBER, _DAY = "its_number", "its_day"
_NEWEST = "newest"


def key(subscription: int, day: date) -> dict[str, Any]:
    """Return what `change` finds a delivery by."""
    return {_NUMBER: subscription, _DAY: day}


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
    found = found.order_by(deliveries.c.look_at, deliveries.c.subscription)
    return found.with_for_update(of=deliveries, skip_locked=True)


def runs() -> ColumnElement[bool]:
    """Choose subscriptions that are neither paused nor asleep nor stopped."""
    its = subscriptions.c
    return and_(its.paused.is_(None), its.asleep_since.is_(None), its.stopped_at.is_(None))


async def held(
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
        tuple_(its.subscription, its.local_date).in_([claim.key for claim in claims]),
        its.holder.in_({claim.holder for claim in claims}),
        its.state.in_(states),
    )
    if now is not None:
        mine = and_(mine, its.look_at > now)
    found = select(its.subscription, its.local_date, its.holder, its.state).where(mine)
    found = found.order_by(its.subscription, its.local_date).with_for_update()
    rows = await connection.execute(found)
    return {((row.subscription, row.local_date), row.holder): row.state for row in rows}


async def change(connection: AsyncConnection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Set the columns that each row names, on the delivery whose `key` it holds."""
    by_columns: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: (row[_NUMBER], row[_DAY])):
        by_columns.setdefault(tuple(row), []).append(row)
    one = update(deliveries).where(
        deliveries.c.subscription == bindparam(_NUMBER),
        deliveries.c.local_date == bindparam(_DAY),
    )
    for columns, its in by_columns.items():
        names = [name for name in columns if name not in {_NUMBER, _DAY}]
        await connection.execute(one.values({name: bindparam(name) for name in names}), its)


async def remember(
    store: Store, connection: AsyncConnection, posted: Mapping[int, Written]
) -> None:
    """Let the next brief of each subscription go on from the one that was written."""
    if not posted:
        return
    new = store.insert(ledgers)
    kept = new.on_conflict_do_update(
        index_elements=["subscription"], set_={"content": new.excluded.content}
    )
    rows = [{"subscription": number, "content": posted[number].ledger} for number in sorted(posted)]
    await connection.execute(kept, rows)
    moved = update(subscriptions).where(
        subscriptions.c.id == bindparam(_NUMBER), subscriptions.c.baseline != bindparam(_NEWEST)
    )
    baselines = [{_NUMBER: number, _NEWEST: posted[number].baseline} for number in sorted(posted)]
    await connection.execute(moved.values(baseline=bindparam(_NEWEST)), baselines)


async def pause(connection: AsyncConnection, number: int, why: str) -> bool:
    """Pause a subscription that runs; return whether it did, so that one worker tells of it."""
    resting = {"paused": why, "next_due": None, "next_date": None}
    one = update(subscriptions).where(subscriptions.c.id == number, runs()).values(resting)
    found = await connection.execute(one.returning(subscriptions.c.id))
    return found.one_or_none() is not None
