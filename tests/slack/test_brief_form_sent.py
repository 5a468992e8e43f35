"""Why: a form that was filled in has to say at each field what is wrong there, and to end in words
whatever becomes of it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.errors import StoreError
from bot.store import Store
from tests.platforms.slack_fixtures import StartBot
from tests.platforms.slack_people import People
from tests.platforms.slack_server import BOT_TOKEN, SlackServer
from tests.slack.briefing import (
    BERLIN,
    BERLIN_LINES,
    BERLIN_WORDS,
    became,
    fields,
    kept,
    next_times,
    opened,
    said,
    told,
)

_CHECKING = "Checking…"
_ZONE = {"zone": "Europe/Berlin"}


async def test_setting_a_brief_up_by_the_form(
    people: People, slack: SlackServer, store: Store
) -> None:
    """A form that is filled in well waits with a word, sets the brief up and says when it comes."""
    view = await opened(people, slack, "brief subscribe")

    answer = await people.submit(view, zone="Europe/Berlin", about="iran drones")

    assert answer["response_action"] == "update"
    assert said(answer["view"]) == _CHECKING
    assert await became(slack) == (
        f"This channel's brief is set up.\n{BERLIN_LINES}\n{await next_times(store)}"
    )
    (whispered,) = slack.of("chat.postEphemeral")
    (posted,) = slack.of("chat.postMessage")
    (updated,) = slack.of("views.update")
    assert whispered["text"] == "The brief will come here."
    assert posted["text"] == f"ann set up a brief for this channel. {BERLIN_WORDS}"
    assert updated["view_id"] == view["id"]
    assert (await kept(store)).made_by == "U1"


@pytest.mark.parametrize("fault", ["not_found", "500"])
async def test_a_form_that_was_closed(
    people: People, slack: SlackServer, store: Store, fault: str
) -> None:
    """What became of a form that can no longer be written into is told by direct message."""
    view = await opened(people, slack, "brief subscribe")
    slack.faults["views.update"].append(fault)

    await people.submit(view, zone="Europe/Berlin", about="iran drones")

    await slack.until(lambda: len(slack.of("chat.postMessage")) > 1)
    public, direct = slack.of("chat.postMessage")
    assert public["channel"] == "C1"
    assert direct["channel"] == "U1"
    assert direct["text"] == (
        f"This channel's brief is set up.\n{BERLIN_LINES}\n{await next_times(store)}"
    )


async def test_another_channel(people: People, slack: SlackServer, store: Store) -> None:
    """The brief comes to the channel that is chosen in the form, where both are asked for."""
    slack.workspaces[BOT_TOKEN].member_of.add("C3")
    view = await opened(people, slack, "brief subscribe")

    await people.submit(view, channel="C3", zone="Europe/Berlin")

    await became(slack)
    assert (await kept(store, "C3")).made_by == "U1"
    assert {one["channel"] for one in slack.of("chat.postEphemeral")} == {"C3"}


_FAULTS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "no zone": (
        {},
        {"zone": "Choose a time zone: type a city in it, such as Berlin."},
    ),
    "a zone that is none": (
        {"zone": "Europe/Atlantis"},
        {
            "zone": '"Europe/Atlantis" is not a city or a time zone that is known here. Name a'
            " large city in the same zone, or a zone such as Europe/Berlin."
        },
    ),
    "no channel": (
        {**_ZONE, "channel": None},
        {"channel": "Choose the channel that the brief is for."},
    ),
    "no time": (
        {**_ZONE, "at": None},
        {"at": "Choose a time of day."},
    ),
    "no day": ({**_ZONE, "weekdays": []}, {"weekdays": "Choose at least one day."}),
    "a day that is none": (
        {**_ZONE, "weekdays": ["0", "9"]},
        {"weekdays": "Choose at least one day."},
    ),
    "a date that is none": (
        {**_ZONE, "skip": "24 December"},
        {
            "skip": '"24" and "December" are not dates. Write dates as 2026-12-24, or'
            " 2026-12-24/2026-12-26 for all from the first to the last."
        },
    ),
    "a word that is no subject": (
        {**_ZONE, "about": "zzzq"},
        {
            "about": '"zzzq" is no actor or topic of this pack. Briefs can be about actors and'
            " topics, such as china arms."
        },
    ),
    "claims that are none": (
        {**_ZONE, "floor": "some"},
        {
            "floor": "Choose one of: All claims, whoever makes them; No allegations from"
            " fewer than two known origins; Only what is acknowledged or reported."
        },
    ),
    "several at once": (
        {"weekdays": [], "skip": "soon"},
        {
            "zone": "Choose a time zone: type a city in it, such as Berlin.",
            "weekdays": "Choose at least one day.",
            "skip": '"soon" is not a date. Write dates as 2026-12-24, or 2026-12-24/2026-12-26 for'
            " all from the first to the last.",
        },
    ),
}


@pytest.mark.parametrize("case", _FAULTS)
async def test_faults_at_theirfields(people: People, slack: SlackServer, case: str) -> None:
    """What cannot be read is told at its field, in the acknowledgement, and nothing is saved."""
    given, errors = _FAULTS[case]
    view = await opened(people, slack, "brief subscribe")

    answer = await people.submit(view, **given)

    assert answer == {"response_action": "errors", "errors": errors}
    assert slack.of("chat.postEphemeral") == []


_REFUSED = {
    "not_in_channel": (
        "Nothing was changed. The bot is not a member of this channel. Invite it there, then try"
        " again."
    ),
    "user_not_in_channel": (
        "Nothing was changed. You are not a member of that channel. Join it, then try again."
    ),
    "channel_not_found": (
        "Nothing was changed. The bot cannot see this channel. Invite it there, then try again."
    ),
    "drop_after": "Nothing was changed. Slack did not answer. Try again.",
}


@pytest.mark.parametrize("fault", _REFUSED)
async def test_where_the_bot_cannot_post(people: People, slack: SlackServer, fault: str) -> None:
    """A channel that takes no posts leaves nobody waiting: the form says what to do."""
    slack.faults["chat.postEphemeral"].append(fault)
    view = await opened(people, slack, "brief subscribe")

    await people.submit(view, zone="Europe/Berlin")

    assert await became(slack) == _REFUSED[fault]
    assert slack.of("chat.postMessage") == []


async def test_a_fault_of_ours(
    people: People, slack: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever breaks, the form says so in the end."""
    view = await opened(people, slack, "brief subscribe")
    monkeypatch.setattr("adapters.slack.changing.note", None)

    await people.submit(view, zone="Europe/Berlin")

    assert await became(slack) == (
        "That went wrong here, not in your question. Ask again in a moment."
    )


