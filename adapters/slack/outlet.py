"""Why: briefs go to Slack through here, once: Slack keeps no nonce, so a post whose fate is unknown
is never repeated, and each of Slack's refusals is told apart by what it proves. It must not decide
when to try again."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from adapters.slack.failures import BusyError, RefusedError, UncertainError
from adapters.slack.refusals import GONE, NO_TOKEN, OURS, is_transient, words_for
from adapters.slack.render import note_about
from bot.briefing.outlet import NotAskedError, NotPostedError, Pace, UnknownFateError
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from adapters.slack.blocks import Json
    from adapters.slack.desk import Desk
    from adapters.slack.install import Tokens
    from adapters.slack.post import Poster
    from bot.briefing.model import Place
    from bot.reply import Brief

_log = logging.getLogger(__name__)

#: Slack: about one message a second in a channel, several hundred a minute in a workspace
PACE = Pace(a_second_a_place=1.0, a_minute_a_workspace=200.0)
_SECONDS_UNTIL_WELL = 30.0
_STORE = "database"
_UNKNOWN = "Slack did not say whether it was posted."
_ANEW = "The app was installed again meanwhile."


class SlackOutlet:
    """Slack, as delivery uses it."""

    platform = "slack"
    pace = PACE
    nonce_kept: timedelta | None = None

    def __init__(self, desk: Desk, poster: Poster, tokens: Tokens) -> None:
        """Post through `poster`, each workspace with its own token; `desk` makes the message."""
        self._desk = desk
        self._poster = poster
        self._tokens = tokens

    async def post(self, place: Place, brief: Brief, nonce: str) -> str:
        """Post the brief and return its `ts`; raise NotPostedError or UnknownFateError."""
        del nonce
        with _nothing_left():
            content = await self._desk.brief(brief, "public")
        return await self._send(place, place.channel, content)

    async def tell(self, place: Place, user: str, text: str) -> None:
        """Send a direct message about a channel; raise NotPostedError or UnknownFateError."""
        await self._send(place, user, note_about(place.channel, text))

    async def _send(self, place: Place, channel: str, body: Json) -> str:
        with _nothing_left():
            token = await self._tokens.kept_under(place.workspace)
        if token is None:
            raise NotAskedError(NO_TOKEN, words_for(NO_TOKEN), permanent=True, gone=True)
        try:
            return await self._poster.post_once(token, channel, body)
        except BusyError as error:
            words = words_for(error.code)
            raise NotPostedError(error.code, words, permanent=False, wait=error.seconds) from error
        except RefusedError as error:
            if error.code in GONE:
                await self._check_gone(token, place, error.code)
            if error.code in OURS:
                told = {"workspace": place.workspace, "channel": channel, "code": error.code}
                _log.error("slack refused the form of a message", extra=told)
            raise _refused(error.code) from error
        except UncertainError as error:
            raise UnknownFateError(str(error), _UNKNOWN) from error

    async def _check_gone(self, token: str, place: Place, code: str) -> None:
        """Delete a dead token; raise NotPostedError where that does not mean that the app is gone.

        Whoever installed it again meanwhile brought a new token. Where the database does not
        answer, who posts there next finds the same.
        """
        _log.warning("slack token dead", extra={"workspace": place.workspace})
        try:
            await self._tokens.forget_dead(token)
            anew = await self._tokens.kept_under(place.workspace) is not None
        except StoreError as error:
            wait = _SECONDS_UNTIL_WELL
            raise NotPostedError(code, words_for(code), permanent=False, wait=wait) from error
        if anew:
            raise NotPostedError(code, _ANEW, permanent=False)


@contextmanager
def _nothing_left() -> Iterator[None]:
    """Tell of a database that does not answer: nothing was asked of Slack."""
    try:
        yield
    except StoreError as error:
        wait = _SECONDS_UNTIL_WELL
        raise NotAskedError(_STORE, str(error), permanent=False, wait=wait) from error


def _refused(code: str) -> NotPostedError:
    if code in OURS:
        # No wait is named, as that would keep the workspace's other channels waiting, too.
        return NotPostedError(code, words_for(code), permanent=False)
    transient = is_transient(code)
    wait = _SECONDS_UNTIL_WELL if transient else 0.0
    return NotPostedError(
        code, words_for(code), permanent=not transient, wait=wait, gone=code in GONE
    )
