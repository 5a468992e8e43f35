"""Why: every test of this folder meets the stand-in for Slack and a bot beside it."""

from __future__ import annotations

from tests.platforms.slack_fixtures import people, slack, slack_app, start_bot, store

__all__ = ["people", "slack", "slack_app", "start_bot", "store"]
