"""Why: the tables of this package, written once for both databases. It must not create them:
migrations do, and a test compares the two."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    Double,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

if TYPE_CHECKING:
    from sqlalchemy.sql.compiler import SQLCompiler

#: the newest migration, known without importing what migrates
HEAD = "briefs"

metadata = MetaData()

#: events, envelopes and triggers that somebody answers or has answered
claims = Table(
    "claim",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("at", Double, nullable=False, index=True),
)

#: what one replica at a time may do, and until when it may
leases = Table(
    "lease",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("holder", String(200), nullable=False),
    Column("until", Double, nullable=False),
)

#: what a button asks whose own id would be too long for it
kept_questions = Table(
    "kept_question",
    metadata,
    Column("key", String(12), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Double, nullable=False, index=True),
)

#: cards that were shared with a channel, and as which message where the platform tells
shares = Table(
    "share",
    metadata,
    Column("card", String(40), primary_key=True),
    Column("message", String(200)),
    Column("at", Double, nullable=False, index=True),
)

#: what those who manage a channel have set for it
channels = Table(
    "channel",
    metadata,
    Column("platform", String(40), primary_key=True),
    Column("workspace", String(100), primary_key=True),
    Column("channel", String(100), primary_key=True),
    Column("visibility", String(20), nullable=False),
)

#: the briefs of one channel. `next_due` is null while it is paused, asleep or stopped, and where
#: no date is left; what was stopped stays for a while, so that who stops and subscribes again
#: does not get a second brief on that day
subscriptions = Table(
    "subscription",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("platform", String(40), nullable=False),
    Column("workspace", String(100), nullable=False),
    Column("channel", String(100), nullable=False),
    Column("wish", Text, nullable=False),
    Column("made_by", String(100), nullable=False),
    Column("changed_by", String(100), nullable=False),
    Column("made_at", Double, nullable=False),
    Column("baseline", String(12), nullable=False),
    Column("paused", Text),
    Column("asleep_since", Double),
    Column("stopped_at", Double),
    Column("next_due", Double, index=True),
    Column("next_date", Date),
    Index("ix_subscription_place", "platform", "workspace", "channel", unique=True),
    sqlite_autoincrement=True,  # old buttons hold ids: one that was erased never comes again
)

#: what became of each local day of a subscription. `look_at` is when somebody has to look at it
#: next: a try that is due, or the end of the lease of who has it; null when it is over.
#: `uncertain_at` is when the first request left of which nobody knows what became of it
deliveries = Table(
    "delivery",
    metadata,
    Column("subscription", Integer, primary_key=True, autoincrement=False),
    Column("local_date", Date, primary_key=True),
    Column("platform", String(40), nullable=False),
    Column("state", String(10), nullable=False),
    Column("due_at", Double, nullable=False, index=True),
    Column("look_at", Double),
    Column("holder", String(32)),
    Column("tries", Integer, nullable=False),
    Column("claimed_at", Double),
    Column("sending_at", Double),
    Column("uncertain_at", Double),
    Column("done_at", Double),
    Column("pack", String(40)),
    Column("baseline", String(12)),
    Column("contents", Text),
    Column("message", String(200)),
    Column("code", String(100)),
    Column("answer", Text),
    # In the database it holds no row whose `look_at` is null, as nearly all deliveries are over.
    # To say so here would load PostgreSQL's dialect on SQLite, too, so the migration alone does.
    Index("ix_delivery_look", "platform", "look_at"),
)

#: what a channel saw and when it saw it last, for rotation
ledgers = Table(
    "ledger",
    metadata,
    Column("subscription", Integer, primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False),
)

#: each fact's sentences and standing in a version of the pack that briefs still compare with
snapshots = Table(
    "pack_snapshot",
    metadata,
    Column("key", String(12), primary_key=True),
    Column("version", String(40), nullable=False),
    Column("content", Text, nullable=False),
    Column("at", Double, nullable=False, index=True),
)


class Now(FunctionElement[float]):
    """The database's clock in seconds since 1970, so that replicas need not agree on theirs."""

    type = Double()
    inherit_cache = True


#: an SQL expression for the instant at which a statement runs, in seconds since 1970
Clock = Callable[[], ColumnElement[float]]


@compiles(Now, "sqlite")
def _sqlite_now(_element: Now, _compiler: SQLCompiler, **_: Any) -> str:  # noqa: ANN401 - as given
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(Now, "postgresql")
def _postgresql_now(_element: Now, _compiler: SQLCompiler, **_: Any) -> str:  # noqa: ANN401
    return "extract(epoch from clock_timestamp())::float8"
