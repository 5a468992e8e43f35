"""Why: what one person looked up may be shown to all, once. A share that surely failed may be tried
again, one whose fate is unknown may not: a channel must not get the same card twice."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.slack.answers import BRIEF
from adapters.slack.asker import name_of
from adapters.slack.desk import card
from adapters.slack.failures import BusyError, RefusedError, UncertainError
from adapters.slack.render import message, pack_of
from bot.buttons import moved_on

if TYPE_CHECKING:
    from adapters.slack.answering import Answering
    from adapters.slack.asker import Asker, Body
    from adapters.slack.blocks import Json
    from adapters.slack.briefs import Briefs
    from bot.buttons import Press
    from bot.store import Store

_log = logging.getLogger(__name__)

AGAIN = "This answer was shared already."
UNKNOWN = (
    "Slack did not say whether this was posted. If it does not appear here, ask again and share"
    " the new answer."
)
#: where the bot is no member, Slack lets the person who pressed post through it
_NO_MEMBER = frozenset({"not_in_channel", "channel_not_found"})
_WHY = {
    "is_archived": "the channel is archived",
    "restricted_action": "only some members may post in this channel",
    "restricted_action_read_only_channel": "only some members may post in this channel",
    "restricted_action_thread_only_channel": "this channel takes new messages only in threads",
    "restricted_action_thread_locked": "this thread is locked",
}


def card_key(press: Press, page: int) -> str:
    """Return what is shared once: this page of this question on this private message."""
    side = f"{page}\n{press.text}".encode("utf-8", "surrogatepass")
    return f"slack:{press.card}:{hashlib.sha256(side).hexdigest()[:12]}"


class Sharing:
    """Posts a private card for all to see."""

    def __init__(self, answering: Answering, store: Store, briefs: Briefs) -> None:
        """Remember in the store what was shared; `briefs` says what a brief would be."""
        self._desk = answering.desk
        self._briefs = briefs
        self._store = store
        self._poster = answering.poster
        self._tokens = answering.tokens

    async def share(self, asker: Asker, press: Press, page: int, body: Body) -> str | None:
        """Post the card that the press names; return what to tell who pressed, None if well."""
        key = card_key(press, page)
        if not await self._store.share_once(key):
            return AGAIN
        try:
            content = await self._content(asker, press, page, name_of(body))
            sent = await self._post(asker, content)
        except UncertainError as error:
            _log.warning("share of unknown fate", extra={"why": str(error)})
            return UNKNOWN
        except RefusedError as error:
            await self._store.unshare(key)
            return _refused(error)
        except Exception:
            await self._store.unshare(key)
            raise
        if sent:
            await self._store.shared_as(key, sent)
        return None

    async def _content(self, asker: Asker, press: Press, page: int, name: str) -> Json:
        if press.text == BRIEF:
            brief = await self._briefs.today_at(asker)
            if press.pack != pack_of(brief):
                notice = moved_on(press.pack, brief.pack)
                brief = replace(brief, notices=(*brief.notices, notice))
            return await self._desk.brief(brief, "public", name)
        reply = self._desk.press(press)
        shown = replace(card(reply, "public", press.text, page), shared_by=name)
        return message(shown, await self._desk.ids(shown))

    async def _post(self, asker: Asker, content: Json) -> str:
        """Return the id of the message; empty where Slack returns none."""
        try:
            token = await self._tokens.of(asker.workspace)
            if token:
                return await self._poster.post(token, asker.channel, content, asker.thread)
        except RefusedError as error:
            if error.code not in _NO_MEMBER:
                raise
        await self._poster.respond(
            asker.response_url, content, private=False, replace=False, thread=asker.thread
        )
        return ""


def _refused(error: RefusedError) -> str:
    if isinstance(error, BusyError):
        return f"Slack is busy; nothing was shared. Press Share again in {error.seconds:.0f} s."
    _log.warning("share refused", extra={"why": error.code})
    return f"Nothing was shared: {_WHY.get(error.code, f'Slack says {error.code}')}."
