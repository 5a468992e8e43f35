"""Why: whether a brief may be posted again hangs on what Slack's answer proves, and Slack itself
cannot tell a second post from the first. Here each answer is given by a stand-in over a socket."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from unittest.mock import Mock

import aiohttp
import pytest
from sqlalchemy import text

from adapters.slack.install import BotTokens, OneToken
from adapters.slack.outlet import SlackOutlet
from adapters.slack.post import Poster, pooled_session
from bot.briefing.outlet import NotPostedError, Outlet, Outlets, UnknownFateError
from bot.errors import StoreError
from bot.reply import Brief
from bot.store import Store
from tests.platforms.slack_fixtures import StartBot, free_port
from tests.platforms.slack_people import People
from tests.platforms.slack_rules import alive
from tests.platforms.slack_server import BOT_TOKEN, SlackServer
from tests.slack.briefing import place
from tests.slack.installing import NEW_TOKEN, dump, install

_OAUTH = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
BRIEF = Brief(title="A pack · Mon 23 Nov 2026", notices=("Nothing has changed <!here>.",), pack="1")
_NONCE = "brief-1-20261123"


@pytest.fixture
def outlets() -> Outlets:
    """Return where the bot says that it can post."""
    return Outlets()


@pytest.fixture
async def outlet(start_bot: StartBot, outlets: Outlets) -> AsyncIterator[Outlet]:
    """Return Slack as delivery uses it, beside a bot that takes signed requests."""
    async with start_bot("http", outlets=outlets):
        yield _slack(outlets)


def _slack(outlets: Outlets) -> Outlet:
    found = outlets.get("slack")
    assert found is not None
    return found


def _posts(slack: SlackServer) -> int:
    """Return how many requests to post reached Slack, taken or not."""
    return len([one for one in slack.seen if one.method == "chat.postMessage"])


async def test_posting(outlet: Outlet, slack: SlackServer) -> None:
    """A brief is one message in its channel, in full for screen readers, with nothing alive."""
    found = await outlet.post(place(), BRIEF, _NONCE)

    (stored,) = slack.messages
    assert found == stored["ts"]
    assert stored["channel"] == "C1"
    assert stored["text"] == "A pack · Mon 23 Nov 2026\nNothing has changed &lt;!here&gt;."
    assert (stored["unfurl_links"], stored["unfurl_media"]) == (False, False)
    assert alive(stored) == []
    assert outlet.nonce_kept is None


async def test_telling_a_person(outlet: Outlet, slack: SlackServer) -> None:
    """Whoever is told something gets one direct message, with the words as they are, under the name
    of the channel that it is about."""
    await outlet.tell(place(), "U7", "It is paused.")

    (stored,) = slack.messages
    assert (stored["channel"], stored["text"]) == ("U7", "It is paused.")
    where = stored["blocks"][0]["elements"][0]["elements"]
    assert where[1] == {"type": "channel", "channel_id": "C1"}


_AGAIN = {
    "ratelimited": ("ratelimited", "Slack asked to wait.", 30.0),
    "service_unavailable": ("service_unavailable", "Slack was not available.", 30.0),
    "request_timeout": ("request_timeout", "Slack took too long to read the message.", 30.0),
    "team_added_to_org": (
        "team_added_to_org",
        "The workspace is being moved into an organisation.",
        30.0,
    ),
    "org_login_required": (
        "org_login_required",
        "The workspace is being moved into an organisation.",
        30.0,
    ),
    "accesslimited": (
        "accesslimited",
        "Slack does not take requests from the bot's network.",
        30.0,
    ),
    "429": ("ratelimited", "Slack asked to wait.", 17.0),
    "403": (
        "http_403",
        "Something between the bot and Slack refused the request (403).",
        30.0,
    ),
}


@pytest.mark.parametrize("fault", _AGAIN)
async def test_what_may_be_tried_again(outlet: Outlet, slack: SlackServer, fault: str) -> None:
    """What proves that nothing was posted, and passes, is told with how long to wait; it is not
    tried again here."""
    slack.retry_after = "17"
    slack.faults["chat.postMessage"].append(fault)

    with pytest.raises(NotPostedError) as caught:
        await outlet.post(place(), BRIEF, _NONCE)

    error = caught.value
    assert (error.code, error.words, error.wait) == _AGAIN[fault]
    assert (error.permanent, error.gone) == (False, False)
    assert (_posts(slack), slack.messages) == (1, [])


_OURS = (
    "invalid_blocks",
    "invalid_blocks_format",
    "msg_too_long",
    "msg_blocks_too_long",
    "no_text",
    "invalid_arguments",
)


@pytest.mark.parametrize("fault", _OURS)
async def test_a_fault_of_ours(
    outlet: Outlet, slack: SlackServer, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    """A message that Slack takes from nobody is no fault of its channel: nothing is paused, other
    channels need not wait, and operators read of it."""
    slack.faults["chat.postMessage"].append(fault)

    with pytest.raises(NotPostedError) as caught:
        await outlet.post(place(), BRIEF, _NONCE)

    error = caught.value
    words = "Slack did not take the message's form, which is a fault of the bot."
    assert (error.code, error.words) == (fault, words)
    assert (error.permanent, error.gone, error.wait) == (False, False, 0.0)
    (told,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert told.getMessage() == "slack refused the form of a message"
    assert told.__dict__["code"] == fault


_FEW_POST = "Only some members may post in this channel. Let the bot post there."
_FOR_GOOD = {
    "channel_not_found": "The bot cannot see this channel. Invite it there.",
    "not_in_channel": "The bot is not a member of this channel. Invite it there.",
    "is_archived": "The channel is archived. Restore it.",
    "restricted_action": _FEW_POST,
    "restricted_action_read_only_channel": _FEW_POST,
    "restricted_action_thread_only_channel": "This channel takes new messages only in threads.",
    "restricted_action_non_threadable_channel": "This channel takes no such messages.",
    "restricted_action_thread_locked": "This thread is locked.",
    "messages_tab_disabled": "Messages to the app are switched off in its settings.",
    "ekm_access_denied": "The workspace's own encryption keys keep the bot out.",
    "app_access_restricted": "The workspace restricts this app. An admin can allow it.",
    "missing_scope": "The app lacks a permission. Install it again.",
    "a_new_word": "Slack refused it: a_new_word.",
}


@pytest.mark.parametrize("fault", _FOR_GOOD)
async def test_what_somebody_has_to_mend(outlet: Outlet, slack: SlackServer, fault: str) -> None:
    """What will be refused again is told as permanent, with what it means and what to do."""
    slack.faults["chat.postMessage"].append(fault)

    with pytest.raises(NotPostedError) as caught:
        await outlet.post(place(), BRIEF, _NONCE)

    error = caught.value
    assert (error.code, error.words) == (fault, _FOR_GOOD[fault])
    assert (error.permanent, error.gone, error.wait) == (True, False, 0.0)
    assert (_posts(slack), slack.messages) == (1, [])


@pytest.mark.parametrize(
    "fault",
    ["account_inactive", "token_revoked", "invalid_auth", "token_expired", "not_authed"],
)
async def test_a_dead_token(outlet: Outlet, slack: SlackServer, fault: str) -> None:
    """Where Slack no longer knows the token nobody there can be told, and it is not used again."""
    slack.faults["chat.postMessage"].append(fault)

    for code in (fault, "token_revoked"):
        with pytest.raises(NotPostedError) as caught:
            await outlet.post(place(), BRIEF, _NONCE)
        error = caught.value
        assert (error.code, error.permanent, error.gone) == (code, True, True)
        assert error.words == "The app is no longer installed in this workspace."

    assert _posts(slack) == 1


_UNCERTAIN = {
    "500": ("500", 0),
    "500 is_archived": ("is_archived", 0),
    "503 ratelimited": ("ratelimited", 0),
    "drop_before": ("ServerDisconnectedError", 0),
    "drop_after": ("ServerDisconnectedError", 1),
    "fatal_error": ("fatal_error", 0),
    "internal_error": ("internal_error", 0),
}


@pytest.mark.parametrize("fault", _UNCERTAIN)
async def test_what_may_have_been_posted(outlet: Outlet, slack: SlackServer, fault: str) -> None:
    """What leaves it open whether Slack posted is told as such, and the request is made once."""
    slack.faults["chat.postMessage"].append(fault)

    with pytest.raises(UnknownFateError) as caught:
        await outlet.post(place(), BRIEF, _NONCE)

    code, stored = _UNCERTAIN[fault]
    assert (caught.value.code, caught.value.words) == (
        code,
        "Slack did not say whether it was posted.",
    )
    assert (_posts(slack), len(slack.messages)) == (1, stored)


async def test_no_answer(
    start_bot: StartBot, slack: SlackServer, outlets: Outlets, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that does not come in time leaves it open."""
    monkeypatch.setattr("adapters.slack.post.TIMEOUT", aiohttp.ClientTimeout(total=0.3))
    async with start_bot("http", outlets=outlets):
        slack.faults["chat.postMessage"].append("hang")
        with pytest.raises(UnknownFateError) as caught:
            await _slack(outlets).post(place(), BRIEF, _NONCE)
        requests = _posts(slack)
        slack.release.set()

    assert caught.value.code == "TimeoutError"
    assert requests == 1


