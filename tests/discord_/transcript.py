"""Why: what went in and out of a conversation, for people to read and for tests to keep. It must
cut no body."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.platforms.discord_people import ANA, BO

if TYPE_CHECKING:
    from tests.platforms.discord_people import Asked
    from tests.platforms.discord_server import DiscordServer


async def conversation(server: DiscordServer) -> list[tuple[str, Asked]]:
    """Ask, look at the sources, share them, and let a second person press More."""
    asked = await server.command("russia iran", person=ANA)
    assert asked.message is not None
    sources = await server.press(asked.message, "Sources", ANA)
    shared = await server.press(asked.message, "Share", ANA)
    assert shared.message is not None
    more = await server.press(shared.message, "More", BO)
    return [
        ("ana: /axis russia iran", asked),
        ("ana: Sources", sources),
        ("ana: Share", shared),
        ("bo: More, on the shared message", more),
    ]


def written(steps: list[tuple[str, Asked]]) -> str:
    """Return the conversation: each event that came in, and each body that went out."""
    parts = []
    for title, asked in steps:
        event = {key: asked.event[key] for key in ("type", "data")}
        parts.append(f"## {title}\n\n-> {json.dumps(event, ensure_ascii=False)}\n")
        bodies = (*asked.responses, *asked.followups)
        parts += [f"<- {json.dumps(one, ensure_ascii=False, indent=1)}\n" for one in bodies]
    return "\n".join(parts)
