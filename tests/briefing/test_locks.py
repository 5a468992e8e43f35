"""Why: on PostgreSQL statements that lock the same rows in two orders end each other, and what a
person asked for would be undone. Two connections meet here, and neither may be the loser."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import date

import pytest
from sqlalchemy import text

from bot.briefing.due import enqueue
from bot.briefing.queue import Leases, Queue
from bot.briefing.steps import held, pause
from bot.briefing.store import Subscriptions
from bot.store import Store
from tests.briefing.moments import Moments
from tests.briefing.wishes import CHANNEL, wish

_WAITING = text(
    "select count(*) from pg_stat_activity"
    " where datname = current_database() and wait_event_type = 'Lock'"
)
_CHANGES: Mapping[str, Callable[[Subscriptions], Awaitable[object]]] = {
    "erase": lambda its: its.erase_workspace("slack", "T1"),
    "sleep": lambda its: its.sleep_workspace("slack", "T1"),
    "pause": lambda its: its.pause(CHANNEL, "U1"),
    "remove": lambda its: its.remove(CHANNEL, "U1"),
}


@pytest.fixture
def address(migrated: str) -> str:
    """Return the address of a server; a file has no locks of rows."""
    return migrated


async def _somebody_waits(store: Store) -> None:
    """Return once a statement waits for a row."""
    async with asyncio.timeout(20), store.read() as connection:
        while not await connection.scalar(_WAITING):  # noqa: ASYNC110 - a database calls nobody
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("change", _CHANGES)
async def test_delivery_and_change(
    store: Store, other: Store, moments: Moments, change: str
) -> None:
    """Whoever settles a brief and whoever changes its subscription at that moment both get done."""
    subscriptions = Subscriptions(store, moments.clock)
    subscription, _ = await subscriptions.save(CHANNEL, wish(), "U1", "abc")
    assert subscription.next_due is not None
    moments.to(subscription.next_due)
    await enqueue(store, moments.clock)
    (claim,) = await Queue(store, Leases(), moments.clock).claim("slack", None, 10)

    # As the queue settles it: first the delivery, then its subscription.
    async with store.begin() as connection:
        assert await held(store, connection, [claim], ["claimed"])
        its = Subscriptions(other, moments.clock)
        changing = asyncio.ensure_future(_CHANGES[change](its))
        await _somebody_waits(store)
        assert await pause(connection, claim.subscription, "It is closed.")
    await changing

    left = await subscriptions.all()
    states = [one.state for one in await subscriptions.deliveries(CHANNEL, date.min)]
    assert (len(left), states) == {
        "erase": (0, []),
        "remove": (0, []),
    }.get(change, (1, ["skipped"]))
