"""Why: the tokens of workspaces stand in tables of Slack's own library, so only this adapter knows
how to delete those of one workspace. It asks Slack nothing: a token may be dead long since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from sqlalchemy import and_, delete, or_
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Table

    from bot.store import Store


async def erase_tokens(store: Store, workspace: str) -> int:
    """Delete the tokens of a workspace, or of an enterprise's own installation; return how many."""
    kept = AsyncSQLAlchemyInstallationStore(client_id="", engine=store.engine)
    try:
        async with store.engine.begin() as connection:
            found = [
                await connection.execute(delete(table).where(_of(table, workspace)))
                for table in (kept.bots, kept.installations)
            ]
    except (SQLAlchemyError, OSError) as error:
        msg = "The database does not answer."
        raise StoreError(msg) from error
    return sum(one.rowcount for one in found)


def _of(table: Table, workspace: str) -> ColumnElement[bool]:
    column = table.c
    whole = or_(column.team_id.is_(None), column.is_enterprise_install)
    return or_(column.team_id == workspace, and_(column.enterprise_id == workspace, whole))
