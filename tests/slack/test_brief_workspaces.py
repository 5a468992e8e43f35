"""Why: a workspace can neither see nor change what another one set, whatever stands in a command,
on a button or in a form. Here one workspace tries with the ids of another's channel, each way that
there is."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.briefing.model import Subscription
from bot.store import Store
from tests.platforms.slack_fixtures import StartBot
from tests.platforms.slack_people import People
from tests.platforms.slack_server import SlackServer, Workspace
from tests.slack.briefing import BERLIN, NONE, became, kept, opened, said, told
from tests.slack.installing import NEW_TOKEN, install

# slack_sdk asks for tokens with a helper that aiohttp will drop in version 4.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

OTHER_TOKEN = "xoxb-" + "777-other"
OTHER = "T0OTHER"
#: the channel of the other workspace that everything here is after
THEIRS = "C7"
NOT_SEEN = "Nothing was changed. The bot cannot see this channel. Invite it there, then try again."


@pytest.fixture
async def forger(start_bot: StartBot, slack: SlackServer) -> AsyncIterator[People]:
    """Return people of one workspace, while another one has a brief in its channel."""
    async with start_bot("oauth") as people:
        await install(people, slack)
        team = {"id": OTHER, "name": "Other"}
        await install(people, slack, team=team, access_token=OTHER_TOKEN)
        slack.workspaces[NEW_TOKEN] = Workspace(sees=set())
        slack.workspaces[OTHER_TOKEN] = Workspace(team=OTHER, member_of={THEIRS}, sees=set())
        first, people.team = people.team, OTHER
        await told(people, slack, BERLIN, channel=THEIRS)
        people.team = first
        yield people


@pytest.fixture
async def theirs(forger: People, store: Store) -> Subscription:
    """Return the other workspace's brief as it was before anything was tried."""
    assert forger.team != OTHER
    return await kept(store, THEIRS, OTHER)


async def _untouched(slack: SlackServer, store: Store, theirs: Subscription) -> None:
    """See that the brief is as it was, and that its channel heard of nothing but its making."""
    assert await kept(store, THEIRS, OTHER) == theirs
    there = [one for one in slack.seen if one.body.get("channel") == THEIRS]
    assert [one.method for one in there if one.token == OTHER_TOKEN] == [
        "chat.postEphemeral",
        "chat.postMessage",
    ]


_ANSWERS = {
    "now": "",
    "status": NONE,
    "why": NONE,
    "why 2026-11-20": NONE,
    "change": NONE,
    "change 09:00": NONE,
    "pause": NONE,
    "resume": NONE,
    "stop": NONE,
    "subscribe 09:00": (
        "A city or time zone is missing. Write a line like 08:00 Europe/Berlin weekdays."
    ),
    "subscribe 09:00 Paris": NOT_SEEN,
}


@pytest.mark.parametrize("line", _ANSWERS)
async def test_commands(
    forger: People, slack: SlackServer, store: Store, theirs: Subscription, line: str
) -> None:
    """A command with the id of a channel of another workspace finds nothing and changes nothing."""
    answer = await told(forger, slack, f"brief {line}", channel=THEIRS)

    if line == "now":
        assert answer.split("\n")[1] == (
            "This channel has no brief yet. To set one up: /axis brief subscribe."
        )
    else:
        assert answer == _ANSWERS[line]
    await _untouched(slack, store, theirs)


async def test_the_form_opens_empty(
    forger: People, slack: SlackServer, store: Store, theirs: Subscription
) -> None:
    """A form for a channel of another workspace begins with nothing of what was set there."""
    view = await opened(forger, slack, "brief subscribe", channel=THEIRS)

    assert view["submit"]["text"] == "Set up"
    assert "Berlin" not in str([one["element"] for one in view["blocks"]])
    await _untouched(slack, store, theirs)


_REFUSED = {"subscribe": NOT_SEEN, "change": NONE}


