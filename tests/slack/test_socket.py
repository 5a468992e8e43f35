"""Why: a socket breaks, is taken down for a moment, or looks alive and hears nothing; the bot must
outlive each and must say where it cannot."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from adapters.slack.failures import UncertainError
from adapters.slack.platform import SlackPlatform
from adapters.slack.running import Pace, SocketClosedError
from bot.app import App
from bot.errors import SetupError
from bot.limits import Limits
from bot.platforms import Services
from bot.store import Store
from tests.platforms.slack_fixtures import QUICK, StartBot, secrets
from tests.platforms.slack_people import BySocket, People
from tests.platforms.slack_server import APP_TOKEN, BOT_TOKEN, SlackServer


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_a_disconnect(people: People, slack: SlackServer, reason: str) -> None:
    """Told to connect anew, the bot does, and answers what comes next."""
    await slack.disconnect(reason)
    await slack.until(lambda: slack.opened == 2 and len(slack.sockets) == 1)

    await people.command("russia iran")

    assert len(await slack.count("response_url", 1)) == 1


_REFUSED = {
    "link_disabled": (
        "Socket Mode is switched off for this app. Switch it on at https://api.slack.com/apps:"
        " Socket Mode; or set SLACK_SIGNING_SECRET in place of SLACK_APP_TOKEN."
    ),
    "too_many_websockets": (
        "Slack opens ten sockets for one app, and all of them are in use. Stop other copies of the"
        " bot, or those that were left behind."
    ),
}


@pytest.mark.parametrize("reason", _REFUSED)
async def test_a_disconnect_for_good(
    slack: SlackServer, store: Store, slack_app: App, reason: str
) -> None:
    """Where a new socket would be refused, too, none is opened at once: the operator is told, and
    whoever started the bot tries again later."""
    running = asyncio.create_task(SlackPlatform(QUICK).run(_services(slack, store, slack_app)))
    await slack.until(lambda: len(slack.sockets) == 1)
    await slack.disconnect(reason)

    with pytest.raises(SetupError) as caught:
        await running

    assert str(caught.value) == _REFUSED[reason]
    assert slack.opened == 1


async def test_a_dead_token_and_a_deaf_socket(
    slack: SlackServer, store: Store, slack_app: App
) -> None:
    """Once Slack no longer knows the bot's token, a deaf socket is not made anew, which would look
    well: whoever started the bot tries again later, and asks Slack about the token first."""
    services = _services(slack, store, slack_app)
    running = asyncio.create_task(SlackPlatform(replace(QUICK, deaf=0.7)).run(services))
    await slack.until(lambda: len(slack.sockets) == 1)
    await People(slack, BySocket(slack), "axis").event({"type": "app_uninstalled"})
    slack.pongs = False

    with pytest.raises(SetupError) as caught:
        await asyncio.wait_for(running, 20)

    assert str(caught.value) == (
        "Slack does not know SLACK_BOT_TOKEN (token_revoked). Copy it anew at"
        " https://api.slack.com/apps: OAuth & Permissions, Bot User OAuth Token."
    )


async def test_a_late_acknowledgement(people: People, slack: SlackServer) -> None:
    """An event whose acknowledgement came too late is sent again, and answered once."""
    slack.late_acks, slack.seconds_to_ack = 2, 0.2
    await people.direct("iran")
    await people.direct("russia")

    bodies = await slack.count("chat.postMessage", 2)

    assert sorted(one["text"].split("\n")[0] for one in bodies) == ["Iran", "Russia"]
    assert slack.retried == [1, 2]


async def test_a_dropped_socket(people: People, slack: SlackServer) -> None:
    """A connection that breaks is made anew."""
    await slack.sockets[0].close()
    await slack.until(lambda: slack.opened == 2 and len(slack.sockets) == 1)

    await people.command("russia iran")

    assert len(await slack.count("response_url", 1)) == 1


async def test_an_envelope_again(people: People, slack: SlackServer) -> None:
    """An event that is sent again down a new socket is acknowledged again and answered once."""
    event = {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1"}
    await people.event({**event, "text": "iran", "ts": "1.1"}, event_id="Ev.same")
    await slack.disconnect("refresh_requested")
    await slack.until(lambda: slack.opened == 2 and len(slack.sockets) == 1)
    await people.event({**event, "text": "iran", "ts": "1.1"}, event_id="Ev.same", retry=1)
    await people.event({**event, "text": "russia", "ts": "1.2"})

    bodies = await slack.count("chat.postMessage", 2)

    assert sorted(one["text"].split("\n")[0] for one in bodies) == ["Iran", "Russia"]


def _services(slack: SlackServer, store: Store, app: App, **changed: str) -> Services:
    return Services(
        app=app,
        store=store,
        limits=Limits(),
        environment={**secrets(slack), **changed},
        stop=asyncio.Event(),
    )


_WRONG: list[tuple[dict[str, str], str]] = [
    (
        {"SLACK_BOT_TOKEN": "xoxb-" + "wrong"},
        (
            "Slack does not know SLACK_BOT_TOKEN (invalid_auth). Copy it anew at"
            " https://api.slack.com/apps: OAuth & Permissions, Bot User OAuth Token."
        ),
    ),
    (
        {"SLACK_APP_TOKEN": "xapp-" + "wrong"},
        (
            "Slack does not know SLACK_APP_TOKEN (invalid_auth). Copy it anew at"
            " https://api.slack.com/apps: Basic Information, App-Level Tokens, with the scope"
            " connections:write."
        ),
    ),
    (
        {"SLACK_APP_TOKEN": ""},
        (
            "Slack needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN; or SLACK_BOT_TOKEN and"
            " SLACK_SIGNING_SECRET; or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET and"
            " SLACK_SIGNING_SECRET."
        ),
    ),
    (
        {"SLACK_HTTP_PORT": "many"},
        (
            "SLACK_HTTP_PORT cannot be used: Input should be a valid integer, unable to parse"
            " string as an integer."
        ),
    ),
]


@pytest.mark.parametrize(("changed", "told"), _WRONG)
async def test_wrong_settings(
    slack: SlackServer, store: Store, slack_app: App, changed: dict[str, str], told: str
) -> None:
    """A token that Slack refuses ends the start with a sentence, instead of trying for ever."""
    with pytest.raises(SetupError) as caught:
        await SlackPlatform().run(_services(slack, store, slack_app, **changed))

    assert str(caught.value) == told


async def test_no_network(slack: SlackServer, store: Store, slack_app: App) -> None:
    """Where Slack cannot be reached, the start may be tried again later."""
    services = _services(slack, store, slack_app, SLACK_API_URL="http://127.0.0.1:1/")

    with pytest.raises(ConnectionError) as caught:
        await SlackPlatform().run(services)

    told = "Slack cannot be reached to check SLACK_BOT_TOKEN. Look at the network and any proxy."
    assert str(caught.value) == told


async def test_a_broken_api(slack: SlackServer, store: Store, slack_app: App) -> None:
    """A server fault at the start says nothing against the token."""
    slack.faults["auth.test"].append("500")

    with pytest.raises(UncertainError):
        await SlackPlatform().run(_services(slack, store, slack_app))


async def test_a_busy_api(slack: SlackServer, store: Store, slack_app: App) -> None:
    """A 429 at the start is waited for as long as Slack says."""
    slack.retry_after = "0"
    slack.faults["auth.test"].append("429")
    services = _services(slack, store, slack_app)
    running = asyncio.create_task(SlackPlatform().run(services))
    await slack.until(lambda: slack.opened == 1)
    services.stop.set()
    await running

    assert services.health.state == "stopped"


async def test_a_socket_that_cannot_be_opened(
    slack: SlackServer, store: Store, slack_app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no connection comes about in time, whoever started the bot hears of it."""

    def nowhere(_token: str, _body: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "url": "ws://127.0.0.1:1/"}

    monkeypatch.setattr(slack, "_apps_connections_open", nowhere)

    with pytest.raises(SocketClosedError) as caught:
        await SlackPlatform(Pace(ping=0.1, connect=0.3)).run(_services(slack, store, slack_app))

    assert str(caught.value) == "Slack's socket could not be opened."


