"""Why: every test of the Discord adapter has a stand-in and bots at hand."""

from __future__ import annotations

from tests.platforms.discord_fixtures import bots, discord_app, discord_server, discord_store
from tests.store.databases import migrated, server

__all__ = ["bots", "discord_app", "discord_server", "discord_store", "migrated", "server"]
