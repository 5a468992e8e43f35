"""Why: each option of a command is one part of what a channel wishes, and is read by itself, so
that a fault names the option that it is in. It must not change what was left out."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from adapters.discord import words
from bot.briefing.about import read_about
from bot.briefing.model import Schedule, Wish
from bot.briefing.terms import (
    read_dates,
    read_floor,
    read_time,
    read_unchanged,
    read_weekdays,
)
from bot.briefing.zones import zone_of
from bot.errors import WishError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.knowledge.library import Library

#: which part of a wish or of its schedule each option is
_OF_SCHEDULE = {"time": "at", "zone": "zone", "days": "weekdays", "skip": "skip"}
_OF_WISH = {"about": "about", "claims": "floor", "unchanged": "unchanged"}
_NEEDED = ("time", "zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was chosen or typed; None is left as it is, or as is usual."""

    time: str | None = None
    zone: str | None = None
    days: str | None = None
    skip: str | None = None
    about: str | None = None
    claims: str | None = None
    unchanged: str | None = None

    @property
    def given(self) -> dict[str, str]:
        """The options that were chosen, by name."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: text for name, text in found.items() if text is not None}


def read_options(options: Options, library: Library, base: Wish | None) -> Wish:
    """Return `base` with what was chosen; without one, a time and a zone have to be.

    Raises WishError that tells every fault, each with its option and the mend.
    """
    parts, faults = _read(options.given, library)
    missing = [name for name in _NEEDED if name not in options.given]
    if base is None and missing:
        faults.append(words.missing(missing))
    if faults:
        raise WishError(" ".join(faults))
    in_schedule = {_OF_SCHEDULE[name]: parts[name] for name in _OF_SCHEDULE if name in parts}
    in_wish = {_OF_WISH[name]: parts[name] for name in _OF_WISH if name in parts}
    if base is None:
        return Wish(schedule=Schedule(**in_schedule), **in_wish)
    return replace(base, schedule=replace(base.schedule, **in_schedule), **in_wish)


def _read(given: Mapping[str, str], library: Library) -> tuple[dict[str, Any], list[str]]:
    """Return the parts that can be read, by option, and what is wrong with the others."""
    readers: Mapping[str, Callable[[str], object]] = {
        "time": read_time,
        "zone": zone_of,
        "days": read_weekdays,
        "skip": read_dates,
        "about": lambda text: read_about(text, library),
        "claims": read_floor,
        "unchanged": read_unchanged,
    }
    parts: dict[str, Any] = {}
    faults: list[str] = []
    for name, text in given.items():
        try:
            parts[name] = readers[name](text)
        except WishError as error:
            faults.append(f"{name}: {error}")
    return parts, faults
