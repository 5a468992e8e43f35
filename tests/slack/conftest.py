"""Why: every test of this folder meets the stand-in for Slack and a bot beside it."""

from __future__ import annotations

from tests.platforms.slack_fixtures import people, slack, slack_app, start_bot, store
from tests.store.databases import migrated, server

__all__ = ["migrated", "people", "server", "slack", "slack_app", "start_bot", "store"]
