"""Why: the first tables: ours, and those in which slack_sdk's stores keep installations. Theirs are
spelt out, as nothing here imports an SDK; a test compares them with what the SDK expects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "first"
down_revision = None


def upgrade() -> None:
    """Create them."""
    _own()
    _bots()
    _installations()
    op.create_table(
        "slack_oauth_states",
        Column("id", sa.Integer, primary_key=True, autoincrement=True),
        Column("state", sa.String(200), nullable=False),
        Column("expire_at", sa.DateTime, nullable=False),
    )


def _own() -> None:
    op.create_table(
        "claim",
        Column("key", sa.String(200), primary_key=True),
        Column("at", sa.Double, nullable=False, index=True),
    )
    op.create_table(
        "lease",
        Column("name", sa.String(200), primary_key=True),
        Column("holder", sa.String(200), nullable=False),
        Column("until", sa.Double, nullable=False),
    )
    op.create_table(
        "kept_question",
        Column("key", sa.String(12), primary_key=True),
        Column("kind", sa.String(20), nullable=False),
        Column("text", sa.Text, nullable=False),
        Column("at", sa.Double, nullable=False, index=True),
    )
    op.create_table(
        "share",
        Column("card", sa.String(40), primary_key=True),
        Column("message", sa.String(200)),
        Column("at", sa.Double, nullable=False, index=True),
    )
    op.create_table(
        "channel",
        Column("platform", sa.String(40), primary_key=True),
        Column("workspace", sa.String(100), primary_key=True),
        Column("channel", sa.String(100), primary_key=True),
        Column("visibility", sa.String(20), nullable=False),
    )


def _bots() -> None:
    op.create_table(
        "slack_bots",
        Column("id", sa.Integer, primary_key=True, autoincrement=True),
        Column("client_id", sa.String(32), nullable=False),
        Column("app_id", sa.String(32), nullable=False),
        Column("enterprise_id", sa.String(32)),
        Column("enterprise_name", sa.String(200)),
        Column("team_id", sa.String(32)),
        Column("team_name", sa.String(200)),
        Column("bot_token", sa.String(200)),
        Column("bot_id", sa.String(32)),
        Column("bot_user_id", sa.String(32)),
        Column("bot_scopes", sa.String(1000)),
        Column("bot_refresh_token", sa.String(200)),
        Column("bot_token_expires_at", sa.DateTime),
        Column("is_enterprise_install", sa.Boolean, nullable=False),
        Column("installed_at", sa.DateTime, nullable=False),
    )
    columns = ["client_id", "enterprise_id", "team_id", "installed_at"]
    op.create_index("slack_bots_idx", "slack_bots", columns)


def _installations() -> None:
    op.create_table(
        "slack_installations",
        Column("id", sa.Integer, primary_key=True, autoincrement=True),
        Column("client_id", sa.String(32), nullable=False),
        Column("app_id", sa.String(32), nullable=False),
        Column("enterprise_id", sa.String(32)),
        Column("enterprise_name", sa.String(200)),
        Column("enterprise_url", sa.String(200)),
        Column("team_id", sa.String(32)),
        Column("team_name", sa.String(200)),
        Column("bot_token", sa.String(200)),
        Column("bot_id", sa.String(32)),
        Column("bot_user_id", sa.String(32)),
        Column("bot_scopes", sa.String(1000)),
        Column("bot_refresh_token", sa.String(200)),
        Column("bot_token_expires_at", sa.DateTime),
        Column("user_id", sa.String(32), nullable=False),
        Column("user_token", sa.String(200)),
        Column("user_scopes", sa.String(1000)),
        Column("user_refresh_token", sa.String(200)),
        Column("user_token_expires_at", sa.DateTime),
        Column("incoming_webhook_url", sa.String(200)),
        Column("incoming_webhook_channel", sa.String(200)),
        Column("incoming_webhook_channel_id", sa.String(200)),
        Column("incoming_webhook_configuration_url", sa.String(200)),
        Column("is_enterprise_install", sa.Boolean, nullable=False),
        Column("token_type", sa.String(32)),
        Column("installed_at", sa.DateTime, nullable=False),
    )
    columns = ["client_id", "enterprise_id", "team_id", "user_id", "installed_at"]
    op.create_index("slack_installations_idx", "slack_installations", columns)
