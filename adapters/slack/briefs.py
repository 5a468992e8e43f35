"""Why: people talk about a channel's brief where they are: what they type after the command becomes
calls of the briefing desk. What is only looked at is for everybody, in private. It must act on
nothing but the asker's own workspace."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from adapters.slack.answers import BRIEF
from adapters.slack.asker import asker_of_command, name_of
from adapters.slack.changing import place_of
from adapters.slack.render import notes
from bot.briefing.asking import brief_asked
from bot.briefing.verbs import read_day, read_verb, verb_of
from bot.briefing.wishes import read_wish
from bot.errors import AxisError

if TYPE_CHECKING:
    from adapters.slack.answering import Answering
    from adapters.slack.asker import Asker, Body
    from adapters.slack.changing import Changing
    from adapters.slack.filling import Filling
    from bot.briefing.desk import BriefDesk
    from bot.knowledge.library import Library
    from bot.reply import Brief


def words_for_briefs(text: str, library: Library) -> str | None:
    """Return what follows the word for briefs; None for a question.

    None, too, where a brief about something is asked for: that is answered as everywhere.
    """
    first, _, rest = text.strip().partition(" ")
    if first.casefold() != BRIEF:
        return None
    word = rest.split()[0] if rest.strip() else ""
    if word and verb_of(word) is None and brief_asked(text, library) is not None:
        return None
    return rest.strip()


class Briefs:
    """Answers what people type about briefs."""

    def __init__(
        self, answering: Answering, desk: BriefDesk, changing: Changing, filling: Filling
    ) -> None:
        """Answer from `desk`; `changing` changes briefs, `filling` has the form for it."""
        self._answering = answering
        self._desk = desk
        self._changing = changing
        self._filling = filling

    async def command(self, body: Body, text: str) -> None:
        """Do what was typed after the word for briefs."""
        asker = asker_of_command(body)
        try:
            verb, rest = read_verb(text)
            if verb in {"subscribe", "change"} and not rest:
                trigger = str(body.get("trigger_id", ""))
                await self._filling.open(asker, trigger, asker.channel, verb)
            elif verb == "now":
                await self._show(asker)
            else:
                await self._tell(asker, await self._do(asker, name_of(body), verb, rest))
        except AxisError as error:
            await self._tell(asker, (str(error),))

    async def _show(self, asker: Asker) -> None:
        content = await self._answering.desk.brief(await self._now_at(asker), "private")
        poster = self._answering.poster
        await poster.respond(asker.response_url, content, private=True, replace=False)

    async def _do(self, asker: Asker, name: str, verb: str, rest: str) -> tuple[str, ...]:
        place, now = place_of(asker, asker.channel), datetime.now(UTC)
        match verb:
            case "status":
                return await self._desk.status(place, now)
            case "why":
                day = read_day(rest, await self._desk.day_at(place, now))
                return await self._desk.why(place, day, now)
            case "subscribe" | "change":
                known = self._desk.wish_to_change if verb == "change" else self._desk.wish_at
                wish = read_wish(rest, self._answering.desk.library, await known(place))
                return await self._changing.save(asker, name, asker.channel, verb, wish)
            case _:
                return await self._changing.change(asker, name, asker.channel, verb)

    async def _tell(self, asker: Asker, lines: tuple[str, ...]) -> None:
        await self._answering.poster.respond(
            asker.response_url, notes(lines), private=True, replace=False
        )

    async def _now_at(self, asker: Asker) -> Brief:
        return await self._desk.now(place_of(asker, asker.channel), datetime.now(UTC))

    async def today_at(self, asker: Asker) -> Brief:
        """Return today's brief where the asker is, without what concerns the asker alone."""
        return await self._desk.today(place_of(asker, asker.channel), datetime.now(UTC))
