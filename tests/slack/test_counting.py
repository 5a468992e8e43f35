"""Why: operators see from counts how Slack takes the bot, so each answer and each failure counts
once, whichever way it came."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.metrics import Metrics
from bot.platforms import Health
from tests.platforms.slack_fixtures import QUICK, StartBot
from tests.platforms.slack_server import SlackServer


async def until(done: Callable[[], bool]) -> None:
    """Wait until it is done; the test's own time limit is the only one."""
    while not done():  # noqa: ASYNC110 - no event tells of it
        await asyncio.sleep(0.005)


async def test_answers_count_by_kind(start_bot: StartBot, slack: SlackServer) -> None:
    """Each answer counts under the kind of its reply, whatever way the question came."""
    metrics = Metrics()
    async with start_bot(metrics=metrics) as people:
        await people.command("russia iran")
        await people.command("iraq")
        await slack.count("response_url", 2)
        event = {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1"}
        await people.event({**event, "text": "rissia", "ts": "1.1"})
        await slack.count("chat.postMessage", 1)
    assert metrics.lookups == {("slack", "answer"): 1, ("slack", "none"): 1, ("slack", "offer"): 1}
    assert metrics.errors == {}


async def test_failures_count_by_code(start_bot: StartBot, slack: SlackServer) -> None:
    """What Slack refuses counts under its own word, each request once."""
    metrics = Metrics()
    async with start_bot(metrics=metrics) as people:
        slack.faults["chat.postMessage"].append("channel_not_found")
        event = {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1"}
        await people.event({**event, "text": "iran", "ts": "1.1"})
        await until(lambda: bool(metrics.errors))
    assert metrics.errors == {("slack", "channel_not_found"): 1}


async def test_a_dropped_request_counts(start_bot: StartBot, slack: SlackServer) -> None:
    """A request that was left without an answer counts under what became of it."""
    metrics = Metrics()
    async with start_bot(metrics=metrics) as people:
        slack.faults["chat.postMessage"].append("drop_before")
        event = {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1"}
        await people.event({**event, "text": "iran", "ts": "1.1"})
        await until(lambda: bool(metrics.errors))
    assert metrics.errors == {("slack", "ServerDisconnectedError"): 1}


async def test_the_socket_is_heard(start_bot: StartBot) -> None:
    """A socket that answers pings was heard a moment ago, and again later."""
    health = Health()
    async with start_bot(health=health, pace=QUICK):
        await until(lambda: health.last_heard is not None)
        first = health.last_heard
        await until(lambda: health.last_heard != first)
        assert first is not None
        assert health.last_heard is not None
        assert health.last_heard > first


async def test_http_has_no_socket(start_bot: StartBot) -> None:
    """Where Slack sends requests there is no socket to be heard."""
    health = Health()
    async with start_bot("http", health=health):
        assert (health.state, health.last_heard) == ("ready", None)
