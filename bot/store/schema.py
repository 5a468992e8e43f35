"""Why: the tables of this package, written once for both databases. It must not create them:
migrations do, and a test compares the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Double, MetaData, String, Table, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

if TYPE_CHECKING:
    from sqlalchemy.sql.compiler import SQLCompiler

#: the newest migration, known without importing what migrates
HEAD = "first"

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


class Now(FunctionElement[float]):
    """The database's clock in seconds since 1970, so that replicas need not agree on theirs."""

    type = Double()
    inherit_cache = True


@compiles(Now, "sqlite")
def _sqlite_now(_element: Now, _compiler: SQLCompiler, **_: Any) -> str:  # noqa: ANN401 - as given
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(Now, "postgresql")
def _postgresql_now(_element: Now, _compiler: SQLCompiler, **_: Any) -> str:  # noqa: ANN401
    return "extract(epoch from clock_timestamp())::float8"
