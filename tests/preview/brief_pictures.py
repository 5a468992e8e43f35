"""Why: what people see of daily briefs, as both platforms get it: a week of briefs, what is told of
them, and Slack's form and Home. It must draw nothing and word nothing itself."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.discord import brief as discord_brief
from adapters.discord.briefs import counter as discord_counter
from adapters.discord.refusals import words_for as discord_words
from adapters.discord.render import sentences
from adapters.discord.words import about_channel
from adapters.slack import brief as slack_brief
from adapters.slack.answers import with_own_help
from adapters.slack.brief_home import brief_blocks
from adapters.slack.changing import HERE
from adapters.slack.changing import counter as slack_counter
from adapters.slack.homes import home_page
from adapters.slack.refusals import words_for as slack_words
from adapters.slack.render import home, note_about, notes
from bot.briefing.model import Place
from bot.briefing.outlet import NotPostedError
from bot.store import open_store
from tests.preview.forms import done, forms
from tests.preview.picture import Picture, short_id
from tests.preview.week import ANN, Said, Week

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bot.app import App
    from bot.briefing.model import Subscription
    from bot.knowledge.library import Library
    from bot.store import Store
    from tests.preview.forms import Form

_CARD = "abcdefabcdef"
_IN_SLACK = Place(platform="slack", workspace="T1", channel="C1")
_IN_DISCORD = Place(platform="discord", workspace="1", channel="333")
#: each platform's direct message with the bot
_SLACK_ALONE = replace(_IN_SLACK, channel="D1")
_DISCORD_ALONE = replace(_IN_DISCORD, workspace="")
_DESKS = {"slack": slack_counter, "discord": discord_counter}
_REFUSALS = {
    "slack": NotPostedError("is_archived", slack_words("is_archived"), permanent=True),
    "discord": NotPostedError("50013", discord_words(50013, ""), permanent=True),
}
#: replies in one picture
_AT_ONCE = 5
#: what Slack's form says in the end
_ENDS = frozenset({"set-up", "again", "changed", "pause"})


def brief_pictures(app: App, today: date) -> Iterator[Picture]:
    """Yield the pictures of briefs, each in both themes."""
    for one in _pictures(app, today):
        yield one
        yield replace(one, name=f"{one.name}-other-theme", other_theme=True)


def _pictures(app: App, today: date) -> Iterator[Picture]:
    said, mine = _passed(app.library, _IN_SLACK)
    yield from _said("slack", [*said, Said(name="here", lines=(HERE,))])
    yield from map(_modal, forms(app.library))
    yield from (_modal(done(one.name, one.lines)) for one in said if one.name in _ENDS)
    yield _home(app, today, "home")
    yield _home(app, today, "home-briefs", mine)
    said, _ = _passed(app.library, _IN_DISCORD)
    # In Discord a change is told to nobody but who made it.
    yield from _said("discord", [one for one in said if one.brief or not one.public])
    for place in (_SLACK_ALONE, _DISCORD_ALONE):
        # In Discord nothing is said aside where nobody else is; a command in Slack always is.
        aside = place.platform == "slack"
        said, _ = _passed(app.library, place)
        lines = [replace(one, public=not aside) for one in said if one.brief is None]
        yield from _said(place.platform, lines, "alone")


def _said(platform: str, every: Sequence[Said], name: str = "replies") -> Iterator[Picture]:
    """Yield a picture of each brief, and of a few replies at a time."""
    yield from (_picture(platform, one.name, [one]) for one in every if one.brief is not None)
    replies = [one for one in every if one.brief is None]
    for number, at in enumerate(range(0, len(replies), _AT_ONCE), start=1):
        yield _picture(platform, f"{name}-{number}", replies[at : at + _AT_ONCE])


def _picture(platform: str, name: str, said: Sequence[Said]) -> Picture:
    drawn = {"slack": _in_slack, "discord": _in_discord}[platform]
    messages = [{"payload": drawn(one), "private": one.private} for one in said]
    return Picture(name=name, platform=platform, payload=messages, private=False, surface="talk")


def _passed(library: Library, place: Place) -> tuple[list[Said], tuple[Subscription, ...]]:
    """Return what a week brings to a place, and the briefs that its asker has in the end."""

    async def pass_by(store: Store) -> tuple[list[Said], tuple[Subscription, ...]]:
        desk = _DESKS[place.platform]
        week = Week(
            store=store,
            library=library,
            place=place,
            open_desk=lambda held, kept: desk(held, kept, library.pack.command),
            refusal=_REFUSALS[place.platform],
        )
        try:
            return await week.pass_by(), await week.desk.made_by(
                place.platform, place.workspace, ANN
            )
        finally:
            await store.close()

    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(pass_by(open_store(None, Path(folder))))


def _in_slack(said: Said) -> object:
    content = notes(said.lines)
    if said.direct:
        content = note_about(_IN_SLACK.channel, *said.lines)
    if said.brief is not None:
        content = slack_brief.brief_message(
            said.brief if said.public else slack_brief.with_share(said.brief),
            short_id,
            place="public" if said.public else "private",
            card=_CARD,
            shared_by=said.sharer,
        )
    return content["blocks"]


def _in_discord(said: Said) -> object:
    above = about_channel(int(_IN_DISCORD.channel)) if said.direct else ""
    drawn = sentences(said.lines, above=above)
    if said.brief is not None:
        drawn = discord_brief.brief_components(
            said.brief if said.public else discord_brief.with_share(said.brief),
            short_id,
            card="" if said.public else _CARD,
            sharer=said.sharer,
        )
    return drawn


def _modal(one: Form) -> Picture:
    return Picture(
        name=one.name,
        platform="slack",
        payload=one.view,
        private=False,
        surface="modal",
        errors=one.errors,
    )


def _home(app: App, today: date, name: str, mine: Sequence[Subscription] = ()) -> Picture:
    helped = with_own_help(app.ask("help", today), app.library.pack.command)
    known, card = home_page(app.library, helped)
    view = home(known, card, short_id, brief_blocks(mine, app.library))
    blocks = view["blocks"]
    return Picture(name=name, platform="slack", payload=blocks, private=False, surface="home")
