"""Why: the App Home shows the briefs that a person set up, to be changed or paused there. Pure. A
channel is named by Slack itself, from its id, so that no name has to be kept or looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.slack.answers import BRIEF
from adapters.slack.asker import is_direct
from adapters.slack.blocks import Json, button, page_blocks
from adapters.slack.lines import Line
from bot.briefing.looking import next_line
from bot.briefing.wording import wish_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.briefing.model import Subscription
    from bot.knowledge.library import Library

#: three blocks each, of the hundred that a view may have
MOST_SHOWN = 20
TITLE = "Briefs that you set up"
ALONE = "In your conversation with the bot"


def brief_blocks(subscriptions: Sequence[Subscription], library: Library) -> list[Json]:
    """Return the blocks for a person's briefs; none where there are none."""
    if not subscriptions:
        return []
    shown = subscriptions[:MOST_SHOWN]
    found = page_blocks([Line("title", TITLE)])
    for number, one in enumerate(shown):
        found += _one(number, one, library)
    left = len(subscriptions) - len(shown)
    if left:
        command = f"/{library.pack.command} {BRIEF}"
        text = (
            f"and {left} more. Type {command} status in a channel to see its brief; change, pause,"
            " resume and stop are typed there in the same way."
        )
        found += page_blocks([Line("small", text)])
    return [{"type": "divider"}, *found]


def _one(number: int, one: Subscription, library: Library) -> Iterator[Json]:
    why = [one.paused] if one.paused else []
    words = "\n".join(("", *wish_words(one.wish, library), *why, next_line(one)))
    where: Json = {"type": "channel", "channel_id": one.place.channel}
    if is_direct(one.place.channel):  # which has no name
        where = {"type": "text", "text": ALONE}
    yield {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    where,
                    {"type": "text", "text": words},
                ],
            }
        ],
    }
    other = "pause" if one.paused is None else "resume"
    yield {
        "type": "actions",
        "elements": [
            button(verb.title(), f"brief.{verb}.{number}", one.place.channel)
            for verb in ("change", other)
        ],
    }
