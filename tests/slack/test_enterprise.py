"""Why: an enterprise has several workspaces, and may install the app for one of them or for all at
once. Each installation answers with its own token and takes only its own settings along."""

from __future__ import annotations

from typing import Any

import pytest

from bot.store import Store
from tests.platforms.slack_fixtures import StartBot
from tests.platforms.slack_people import People
from tests.platforms.slack_server import BOT_TOKEN, SlackServer
from tests.slack.installing import NEW_TOKEN, dump, install

# slack_sdk asks for tokens with a helper that aiohttp will drop in version 4.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

ORG_TOKEN = "xoxb-" + "555-org"
_ENTERPRISE = {"id": "E1", "name": "All"}


async def _for_all(people: People, slack: SlackServer) -> None:
    """Install the app for all workspaces of the enterprise."""
    granted = {"access_token": ORG_TOKEN, "enterprise": _ENTERPRISE}
    await install(people, slack, team=None, is_enterprise_install=True, **granted)


async def _for_one(people: People, slack: SlackServer, team: str, token: str) -> None:
    """Install the app for one workspace of the enterprise."""
    granted = {"access_token": token, "enterprise": _ENTERPRISE}
    await install(people, slack, team={"id": team, "name": team}, **granted)


def _in(people: People, team: str, *, whole: bool = False) -> People:
    people.team, people.enterprise, people.whole_enterprise = team, "E1", whole
    return people


def _tokens(slack: SlackServer) -> list[str]:
    return [one.token for one in slack.seen if one.method == "chat.postMessage"]


async def test_for_all_workspaces(start_bot: StartBot, slack: SlackServer) -> None:
    """Installed for all, the app answers events and shares in each workspace with that token."""
    async with start_bot("oauth") as people:
        await _for_all(people, slack)
        for number, team in enumerate(("T1", "T2"), start=1):
            await _in(people, team, whole=True).mention("russia iran")
            await slack.count("chat.postMessage", number)
        await people.command("russia iran")
        (body,) = await slack.count("response_url", 1)
        await people.press(body, "Share")
        await slack.count("chat.postMessage", 3)

    assert _tokens(slack) == [ORG_TOKEN] * 3


async def test_for_one_workspace_each(start_bot: StartBot, slack: SlackServer) -> None:
    """Workspaces of one enterprise that installed the app by themselves have a token each."""
    other = "xoxb-" + "666-two"
    async with start_bot("oauth") as people:
        await _for_one(people, slack, "T1", NEW_TOKEN)
        await _for_one(people, slack, "T2", other)
        await _in(people, "T2").mention("russia iran")
        await slack.count("chat.postMessage", 1)
        await _in(people, "T1").mention("russia iran")
        await slack.count("chat.postMessage", 2)
        await _in(people, "T3").mention("russia iran")
        await people.command("iran")
        await slack.count("response_url", 1)

    assert _tokens(slack) == [other, NEW_TOKEN]


async def test_a_shared_channel(start_bot: StartBot, slack: SlackServer) -> None:
    """In a channel shared with another workspace the app answers as where it is installed."""
    async with start_bot("oauth") as people:
        await install(people, slack)
        event = {"type": "app_mention", "user": "U9", "user_team": "T9", "text": "iran"}
        payload: dict[str, Any] = {
            "type": "event_callback",
            "team_id": "T9",
            "event": {**event, "channel": "C1", "ts": "1.1"},
            "event_id": "Ev1",
            "is_ext_shared_channel": True,
            "authorizations": [{"enterprise_id": None, "team_id": people.team, "is_bot": True}],
        }
        await people.transport.send("events_api", payload)
        await slack.count("chat.postMessage", 1)

    assert _tokens(slack) == [NEW_TOKEN]


async def test_an_enterprise_leaves(start_bot: StartBot, slack: SlackServer, store: Store) -> None:
    """An enterprise that uninstalls the app leaves no token and no setting of any workspace."""
    async with start_bot("oauth") as people:
        await _for_all(people, slack)
        for number, team in enumerate(("T1", "T2"), start=1):
            await _in(people, team, whole=True).command("answers public", channel=f"C{number}")
            await slack.count("response_url", number)
        kept = await dump(store)
        assert await store.visibility("slack", "E1", "C2") == "public"
        await people.event({"type": "app_uninstalled"})

    assert ORG_TOKEN in kept
    assert ORG_TOKEN not in await dump(store)
    for channel in ("C1", "C2"):
        assert await store.visibility("slack", "E1", channel) == "private"


async def test_one_workspace_of_an_enterprise_leaves(
    start_bot: StartBot, slack: SlackServer, store: Store
) -> None:
    """A workspace that uninstalls the app takes nothing of the others of its enterprise along."""
    async with start_bot("oauth") as people:
        await _for_one(people, slack, "T1", NEW_TOKEN)
        await _for_one(people, slack, "T2", BOT_TOKEN)
        await _in(people, "T1").event({"type": "app_uninstalled"})

    assert NEW_TOKEN not in await dump(store)
    assert BOT_TOKEN in await dump(store)


async def test_token_rotation(
    start_bot: StartBot, slack: SlackServer, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """A token that would run out is not kept: the installation fails at once, and the log says
    how to mend it."""
    async with start_bot("oauth") as people:
        rotating = {"refresh_token": "xoxe-1-refresh", "expires_in": 43_200}
        status, page = await install(people, slack, **rotating)

    (logged,) = [one for one in caplog.records if one.message == "slack installation refused"]
    assert (status, "Thank you" in page) == (500, False)
    assert NEW_TOKEN not in await dump(store)
    assert logged.__dict__["mend"] == (
        "Token rotation is on for this app, and Slack cannot switch it off again. Make the app anew"
        " from `axis manifest slack`, which leaves it off: the bot renews no tokens."
    )
