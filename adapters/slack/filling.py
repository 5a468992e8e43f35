"""Why: setting a brief up by a form takes three exchanges with Slack, each with its own clock: a
trigger is good for three seconds, faults are shown at their fields only in the acknowledgement,
and what became of it comes after. It must leave nobody before a form that says nothing."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from adapters.slack.answers import BRIEF
from adapters.slack.asker import asker_of_press, is_direct, name_of
from adapters.slack.changing import NO_ANSWER, NOT_INSTALLED, WHAT, place_of
from adapters.slack.failures import RefusedError, UncertainError
from adapters.slack.filled import read_form
from adapters.slack.form import Filled, form, options, page
from adapters.slack.prefill import ONE_LINE, OVERFULL, to_come, too_long, with_past
from adapters.slack.reception import FAULT
from adapters.slack.render import note
from bot.briefing.wishes import EXAMPLE
from bot.briefing.zones import find_zones
from bot.errors import AxisError, SetupError

if TYPE_CHECKING:
    from adapters.slack.answering import Answering
    from adapters.slack.asker import Asker, Body
    from adapters.slack.blocks import Json
    from adapters.slack.changing import Changing
    from adapters.slack.filled import Sent
    from adapters.slack.managing import Managing
    from bot.briefing.desk import BriefDesk

#: Slack keeps a trigger for three seconds; what the form begins with is waited for no longer
_SECONDS_TO_PREFILL = 1.5
CHECKING = "Checking…"
TOO_LATE = "The form could not be opened in time. Try again"


class Filling:
    """Opens the form, judges what was filled in, and saves it."""

    def __init__(
        self, answering: Answering, desk: BriefDesk, managing: Managing, changing: Changing
    ) -> None:
        """Save through `changing`; `desk` and `managing` tell what the form begins with."""
        self._desk = desk
        self._answering_desk = answering.desk
        self._managing = managing
        self._changing = changing
        self._poster = answering.poster
        self._tokens = answering.tokens

    async def open(self, asker: Asker, trigger: str, channel: str, verb: str) -> None:
        """Open the form to `subscribe` a channel or to `change` its brief.

        Raises AxisError with a sentence for the person where it is not opened.
        """
        until = asyncio.get_running_loop().time() + _SECONDS_TO_PREFILL
        place, zone = place_of(asker, channel), None
        try:
            async with asyncio.timeout_at(until):
                token = await self._tokens.of(asker.workspace)
                known = self._desk.wish_to_change if verb == "change" else self._desk.wish_at
                wish = await known(place)
        except TimeoutError as error:
            raise SetupError(self._too_late(verb)) from error
        if token is None:
            raise SetupError(NOT_INSTALLED)
        if trouble := await self._trouble(asker, until):
            raise SetupError(trouble)
        with suppress(TimeoutError):
            async with asyncio.timeout_at(until):
                zone = None if wish else await self._managing.zone_of(asker)
        wish = to_come(wish, datetime.now(UTC)) if wish else None
        # Slack's select offers channels and conversations of two only.
        listed = not asker.among_few or is_direct(channel)
        prefilled = channel if listed else ""
        view = form(
            Filled(channel=prefilled, verb=verb, wish=wish, zone=zone), self._answering_desk.library
        )
        if overfull := too_long(view):
            raise SetupError(self._in_one_line(overfull))
        try:
            await self._poster.open(token, trigger, view)
        except (RefusedError, UncertainError) as error:
            raise SetupError(self._too_late(verb)) from error

    async def _trouble(self, asker: Asker, until: float) -> str | None:
        """Return why the form would be filled in for nothing; None if not, or not told in time.

        Who may change the brief is asked again when the form is sent.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout_at(until):
                return await self._managing.trouble(asker, WHAT)
        return None

    def _too_late(self, verb: str) -> str:
        command = self._answering_desk.library.pack.command
        line = f"/{command} {BRIEF} {verb} {EXAMPLE}"
        return f"{TOO_LATE}, or write it in one line, such as {line}."

    def _in_one_line(self, overfull: str) -> str:
        line = f"/{self._answering_desk.library.pack.command} {BRIEF} change {ONE_LINE[overfull]}"
        return f"{OVERFULL[overfull]} Change it in one line, such as {line}."

    def judge(self, body: Body) -> Json:
        """Return how a filled-in form is acknowledged: its faults at their fields, or a wait."""
        sent = self._read(body)
        if sent.errors:
            return {"response_action": "errors", "errors": dict(sent.errors)}
        return {"response_action": "update", "view": page([CHECKING])}

    def _read(self, body: Body) -> Sent:
        return read_form(body["view"], self._answering_desk.library)

    async def submitted(self, body: Body) -> None:
        """Save what was filled in, and say in the form's place what became of it."""
        asker = asker_of_press(body)
        lines: tuple[str, ...] | None = (FAULT,)
        try:
            lines = await self._saved(asker, body)
        except AxisError as error:
            lines = (str(error),)
        except (RefusedError, UncertainError):
            lines = (NO_ANSWER,)
        finally:
            token = await self._tokens.of(asker.workspace) if lines is not None else None
            if token is not None:
                await self._tell(token, asker, body["view"]["id"], lines or ())

    async def _tell(self, token: str, asker: Asker, view: str, lines: tuple[str, ...]) -> None:
        """Say it in the form's place; who has closed the form gets it as a direct message."""
        try:
            await self._poster.update(token, view, page(lines))
        except (RefusedError, UncertainError):
            await self._poster.post(token, asker.user, note("\n".join(lines)))

    async def _saved(self, asker: Asker, body: Body) -> tuple[str, ...] | None:
        """Return what to say; None for a form that came before, of which all is said."""
        if not await self._answering_desk.first("trigger", body.get("trigger_id", "")):
            return None
        sent = self._read(body)
        if sent.wish is None:  # the pack may have changed since it was judged
            return tuple(sent.errors.values())
        place = place_of(asker, sent.channel)
        known = self._desk.wish_to_change if sent.verb == "change" else self._desk.wish_at
        before = await known(place)
        wish = with_past(sent.wish, before, datetime.now(UTC)) if before else sent.wish
        return await self._changing.save(asker, name_of(body), sent.channel, sent.verb, wish)

    def zones(self, body: Body) -> list[Json]:
        """Return the zones that begin as typed; from memory, as Slack waits."""
        return options(find_zones(str(body.get("value") or "")), datetime.now(UTC))
