"""Why: a line that cannot be read, a channel that takes no posts and a person who may not change
things are told what to do instead, and nothing is saved."""

from __future__ import annotations

import pytest

from bot.store import Store
from tests.platforms.slack_fixtures import StartBot
from tests.platforms.slack_people import People
from tests.platforms.slack_server import BOT_TOKEN, SlackServer
from tests.slack.briefing import BERLIN, BERLIN_LINES, NONE, fields, next_times, opened, told


@pytest.mark.parametrize(
    "line",
    ["change", "change 09:00", "status", "why", "why 2026-11-20", "pause", "resume", "stop"],
)
async def test_where_there_is_none(people: People, slack: SlackServer, line: str) -> None:
    """A channel without a brief is told how to get one, and nothing else happens."""
    answer = await told(people, slack, f"brief {line}")

    assert answer == NONE
    assert {one.method for one in slack.seen} <= {
        "auth.test",
        "apps.connections.open",
        "response_url",
    }


_UNREADABLE = {
    "brief foo": (
        '"foo" is nothing that can be done with briefs. Write now, status, why, subscribe, change,'
        " pause, resume or stop."
    ),
    "brief statsu": '"statsu" is nothing that can be done with briefs. Did you mean status?',
    "brief &lt;!channel&gt; <@U2>": (
        '"channel" is nothing that can be done with briefs. Write now, status, why, subscribe,'
        " change, pause, resume or stop."
    ),
    "brief pause until monday": 'After "pause" comes nothing more. Write pause alone.',
    "brief why soon": (
        '"soon" is not one date. Write one, such as 2026-11-20, today or yesterday.'
    ),
    "brief subscribe 08:00": (
        "A city or time zone is missing. Write a line like 08:00 Europe/Berlin weekdays."
    ),
    "brief subscribe 25:00 berlin": ('"25:00" is not a time of day. Write it as 08:00 or 8am.'),
}


@pytest.mark.parametrize("line", _UNREADABLE)
async def test_what_cannot_be_read(people: People, slack: SlackServer, line: str) -> None:
    """A line that cannot be read is answered with what was expected, and nothing is changed."""
    assert await told(people, slack, line) == _UNREADABLE[line]
    assert slack.of("chat.postEphemeral") == []


_REFUSED = {
    "not_in_channel": (
        "Nothing was changed. The bot is not a member of this channel. Invite it there, then try"
        " again."
    ),
    "channel_not_found": (
        "Nothing was changed. The bot cannot see this channel. Invite it there, then try again."
    ),
    "user_not_in_channel": (
        "Nothing was changed. You are not a member of that channel. Join it, then try again."
    ),
    "is_archived": ("Nothing was changed. The channel is archived. Restore it, then try again."),
    "restricted_action": (
        "Nothing was changed. Only some members may post in this channel. Let the bot post there."
    ),
    "token_revoked": "Nothing was changed. The app is no longer installed in this workspace.",
    "some_new_code": "Nothing was changed. Slack refused it: some_new_code.",
    "service_unavailable": "Nothing was changed. Slack was not available. Try again later.",
    "403": (
        "Nothing was changed. Something between the bot and Slack refused the request (403). Try"
        " again later."
    ),
    "500": "Nothing was changed. Slack did not answer. Try again.",
    "drop_before": "Nothing was changed. Slack did not answer. Try again.",
}


@pytest.mark.parametrize("fault", _REFUSED)
async def test_where_the_bot_cannot_post(people: People, slack: SlackServer, fault: str) -> None:
    """Where the line in the channel is refused nothing is saved, and the asker reads what to do."""
    slack.faults["chat.postEphemeral"].append(fault)

    assert await told(people, slack, BERLIN) == _REFUSED[fault]
    assert slack.of("chat.postMessage") == []
    assert await told(people, slack, "brief status") == NONE


async def test_a_conversation_of_others(people: People, slack: SlackServer) -> None:
    """Nobody is told to invite the bot into a conversation of two."""
    assert await told(people, slack, BERLIN, channel="D9") == (
        "Nothing was changed. The bot is not in this conversation. Choose a channel that it is in,"
        " or your own conversation with it."
    )


