"""Why: whoever changes a channel's briefs reads back what was understood, in the same words on
every platform. It must decide nothing."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from bot.briefing.about import known_about
from bot.briefing.calendar import due_words
from bot.briefing.model import EVERY_DAY, MONDAY_TO_FRIDAY, About, Floor, Unchanged
from bot.briefing.scope import PAIR
from bot.briefing.terms import and_joined, date_runs, or_joined
from bot.knowledge.edtf import day_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.briefing.calendar import Due
    from bot.briefing.model import Schedule, Wish
    from bot.knowledge.library import Library

FLOOR_SENTENCES: Mapping[Floor, str] = {
    "all": "All claims are shown, whoever makes them.",
    "no-lone-allegations": "Allegations from fewer than two known origins are left out.",
    "acknowledged-or-reported": "Only what is acknowledged or reported is shown.",
}
UNCHANGED_SENTENCES: Mapping[Unchanged, str] = {
    "post": "When nothing has changed, the brief comes all the same.",
    "one-line": "When nothing has changed, a single line says so.",
    "skip": "When nothing has changed, nothing is posted.",
}
#: the same, as the choices of a form
FLOOR_CHOICES: Mapping[Floor, str] = {
    "all": "All claims, whoever makes them",
    "no-lone-allegations": "No allegations from fewer than two known origins",
    "acknowledged-or-reported": "Only what is acknowledged or reported",
}
UNCHANGED_CHOICES: Mapping[Unchanged, str] = {
    "post": "The brief all the same",
    "one-line": "A single line that says so",
    "skip": "Nothing",
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MOST_DATES = 5
_LONGEST_ABOUT = 800


def wish_words(wish: Wish, library: Library) -> tuple[str, ...]:
    """Return the wish in sentences: when and about what, evidence, days without changes."""
    about = about_words(wish.about, library)
    return (
        f"{schedule_words(wish.schedule)}, about {about}.",
        FLOOR_SENTENCES[wish.floor],
        UNCHANGED_SENTENCES[wish.unchanged],
    )


def schedule_words(schedule: Schedule) -> str:
    """Return `Every weekday at 08:00, Europe/Berlin time, except 24 Dec 2026`, no full stop."""
    zone = schedule.zone if schedule.zone == "UTC" else f"{schedule.zone} time"
    text = f"{days_words(schedule.weekdays)} at {schedule.at:%H:%M}, {zone}"
    return f"{text}, except {dates_words(schedule.skip)}" if schedule.skip else text


def dates_words(dates: frozenset[date]) -> str:
    """Return the dates, those in a row as `24 Dec 2026 to 27 Dec 2026`; some, where they are many.

    `none` without any.
    """
    runs = date_runs(dates)
    shown = [
        day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"
        for first, last in runs
    ]
    if len(shown) > _MOST_DATES:
        kept = runs[: _MOST_DATES - 1]
        more = len(dates) - sum((last - first).days + 1 for first, last in kept)
        shown[_MOST_DATES - 1 :] = [f"{more} more dates"]
    return and_joined(shown) if shown else "none"


def days_words(days: frozenset[int]) -> str:
    """Return `Every day`, `Every weekday` or `Every Monday and Thursday`."""
    if days == EVERY_DAY:
        return "Every day"
    if days == MONDAY_TO_FRIDAY:
        return "Every weekday"
    return f"Every {and_joined(DAYS[day] for day in sorted(days))}"


def about_words(about: About, library: Library) -> str:
    """Return what of the pack is meant, by name; what the pack no longer knows is left out.

    The words say which facts those are: two actors are facts on both, three and more also those on
    any two of them, and several topics are facts on any of them.
    """
    known = known_about(about, library)
    topics = [library.topics[one].label for one in known.topics]
    if not known.actors:
        return and_joined(_first(topics, _LONGEST_ABOUT)) if topics else "everything in the pack"
    text = _actors_words(known.actors, library)
    if not topics:
        return text
    return f"{text}, only facts on {or_joined(_first(topics, _LONGEST_ABOUT - len(text)))}"


def _actors_words(actors: Sequence[str], library: Library) -> str:
    subjects = [one for one in actors if one in library.covered]
    if len(subjects) <= PAIR:
        named = and_joined(_first(_labels(actors, library), _LONGEST_ABOUT))
        return f"{named} together" if len(actors) > 1 else named
    text = f"{and_joined(_first(_labels(subjects, library), _LONGEST_ABOUT))} with each other"
    others = _labels([one for one in actors if one not in subjects], library)
    if not others:
        return text
    return f"{text}, together with {and_joined(_first(others, _LONGEST_ABOUT - len(text)))}"


def _labels(actors: Sequence[str], library: Library) -> list[str]:
    return [library.actors[one].label for one in actors]


def _first(names: list[str], room: int) -> list[str]:
    """Return the names that have room, and how many more there are.

    A message has to hold what was, what is, and more; so many names nobody reads back anyway.
    """
    lengths = accumulate(len(name) + 2 for name in names)
    shown = sum(length <= room for length in lengths)
    left = len(names) - shown
    return [*names[:shown], *([f"{left} more"] if left else [])]


def next_words(dues: Sequence[Due], schedule: Schedule) -> str:
    """Return in a sentence when the next briefs come, with the zone; that none is, without any.

    `The next briefs come on Mon 23 Nov 2026, 08:00; Tue 24 Nov 2026, 08:00; and Wed 25 Nov 2026,
    08:00 (Europe/Berlin).`
    """
    if not dues:
        return "No brief is due within the next 400 days."
    zone = f" ({schedule.zone})"
    *others, last = (due_words(due, schedule).removesuffix(zone) for due in dues)
    if not others:
        return f"The next brief comes on {last}{zone}."
    return f"The next briefs come on {'; '.join(others)}; and {last}{zone}."


def change_words(before: Wish, after: Wish, library: Library) -> str:
    """Return what differs between two wishes, each `what: before → after`; empty for the same."""
    told = []
    for was, now in zip(_parts(before, library), _parts(after, library), strict=True):
        if was.value != now.value:
            # Of many dates or names only some are told, and those may be the same.
            other = ", of which some are others" if was.text == now.text else ""
            told.append(f"{was.what}: {was.text} → {now.text}{other}")
    return "; ".join(told)


class _Part(NamedTuple):
    """A part of a wish: its name, what it is, and that in words."""

    what: str
    value: object
    text: str


def _parts(wish: Wish, library: Library) -> tuple[_Part, ...]:
    schedule = wish.schedule
    about = known_about(wish.about, library)
    return (
        _Part("time", schedule.at, f"{schedule.at:%H:%M}"),
        _Part("zone", schedule.zone, schedule.zone),
        _Part("days", schedule.weekdays, _inner(days_words(schedule.weekdays))),
        _Part("dates to skip", schedule.skip, dates_words(schedule.skip)),
        _Part("about", about, about_words(about, library)),
        _Part("claims", wish.floor, _inner(FLOOR_CHOICES[wish.floor])),
        _Part("when nothing changed", wish.unchanged, _inner(UNCHANGED_CHOICES[wish.unchanged])),
    )


def _inner(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
