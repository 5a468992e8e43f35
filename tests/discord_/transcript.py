"""Why: what went in and out of a conversation, for people to read and for tests to keep: `python -m
tests.discord_.transcript [QUESTION]` prints one. It must cut no body."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.discord.platform import Discord
from bot.app import App
from bot.limits import Limits
from bot.platforms import Services
from bot.store import open_store
from tests.bench.redirect import to_stand_in
from tests.platforms.discord_fixtures import FACTS, QUICK
from tests.platforms.discord_people import ANA, BO, TOKEN
from tests.platforms.discord_server import DiscordServer

if TYPE_CHECKING:
    from tests.platforms.discord_people import Asked


async def conversation(
    server: DiscordServer, question: str = "russia iran"
) -> list[tuple[str, Asked]]:
    """Ask, look at the sources, share them, and let a second person press More."""
    asked = await server.command(question, person=ANA)
    assert asked.message is not None
    sources = await server.press(asked.message, "Sources", ANA)
    shared = await server.press(asked.message, "Share", ANA)
    assert shared.message is not None
    more = await server.press(shared.message, "More", BO)
    return [
        (f"ana: /axis {question}", asked),
        ("ana: Sources", sources),
        ("ana: Share", shared),
        ("bo: More, on the shared message", more),
    ]


def written(steps: list[tuple[str, Asked]]) -> str:
    """Return the conversation: each event that came in, and each body that went out."""
    parts = []
    for title, asked in steps:
        parts.append(f"## {title}\n\n-> {_lines(asked.event)}\n")
        parts += [f"<- {_lines(one)}\n" for one in (*asked.responses, *asked.followups)]
    return "\n".join(parts)


def _lines(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, indent=1)


async def transcript(question: str) -> str:
    """Return a whole conversation with a bot that starts, and ends, for it."""
    server = DiscordServer()
    await server.start()
    to_stand_in(f"127.0.0.1:{server.port}")
    with tempfile.TemporaryDirectory() as folder:
        services = Services(
            app=App(FACTS),
            store=open_store(None, Path(folder)),
            limits=Limits(),
            environment={"DISCORD_TOKEN": TOKEN},
            stop=asyncio.Event(),
        )
        running = asyncio.create_task(Discord(QUICK).run(services))
        try:
            await server.until(lambda: bool(server.listening))
            return written(await conversation(server, question))
        finally:
            services.stop.set()
            await running
            await services.store.close()
            await server.stop()


def main() -> None:
    """Print the conversation about the question given, or about one of the pack's own."""
    question = " ".join(sys.argv[1:]) or "russia iran"
    sys.stdout.write(asyncio.run(transcript(question)))


if __name__ == "__main__":
    main()
