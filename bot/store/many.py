"""Why: thousands of briefs fall due at one minute, and a server answers one statement with many
rows in a fraction of the time of many statements; a file takes them one by one as quickly. It must
not know what the rows mean."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, column, func, select, tuple_, update
from sqlalchemy.types import ARRAY

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from sqlalchemy import Column, ColumnElement, FromClause, Table, Update
    from sqlalchemy.ext.asyncio import AsyncConnection

    Rows = Sequence[Mapping[str, Any]]
    Names = tuple[str, ...]

#: a parameter must not be named as a column that is set
_GIVEN = "given_"


class OneByOne:
    """SQLite's way with many rows. The rows of one call name the same columns, in one order."""

    def __init__(self, insert: Callable[[Table], Any]) -> None:
        """`insert` is the dialect's, which knows what to do where a key is there already."""
        self.insert = insert

    async def add(self, connection: AsyncConnection, insert: Any, rows: Rows) -> None:  # noqa: ANN401 - the dialects' classes share no name
        """Carry out an `insert` for each row."""
        if rows:
            await connection.execute(insert, rows)

    async def change(
        self, connection: AsyncConnection, table: Table, keys: Names, rows: Rows
    ) -> None:
        """Find the table's row by the columns `keys` of each row, and set the others that it names.

        No two rows may have the same keys.
        """
        if rows:
            given = [
                {(f"{_GIVEN}{name}" if name in keys else name): row[name] for name in row}
                for row in rows
            ]
            await connection.execute(_change_one(table, keys, tuple(rows[0])), given)

    def among(
        self, columns: Sequence[Column[Any]], keys: Collection[tuple[Any, ...]]
    ) -> ColumnElement[bool]:
        """Choose the rows whose columns are one of `keys`."""
        return tuple_(*columns).in_(keys)


class AllAtOnce(OneByOne):
    """PostgreSQL's way: a column's values are one array, so that any number is one statement."""

    async def add(self, connection: AsyncConnection, insert: Any, rows: Rows) -> None:  # noqa: ANN401 - the dialects' classes share no name
        """Carry out an `insert` for each row."""
        if rows:
            names = tuple(rows[0])
            given = _given(insert.table, names)
            statement = insert.from_select(names, select(*given.c))
            await connection.execute(statement, _arrays(names, rows))

    async def change(
        self, connection: AsyncConnection, table: Table, keys: Names, rows: Rows
    ) -> None:
        """Find the table's row by the columns `keys` of each row, and set the others that it names.

        No two rows may have the same keys.
        """
        if rows:
            names = tuple(rows[0])
            await connection.execute(_change_all(table, keys, names), _arrays(names, rows))

    def among(
        self, columns: Sequence[Column[Any]], keys: Collection[tuple[Any, ...]]
    ) -> ColumnElement[bool]:
        """Choose the rows whose columns are one of `keys`."""
        names = tuple(one.name for one in columns)
        rows = [dict(zip(names, key, strict=True)) for key in keys]
        found = select(*_given(columns[0].table, names).c).params(_arrays(names, rows))
        return tuple_(*columns).in_(found)


@lru_cache(maxsize=64)
def _change_one(table: Table, keys: Names, names: Names) -> Update:
    found = (table.c[key] == bindparam(f"{_GIVEN}{key}") for key in keys)
    values: dict[str, Any] = {name: bindparam(name) for name in names if name not in keys}
    return update(table).where(*found).values(values)


@lru_cache(maxsize=64)
def _change_all(table: Table, keys: Names, names: Names) -> Update:
    given = _given(table, names)
    found = (table.c[key] == given.c[key] for key in keys)
    values = {name: given.c[name] for name in names if name not in keys}
    return update(table).where(*found).values(values)


@lru_cache(maxsize=64)
def _given(table: FromClause, names: Names) -> FromClause:
    """Return rows of these columns, made of the arrays that `_arrays` makes."""
    arrays = [bindparam(f"{_GIVEN}{name}", type_=ARRAY(table.c[name].type)) for name in names]
    named = [column(name, table.c[name].type) for name in names]
    return func.unnest(*arrays).table_valued(*named).render_derived()


def _arrays(names: Names, rows: Rows) -> dict[str, list[Any]]:
    return {f"{_GIVEN}{name}": [row[name] for row in rows] for name in names}
