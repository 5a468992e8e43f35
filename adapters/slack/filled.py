"""Why: what was filled into a form is read back with each fault at its field, so that nobody has to
guess what is wrong. Pure; nothing is looked up, as Slack waits. It must trust no id that comes with
the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.briefing.about import read_about
from bot.briefing.model import Schedule, Wish
from bot.briefing.terms import read_dates, read_time
from bot.briefing.wording import DAYS, FLOOR_CHOICES, UNCHANGED_CHOICES
from bot.briefing.zones import zone_of
from bot.errors import WishError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import time

    from bot.knowledge.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was filled in, or what is wrong with it: a sentence for each field's block.

    `verb` is what the form was opened for.
    """

    channel: str
    verb: str
    wish: Wish | None
    errors: Mapping[str, str]


def read_form(view: Mapping[str, Any], library: Library) -> Sent:
    """Return what was filled in; nothing is looked up."""
    state: Mapping[str, Mapping[str, Any]] = view["state"]["values"]
    errors: dict[str, str] = {}
    # Whoever forges this could have typed the other verb.
    verb = "change" if view.get("private_metadata") == "change" else "subscribe"

    def field(block: str, read: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - each field its own
        try:
            return read(next(iter(state.get(block, {"": {}}).values())))
        except WishError as error:
            errors[block] = str(error)
            return None

    channel = field("channel", _chosen_channel)
    schedule = {
        "at": field("at", _chosen_time),
        "zone": field("zone", _chosen_zone),
        "weekdays": field("weekdays", _chosen_days),
        "skip": field("skip", lambda found: read_dates(found.get("value") or "")),
    }
    about = field("about", lambda found: read_about(found.get("value") or "", library))
    floor = field("floor", lambda found: _known(_selected(found), FLOOR_CHOICES))
    unchanged = field("unchanged", lambda found: _known(_selected(found), UNCHANGED_CHOICES))
    if errors:
        return Sent(channel=channel or "", verb=verb, wish=None, errors=errors)
    wish = Wish(schedule=Schedule(**schedule), about=about, floor=floor, unchanged=unchanged)
    return Sent(channel=channel, verb=verb, wish=wish, errors={})


def _chosen_channel(found: Mapping[str, Any]) -> str:
    chosen = found.get("selected_conversation")
    if not chosen:
        msg = "Choose the channel that the brief is for."
        raise WishError(msg)
    return str(chosen)


def _chosen_days(found: Mapping[str, Any]) -> frozenset[int]:
    chosen = {str(one.get("value")) for one in found.get("selected_options") or ()}
    days = frozenset(day for day in range(len(DAYS)) if str(day) in chosen)
    if not days or len(days) < len(chosen):
        msg = "Choose at least one day."
        raise WishError(msg)
    return days


def _chosen_time(found: Mapping[str, Any]) -> time:
    if not found.get("selected_time"):
        msg = "Choose a time of day."
        raise WishError(msg)
    return read_time(str(found["selected_time"]))


def _chosen_zone(found: Mapping[str, Any]) -> str:
    if not found.get("selected_option"):
        msg = "Choose a time zone: type a city in it, such as Berlin."
        raise WishError(msg)
    return zone_of(_selected(found))


def _selected(found: Mapping[str, Any]) -> str:
    return str((found.get("selected_option") or {}).get("value", ""))


def _known(value: str, among: Mapping[Any, str]) -> str:
    if value not in among:
        msg = f"Choose one of: {'; '.join(among.values())}."
        raise WishError(msg)
    return value