async def test_no_connection() -> None:
    """Where no connection comes about nothing was posted, and it may be tried again."""
    session = pooled_session()
    poster = Poster(session, f"http://127.0.0.1:{free_port()}/api/")
    try:
        with pytest.raises(NotPostedError) as caught:
            await SlackOutlet(Mock(), poster, OneToken(BOT_TOKEN)).tell(place(), "U1", "x")
    finally:
        await session.close()

    error = caught.value
    assert (error.code, error.words) == ("unreachable", "Slack could not be reached.")
    assert (error.permanent, error.wait) == (False, 30.0)


async def test_another_workspaces_brief(outlet: Outlet, slack: SlackServer) -> None:
    """A brief of a workspace that the bot's one token is not of is never posted with it."""
    with pytest.raises(NotPostedError) as caught:
        await outlet.post(place(workspace="T0OLD"), BRIEF, _NONCE)

    assert (caught.value.code, caught.value.gone) == ("token_revoked", True)
    assert _posts(slack) == 0


async def test_closed_while_nobody_listens(start_bot: StartBot, outlets: Outlets) -> None:
    """Nothing is posted through an adapter that has stopped."""
    async with start_bot("http", outlets=outlets):
        assert _slack(outlets).platform == "slack"

    assert outlets.get("slack") is None


