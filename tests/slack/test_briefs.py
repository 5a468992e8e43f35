"""Why: a channel's brief is set up, looked at and changed by lines that people type; what they are
told must be right to the last word, and the channel must read of each change."""

from __future__ import annotations

import re

from bot.store import Store
from tests.platforms.slack_people import People
from tests.platforms.slack_rules import alive
from tests.platforms.slack_server import SlackServer
from tests.slack.briefing import BERLIN, BERLIN_LINES, BERLIN_WORDS, NONE, kept, next_times, told


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


async def test_where_there_is_one_already(people: People, slack: SlackServer) -> None:
    """That a brief will come is told only where it is true and new."""
    await told(people, slack, BERLIN)
    await told(people, slack, BERLIN)
    await told(people, slack, "brief pause")
    await told(people, slack, "brief change 09:00")
    await told(people, slack, "brief change 09:00", channel="D1")

    already = "There is a brief here already. Only you see this line."
    assert [one["text"] for one in slack.of("chat.postEphemeral")] == [
        "The brief will come here.",
        already,
        already,
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
        "This channel had a brief already, which is now changed: time: 08:00 → 09:30.\n"
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
        "Nothing is posted while it is paused. To resume it: /axis brief resume."
    )
    assert slack.of("chat.postMessage")[2]["text"] == f"ann changed this channel's brief: {changes}"
    assert (await kept(store)).paused == ""


async def test_subscribing_wakes(people: People, slack: SlackServer, store: Store) -> None:
    """Whoever subscribes again to a paused brief wants it to come."""
    await told(people, slack, BERLIN)
    await told(people, slack, "brief pause")

    answer = await told(people, slack, BERLIN)

    assert answer == (
        "This channel had a brief already, which is now changed: no longer paused.\n"
        f"{BERLIN_LINES}\n{await next_times(store)}"
    )


async def test_pausing_and_going_on(people: People, slack: SlackServer, store: Store) -> None:
    """Pausing and resuming say what comes now, once each, and the channel reads who did it."""
    await told(people, slack, BERLIN)

    paused = [await told(people, slack, "brief pause") for _ in range(2)]
    resumed = [await told(people, slack, "brief resume", user_name="bob") for _ in range(2)]

    on = "To resume it: /axis brief resume."
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
