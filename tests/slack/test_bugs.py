"""Why: fifteen bugs recur in chat bots; here stand those that can occur in Slack, one test each,
under the name of the symptom. Bugs 9 and 12 are Discord's own."""

from __future__ import annotations

import asyncio
import gc
import logging

import pytest
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from adapters.slack.running import DEAF, Pace
from bot.app import App
from bot.errors import SetupError
from bot.platforms import Health
from bot.reply import Reply
from bot.store import Store
from tests.platforms.slack_fixtures import StartBot
from tests.platforms.slack_people import People
from tests.platforms.slack_server import APP_TOKEN, BOT_TOKEN, PATIENCE, SIGNING_SECRET, SlackServer


async def test_bug_1_operation_timeout(people: People, slack: SlackServer) -> None:
    """operation_timeout: the acknowledgement does not wait for the answer to be taken."""
    slack.faults["response_url"].append("hang")

    await people.command("russia iran")  # returns when acknowledged

    assert slack.of("response_url") == []
    slack.release.set()
    await slack.count("response_url", 1)


async def test_bug_2_dispatch_failed(
    people: People, slack: SlackServer, caplog: pytest.LogCaptureFixture
) -> None:
    """dispatch_failed: each thing that the manifest subscribes to has a listener."""
    await people.command("iran")
    await people.shortcut("Tehran")
    await people.mention("iran")
    await people.direct("iran")
    await people.home()
    await slack.count("response_url", 2)
    await slack.count("chat.postMessage", 2)
    await slack.count("views.publish", 1)
    await people.event({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}})
    await people.event({"type": "app_uninstalled"})

    assert "slack request not handled" not in caplog.messages


