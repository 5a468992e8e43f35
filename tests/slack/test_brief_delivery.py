"""Why: from the command to the message of the morning everything has to fit together, and what is
uninstalled sleeps until it comes back. Here a worker delivers through the real adapter."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.app import App
from bot.briefing.calendar import weekday_words
from bot.briefing.model import Delivery
from bot.briefing.outlet import Outlets
from bot.briefing.store import Subscriptions
from bot.errors import StoreError
from bot.store import Store
from tests.briefing.delivering import deliver
from tests.briefing.moments import Moments
from tests.platforms.slack_fixtures import StartBot
from tests.platforms.slack_people import People
from tests.platforms.slack_rules import alive
from tests.platforms.slack_server import BOT_TOKEN, SlackServer, Workspace
from tests.slack.briefing import BERLIN, kept, place, told
from tests.slack.installing import install

_OAUTH = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
Morning = Callable[[], Awaitable[Delivery]]


@pytest.fixture
def outlets() -> Outlets:
    """Return where the bot says that it can post."""
    return Outlets()


@pytest.fixture
def morning(store: Store, outlets: Outlets, slack_app: App) -> Morning:
    """Return what lets the channel's next brief become due, delivers it and tells its fate."""

    async def come() -> Delivery:
        found = await kept(store)
        assert found.next_due is not None
        assert found.next_date is not None
        moments = Moments(found.next_due)
        outlet = outlets.get("slack")
        await deliver(store, moments.clock, outlet, library=slack_app.library)  # type: ignore[arg-type]
        delivery = await Subscriptions(store).delivery(place(), found.next_date)
        assert delivery is not None
        return delivery

    return come


async def test_a_morning(
    start_bot: StartBot, slack: SlackServer, outlets: Outlets, morning: Morning
) -> None:
    """What was subscribed to is posted once when it is due, and why tells of each step."""
    async with start_bot(outlets=outlets) as people:
        await told(people, slack, BERLIN)
        delivery = await morning()
        why = await told(people, slack, f"brief why {delivery.local_date}")

    brief = slack.messages[-1]
    assert [one["channel"] for one in slack.messages] == ["C1", "C1"]
    assert (delivery.state, delivery.message) == ("sent", brief["ts"])
    assert brief["text"].split("\n")[0].startswith("Iran: drones · ")
    assert alive(brief) == []
    day, at = weekday_words(delivery.local_date), f"08:00:00 ({delivery.due_at:%H:%M:%S} UTC)"
    assert why.split("\n") == [
        f"The brief of {day}: sent.",
        f"Due: {day}, {at}.",
        f"Taken up: {day}, {at}.",
        f"Request sent: {day}, {at}.",
        f"Ended: {day}, {at}.",
        f"The id of the message: {brief['ts']}.",
    ]


async def test_two_mornings(
    start_bot: StartBot, slack: SlackServer, outlets: Outlets, morning: Morning
) -> None:
    """Two mornings bring two briefs, which are not alike."""
    async with start_bot(outlets=outlets) as people:
        await told(people, slack, BERLIN)
        days = [(await morning()).local_date for _ in range(2)]

    first, second = (one["text"].split("\n", 1)[1] for one in slack.messages[1:])
    assert days[1] - days[0] >= timedelta(days=1)
    assert first != second


@pytest.mark.parametrize(
    "fault", ["fatal_error", "drop_before", "drop_after", "500", "500 is_archived"]
)
async def test_an_unknown_fate(
    start_bot: StartBot, slack: SlackServer, outlets: Outlets, morning: Morning, fault: str
) -> None:
    """What may have been posted is unknown, is listed as such, and is not posted again."""
    async with start_bot(outlets=outlets) as people:
        await told(people, slack, BERLIN)
        slack.faults["chat.postMessage"].append(fault)
        delivery = await morning()
        why = await told(people, slack, f"brief why {delivery.local_date}")

    requests = [one for one in slack.seen if one.method == "chat.postMessage"]
    assert delivery.state == "unknown"
    assert len(requests) == 2
    assert "Slack did not say whether it was posted." in why
    assert "It is not sent again, so that nobody gets it twice." in why


async def test_who_changed_it_last_is_told(
    start_bot: StartBot, slack: SlackServer, store: Store, outlets: Outlets, morning: Morning
) -> None:
    """A channel that takes no posts any more pauses its brief; who changed it last hears of it."""
    async with start_bot(outlets=outlets) as people:
        await told(people, slack, BERLIN)
        await told(people, slack, "brief change 09:00", user="U2")
        slack.workspaces[BOT_TOKEN].member_of.discard("C1")
        slack.workspaces[BOT_TOKEN].sees.add("C1")
        delivery = await morning()

    message = slack.messages[-1]
    assert (delivery.state, delivery.code) == ("failed", "not_in_channel")
    assert message["channel"] == "U2"
    assert message["text"] == (
        "The daily brief that you set up or changed last is paused, as it cannot be posted. The bot"
        " is not a member of this channel. Invite it there. Once that is mended, resume it there."
    )
    assert (await kept(store)).paused == (
        "The bot is not a member of this channel. Invite it there."
    )


async def test_a_form_that_slack_does_not_take(
    start_bot: StartBot, slack: SlackServer, store: Store, outlets: Outlets, morning: Morning
) -> None:
    """A brief whose form is at fault pauses nobody and is told to nobody."""
    async with start_bot(outlets=outlets) as people:
        await told(people, slack, BERLIN)
        slack.faults["chat.postMessage"].append("invalid_blocks")
        delivery = await morning()

    assert (delivery.state, delivery.code) == ("due", "invalid_blocks")
    assert (await kept(store)).paused is None
    assert [one["channel"] for one in slack.messages] == ["C1"]


