"""Why: all that goes out to Slack goes through one pooled connection and one door, which says of
each failure whether something may have been posted. It must never send a post twice: Slack has
no key by which it would know the second one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.failures import BusyError, RefusedError, UncertainError, fault_of, judged
from bot.briefing.pacing import PATIENCE, Limit

if TYPE_CHECKING:
    from slack_sdk.web.async_slack_response import AsyncSlackResponse

    from adapters.slack.blocks import Json

TIMEOUT = aiohttp.ClientTimeout(total=30)
#: how long an answer waits for a busy Slack; whoever asked has gone on after that
LONGEST_WAIT = 30.0
_TRIES = 3
#: Slack takes one message a second in a channel, and allows short bursts
_SECONDS_APART = 1.0
_AT_ONCE = 1.0
#: more than briefs take at once (`Habits.requests`), so that no answer waits for them
_CONNECTIONS = 600
_OK = 200
_SERVER_FAULT = 500
_EPHEMERAL = ("text", "blocks")

Result = TypeVar("Result")


def pooled_session() -> aiohttp.ClientSession:
    """Return the one HTTP session of the adapter; whoever asked for it closes it."""
    connector = aiohttp.TCPConnector(limit=_CONNECTIONS)
    return aiohttp.ClientSession(connector=connector, timeout=TIMEOUT)


class Poster:
    """Sends messages, replies and views."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        api_url: str,
        failed: Callable[[str], None] = lambda _code: None,
    ) -> None:
        """Send everything through `session`; `failed` is told Slack's code of each failure."""
        self._session = session
        self._api_url = api_url
        self._failed = failed
        self._channels = Limit(_SECONDS_APART, _AT_ONCE)

    def client(self, token: str | None = None) -> AsyncWebClient:
        """Return a Web API client that shares the connections and repeats nothing by itself."""
        return AsyncWebClient(
            token=token, base_url=self._api_url, session=self._session, retry_handlers=[]
        )

    async def post(self, token: str, channel: str, body: Json, thread: str | None = None) -> str:
        """Post a message and return its id (`ts`), for a direct message with a user's id as well.

        Raises RefusedError where nothing was posted, UncertainError where it may have been.
        """
        # A person waits for it, so it leaves at once; a brief makes room for it.
        self._channels.of(channel).take(asyncio.get_running_loop().time())
        sent = {"channel": channel, **body, **_thread(thread)}
        response = await _patient(lambda: self._call(token, "chat.postMessage", sent))
        return str(response.get("ts", ""))

    async def post_once(self, token: str, channel: str, body: Json) -> str:
        """Post a message as `post` does, but raise BusyError at once where Slack is busy.

        It waits a moment where answers were posted in the channel just now. What fails is not
        counted here: delivery counts what became of a brief.
        """
        wait = self._channels.of(channel).take(asyncio.get_running_loop().time())
        await asyncio.sleep(min(wait, PATIENCE))
        sent = {"channel": channel, **body}
        with judged():
            response = await self.client(token).api_call("chat.postMessage", json=sent)
        return str(response.get("ts", ""))

    async def whisper(
        self, token: str, channel: str, user: str, body: Json, thread: str | None = None
    ) -> None:
        """Post a message that only one person in the channel sees."""
        kept = {key: body[key] for key in _EPHEMERAL}
        sent = {"channel": channel, "user": user, **kept, **_thread(thread)}
        await _patient(lambda: self._call(token, "chat.postEphemeral", sent))

    async def publish(self, token: str, user: str, view: Json) -> None:
        """Show the App Home to one person."""
        sent: Json = {"user_id": user, "view": view}
        await _patient(lambda: self._call(token, "views.publish", sent))

    async def open(self, token: str, trigger: str, view: Json) -> str:
        """Open a modal and return its id.

        The trigger is good for three seconds and for one use, so this never waits.
        """
        sent: Json = {"trigger_id": trigger, "view": view}
        found = await self._call(token, "views.open", sent)
        return str((found.get("view") or {}).get("id", ""))

    async def update(self, token: str, view_id: str, view: Json) -> None:
        """Replace an open modal."""
        sent: Json = {"view_id": view_id, "view": view}
        await _patient(lambda: self._call(token, "views.update", sent))

    async def respond(
        self, url: str, body: Json, *, private: bool, replace: bool, thread: str | None = None
    ) -> None:
        """Answer a command or a press through its `response_url`.

        Raises RefusedError where nothing was posted, UncertainError where it may have been.
        """
        kind = "ephemeral" if private else "in_channel"
        sent = {**body, "response_type": kind, "replace_original": replace}
        # Only a reply that replaces nothing may be sent into a thread.
        sent |= {} if replace else _thread(thread)
        await _patient(lambda: self._respond(url, sent))

    async def read(self, token: str, method: str) -> Mapping[str, str]:
        """Call a method that changes nothing; return the headers of the answer, in lower case."""
        headers = (await _patient(lambda: self._call(token, method, {}))).headers
        return {key.lower(): value for key, value in headers.items()}

    async def installed(self, token: str) -> tuple[str, frozenset[str]]:
        """Return the key of what a bot token was installed in, and the scopes that it has."""
        sent: Json = {}
        found = await _patient(lambda: self._call(token, "auth.test", sent))
        whole = found.get("enterprise_id") if found.get("is_enterprise_install") else None
        key = whole or found.get("team_id") or found.get("enterprise_id")
        headers = {name.lower(): value for name, value in found.headers.items()}
        return str(key or ""), scopes_in(headers.get("x-oauth-scopes"))

    async def is_admin(self, token: str, user: str) -> bool:
        """Whether somebody is an admin or owner of the workspace; needs the scope users:read."""
        sent: Json = {"user": user}
        found = (await _patient(lambda: self._ask(token, "users.info", sent))).get("user") or {}
        return bool(found.get("is_admin") or found.get("is_owner"))

    async def zone_of(self, token: str, user: str) -> str | None:
        """Return somebody's IANA time zone, None where Slack has none; needs users:read."""
        found = (await self._ask(token, "users.info", {"user": user})).get("user") or {}
        return str(found["tz"]) if found.get("tz") else None

    async def socket_address(self, app_token: str) -> str:
        """Return where to open a socket, good for one connection soon."""
        sent: Json = {}
        method = "apps.connections.open"
        found = await _patient(lambda: self._call(app_token, method, sent))
        return str(found["url"])

    async def _call(self, token: str, method: str, sent: Json) -> AsyncSlackResponse:
        with self._counting(), judged():
            return await self.client(token).api_call(method, json=sent)

    async def _ask(self, token: str, method: str, sent: Json) -> AsyncSlackResponse:
        """Call a method that reads; Slack takes no JSON for most of them."""
        client = self.client(token)
        with self._counting(), judged():
            return await client.api_call(method, http_verb="GET", params=sent)

    async def _respond(self, url: str, sent: Json) -> None:
        with self._counting(), judged():
            async with self._session.post(url, json=sent) as response:
                status, text = response.status, await response.text()
            if status != _OK:
                # Here Slack says in plain text what elsewhere is a code.
                code = text.strip()[:60] if status < _SERVER_FAULT else ""
                raise fault_of(status, response.headers, code)

    @contextmanager
    def _counting(self) -> Iterator[None]:
        try:
            yield
        except (RefusedError, UncertainError) as error:
            self._failed(str(error))
            raise


async def _patient(send: Callable[[], Awaitable[Result]]) -> Result:
    """Send; where Slack is busy, which proves that nothing was posted, wait as told and send."""
    waited = 0.0
    for _ in range(_TRIES - 1):
        try:
            return await send()
        except BusyError as busy:
            waited += busy.seconds
            if waited > LONGEST_WAIT:
                raise
            await asyncio.sleep(busy.seconds)
    return await send()


def scopes_in(text: str | None) -> frozenset[str]:
    """Return the scopes that Slack lists with commas between."""
    return frozenset(filter(None, (one.strip() for one in (text or "").split(","))))


def _thread(thread: str | None) -> Json:
    return {"thread_ts": thread} if thread else {}
