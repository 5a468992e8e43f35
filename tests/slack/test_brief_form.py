"""Why: most people set a brief up by the form; it has to open in time, and to begin with what is
known without waiting for it."""

from __future__ import annotations

import pytest

from tests.platforms.slack_fixtures import StartBot
from tests.platforms.slack_people import People
from tests.platforms.slack_rules import alive
from tests.platforms.slack_server import BOT_TOKEN, SlackServer
from tests.slack.briefing import fields, opened, told


async def test_the_form(people: People, slack: SlackServer) -> None:
    """The form asks for everything that a channel decides, and begins with what is usual."""
    view = await opened(people, slack, "brief subscribe")

    blocks = view["blocks"]
    assert [one["label"]["text"] for one in blocks] == [
        "Channel",
        "Local time",
        "Time zone",
        "Days",
        "Dates to skip",
        "About",
        "Which claims",
        "When nothing changed",
    ]
    assert [one["block_id"] for one in blocks if one["optional"]] == ["skip", "about"]
    assert (view["title"]["text"], view["submit"]["text"]) == ("Daily brief", "Set up")
    found = fields(view)
    assert (found["channel"], found["at"], found["zone"]) == ("C1", "08:00", None)
    assert [one["value"] for one in found["weekdays"]] == ["0", "1", "2", "3", "4"]
    assert (found["skip"], found["about"]) == (None, None)
    assert (found["floor"]["value"], found["unchanged"]["value"]) == ("all", "post")
    assert alive(view) == []


async def test_it_opens_before_anything_else(people: People, slack: SlackServer) -> None:
    """Opening the form is the only thing that Slack is asked for, with the trigger as it came."""
    await opened(people, slack, "brief subscribe")

    methods = [one.method for one in slack.seen]
    assert methods == ["auth.test", "apps.connections.open", "views.open"]


@pytest.mark.parametrize("fault", ["expired_trigger_id", "exchanged_trigger_id", "500", "429"])
async def test_a_form_that_does_not_open(people: People, slack: SlackServer, fault: str) -> None:
    """Where Slack opens no form its asker is told so at once, and the trigger is used once."""
    slack.faults["views.open"].append(fault)

    assert await told(people, slack, "brief subscribe") == (
        "The form could not be opened in time. Try again, or write it in one line, such as"
        " /axis brief subscribe 08:00 Europe/Berlin weekdays."
    )
    assert [one.method for one in slack.seen].count("views.open") == 1


_CITIES = {
    "beij": ["Beijing (Asia/Shanghai, UTC+08:00)"],
    "delhi": ["Delhi (Asia/Kolkata, UTC+05:30)", "New Delhi (Asia/Kolkata, UTC+05:30)"],
    "prist": ["Pristina (Europe/Belgrade, UTC+01:00)"],
    "zzzz": [],
}


@pytest.mark.parametrize("way", ["socket", "http"])
async def test_cities(start_bot: StartBot, slack: SlackServer, way: str) -> None:
    """Zones are found by city while somebody types, and no further request is made for them."""
    async with start_bot(way) as people:
        view = await opened(people, slack, "brief subscribe")
        before = len(slack.seen)
        for typed, shown in _CITIES.items():
            found = await people.suggest(view, "zone", typed)
            assert [one.replace("+02:00", "+01:00") for one in found] == shown
        assert len(await people.suggest(view, "zone", "")) > 5
        assert len(slack.seen) == before


async def test_the_askers_own_zone(start_bot: StartBot, slack: SlackServer) -> None:
    """Where the workspace granted users:read the form begins with the asker's own zone."""
    workspace = slack.workspaces[BOT_TOKEN]
    workspace.scopes += ",users:read"
    workspace.zones |= {"U1": "Asia/Calcutta", "U2": "Mars/Base"}
    async with start_bot() as people:
        first = await opened(people, slack, "brief subscribe")
        second = await opened(people, slack, "brief subscribe", user="U2")
        slack.faults["users.info"].append("500")
        third = await opened(people, slack, "brief subscribe")

    assert fields(first)["zone"]["value"] == "Asia/Kolkata"
    assert fields(second)["zone"] is None
    assert fields(third)["zone"] is None


async def test_a_slow_answer_about_the_zone(start_bot: StartBot, slack: SlackServer) -> None:
    """The form does not wait for what it would only begin with."""
    slack.workspaces[BOT_TOKEN].scopes += ",users:read"
    slack.faults["users.info"].append("hang")
    async with start_bot() as people:
        view = await opened(people, slack, "brief subscribe")
        slack.release.set()

    assert fields(view)["zone"] is None


async def test_a_form_for_admins_alone(start_bot: StartBot, slack: SlackServer) -> None:
    """With SLACK_MANAGERS=admins nobody else fills a form in for nothing: none opens."""
    workspace = slack.workspaces[BOT_TOKEN]
    workspace.scopes += ",users:read"
    workspace.admins.add("U2")
    async with start_bot(SLACK_MANAGERS="admins") as people:
        refused = await told(people, slack, "brief subscribe")
        slack.faults["users.info"].append("missing_scope")
        unknown = await told(people, slack, "brief subscribe", user="U2")
        view = await opened(people, slack, "brief subscribe", user="U2")

    only = "Only admins of this workspace may change briefs."
    assert refused == only
    assert unknown == (
        f"{only} Slack does not let the bot see who is one; whoever runs the bot can mend that with"
        " `axis doctor`."
    )
    assert view["submit"]["text"] == "Set up"
    assert len(slack.of("views.open")) == 1
