"""Why: over HTTP anybody can send anything, so only what Slack signed counts; and workspaces come
and go by themselves, and leave nothing behind."""

from __future__ import annotations

import json
import time

import aiohttp
import pytest
from sqlalchemy import text

from bot.platforms import Health
from bot.store import Store
from tests.platforms.slack_fixtures import StartBot
from tests.platforms.slack_server import BOT_TOKEN, SlackServer
from tests.slack.briefing import BERLIN, kept, told
from tests.slack.installing import NEW_TOKEN, USER_TOKEN, by_http, dump, install

# slack_sdk asks for tokens with a helper that aiohttp will drop in version 4.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


async def test_signed_requests(start_bot: StartBot, slack: SlackServer) -> None:
    """Commands, buttons and events are answered over HTTP as over a socket."""
    async with start_bot("http") as people:
        await people.command("russia iran")
        (body,) = await slack.count("response_url", 1)
        await people.press(body, "More")
        await people.mention("russia iran")
        await slack.count("response_url", 2)
        await slack.count("chat.postMessage", 1)

        assert by_http(people).statuses == [200, 200, 200]


@pytest.mark.parametrize(("secret", "skew"), [("wrong", 0), (None, -400), (None, 400)])
async def test_forged_requests(
    start_bot: StartBot, slack: SlackServer, secret: str | None, skew: int
) -> None:
    """A wrong or old signature is refused and nothing is answered."""
    async with start_bot("http") as people:
        transport = by_http(people)
        right = transport.secret
        transport.secret, transport.skew = secret or right, skew
        await people.command("russia")
        transport.secret, transport.skew = right, 0
        await people.command("iran")
        (body,) = await slack.count("response_url", 1)

        assert transport.statuses == [401, 200]
        assert body["text"].startswith("Iran\n")


async def test_a_retried_request(start_bot: StartBot, slack: SlackServer) -> None:
    """A request that Slack repeats with its retry header is answered once."""
    async with start_bot("http") as people:
        event = {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1"}
        await people.event({**event, "text": "iran", "ts": "1.1"}, event_id="Ev.same")
        await people.event({**event, "text": "iran", "ts": "1.1"}, event_id="Ev.same", retry=1)
        await people.direct("russia")
        bodies = await slack.count("chat.postMessage", 2)

    assert sorted(one["text"].split("\n")[0] for one in bodies) == ["Iran", "Russia"]


async def test_an_installation(start_bot: StartBot, slack: SlackServer, store: Store) -> None:
    """A workspace installs the app by itself; the bot's token is kept, and nobody's own."""
    del slack.workspaces[BOT_TOKEN]
    async with start_bot("oauth") as people:
        status, page = await install(people, slack)
        await people.mention("russia iran")
        await slack.count("chat.postMessage", 1)

    assert (status, "Thank you" in page) == (200, True)
    assert NEW_TOKEN in await dump(store)
    assert USER_TOKEN not in await dump(store)
    assert slack.seen[-1].token == NEW_TOKEN


async def test_a_forged_installation(start_bot: StartBot, slack: SlackServer, store: Store) -> None:
    """Without the state that this browser was given nothing is installed."""
    slack.codes["code"] = {"ok": True, "access_token": NEW_TOKEN}
    async with start_bot("oauth") as people, aiohttp.ClientSession() as browser:
        address = f"{by_http(people).url}/slack/oauth_redirect?code=code&state=guessed"
        async with browser.get(address) as done:
            status = done.status

    assert status == 400
    assert NEW_TOKEN not in await dump(store)


async def test_an_unfinished_installation(start_bot: StartBot, store: Store) -> None:
    """Of an installation that nobody finishes nothing is left once its time is over."""
    past = "update slack_oauth_states set expire_at = '2020-01-01 00:00:00.000000' where id = 1"
    async with start_bot("oauth") as people, aiohttp.ClientSession() as browser:
        for _ in range(2):
            async with browser.get(f"{by_http(people).url}/slack/install") as page:
                assert page.status == 200
        async with store.engine.begin() as connection:
            await connection.execute(text(past))
        await store.purge()
        async with store.engine.connect() as connection:
            left = (await connection.execute(text("select id from slack_oauth_states"))).scalars()

            assert left.all() == [2]


async def test_a_workspace_without_the_app(start_bot: StartBot, slack: SlackServer) -> None:
    """Commands need no token; a mention from a workspace that is not known is not answered."""
    async with start_bot("oauth") as people:
        await people.mention("russia iran")
        await people.direct("russia iran")
        await people.home()
        await people.command("iran")
        (body,) = await slack.count("response_url", 1)
        await people.press(body, "Share")
        shared = (await slack.count("response_url", 2))[1]

    assert body["text"].startswith("Iran\n")
    assert shared["response_type"] == "in_channel"
    assert slack.of("chat.postMessage") == []


async def test_a_reinstallation(start_bot: StartBot, slack: SlackServer) -> None:
    """After the app was installed again, the newest token is used."""
    del slack.workspaces[BOT_TOKEN]
    async with start_bot("oauth") as people:
        await install(people, slack)
        await people.event({"type": "app_uninstalled"})
        await install(people, slack)
        await people.mention("russia iran")

        assert len(await slack.count("chat.postMessage", 1)) == 1


_GONE = [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["UBOT"]}}]


