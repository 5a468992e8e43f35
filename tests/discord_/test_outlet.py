"""Why: what Discord answers, or does not, to a posted brief decides whether it may be posted again.
Each answer is read as what it proves, over real sockets, discord.py's own repetitions included."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.discord.outlet import DiscordOutlet
from bot.briefing.outlet import NotPostedError, UnknownFateError
from tests.briefing.mornings import HARBOURS, morning, pack
from tests.discord_.brief_replies import ALONE, HERE, OURS, inhabit
from tests.discord_.reading import check, labels, shown
from tests.platforms.discord_guilds import SEND, VIEW, Channel
from tests.platforms.discord_people import CHANNEL, GUILD
from tests.platforms.discord_rules import V2
from tests.platforms.discord_server import Fault

if TYPE_CHECKING:
    from bot.briefing.model import Place
    from tests.platforms.discord_fixtures import Replicas
    from tests.platforms.discord_server import DiscordServer

BRIEF = morning(pack(HARBOURS)).brief
NONCE = "brief-1-20261123"
POST = r"POST /channels/\d+/messages"
#: what Discord adds to a 429 of its own; discord.py waits for no other
VIA = {"Via": "1.1 google"}


async def opened(bots: Replicas, seconds: float = 20.0) -> DiscordOutlet:
    """Return the outlet of a bot that listens; a post through it ends within the seconds."""
    replica = await bots.start()
    outlet = replica.services.outlets.get("discord")
    assert isinstance(outlet, DiscordOutlet)
    outlet._seconds = seconds  # noqa: SLF001 - the wait is the bot's, and no test has the time
    return outlet


async def refused(outlet: DiscordOutlet, where: Place = HERE) -> NotPostedError:
    """Return the proof that nothing was posted."""
    with pytest.raises(NotPostedError) as caught:
        await outlet.post(where, BRIEF, NONCE)
    return caught.value


async def unknown(outlet: DiscordOutlet) -> UnknownFateError:
    """Return why nobody knows whether it was posted."""
    with pytest.raises(UnknownFateError) as caught:
        await outlet.post(HERE, BRIEF, NONCE)
    return caught.value


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return for how long discord.py would have waited before it repeated requests."""
    waits: list[float] = []
    real = asyncio.sleep

    async def sleep(delay: float, result: object = None) -> object:
        waits.extend([delay] if delay >= 1 else [])
        return await real(min(delay, 0.01), result)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    return waits


def posts(server: DiscordServer) -> list[dict[str, object]]:
    """Return the bodies of all posts that reached Discord."""
    return [body for route, body in server.bodies if route.endswith("/messages")]


async def test_a_brief_is_posted(bots: Replicas, discord_server: DiscordServer) -> None:
    """A brief is one Components V2 message with its nonce, which notifies nobody."""
    inhabit(discord_server)
    outlet = await opened(bots)
    ident = await outlet.post(HERE, BRIEF, NONCE)
    message = discord_server.messages[ident]
    check(message["components"])
    assert shown(message["components"])[0] == BRIEF.title
    assert labels(message["components"]) == [one.label for one in BRIEF.actions]
    (body,) = posts(discord_server)
    assert {key: body[key] for key in body if key != "components"} == {
        "content": None,
        "tts": False,
        "nonce": NONCE,
        "enforce_nonce": True,
        "flags": V2,
        "allowed_mentions": {"parse": []},
    }


