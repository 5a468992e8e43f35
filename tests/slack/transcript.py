"""Why: what people see and what Slack exchanges with the bot, side by side, to be read by eye:
events in, bodies out. `python -m tests.slack.transcript` prints it; it asserts nothing."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from adapters.slack.platform import SlackPlatform
from bot.app import App
from bot.limits import Limits
from bot.platforms import Services
from bot.store import open_store
from tests.platforms.slack_fixtures import QUICK, secrets
from tests.platforms.slack_people import BySocket, People
from tests.platforms.slack_server import SlackServer

_PACK = Path(__file__).parents[2] / "facts"


async def transcript(question: str) -> list[tuple[str, Mapping[str, Any]]]:
    """Return events in and bodies out: a question, Sources, Share, then a second person's More."""
    slack = SlackServer()
    await slack.start()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(None, Path(folder))
        services = Services(
            app=App(_PACK),
            store=store,
            limits=Limits(),
            environment=secrets(slack),
            stop=asyncio.Event(),
        )
        running = asyncio.create_task(SlackPlatform(QUICK).run(services))
        try:
            return await _walk(slack, services, question)
        finally:
            services.stop.set()
            await running
            await store.close()
            await slack.stop()


async def _walk(
    slack: SlackServer, services: Services, question: str
) -> list[tuple[str, Mapping[str, Any]]]:
    people = People(slack, BySocket(slack), services.app.library.pack.command)
    found: list[tuple[str, Mapping[str, Any]]] = []

    def note() -> None:
        kind, payload = slack.sent[-1]
        found.append((f"in: {kind}", payload))
        found.append((f"out: {slack.seen[-1].method}", slack.seen[-1].body))

    await people.command(question)
    (answer,) = await slack.count("response_url", 1)
    note()
    await people.press(answer, "Sources")
    await slack.count("response_url", 2)
    note()
    await people.press(answer, "Share")
    (shared,) = await slack.count("chat.postMessage", 1)
    note()
    await people.press(shared, "More", user="U2", private=False)
    await slack.count("response_url", 3)
    note()
    return found


def main() -> None:
    """Print the transcript of the question given, or of one of the pack's own."""
    question = " ".join(sys.argv[1:]) or "russia iran"
    for what, body in asyncio.run(transcript(question)):
        sys.stdout.write(f"{what}\n{json.dumps(body, ensure_ascii=False, indent=1)}\n\n")


if __name__ == "__main__":
    main()
