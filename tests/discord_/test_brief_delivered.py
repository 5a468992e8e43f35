"""Why: delivery and Discord together, from a due time to a message, for what matters most: that a
brief is there once, and that a channel where it cannot be posted is paused and somebody told."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.briefing.deliver import Deliverer, Habits
from bot.briefing.desk import BriefDesk
from bot.briefing.store import Subscriptions
from tests.briefing.moments import Moments
from tests.briefing.wishes import wish
from tests.discord_.brief_replies import HERE, OURS, inhabit
from tests.discord_.reading import shown
from tests.platforms.discord_guilds import VIEW, Channel
from tests.platforms.discord_people import ANA, CHANNEL, GUILD
from tests.platforms.discord_server import Fault

if TYPE_CHECKING:
    from bot.briefing.model import Delivery
    from bot.store import Store
    from tests.platforms.discord_fixtures import Replicas
    from tests.platforms.discord_server import DiscordServer

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
_POST = r"POST /channels/\d+/messages"


async def delivered(bots: Replicas, store: Store) -> Delivery:
    """Return what became of one morning's brief, delivered by a bot that listens."""
    replica = await bots.start()
    moments = Moments(MORNING.replace(hour=7))
    subscriptions = Subscriptions(store, moments.clock)
    desk = BriefDesk(lambda: bots.app.library, subscriptions, "/brief")
    await desk.subscribe(HERE, ANA.id, wish("08:00", "UTC"))
    moments.to(MORNING)
    outlets = replica.services.outlets
    habits = Habits(clock=moments.clock, look=0.02)
    deliverer = Deliverer(store, lambda: bots.app.library, outlets, habits=habits)
    stop, found = asyncio.Event(), None
    delivering = asyncio.create_task(deliverer.run(stop))
    async with asyncio.timeout(30):
        while found is None or found.done_at is None:
            moments.move(seconds=0.1)
            await asyncio.sleep(0.01)
            found = await subscriptions.delivery(HERE, MORNING.date())
    stop.set()
    await delivering
    return found


async def test_a_brief_arrives(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """What is due is posted, and which message it is, is kept."""
    inhabit(discord_server)
    found = await delivered(bots, discord_store)
    ((ident, message),) = discord_server.messages.items()
    assert (found.state, found.message) == ("sent", ident)
    assert shown(message["components"])[0].endswith(" · Mon 23 Nov 2026")


async def test_a_brief_whose_answer_was_lost_arrives_once(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """Where the connection broke after Discord stored it, repeating it posts nothing anew."""
    inhabit(discord_server)
    discord_server.faults = [Fault(_POST, how="drop", after=True)]
    found = await delivered(bots, discord_store)
    assert (found.state, found.tries) == ("sent", 2)
    assert list(discord_server.messages) == [found.message]


async def test_a_channel_that_takes_none_is_paused(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """Who set the brief up is told once, in a direct message, with the mend."""
    inhabit(discord_server, OURS.with_channel(Channel(id=CHANNEL, may=VIEW)))
    found = await delivered(bots, discord_store)
    assert (found.state, found.code) == ("failed", "50013")
    (message,) = discord_server.messages.values()
    assert discord_server.world.directs == {message["channel_id"]: ANA.id}
    why = "The bot may not post in this channel. Give it Send Messages there."
    words = "The daily brief that you set up or changed last is paused, as it cannot be posted."
    mended = "Once that is mended, resume it there."
    assert shown(message["components"]) == [f"In <#{CHANNEL}>:", f"{words} {why} {mended}"]
    kept = await Subscriptions(discord_store).at(HERE)
    assert kept is not None
    assert kept.paused == why


async def test_a_server_that_is_gone_sleeps(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """Where the bot was removed and nobody heard of it, the briefs sleep and nobody is told."""
    # A server that the bot is not told of, and is not in.
    discord_server.world.guilds[GUILD] = OURS
    found = await delivered(bots, discord_store)
    assert (found.state, found.code) == ("failed", "10004")
    assert discord_server.messages == {}
    kept = await Subscriptions(discord_store).at(HERE)
    assert kept is not None
    assert (kept.paused, kept.asleep_since is None) == (None, False)
