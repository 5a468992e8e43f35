"""Why: all that goes out to Slack goes through one pooled connection and one door, which says of
each failure whether something may have been posted. It must never send a post twice: Slack has
no key by which it would know the second one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.refusals import UNCERTAIN

if TYPE_CHECKING:
    from adapters.slack.blocks import Json

TIMEOUT = aiohttp.ClientTimeout(total=30)
#: how long an answer waits for a busy Slack; whoever asked has gone on after that
LONGEST_WAIT = 30.0
_UNREACHABLE = "unreachable"
_TRIES = 3
_TOO_MANY = 429
_SERVER_FAULT = 500
_OK = 200
_EPHEMERAL = ("text", "blocks")

Result = TypeVar("Result")


class RefusedError(Exception):
    """Slack said no, and nothing was posted; `code` is Slack's own word for why."""

    def __init__(self, code: str) -> None:
        """Keep the code, which is the message too."""
        super().__init__(code)
        self.code = code


class BusyError(RefusedError):
    """Slack asked to wait `seconds`; nothing was posted."""

    def __init__(self, seconds: float) -> None:
        """Keep how long."""
        super().__init__("ratelimited")
        self.seconds = seconds


class UncertainError(Exception):
    """The request left, and whether it was carried out is not known."""


def pooled_session() -> aiohttp.ClientSession:
    """Return the one HTTP session of the adapter; whoever asked for it closes it."""
    return aiohttp.ClientSession(timeout=TIMEOUT)


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

    def client(self, token: str | None = None) -> AsyncWebClient:
        """Return a Web API client that shares the connections and repeats nothing by itself."""
        return AsyncWebClient(
            token=token, base_url=self._api_url, session=self._session, retry_handlers=[]
        )

    async def post(self, token: str, channel: str, body: Json, thread: str | None = None) -> str:
        """Post a message and return its id (`ts`), for a direct message with a user's id as well.

        Raises RefusedError where nothing was posted, UncertainError where it may have been.
        """
        sent = {"channel": channel, **body, **_thread(thread)}
        response = await _patient(lambda: self._call(token, "chat.postMessage", sent))
        return str(response.get("ts", ""))

    async def post_once(self, token: str, channel: str, body: Json) -> str:
        """Post a message as `post` does, but raise BusyError at once where Slack is busy.

        What fails is not counted here: delivery counts what became of a brief.
        """
        sent = {"channel": channel, **body}
        response = await _judging(self.client(token).api_call("chat.postMessage", json=sent))
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

    async def open(self, token: str, trigger: str, view: Json) -> None:
        """Open a modal; the trigger is good for three seconds, so this never waits."""
        await self._call(token, "views.open", {"trigger_id": trigger, "view": view})

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

    async def workspace_of(self, token: str) -> str:
        """Return the id of the workspace that a bot token belongs to."""
        sent: Json = {}
        found = await _patient(lambda: self._call(token, "auth.test", sent))
        return str(found.get("team_id") or found.get("enterprise_id") or "")

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
        with self._counting():
            return await _judging(self.client(token).api_call(method, json=sent))

    async def _ask(self, token: str, method: str, sent: Json) -> AsyncSlackResponse:
        """Call a method that reads; Slack takes no JSON for most of them."""
        client = self.client(token)
        with self._counting():
            return await _judging(client.api_call(method, http_verb="GET", params=sent))

    async def _respond(self, url: str, sent: Json) -> None:
        with self._counting():
            await self._responded(url, sent)

    @contextmanager
    def _counting(self) -> Iterator[None]:
        try:
            yield
        except (RefusedError, UncertainError) as error:
            self._failed(str(error))
            raise

    async def _responded(self, url: str, sent: Json) -> None:
        try:
            async with self._session.post(url, json=sent) as response:
                status, text = response.status, await response.text()
                wait = response.headers.get("Retry-After")
        except aiohttp.ClientConnectorError as error:
            raise RefusedError(_UNREACHABLE) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise UncertainError(type(error).__name__) from error
        if status == _TOO_MANY:
            raise BusyError(_seconds(wait))
        if status >= _SERVER_FAULT:
            raise UncertainError(str(status))
        if status != _OK:
            raise RefusedError(text.strip()[:60] or str(status))


async def _judging(call: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
    """Wait for the call; what it fails with says whether anything may have been done."""
    try:
        return await call
    except SlackApiError as error:
        raise _judged(error) from error
    except aiohttp.ClientConnectorError as error:
        raise RefusedError(_UNREACHABLE) from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise UncertainError(type(error).__name__) from error


def _judged(error: SlackApiError) -> Exception:
    """Return what a failed call means: whether anything may have been posted."""
    response = error.response
    if not isinstance(response, AsyncSlackResponse):
        return UncertainError("unreadable")
    data = response.data if isinstance(response.data, dict) else {}
    code = str(data.get("error", ""))
    if response.status_code == _TOO_MANY:
        return BusyError(_seconds(response.headers.get("Retry-After")))
    if response.status_code >= _SERVER_FAULT or code in UNCERTAIN or not code:
        return UncertainError(code or str(response.status_code))
    return RefusedError(code)


def _seconds(header: str | None) -> float:
    return float(header) if header and header.isascii() and header.isdigit() else 1.0


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


def _thread(thread: str | None) -> Json:
    return {"thread_ts": thread} if thread else {}
