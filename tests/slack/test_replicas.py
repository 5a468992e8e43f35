"""Why: replicas share nothing but the database, so in it they agree who answers what."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.platforms.slack_people import People
from tests.platforms.slack_server import SlackServer

_PROCESS = Path(__file__).parent / "replica.py"
#: two processes start on a busy machine
_SECONDS_TO_START = 90


class _ByEverySocket:
    """Delivers each event down every socket at once, as if each had been late."""

    def __init__(self, slack: SlackServer) -> None:
        self._slack = slack

    async def send(self, kind: str, payload: Mapping[str, Any], retry: int = 0) -> dict[str, Any]:
        envelopes = []
        for socket in (*self._slack.sockets,):
            self._slack.sockets.remove(socket)
            self._slack.sockets.append(socket)
            envelopes.append(await self._slack.envelope(kind, payload, retry))
        for envelope in envelopes:
            await self._slack.acknowledged(envelope)
        return {}


@pytest.fixture
async def replicas(slack: SlackServer, migrated: str) -> AsyncIterator[list[Process]]:
    """Return two processes that listen, with one database."""
    command = (sys.executable, str(_PROCESS), slack.api_url, migrated)
    started = [await asyncio.create_subprocess_exec(*command) for _ in range(2)]
    try:
        await slack.until(lambda: len(slack.sockets) == len(started), _SECONDS_TO_START)
        yield started
    finally:
        for process in started:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


@pytest.fixture
def people(replicas: list[Process], slack: SlackServer) -> People:
    """Return the people of the workspace in which the processes listen."""
    assert len(replicas) == 2
    return People(slack, _ByEverySocket(slack), "axis")


async def test_each_is_answered_once(people: People, slack: SlackServer) -> None:
    """Whatever both processes are sent, one of them answers: events, commands and presses."""
    await people.direct("iran")
    await people.direct("russia")
    await people.command("china")
    await people.command("russia iran")
    bodies = await slack.count("response_url", 2)
    (pair,) = [one for one in bodies if one["text"].startswith("Russia and Iran\n")]
    await people.press(pair, "Share")
    posted = await slack.count("chat.postMessage", 3)
    await people.press(pair, "Sources")
    said = await slack.count("response_url", 3)

    titles = [sorted(one["text"].split("\n")[0] for one in some) for some in (posted, said)]
    assert titles == [
        ["Iran", "Russia", "Russia and Iran"],
        ["China", "Russia and Iran", "Sources: Russia and Iran"],
    ]


async def test_one_process_dies(
    people: People, replicas: list[Process], slack: SlackServer
) -> None:
    """When one process is gone the other answers what comes, and buttons of the dead one."""
    await people.command("russia iran")
    (pair,) = await slack.count("response_url", 1)
    replicas[0].kill()
    await slack.until(lambda: len(slack.sockets) == 1)

    await people.press(pair, "Sources")

    assert len(await slack.count("response_url", 2)) == 2
