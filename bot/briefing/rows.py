"""Why: how subscriptions and deliveries lie in their tables, for those who read and write them. It
must decide nothing: what a row means is said by the records of the model."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, func, select, update

from bot.briefing.calendar import next_due
from bot.briefing.model import Delivery, Place, Subscription
from bot.briefing.records import read_contents_json, read_wish_json
from bot.store.schema import deliveries, ledgers, subscriptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Row, Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.briefing.calendar import Due

#: states in which no request can have left
UNSENT = ("due", "claimed")


def seconds(instant: datetime | None) -> float | None:
    """Return an instant as columns hold it, in seconds since 1970; None for None."""
    return None if instant is None else instant.timestamp()


def instant(kept: float | None) -> datetime | None:
    """Return the instant in UTC that a column holds; None for None."""
    return None if kept is None else at(kept)


def at(kept: float) -> datetime:
    """Return the instant in UTC that a column holds which always holds one."""
    return datetime.fromtimestamp(kept, UTC)


def subscription_of(row: Row[Any]) -> Subscription:
    """Return what a row of `subscription` holds."""
    return Subscription(
        id=row.id,
        place=Place(platform=row.platform, workspace=row.workspace, channel=row.channel),
        wish=read_wish_json(row.wish),
        made_by=row.made_by,
        changed_by=row.changed_by,
        made_at=at(row.made_at),
        baseline=row.baseline,
        paused=row.paused,
        asleep_since=instant(row.asleep_since),
        next_due=instant(row.next_due),
        next_date=row.next_date,
    )


def delivery_of(row: Row[Any]) -> Delivery:
    """Return what a row of `delivery` holds."""
    return Delivery(
        subscription=row.subscription,
        local_date=row.local_date,
        state=row.state,
        due_at=at(row.due_at),
        tries=row.tries,
        claimed_at=instant(row.claimed_at),
        sending_at=instant(row.sending_at),
        done_at=instant(row.done_at),
        retry_at=instant(row.look_at) if row.state == "due" and row.tries else None,
        pack=row.pack,
        message=row.message,
        code=row.code,
        answer=row.answer,
        contents=read_contents_json(row.contents),
    )


def there() -> ColumnElement[bool]:
    """Choose subscriptions that were not stopped."""
    return subscriptions.c.stopped_at.is_(None)


def within(platform: str, workspace: str) -> ColumnElement[bool]:
    """Choose a workspace's subscriptions."""
    return and_(subscriptions.c.platform == platform, subscriptions.c.workspace == workspace)


def of(place: Place) -> ColumnElement[bool]:
    """Choose a channel's subscription, stopped or not."""
    return and_(within(place.platform, place.workspace), subscriptions.c.channel == place.channel)


def locked(*, skip: bool = False) -> Select[Any]:
    """Return the query for subscriptions that nobody else changes until the transaction ends.

    Those that somebody else has are waited for, or else to be left out.
    """
    return select(subscriptions).with_for_update(skip_locked=skip)


def due_values(due: Due | None) -> dict[str, Any]:
    """Return the columns that hold when the next brief is due."""
    if due is None:
        return {"next_due": None, "next_date": None}
    return {"next_due": seconds(due.at), "next_date": due.day}


async def due_after(
    connection: AsyncConnection, subscription: Subscription, now: datetime
) -> Due | None:
    """Return the subscription's next brief after `now`, on a local date that had none."""
    newest = select(func.max(deliveries.c.local_date)).where(
        deliveries.c.subscription == subscription.id
    )
    last: date | None = await connection.scalar(newest)
    return next_due(subscription.wish.schedule, now, last)


async def hold(
    connection: AsyncConnection, where: ColumnElement[bool], states: Sequence[str] | None = None
) -> None:
    """Lock the deliveries of subscriptions, in some states or all, before the subscriptions.

    Delivery takes them in this order, too, so that nobody waits in a circle.
    """
    numbers = select(subscriptions.c.id).where(where)
    its = [deliveries.c.subscription.in_(numbers)]
    if states is not None:
        its.append(deliveries.c.state.in_(states))
    found = select(deliveries.c.local_date).where(*its)
    found = found.order_by(deliveries.c.subscription, deliveries.c.local_date)
    await connection.execute(found.with_for_update(of=deliveries))


async def drop_unsent(
    connection: AsyncConnection, numbers: Sequence[int], code: str, now: ColumnElement[float]
) -> None:
    """Let the briefs of these subscriptions that have not left be skipped, because of `code`.

    Whoever changed the subscriptions has to `hold` these deliveries before.
    """
    its = and_(deliveries.c.subscription.in_(numbers), deliveries.c.state.in_(UNSENT))
    over = {"state": "skipped", "code": code, "look_at": None, "done_at": now}
    await connection.execute(update(deliveries).where(its).values(over))


async def erase(connection: AsyncConnection, where: ColumnElement[bool]) -> int:
    """Delete subscriptions and all that is known of their briefs; return how many they were."""
    await hold(connection, where)
    rows = await connection.execute(
        delete(subscriptions).where(where).returning(subscriptions.c.id)
    )
    numbers = list(rows.scalars())
    for table in (deliveries, ledgers):
        await connection.execute(delete(table).where(table.c.subscription.in_(numbers)))
    return len(numbers)
