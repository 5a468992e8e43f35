"""Why: who may change a brief, and where the bot can post, is asked at each change, in code; and
nobody reaches what belongs to another server, whatever ids they send."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.discord_.brief_replies import (
    HERE,
    MANAGER,
    OTHER_CHANNEL,
    OURS,
    THEIR_CHANNEL,
    THEIR_GUILD,
    THEIR_PLACE,
    THEIR_THREAD,
    THEIRS,
    THERE,
    THREAD,
    inhabit,
    kept_at,
    told,
)
from tests.platforms.discord_guilds import (
    CATEGORY,
    FORUM,
    MAY_POST,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    SEND,
    SEND_IN_THREADS,
    VIEW,
    VOICE,
    Channel,
)
from tests.platforms.discord_people import (
    ADMINISTRATOR,
    AMONG_PEOPLE,
    ANA,
    BO,
    CHANNEL,
    EVERYTHING,
    MANAGE_GUILD,
    MANAGED,
    SERVER,
)

if TYPE_CHECKING:
    from bot.store import Store
    from tests.platforms.discord_fixtures import Replicas
    from tests.platforms.discord_people import Json, Place
    from tests.platforms.discord_server import DiscordServer

CHANGES = ("subscribe", "change", "pause", "resume", "stop")
WISHED = {"subscribe": {"time": "09:00", "zone": "UTC"}, "change": {"time": "09:00"}}
NOT_YOURS = (
    "To change a channel's brief you need the permission Manage Channel there, or Manage Server."
)
NOT_HERE = (
    "The bot knows no such channel in this server. Choose one of its channels; for a thread that "
    "is private or archived, type the command in the thread."
)
NONE = "This channel has no brief. To set one up: /brief subscribe."
SET_UP = "This channel's brief is set up."


async def type_(
    server: DiscordServer, verb: str, place: Place = SERVER, channel: Json | None = None
) -> list[str]:
    """Type a command with what it needs; return what the person is told."""
    asked = await server.brief(verb, BO, place, channel, **WISHED.get(verb, {}))
    own = (f"<#{channel['id']}>",) if channel else ()
    return told(asked, own)


async def test_who_manages_nothing_changes_nothing(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """Without Manage Channel or Manage Server every change is refused, with what it takes."""
    inhabit(discord_server)
    await bots.start()
    await discord_server.brief("subscribe", ANA, MANAGED, None, time="08:00", zone="UTC")
    before = await kept_at(discord_store)
    for verb in CHANGES:
        assert await type_(discord_server, verb) == [NOT_YOURS]
    assert await kept_at(discord_store) == before


@pytest.mark.parametrize("permission", [MANAGE_GUILD, ADMINISTRATOR])
async def test_who_manages_the_server_may(
    bots: Replicas, discord_server: DiscordServer, permission: int
) -> None:
    """Manage Server suffices, for every channel, and so does being an administrator."""
    inhabit(discord_server)
    await bots.start()
    place = replace(SERVER, permissions=str(int(EVERYTHING) | permission))
    assert (await type_(discord_server, "subscribe", place))[0] == SET_UP
    other = Channel(id=OTHER_CHANNEL).chosen(EVERYTHING)
    assert (await type_(discord_server, "subscribe", place, other))[1] == SET_UP


async def test_it_is_the_target_that_one_has_to_manage(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """Manage Channel here says nothing of another channel, and there is enough there."""
    inhabit(discord_server)
    await bots.start()
    theirs, mine = (Channel(id=OTHER_CHANNEL).chosen(may) for may in (EVERYTHING, MANAGER))
    for verb in CHANGES:
        assert await type_(discord_server, verb, MANAGED, theirs) == [NOT_YOURS]
    assert (await type_(discord_server, "subscribe", SERVER, mine))[1] == SET_UP


CANNOT_SEE = "The bot cannot see that channel. Give it View Channel there, then try again."
CANNOT_POST = "The bot may not post in that channel. Give it Send Messages there, then try again."
CANNOT_POST_IN_THREADS = (
    "The bot may not post in that thread. Give it Send Messages in Threads there, then try again."
)
NO_KIND = "Nobody writes messages to a channel of that kind. Choose a text channel or a thread."
THREAD_ = Channel(id=THREAD, kind=PUBLIC_THREAD, parent=CHANNEL)


@pytest.mark.parametrize(
    ("channel", "sentence"),
    [
        (Channel(id=OTHER_CHANNEL, may=SEND), CANNOT_SEE),
        (Channel(id=OTHER_CHANNEL, may=VIEW), CANNOT_POST),
        (Channel(id=OTHER_CHANNEL, kind=FORUM), NO_KIND),
        (Channel(id=OTHER_CHANNEL, kind=CATEGORY), NO_KIND),
        (replace(THREAD_, may=VIEW | SEND), CANNOT_POST_IN_THREADS),
        (Channel(id=OTHER_CHANNEL, kind=VOICE), None),
        (Channel(id=OTHER_CHANNEL, may=VIEW | SEND), None),
        (replace(THREAD_, may=VIEW | SEND_IN_THREADS), None),
    ],
    ids=str,
)
async def test_where_the_bot_cannot_post(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    channel: Channel,
    sentence: str | None,
) -> None:
    """Before anything is kept it is asked whether the bot can post, and the mend is told.

    Whether Discord states what the bot may do in the channel, or the bot has to know.
    """
    guild = OURS.with_channel(channel)
    if channel.is_thread:  # what the bot may do in a thread is set at the thread's channel
        guild = guild.with_channel(Channel(id=CHANNEL, may=channel.may))
    inhabit(discord_server, guild)
    await bots.start()
    for stated in (True, False):
        chosen = channel.chosen(MANAGER, stated=stated)
        lines = await type_(discord_server, "subscribe", SERVER, chosen)
        if sentence is not None:
            assert lines == [sentence]
    found = await kept_at(discord_store, replace(HERE, channel=str(channel.id)))
    assert (found is None) == (sentence is not None)


@pytest.mark.parametrize(
    ("may", "thread", "sentence"),
    [(SEND, None, CANNOT_SEE), (VIEW, None, CANNOT_POST), (VIEW, THREAD, CANNOT_POST_IN_THREADS)],
)
async def test_where_the_bot_cannot_post_here(
    bots: Replicas, discord_server: DiscordServer, may: int, thread: int | None, sentence: str
) -> None:
    """The same holds for the channel in which the command was typed."""
    inhabit(discord_server)
    await bots.start()
    place = replace(MANAGED, app_permissions=str(may), thread=thread)
    assert await type_(discord_server, "subscribe", place) == [sentence]


async def test_in_a_private_thread(bots: Replicas, discord_server: DiscordServer) -> None:
    """A thread that nobody told the bot of can be chosen by typing in it, and no other way."""
    inhabit(discord_server)
    await bots.start()
    may = str(MAY_POST)
    inside = replace(MANAGED, thread=777, app_permissions=may)
    assert (await type_(discord_server, "subscribe", inside))[0] == SET_UP
    named = Channel(id=778, kind=PRIVATE_THREAD, parent=CHANNEL).chosen(MANAGER)
    assert await type_(discord_server, "subscribe", MANAGED, named) == [NOT_HERE]


async def test_where_the_bot_was_not_added(bots: Replicas, discord_server: DiscordServer) -> None:
    """Where the bot is no member it can post nothing, and that is said."""
    await bots.start()
    not_added = "The bot was not added to this server, so it cannot post here. Whoever manages the "
    assert await type_(discord_server, "subscribe", MANAGED) == [f"{not_added}server can add it."]
    assert await type_(discord_server, "subscribe", AMONG_PEOPLE) == [
        "The bot cannot post in this conversation. Write to it directly, or add it to a server."
    ]


FORGED = (
    Channel(id=THEIR_CHANNEL),
    Channel(id=THEIR_THREAD, kind=PUBLIC_THREAD, parent=THEIR_CHANNEL),
    Channel(id=THEIR_THREAD, kind=PUBLIC_THREAD, parent=CHANNEL),
)


@pytest.mark.parametrize("channel", FORGED, ids=["channel", "thread", "thread of ours"])
async def test_a_forged_channel_reaches_nothing(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store, channel: Channel
) -> None:
    """A command that names another server's channel as if it were ours changes nothing there.

    Nothing is kept for it here either, so that nothing is ever posted there.
    """
    inhabit(discord_server, OURS, THEIRS)
    await bots.start()
    theirs = replace(THERE, channel=str(channel.id))
    at_home = replace(THEIR_PLACE, thread=channel.id if channel.is_thread else None)
    assert (await type_(discord_server, "subscribe", at_home))[0] == SET_UP
    before = await kept_at(discord_store, theirs)
    assert before is not None
    for verb in CHANGES:
        lines = await type_(discord_server, verb, MANAGED, channel.chosen(MANAGER))
        assert lines == [NONE if verb in {"pause", "stop"} else NOT_HERE]
        assert await kept_at(discord_store, theirs) == before
        assert await kept_at(discord_store, replace(HERE, channel=str(channel.id))) is None


async def test_a_forged_place_reaches_nothing(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """A command that claims to be typed in another server's channel neither sees nor changes it."""
    inhabit(discord_server, OURS, THEIRS)
    await bots.start()
    await discord_server.brief("subscribe", ANA, THEIR_PLACE, None, time="08:00", zone="UTC")
    before = await kept_at(discord_store, THERE)
    place = replace(MANAGED, channel=THEIR_CHANNEL)
    now = await type_(discord_server, "now", place)
    assert "This channel has no brief yet. To set one up: /brief subscribe." in now
    for verb in ("status", "why", *CHANGES):
        lines = await type_(discord_server, verb, place)
        assert lines == [NOT_HERE if verb in {"subscribe", "change", "resume"} else NONE]
        assert await kept_at(discord_store, THERE) == before
        assert await kept_at(discord_store, replace(THERE, workspace=HERE.workspace)) is None


async def test_a_channel_without_its_description_is_no_channel(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """An id that Discord did not resolve is nothing that a command can be about."""
    inhabit(discord_server)
    await bots.start()
    found = next(one for one in discord_server.commands if one["name"] == "brief")
    option: dict[str, Any] = {"name": "channel", "type": 7, "value": str(THEIR_CHANNEL)}
    sub = {"name": "stop", "type": 1, "options": [option]}
    data = {"id": found["id"], "name": "brief", "type": 1, "options": [sub]}
    asked = await discord_server.answered(discord_server.begin(2, data, ANA, MANAGED))
    assert told(asked) == [NOT_HERE]
    assert str(THEIR_GUILD) not in str(asked.responses)
