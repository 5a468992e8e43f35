"""Why: a channel's brief is set up, looked at and changed by lines that people type; what they are
told must be right to the last word, and the channel must read of each change."""

from __future__ import annotations

import re

import pytest

from bot.app import App
from bot.store import Store
from tests.platforms.slack_fixtures import StartBot
from tests.platforms.slack_people import People, labels
from tests.platforms.slack_rules import alive
from tests.platforms.slack_server import BOT_TOKEN, SlackServer
from tests.slack.briefing import BERLIN, BERLIN_LINES, BERLIN_WORDS, kept, next_times, told


async def test_setting_a_brief_up(people: People, slack: SlackServer, store: Store) -> None:
    """One line sets a brief up; the asker reads when it comes, the channel who did it."""
    answer = await told(people, slack, BERLIN)

    (whispered,) = slack.of("chat.postEphemeral")
    (posted,) = slack.of("chat.postMessage")
    assert answer == (f"This channel's brief is set up.\n{BERLIN_LINES}\n{await next_times(store)}")
    assert (whispered["channel"], whispered["user"]) == ("C1", "U1")
    assert whispered["text"] == "The brief will come here."
    assert posted["channel"] == "C1"
    assert posted["text"] == f"ann set up a brief for this channel. {BERLIN_WORDS}"
    assert alive(posted) == []
    assert (await kept(store)).made_by == "U1"


async def test_it_is_seen_before_it_is_saved(people: People, slack: SlackServer) -> None:
    """The line in the channel comes before anything is told of a change."""
    await told(people, slack, BERLIN)

    assert [one.method for one in slack.seen if one.method.startswith("chat.")] == [
        "chat.postEphemeral",
        "chat.postMessage",
    ]


async def test_the_next_three_times(people: People, slack: SlackServer, store: Store) -> None:
    """Every change answers with three posting times, in words and with their zone."""
    await told(people, slack, BERLIN)

    day = r"\w{3} \d{1,2} \w{3} \d{4}, 08:00"
    pattern = rf"The next briefs come on {day}; {day}; and {day} \(Europe/Berlin\)\."
    assert re.fullmatch(pattern, await next_times(store))


async def test_subscribing_again(people: People, slack: SlackServer, store: Store) -> None:
    """A second subscription changes the first and says so, to the asker and to the channel."""
    await told(people, slack, BERLIN)

    answer = await told(people, slack, "brief subscribe 09:30", user="U2", user_name="bob")

    assert answer == (
        "This channel had a brief already, which is changed: time: 08:00 → 09:30.\n"
        f"{BERLIN_LINES.replace('08:00', '09:30')}\n{await next_times(store)}"
    )
    assert slack.of("chat.postMessage")[1]["text"] == (
        "bob changed this channel's brief: time: 08:00 → 09:30."
    )
    found = await kept(store)
    assert (found.made_by, found.changed_by) == ("U1", "U2")


async def test_the_same_again(people: People, slack: SlackServer, store: Store) -> None:
    """Whoever asks for what is there already is told so, and the channel is left in peace."""
    await told(people, slack, BERLIN)

    answer = await told(people, slack, BERLIN)

    assert answer == (
        f"This channel has that brief already.\n{BERLIN_LINES}\n{await next_times(store)}"
    )
    assert len(slack.of("chat.postMessage")) == 1


async def test_changing(people: People, slack: SlackServer, store: Store) -> None:
    """A change in one line leaves what it does not name, and a paused brief paused."""
    await told(people, slack, BERLIN)
    await told(people, slack, "brief pause")

    answer = await told(people, slack, "brief change 18:00 unchanged skip")

    words = BERLIN_LINES.replace("08:00", "18:00").replace(
        "the brief comes all the same", "nothing is posted"
    )
    changes = "time: 08:00 → 18:00; when nothing changed: the brief all the same → nothing."
    assert answer == (
        f"This channel's brief is changed: {changes}\n{words}\n"
        "Nothing is posted while it is paused. To go on: /axis brief resume."
    )
    assert slack.of("chat.postMessage")[2]["text"] == f"ann changed this channel's brief: {changes}"
    assert (await kept(store)).paused == ""


async def test_subscribing_wakes(people: People, slack: SlackServer, store: Store) -> None:
    """Whoever subscribes again to a paused brief wants it to come."""
    await told(people, slack, BERLIN)
    await told(people, slack, "brief pause")

    answer = await told(people, slack, BERLIN)

    assert answer == (
        "This channel had a brief already, which is changed: no longer paused.\n"
        f"{BERLIN_LINES}\n{await next_times(store)}"
    )


