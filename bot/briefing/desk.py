"""Why: what people can do with a channel's briefs is the same on every platform: set up, change,
pause, resume, stop. Each change answers with the next three posting times, so that nobody has
to trust a setting. It must not know who may change what: adapters ask their platform that."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.briefing.compose import holds_something
from bot.briefing.looking import Looking, ahead, next_line
from bot.briefing.snapshot import snapshot
from bot.briefing.wording import change_words, dates_words, wish_words
from bot.errors import WishError

if TYPE_CHECKING:
    from datetime import date

    from bot.briefing.model import Place, Subscription, Wish
    from bot.knowledge.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a command.

    `lines` are for whoever gave it, in private. `public` is what everybody in the channel is told
    after the name of that person, "changed this channel's brief: …"; None where nothing changed,
    or where nobody else is.
    """

    lines: tuple[str, ...]
    public: str | None = None


class BriefDesk(Looking):
    """A platform's counter for commands about briefs."""

    async def subscribe(
        self, place: Place, who: str, wish: Wish, *, keep_paused: bool = False
    ) -> Outcome:
        """Set the channel's brief up as wished, or change the one that it has.

        One that is paused goes on, unless `keep_paused`.
        """
        now, typed = await self._subscriptions.now(), wish.schedule.skip
        wish = ahead(wish, now)
        made, former = await self._subscriptions.save(
            place, wish, who, await self._baseline(), keep_paused=keep_paused
        )
        words, called = wish_words(wish, self._library()), self._called(place)
        wished = " ".join(words)
        words += _past_lines(typed - wish.schedule.skip)
        words += _empty_lines(wish, self._library())
        if former is None:
            told = (f"{called.brief} is set up.", *words, next_line(made))
            return self._outcome(place, told, f"set up a brief for this channel. {wished}")
        changes = change_words(ahead(former.wish, now), wish, self._library())
        if former.paused is not None and made.paused is None:
            changes = "; ".join(filter(None, (changes, "no longer paused")))
        if not changes:
            told = (called.same, *words, *self._times(made))
            return Outcome(lines=told)
        first = f"{called.brief} is changed" if keep_paused else called.changed_again
        told = (f"{first}: {changes}.", *words, *self._times(made))
        return self._outcome(place, told, f"changed this channel's brief: {changes}.")

    def _outcome(self, place: Place, lines: tuple[str, ...], public: str) -> Outcome:
        return Outcome(lines=lines, public=None if self._alone(place) else public)

    async def change(self, place: Place, who: str, wish: Wish) -> Outcome:
        """Change the channel's brief; one that is paused stays so.

        Raises NoBriefError where there is none.
        """
        await self._there(place)
        return await self.subscribe(place, who, wish, keep_paused=True)

    async def wish_to_change(self, place: Place) -> Wish:
        """Return what the channel wished for; raise NoBriefError where it has no brief.

        Dates to skip that are past are left out.
        """
        return ahead((await self._there(place)).wish, await self._subscriptions.now())

    def _times(self, found: Subscription) -> tuple[str, ...]:
        """Return when the next briefs come, or how to make them come."""
        if found.paused is None:
            return (next_line(found),)
        return (f"{next_line(found)} {self._how('resume')}",)

    async def _baseline(self) -> str:
        """Keep what the pack holds now, for the first brief to compare with; return its key."""
        held = snapshot(self._library())
        await self._subscriptions.keep_snapshot(held.key, held.version, held.text)
        return held.key

    async def pause(self, place: Place, who: str) -> Outcome:
        """Post nothing until it is resumed; a brief that is being sent still arrives."""
        found = await self._there(place)
        if found.paused is not None:
            return Outcome(lines=(f"It is paused already. {self._how('resume')}",))
        await self._subscriptions.pause(place, who)
        line = f"{self._called(place).brief} is paused. {self._how('resume')}"
        return self._outcome(place, (line,), "paused this channel's brief.")

    async def resume(self, place: Place, who: str) -> Outcome:
        """Post again, from the next due time on."""
        found = await self._there(place)
        if found.paused is None:
            return Outcome(lines=("It is not paused.", next_line(found)))
        awake = await self._subscriptions.resume(place, who)
        lines = (f"{self._called(place).brief} goes on.", next_line(awake or found))
        return self._outcome(place, lines, "resumed this channel's brief.")

    async def stop(self, place: Place, who: str) -> Outcome:
        """End the channel's brief."""
        await self._there(place)
        await self._subscriptions.remove(place, who)
        line = f"{self._called(place).over} {self._how('subscribe')}"
        return self._outcome(place, (line,), "stopped this channel's brief.")

    async def wish_at(self, place: Place) -> Wish | None:
        """Return what the channel wished for; None where it has no brief, or an unreadable one.

        Dates to skip that are past are left out.
        """
        with suppress(WishError):
            found = await self._subscriptions.at(place)
            return ahead(found.wish, await self._subscriptions.now()) if found else None
        return None

    async def made_by(self, platform: str, workspace: str, user: str) -> tuple[Subscription, ...]:
        """Return the briefs that the person set up in the workspace.

        Dates to skip that are past are left out.
        """
        found = await self._subscriptions.by_maker(platform, workspace, user)
        now = await self._subscriptions.now()
        return tuple(replace(one, wish=ahead(one.wish, now)) for one in found)


def _past_lines(gone: frozenset[date]) -> tuple[str, ...]:
    return (f"Dates that are past are left out: {dates_words(gone)}.",) if gone else ()


def _empty_lines(wish: Wish, library: Library) -> tuple[str, ...]:
    """Return the line that says that no brief of this wish would hold anything, and the mend."""
    if holds_something(library, wish):
        return ()
    if holds_something(library, replace(wish, floor="all")):
        nothing = "For now the pack holds nothing on this that reaches the evidence asked for"
        return (f"{nothing}: choose all claims, or name other actors or topics.",)
    return ("For now the pack holds nothing on this: name other actors or topics.",)
