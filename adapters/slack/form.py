"""Why: setting a brief up by a form spares people a grammar. Pure: the modal, and the page that
takes its place. It must not know whether the channel takes posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adapters.slack.blocks import Json, fitted, page_blocks, plain
from adapters.slack.lines import Line
from bot.briefing.about import about_text
from bot.briefing.model import MONDAY_TO_FRIDAY, Wish
from bot.briefing.terms import dates_text
from bot.briefing.wording import DAYS, FLOOR_CHOICES, UNCHANGED_CHOICES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from bot.briefing.zones import Zone
    from bot.knowledge.library import Library


FORM = "brief.form"
ZONES = "brief.zone"
_LONGEST_OPTION = 75
_SUBMIT = "Set up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What the form begins with: the channel, and the wish that is there already, if any.

    `verb` is "subscribe", or "change" for what has to be there. `zone` is the asker's own, where
    Slack tells it; None where it does not.
    """

    channel: str
    verb: str = "subscribe"
    wish: Wish | None = None
    zone: str | None = None


def form(filled: Filled, library: Library) -> Json:
    """Return the modal."""
    wish = filled.wish
    schedule = wish.schedule if wish else None
    zone = schedule.zone if schedule else filled.zone
    days = schedule.weekdays if schedule else MONDAY_TO_FRIDAY
    skip = dates_text(schedule.skip).replace(",", ", ") if schedule else ""
    blocks = [
        _input("channel", "Channel", _channel(filled.channel)),
        _input("at", "Local time", _time(f"{schedule.at:%H:%M}" if schedule else "08:00")),
        _input("zone", "Time zone", _zone(zone), hint="Type a city, such as Berlin."),
        _input("weekdays", "Days", _days(days)),
        _input(
            "skip", "Dates to skip", _text("skip", skip, "2026-12-24, 2026-12-25"), optional=True
        ),
        _input(
            "about",
            "About",
            _text("about", about_text(wish.about, library) if wish else "", "Names and topics"),
            hint="Leave it empty for everything that the pack holds.",
            optional=True,
        ),
        _input(
            "floor", "Which claims", _choice("floor", FLOOR_CHOICES, wish.floor if wish else "all")
        ),
        _input(
            "unchanged",
            "When nothing changed",
            _choice("unchanged", UNCHANGED_CHOICES, wish.unchanged if wish else "post"),
        ),
    ]
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": plain("Daily brief"),
        "submit": plain(_SUBMIT if wish is None else "Change"),
        "close": plain("Cancel"),
        "private_metadata": filled.verb,
        "blocks": blocks,
    }


def page(lines: Iterable[str]) -> Json:
    """Return the modal that takes the form's place, to say what became of it."""
    shown = [Line("line", line) for line in lines]
    return {
        "type": "modal",
        "title": plain("Daily brief"),
        "close": plain("Close"),
        "blocks": page_blocks(shown),
    }


def options(zones: Iterable[Zone], at: datetime) -> list[Json]:
    """Return the zones as an external select takes them, with their offset at that instant."""
    return [_option(zone.label(at), zone.name) for zone in zones]


def _input(
    block: str, label: str, element: Json, *, hint: str = "", optional: bool = False
) -> Json:
    found: Json = {
        "type": "input",
        "block_id": block,
        "label": plain(label),
        "element": element,
        "optional": optional,
    }
    return {**found, "hint": plain(hint)} if hint else found


def _channel(initial: str) -> Json:
    found: Json = {
        "type": "conversations_select",
        "action_id": "brief.channel",
        "placeholder": plain("Choose a channel"),
        "filter": {"include": ["public", "private", "im"], "exclude_bot_users": False},
    }
    return {**found, "initial_conversation": initial} if initial else found


def _time(initial: str) -> Json:
    return {"type": "timepicker", "action_id": "brief.at", "initial_time": initial}


def _zone(initial: str | None) -> Json:
    found: Json = {
        "type": "external_select",
        "action_id": ZONES,
        "placeholder": plain("A city"),
        "min_query_length": 2,
    }
    return {**found, "initial_option": _option(initial, initial)} if initial else found


def _days(chosen: frozenset[int]) -> Json:
    every = [_option(name, str(day)) for day, name in enumerate(DAYS)]
    return {
        "type": "checkboxes",
        "action_id": "brief.days",
        "options": every,
        "initial_options": [every[day] for day in sorted(chosen)],
    }


def _text(name: str, initial: str, placeholder: str) -> Json:
    found: Json = {
        "type": "plain_text_input",
        "action_id": f"brief.{name}",
        "placeholder": plain(placeholder),
    }
    return {**found, "initial_value": initial} if initial else found


def _choice(name: str, among: Mapping[Any, str], chosen: str) -> Json:
    every = {value: _option(words, value) for value, words in among.items()}
    return {
        "type": "radio_buttons",
        "action_id": f"brief.{name}",
        "options": list(every.values()),
        "initial_option": every[chosen],
    }


def _option(label: str, value: str) -> Json:
    return {"text": plain(fitted(label, _LONGEST_OPTION)), "value": value}