@pytest.mark.parametrize("event", _GONE, ids=["uninstalled", "bot token"])
async def test_who_leaves(
    start_bot: StartBot, slack: SlackServer, store: Store, event: dict[str, object]
) -> None:
    """Uninstalled, or its bot token revoked, a workspace's tokens and settings are gone."""
    async with start_bot("oauth") as people:
        await install(people, slack)
        await store.set_visibility("slack", people.team, "C1", "public")
        assert NEW_TOKEN in await dump(store)
        await people.event(event)

    assert NEW_TOKEN not in await dump(store)
    assert await store.visibility("slack", people.team, "C1") == "private"


@pytest.mark.parametrize("event", _GONE, ids=["uninstalled", "bot token"])
async def test_old_news(
    start_bot: StartBot, slack: SlackServer, store: Store, event: dict[str, object]
) -> None:
    """Of an app that was installed again, late news of its removal take nothing away."""
    async with start_bot("oauth") as people:
        await install(people, slack)
        await store.set_visibility("slack", people.team, "C1", "public")
        await told(people, slack, BERLIN)
        for retry, seconds in enumerate((360, 300, 5)):
            await people.event(event, at=time.time() - seconds, retry=retry)

    assert NEW_TOKEN in await dump(store)
    assert await store.visibility("slack", people.team, "C1") == "public"
    assert (await kept(store)).asleep_since is None


async def test_old_token_and_old_news(
    start_bot: StartBot, slack: SlackServer, store: Store
) -> None:
    """News that are older than the newest token delete older ones, and that one alone stays."""
    old = "xoxb-" + "777-old"
    async with start_bot("oauth") as people:
        await install(people, slack, access_token=old)
        async with store.engine.begin() as connection:
            await connection.execute(text("update slack_bots set installed_at = '2026-01-01'"))
        await install(people, slack)
        before = await dump(store)
        await people.event({"type": "app_uninstalled"}, at=time.time() - 60)

    assert (old in before, NEW_TOKEN in before) == (True, True)
    assert (old in await dump(store), NEW_TOKEN in await dump(store)) == (False, True)


async def test_other_revocations(start_bot: StartBot, slack: SlackServer, store: Store) -> None:
    """A person's own token that is revoked changes nothing."""
    event = {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}
    async with start_bot("oauth") as people:
        await install(people, slack)
        await people.event(event)

    assert NEW_TOKEN in await dump(store)


_DEAD = (
    "Slack does not know SLACK_BOT_TOKEN (token_revoked). Copy it anew at"
    " https://api.slack.com/apps: OAuth & Permissions, Bot User OAuth Token."
)


@pytest.mark.parametrize("way", ["http", "socket"])
async def test_one_workspace_leaves(start_bot: StartBot, slack: SlackServer, way: str) -> None:
    """The token from the environment is used no more once the app was uninstalled, and status
    pages tell of it."""
    health = Health()
    async with start_bot(way, health=health) as people:
        await people.event({"type": "app_uninstalled"})
        await people.mention("russia")
        await people.command("iran")
        await slack.count("response_url", 1)
        shown = (health.state, health.trouble)

    assert slack.of("chat.postMessage") == []
    assert shown == ("failing", _DEAD)


async def test_one_token_and_old_news(start_bot: StartBot, slack: SlackServer) -> None:
    """What happened before Slack knew the token from the environment says nothing against it."""
    health = Health()
    async with start_bot("http", health=health) as people:
        await people.event({"type": "app_uninstalled"}, at=time.time() - 60)
        await people.mention("russia")
        await slack.count("chat.postMessage", 1)

        assert (health.state, health.trouble) == ("ready", None)


async def test_slack_verifies_the_address(start_bot: StartBot) -> None:
    """Slack's question whether the address is ours is answered."""
    async with start_bot("http") as people:
        transport = by_http(people)
        payload = {"type": "url_verification", "challenge": "word", "token": "x"}
        await transport.send("events_api", json.loads(json.dumps(payload)))

        assert transport.statuses == [200]
