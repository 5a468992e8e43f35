"""Why: a share is seen by all, so it must come once, say who shared it, and never be doubtful."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from adapters.slack.share import AGAIN, UNKNOWN
from bot.store import Store
from bot.store.schema import shares
from tests.platforms.slack_fixtures import StartBot
from tests.platforms.slack_people import People, labels
from tests.platforms.slack_rules import alive
from tests.platforms.slack_server import SlackServer


async def _answer(people: People, slack: SlackServer, channel: str = "C1") -> dict[str, Any]:
    await people.command("russia iran", channel=channel)
    return (await slack.count("response_url", 1))[0]


async def test_a_share(start_bot: StartBot, slack: SlackServer, store: Store) -> None:
    """A shared card is the answer with its sources and who shared it, who is not pinged."""
    async with start_bot() as people:
        body = await _answer(people, slack)
        await people.press(body, "Share")
        await slack.count("chat.postMessage", 1)

    (shared,) = await slack.count("chat.postMessage", 1)
    assert shared["text"] == f"{body['text']}\nShared by ann"
    assert labels(shared) == ["More", "Timeline", "Sources"]
    assert alive(shared) == []
    async with store.engine.connect() as connection:
        rows = (await connection.execute(select(shares.c.message))).scalars().all()
    assert rows == [slack.messages[0]["ts"]]


async def test_a_list_of_sources(people: People, slack: SlackServer) -> None:
    """Under a shared list of sources More leads to the answer: nobody there can go back to it."""
    body = await _answer(people, slack)
    await people.press(body, "Sources")
    listed = (await slack.count("response_url", 2))[1]
    await people.press(listed, "Share")
    (shared,) = await slack.count("chat.postMessage", 1)

    await people.press(shared, "More", user="U2", private=False)

    answer = (await slack.count("response_url", 3))[2]
    assert (labels(listed), labels(shared)) == (["Back", "Share"], ["More"])
    assert answer["text"] == body["text"]


async def test_in_its_thread(people: People, slack: SlackServer) -> None:
    """What was looked up in a thread is shared there."""
    body = await _answer(people, slack)

    await people.press(body, "Share", thread_ts="1.5")

    (shared,) = await slack.count("chat.postMessage", 1)
    assert shared["thread_ts"] == "1.5"


async def test_double_clicks(people: People, slack: SlackServer) -> None:
    """However often Share is pressed, the channel gets the card once."""
    body = await _answer(people, slack)

    for user in ("U1", "U1", "U2"):
        await people.press(body, "Share", user=user)

    bodies = await slack.count("response_url", 3)
    assert [one["text"] for one in bodies[1:]] == [AGAIN, AGAIN]
    assert len(slack.messages) == 1


async def test_where_the_bot_is_no_member(people: People, slack: SlackServer) -> None:
    """Where the bot is no member, Slack posts for the person who pressed."""
    body = await _answer(people, slack, "C2")

    await people.press(body, "Share", channel="C2", thread_ts="1.5")

    shared = (await slack.count("response_url", 2))[1]
    assert (shared["response_type"], shared["replace_original"]) == ("in_channel", False)
    assert shared["thread_ts"] == "1.5"
    assert shared["text"].endswith("\nShared by ann")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("is_archived", "Nothing was shared: the channel is archived."),
        ("restricted_action", "Nothing was shared: only some members may post in this channel."),
        ("invalid_auth", "Nothing was shared: Slack says invalid_auth."),
    ],
)
async def test_a_refusal(people: People, slack: SlackServer, code: str, told: str) -> None:
    """What Slack refuses was not shared, is not forced through, and may be tried again."""
    body = await _answer(people, slack)
    slack.faults["chat.postMessage"].append(code)

    await people.press(body, "Share")
    said = (await slack.count("response_url", 2))[1]
    await people.press(body, "Share")
    await slack.count("chat.postMessage", 1)

    assert said["text"] == told
    assert len(slack.messages) == 1


@pytest.mark.parametrize(
    ("fault", "posted"),
    [
        ("drop_before", 0),
        ("drop_after", 1),
        ("500", 0),
        ("fatal_error", 0),
        ("internal_error", 0),
    ],
)
async def test_an_unknown_fate(people: People, slack: SlackServer, fault: str, posted: int) -> None:
    """A share that may have been posted is never posted again."""
    body = await _answer(people, slack)
    slack.faults["chat.postMessage"].append(fault)

    await people.press(body, "Share")
    await slack.count("response_url", 2)
    await people.press(body, "Share")
    bodies = await slack.count("response_url", 3)

    assert [one["text"] for one in bodies[1:]] == [UNKNOWN, AGAIN]
    assert len(slack.messages) == posted


async def test_a_busy_slack(people: People, slack: SlackServer) -> None:
    """A 429 proves that nothing was posted: it is waited for as long as Slack says."""
    body = await _answer(people, slack)
    slack.retry_after = "0"
    slack.faults["chat.postMessage"].append("429")

    await people.press(body, "Share")

    await slack.count("chat.postMessage", 1)
    assert len(slack.messages) == 1


async def test_a_very_busy_slack(people: People, slack: SlackServer) -> None:
    """Where the wait is too long for a person, they are told how long it is."""
    body = await _answer(people, slack)
    slack.retry_after = "600"
    slack.faults["chat.postMessage"].append("429")

    await people.press(body, "Share")

    told = (await slack.count("response_url", 2))[1]
    assert told["text"] == "Slack is busy; nothing was shared. Press Share again in 600 s."


async def test_each_page_is_a_card(people: People, slack: SlackServer) -> None:
    """Another page of the same answer is another card."""
    body = await _answer(people, slack)
    await people.press(body, "More")
    more = (await slack.count("response_url", 2))[1]

    await people.press(body, "Share")
    await people.press(more, "Share")

    first, second = await slack.count("chat.postMessage", 2)
    assert first["text"] != second["text"]


async def test_the_same_side_again(people: People, slack: SlackServer) -> None:
    """What was shared, turned over and turned back again is the same card, and shared already."""
    body = await _answer(people, slack)
    await people.press(body, "Share")
    await slack.count("chat.postMessage", 1)
    await people.press(body, "Sources")
    sources = (await slack.count("response_url", 2))[1]
    await people.press(sources, "Back")
    back = (await slack.count("response_url", 3))[2]

    await people.press(back, "Share")

    told = (await slack.count("response_url", 4))[3]
    assert (back["text"], told["text"]) == (body["text"], AGAIN)
    assert back["blocks"][0]["block_id"] != body["blocks"][0]["block_id"]
    assert len(slack.messages) == 1
