"""Why: one whole conversation, from the first question to a second person's button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.discord_.reading import labels
from tests.discord_.test_asking import flags, kept, said
from tests.discord_.transcript import conversation, written
from tests.platforms.discord_rules import EPHEMERAL, V2

if TYPE_CHECKING:
    from tests.platforms.discord_fixtures import Replicas
    from tests.platforms.discord_server import DiscordServer


async def test_a_whole_conversation(bots: Replicas, discord_server: DiscordServer) -> None:
    """Asked and turned over in private, shared with all, and gone on with in private by another."""
    await bots.start()
    steps = await conversation(discord_server)
    asked, sources, shared, more = (one for _, one in steps)
    assert [one.responses[0]["type"] for _, one in steps] == [4, 7, 4, 4]
    assert [flags(asked), flags(shared), flags(more)] == [V2 | EPHEMERAL, V2, V2 | EPHEMERAL]
    assert said(sources)[0] == said(shared)[0] == "Sources: Russia and Iran"
    assert labels(kept(shared)["components"]) == ["More"]
    assert said(more) == said(asked)
    assert discord_server.refusals == []
    text = written(steps)
    assert text.count("\n-> ") == 4
    assert text.count("<- ") == 4