async def test_bug_3_handled_many_times(people: People, slack: SlackServer) -> None:
    """The same event handled 2-4 times: its id counts, not the number of the retry."""
    event = {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1", "ts": "1.1"}
    for retry in (0, 0, 1, 2):
        await people.event({**event, "text": "iran"}, event_id="Ev.same", retry=retry)
    await people.direct("russia")

    bodies = await slack.count("chat.postMessage", 2)

    assert sorted(one["text"].split("\n")[0] for one in bodies) == ["Iran", "Russia"]


async def test_bug_4_alive_but_deaf(start_bot: StartBot, slack: SlackServer) -> None:
    """Alive but deaf: a connection that hears nothing is made anew, by the age of its last pong."""
    health = Health()
    async with start_bot(pace=Pace(ping=0.2, deaf=3, close=1), health=health) as people:
        client = _client(slack)
        _wedge(client)
        assert await client.is_connected()
        await slack.until(lambda: slack.opened == 2)

        await people.command("russia iran")

        assert len(await slack.count("response_url", 1)) == 1
        assert health == Health(state="ready", trouble=None)
    assert DEAF == "Slack's socket was silent and is being made anew."


def _client(slack: SlackServer) -> SocketModeClient:
    clients = [one for one in gc.get_objects() if type(one) is SocketModeClient]
    (found,) = [one for one in clients if one.web_client.base_url == slack.api_url]
    return found


def _wedge(client: SocketModeClient) -> None:
    """Stop what reads and watches, as a lost task does."""
    for task in (client.current_session_monitor, client.message_receiver):
        assert task is not None
        task.cancel()


async def test_bug_5_session_is_closed(people: People, slack: SlackServer) -> None:
    """`Session is closed`: after three broken connections in a row the bot still answers."""
    for number in (2, 3, 4):
        await slack.sockets[-1].close()
        await _opened(slack, number)

    await people.command("russia iran")

    await slack.count("response_url", 1)


async def _opened(slack: SlackServer, number: int) -> None:
    await slack.until(lambda: slack.opened == number and len(slack.sockets) == 1)


async def test_bug_6_although_the_app_should_be_installed(
    start_bot: StartBot, slack: SlackServer, caplog: pytest.LogCaptureFixture
) -> None:
    """`Although the app should be installed`: no command depends on an installation found."""
    async with start_bot("oauth") as people:
        await people.command("russia iran", user="U.nobody")
        await slack.count("response_url", 1)

    assert not any("Although" in one for one in caplog.messages)


async def test_bug_7_and_8_invalid_blocks(people: People, slack: SlackServer) -> None:
    """invalid_blocks of pictures: no message holds a picture, so none can be missing."""
    await people.command("sources")
    await people.home()

    shown = str(await slack.count("response_url", 1)) + str(await slack.count("views.publish", 1))

    assert "image" not in shown


async def test_bug_10_buttons_after_a_restart(start_bot: StartBot, slack: SlackServer) -> None:
    """Buttons dead after a restart: all that a button needs stands in its id or the store."""
    async with start_bot() as people:
        await people.command("russia iran")
        (body,) = await slack.count("response_url", 1)
    async with start_bot() as people:
        await people.press(body, "More")

        assert len(await slack.count("response_url", 2)) == 2


async def test_bug_11_expired_controls(people: People, slack: SlackServer) -> None:
    """Expired controls: a press after the command's half hour answers through its own address."""
    url = await people.command("russia iran")
    (body,) = await slack.count("response_url", 1)
    slack.expire(url)

    await people.press(body, "More")

    assert len(await slack.count("response_url", 2)) == 2


async def test_bug_13_stopped_by_an_exception(
    people: People, slack: SlackServer, slack_app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A loop that stops for good: after a fault in each kind of answer the next ones come."""
    asked = asyncio.Semaphore(0)

    def broken(*_: object) -> Reply:
        asked.release()
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(slack_app, "ask", broken)
        await people.command("russia")
        await people.direct("russia")
        await people.mention("russia")
        await people.home()
        for _ in range(4):
            await asyncio.wait_for(asked.acquire(), PATIENCE)
        await slack.count("response_url", 1)
    await people.command("iran")
    await people.direct("iran")

    assert (await slack.count("response_url", 2))[1]["text"].startswith("Iran\n")
    assert (await slack.count("chat.postMessage", 1))[0]["text"].startswith("Iran\n")


async def test_bug_14_runs_twice_after_a_reset(people: People, slack: SlackServer) -> None:
    """Runs twice after a reset: a socket made anew adds no second listener."""
    for number in (2, 3):
        await slack.disconnect("refresh_requested")
        await _opened(slack, number)
    for text in ("iran", "russia", "china"):
        await people.direct(text)

    bodies = await slack.count("chat.postMessage", 3)

    assert sorted(one["text"].split("\n")[0] for one in bodies) == ["China", "Iran", "Russia"]


async def test_bug_15_shut_out_at_login(
    start_bot: StartBot, slack: SlackServer, store: Store
) -> None:
    """Shut out at login: a token that is refused is tried once, and whoever starts bots waits."""
    del slack.workspaces[BOT_TOKEN]

    with pytest.raises(SetupError):
        async with start_bot(own_store=store):
            pass

    assert [one.method for one in slack.seen] == ["auth.test"]


@pytest.mark.parametrize("fault", ["500", "drop_before", "drop_after"])
async def test_an_answer_not_taken(
    start_bot: StartBot, slack: SlackServer, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    """Where Slack takes no answer it is not sent twice, and the next question is answered."""
    slack.faults["response_url"].append(fault)
    async with start_bot() as people:
        await people.command("russia")
        await slack.until(lambda: "response_url" in dict(slack.bodies))
        await people.command("iran")
        await slack.until(lambda: _answered(slack, "Iran"))

    assert "slack took no answer" in caplog.messages


def _answered(slack: SlackServer, title: str) -> bool:
    return any(one["text"].startswith(f"{title}\n") for one in slack.of("response_url"))


async def test_an_expired_address(
    start_bot: StartBot, slack: SlackServer, caplog: pytest.LogCaptureFixture
) -> None:
    """An address that is used up is given up, and nothing else suffers."""
    async with start_bot() as people:
        await people.command("russia", response_url=f"{slack.url}/response/none")
        await people.command("iran")
        await slack.until(lambda: _answered(slack, "Iran"))

    assert "slack took no answer" in caplog.messages


async def test_a_busy_address(people: People, slack: SlackServer) -> None:
    """A 429 of the reply's own address is waited for, and the answer comes."""
    slack.retry_after = "0"
    slack.faults["response_url"].append("429")

    await people.command("iran")

    assert len(await slack.count("response_url", 1)) == 1


async def test_no_secret_reaches_a_log(
    start_bot: StartBot, slack: SlackServer, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever goes wrong, at whatever level, no secret stands in a line of the log."""
    caplog.set_level(logging.INFO)
    for fault in ("500", "drop_before", "invalid_auth", "429"):
        slack.faults["chat.postMessage"].append(fault)
    slack.retry_after = "0"
    for way in ("socket", "http"):
        async with start_bot(way, own_store=store) as people:
            for text in ("russia", "iran", "china"):
                await people.direct(text)
            await people.event({"type": "unheard_of", "text": "private words"})
            await people.command("russia")
    logged = "\n".join(f"{one.getMessage()} {one.__dict__}" for one in caplog.records)

    assert logged
    for secret in (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, "private words"):
        assert secret not in logged