async def test_a_stop_while_connecting(
    slack: SlackServer, store: Store, slack_app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stop ends the bot at once, even while it is connecting."""

    def nowhere(_token: str, _body: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "url": "ws://127.0.0.1:1/"}

    monkeypatch.setattr(slack, "_apps_connections_open", nowhere)
    services = _services(slack, store, slack_app)
    running = asyncio.create_task(SlackPlatform(Pace(ping=0.1)).run(services))
    await slack.until(lambda: any(one.method == "apps.connections.open" for one in slack.seen))
    services.stop.set()
    await running

    assert services.health.state == "stopped"


async def test_one_address_a_connection(people: People, slack: SlackServer) -> None:
    """The start asks for a socket once: Slack grants few of them a minute."""
    await people.command("russia")
    await slack.count("response_url", 1)

    assert len(slack.of("apps.connections.open")) == 1
    assert {one.token for one in slack.seen} == {BOT_TOKEN, APP_TOKEN, ""}


async def test_two_replicas(start_bot: StartBot, slack: SlackServer, store: Store) -> None:
    """Whichever replicas a delivery reaches, it is answered once."""
    async with start_bot() as people, start_bot(own_store=store):
        await slack.until(lambda: len(slack.sockets) == 2)
        payload = {
            "type": "event_callback",
            "team_id": people.team,
            "event_id": "Ev.same",
            "event": {
                "type": "message",
                "channel_type": "im",
                "user": "U1",
                "channel": "D1",
                "text": "iran",
                "ts": "1.1",
            },
        }
        envelopes = []
        for socket in (*slack.sockets,):
            slack.sockets.remove(socket)
            slack.sockets.append(socket)
            envelopes.append(await slack.envelope("events_api", payload))
        for envelope in envelopes:
            await slack.acknowledged(envelope)
        await people.direct("russia")
        bodies = await slack.count("chat.postMessage", 2)

    assert sorted(one["text"].split("\n")[0] for one in bodies) == ["Iran", "Russia"]
