"""Why: most tests of briefs begin with one that is set up, and look at what is kept of it. It must
read nothing but what the bot's own store tells."""

from __future__ import annotations

from typing import Any

from bot.briefing.looking import next_line
from bot.briefing.model import Place, Subscription
from bot.briefing.store import Subscriptions
from bot.store import Store
from tests.platforms.slack_forms import filled
from tests.platforms.slack_people import People
from tests.platforms.slack_server import TEAM, SlackServer

BERLIN = "brief subscribe 08:00 Europe/Berlin weekdays about iran drones"
BERLIN_WORDS = (
    "Every weekday at 08:00, Europe/Berlin time, about Iran, only facts on drones."
    " All claims are shown, whoever makes them."
    " When nothing has changed, the brief comes all the same."
)
#: the same, a line each
BERLIN_LINES = BERLIN_WORDS.replace(". ", ".\n")

NONE = "This channel has no brief. To set one up: /axis brief subscribe."


def place(channel: str = "C1", workspace: str = TEAM) -> Place:
    """Return a channel of a workspace."""
    return Place(platform="slack", workspace=workspace, channel=channel)


async def kept(store: Store, channel: str = "C1", workspace: str = TEAM) -> Subscription:
    """Return the channel's brief, which has to be there."""
    found = await Subscriptions(store).at(place(channel, workspace))
    assert found is not None
    return found


async def next_times(store: Store, channel: str = "C1") -> str:
    """Return the sentence with the next three posting times."""
    return next_line(await kept(store, channel))


async def told(people: People, slack: SlackServer, text: str, **more: str) -> str:
    """Type a command and return the whole private answer."""
    number = len(slack.of("response_url"))
    await people.command(text, **more)
    body = (await slack.count("response_url", number + 1))[number]
    assert body["response_type"] == "ephemeral"
    return str(body["text"])


async def opened(people: People, slack: SlackServer, text: str, **more: str) -> dict[str, Any]:
    """Type a command that opens a form and return the form, as Slack has it."""
    number = len(slack.of("views.open"))
    await people.command(text, **more)
    await slack.count("views.open", number + 1)
    return list(slack.views.values())[-1]


async def became(slack: SlackServer, number: int = 1) -> str:
    """Return what the form says after so many changes of it."""
    body = (await slack.count("views.update", number))[number - 1]
    return said(body["view"])


def said(view: dict[str, Any]) -> str:
    """Return the text of a view's rich texts."""
    texts = [block["elements"] for block in view["blocks"] if block["type"] == "rich_text"]
    sections = [section["elements"] for one in texts for section in one]
    return "\n".join("".join(one.get("text", "#") for one in section) for section in sections)


def fields(view: dict[str, Any]) -> dict[str, Any]:
    """Return what stands in each field at first."""
    state = filled(view, {})
    values = {name: next(iter(one.values())) for name, one in state.items()}
    return {name: next(v for k, v in one.items() if k != "type") for name, one in values.items()}
