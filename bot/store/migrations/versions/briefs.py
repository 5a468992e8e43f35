"""Why: the tables of briefing: who gets briefs, what became of each, what each channel saw, and the
packs that briefs compare with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "briefs"
down_revision = "first"


def upgrade() -> None:
    """Create them."""
    _subscriptions()
    _deliveries()
    op.create_table(
        "ledger",
        Column("subscription", sa.Integer, primary_key=True, autoincrement=False),
        Column("content", sa.Text, nullable=False),
    )
    op.create_table(
        "pack_snapshot",
        Column("key", sa.String(12), primary_key=True),
        Column("version", sa.String(40), nullable=False),
        Column("content", sa.Text, nullable=False),
        Column("at", sa.Double, nullable=False, index=True),
    )


def _subscriptions() -> None:
    op.create_table(
        "subscription",
        Column("id", sa.Integer, primary_key=True, autoincrement=True),
        Column("platform", sa.String(40), nullable=False),
        Column("workspace", sa.String(100), nullable=False),
        Column("channel", sa.String(100), nullable=False),
        Column("wish", sa.Text, nullable=False),
        Column("made_by", sa.String(100), nullable=False),
        Column("changed_by", sa.String(100), nullable=False),
        Column("made_at", sa.Double, nullable=False),
        Column("baseline", sa.String(12), nullable=False),
        Column("paused", sa.Text),
        Column("asleep_since", sa.Double),
        Column("stopped_at", sa.Double),
        Column("next_due", sa.Double, index=True),
        Column("next_date", sa.Date),
        sqlite_autoincrement=True,
    )
    place = ["platform", "workspace", "channel"]
    op.create_index("ix_subscription_place", "subscription", place, unique=True)


def _deliveries() -> None:
    op.create_table(
        "delivery",
        Column("subscription", sa.Integer, primary_key=True, autoincrement=False),
        Column("local_date", sa.Date, primary_key=True),
        Column("platform", sa.String(40), nullable=False),
        Column("state", sa.String(10), nullable=False),
        Column("due_at", sa.Double, nullable=False, index=True),
        Column("look_at", sa.Double),
        Column("holder", sa.String(32)),
        Column("tries", sa.Integer, nullable=False),
        Column("claimed_at", sa.Double),
        Column("sending_at", sa.Double),
        Column("uncertain_at", sa.Double),
        Column("done_at", sa.Double),
        Column("pack", sa.String(40)),
        Column("baseline", sa.String(12)),
        Column("contents", sa.Text),
        Column("message", sa.String(200)),
        Column("code", sa.String(100)),
        Column("answer", sa.Text),
    )
    op.create_index(
        "ix_delivery_look",
        "delivery",
        ["platform", "look_at"],
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    )
