"""Why: a mention is heard by a whole channel; only an answer may be seen by it, in its thread."""

from __future__ import annotations

from typing import Any

import pytest

from bot.limits import Limits
from tests.platforms.slack_fixtures import StartBot
from tests.platforms.slack_people import People, labels
from tests.platforms.slack_server import BOT_USER, SlackServer


async def test_the_thread_of_a_mention(people: People, slack: SlackServer) -> None:
    """An answer stands in the thread of the message that asked, with no Share."""
    await people.mention("russia iran")

    (body,) = await slack.count("chat.postMessage", 1)

    assert (body["channel"], body["thread_ts"]) == ("C1", "1700000000.000100")
    assert labels(body) == ["More", "Timeline", "Sources"]


async def test_a_mention_in_a_thread(people: People, slack: SlackServer) -> None:
    """Asked in a thread, it answers there."""
    await people.mention("russia iran", thread_ts="1600000000.000001")

    (body,) = await slack.count("chat.postMessage", 1)

    assert body["thread_ts"] == "1600000000.000001"


@pytest.mark.parametrize("text", ["", "help", "korea", "zzzz", "iran since 2024-13"])
async def test_what_is_no_answer(people: People, slack: SlackServer, text: str) -> None:
    """Help, offers, errors and nothing found go to the asker alone."""
    await people.mention(text, user="U7")

    (body,) = await slack.count("chat.postEphemeral", 1)

    assert (body["user"], body["channel"]) == ("U7", "C1")
    assert "thread_ts" not in body
    assert slack.of("chat.postMessage") == []


async def test_no_answer_in_a_thread(people: People, slack: SlackServer) -> None:
    """In a thread that is there, the asker reads it there."""
    await people.mention("help", thread_ts="1600000000.000001")

    (body,) = await slack.count("chat.postEphemeral", 1)

    assert body["thread_ts"] == "1600000000.000001"


_IGNORED: dict[str, dict[str, Any]] = {
    "another bot": {"bot_id": "B9"},
    "the bot itself": {"user": BOT_USER, "bot_id": "BBOT"},
    "an edit": {"edited": {"user": "U1", "ts": "1.2"}},
    "a change": {"subtype": "message_changed"},
    "a deletion": {"subtype": "message_deleted", "hidden": True},
    "nobody": {"user": ""},
}


@pytest.mark.parametrize("case", _IGNORED)
async def test_no_question(people: People, slack: SlackServer, case: str) -> None:
    """Own, edited and bots' messages are no questions."""
    await people.direct("russia", **_IGNORED[case])
    await people.direct("iran")

    (body,) = await slack.count("chat.postMessage", 1)

    assert body["text"].startswith("Iran\n")


async def test_messages_of_channels(people: People, slack: SlackServer) -> None:
    """What people say in channels is none of the bot's business, even if it were sent."""
    await people.direct("russia", channel_type="channel", channel="C1")
    await people.direct("iran")

    (body,) = await slack.count("chat.postMessage", 1)

    assert body["channel"] == "D1"


async def test_an_event_twice(people: People, slack: SlackServer) -> None:
    """An event that Slack delivers again, with or without saying so, is answered once."""
    await people.mention("russia iran", event_id="Ev.same")
    await people.mention("russia iran", event_id="Ev.same")
    await people.direct("iran")

    bodies = await slack.count("chat.postMessage", 2)

    assert sorted(one["channel"] for one in bodies) == ["C1", "D1"]


async def test_commands_of_briefs(people: People, slack: SlackServer) -> None:
    """What is done with briefs by a command is answered with the command, to the asker alone."""
    await people.mention("brief subscribe 08:00 Berlin", thread_ts="1700000000.000001")
    await people.direct("brief status")

    (whispered,) = await slack.count("chat.postEphemeral", 1)
    (posted,) = await slack.count("chat.postMessage", 1)

    told = "That is typed as a command, in the channel and not in a thread: /axis brief"
    assert whispered["text"] == f"{told} subscribe"
    assert (whispered["user"], whispered["thread_ts"]) == ("U1", "1700000000.000001")
    assert (posted["text"], posted["channel"]) == (f"{told} status", "D1")


async def test_each_direct_message(people: People, slack: SlackServer) -> None:
    """Each direct message is a question of its own, answered in line; help is, too."""
    await people.direct("russia iran")
    await slack.count("chat.postMessage", 1)
    await people.direct("help")

    bodies = await slack.count("chat.postMessage", 2)

    assert [one["channel"] for one in bodies] == ["D1", "D1"]
    assert not any("thread_ts" in one for one in bodies)
    assert "Share" not in labels(bodies[0])
    assert "what can be asked" in bodies[1]["text"]


async def test_pressing_in_a_direct_message(people: People, slack: SlackServer) -> None:
    """In the bot's own conversation an answer is replaced in place."""
    await people.direct("russia iran")
    (body,) = await slack.count("chat.postMessage", 1)

    await people.press(body, "More", channel="D1", private=False)

    (more,) = await slack.count("response_url", 1)
    assert (more["response_type"], more["replace_original"]) == ("in_channel", True)


async def test_too_many_mentions(start_bot: StartBot, slack: SlackServer) -> None:
    """Who mentions too often is told so alone."""
    async with start_bot(limits=Limits(per_minute=1)) as people:
        await people.mention("russia iran")
        await slack.count("chat.postMessage", 1)
        await people.mention("russia iran")
        (body,) = await slack.count("chat.postEphemeral", 1)

    assert body["text"] == "That was 1 request in a minute. Try again in a moment."


async def test_too_many_direct_messages(start_bot: StartBot, slack: SlackServer) -> None:
    """In a direct message the limit is told in line."""
    async with start_bot(limits=Limits(per_minute=1)) as people:
        await people.direct("russia iran")
        await slack.count("chat.postMessage", 1)
        await people.direct("russia iran")
        body = (await slack.count("chat.postMessage", 2))[1]

    assert body["text"] == "That was 1 request in a minute. Try again in a moment."