async def test_a_database_that_does_not_answer(
    people: People, slack: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be saved the form says why, and nobody is left waiting."""
    view = await opened(people, slack, "brief subscribe")

    async def claim(_store: Store, _key: str) -> bool:
        msg = "The database does not answer."
        raise StoreError(msg)

    monkeypatch.setattr(Store, "claim", claim)
    await people.submit(view, zone="Europe/Berlin")

    assert await became(slack) == "The database does not answer."
    assert slack.of("chat.postEphemeral") == []


async def test_a_form_that_slack_sends_twice(people: People, slack: SlackServer) -> None:
    """A form that Slack delivers a second time is not saved a second time."""
    view = await opened(people, slack, "brief subscribe")
    for trigger in ("t.same", "t.same", "t.other"):
        await people.submit(view, zone="Europe/Berlin", trigger_id=trigger)
    await became(slack, 2)

    assert len(slack.of("chat.postEphemeral")) == 2


async def test_changing_by_the_form(people: People, slack: SlackServer, store: Store) -> None:
    """The form for a change begins with what is there, and leaves a paused brief paused."""
    await told(
        people, slack, f"{BERLIN} except 2037-12-24,2037-12-25 floor reported unchanged skip"
    )
    await told(people, slack, "brief pause")

    view = await opened(people, slack, "brief change")
    found = fields(view)
    await people.submit(view, at="18:15", skip="")

    assert view["submit"]["text"] == "Change"
    assert (found["at"], found["zone"]["value"]) == ("08:00", "Europe/Berlin")
    assert (found["skip"], found["about"]) == ("2037-12-24, 2037-12-25", "iran drones")
    assert found["floor"]["value"] == "acknowledged-or-reported"
    assert found["unchanged"]["value"] == "skip"
    assert (await became(slack)).split("\n")[0] == (
        "This channel's brief is changed: time: 08:00 → 18:15; dates to skip: 24 Dec 2037 and"
        " 25 Dec 2037 → none."
    )
    assert (await kept(store)).paused == ""


async def test_subscribing_again_by_the_form(people: People, slack: SlackServer) -> None:
    """The form of a second subscription begins with the first, and says that it changed it."""
    await told(people, slack, BERLIN)

    view = await opened(people, slack, "brief subscribe", user="U2")
    await people.submit(view, user="U2", unchanged="one-line")

    assert (await became(slack)).split("\n")[0] == (
        "This channel had a brief already, which is now changed: when nothing changed: the brief"
        " all the same → a single line that says so."
    )


async def test_a_change_that_comes_too_late(people: People, slack: SlackServer) -> None:
    """What was stopped while the form was open is not set up anew by a change."""
    await told(people, slack, BERLIN)
    view = await opened(people, slack, "brief change")
    await told(people, slack, "brief stop")

    await people.submit(view, at="09:00")

    assert await became(slack) == (
        "This channel has no brief. To set one up: /axis brief subscribe."
    )


async def test_the_form_over_http(start_bot: StartBot, slack: SlackServer, store: Store) -> None:
    """Faults, waiting and saving go the same way over signed HTTP."""
    async with start_bot("http") as people:
        view = await opened(people, slack, "brief subscribe")
        wrong = await people.submit(view, **_FAULTS["several at once"][0])
        right = await people.submit(view, zone="Europe/Berlin", about="iran drones")
        became_of_it = await became(slack)

    assert wrong["errors"] == _FAULTS["several at once"][1]
    assert said(right["view"]) == _CHECKING
    assert became_of_it == (
        f"This channel's brief is set up.\n{BERLIN_LINES}\n{await next_times(store)}"
    )


async def test_admins_alone(start_bot: StartBot, slack: SlackServer) -> None:
    """With SLACK_MANAGERS=admins the form saves nothing for anybody else.

    It opens for them only where Slack is slow to say who is an admin.
    """
    slack.workspaces[BOT_TOKEN].scopes += ",users:read"
    slack.faults["users.info"].append("hang")
    async with start_bot(SLACK_MANAGERS="admins") as people:
        view = await opened(people, slack, "brief subscribe")
        slack.release.set()
        await people.submit(view, zone="Europe/Berlin")
        answer = await became(slack)

    assert answer == "Only admins of this workspace may change briefs."
    assert slack.of("chat.postEphemeral") == []
