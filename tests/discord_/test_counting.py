"""Why: operators see from counts how Discord takes the bot, so each answer and each failure counts
once."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING

from adapters.discord.pulse import Pulse
from tests.discord_.test_asking import kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.platforms.discord_fixtures import Replicas
    from tests.platforms.discord_server import DiscordServer


async def until(done: Callable[[], bool]) -> None:
    """Wait until it is done; the test's own time limit is the only one."""
    while not done():  # noqa: ASYNC110 - no event tells of it
        await asyncio.sleep(0.005)


async def test_answers_count_by_kind(bots: Replicas, discord_server: DiscordServer) -> None:
    """Each answer counts under the kind of its reply, a button's as a command's."""
    replica = await bots.start()
    asked = await discord_server.command("russia iran")
    await discord_server.press(kept(asked), "More")
    await discord_server.command("iraq")
    metrics = replica.services.metrics
    assert metrics.lookups == {("discord", "answer"): 2, ("discord", "none"): 1}
    assert metrics.errors == {}


async def test_failures_count_by_code(bots: Replicas, discord_server: DiscordServer) -> None:
    """What Discord refuses counts under its own number."""
    metrics = (await bots.start()).services.metrics
    asked = await discord_server.command("russia iran")
    await discord_server.deliver(asked)
    await until(lambda: bool(metrics.errors))
    assert metrics.errors == {("discord", "40060"): 1}


async def test_the_gateway_is_heard(bots: Replicas) -> None:
    """A gateway to which the bot has connected was heard."""
    replica = await bots.start()
    await until(lambda: replica.services.health.last_heard is not None)
    assert replica.services.health.state == "ready"


def test_a_shard_is_heard_by_its_latency() -> None:
    """A latency that is another one than before is an answer to a heartbeat; the same is none."""
    pulse = Pulse()
    pulse.connected(0, 10.0)
    assert pulse.look({0: math.inf}, 20.0) == 10.0
    assert pulse.look({0: 0.1}, 30.0) == 30.0
    assert pulse.look({0: 0.1}, 40.0) == 30.0
    assert pulse.look({0: 0.2}, 50.0) == 50.0


def test_the_most_silent_shard_counts() -> None:
    """Of several shards the one counts that has been silent longest; one given up does not."""
    pulse = Pulse()
    assert pulse.look({}, 5.0) is None
    assert pulse.look({0: 0.1, 1: 0.1}, 10.0) == 10.0
    assert pulse.look({0: 0.2, 1: 0.1}, 20.0) == 10.0
    assert pulse.look({0: 0.2}, 30.0) == 20.0
