"""Why: what replicas agree on, over SQLite and PostgreSQL, each replica with an engine of its
own."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import Table, select, update

from bot.errors import StoreError
from bot.store import Store, open_store
from bot.store.schema import claims, kept_questions, shares
from bot.store.store import CLAIMS_KEPT, QUESTIONS_KEPT, SHARES_KEPT
from tests.store.databases import Database

SHORT = 0.05
LONG = 600.0


async def until_taken(store: Store, name: str, holder: str) -> None:
    """Ask for the lease until it is given; the test's own time limit is the only one."""
    while not await store.take_lease(name, holder, LONG):  # noqa: ASYNC110 - no event tells of it
        await asyncio.sleep(SHORT)


async def age(store: Store, table: Table, seconds: float) -> None:
    """Make all rows of a table that much older."""
    async with store.engine.begin() as connection:
        await connection.execute(update(table).values(at=table.c.at - seconds))


async def count(store: Store, table: Table) -> int:
    """Return how many rows a table has."""
    async with store.engine.connect() as connection:
        return len((await connection.execute(select(table))).all())


async def test_claim_once(store: Store, other: Store) -> None:
    """Of many callers in two replicas exactly one gets a key."""
    callers = [replica.claim("event") for replica in (store, other) for _ in range(20)]
    assert sorted(await asyncio.gather(*callers)) == [False] * 39 + [True]
    assert not await store.claim("event")


async def test_claim_crossing(store: Store, other: Store) -> None:
    """Two replicas that claim the same keys in opposite orders get each key once, together."""
    keys = [f"event {number}" for number in range(200)]
    calls = [store.claim(key) for key in keys] + [other.claim(key) for key in reversed(keys)]
    won = await asyncio.gather(*calls)
    assert sum(won) == len(keys)


async def test_claim_cancelled(store: Store) -> None:
    """A caller that goes away leaves nobody else waiting."""
    first = asyncio.create_task(store.claim("event"))
    await asyncio.sleep(0)
    second, third = (asyncio.create_task(store.claim(key)) for key in ("event", "another"))
    await asyncio.sleep(0)
    second.cancel()
    assert await first
    assert await third


async def test_claim_outlives(database: Database) -> None:
    """A key stays claimed when the process that claimed it is gone."""
    gone = database.open()
    assert await gone.claim("event")
    await gone.close()
    assert not await database.open().claim("event")


async def test_lease_one_holder(store: Store, other: Store) -> None:
    """Of two replicas that ask at once one gets the lease, and keeps it by renewing."""
    first, second = await asyncio.gather(
        store.take_lease("shard 0", "one", LONG), other.take_lease("shard 0", "two", LONG)
    )
    assert first is not second
    holder, loser = ("one", "two") if first else ("two", "one")
    assert await store.take_lease("shard 0", holder, LONG)
    assert not await other.take_lease("shard 0", loser, LONG)


async def test_lease_takeover(store: Store, other: Store) -> None:
    """A lease that its holder does not renew goes to another, and not back."""
    assert await store.take_lease("shard 0", "one", SHORT)
    await until_taken(other, "shard 0", "two")
    assert not await store.take_lease("shard 0", "one", LONG)


async def test_lease_dropped(store: Store, other: Store) -> None:
    """A dropped lease is free at once; one that somebody else has cannot be dropped."""
    await store.take_lease("shard 0", "one", LONG)
    await other.drop_lease("shard 0", "two")
    assert not await other.take_lease("shard 0", "two", LONG)
    await store.drop_lease("shard 0", "one")
    assert await other.take_lease("shard 0", "two", LONG)


async def test_leases_apart(store: Store) -> None:
    """Leases of different names know nothing of each other."""
    assert await store.take_lease("shard 0", "one", LONG)
    assert await store.take_lease("shard 1", "two", LONG)


@pytest.mark.parametrize("text", ["a question", "Иран и Россия", "x" * 3_000, "a|b\nc'; --"])
async def test_kept_question(store: Store, other: Store, text: str) -> None:
    """A kept question comes back whole in another replica, under a key of 12 characters."""
    key = await store.keep_question("more", text)
    assert len(key) == 12
    assert key.isascii()
    assert key.isalnum()
    assert await other.kept_question(key) == ("more", text)


