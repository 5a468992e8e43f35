"""Why: what channels subscribed to, kept for all replicas. Every statement names platform and
workspace, so that an id out of another workspace finds nothing. It must not deliver anything nor
work out when a brief is due."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, func, or_, select, update

from bot.briefing.due import move_on
from bot.briefing.model import Place
from bot.briefing.reasons import PAUSED, STOPPED, UNINSTALLED
from bot.briefing.records import read_ledger_json, wish_json
from bot.briefing.rows import (
    UNSENT,
    at,
    delivery_of,
    drop_unsent,
    due_after,
    due_values,
    erase,
    hold,
    locked,
    of,
    subscription_of,
    there,
    within,
)
from bot.errors import WishError
from bot.store.schema import Clock, Now, deliveries, ledgers, snapshots, subscriptions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.briefing.model import Delivery, Ledger, State, Subscription, Wish
    from bot.store import Store

DAY = 86_400.0
#: what was stopped or left behind by an uninstall is restored within this time, then erased
ASLEEP_KEPT = 30 * DAY
#: `why` tells of a delivery for so long, `status` of the last one that was sent for ever
DAYS_KEPT = 90
DELIVERIES_KEPT = DAYS_KEPT * DAY
#: a snapshot that is nobody's baseline yet may be somebody's soon: deliveries keep it anew hourly
SNAPSHOTS_KEPT = DAY


class Subscriptions:
    """The subscriptions; every method raises StoreError where the database does not answer."""

    def __init__(self, store: Store, clock: Clock = Now) -> None:
        """Keep them in `store`; `clock` is the database's unless a test has one of its own."""
        self._store = store
        self._clock = clock

    async def at(self, place: Place) -> Subscription | None:
        """Return the subscription of a channel; None where it has none."""
        found = await self._select(of(place))
        return found[0] if found else None

    async def get(self, platform: str, workspace: str, number: int) -> Subscription | None:
        """Return the subscription with this id; None where the workspace has no such one."""
        found = await self._select(within(platform, workspace), subscriptions.c.id == number)
        return found[0] if found else None

    async def by_maker(self, platform: str, workspace: str, user: str) -> tuple[Subscription, ...]:
        """Return the subscriptions that a person of the workspace made, oldest first."""
        return await self._select(within(platform, workspace), subscriptions.c.made_by == user)

    async def all(self) -> tuple[Subscription, ...]:
        """Return every subscription of every workspace, oldest first: for operators."""
        return await self._select()

    async def workspaces(self, platform: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the workspaces with subscriptions that are awake, and with those asleep."""
        its = subscriptions.c
        slept = its.asleep_since.is_not(None)
        found = select(its.workspace, slept).where(its.platform == platform, there()).distinct()
        async with self._store.read() as connection:
            rows = [(row[0], bool(row[1])) for row in await connection.execute(found)]
        awake, asleep = (
            frozenset(one for one, slept in rows if slept is it) for it in (False, True)
        )
        return awake, asleep

    async def save(
        self, place: Place, wish: Wish, who: str, baseline: str, *, keep_paused: bool = False
    ) -> tuple[Subscription, Subscription | None]:
        """Make the channel's subscription, or change it; return it and what it was before.

        Its next brief is the first one from now on a local date that had none. `baseline` is used
        for a new one only. One that is paused runs again, unless it is to be kept paused.
        """
        async with self._store.begin() as connection:
            insert = self._store.insert(subscriptions).values(
                **asdict(place), wish=wish_json(wish), made_by=who, changed_by=who,
                made_at=self._clock(), baseline=baseline,
            )  # fmt: skip
            key = list(asdict(place))
            new = insert.on_conflict_do_nothing(index_elements=key).returning(subscriptions)
            row = (await connection.execute(new)).one_or_none()
            if row is not None:
                return await self._schedule(connection, row), None
            row = (await connection.execute(locked().where(of(place)))).one()
            values: dict[str, Any] = {"wish": wish_json(wish), "changed_by": who}
            values["asleep_since"] = None  # whoever asks is there, so is the bot
            if not keep_paused:
                values["paused"] = None
            if row.stopped_at is None:
                return await self._schedule(connection, row, values), _former(row)
            values |= {"made_by": who, "made_at": self._clock(), "baseline": baseline}
            return await self._schedule(connection, row, {**values, "stopped_at": None}), None

    async def pause(self, place: Place, who: str, why: str = "") -> Subscription | None:
        """Post nothing more, not even what is due now; None where there is no subscription.

        `why` is for the channel to read, "" where a person wished it.
        """
        return await self._change(
            place, {"paused": why, "changed_by": who, **due_values(None)}, PAUSED
        )

    async def resume(self, place: Place, who: str) -> Subscription | None:
        """Post again, next on the first local date that had no brief; None where there is none."""
        values = {"paused": None, "changed_by": who}
        async with self._store.begin() as connection:
            row = (await connection.execute(locked().where(of(place), there()))).one_or_none()
            return None if row is None else await self._schedule(connection, row, values)

    async def remove(self, place: Place, who: str) -> Subscription | None:
        """Stop the channel's briefs and return what it had; None where it had none.

        What it was stays for 30 days, so that subscribing again gives no second brief for a day.
        """
        before = await self.at(place)
        gone = {"stopped_at": self._clock(), "changed_by": who, "paused": None, **due_values(None)}
        stopped = await self._change(place, gone, STOPPED)
        return before if stopped else None

    async def sleep_workspace(self, platform: str, workspace: str) -> int:
        """Post nothing more in a workspace that the app was removed from; return how many slept."""
        awake = and_(within(platform, workspace), there(), subscriptions.c.asleep_since.is_(None))
        asleep = {"asleep_since": self._clock(), **due_values(None)}
        async with self._store.begin() as connection:
            await hold(connection, awake, UNSENT)
            change = update(subscriptions).where(awake).values(asleep)
            changed = await connection.execute(change.returning(subscriptions.c.id))
            numbers = list(changed.scalars())
            await drop_unsent(connection, numbers, UNINSTALLED, self._clock())
        return len(numbers)

    async def wake_workspace(self, platform: str, workspace: str) -> int:
        """Restore the subscriptions of a workspace that the app is back in; return how many."""
        asleep = and_(
            within(platform, workspace), subscriptions.c.asleep_since.is_not(None), there()
        )
        async with self._store.begin() as connection:
            rows = (await connection.execute(locked().where(asleep))).all()
            for row in rows:
                await self._schedule(connection, row, {"asleep_since": None})
        return len(rows)

    async def erase_workspace(
        self, platform: str, workspace: str, channel: str | None = None
    ) -> int:
        """Delete all that is known of the workspace's briefs; return of how many channels.

        With `channel`, of that one alone.
        """
        where = within(platform, workspace)
        if channel is not None:
            where = of(Place(platform=platform, workspace=workspace, channel=channel))
        async with self._store.begin() as connection:
            return await erase(connection, where)

    async def erase_asleep(self) -> int:
        """Delete what was stopped or asleep for 30 days; return of how many channels."""
        long_ago = self._clock() - ASLEEP_KEPT
        asleep = subscriptions.c.asleep_since < long_ago
        async with self._store.begin() as connection:
            return await erase(connection, or_(asleep, subscriptions.c.stopped_at < long_ago))

    async def keep_snapshot(self, key: str, version: str, content: str) -> None:
        """Keep what the pack holds, for briefs that compare with it; each call begins its time."""
        new = self._store.insert(snapshots).values(
            key=key, version=version, content=content, at=self._clock()
        )
        kept = new.on_conflict_do_update(index_elements=["key"], set_={"at": new.excluded.at})
        async with self._store.read() as connection:
            await connection.execute(kept)

    async def snapshot(self, key: str) -> str | None:
        """Return what was kept under the key; None where it is not."""
        table = snapshots.c
        async with self._store.read() as connection:
            found: str | None = await connection.scalar(select(table.content).filter_by(key=key))
        return found

    async def purge(self) -> None:
        """Delete what has been kept for its time; of each channel's briefs the last one stays."""
        await self.erase_asleep()
        now = self._clock()
        baselines = select(subscriptions.c.baseline).union(
            select(deliveries.c.baseline).where(deliveries.c.look_at.is_not(None))
        )
        unused = and_(
            snapshots.c.at < now - SNAPSHOTS_KEPT,
            ~select(1).where(baselines.subquery().c.baseline == snapshots.c.key).exists(),
        )
        over = and_(
            deliveries.c.due_at < now - DELIVERIES_KEPT,
            deliveries.c.look_at.is_(None),
            or_(deliveries.c.state != "sent", _newer_sent()),
        )
        async with self._store.read() as connection:
            await connection.execute(delete(snapshots).where(unused))
            await connection.execute(delete(deliveries).where(over))

    async def now(self) -> datetime:
        """Return what time it is in the database, by which briefs are due."""
        async with self._store.read() as connection:
            return at((await connection.execute(select(self._clock()))).scalar_one())

    async def ledger(self, place: Place) -> Ledger:
        """Return what the channel saw; an empty ledger where it saw nothing yet."""
        found = select(ledgers.c.content).join(
            subscriptions, subscriptions.c.id == ledgers.c.subscription
        )
        async with self._store.read() as connection:
            return read_ledger_json(await connection.scalar(found.where(of(place), there())))

    async def deliveries(self, place: Place, since: date) -> tuple[Delivery, ...]:
        """Return what became of each of the channel's local days from `since` on, oldest first."""
        return await self._deliveries(place, deliveries.c.local_date >= since)

    async def delivery(self, place: Place, day: date) -> Delivery | None:
        """Return what became of one local day of the channel; None where nothing was due."""
        found = await self._deliveries(place, deliveries.c.local_date == day)
        return found[0] if found else None

    async def counts(self) -> dict[State, int]:
        """Return how many briefs that were due in the last 24 hours are in each state."""
        counted = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
        recent = deliveries.c.due_at >= self._clock() - DAY
        async with self._store.read() as connection:
            rows = await connection.execute(counted.where(recent))
            return {state: number for state, number in rows}  # noqa: C416 - rows are no tuples

    async def _select(self, *where: ColumnElement[bool]) -> tuple[Subscription, ...]:
        found = select(subscriptions).where(there(), *where).order_by(subscriptions.c.id)
        async with self._store.read() as connection:
            return tuple(map(subscription_of, await connection.execute(found)))

    async def _deliveries(self, place: Place, days: ColumnElement[bool]) -> tuple[Delivery, ...]:
        found = select(deliveries).join(
            subscriptions, subscriptions.c.id == deliveries.c.subscription
        )
        found = found.where(of(place), there(), days).order_by(deliveries.c.local_date)
        async with self._store.read() as connection:
            return tuple(map(delivery_of, await connection.execute(found)))

    async def _change(
        self, place: Place, values: dict[str, Any], dropped: str | None = None
    ) -> Subscription | None:
        """Change the subscription; with `dropped`, its briefs that have not left do not leave."""
        change = update(subscriptions).where(of(place), there()).values(values)
        async with self._store.begin() as connection:
            if dropped is not None:
                await hold(connection, of(place), UNSENT)
            row = (await connection.execute(change.returning(subscriptions))).one_or_none()
            if row is None:
                return None
            if dropped is not None:
                await drop_unsent(connection, [row.id], dropped, self._clock())
        return subscription_of(row)

    async def _schedule(
        self, connection: AsyncConnection, row: Row[Any], values: Mapping[str, Any] | None = None
    ) -> Subscription:
        """Change a row that the transaction has locked, and when its next brief is due."""
        mine = update(subscriptions).where(subscriptions.c.id == row.id).returning(subscriptions)
        now = at((await connection.execute(select(self._clock()))).scalar_one())
        if row.next_due is not None:
            await move_on(self._store, connection, [row], now)  # no change loses what is due by now
        if values:
            row = (await connection.execute(mine.values(**values))).one()
        found = subscription_of(row)
        runs = found.paused is None and found.asleep_since is None and row.stopped_at is None
        due = due_values(await due_after(connection, found, now) if runs else None)
        return subscription_of((await connection.execute(mine.values(due))).one())


def _former(row: Row[Any]) -> Subscription | None:
    """Return what a row held; None where that cannot be read, so that it can be replaced."""
    try:
        return subscription_of(row)
    except WishError:
        return None


def _newer_sent() -> ColumnElement[bool]:
    """Choose deliveries after which another one of the same channel was sent."""
    newer = deliveries.alias()
    return (
        select(1)
        .where(
            newer.c.subscription == deliveries.c.subscription,
            newer.c.local_date > deliveries.c.local_date,
            newer.c.state == "sent",
        )
        .exists()
    )
