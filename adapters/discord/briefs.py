"""Why: what people do with a channel's brief in Discord becomes calls of the briefing desk. Who may
change a brief is asked here, at each change: that a server hides a command is no proof. It must
answer within three seconds, and the asker alone."""

from __future__ import annotations

import secrets
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from adapters.discord import post, words
from adapters.discord.brief import brief_components, presses, with_share
from adapters.discord.brief_options import read_options
from adapters.discord.controls import pack_of
from adapters.discord.naming import named
from adapters.discord.permissions import may_change, place_for, trouble_with
from adapters.discord.place import place_of
from adapters.discord.render import sentences
from adapters.discord.waiting import soon
from bot.briefing.desk import BriefDesk
from bot.briefing.verbs import read_day
from bot.buttons import moved_on
from bot.errors import AxisError, StoreError, WishError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    import discord

    from adapters.discord.brief_options import Options
    from adapters.discord.controls import Json
    from adapters.discord.permissions import Target
    from bot.briefing.desk import Outcome
    from bot.briefing.model import Place
    from bot.briefing.store import Subscriptions
    from bot.buttons import Press
    from bot.knowledge.library import Library
    from bot.limits import Limits
    from bot.reply import Brief
    from bot.store import Store

_T = TypeVar("_T")
_CARD_BYTES = 6