NONE = "This channel has no brief. To set one up: /axis brief subscribe."


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


async def test_pausing_and_going_on(people: People, slack: SlackServer, store: Store) -> None:
    """Pausing and resuming say what comes now, once each, and the channel reads who did it."""
    await told(people, slack, BERLIN)

    paused = [await told(people, slack, "brief pause") for _ in range(2)]
    resumed = [await told(people, slack, "brief resume", user_name="bob") for _ in range(2)]

    on = "To go on: /axis brief resume."
    times = await next_times(store)
    assert paused == [f"This channel's brief is paused. {on}", f"It is paused already. {on}"]
    assert resumed == [f"This channel's brief goes on.\n{times}", f"It is not paused.\n{times}"]
    assert [one["text"] for one in slack.of("chat.postMessage")[1:]] == [
        "ann paused this channel's brief.",
        "bob resumed this channel's brief.",
    ]


async def test_stopping(people: People, slack: SlackServer) -> None:
    """A brief that is stopped is gone, and the channel reads who stopped it."""
    await told(people, slack, BERLIN)

    stopped = await told(people, slack, "brief stop")

    assert stopped == ("This channel gets no brief any more. To set one up: /axis brief subscribe.")
    assert slack.of("chat.postMessage")[1]["text"] == "ann stopped this channel's brief."
    assert await told(people, slack, "brief status") == NONE


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
    """A day without a brief is named, with the way to see the week."""
    await told(people, slack, BERLIN)

    assert await told(people, slack, "brief why 2026-11-20") == (
        "This channel had no brief on Fri 20 Nov 2026. To see the last week: /axis brief status."
    )
    assert await told(people, slack, "brief why") == (
        "This channel had no brief yet. To see the last week: /axis brief status."
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


async def test_now_is_what_the_channel_wished(people: People, slack: SlackServer) -> None:
    """Now keeps to what the channel wished for, and changes nothing of what comes."""
    await told(people, slack, BERLIN)

    first = await told(people, slack, "brief now")
    again = await told(people, slack, "brief now")

    assert first == again
    assert "Iran" in first
    assert "has no brief" not in first


async def test_sharing_a_brief(people: People, slack: SlackServer) -> None:
    """Share shows the brief to the channel with who shared it, and only once."""
    await told(people, slack, "brief now")
    (body,) = slack.of("response_url")

    await people.press(body, "Share")
    (shared,) = await slack.count("chat.postMessage", 1)
    await people.press(body, "Share")
    again = (await slack.count("response_url", 2))[1]

    lines = shared["text"].split("\n")
    assert lines[0] == body["text"].split("\n")[0]
    assert "Shared by ann." in lines
    assert "Share" not in labels(shared)
    assert (shared["unfurl_links"], shared["unfurl_media"]) == (False, False)
    assert alive(shared) == []
    assert again["text"] == "This answer was shared already."
    assert len(slack.of("chat.postMessage")) == 1


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
    "brief why yesterday": (
        '"yesterday" is not a date. Write dates as 2026-12-24, or 2026-12-24/2026-12-26 for all'
        " from the first to the last."
    ),
    "brief why none": '"none" is not one date. Write one, such as 2026-11-20.',
    "brief why 2026-11-19, 2026-11-20": (
        '"2026-11-19, 2026-11-20" is not one date. Write one, such as 2026-11-20.'
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


async def test_channels_of_the_workspace(people: People, slack: SlackServer) -> None:
    """A channel that the bot is not in, and one that the asker is not in, are told apart."""
    slack.workspaces[BOT_TOKEN].people["C1"] = {"U2"}

    assert await told(people, slack, BERLIN, channel="C2") == _REFUSED["not_in_channel"]
    assert await told(people, slack, BERLIN, channel="C9") == _REFUSED["channel_not_found"]
    assert await told(people, slack, BERLIN) == _REFUSED["user_not_in_channel"]


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
        "This channel's brief is paused. To go on: /axis brief resume.\n"
        "Slack did not say whether the channel was told of it."
    )


_ADMINS = "Only admins of this workspace may change this channel's brief."


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


async def test_nobody_is_looked_up_without_leave(people: People, slack: SlackServer) -> None:
    """Without the scope users:read Slack is asked for nobody's profile."""
    await told(people, slack, BERLIN)
    await people.command("brief subscribe")
    await slack.count("views.open", 1)

    assert [one for one in slack.seen if one.method == "users.info"] == []
