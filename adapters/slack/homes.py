"""Why: the App Home says what the bot knows, and is where people look after the briefs that they
set up. What is pressed there about a brief is done in its channel's name, so it must find none but
the presser's own, and nothing may be done for who has left the channel."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.slack.about import about
from adapters.slack.asker import asker_of_event, asker_of_press, name_of
from adapters.slack.brief_home import brief_blocks
from adapters.slack.desk import card
from adapters.slack.filling import CHECKING
from adapters.slack.form import page
from adapters.slack.reception import FAULT
from adapters.slack.render import home
from bot.errors import AxisError
from bot.knowledge.lines import capital

if TYPE_CHECKING:
    from adapters.slack.answering import Answering
    from adapters.slack.asker import Asker, Body
    from adapters.slack.changing import Changing
    from adapters.slack.filling import Filling
    from adapters.slack.render import Card
    from bot.briefing.desk import BriefDesk
    from bot.briefing.model import Subscription
    from bot.knowledge.library import Library
    from bot.reply import Reply

#: the ids of buttons about briefs
PRESSED = re.compile(r"^brief\.(change|pause|resume)\.")
NOT_YOURS = "That is no brief that you set up. Open the Home anew."


class Homes:
    """Shows App Homes, and does what is pressed there about briefs."""

    def __init__(
        self, answering: Answering, desk: BriefDesk, changing: Changing, filling: Filling
    ) -> None:
        """Show what `desk` knows; `changing` changes briefs, `filling` has the form for it."""
        self._answering = answering
        self._desk = desk
        self._changing = changing
        self._filling = filling
        self._poster = answering.poster
        self._tokens = answering.tokens

    async def opened(self, body: Body) -> None:
        """Show the App Home to who opened it."""
        if body["event"].get("tab") != "home":
            return
        if await self._answering.desk.first("event", body.get("event_id", "")):
            await self._show(asker_of_event(body))

    async def _show(self, asker: Asker) -> None:
        token = await self._tokens.of(asker.workspace)
        if token is None:
            return
        desk = self._answering.desk
        known, shown = home_page(desk.library, desk.ask("help"))
        mine = brief_blocks(await self._mine(asker), desk.library)
        view = home(known, shown, await desk.ids(shown), mine)
        await self._poster.publish(token, asker.user, view)

    async def _mine(self, asker: Asker) -> tuple[Subscription, ...]:
        return await self._desk.made_by("slack", asker.workspace.key, asker.user)

    async def press(self, body: Body) -> None:
        """Change, pause or resume a brief that the presser set up.

        The button's value is the channel's id.
        """
        trigger = str(body.get("trigger_id", ""))
        asker = asker_of_press(body)
        token = await self._tokens.of(asker.workspace)
        if token is None or not await self._answering.desk.first("trigger", trigger):
            return
        action = body["actions"][0]
        verb, channel = str(action["action_id"]).split(".")[1], str(action.get("value", ""))
        try:
            await self._check(asker, channel)
            if verb == "change":
                await self._filling.open(asker, trigger, channel, verb)
                return
        except AxisError as error:
            await self._poster.open(token, trigger, page([str(error)]))
            return
        # Slack is asked before it is done, which may take longer than a trigger lasts.
        view = await self._poster.open(token, trigger, page([CHECKING]))
        await self._do(asker, (token, view), name_of(body), channel, verb)

    async def submitted(self, body: Body) -> None:
        """Save what was filled into the form, and show the Home of whoever set up briefs anew."""
        await self._filling.submitted(body)
        asker = asker_of_press(body)
        if await self._mine(asker):
            await self._show(asker)

    async def _check(self, asker: Asker, channel: str) -> None:
        """Raise AxisError for who asks too often, or for a brief that somebody else set up."""
        trouble = self._answering.desk.too_many(asker)
        if not trouble and channel not in {one.place.channel for one in await self._mine(asker)}:
            trouble = NOT_YOURS
        if trouble:
            raise AxisError(trouble)

    async def _do(
        self, asker: Asker, where: tuple[str, str], name: str, channel: str, verb: str
    ) -> None:
        """Do it, say in the modal what became of it, and show the Home as it is then."""
        lines: tuple[str, ...] = (FAULT,)
        try:
            lines = await self._changing.change(asker, name, channel, verb, from_afar=True)
        except AxisError as error:
            lines = (str(error),)
        finally:
            await self._poster.update(*where, page(lines))
        await self._show(asker)


def home_page(library: Library, helped: Reply) -> tuple[tuple[str, ...], Card]:
    """Return what a Home says of the pack, and the card with help that stands under it."""
    known = about(library, helped)
    # The Home has begun with the pack's title.
    title = capital(helped.title.removeprefix(f"{known[0]}: "))
    return known, card(replace(helped, title=title), "home", None)