async def _asleep(store: Store) -> bool:
    found = await kept(store)
    return found.asleep_since is not None and found.next_due is None


_LEAVING = [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["UBOT"]}}]


@_OAUTH
@pytest.mark.parametrize("event", _LEAVING, ids=["uninstalled", "bot token"])
async def test_leaving_and_coming_back(
    start_bot: StartBot, slack: SlackServer, store: Store, event: dict[str, object]
) -> None:
    """An app that is removed lets briefs sleep, and they wake when it is installed anew."""
    async with start_bot("oauth") as people:
        await install(people, slack)
        await told(people, slack, BERLIN)
        before = await kept(store)
        await people.event(event)
        await _until_asleep(people, slack, store)
        await install(people, slack)
        after = await kept(store)

    assert after.asleep_since is None
    assert after.next_due == before.next_due
    assert after.wish == before.wish


async def _until_asleep(people: People, slack: SlackServer, store: Store) -> None:
    """Wait for what was begun: who asks for a brief without the app is told to install it."""
    answer = await told(people, slack, "brief pause")
    assert answer == "This workspace has not installed the app. Install it, then try again."
    async with asyncio.timeout(10):
        while not await _asleep(store):  # noqa: ASYNC110 - a database calls nobody
            await asyncio.sleep(0.01)


@_OAUTH
async def test_leaving_while_the_database_is_away(
    start_bot: StartBot, slack: SlackServer, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An app that is removed while the database does not answer is forgotten once it does, as
    Slack does not tell again."""
    real, failing = Subscriptions.sleep_workspace, [1, 2]

    async def sleep(subscriptions: Subscriptions, platform: str, workspace: str) -> int:
        if failing:
            failing.pop()
            msg = "The database does not answer."
            raise StoreError(msg)
        return await real(subscriptions, platform, workspace)

    monkeypatch.setattr(Subscriptions, "sleep_workspace", sleep)
    async with start_bot("oauth") as people:
        await install(people, slack)
        await told(people, slack, BERLIN)
        await people.event({"type": "app_uninstalled"})
        await _until_asleep(people, slack, store)

    assert failing == []


@_OAUTH
async def test_a_dead_token_and_coming_back(
    start_bot: StartBot, slack: SlackServer, store: Store, outlets: Outlets, morning: Morning
) -> None:
    """A brief that finds a dead token falls asleep, telling nobody; a new installation wakes it."""
    async with start_bot("oauth", outlets=outlets) as people:
        await install(people, slack)
        await told(people, slack, BERLIN)
        slack.faults["chat.postMessage"].append("account_inactive")
        delivery = await morning()
        asleep = await _asleep(store)
        requests = len([one for one in slack.seen if one.method == "chat.postMessage"])
        await install(people, slack)
        awake = not await _asleep(store)

    assert (delivery.state, delivery.code) == ("failed", "account_inactive")
    assert (asleep, awake) == (True, True)
    assert requests == 2


async def test_starting_wakes(start_bot: StartBot, slack: SlackServer, store: Store) -> None:
    """A bot that starts with a token of the workspace wakes what sleeps there, and only there."""
    async with start_bot() as people:
        await told(people, slack, BERLIN)
        await people.event({"type": "app_uninstalled"})
        await _until_asleep(people, slack, store)
    slack.workspaces[BOT_TOKEN] = Workspace(team="T0ELSE")
    async with start_bot():
        still = await _asleep(store)
    slack.workspaces[BOT_TOKEN] = Workspace()
    async with start_bot():
        awake = not await _asleep(store)

    assert (still, awake) == (True, True)


@_OAUTH
async def test_a_whole_enterprise(
    start_bot: StartBot, slack: SlackServer, store: Store, outlets: Outlets, slack_app: App
) -> None:
    """A brief in a workspace of an enterprise that installed the app for all has its token."""
    async with start_bot("oauth", outlets=outlets) as people:
        enterprise = {"id": "E1", "name": "All"}
        await install(people, slack, team=None, is_enterprise_install=True, enterprise=enterprise)
        people.team, people.enterprise, people.whole_enterprise = "T1", "E1", True
        await told(people, slack, BERLIN)
        found = await kept(store, workspace="E1")
        assert found.next_due is not None
        moments, outlet = Moments(found.next_due), outlets.get("slack")
        await deliver(store, moments.clock, outlet, library=slack_app.library)  # type: ignore[arg-type]

    assert [one["channel"] for one in slack.messages] == ["C1", "C1"]


async def test_one_token_of_an_enterprise(
    start_bot: StartBot, slack: SlackServer, store: Store, outlets: Outlets
) -> None:
    """The one token may be an enterprise's, whose briefs are kept for it as a whole."""
    slack.workspaces[BOT_TOKEN].enterprise = "E1"
    async with start_bot(outlets=outlets) as people:
        people.enterprise, people.whole_enterprise = "E1", True
        await told(people, slack, BERLIN)
        found = await kept(store, workspace="E1")
        outlet = outlets.get("slack")
        assert outlet is not None
        await outlet.tell(found.place, "U1", "x")

    assert [one["channel"] for one in slack.messages] == ["C1", "U1"]
