"""Why: the App Home lists the briefs that a person set up, so that they can be looked after from
one place; nothing may be done there to anybody else's, nor by who has left the channel."""

from __future__ import annotations

from typing import Any

import pytest

from bot.limits import Limits
from bot.store import Store
from tests.platforms.slack_fixtures import StartBot
from tests.platforms.slack_people import People, labels
from tests.platforms.slack_rules import alive
from tests.platforms.slack_server import BOT_TOKEN, SlackServer
from tests.slack.briefing import BERLIN, BERLIN_LINES, became, kept, next_times, said, told

_TITLE = "Briefs that you set up"


async def _home(people: People, slack: SlackServer, user: str = "U1") -> dict[str, Any]:
    """Open the Home and return it."""
    number = len(slack.of("views.publish"))
    await people.home(user=user)
    view: dict[str, Any] = (await slack.count("views.publish", number + 1))[number]["view"]
    return view


def _titles(view: dict[str, Any]) -> list[str]:
    return [one["text"]["text"] for one in view["blocks"] if one["type"] == "header"]


def _buttons(view: dict[str, Any]) -> list[str]:
    """Return the labels of buttons about briefs."""
    return [one for one in labels(view) if one in {"Change", "Pause", "Resume"}]


async def test_ones_own_briefs(people: People, slack: SlackServer, store: Store) -> None:
    """The Home lists what its reader set up, with the channel named by Slack itself."""
    await told(people, slack, BERLIN)
    slack.workspaces[BOT_TOKEN].member_of.add("C3")
    await told(people, slack, BERLIN, channel="C3", user="U2")

    view = await _home(people, slack)

    brief = view["blocks"][-2]["elements"][0]["elements"]
    assert _titles(view)[-1] == _TITLE
    assert brief[0] == {"type": "channel", "channel_id": "C1"}
    assert said({"blocks": view["blocks"][-2:]}) == (
        f"#\n{BERLIN_LINES}\n{await next_times(store)}"
    )
    assert _buttons(view) == ["Change", "Pause"]
    assert alive(view, {"C1"}) == []
    assert "C3" not in str(view)


async def test_without_briefs(people: People, slack: SlackServer) -> None:
    """Who set up none reads nothing of briefs but the help."""
    await told(people, slack, BERLIN)

    view = await _home(people, slack, "U2")

    assert _TITLE not in _titles(view)
    assert _buttons(view) == []
    assert alive(view) == []


async def test_many_briefs(people: People, slack: SlackServer) -> None:
    """A Home shows as many as it has room for, how many more there are, and where to see them."""
    channels = [f"C{100 + number}" for number in range(22)]
    slack.workspaces[BOT_TOKEN].member_of.update(channels)
    for channel in channels:
        await told(people, slack, BERLIN, channel=channel)

    view = await _home(people, slack)

    assert _buttons(view) == ["Change", "Pause"] * 20
    assert view["blocks"][-1]["elements"][0]["text"] == (
        "and 2 more. Type /axis brief status in a channel to see its brief; change, pause, resume"
        " and stop are typed there in the same way."
    )


async def test_pausing_and_resuming(people: People, slack: SlackServer, store: Store) -> None:
    """Pause and Resume say what they did, tell the channel, and turn into one another."""
    await told(people, slack, BERLIN)
    view = await _home(people, slack)

    await people.press_view(view, "Pause")
    paused = await became(slack)
    again = (await slack.count("views.publish", 2))[1]["view"]
    await people.press_view(again, "Resume")
    resumed = await became(slack, 2)
    await slack.count("views.publish", 3)

    assert [said(one["view"]) for one in slack.of("views.open")] == ["Checking…"] * 2
    assert paused == "This channel's brief is paused. To resume it: /axis brief resume."
    assert _buttons(again) == ["Change", "Resume"]
    assert "Nothing is posted while it is paused." in str(again)
    assert resumed == f"This channel's brief goes on.\n{await next_times(store)}"
    assert [one["text"] for one in slack.of("chat.postMessage")[1:]] == [
        "ann paused this channel's brief.",
        "ann resumed this channel's brief.",
    ]


async def test_changing(people: People, slack: SlackServer, store: Store) -> None:
    """Change opens the form of that channel's brief, and the Home then shows what was changed."""
    await told(people, slack, BERLIN)

    await people.press_view(await _home(people, slack), "Change")
    await slack.count("views.open", 1)
    view = list(slack.views.values())[-1]
    await people.submit(view, at="09:45")
    answer = await became(slack)
    again = (await slack.count("views.publish", 2))[1]["view"]

    assert view["submit"]["text"] == "Change"
    assert "Every weekday at 09:45, Europe/Berlin time" in str(again)
    assert answer.startswith("This channel's brief is changed: time: 08:00 → 09:45.\n")
    assert (await kept(store)).wish.schedule.at.hour == 9


async def test_a_member_who_left(people: People, slack: SlackServer, store: Store) -> None:
    """Who has left the channel changes nothing there any more, from afar neither."""
    await told(people, slack, BERLIN)
    view = await _home(people, slack)
    slack.workspaces[BOT_TOKEN].people["C1"] = {"U2"}

    await people.press_view(view, "Pause")

    assert await became(slack) == (
        "Nothing was changed. You are not a member of that channel. Join it, then try again."
    )
    assert (await kept(store)).paused is None
    assert len(slack.of("chat.postMessage")) == 1


@pytest.mark.parametrize("label", ["Change", "Pause"])
async def test_a_brief_that_is_gone(people: People, slack: SlackServer, label: str) -> None:
    """A button of a Home that was left open after the brief was stopped says so."""
    await told(people, slack, BERLIN)
    view = await _home(people, slack)
    await told(people, slack, "brief stop")

    await people.press_view(view, label)

    (page,) = await slack.count("views.open", 1)
    assert said(page["view"]) == "That is no brief that you set up. Open the Home anew."


async def test_pressing_too_often(start_bot: StartBot, slack: SlackServer) -> None:
    """A press counts as a look-up, so that nobody fills a channel with pauses."""
    async with start_bot(limits=Limits(per_minute=2)) as people:
        await told(people, slack, BERLIN)
        view = await _home(people, slack)
        await people.press_view(view, "Pause")
        await became(slack)
        await people.press_view(view, "Pause")
        page = (await slack.count("views.open", 2))[1]

    assert said(page["view"]) == "That was 2 requests in a minute. Try again in a moment."


async def test_a_fault_of_ours(
    people: People, slack: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever breaks after a press, the modal says so in the end."""
    await told(people, slack, BERLIN)
    view = await _home(people, slack)
    monkeypatch.setattr("adapters.slack.changing.note", None)

    await people.press_view(view, "Pause")

    assert await became(slack) == (
        "That went wrong here, not in your question. Ask again in a moment."
    )
