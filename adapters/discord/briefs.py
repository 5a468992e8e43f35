"""Why: what people do with a channel's brief in Discord becomes calls of the briefing desk. Who may
change a brief is asked here, at each change: that a server hides a command is no proof. It must
answer within three seconds, and the asker alone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from adapters.discord import post, words
from adapters.discord.brief import brief_components, presses
from adapters.discord.naming import named
from adapters.discord.permissions import Target, can_post, may_change, place_for
from adapters.discord.render import sentences
from adapters.discord.waiting import soon
from bot.briefing.terms import read_dates
from bot.briefing.wishes import read_wish
from bot.errors import AxisError, StoreError
from bot.reply import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    import discord

    from adapters.discord.controls import Json
    from bot.briefing.desk import BriefDesk, Outcome
    from bot.knowledge.library import Library
    from bot.store import Store

_T = TypeVar("_T")
_CARD_BYTES = 6
#: what sharing a brief asks
BRIEF = "brief"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was chosen or typed; None is left as it is, or as is usual."""

    time: str | None = None
    zone: str | None = None
    days: str | None = None
    skip: str | None = None
    about: str | None = None
    claims: str | None = None
    unchanged: str | None = None

    @property
    def text(self) -> str:
        """The options in the one-line form that every platform reads."""
        parts = (
            self.time,
            self.zone,
            self.days,
            self.skip and f"except {self.skip}",
            self.claims and f"floor {self.claims}",
            self.unchanged and f"unchanged {self.unchanged}",
            self.about and f"about {self.about}",
        )
        return " ".join(part.strip() for part in parts if part)


class Briefs:
    """Answers everything about briefs in Discord."""

    def __init__(self, desk: BriefDesk, library: Callable[[], Library], store: Store) -> None:
        """Answer from `desk`, about the pack that `library` returns."""
        self._desk = desk
        self._store = store
        self._library = library

    async def subscribe(
        self, interaction: discord.Interaction[Any], target: Target, options: Options
    ) -> None:
        """Set up or change the brief of the channel; None is the one in which it was typed."""
        if not await self._allowed(interaction, target):
            return
        if trouble := can_post(interaction, target):
            await post.say(interaction, trouble)
            return
        place, user = place_for(interaction, target), str(interaction.user.id)

        async def work() -> tuple[str, ...]:
            base = await self._desk.wish_at(place)
            wish = read_wish(options.text, self._library(), base)
            return (await self._desk.subscribe(place, user, wish)).lines

        await self._tell(interaction, work())

    async def change(
        self, interaction: discord.Interaction[Any], target: Target, verb: str
    ) -> None:
        """Pause, resume or stop the channel's brief."""
        if not await self._allowed(interaction, target):
            return
        place, user = place_for(interaction, target), str(interaction.user.id)

        async def work() -> tuple[str, ...]:
            outcome: Outcome
            if verb == "pause":
                outcome = await self._desk.pause(place, user)
            elif verb == "resume":
                outcome = await self._desk.resume(place, user)
            else:
                outcome = await self._desk.stop(place, user)
            return outcome.lines

        await self._tell(interaction, work())

    async def status(self, interaction: discord.Interaction[Any]) -> None:
        """Tell what was posted and what comes next."""
        await self._tell(interaction, self._desk.status(place_for(interaction, None), _now()))

    async def why(self, interaction: discord.Interaction[Any], date: str) -> None:
        """Tell what became of one day's brief; an empty date is the latest."""

        async def work() -> tuple[str, ...]:
            day = min(read_dates(date)) if date.strip() else None
            return await self._desk.why(place_for(interaction, None), day, _now())

        await self._tell(interaction, work())

    async def now(self, interaction: discord.Interaction[Any]) -> None:
        """Show what would be posted today."""
        place = place_for(interaction, None)
        brief = await self._soon(interaction, self._desk.now(place, _now()))
        if brief is None:
            return
        card = secrets.token_hex(_CARD_BYTES)
        share = Action(kind="share", label="Share", text=BRIEF)
        shown = replace(brief, actions=(*brief.actions, share))
        ids = await named(presses(shown, card), self._store)
        await post.answer(interaction, brief_components(shown, ids, card=card), private=True)

    async def shared(self, interaction: discord.Interaction[Any]) -> list[Json]:
        """Return the components of what would be posted today, for everybody to see."""
        brief = await self._desk.now(place_for(interaction, None), _now())
        shared = f"Shared by {interaction.user.display_name}."
        brief = replace(brief, notices=(*brief.notices, shared))
        return brief_components(brief, await named(presses(brief), self._store))

    async def _allowed(self, interaction: discord.Interaction[Any], target: Target) -> bool:
        if may_change(interaction, target):
            return True
        await post.say(interaction, words.NOT_A_MANAGER)
        return False

    async def _tell(
        self,
        interaction: discord.Interaction[Any],
        work: Coroutine[object, object, tuple[str, ...]],
    ) -> None:
        lines = await self._soon(interaction, work)
        if lines is not None:
            await post.answer(interaction, sentences(lines), private=True)

    async def _soon(
        self, interaction: discord.Interaction[Any], work: Coroutine[object, object, _T]
    ) -> _T | None:
        """Return what the work returns; None where the asker was told that it came to nothing."""
        try:
            return await soon(work)
        except (StoreError, TimeoutError):
            await post.say(interaction, words.WENT_WRONG)
        except AxisError as error:
            await post.say(interaction, str(error))
        return None


def _now() -> datetime:
    return datetime.now(UTC)
