"""Why: whoever asks gets the same answer, wherever they ask. What each platform was sent is read
back as a person reads it and compared with what the terminal prints."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adapters.terminal.render import plain
from bot.app import App
from bot.limits import Limits
from bot.reply import Reply
from tests.platforms import reading_discord, reading_slack
from tests.platforms.discord_fixtures import Replicas
from tests.platforms.discord_rules import alive as alive_discord
from tests.platforms.discord_rules import mentions, pings, walk
from tests.platforms.discord_rules import message_faults as discord_faults
from tests.platforms.discord_server import DiscordServer
from tests.platforms.reading_discord import read_discord
from tests.platforms.reading_lines import Said, together
from tests.platforms.reading_questions import BY_KIND, PAGES, QUESTIONS
from tests.platforms.reading_slack import read_slack, read_slack_aloud
from tests.platforms.reading_terminal import read_terminal
from tests.platforms.slack_fixtures import StartBot, today
from tests.platforms.slack_people import People
from tests.platforms.slack_rules import alive as alive_slack
from tests.platforms.slack_rules import message_faults as slack_faults
from tests.platforms.slack_server import SlackServer
from tests.terminal.running import run

_PACK = Path(__file__).parents[2] / "facts"
_MANY = Limits(per_minute=1_000)
#: a split answer has at most so many pages; more would mean that a button leads nowhere
_MOST_PAGES = 9
#: what Discord's help says beyond the terminal's: where its commands are
_COMMANDS = ("Commands: ", "Daily briefs: ")
#: what Slack's help says beyond the terminal's: who sees answers in a channel, and daily briefs
_SLACK_ALONE = ("/axis answers ", "/axis brief ")
_CITED = re.compile(r"\[\d+\](?=(?:\[\d+\])*$)")

Differences = dict[str, dict[str, tuple[object, object]]]
Turn = Callable[[Any, str], Awaitable[Any]]


def differences(printed: Said, shown: Said) -> dict[str, tuple[object, object]]:
    """Return in which parts two readings differ; a terminal has nobody to share with."""
    found = {}
    for part in (one.name for one in fields(Said)):
        pair = getattr(printed, part), getattr(shown, part)
        if part == "controls":
            pair = pair[0] - {"Share"}, pair[1] - {"Share"}
        if pair[0] != pair[1]:
            found[part] = pair
    return found


def unfinished(printed: Said, pages: list[Said]) -> bool:
    """Whether something of the printed answer was on no page yet."""
    seen = together(pages)
    parts = ("points", "others", "notes", "sources")
    return any(set(getattr(printed, part)) - set(getattr(seen, part)) for part in parts)


async def followed(
    printed: Said, first: Mapping[str, Any], read: Callable[[Any], Said], turn: Turn
) -> list[Mapping[str, Any]]:
    """Return the messages of an answer's pages, pressing More until nothing is missing."""
    bodies = [first]
    while unfinished(printed, [read(one) for one in bodies]) and len(bodies) < _MOST_PAGES:
        if "More" not in read(bodies[-1]).controls:
            break
        bodies.append(await turn(bodies[-1], "More"))
    return bodies


def compared(
    printed: Said, bodies: list[Mapping[str, Any]], read: Callable[[Any], Said]
) -> dict[str, tuple[object, object]]:
    """Return how the pages of an answer differ from what the terminal printed of it."""
    pages = [read(one) for one in bodies]
    if len(pages) == 1:
        return differences(printed, pages[0])
    return differences(together([printed]), together(pages))


class InSlack:
    """Somebody who asks in Slack and reads what comes."""

    def __init__(self, people: People, slack: SlackServer) -> None:
        """Ask through the stand-in."""
        self._people = people
        self._slack = slack

    async def ask(self, question: str) -> Mapping[str, Any]:
        """Type the command; return the message that came."""
        return await self._next(self._people.command(question))

    async def turn(self, body: Mapping[str, Any], label: str) -> Mapping[str, Any]:
        """Press a button; return the message that came in place of the other."""
        return await self._next(self._people.press(body, label))

    async def _next(self, deed: Awaitable[object]) -> Mapping[str, Any]:
        before = len(self._slack.of("response_url"))
        await deed
        body = (await self._slack.count("response_url", before + 1))[before]
        assert slack_faults(body) == []
        assert alive_slack(body) == []
        ids = [ident for _, ident in reading_slack.pressable(body)]
        assert len(ids) == len(set(ids))
        return body


class InDiscord:
    """Somebody who asks in Discord and reads what comes."""

    def __init__(self, server: DiscordServer) -> None:
        """Ask through the stand-in."""
        self._server = server
        self._message: dict[str, Any] | None = None

    async def ask(self, question: str) -> Mapping[str, Any]:
        """Type the command; return the body that was sent."""
        return self._sent(await self._server.command(question))

    async def turn(self, _body: Mapping[str, Any], label: str) -> Mapping[str, Any]:
        """Press a button under the last message; return the body that took its place."""
        assert self._message is not None
        return self._sent(await self._server.press(self._message, label))

    def _sent(self, asked: Any) -> Mapping[str, Any]:  # noqa: ANN401 - what the stand-in keeps
        assert asked.errors == []
        (response,) = asked.responses
        self._message = asked.message
        body: dict[str, Any] = response["data"]
        assert discord_faults(body) == []
        assert not pings(body)
        own = tuple(mentions(self._server.commands))
        for one in walk(body["components"]):
            for line in one.get("content", "").split("\n"):
                assert alive_discord(reading_discord.unmarked(line), own) == []
        ids = [ident for _, ident in reading_discord.pressable(body["components"])]
        assert len(ids) == len(set(ids))
        return body