async def test_channels_of_the_workspace(people: People, slack: SlackServer) -> None:
    """A channel that the bot is not in, and one that the asker is not in, are told apart."""
    slack.workspaces[BOT_TOKEN].people["C1"] = {"U2"}

    assert await told(people, slack, BERLIN, channel="C2") == _REFUSED["not_in_channel"]
    assert await told(people, slack, BERLIN, channel="C9") == _REFUSED["channel_not_found"]
    assert await told(people, slack, BERLIN) == _REFUSED["user_not_in_channel"]


async def test_a_conversation_of_a_few(people: People, slack: SlackServer) -> None:
    """Nobody is told to invite the bot into a conversation of a few people, where nobody can."""
    name = "mpdm-ann--bob--eve-1"

    answer = await told(people, slack, BERLIN, channel="C9", channel_name=name)
    view = await opened(people, slack, "brief subscribe", channel="C9", channel_name=name)

    assert answer == (
        "Nothing was changed. The bot is not in this conversation. Choose a channel that it is in,"
        " or your own conversation with it."
    )
    assert fields(view)["channel"] is None


async def test_a_channel_that_cannot_be_told(
    people: People, slack: SlackServer, store: Store
) -> None:
    """Where the channel could not be told of a change, its asker is told that."""
    slack.faults["chat.postMessage"] += ["restricted_action", "500"]

    first = await told(people, slack, BERLIN)
    times = await next_times(store)
    second = await told(people, slack, "brief pause")

    assert first == (
        f"This channel's brief is set up.\n{BERLIN_LINES}\n{times}"
        "\nThe channel was not told of it. Only some members may post in this channel. Let the bot"
        " post there."
    )
    assert second == (
        "This channel's brief is paused. To resume it: /axis brief resume.\n"
        "Slack did not say whether the channel was told of it."
    )


_ADMINS = "Only admins of this workspace may change briefs."


async def test_admins_alone(start_bot: StartBot, slack: SlackServer) -> None:
    """With SLACK_MANAGERS=admins others change nothing, and everybody may look."""
    workspace = slack.workspaces[BOT_TOKEN]
    workspace.scopes += ",users:read"
    workspace.admins.add("U2")
    async with start_bot(SLACK_MANAGERS="admins") as people:
        assert await told(people, slack, BERLIN) == _ADMINS
        answer = await told(people, slack, BERLIN, user="U2")
        for line in ("pause", "resume", "stop", "change 09:00", "subscribe 09:00"):
            assert await told(people, slack, f"brief {line}") == _ADMINS
        status = await told(people, slack, "brief status")

    assert answer.startswith("This channel's brief is set up.")
    assert status.startswith("Every weekday at 08:00")
    assert len(slack.of("chat.postMessage")) == 1


_UNSAID = {
    "missing_scope": (
        "Slack does not let the bot see who is one; whoever runs the bot can mend that with `axis"
        " doctor`."
    ),
    "user_not_found": (
        "Slack does not let the bot see who is one; whoever runs the bot can mend that with `axis"
        " doctor`."
    ),
    "service_unavailable": "Slack does not say who is one at the moment. Try again later.",
    "500": "Slack does not say who is one at the moment. Try again later.",
}


@pytest.mark.parametrize("fault", _UNSAID)
async def test_where_slack_does_not_say_who_is_an_admin(
    start_bot: StartBot, slack: SlackServer, fault: str
) -> None:
    """While Slack does not say who is an admin nobody is let through, not even an admin."""
    workspace = slack.workspaces[BOT_TOKEN]
    workspace.scopes += ",users:read"
    workspace.admins.add("U1")
    async with start_bot(SLACK_MANAGERS="admins") as people:
        slack.faults["users.info"].append(fault)
        answer = await told(people, slack, BERLIN)
        status = await told(people, slack, "brief status")

    assert answer == f"{_ADMINS} {_UNSAID[fault]}"
    assert status == NONE


async def test_nobody_is_looked_up_without_leave(people: People, slack: SlackServer) -> None:
    """Without the scope users:read Slack is asked for nobody's profile."""
    await told(people, slack, BERLIN)
    await people.command("brief subscribe")
    await slack.count("views.open", 1)

    assert [one for one in slack.seen if one.method == "users.info"] == []