async def test_the_same_nonce_posts_nothing_anew(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """A repetition returns the first message while Discord knows the nonce, and no longer."""
    inhabit(discord_server)
    outlet = await opened(bots)
    first = await outlet.post(HERE, BRIEF, NONCE)
    assert await outlet.post(HERE, BRIEF, NONCE) == first
    discord_server.nonces_kept = 0.0
    assert await outlet.post(HERE, BRIEF, NONCE) != first
    assert outlet.nonce_kept is not None
    assert outlet.nonce_kept.total_seconds() == 120


MISSING = (403, 50001, "The bot cannot see this channel. Give it View Channel there.")
PERMANENT = [
    MISSING,
    (403, 50013, "The bot may not post in this channel. Give it Send Messages there."),
    (404, 10003, "The channel does not exist any more. Set the brief up in another one."),
    (404, 10015, "The webhook does not exist any more."),
    (403, 50007, "This person takes no direct messages from the bot."),
    (400, 50083, "The thread is archived. Open it again."),
    (403, 160005, "The thread is locked. Unlock it."),
    (400, 200000, "The server's AutoMod blocked the brief. Let it except the bot."),
    (400, 50008, "Discord refused it: Said by Discord."),
]
OURS_WORDS = "Discord did not take this brief's form, which is a fault of the bot."
PASSING = [
    (400, 20016, "The channel is in slow mode.", 30.0),
    (400, 20028, "Too many messages were written to the channel at once.", 30.0),
    (403, 40333, "Discord's network turned the request away.", 30.0),
    (400, 50035, OURS_WORDS, 30.0),
    (400, 50045, OURS_WORDS, 30.0),
    (403, 0, "Discord refused it: HTTP status 403.", 300.0),
    (
        401,
        0,
        "Discord does not know the bot's token, which whoever runs the bot can mend.",
        300.0,
    ),
]


async def test_refusals_that_last(bots: Replicas, discord_server: DiscordServer) -> None:
    """What somebody has to mend proves that nothing was posted, and is told with the mend."""
    inhabit(discord_server)
    outlet = await opened(bots)
    for status, code, words in PERMANENT:
        body = {"code": code, "message": "Said by Discord."}
        discord_server.faults = [Fault(POST, status=status, body=body)]
        error = await refused(outlet)
        assert (error.code, error.words) == (str(code), words)
        assert (error.permanent, error.gone) == (True, False)
    assert len(posts(discord_server)) == len(PERMANENT)


async def test_refusals_that_pass(bots: Replicas, discord_server: DiscordServer) -> None:
    """What passes by itself, is the operator's or our own fault pauses no channel's briefs."""
    inhabit(discord_server)
    outlet = await opened(bots)
    for status, code, words, wait in PASSING:
        body = {"code": code, "message": "Said by Discord."}
        discord_server.faults = [Fault(POST, status=status, body=body)]
        error = await refused(outlet)
        assert (error.code, error.words) == (str(code or status), words)
        assert (error.permanent, error.wait, error.gone) == (False, wait, False)


async def test_what_a_channel_lacks(bots: Replicas, discord_server: DiscordServer) -> None:
    """Permissions that were taken from the bot pause the channel's briefs, and no other's."""
    guild = OURS.with_channel(Channel(id=CHANNEL, may=SEND))
    inhabit(discord_server, guild)
    outlet = await opened(bots)
    error = await refused(outlet)
    assert (error.code, error.permanent, error.gone) == ("50001", True, False)
    discord_server.world.guilds[GUILD] = OURS.with_channel(Channel(id=CHANNEL, may=VIEW))
    error = await refused(outlet)
    assert (error.code, error.permanent, error.gone) == ("50013", True, False)


async def test_a_server_that_the_bot_left(bots: Replicas, discord_server: DiscordServer) -> None:
    """A server that is gone as a whole is told apart from a channel that cannot be seen."""
    inhabit(discord_server)
    outlet = await opened(bots)
    discord_server.guilds.clear()
    error = await refused(outlet)
    words = "The bot was removed from the server, or the server does not exist any more."
    assert (error.code, error.words) == ("10004", words)
    assert (error.permanent, error.gone) == (True, True)


async def test_whether_it_left_may_not_be_known(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """Where Discord does not say whether the bot is in the server, it is not taken to be gone."""
    inhabit(discord_server)
    outlet = await opened(bots)
    discord_server.guilds.clear()
    discord_server.faults = [Fault("GET /guilds", status=503)]
    assert not (await refused(outlet)).gone
    assert not (await refused(outlet, ALONE)).gone


async def test_a_wait_that_discord_asks_for(bots: Replicas, discord_server: DiscordServer) -> None:
    """A long wait proves that nothing was posted; a short one discord.py waits for by itself."""
    inhabit(discord_server)
    outlet = await opened(bots)
    limited = {"message": "You are being rate limited.", "retry_after": 64.5, "global": False}
    discord_server.faults = [Fault(POST, status=429, body=limited, headers=VIA)]
    error = await refused(outlet)
    assert (error.code, error.words) == ("429", "Discord asked to wait.")
    assert (error.permanent, error.wait) == (False, 64.5)
    banned = {"Retry-After": "600"}
    discord_server.faults = [Fault(POST, status=429, body={}, headers=banned)]
    assert (await refused(outlet)).wait == 600.0
    short = limited | {"retry_after": 0.05}
    discord_server.faults = [Fault(POST, status=429, body=short, headers=VIA, times=2)]
    assert await outlet.post(HERE, BRIEF, NONCE) in discord_server.messages
    assert {body["nonce"] for body in posts(discord_server)} == {NONCE}


async def test_waiting_has_an_end(bots: Replicas, discord_server: DiscordServer) -> None:
    """Where time runs out while discord.py waits after a 429, nothing was posted for certain."""
    inhabit(discord_server)
    outlet = await opened(bots, seconds=0.5)
    limited = {"message": "You are being rate limited.", "retry_after": 20.0, "global": False}
    discord_server.faults = [Fault(POST, status=429, body=limited, headers=VIA)]
    error = await refused(outlet)
    assert (error.code, error.permanent, error.wait) == ("429", False, 30.0)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_faults_of_discord(
    bots: Replicas,
    discord_server: DiscordServer,
    hurried: list[float],
    after: bool,  # noqa: FBT001
) -> None:
    """A 5xx proves nothing, whether the message was stored or not; repetitions bear the nonce."""
    inhabit(discord_server)
    outlet = await opened(bots)
    discord_server.faults = [Fault(POST, status=502, times=5, after=after)]
    error = await unknown(outlet)
    assert (error.code, error.words) == ("502", "Discord had a fault of its own.")
    assert [body["nonce"] for body in posts(discord_server)] == [NONCE] * 5
    assert sum(hurried) < 30
    await outlet.post(HERE, BRIEF, NONCE)
    assert len(discord_server.messages) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_a_connection_that_breaks(
    bots: Replicas,
    discord_server: DiscordServer,
    after: bool,  # noqa: FBT001 - of a case
) -> None:
    """A connection that broke off proves nothing; the same nonce mends it without a second one."""
    inhabit(discord_server)
    outlet = await opened(bots)
    discord_server.faults = [Fault(POST, how="drop", after=after)]
    error = await unknown(outlet)
    assert (error.code, error.words) == (
        "dropped",
        "The connection broke off before an answer came.",
    )
    await outlet.post(HERE, BRIEF, NONCE)
    assert len(discord_server.messages) == 1


async def test_no_answer_in_time(bots: Replicas, discord_server: DiscordServer) -> None:
    """A post that nobody answers ends, and proves nothing."""
    inhabit(discord_server)
    outlet = await opened(bots, seconds=0.3)
    discord_server.faults = [Fault(POST, how="slow", delay=2.0)]
    error = await unknown(outlet)
    assert (error.code, error.words) == ("no-answer", "No answer came in time.")


async def test_a_refusal_after_a_doubt_proves_nothing(
    bots: Replicas, discord_server: DiscordServer, hurried: list[float]
) -> None:
    """Where discord.py repeated a request after a 5xx, what the last one was told decides nothing.

    The first one may have been stored, so the brief's fate is not known.
    """
    inhabit(discord_server)
    outlet = await opened(bots)
    refusals = (
        Fault(POST, status=403, body={"code": 50013, "message": "Missing Permissions"}),
        Fault(POST, status=429, body={"retry_after": 99.0, "message": "wait"}, headers=VIA),
        Fault(POST, how="drop"),
    )
    for refusal in refusals:
        discord_server.faults = [Fault(POST, status=502, after=True), refusal]
        await unknown(outlet)
    assert len(discord_server.messages) == 1
    assert hurried


async def test_nobody_there(bots: Replicas, discord_server: DiscordServer) -> None:
    """A connection that was never made proves that nothing was posted."""
    inhabit(discord_server)
    outlet = await opened(bots)
    await discord_server.stop()
    error = await refused(outlet)
    assert (error.code, error.words) == ("unreachable", "The platform could not be reached.")
    assert (error.permanent, error.wait) == (False, 30.0)


async def test_a_person_is_told_directly(bots: Replicas, discord_server: DiscordServer) -> None:
    """Who set a brief up is told in a direct message of which channel it is; one who takes none is
    not troubled twice."""
    inhabit(discord_server)
    outlet = await opened(bots)
    await outlet.tell(HERE, "700000000000000001", "The daily brief is paused.")
    (message,) = discord_server.messages.values()
    assert shown(message["components"]) == [f"In <#{CHANNEL}>:", "The daily brief is paused."]
    assert discord_server.world.directs == {message["channel_id"]: "700000000000000001"}
    discord_server.world.closed.add("700000000000000001")
    with pytest.raises(NotPostedError) as caught:
        await outlet.tell(HERE, "700000000000000001", "Again.")
    assert (caught.value.code, caught.value.permanent) == ("50007", True)
