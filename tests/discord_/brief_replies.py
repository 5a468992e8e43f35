"""Why: what tests of briefs in Discord share: servers, who asks, and how an answer is read. It must
hold no expectation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.briefing.model import Place as Where
from bot.briefing.store import Subscriptions
from tests.discord_.reading import check, shown
from tests.platforms.discord_guilds import PUBLIC_THREAD, Channel, Guild
from tests.platforms.discord_people import (
    CHANNEL,
    DIRECT,
    EVERYTHING,
    GUILD,
    MANAGE_CHANNELS,
    MANAGED,
)
from tests.platforms.discord_rules import EPHEMERAL, V2

if TYPE_CHECKING:
    from bot.briefing.model import Subscription
    from bot.store import Store
    from tests.platforms.discord_people import Asked
    from tests.platforms.discord_server import DiscordServer

OTHER_CHANNEL, THREAD = 334, 3335
#: another server, whose ids somebody may try
THEIR_GUILD, THEIR_CHANNEL, THEIR_THREAD = GUILD + (1 << 30), 999, 9995
OURS = Guild(
    channels=(
        Channel(id=CHANNEL),
        Channel(id=OTHER_CHANNEL),
        Channel(id=THREAD, kind=PUBLIC_THREAD, parent=CHANNEL),
    )
)
THEIRS = Guild(
    id=THEIR_GUILD,
    channels=(
        Channel(id=THEIR_CHANNEL),
        Channel(id=THEIR_THREAD, kind=PUBLIC_THREAD, parent=THEIR_CHANNEL),
    ),
)
THEIR_PLACE = replace(MANAGED, guild=THEIR_GUILD, channel=THEIR_CHANNEL)
#: of a person who manages a channel
MANAGER = str(int(EVERYTHING) | MANAGE_CHANNELS)
HERE = Where(platform="discord", workspace=str(GUILD), channel=str(CHANNEL))
THERE = Where(platform="discord", workspace=str(THEIR_GUILD), channel=str(THEIR_CHANNEL))
ALONE = Where(platform="discord", workspace="", channel=str(DIRECT))


def inhabit(server: DiscordServer, *guilds: Guild) -> None:
    """Let the bot be in these servers when it connects; without any, in ours."""
    for guild in guilds or (OURS,):
        server.guilds.append(guild.id)
        server.world.guilds[guild.id] = guild


def told(asked: Asked, own: tuple[str, ...] = ()) -> list[str]:
    """Return the lines of an answer that is the asker's alone; `own` are live parts of ours."""
    (answer,) = asked.responses
    assert answer["type"] == 4
    assert int(answer["data"]["flags"]) == V2 | EPHEMERAL
    assert answer["data"]["allowed_mentions"] == {"parse": []}
    check(answer["data"]["components"], own)
    return shown(answer["data"]["components"])


async def kept_at(store: Store, where: Where = HERE) -> Subscription | None:
    """Return what is kept for a place."""
    return await Subscriptions(store).at(where)
