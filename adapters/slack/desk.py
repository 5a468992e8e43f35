"""Why: between what arrived and what goes out stand the same few steps, whatever the event: once
only, within the user's limit, asked of the core, made a card with button ids. It must not know how
an event looks or how a message is posted."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from adapters.slack.answers import BRIEF, with_own_help
from adapters.slack.brief import brief_message, presses, with_share
from adapters.slack.render import Card, buttons
from bot.buttons import Press, button_id, read_button

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from adapters.slack.asker import Asker
    from adapters.slack.blocks import Json
    from adapters.slack.render import Place
    from bot.knowledge.library import Library
    from bot.platforms import Services
    from bot.reply import Brief, Reply

GONE = "That button is no longer known here. Ask again with the command."


class Desk:
    """Asks the core for adapters' handlers."""

    def __init__(self, services: Services) -> None:
        """Use the core, the store and the limits that the bot was given."""
        self._services = services

    @property
    def library(self) -> Library:
        """The pack that answers now."""
        return self._services.app.library

    async def first(self, kind: str, delivery: str) -> bool:
        """Whether this delivery is new; Slack may send one several times, and to several replicas.

        What has no id cannot be told apart and counts as new.
        """
        return not delivery or await self._services.store.claim(f"slack:{kind}:{delivery}")

    def too_many(self, asker: Asker) -> str | None:
        """Count a look-up; return the sentence for who asked too often, else None."""
        limits = self._services.limits
        return None if limits.allow(asker.key, time.monotonic()) else limits.sentence

    def ask(self, text: str) -> Reply:
        """Return the answer to what was typed."""
        return self._helped(self._services.app.ask(text, _today(), self._commanded))

    def _commanded(self, verb: str) -> str:
        # Slack takes no commands in threads, which is where many try this.
        command = f"/{self.library.pack.command} {BRIEF} {verb}"
        return f"That is typed as a command, in the channel and not in a thread: {command}"

    def press(self, press: Press) -> Reply:
        """Return the answer that a button asks for."""
        return self._helped(self._services.app.press(press, _today()))

    def look_up(self, message: str) -> Reply:
        """Return the answer for what a message names."""
        return self._services.app.look_up(message, _today())

    def _helped(self, reply: Reply) -> Reply:
        return with_own_help(reply, self.library.pack.command)

    def count(self, reply: Reply) -> None:
        """Let operators see what people get for answers; never what they asked."""
        self._services.metrics.looked_up("slack", reply.kind)

    async def is_public(self, asker: Asker) -> bool:
        """Whether answers in this channel are meant for all of it."""
        store = self._services.store
        found = await store.visibility("slack", asker.workspace.key, asker.channel)
        return found == "public"

    async def read(self, value: str) -> Press | None:
        """Return the press that a button's value stands for; None where it is known no longer."""
        press = read_button(value)
        if press is None or press.kind != "kept":
            return press
        kept = await self._services.store.kept_question(press.text)
        if kept is None:
            return None
        return Press(kind=kept[0], pack=press.pack, text=kept[1], card=press.card)  # type: ignore[arg-type]

    async def ids(self, card: Card) -> Callable[[Press], str]:
        """Return the ids of a card's buttons; what is too long for one is kept under a key."""
        return await self._ids(one.press for one in buttons(card))

    async def brief(self, brief: Brief, place: Place, shared_by: str = "") -> Json:
        """Return a brief as a message; one that only the asker sees may be shared.

        `shared_by` names who showed it to all.
        """
        card = ""
        if place == "private":
            card = secrets.token_hex(6)
            brief = with_share(brief)
        ids = await self._ids(presses(brief, card))
        return brief_message(brief, ids, place=place, card=card, shared_by=shared_by)

    async def _ids(self, presses: Iterable[Press]) -> Callable[[Press], str]:
        found = {press: await self._id(press) for press in presses}
        return found.__getitem__

    async def _id(self, press: Press) -> str:
        found = button_id(press)
        if found is None:
            key = await self._services.store.keep_question(press.kind, press.text)
            kept = Press(kind="kept", pack=press.pack, text=key, card=press.card)
            found = button_id(kept) or ""
        return found


def card(
    reply: Reply, place: Place, question: str | None, page: int = 0, kept: str | None = None
) -> Card:
    """Return a card for a reply: the one that is `kept` where it replaces that, else a new one.

    Its question is the resolved one where the reply tells it, else `question`, as it was typed.
    """
    question, new = _resolved(reply) or question, secrets.token_hex(6)
    return Card(
        reply=reply, card=kept or new, shown_as=new, place=place, question=question, page=page
    )


def _today() -> date:
    # The one place where this adapter reads the day.
    return datetime.now(UTC).date()


def _resolved(reply: Reply) -> str | None:
    return next((one.text for one in reply.actions if one.kind == "share"), None)
