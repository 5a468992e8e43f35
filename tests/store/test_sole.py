"""Why: the claims of a process that has its file to itself, over a real file and, for what a
database may do to them, over one that fails."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.store import open_store
from bot.store.sole import SoleClaims, SoleLeases

KEPT = 100.0


class Fallible:
    """A database that can be out of order, and a clock."""

    def __init__(self, *written: str) -> None:
        """Hold what an earlier process wrote."""
        self.written = list(written)
        self.well = True
        self.now = 0.0
        self.claims = SoleClaims(self.read, self.write, KEPT, lambda: self.now)

    async def read(self) -> Sequence[str]:
        """Return all keys."""
        self._work()
        return list(self.written)

    async def write(self, keys: Sequence[str]) -> None:
        """Keep the keys."""
        self._work()
        self.written += keys

    def _work(self) -> None:
        if not self.well:
            msg = "The database does not answer."
            raise StoreError(msg)


async def test_once(tmp_path: Path) -> None:
    """Of many callers at once exactly one gets a key."""
    store = open_store(None, tmp_path, alone=True)
    won = await asyncio.gather(*(store.claim("event") for _ in range(20)))
    again = await store.claim("event")
    await store.close()
    assert (sum(won), again) == (1, False)


async def test_outlives(tmp_path: Path) -> None:
    """What was claimed until the end of a process stays claimed in the next one."""
    keys = [f"event {number}" for number in range(500)]
    gone = open_store(None, tmp_path, alone=True)
    first = [await gone.claim(key) for key in keys]
    await gone.close()
    following = open_store(None, tmp_path, alone=True)
    second = [await following.claim(key) for key in (*keys, "another")]
    await following.close()
    assert first == [True] * 500
    assert second == [False] * 500 + [True]


async def test_cancelled_first() -> None:
    """A first caller that goes away while the file is read leaves nobody else waiting."""
    claims = Fallible("before").claims
    first = asyncio.create_task(claims.claim("event"))
    second = asyncio.create_task(claims.claim("before"))
    await asyncio.sleep(0)
    first.cancel()
    assert not await second
    assert await claims.claim("event")
    await claims.close()


async def test_not_readable() -> None:
    """While nothing can be read a claim fails, and the next one reads anew."""
    database = Fallible("before")
    database.well = False
    with pytest.raises(StoreError, match=r"^The database does not answer\.$"):
        await database.claims.claim("before")
    database.well = True
    assert not await database.claims.claim("before")


async def test_not_writable() -> None:
    """A database that takes nothing stops no answer, and gets all keys when it takes some again."""
    database = Fallible()
    assert await database.claims.claim("first")
    database.well = False
    assert await database.claims.claim("second")
    await database.claims.close()
    assert database.written == []
    database.well = True
    assert await database.claims.claim("third")
    assert not await database.claims.claim("first")
    await database.claims.close()
    assert database.written == ["first", "second", "third"]


async def test_forgotten() -> None:
    """A key is held for its time and not much longer."""
    database = Fallible("before")
    assert await database.claims.claim("event")
    database.now = KEPT * 0.99
    assert not await database.claims.claim("event")
    database.now = KEPT * 1.05
    assert await database.claims.claim("event")
    assert await database.claims.claim("before")
    await database.claims.close()


async def test_lease_after_death(tmp_path: Path) -> None:
    """A lease goes with its process, so that the next one need not wait for its end."""
    dead = open_store(None, tmp_path, alone=True)
    assert await dead.take_lease("shard 0", "one", KEPT)
    await dead.close()
    following = open_store(None, tmp_path, alone=True)
    assert await following.take_lease("shard 0", "two", KEPT)
    assert not await following.take_lease("shard 0", "three", KEPT)
    await following.drop_lease("shard 0", "three")
    assert not await following.take_lease("shard 0", "three", KEPT)
    await following.drop_lease("shard 0", "two")
    assert await following.take_lease("shard 0", "three", KEPT)
    await following.close()


def test_lease_runs_out() -> None:
    """A lease that its holder does not renew can be taken when its time is over, not before."""
    now = [0.0]
    leases = SoleLeases(lambda: now[0])
    assert leases.take("shard 0", "one", KEPT)
    now[0] = KEPT - 1
    assert leases.take("shard 0", "one", KEPT)
    now[0] = 2 * KEPT - 2
    assert not leases.take("shard 0", "two", KEPT)
    now[0] = 2 * KEPT - 1
    assert leases.take("shard 0", "two", KEPT)
