"""Why: a button brings its own question along, and where it stands says who sees the answer: on a
public message only who pressed, on a private one in its place. It must not repeat a share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.slack.asker import asker_of_press
from adapters.slack.desk import GONE, card
from adapters.slack.render import modal, read_action, read_place

if TYPE_CHECKING:
    from adapters.slack.answering import Answering
    from adapters.slack.asker import Asker, Body
    from adapters.slack.render import Place
    from adapters.slack.share import Sharing
    from bot.buttons import Press
    from bot.reply import Reply


class Presses:
    """Answers buttons under answers."""

    def __init__(self, answering: Answering, sharing: Sharing) -> None:
        """Answer as `answering` does; `sharing` shows cards to all."""
        self._answering = answering
        self._desk = answering.desk
        self._poster = answering.poster
        self._tokens = answering.tokens
        self._sharing = sharing

    async def press(self, body: Body) -> None:
        """Answer a press of one of our buttons."""
        if not await self._desk.first("trigger", body.get("trigger_id", "")):
            return
        action = body["actions"][0]
        asker = asker_of_press(body)
        press = await self._desk.read(action.get("value") or "")
        page = read_action(action.get("action_id", ""))
        place = read_place(action.get("block_id", ""))
        if press is None or page is None or place is None:
            await self._answering.tell(asker, GONE)
            return
        if press.kind == "share":  # no look-up: it shows what was looked up
            trouble = await self._sharing.share(asker, press, page, body)
            await self._answering.tell(asker, trouble or "")
            return
        if trouble := self._desk.too_many(asker):
            await self._answering.tell(asker, trouble)
            return
        await self._show(body, asker, place, (self._desk.press(press), press, page))

    async def _show(
        self, body: Body, asker: Asker, place: Place, found: tuple[Reply, Press, int]
    ) -> None:
        """Show what a button asked for: in place where only its presser sees that place."""
        if place in {"home", "modal"}:
            await self._show_view(body, asker, place, found)
            return
        reply, press, page = found
        shown: Place = "direct" if place == "direct" else "private"
        kept = press.card if place == "private" else None
        content = await self._answering.content(reply, shown, press.text, page, kept)
        await self._poster.respond(
            asker.response_url,
            content,
            private=place != "direct",
            replace=place != "public",
            thread=asker.thread,
        )

    async def _show_view(
        self, body: Body, asker: Asker, place: Place, found: tuple[Reply, Press, int]
    ) -> None:
        token = await self._tokens.of(asker.workspace)
        if token is None:
            return
        reply, press, page = found
        self._desk.count(reply)
        shown = card(reply, "modal", press.text, page)
        view = modal(self._desk.library.pack.command.title(), shown, await self._desk.ids(shown))
        if place == "home":
            await self._poster.open(token, body["trigger_id"], view)
        else:
            await self._poster.update(token, body["view"]["id"], view)