@pytest.mark.parametrize("verb", _REFUSED)
async def test_a_channel_in_the_form(
    forger: People, slack: SlackServer, store: Store, theirs: Subscription, verb: str
) -> None:
    """A form that names a channel of another workspace is refused, as that channel is not seen."""
    view = await opened(forger, slack, "brief subscribe")

    await forger.submit(view, private_metadata=verb, channel=THEIRS, zone="Europe/Paris")

    assert await became(slack) == _REFUSED[verb]
    await _untouched(slack, store, theirs)


@pytest.mark.parametrize(
    "metadata", [THEIRS, f'{{"channel": "{THEIRS}", "workspace": "{OTHER}"}}', f"{OTHER}:{THEIRS}"]
)
async def test_ids_in_the_forms_metadata(
    forger: People, slack: SlackServer, store: Store, theirs: Subscription, metadata: str
) -> None:
    """Whatever a form carries along unseen, it sets up the channel that was chosen, at home."""
    view = await opened(forger, slack, "brief subscribe")

    await forger.submit(view, private_metadata=metadata, zone="Europe/Paris")

    assert (await became(slack)).startswith("This channel's brief is set up.")
    assert (await kept(store, "C1")).wish.schedule.zone == "Europe/Paris"
    await _untouched(slack, store, theirs)


async def test_a_team_in_the_form(
    forger: People, slack: SlackServer, store: Store, theirs: Subscription
) -> None:
    """A form that calls itself another workspace's is that of the one which Slack signed for."""
    view = {**await opened(forger, slack, "brief subscribe"), "app_installed_team_id": OTHER}

    await forger.submit({**view, "team_id": OTHER}, channel=THEIRS, zone="Europe/Paris")

    assert await became(slack) == NOT_SEEN
    await _untouched(slack, store, theirs)


@pytest.mark.parametrize("verb", ["change", "pause", "resume"])
async def test_buttons_of_the_home(
    forger: People, slack: SlackServer, store: Store, theirs: Subscription, verb: str
) -> None:
    """A button of the Home with a channel of another workspace does nothing, and says so."""
    await told(forger, slack, BERLIN)
    await forger.home()
    (home,) = await slack.count("views.publish", 1)

    forged = {"action_id": f"brief.{verb}.0", "value": THEIRS}
    await forger.press_view(home["view"], "Change", **forged)

    (page,) = await slack.count("views.open", 1)
    assert said(page["view"]) == "That is no brief that you set up. Open the Home anew."
    await _untouched(slack, store, theirs)


async def test_the_home_lists_ones_own(
    forger: People, slack: SlackServer, store: Store, theirs: Subscription
) -> None:
    """The Home of a person with the same id in another workspace shows nothing of the first."""
    await forger.home()

    (home,) = await slack.count("views.publish", 1)

    assert THEIRS not in str(home["view"])
    assert "Briefs that you set up" not in str(home["view"])
    await _untouched(slack, store, theirs)


async def test_sharing(
    forger: People, slack: SlackServer, store: Store, theirs: Subscription
) -> None:
    """Share with a channel of another workspace reads nothing of it and posts nothing there."""
    await told(forger, slack, "brief now")
    body = slack.of("response_url")[-1]

    await forger.press(body, "Share", channel=THEIRS)

    shared = (await slack.count("response_url", 3))[-1]
    assert shared["response_type"] == "in_channel"
    title, _notice, *lines = body["text"].split("\n")
    assert shared["text"].split("\n")[:-1] == [title, *lines]
    await _untouched(slack, store, theirs)


async def test_suggestions(
    forger: People, slack: SlackServer, store: Store, theirs: Subscription
) -> None:
    """Suggestions of zones hold nothing that anybody set."""
    view = await opened(forger, slack, "brief subscribe", channel=THEIRS)

    assert await forger.suggest(view, "zone", THEIRS) == []
    await _untouched(slack, store, theirs)
