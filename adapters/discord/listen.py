"""Why: a native event becomes a question to the core, and its reply a message where the person
asked or pressed. It must answer at once, hold no message, and decide nothing about an answer."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from adapters.discord import post, words
from adapters.discord.brief import BRIEF
from adapters.discord.controls import Showing
from adapters.discord.naming import meant, names
from adapters.discord.place import Place, place_of
from adapters.discord.render import render
from adapters.discord.share import card_key, share
from adapters.discord.visibility import is_public, tell_or_set
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import discord

    from adapters.discord.briefs import Briefs
    from bot.buttons import Press
    from bot.platforms import Services
    from bot.reply import Reply

_log = logging.getLogger(__name__)
_CARD_BYTES = 6
_SECONDS_TO_FINISH = 7.0


def _today() -> date:
    """Return the day in UTC: the one place where this adapter reads the clock."""
    return datetime.now(UTC).date()


class Listener:
    """Answers what people ask and press in Discord."""

    def __init__(self, services: Services, briefs: Briefs) -> None:
        """Answer from the app of the services; `briefs` knows what would be posted today."""
        self._briefs = briefs
        self.app = services.app
        self._store = services.store
        self._limits = services.limits
        self._metrics = services.metrics
        self._busy: set[asyncio.Task[object]] = set()
        #: lines that help ends with, with clickable mentions once their ids are known
        self.commands: tuple[str, ...] = ()

    async def command(self, interaction: discord.Interaction, query: str, show: str) -> None:
        """Answer a question that was typed; `show` is "me", "everyone" or "" for the channel's."""
        with self.working():
            if await self._refused(interaction):
                return
            place = place_of(interaction)
            name = words.brief_name(self.app.library.pack.command)
            reply = self.app.ask(query, _today(), lambda verb: words.commanded(name, verb))
            public = show == "everyone" if show else await is_public(place, self._store)
            await self._show(interaction, reply, place, asked=query, public=public)

    async def menu(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Answer for what a message names, to whom answers in the channel are shown."""
        with self.working():
            if await self._refused(interaction):
                return
            reply = self.app.look_up(text_of(message), _today())
            place = place_of(interaction)
            public = await is_public(place, self._store)
            await self._show(interaction, reply, place, asked="", public=public)

    async def channel(self, interaction: discord.Interaction, answers: str) -> None:
        """Tell or set who sees the answers in a channel; `answers` is "me", "everyone" or ""."""
        with self.working():
            await tell_or_set(interaction, answers, self._store)

    async def press(self, interaction: discord.Interaction, press: Press, page: int) -> None:
        """Answer a button or an offer that was chosen from a list."""
        with self.working():
            try:
                asked = await meant(press, self._store)
            except (StoreError, TimeoutError):
                await post.say(interaction, words.WENT_WRONG)
                return
            if asked is None:
                await post.say(interaction, words.BUTTON_FORGOTTEN)
            elif asked.kind == "share":
                await self._share(interaction, asked, page)
            elif not await self._refused(interaction):
                await self._turn(interaction, asked, page)

    async def unknown(self, interaction: discord.Interaction) -> None:
        """Say that a button is none that can be read."""
        with self.working():
            await post.say(interaction, words.BUTTON_UNKNOWN)

    async def finish(self) -> None:
        """Wait for the answers that are under way, a few seconds at most."""
        await asyncio.sleep(0)
        if self._busy:
            await asyncio.wait(self._busy, timeout=_SECONDS_TO_FINISH)

    async def _turn(self, interaction: discord.Interaction, press: Press, page: int) -> None:
        """Show another side of an answer: in its place, or to the presser of a public one."""
        place = place_of(interaction)
        reply = self.app.press(press, _today())
        message = interaction.message
        in_place = message is not None and (message.flags.ephemeral or place.alone)
        if not (in_place and press.card):  # what bears no card stays: a brief, what was shared
            await self._answer(interaction, reply, place, asked=press.text, public=False, page=page)
            return
        self._metrics.looked_up("discord", reply.kind)
        asked = question_of(reply, press.text)
        showing = self._showing(place, asked=asked, card=press.card, page=page)
        await post.replace(interaction, await self._drawn(reply, showing))

    async def _share(self, interaction: discord.Interaction, press: Press, page: int) -> None:
        place = place_of(interaction)
        if press.text == BRIEF and not place.forced:
            brief = await self._briefs.shared(interaction, press)
            if brief is not None:
                await share(interaction, card_key(press, page), brief, self._store)
            return
        reply = self.app.press(press, _today())
        if place.forced:
            await post.say(interaction, words.FORCED)
        elif not reply.shareable:
            await post.say(interaction, words.NOT_SHAREABLE)
        else:
            name = interaction.user.display_name
            showing = Showing(asked=press.text, page=page, shared=True, sharer=name)
            components = await self._drawn(reply, showing)
            await share(interaction, card_key(press, page), components, self._store)

    async def _show(
        self,
        interaction: discord.Interaction,
        reply: Reply,
        place: Place,
        *,
        asked: str,
        public: bool,
    ) -> None:
        """Answer a new question, for all only where it has an answer and Discord lets them see."""
        public = public and reply.shareable and not place.alone
        if public and place.forced:
            public = False
            reply = replace(reply, notices=(*reply.notices, words.FORCED))
        await self._answer(interaction, reply, place, asked=asked, public=public)

    async def _answer(  # noqa: PLR0913 - each is a word of the sentence
        self,
        interaction: discord.Interaction,
        reply: Reply,
        place: Place,
        *,
        asked: str,
        public: bool,
        page: int = 1,
    ) -> None:
        self._metrics.looked_up("discord", reply.kind)
        asked = question_of(reply, asked)
        showing = self._showing(place, asked=asked, card=_new_card(), page=page)
        if public:
            showing = Showing(asked=asked, page=page, shared=True)
        components = await self._drawn(reply, showing)
        private = not public and not place.alone
        await post.answer(interaction, components, private=private)

    def _showing(self, place: Place, *, asked: str, card: str, page: int) -> Showing:
        return Showing(
            asked=asked, card=card, page=page, share=not place.alone, commands=self.commands
        )

    async def _drawn(self, reply: Reply, showing: Showing) -> list[dict[str, object]]:
        return render(reply, showing, await names(reply, showing, self._store))

    async def _refused(self, interaction: discord.Interaction) -> bool:
        if self._limits.allow(f"discord:{interaction.user.id}", time.monotonic()):
            return False
        await post.say(interaction, self._limits.sentence)
        return True

    @contextmanager
    def working(self) -> Iterator[None]:
        """Let a stop wait for what is done meanwhile."""
        task = asyncio.current_task()
        if task is not None:
            self._busy.add(task)
        try:
            yield
        finally:
            if task is not None:
                self._busy.discard(task)


def _new_card() -> str:
    return secrets.token_hex(_CARD_BYTES)


def question_of(reply: Reply, typed: str) -> str:
    """Return the question that gives this answer again, resolved where the reply tells it."""
    texts = {action.kind: action.text for action in reply.actions}
    if texts.get("share"):
        return texts["share"]
    # A message was looked up: its question stands in what asks for the sources of the answer.
    return " ".join(typed.split()) or texts.get("sources", "").partition(" ")[2]


def text_of(message: discord.Message) -> str:
    """Return what a person reads in the message: its text, and its embeds' titles and texts."""
    parts = [message.content]
    parts += [part for embed in message.embeds for part in (embed.title, embed.description) if part]
    return "\n".join(parts)
