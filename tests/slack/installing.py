"""Why: a workspace installs the app through a person's browser; each test of installations walks
the same way."""

from __future__ import annotations

import aiohttp
from sqlalchemy import text

from bot.store import Store
from tests.platforms.slack_people import ByHttp, People
from tests.platforms.slack_server import SlackServer, Workspace

NEW_TOKEN = "xoxb-" + "333-new"
USER_TOKEN = "xoxp-" + "444-user"


def by_http(people: People) -> ByHttp:
    """Return how events reach a bot that listens over HTTP."""
    assert isinstance(people.transport, ByHttp)
    return people.transport


async def install(people: People, slack: SlackServer, **granted: object) -> tuple[int, str]:
    """Install the app as a person with a browser does; return status and page of the last step.

    `granted` changes what Slack then tells of the installation.
    """
    base = by_http(people).url
    token = str(granted.get("access_token", NEW_TOKEN))
    slack.workspaces[token] = Workspace()
    slack.codes["code"] = {
        "ok": True,
        "app_id": "A1",
        "access_token": NEW_TOKEN,
        "token_type": "bot",
        "scope": "commands,chat:write",
        "bot_user_id": "UBOT",
        "team": {"id": "T0TEAM", "name": "New"},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": "U1", "access_token": USER_TOKEN, "scope": "identify"},
        **granted,
    }
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser:
        async with browser.get(f"{base}/slack/install") as page:
            state = page.cookies["slack-app-oauth-state"].value
            shown = await page.text()
        assert "scope=commands,chat:write,app_mentions:read,im:history&amp;user_scope=" in shown
        cookies = {"Cookie": f"slack-app-oauth-state={state}"}
        address = f"{base}/slack/oauth_redirect?code=code&state={state}"
        async with browser.get(address, headers=cookies) as done:
            return done.status, await done.text()


async def dump(store: Store) -> str:
    """Return all that is kept of installations."""
    async with store.engine.connect() as connection:
        bots = (await connection.execute(text("select * from slack_bots"))).all()
        people = (await connection.execute(text("select * from slack_installations"))).all()
    return f"{bots} {people}"
