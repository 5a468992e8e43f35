"""Why: what replicas must agree on is decided by single statements of the database, by its clock
and its keys. It must remember nothing itself but who sees what, and let no driver's error out."""

from __future__ import annotations

import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StoreError
from bot.store.batch import Batch
from bot.store.keys import key_of
from bot.store.remembered import Remembered
from bot.store.schema import Now, channels, claims, kept_questions, leases, shares
from bot.store.sole import SoleClaims, SoleLeases
from bot.store.upgrading import check

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path

    from sqlalchemy import Executable, Row, Table
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

    from bot.store.many import OneByOne

DAY = 86_400.0
#: platforms repeat an event for a day at most
CLAIMS_KEPT = 2 * DAY
QUESTIONS_KEPT = 90 * DAY
#: no message of a year ago is shared again
SHARES_KEPT = 366 * DAY
#: nobody waits for the holder of one that ran out so long ago
LEASES_KEPT = DAY
PRIVATE = "private"
#: how long after a change another replica may still answer as before; on a file, where only an
#: operator's command changes anything beside the bot, the bot itself
SECONDS_BEHIND = 5.0
SECONDS_BEHIND_A_COMMAND = 60.0


class Store:
    """The database as adapters use it; every method raises StoreError where it does not answer."""

    def __init__(
        self,
        engine: AsyncEngine,
        many: OneByOne,
        path: Path | None,
        *,
        alone: bool = False,
    ) -> None:
        """Use the engine, with its way for many rows; `path` is the file, None for a server.

        `alone` tells that no other store claims anything there. Whoever opens the store closes it.
        """
        #: for stores of an SDK that keep their own tables here
        self.engine = engine
        self.path = path
        self.many = many
        # Each statement is a transaction: one way to the database and back, and no lock is kept.
        self._each = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._claims: Batch | SoleClaims = Batch(self._claim)
        if alone:
            self._claims = SoleClaims(self._claimed, self._claim, CLAIMS_KEPT, time.monotonic)
        self._leases = SoleLeases(time.monotonic) if alone else None
        # A file has one process to itself, so nobody else changes what it knows.
        self._also_old: dict[str, Callable[[], Executable]] = {}
        self._visible = Remembered(
            SECONDS_BEHIND if path is None else SECONDS_BEHIND_A_COMMAND, time.monotonic
        )

    async def check(self) -> None:
        """Raise SetupError, with the mend, where the tables are not there or of another version."""
        await check(self.engine)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes; on SQLite one at a time. Errors undo it."""
        async with _translated(), self.engine.begin() as connection:
            yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection on which each statement stands by itself, beside whoever writes."""
        async with _translated(), self._each.connect() as connection:
            yield connection

    def insert(self, table: Table) -> Any:  # noqa: ANN401 - the dialects' classes share no name
        """Return an INSERT that knows what to do where the key is there already."""
        return self.many.insert(table)

    async def claim(self, key: str) -> bool:
        """Return True to exactly one caller, whichever replica it is in; kept for two days."""
        return await self._claims.claim(key)

    async def _claim(self, keys: Sequence[str]) -> frozenset[str]:
        statement = self.insert(claims).values(at=Now()).on_conflict_do_nothing()
        rows = [{"key": key} for key in keys]
        async with _translated(), self._each.connect() as connection:
            won = await connection.execute(statement.returning(claims.c.key), rows)
            return frozenset(won.scalars())

    async def _claimed(self) -> Sequence[str]:
        async with _translated(), self._each.connect() as connection:
            return (await connection.execute(select(claims.c.key))).scalars().all()

    async def take_lease(self, name: str, holder: str, seconds: float) -> bool:
        """Return whether `holder` has the lease now, for that long by the database's clock.

        It is taken where it is free or has run out, and renewed where the holder has it already.
        """
        if self._leases is not None:
            return self._leases.take(name, holder, seconds)
        new = self.insert(leases).values(name=name, holder=holder, until=Now() + seconds)
        statement = new.on_conflict_do_update(
            index_elements=["name"],
            set_={"holder": new.excluded.holder, "until": new.excluded.until},
            where=or_(leases.c.holder == new.excluded.holder, leases.c.until <= Now()),
        )
        return await self._one(statement.returning(leases.c.name)) is not None

    async def drop_lease(self, name: str, holder: str) -> None:
        """Free the lease at once, if `holder` has it."""
        if self._leases is not None:
            self._leases.drop(name, holder)
            return
        mine = (leases.c.name == name) & (leases.c.holder == holder)
        await self._do(delete(leases).where(mine))

    async def keep_question(self, kind: str, text: str) -> str:
        """Return the key under which the question is kept for 90 days from now."""
        key = key_of(kind, text)
        new = self.insert(kept_questions).values(key=key, kind=kind, text=text, at=Now())
        await self._do(new.on_conflict_do_update(index_elements=["key"], set_={"at": Now()}))
        return key

    async def kept_question(self, key: str) -> tuple[str, str] | None:
        """Return kind and text of the question; None where it is not kept, or no longer."""
        table = kept_questions.c
        row = await self._one(select(table.kind, table.text).where(table.key == key))
        return (row.kind, row.text) if row else None

    async def share_once(self, card: str) -> bool:
        """Return True to exactly one caller: the one who may post the card."""
        statement = self.insert(shares).values(card=card, at=Now()).on_conflict_do_nothing()
        return await self._one(statement.returning(shares.c.card)) is not None

    async def unshare(self, card: str) -> None:
        """Let the card be shared again, after a post that provably failed."""
        await self._do(delete(shares).where(shares.c.card == card, shares.c.message.is_(None)))

    async def shared_as(self, card: str, message_id: str) -> None:
        """Remember as which message the card was posted."""
        await self._do(update(shares).where(shares.c.card == card).values(message=message_id))

    async def visibility(self, platform: str, workspace: str, channel: str) -> str:
        """Return what the channel's managers have set: "private" (the default) or "public".

        On PostgreSQL a change by another replica is seen within five seconds.
        """
        where = {"platform": platform, "workspace": workspace, "channel": channel}
        known = self.known_visibility(**where)
        if known is None:
            row = await self._one(select(channels.c.visibility).filter_by(**where))
            known = row.visibility if row else PRIVATE
            self._visible.put(tuple(where.values()), known)
        return known

    def known_visibility(self, platform: str, workspace: str, channel: str) -> str | None:
        """Return what `visibility` would, at once; None where it would have to ask the database."""
        return self._visible.get((platform, workspace, channel))

    async def set_visibility(
        self, platform: str, workspace: str, channel: str, visibility: str
    ) -> None:
        """Set whether answers in the channel are seen by all ("public") or not ("private")."""
        where = {"platform": platform, "workspace": workspace, "channel": channel}
        new = self.insert(channels).values(**where, visibility=visibility)
        changed = {"visibility": new.excluded.visibility}
        await self._do(new.on_conflict_do_update(index_elements=list(where), set_=changed))
        self._visible.put(tuple(where.values()), visibility)

    async def forget_workspace(
        self, platform: str, workspace: str, channel: str | None = None
    ) -> int:
        """Delete all that was set in the workspace; return in how many channels.

        With `channel`, in that one alone.
        """
        its = (channels.c.platform == platform) & (channels.c.workspace == workspace)
        if channel is not None:
            its &= channels.c.channel == channel
        count = await self._do(delete(channels).where(its))
        self._visible.clear()
        return count

    async def purge(self) -> None:
        """Delete what has been kept for its time."""
        kept = ((claims, CLAIMS_KEPT), (kept_questions, QUESTIONS_KEPT), (shares, SHARES_KEPT))
        for table, seconds in kept:
            await self._do(delete(table).where(table.c.at < Now() - seconds))
        await self._do(delete(leases).where(leases.c.until < Now() - LEASES_KEPT))
        for statement in self._also_old.values():
            await self._do(statement())

    def also_purge(self, table: str, old: Callable[[], Executable]) -> None:
        """Let `purge` carry out what `old` returns for a table of an SDK's own."""
        self._also_old[table] = old

    async def close(self) -> None:
        """Finish what is under way and close all connections."""
        await self._claims.close()
        await self.engine.dispose()

    async def _one(self, statement: Executable) -> Row[Any] | None:
        async with _translated(), self._each.connect() as connection:
            return (await connection.execute(statement)).one_or_none()

    async def _do(self, statement: Executable) -> int:
        async with _translated(), self._each.connect() as connection:
            return (await connection.execute(statement)).rowcount


@asynccontextmanager
async def _translated() -> AsyncIterator[None]:
    try:
        yield
    except (SQLAlchemyError, OSError) as error:  # a refused connection comes through as it is
        msg = "The database does not answer."
        raise StoreError(msg) from error
