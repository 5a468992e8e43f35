"""Why: the replies that people see most, as both platforms get them, for the pictures of
`make preview`. It must not draw: the browser does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.discord.controls import Showing
from adapters.discord.render import render, sentence
from adapters.discord.words import channel_name, commands
from adapters.slack.render import Card, message, note
from bot.limits import Limits
from tests.preview.brief_pictures import brief_pictures
from tests.preview.picture import Picture, short_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.app import App
    from bot.reply import Reply

_CARD = "abcdefabcdef"
_ASKER = "Ann"


#: drawn a second time as those see it who have the other theme
_OTHER_THEME = frozenset({"pair", "question", "questions"})
#: name of the picture, and what is asked
_ASKED = {
    "pair": "russia iran",
    "single": "iran",
    "four": "russia china iran dprk",
    "disputed": "russia north korea",
    "question": "question bloc",
    "questions": "question",
    "fact": "fact irn-rus-2025-ballistic-missiles",
    "sources": "sources russia iran",
    "topic": "iran drones",
    "all-sources": "sources",
    "timeline": "timeline russia north korea",
    "page-2": "russia iran page 2",
    "help": "help",
    "offer": "korea",
    "slip": "irann russia",
    "not-covered": "france",
    "none": "xyzzy",
}
_SHARED = "russia iran"
_MESSAGE = "Russia, Iran and their drones; China too"


def pictures(app: App, today: date) -> Iterator[Picture]:
    """Yield every picture: each reply for each platform, some in both themes."""
    for one in _pictures(app, today):
        yield one
        if one.name in _OTHER_THEME:
            yield replace(one, name=f"{one.name}-other-theme", other_theme=True)
    yield from brief_pictures(app, today)


def _pictures(app: App, today: date) -> Iterator[Picture]:
    for name, asked in _ASKED.items():
        yield from _both(app, name, app.ask(asked, today), asked)
    yield from _both(app, "message", app.look_up(_MESSAGE, today), _SHARED)
    yield from _both(app, "shared", app.ask(_SHARED, today), _SHARED, shared=True)
    limit = Limits().sentence
    yield _picture("limit", "slack", note(limit)["blocks"], 0, shared=False)
    yield _picture("limit", "discord", sentence(limit), 0, shared=False)


def _both(
    app: App, name: str, reply: Reply, asked: str, *, shared: bool = False
) -> Iterator[Picture]:
    card = Card(
        reply=reply,
        card=_CARD,
        place="public" if shared else "private",
        question=asked,
        shared_by=_ASKER if shared else None,
    )
    for number in range(len(card.pages)):
        drawn = message(replace(card, page=number), short_id)["blocks"]
        yield _picture(name, "slack", drawn, number, shared=shared)
    pack = app.library.pack
    lines = commands(pack.command, {pack.command: 1, channel_name(pack.command): 2})
    showing = Showing(asked=asked, card=_CARD, shared=shared, commands=lines)
    seen: list[object] = []
    while (drawn := render(reply, replace(showing, page=len(seen) + 1), short_id)) not in seen:
        yield _picture(name, "discord", drawn, len(seen), shared=shared)
        seen.append(drawn)


def _picture(name: str, platform: str, drawn: object, number: int, *, shared: bool) -> Picture:
    whole = f"{name}.{number + 1}" if number else name
    return Picture(name=whole, platform=platform, payload=drawn, private=not shared)