@_OAUTH
async def test_a_dead_token_is_deleted(
    start_bot: StartBot, slack: SlackServer, store: Store, outlets: Outlets
) -> None:
    """A token that Slack no longer knows is deleted at once, and no other workspace's."""
    other = "xoxb-" + "666-two"
    async with start_bot("oauth", outlets=outlets) as people:
        await install(people, slack)
        await install(people, slack, team={"id": "T2", "name": "T2"}, access_token=other)
        slack.faults["chat.postMessage"].append("account_inactive")
        with pytest.raises(NotPostedError) as caught:
            await _slack(outlets).post(place(), BRIEF, _NONCE)
        left = await dump(store)
        await _slack(outlets).post(place(workspace="T2"), BRIEF, _NONCE)

    assert caught.value.gone
    assert (NEW_TOKEN in left, other in left) == (False, True)
    assert [one.token for one in slack.seen if one.answer == "ok" and one.body.get("blocks")] == [
        other
    ]


@_OAUTH
async def test_a_newer_token_stays(
    start_bot: StartBot, slack: SlackServer, store: Store, outlets: Outlets
) -> None:
    """Who installed the app again while the old token was tried keeps the new one, and the brief
    is tried again with it."""
    async with start_bot("oauth", outlets=outlets) as people:
        error = await _installed_anew_meanwhile(people, slack, outlets)
        await _slack(outlets).post(place(), BRIEF, _NONCE)

    assert (error.code, error.words) == ("invalid_auth", "The app was installed again meanwhile.")
    assert (error.permanent, error.gone) == (False, False)
    assert len(slack.messages) == 1
    assert BOT_TOKEN not in await dump(store)


async def _installed_anew_meanwhile(
    people: People, slack: SlackServer, outlets: Outlets
) -> NotPostedError:
    """Let a post with the old token fail after the app was installed anew; return how."""
    await install(people, slack, access_token=BOT_TOKEN)
    slack.faults["chat.postMessage"].append("hang")
    posting = asyncio.create_task(_slack(outlets).post(place(), BRIEF, _NONCE))
    await slack.until(lambda: _posts(slack) == 1)
    del slack.workspaces[BOT_TOKEN]
    await install(people, slack)
    slack.release.set()
    with pytest.raises(NotPostedError) as caught:
        await posting
    return caught.value


@_OAUTH
async def test_a_dead_token_that_cannot_be_deleted(
    start_bot: StartBot, slack: SlackServer, outlets: Outlets, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the database does not answer as a token turns out dead, the brief is tried again, and
    then finds the same."""

    async def fail(*_: object) -> None:
        msg = "The database does not answer."
        raise StoreError(msg)

    async with start_bot("oauth", outlets=outlets) as people:
        await install(people, slack)
        slack.faults["chat.postMessage"] += ["account_inactive"] * 2
        with monkeypatch.context() as patch:
            patch.setattr(BotTokens, "forget_dead", fail)
            with pytest.raises(NotPostedError) as first:
                await _slack(outlets).post(place(), BRIEF, _NONCE)
        with pytest.raises(NotPostedError) as second:
            await _slack(outlets).post(place(), BRIEF, _NONCE)

    assert (first.value.code, first.value.permanent) == ("account_inactive", False)
    assert (first.value.gone, first.value.wait, first.value.asked) == (False, 30.0, True)
    assert (second.value.code, second.value.gone) == ("account_inactive", True)


@_OAUTH
async def test_a_database_that_does_not_answer(
    start_bot: StartBot, slack: SlackServer, store: Store, outlets: Outlets
) -> None:
    """Where the token cannot be read nothing leaves, and it is tried again."""
    async with start_bot("oauth", outlets=outlets) as people:
        await install(people, slack)
        async with store.engine.begin() as connection:
            await connection.execute(text("drop table slack_bots"))
        with pytest.raises(NotPostedError) as caught:
            await _slack(outlets).post(place(), BRIEF, _NONCE)

    error = caught.value
    assert (error.code, error.words) == ("database", "The database does not answer.")
    assert (error.permanent, error.wait) == (False, 30.0)
    assert _posts(slack) == 0
