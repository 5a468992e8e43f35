"""Why: what comes, what came and what would come is for everybody in a channel to see, in private;
it must be right to the last word and change nothing."""

from __future__ import annotations

import re

from bot.app import App
from bot.store import Store
from tests.platforms.slack_people import People, find_button, labels
from tests.platforms.slack_rules import alive
from tests.platforms.slack_server import SlackServer
from tests.slack.briefing import BERLIN, BERLIN_LINES, next_times, told


async def test_status(people: People, slack: SlackServer, store: Store, slack_app: App) -> None:
    """Status tells the wish, that nothing was posted yet, what comes, and of each of seven days."""
    await told(people, slack, BERLIN)

    lines = (await told(people, slack, "brief status", user="U2")).split("\n")

    assert lines[:8] == [
        *BERLIN_LINES.split("\n"),
        "Last checked: not yet.",
        "Last posted: nothing yet.",
        f"Nothing has changed since pack {slack_app.library.pack.version}.",
        await next_times(store),
        "The last seven days:",
    ]
    day = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} \w{3} \d{4}"
    why = "(due later that day|none was due|none is wanted on (Saturday|Sunday)s)"
    assert len(lines[8:]) == 7
    for line in lines[8:]:
        assert re.fullmatch(rf"{day}: {why}\.", line)


async def test_why_there_was_none(people: People, slack: SlackServer) -> None:
    """A day of which nothing is known is named, with the way to see the week."""
    await told(people, slack, BERLIN)

    assert await told(people, slack, "brief why 2020-01-02") == (
        "What became of a brief is remembered for 90 days, so nothing is known of Thu 2 Jan 2020 "
        "any more. To see the last week: /axis brief status."
    )
    for day in ("yesterday", "Fri 20 Nov 2026"):
        assert (await told(people, slack, f"brief why {day}")).startswith(
            "This channel had no brief on "
        )
    assert await told(people, slack, "brief why") == (
        "This channel has had no brief yet. To see the last week: /axis brief status."
    )


async def test_now(people: People, slack: SlackServer) -> None:
    """What would be posted today is shown to the asker alone, with how to get it daily."""
    answer = await told(people, slack, "brief")

    (body,) = slack.of("response_url")
    lines = answer.split("\n")
    assert lines[1] == "This channel has no brief yet. To set one up: /axis brief subscribe."
    assert labels(body)[-1] == "Share"
    assert alive(body) == []
    assert slack.of("chat.postMessage") == []


async def test_a_brief_about_something(people: People, slack: SlackServer) -> None:
    """After the word for briefs a name is answered as it is everywhere: with a brief about it."""
    answer = await told(people, slack, "brief iran")

    await people.direct("brief iran")
    (direct,) = await slack.count("chat.postMessage", 1)
    assert answer.startswith("Iran · ")
    assert answer == direct["text"]


async def test_now_is_what_the_channel_wished(people: People, slack: SlackServer) -> None:
    """Now keeps to what the channel wished for, and changes nothing of what comes."""
    await told(people, slack, BERLIN)

    first = await told(people, slack, "brief now")
    again = await told(people, slack, "brief now")

    assert first == again
    assert "Iran" in first
    assert "has no brief" not in first


async def test_sharing_a_brief(people: People, slack: SlackServer) -> None:
    """Share shows the brief alone to the channel, without what its asker was told, with who shared
    it, and only once."""
    await told(people, slack, "brief now")
    (body,) = slack.of("response_url")

    await people.press(body, "Share")
    (shared,) = await slack.count("chat.postMessage", 1)
    await people.press(body, "Share")
    again = (await slack.count("response_url", 2))[1]

    title, notice, *lines = body["text"].split("\n")
    assert notice == "This channel has no brief yet. To set one up: /axis brief subscribe."
    assert shared["text"].split("\n") == [title, *lines, "Shared by ann"]
    assert "Share" not in labels(shared)
    assert (shared["unfurl_links"], shared["unfurl_media"]) == (False, False)
    assert alive(shared) == []
    assert again["text"] == "This answer was shared already."
    assert len(slack.of("chat.postMessage")) == 1


async def test_sharing_a_brief_under_a_newer_pack(people: People, slack: SlackServer) -> None:
    """A brief that was looked at under another pack is shared from today's, which is said."""
    await told(people, slack, "brief now")
    (body,) = slack.of("response_url")
    button, _ = find_button(body, "Share")
    button["value"] = button["value"].replace("|2026.11|", "|2020.01|")

    await people.press(body, "Share")
    (shared,) = await slack.count("chat.postMessage", 1)

    assert shared["text"].split("\n")[1] == (
        "That button was made under pack 2020.01; this is from pack 2026.11."
    )