def slack_said(body: Mapping[str, Any]) -> Said:
    """Return what a message in Slack says, to the eye and, the same, to a screen reader, beside
    what is typed in Slack alone."""
    assert read_slack_aloud(body) == read_slack(body)
    said = read_slack(body)
    others = (one for one in said.others if not one.startswith(_SLACK_ALONE))
    return replace(said, others=tuple(others))


def discord_said(body: Mapping[str, Any]) -> Said:
    """Return what a message in Discord says beside where its commands are."""
    said = read_discord(body["components"])
    kept = tuple(one for one in said.others if not one.startswith(_COMMANDS))
    return replace(said, others=kept)


def printed_by(app: App, question: str) -> Said:
    """Return what the terminal prints for the question."""
    return read_terminal(plain(app.ask(question, today())))


def test_what_is_asked(slack_app: App) -> None:
    """The sixty questions call forth every kind of reply and every part that a reply can have."""
    said = [printed_by(slack_app, question) for question in QUESTIONS]

    assert len(set(QUESTIONS)) == 60
    kinds = Counter(slack_app.ask(question, today()).kind for question in QUESTIONS)
    assert set(kinds) == {"answer", "offer", "none", "help", "error"}
    assert all(any(getattr(one, part.name) for one in said) for part in fields(Said))
    assert len(BY_KIND) == 18
    assert [printed_by(slack_app, page).controls >= {"Back"} for page in PAGES] == [True] * 3


def test_the_command_prints_it(slack_app: App, tmp_path: Path) -> None:
    """What `axis run` prints over a pipe is what the platforms are compared with."""
    ran = run(tmp_path, "run", stdin="\n".join(QUESTIONS).encode(), pack=_PACK)

    printed = [read_terminal(text) for text in ran.out.rstrip("\n").split("\n\n")]
    assert printed == [printed_by(slack_app, question) for question in QUESTIONS]


async def test_slack(start_bot: StartBot, slack: SlackServer, slack_app: App) -> None:
    """Every question gets in Slack what it gets in a terminal, in blocks and in text alike."""
    found: Differences = {}
    async with start_bot(limits=_MANY) as people:
        person = InSlack(people, slack)
        for question in QUESTIONS:
            printed = printed_by(slack_app, question)
            first = await person.ask(question)
            bodies = await followed(printed, first, slack_said, person.turn)
            if different := compared(printed, bodies, slack_said):
                found[question] = different
    assert found == {}


async def test_discord(bots: Replicas, discord_server: DiscordServer, discord_app: App) -> None:
    """Every question gets in Discord what it gets in a terminal."""
    found: Differences = {}
    bots.limits = _MANY
    await bots.start()
    person = InDiscord(discord_server)
    for question in QUESTIONS:
        printed = printed_by(discord_app, question)
        first = await person.ask(question)
        bodies = await followed(printed, first, discord_said, person.turn)
        if different := compared(printed, bodies, discord_said):
            found[question] = different
    assert found == {}


_SPLIT = ("russia iran", "russia iran page 2", "question bloc", "sources", "timeline", "help")
_SENTENCES = " And so on, with no end to it." * 30


def draw_out(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each line of an answer be so long that no platform holds all of them in one message."""
    ask = app.ask

    def drawn_out(text: str, day: date, *more: Callable[[str], str]) -> Reply:
        reply = ask(text, day, *more)
        points = tuple(replace(one, text=f"{one.text}{_SENTENCES}") for one in reply.points)
        details = tuple(f"{one}{_SENTENCES}" for one in reply.details)
        return replace(reply, points=points, details=details)

    monkeypatch.setattr(app, "ask", drawn_out)


def unsourced(page: Said) -> set[str]:
    """Return the numbers that stand at a page's points and in no list of sources on that page."""
    cited = {number for point in page.points for number in _CITED.findall(point)}
    return cited - {source.partition(" ")[0] for source in page.sources}


async def test_split_in_slack(
    start_bot: StartBot, slack: SlackServer, slack_app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Slack needs several messages, More leads through all of the answer in its order, and
    each message lists the sources of its points."""
    draw_out(slack_app, monkeypatch)
    found: Differences = {}
    async with start_bot(limits=_MANY) as people:
        person = InSlack(people, slack)
        for question in _SPLIT:
            printed = printed_by(slack_app, question)
            first = await person.ask(question)
            bodies = await followed(printed, first, slack_said, person.turn)
            assert len(bodies) > 1
            assert [unsourced(slack_said(one)) for one in bodies] == [set()] * len(bodies)
            if different := compared(printed, bodies, slack_said):
                found[question] = different
    assert found == {}


async def test_split_in_discord(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_app: App,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where Discord needs several messages, More leads through all of the answer in its order, and
    each message lists the sources of its points."""
    draw_out(discord_app, monkeypatch)
    found: Differences = {}
    bots.limits = _MANY
    await bots.start()
    person = InDiscord(discord_server)
    for question in _SPLIT:
        printed = printed_by(discord_app, question)
        first = await person.ask(question)
        bodies = await followed(printed, first, discord_said, person.turn)
        assert len(bodies) > 1
        assert [unsourced(discord_said(one)) for one in bodies] == [set()] * len(bodies)
        if different := compared(printed, bodies, discord_said):
            found[question] = different
    assert found == {}
