"""Why: a form begins with what a channel wished for, as far as it is still of use and fits. Pure.
What a form does not show must not be lost when it is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from adapters.slack.text import measure
from bot.briefing.clocks import local_time

if TYPE_CHECKING:
    from datetime import datetime

    from adapters.slack.blocks import Json
    from bot.briefing.model import Wish

_LONGEST_TEXT = 3_000
#: what is told instead of a form that would not hold what is there, and how that is changed
OVERFULL = {
    "skip": "The brief skips more dates than the form can hold.",
    "about": "The brief is about more than the form can hold.",
}
ONE_LINE = {"skip": "except 2026-12-24/2026-12-31", "about": "about everything"}


def to_come(wish: Wish, now: datetime) -> Wish:
    """Return the wish without the dates to skip that are over: a form has no use for them."""
    today = local_time(now, wish.schedule.zone).date()
    ahead = frozenset(day for day in wish.schedule.skip if day >= today)
    return replace(wish, schedule=replace(wish.schedule, skip=ahead))


def with_past(sent: Wish, before: Wish, now: datetime) -> Wish:
    """Return what was filled in, with the dates that are over where nobody changed the others.

    Otherwise a channel would be told of a change that the person did not make.
    """
    if sent.schedule.skip != to_come(before, now).schedule.skip:
        return sent
    return replace(sent, schedule=replace(sent.schedule, skip=before.schedule.skip))


def too_long(view: Json) -> str | None:
    """Return the field that begins with more than Slack takes; None where all of them fit."""
    blocks: Any = view["blocks"]
    lengths = {
        str(one["block_id"]): measure(one["element"].get("initial_value", "")) for one in blocks
    }
    return next((name for name, length in lengths.items() if length > _LONGEST_TEXT), None)
