"""Why: what a failed request proves decides whether it may be made again: Slack said no and nothing
was posted, or nobody knows. It is told apart here, in one place. It must not try anything again."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.slack.refusals import BETWEEN, UNCERTAIN, UNREACHABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TOO_MANY = 429
_CLIENT_FAULT = 400
_SERVER_FAULT = 500


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


@contextmanager
def judged() -> Iterator[None]:
    """Turn whatever a request fails with into what it proves.

    Raises RefusedError where nothing was posted, UncertainError where it may have been.
    """
    try:
        yield
    except SlackApiError as error:
        raise _meant(error) from error
    except aiohttp.ClientConnectorError as error:
        raise RefusedError(UNREACHABLE) from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise UncertainError(type(error).__name__) from error


def fault_of(status: int, headers: Mapping[str, str], code: str) -> Exception:
    """Return what an answer that is no success proves; `code` is Slack's word, "" where it said
    none."""
    if status == _TOO_MANY:
        return BusyError(_seconds(headers.get("Retry-After")))
    if status >= _SERVER_FAULT or code in UNCERTAIN:
        return UncertainError(code or str(status))
    if not code and status < _CLIENT_FAULT:
        return UncertainError("unreadable")
    return RefusedError(code or f"{BETWEEN}{status}")


def _meant(error: SlackApiError) -> Exception:
    response = error.response
    # What cannot be read as JSON comes as the bare answer.
    status = int(getattr(response, "status_code", getattr(response, "status", 0)))
    data = getattr(response, "data", None)
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    return fault_of(status, getattr(response, "headers", {}), code)


def _seconds(header: str | None) -> float:
    return float(header) if header and header.isascii() and header.isdigit() else 1.0
