"""Why: many rows in one call come to the same in both databases, though one takes them all at once
and the other one by one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.store import Store
from bot.store.schema import deliveries, ledgers

DAYS = [date(2026, 11, day) for day in (22, 23, 24)]
KEYS = ("subscription", "local_date")
SAME = {"platform": "slack", "state": "due", "due_at": 1.0, "tries": 0}
MANY = 1_200


def row(number: int, day: date, **more: object) -> dict[str, Any]:
    """Return a row of `delivery`."""
    return {"subscription": number, "local_date": day, **SAME, **more}


async def add(store: Store, rows: list[dict[str, Any]]) -> None:
    """Add rows, leaving those that are there already."""
    async with store.begin() as connection:
        new = store.insert(deliveries).on_conflict_do_nothing()
        await store.many.add(connection, new, rows)


async def states(store: Store) -> dict[tuple[int, date], tuple[str, str | None]]:
    """Return state and code of all deliveries."""
    its = deliveries.c
    async with store.read() as connection:
        found = await connection.execute(
            select(its.subscription, its.local_date, its.state, its.code)
        )
        return {(one.subscription, one.local_date): (one.state, one.code) for one in found}


async def test_add_and_leave(store: Store) -> None:
    """Rows whose key is there already are left as they are, and the others are added."""
    await add(store, [row(1, DAYS[0])])
    await add(store, [row(1, DAYS[0], state="sent"), row(1, DAYS[1], state="missed")])
    assert await states(store) == {(1, DAYS[0]): ("due", None), (1, DAYS[1]): ("missed", None)}


async def test_add_and_replace(store: Store) -> None:
    """An INSERT that replaces what is there replaces it for each row."""
    new = store.insert(ledgers)
    put = new.on_conflict_do_update(
        index_elements=["subscription"], set_={"content": new.excluded.content}
    )
    for contents in ({1: "a", 2: "b"}, {2: "c", 3: "d"}):
        rows = [{"subscription": one, "content": text} for one, text in contents.items()]
        async with store.begin() as connection:
            await store.many.add(connection, put, rows)
    async with store.read() as connection:
        kept = await connection.execute(select(ledgers).order_by(ledgers.c.subscription))
        assert [tuple(one) for one in kept] == [(1, "a"), (2, "c"), (3, "d")]


async def test_change_each(store: Store) -> None:
    """Each row is found by its keys and gets its own values, None among them; no other changes."""
    await add(store, [row(one, day, code="old") for one in (1, 2) for day in DAYS])
    changed = [
        {"subscription": 1, "local_date": DAYS[0], "state": "sent", "code": None},
        {"subscription": 2, "local_date": DAYS[2], "state": "failed", "code": "new"},
        {"subscription": 9, "local_date": DAYS[0], "state": "sent", "code": "nobody's"},
    ]
    async with store.begin() as connection:
        await store.many.change(connection, deliveries, KEYS, changed)
    kept = {(one, day): ("due", "old") for one in (1, 2) for day in DAYS}
    assert await states(store) == {
        **kept,
        (1, DAYS[0]): ("sent", None),
        (2, DAYS[2]): ("failed", "new"),
    }


@pytest.mark.parametrize("keys", [[], [(1, DAYS[0])], [(1, DAYS[2]), (2, DAYS[0]), (7, DAYS[0])]])
async def test_among(store: Store, keys: list[tuple[int, date]]) -> None:
    """Rows are chosen by all of their key columns together."""
    its = deliveries.c
    await add(store, [row(one, day) for one in (1, 2) for day in DAYS])
    chosen = store.many.among([its.subscription, its.local_date], keys)
    async with store.read() as connection:
        found = await connection.execute(select(its.subscription, its.local_date).where(chosen))
        assert {tuple(one) for one in found} == {key for key in keys if key[0] != 7}


async def test_none(store: Store) -> None:
    """No rows are no statement."""
    async with store.begin() as connection:
        await store.many.add(connection, store.insert(deliveries), [])
        await store.many.change(connection, deliveries, KEYS, [])
    assert await states(store) == {}


async def test_very_many(store: Store) -> None:
    """A thousand rows and more go in one call."""
    await add(store, [row(number, DAYS[0]) for number in range(MANY)])
    changed = [
        {"subscription": number, "local_date": DAYS[0], "state": "sent"} for number in range(MANY)
    ]
    async with store.begin() as connection:
        await store.many.change(connection, deliveries, KEYS, changed)
    assert set((await states(store)).values()) == {("sent", None)}
    assert len(await states(store)) == MANY
