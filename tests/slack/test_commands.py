"""Why: the slash command is how most people ask; it must be answered once, to the right people."""

from __future__ import annotations

import asyncio

import pytest

from adapters.slack.reception import FAULT
from bot.app import App
from bot.limits import Limits
from bot.rendering import plain_text
from bot.reply import Reply
from bot.store import Store
from tests.platforms.slack_fixtures import StartBot, today
from tests.platforms.slack_people import People, labels
from tests.platforms.slack_server import TEAM, SlackServer


async def test_the_answer_is_private(people: People, slack: SlackServer) -> None:
    """Only the asker sees an answer, unless the channel was set otherwise."""
    await people.command("russia iran")

    (body,) = await slack.count("response_url", 1)

    assert body["response_type"] == "ephemeral"
    assert labels(body) == ["More", "Timeline", "Sources", "Share"]


async def test_the_text_is_the_whole_answer(
    people: People, slack: SlackServer, slack_app: App
) -> None:
    """A screen reader, which reads the text alone, misses nothing of the answer."""
    await people.command("russia iran")

    (body,) = await slack.count("response_url", 1)

    assert body["text"] == plain_text(slack_app.ask("russia iran", today()))


@pytest.mark.parametrize(
    ("text", "kind"), [("russia iran", "in_channel"), ("help", "ephemeral"), ("?", "ephemeral")]
)
async def test_a_public_channel(
    people: People, slack: SlackServer, store: Store, text: str, kind: str
) -> None:
    """Where managers have set so, all see answers; help, offers and errors stay private."""
    await store.set_visibility("slack", TEAM, "C1", "public")

    await people.command(text)

    (body,) = await slack.count("response_url", 1)
    assert body["response_type"] == kind
    assert "Share" not in labels(body)


async def test_no_text_is_help(people: People, slack: SlackServer) -> None:
    """The command alone tells what can be asked, with examples to press."""
    await people.command("")

    (body,) = await slack.count("response_url", 1)

    assert "what can be asked" in body["text"]
    assert labels(body)[0] == "russia iran"


async def test_offers_are_buttons(people: People, slack: SlackServer) -> None:
    """A question that may mean two things is asked back, and pressing one answers it in place."""
    await people.command("korea")
    (asked,) = await slack.count("response_url", 1)
    assert labels(asked) == ["north korea", "south korea"]

    await people.press(asked, "north korea")

    answer = (await slack.count("response_url", 2))[1]
    assert answer["text"].startswith("North Korea\n")
    assert answer["replace_original"] is True


async def test_markup_of_a_question(people: People, slack: SlackServer) -> None:
    """Slack's own markup in a question is no part of it: links count by their label."""
    await people.command("<@U9|bob> <http://x.example|russia> &amp; <#C2|iran>")

    (body,) = await slack.count("response_url", 1)

    assert body["text"].startswith("Russia and Iran\n")


async def test_a_command_twice(people: People, slack: SlackServer) -> None:
    """A delivery that Slack repeats is answered once."""
    await people.command("iran", trigger_id="t.same")
    await people.command("iran", trigger_id="t.same")
    await people.command("china", trigger_id="t.other")

    bodies = await slack.count("response_url", 2)

    assert sorted(one["text"].split("\n")[0] for one in bodies) == ["China", "Iran"]


async def test_too_many(start_bot: StartBot, slack: SlackServer) -> None:
    """Who asks too often is told so privately, and nobody else is affected."""
    async with start_bot(limits=Limits(per_minute=1)) as people:
        await people.command("russia")
        await slack.count("response_url", 1)
        await people.command("iran")
        await slack.count("response_url", 2)
        await people.command("iran", user="U2")
        bodies = await slack.count("response_url", 3)

    assert bodies[1]["text"] == "That was 1 request in a minute. Try again in a moment."
    assert bodies[1]["response_type"] == "ephemeral"
    assert bodies[2]["text"].startswith("Iran\n")


class _Stuck:
    """A store that answers only when it is let."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.free = asyncio.Event()
        self.begin = store.begin

    async def claim(self, key: str) -> bool:
        await self.free.wait()
        return await self._store.claim(key)


async def test_nothing_comes_before_the_acknowledgement(
    start_bot: StartBot, slack: SlackServer, store: Store
) -> None:
    """Slack gets its acknowledgement while the database and its own answer hang."""
    stuck = _Stuck(store)
    slack.faults["response_url"].append("hang")
    async with start_bot(own_store=stuck) as people:
        await people.command("russia iran")
        assert slack.of("response_url") == []
        stuck.free.set()
        slack.release.set()

        assert len(await slack.count("response_url", 1)) == 1


async def test_a_fault_of_ours(
    people: People,
    slack: SlackServer,
    slack_app: App,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever breaks, the asker gets a sentence and no traceback."""

    def broken(*_: object) -> Reply:
        raise ZeroDivisionError

    monkeypatch.setattr(slack_app, "ask", broken)

    await people.command("russia iran")

    (body,) = await slack.count("response_url", 1)
    assert body["text"] == FAULT
    assert "slack event not answered" in caplog.messages


async def test_a_stop_cuts_no_answer(start_bot: StartBot, slack: SlackServer) -> None:
    """What was asked before the bot is stopped is answered before it ends."""
    slack.faults["response_url"].append("hang")
    async with start_bot() as people:
        await people.command("russia iran")
        await slack.until(lambda: "response_url" in dict(slack.bodies))
        asyncio.get_running_loop().call_later(0.1, slack.release.set)

    assert len(slack.of("response_url")) == 1
