"""Why: the stand-ins and the bots beside them, for every test that needs one."""

from __future__ import annotations

from tests.platforms.discord_fixtures import bots, discord_app, discord_server, discord_store
from tests.platforms.slack_fixtures import people, slack, slack_app, start_bot, store
from tests.store.databases import migrated, server

__all__ = [
    "bots",
    "discord_app",
    "discord_server",
    "discord_store",
    "migrated",
    "people",
    "server",
    "slack",
    "slack_app",
    "start_bot",
    "store",
]