class Briefs:
    """Answers everything about briefs in Discord."""

    def __init__(
        self, desk: BriefDesk, library: Callable[[], Library], store: Store, limits: Limits
    ) -> None:
        """Answer from `desk`, about the pack that `library` returns, each user within `limits`."""
        self._desk = desk
        self._store = store
        self._limits = limits
        self._library = library

    async def subscribe(
        self, interaction: discord.Interaction[Any], target: Target, options: Options
    ) -> None:
        """Set up the brief of the channel, or change it; None is where it was typed."""

        async def work(place: Place, user: str) -> Outcome:
            base = await self._desk.wish_at(place)
            wish = read_options(options, self._library(), base)
            return await self._desk.subscribe(place, user, wish)

        if not await self._refused(interaction, target):
            await self._do(interaction, target, work)

    async def change(
        self, interaction: discord.Interaction[Any], target: Target, options: Options
    ) -> None:
        """Change the brief that the channel has, paused or not."""

        async def work(place: Place, user: str) -> Outcome:
            base = await self._desk.wish_to_change(place)
            if not options.given:
                raise WishError(words.NOTHING_CHOSEN)
            wish = read_options(options, self._library(), base)
            return await self._desk.change(place, user, wish)

        if not await self._refused(interaction, target):
            await self._do(interaction, target, work)

    async def switch(
        self, interaction: discord.Interaction[Any], target: Target, verb: str
    ) -> None:
        """Pause, resume or stop the channel's brief."""
        verbs = {"pause": self._desk.pause, "resume": self._desk.resume, "stop": self._desk.stop}
        posts = verb == "resume"
        if not await self._refused(interaction, target, posts=posts):
            await self._do(interaction, target, verbs[verb])

    async def status(self, interaction: discord.Interaction[Any]) -> None:
        """Tell what was posted and what comes next."""
        if not await self._eager(interaction):
            await self._tell(interaction, self._desk.status(place_for(interaction, None), _now()))

    async def why(self, interaction: discord.Interaction[Any], typed: str) -> None:
        """Tell what became of one day's brief; an empty date is the latest."""

        async def work() -> tuple[str, ...]:
            place = place_for(interaction, None)
            day = read_day(typed, await self._desk.day_at(place, _now()))
            return await self._desk.why(place, day, _now())

        if not await self._eager(interaction):
            await self._tell(interaction, work())

    async def now(self, interaction: discord.Interaction[Any]) -> None:
        """Show what would be posted today; where others are it can be shared."""
        if await self._eager(interaction):
            return
        work = self._desk.now(place_for(interaction, None), _now())
        brief = await self._soon(interaction, work, words.NOT_TOLD_NOW)
        if brief is None:
            return
        alone = place_of(interaction).alone
        card = "" if alone else secrets.token_hex(_CARD_BYTES)
        if not alone:
            brief = with_share(brief)
        await post.answer(interaction, await self._drawn(brief, card), private=not alone)

    async def _drawn(self, brief: Brief, card: str = "", sharer: str = "") -> list[Json]:
        ids = await named(presses(brief, card), self._store)
        return brief_components(brief, ids, card=card, sharer=sharer)

    async def shared(
        self, interaction: discord.Interaction[Any], press: Press
    ) -> list[Json] | None:
        """Return the components of what would be posted today, for everybody to see.

        None where the presser was told that they cannot be had.
        """
        work = self._desk.today(place_for(interaction, None), _now())
        brief = await self._soon(interaction, work, words.NOT_SHARED_NOW)
        if brief is None:
            return None
        if press.pack != pack_of(brief):
            notice = moved_on(press.pack, brief.pack)
            brief = replace(brief, notices=(*brief.notices, notice))
        return await self._drawn(brief, sharer=interaction.user.display_name)

    async def _refused(
        self, interaction: discord.Interaction[Any], target: Target, *, posts: bool = True
    ) -> bool:
        """Whether the person was told why they cannot change that; `posts` if it makes us post."""
        if await self._eager(interaction):
            return True
        trouble = None if may_change(interaction, target) else words.NOT_A_MANAGER
        if trouble is None and posts:
            trouble = trouble_with(interaction, target)
        if trouble is not None:
            await post.say(interaction, trouble)
        return trouble is not None

    async def _eager(self, interaction: discord.Interaction[Any]) -> bool:
        if self._limits.allow(f"discord:{interaction.user.id}", time.monotonic()):
            return False
        await post.say(interaction, self._limits.sentence)
        return True

    async def _do(
        self,
        interaction: discord.Interaction[Any],
        target: Target,
        work: Callable[[Place, str], Coroutine[object, object, Outcome]],
    ) -> None:
        """Carry a change out, and tell who wished it what is now; whose channel, if not here."""
        begun = work(place_for(interaction, target), str(interaction.user.id))
        outcome = await self._soon(interaction, begun, words.NOT_SET_NOW)
        if outcome is not None:
            elsewhere = target is not None and target.id != interaction.channel_id
            where = words.about_channel(target.id) if target and elsewhere else ""
            await self._answer(interaction, outcome.lines, where)

    async def _tell(
        self,
        interaction: discord.Interaction[Any],
        work: Coroutine[object, object, tuple[str, ...]],
    ) -> None:
        lines = await self._soon(interaction, work, words.NOT_TOLD_NOW)
        if lines is not None:
            await self._answer(interaction, lines)

    async def _answer(
        self, interaction: discord.Interaction[Any], lines: tuple[str, ...], where: str = ""
    ) -> None:
        private = not place_of(interaction).alone
        await post.answer(interaction, sentences(lines, above=where), private=private)

    async def _soon(
        self,
        interaction: discord.Interaction[Any],
        work: Coroutine[object, object, _T],
        failed: str,
    ) -> _T | None:
        """Return what the work returns; None where the asker was told that it came to nothing.

        `failed` is what they are told where the store does not answer in time.
        """
        try:
            return await soon(work)
        except (StoreError, TimeoutError):
            await post.say(interaction, failed)
        except AxisError as error:
            await post.say(interaction, str(error))
        return None


def counter(
    library: Callable[[], Library], subscriptions: Subscriptions, command: str
) -> BriefDesk:
    """Open Discord's briefing desk; `command` is the pack's own."""
    name = words.brief_name(command)
    # Outside of servers only direct messages have briefs.
    return BriefDesk(library, subscriptions, f"/{name}", alone=lambda place: not place.workspace)


def _now() -> datetime:
    return datetime.now(UTC)