async def test_kept_question_key(store: Store, other: Store) -> None:
    """The same question has one key, another question or button another one."""
    key = await store.keep_question("more", "a question")
    assert await other.keep_question("more", "a question") == key
    assert await store.keep_question("sources", "a question") != key
    assert await store.keep_question("more", "another question") != key


async def test_kept_question_unknown(store: Store) -> None:
    """A key that nobody was given stands for nothing."""
    assert await store.kept_question("abcdefghijkl") is None


async def test_share_once(store: Store, other: Store) -> None:
    """However often Share is pressed, in whatever replica, one press may post."""
    presses = [replica.share_once("card") for replica in (store, other) for _ in range(5)]
    assert sorted(await asyncio.gather(*presses)) == [False] * 9 + [True]


async def test_unshare(store: Store, other: Store) -> None:
    """A card whose post failed may be shared again; one that was posted may not."""
    await store.share_once("card")
    await store.unshare("card")
    assert await other.share_once("card")
    await other.shared_as("card", "1700000000.000100")
    await store.unshare("card")
    assert not await store.share_once("card")


async def test_shared_as(store: Store) -> None:
    """The message as which a card was posted is kept with it."""
    await store.share_once("card")
    await store.shared_as("card", "1700000000.000100")
    async with store.engine.connect() as connection:
        found = (await connection.execute(select(shares.c.card, shares.c.message))).one()
    assert tuple(found) == ("card", "1700000000.000100")


async def test_visibility(store: Store, other: Store) -> None:
    """Answers are private until a channel is set otherwise, there and nowhere else."""
    assert await store.visibility("chat", "W1", "C1") == "private"
    await store.set_visibility("chat", "W1", "C1", "public")
    places = [("chat", "W1", "C1"), ("chat", "W1", "C2"), ("chat", "W2", "C1"), ("x", "W1", "C1")]
    expected = ["public", "private", "private", "private"]
    assert [await store.visibility(*place) for place in places] == expected
    assert [await other.visibility(*place) for place in places] == expected
    await store.set_visibility("chat", "W1", "C1", "private")
    assert await store.visibility("chat", "W1", "C1") == "private"


async def test_forget_workspace(store: Store, database: Database) -> None:
    """Of a workspace that is forgotten nothing stays, of others everything."""
    await store.set_visibility("chat", "W1", "C1", "public")
    await store.set_visibility("chat", "W2", "C1", "public")
    await store.forget_workspace("chat", "W1")
    for replica in (store, database.open()):
        assert await replica.visibility("chat", "W1", "C1") == "private"
        assert await replica.visibility("chat", "W2", "C1") == "public"


@pytest.mark.parametrize(
    ("table", "kept"),
    [(claims, CLAIMS_KEPT), (kept_questions, QUESTIONS_KEPT), (shares, SHARES_KEPT)],
    ids=["claims", "questions", "shares"],
)
async def test_purge(store: Store, table: Table, kept: float) -> None:
    """What has been kept for its time is deleted, and nothing younger."""
    await store.claim("old")
    await store.keep_question("more", "old")
    await store.share_once("old")
    await age(store, table, kept - 60)
    await store.purge()
    assert await count(store, table) == 1
    await age(store, table, 120)
    await store.claim("new")
    await store.keep_question("more", "new")
    await store.share_once("new")
    await store.purge()
    assert await count(store, table) == 1


async def test_question_kept_anew(store: Store) -> None:
    """A question that is asked by a new button is kept for its whole time again."""
    key = await store.keep_question("more", "a question")
    await age(store, kept_questions, QUESTIONS_KEPT + 60)
    assert await store.keep_question("more", "a question") == key
    await store.purge()
    assert await store.kept_question(key) == ("more", "a question")


async def test_no_answer(tmp_path: Path) -> None:
    """A server that is not there is a sentence without its password, whatever is asked of it."""
    store = open_store("postgresql://me:hunter2hunter2@127.0.0.1:1/x", tmp_path)
    with pytest.raises(StoreError, match=r"^The database does not answer\.$"):
        await store.claim("event")
    with pytest.raises(StoreError, match=r"^The database does not answer\.$"):
        await store.visibility("chat", "W1", "C1")
    with pytest.raises(StoreError, match=r"^The database does not answer\.$"):
        await store.purge()
    await store.close()
