"""Why: every answer is made in the same way: a card, its button ids, a message. It must not
know which event it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.slack.desk import card
from adapters.slack.render import message, note

if TYPE_CHECKING:
    from adapters.slack.asker import Asker
    from adapters.slack.blocks import Json
    from adapters.slack.desk import Desk
    from adapters.slack.install import Tokens
    from adapters.slack.post import Poster
    from adapters.slack.render import Place
    from bot.reply import Reply


class Answering:
    """What handlers of events share: the desk, the door to Slack and the tokens for it."""

    def __init__(self, desk: Desk, poster: Poster, tokens: Tokens) -> None:
        """Answer with what `desk` gives, through `poster`."""
        self.desk = desk
        self.poster = poster
        self.tokens = tokens

    async def content(
        self,
        reply: Reply,
        place: Place,
        question: str | None,
        page: int = 0,
        kept: str | None = None,
    ) -> Json:
        """Return the message for a reply; `question` asks it again.

        `kept` is the card that it replaces, None for one of its own.
        """
        self.desk.count(reply)
        shown = card(reply, place, question, page, kept)
        return message(shown, await self.desk.ids(shown))

    async def tell(self, asker: Asker, text: str) -> None:
        """Tell one person something of ours, beside what they see."""
        if text and asker.response_url:
            await self.poster.respond(
                asker.response_url, note(text), private=True, replace=False, thread=asker.thread
            )
