"""Why: each bot has a stand-in of its own, so that an event reaches one bot only. A stand sends
commands and sees answers arrive. It must not know which of the two bots it serves."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol
from unittest.mock import patch

from tests.bench.arrivals import Arrivals
from tests.platforms import discord_rules, slack_rules
from tests.platforms.discord_people import SERVER, TOKEN, Person
from tests.platforms.discord_server import DiscordServer
from tests.platforms.slack_people import People
from tests.platforms.slack_server import APP_TOKEN, BOT_TOKEN, Seen, SlackServer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Json = dict[str, Any]
Examine = Callable[[Json], list[str]]
_COMMAND = 2
_SECONDS_TO_START = 30.0
#: less than anybody would ask in a minute: each member asks only now and then
_MEMBERS = 5_000
#: of so many bodies one is examined: that takes a stand-in longer than the bot took to make it
_EXAMINED = 100


@contextmanager
def examining_some() -> Iterator[None]:
    """Let stand-ins examine the first body, and then each hundredth."""
    bodies = itertools.count()

    def sparing(examine: Examine) -> Examine:
        return lambda body: [] if next(bodies) % _EXAMINED else examine(body)

    with (
        patch("tests.platforms.slack_server.message_faults", sparing(slack_rules.message_faults)),
        patch.object(discord_rules, "message_faults", sparing(discord_rules.message_faults)),
    ):
        yield


class Stand(Protocol):
    """A platform for one bot."""

    #: how many answers arrived
    arrivals: Arrivals[Any]

    async def start(self) -> None:
        """Listen."""

    async def stop(self) -> None:
        """Close everything."""

    def environment(self) -> Mapping[str, str]:
        """Return the variables with which a bot finds the stand."""

    async def ready(self, times: int) -> None:
        """Wait until a bot has come to listen for the `times`-th time."""

    async def ask(self, number: int, text: str) -> None:
        """Let one of many members type the command; do not wait for the answer."""

    def refused(self) -> list[str]:
        """Return why answers were refused; an answer that is refused is none."""


class SlackStand:
    """A workspace over Socket Mode."""

    def __init__(self, command: str) -> None:
        """Keep answers through `response_url` only."""
        self.server = SlackServer()
        self.arrivals: Arrivals[Seen] = Arrivals(self._is_answer)
        self._people = People(self.server, self, command)
        self._refused: list[str] = []

    async def start(self) -> None:
        """Listen."""
        self.server.seen = self.arrivals
        await self.server.start()

    async def stop(self) -> None:
        """Close everything."""
        await self.server.stop()

    def environment(self) -> Mapping[str, str]:
        """Return the variables with which a bot finds the stand."""
        return {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_API_URL": self.server.api_url,
        }

    async def ready(self, times: int) -> None:
        """Wait until a bot has opened its socket."""
        async with asyncio.timeout(_SECONDS_TO_START):
            await self.server.until(lambda: self.server.opened >= times)

    async def ask(self, number: int, text: str) -> None:
        """Let a member type the command."""
        await self._people.command(text, user=f"U{number % _MEMBERS}")

    async def send(self, kind: str, payload: Mapping[str, Any], retry: int = 0) -> dict[str, Any]:
        """Deliver without waiting for the acknowledgement."""
        await self.server.envelope(kind, payload, retry)
        return {}

    def refused(self) -> list[str]:
        """Return why answers were refused."""
        return self._refused

    def _is_answer(self, seen: Seen) -> bool:
        if seen.method != "response_url":
            return False
        if seen.answer != "ok":
            self._refused.append(seen.answer)
        return True


class DiscordStand:
    """A server with the bot in it."""

    def __init__(self, command: str) -> None:
        """Keep first answers to interactions only."""
        self.server = DiscordServer()
        self.arrivals: Arrivals[tuple[str, Any]] = Arrivals(lambda seen: "callback" in seen[0])
        self._command = command
        self._data: Json = {}

    async def start(self) -> None:
        """Listen."""
        self.server.bodies = self.arrivals
        await self.server.start()

    async def stop(self) -> None:
        """Close everything."""
        await self.server.stop()

    def environment(self) -> Mapping[str, str]:
        """Return the variables with which a bot finds the stand."""
        return {"DISCORD_TOKEN": TOKEN, "STAND_IN": f"127.0.0.1:{self.server.port}"}

    async def ready(self, times: int) -> None:
        """Wait until a bot has been told READY."""
        await self.server.until(
            lambda: len(self.server.identifies) >= times and self.server.listening,
            _SECONDS_TO_START,
        )
        kinds = (one for one in self.server.commands if one["name"] == self._command)
        self._data = {"type": 1, "name": self._command, "id": next(kinds)["id"]}

    async def ask(self, number: int, text: str) -> None:
        """Let a member type the command."""
        member = Person(id=f"{700_000_000_000_000_000 + number % _MEMBERS}", name="member")
        option = {"name": "query", "type": 3, "value": text}
        data = self._data | {"options": [option]}
        await self.server.deliver(self.server.begin(_COMMAND, data, member, SERVER))

    def refused(self) -> list[str]:
        """Return why answers were refused."""
        return [str(body) for _, body in self.server.refusals]
