"""Why: people set a channel's brief up where they talk. What they type, fill in and press here
becomes calls of the briefing desk; Slack is asked first whether the bot can post there, and every
change is told to the channel. It must act on nothing but the asker's own workspace."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from adapters.slack.asker import asker_of_command, asker_of_press, name_of
from adapters.slack.desk import BRIEF
from adapters.slack.form import Filled, form, options, page, read_form
from adapters.slack.post import RefusedError
from adapters.slack.refusals import words_for
from adapters.slack.render import note, notes
from bot.briefing.model import Place
from bot.briefing.terms import read_dates
from bot.briefing.verbs import read_verb
from bot.briefing.wishes import read_wish
from bot.briefing.zones import find_zones
from bot.errors import AxisError, SetupError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from typing import Any

    from adapters.slack.answering import Answering
    from adapters.slack.asker import Asker, Body
    from adapters.slack.blocks import Json
    from adapters.slack.managing import Managing
    from bot.briefing.desk import BriefDesk, Outcome
    from bot.briefing.model import Subscription, Wish
    from bot.reply import Brief

#: Slack keeps a trigger for three seconds; the form waits for what it begins with no longer
_SECONDS_TO_PREFILL = 1.0
CHECKING = "Checking…"
HERE = "The brief will come here."
#: the ids of buttons about briefs
PRESSED = re.compile(r"^brief\.(change|pause|resume)\.")
_GONE = "This workspace has not installed the app. Install it, then try again."


def words_for_briefs(text: str) -> str | None:
    """Return what follows the word for briefs; None for a question."""
    first, _, rest = text.strip().partition(" ")
    return rest.strip() if first.casefold() == BRIEF else None


class Briefs:
    """Answers everything about briefs in Slack."""

    def __init__(self, answering: Answering, desk: BriefDesk, managing: Managing) -> None:
        """Answer from `desk`; `managing` says who may change what."""
        self._answering = answering
        self._desk = desk
        self._managing = managing
        self._poster = answering.poster
        self._tokens = answering.tokens

    async def command(self, body: Body, text: str) -> None:
        """Do what was typed after the word for briefs."""
        asker = asker_of_command(body)
        name = str(body.get("user_name") or "A member")
        try:
            verb, rest = read_verb(text)
            if verb in {"subscribe", "change"} and not rest:
                await self._open(asker, str(body.get("trigger_id", "")), asker.channel)
                return
            await self._do(asker, name, verb, rest)
        except AxisError as error:
            await self._answering.tell(asker, str(error))

    async def _do(self, asker: Asker, name: str, verb: str, rest: str) -> None:
        place, now = _place(asker, asker.channel), _now()
        match verb:
            case "now":
                brief = await self.now_at(asker)
                content = await self._answering.desk.brief(brief, "private")
                await self._poster.respond(asker.response_url, content, private=True, replace=False)
                return
            case "status":
                lines = await self._desk.status(place, now)
            case "why":
                day = min(read_dates(rest)) if rest else None
                lines = await self._desk.why(place, day, now)
            case "subscribe" | "change":
                base = await self._desk.wish_at(place)
                wish = read_wish(rest, self._answering.desk.library, base)
                lines = await self._subscribe(asker, name, place, wish)
            case _:
                lines = await self._change(asker, name, place, verb)
        await self._tell(asker, lines)

    async def _tell(self, asker: Asker, lines: tuple[str, ...]) -> None:
        await self._poster.respond(asker.response_url, notes(lines), private=True, replace=False)

    async def _subscribe(
        self, asker: Asker, name: str, place: Place, wish: Wish
    ) -> tuple[str, ...]:
        """Save the wish if the bot can post there and the asker is a member; return what to say."""
        token = await self._allowed(asker)
        try:
            await self._poster.whisper(token, place.channel, asker.user, note(HERE))
        except RefusedError as error:
            raise SetupError(words_for(error.code)) from error
        outcome = await self._desk.subscribe(place, asker.user, wish)
        return await self._made_known(token, name, place, outcome)

    async def _change(self, asker: Asker, name: str, place: Place, verb: str) -> tuple[str, ...]:
        token = await self._allowed(asker)
        changes: Mapping[str, Callable[[], Awaitable[Outcome]]] = {
            "pause": lambda: self._desk.pause(place, asker.user),
            "resume": lambda: self._desk.resume(place, asker.user),
            "stop": lambda: self._desk.stop(place, asker.user),
        }
        return await self._made_known(token, name, place, await changes[verb]())

    async def _allowed(self, asker: Asker) -> str:
        """Return the workspace's token; raise SetupError for who may not change briefs."""
        token = await self._tokens.of(asker.workspace)
        if token is None:
            raise SetupError(_GONE)
        trouble = await self._managing.trouble(asker, "this channel's brief")
        if trouble:
            raise SetupError(trouble)
        return token

    async def _made_known(
        self, token: str, name: str, place: Place, outcome: Outcome
    ) -> tuple[str, ...]:
        """Tell the channel who changed what; return what to tell the person."""
        if outcome.public is None:
            return outcome.lines
        try:
            await self._poster.post(token, place.channel, note(f"{name} {outcome.public}"))
        except RefusedError as error:
            return (*outcome.lines, words_for(error.code))
        return outcome.lines

    async def _open(self, asker: Asker, trigger: str, channel: str) -> None:
        token = await self._tokens.of(asker.workspace)
        if token is None:
            raise SetupError(_GONE)
        wish, zone = None, None
        with suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS_TO_PREFILL):
                wish = await self._desk.wish_at(_place(asker, channel))
                zone = None if wish else await self._managing.zone_of(token, asker.user)
        filled = Filled(channel=channel, wish=wish, zone=zone)
        await self._poster.open(token, trigger, form(filled, self._answering.desk.library))

    def judge(self, body: Body) -> Json:
        """Return how a filled-in form is acknowledged: its faults at their fields, or a wait."""
        sent = read_form(body["view"], self._answering.desk.library)
        if sent.errors:
            return {"response_action": "errors", "errors": dict(sent.errors)}
        return {"response_action": "update", "view": page([CHECKING])}

    async def submitted(self, body: Body) -> None:
        """Save what was filled in, and say in the form's place what became of it."""
        sent = read_form(body["view"], self._answering.desk.library)
        asker = asker_of_press(body)
        if sent.wish is None:
            return
        place = _place(asker, sent.channel)
        try:
            lines = await self._subscribe(asker, name_of(body), place, sent.wish)
        except AxisError as error:
            lines = (str(error),)
        token = await self._tokens.of(asker.workspace)
        if token is not None:
            await self._poster.update(token, body["view"]["id"], page(lines))

    def zones(self, body: Body) -> list[Json]:
        """Return the zones that begin as typed; from memory, as Slack waits."""
        return options(find_zones(str(body.get("value") or "")), _now())

    async def now_at(self, asker: Asker) -> Brief:
        """Return what would be posted today where the asker is."""
        return await self._desk.now(_place(asker, asker.channel), _now())

    async def made_by(self, asker: Asker) -> tuple[Subscription, ...]:
        """Return the briefs that this person set up, for their App Home."""
        return await self._desk.made_by("slack", asker.workspace.key, asker.user)

    async def press(self, body: Body) -> None:
        """Change, pause or resume a brief from the App Home of who set it up.

        The button's value is the channel's id.
        """
        action: Mapping[str, Any] = body["actions"][0]
        asker = asker_of_press(body)
        verb = str(action["action_id"]).split(".")[1]
        channel = str(action.get("value", ""))
        trigger = str(body.get("trigger_id", ""))
        if channel not in {one.place.channel for one in await self.made_by(asker)}:
            return
        if verb == "change":
            await self._open(asker, trigger, channel)
            return
        try:
            lines = await self._change(asker, name_of(body), _place(asker, channel), verb)
        except AxisError as error:
            lines = (str(error),)
        token = await self._tokens.of(asker.workspace)
        if token is not None:
            await self._poster.open(token, trigger, page(lines))


def _place(asker: Asker, channel: str) -> Place:
    # The workspace is the one that Slack signed for, whatever stands in a form or on a button.
    return Place(platform="slack", workspace=asker.workspace.key, channel=channel)


def _now() -> datetime:
    return datetime.now(UTC)
