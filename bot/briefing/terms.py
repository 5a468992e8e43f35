"""Why: the parts of a wish are typed in one line, in fields of a form and in options of a command,
and mean the same everywhere. Here each is read from its words and written in the shortest words
that read as it again. It must not know which part somebody types: that is up to the caller."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from bot.briefing.model import EVERY_DAY, MONDAY_TO_FRIDAY, Floor, Unchanged
from bot.briefing.typed import as_read
from bot.briefing.zones import shown
from bot.errors import WishError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_SKIPPED = 366
FLOOR_WORDS: Mapping[str, Floor] = {
    "all": "all",
    "no-lone-allegations": "no-lone-allegations",
    "reported": "acknowledged-or-reported",
}
UNCHANGED_WORDS: Mapping[str, Unchanged] = {"post": "post", "one-line": "one-line", "skip": "skip"}
NOTHING = frozenset({"none", "nothing"})

_WEEKEND = EVERY_DAY - MONDAY_TO_FRIDAY
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: every day, unless days are named beside them: every day mon-fri; days: mon, wed
EVERY_DAY_WORDS = frozenset({"daily", "everyday", "day", "days"})
_BEFORE_DAYS = frozenset({"and", "each", "every", "on"})
_SETS = {
    "daily": EVERY_DAY,
    "weekdays": MONDAY_TO_FRIDAY, "weekday": MONDAY_TO_FRIDAY, "workdays": MONDAY_TO_FRIDAY,
    "weekends": _WEEKEND, "weekend": _WEEKEND,
}  # fmt: skip
_SHORTEST_NAME = 3
_RANGE = re.compile("[-\u2010-\u2015]")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)(?:([ap])m)?|(\d{1,2})([ap])m", re.ASCII)
_HALF_DAY = 12
_SPECIAL_TIMES = {"noon": time(12), "midnight": time(0)}
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_BETWEEN_DATES = re.compile(r"[\s,;]+")
_DAY = timedelta(days=1)
_SHORTEST_RUN = 3


def read_time(text: str) -> time:
    """Return a time of day from `08:00`, `8:30pm`, `8am` or `noon`; raise WishError if it is none.

    To the minute: briefs are not due at seconds.
    """
    typed = as_read(text).strip().casefold().replace(" ", "")
    if typed in _SPECIAL_TIMES:
        return _SPECIAL_TIMES[typed]
    match = _CLOCK.fullmatch(typed.replace("a.m.", "am").replace("p.m.", "pm"))
    if match is not None:
        hour, minute = int(match[1] or match[4]), int(match[2] or 0)
        half = match[3] or match[5]
        if half and 1 <= hour <= _HALF_DAY:
            hour = hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0)
            half = None
        if not half and hour < 24 and minute < 60:  # noqa: PLR2004 - a day's hours, an hour's minutes
            return time(hour, minute)
    if typed.isdecimal() and 1 <= int(typed[:3]) <= _HALF_DAY:
        first = int(typed) % _HALF_DAY
        both = f"{int(typed)}am or {int(typed)}pm. Write {first:02}:00 or {first + _HALF_DAY}:00"
        msg = f'"{shown(text)}" may be {both}.'
        raise WishError(msg)
    msg = f'"{shown(text)}" is not a time of day. Write it as 08:00 or 8am.'
    raise WishError(msg)


def read_weekdays(text: str) -> frozenset[int]:
    """Return weekdays, Monday being 0, from `weekdays`, `daily`, `mon-fri` or `mon,wed`.

    A range may run over the weekend: `sun-thu`. Where days are named, `every day` before or after
    them adds none. Raises WishError if there is anything else.
    """
    found: set[int] = set()
    every = False
    for part in filter(None, _BETWEEN_DATES.split(as_read(text).casefold())):
        if part in EVERY_DAY_WORDS:
            every = True
        elif part not in _BEFORE_DAYS:
            days = _SETS.get(part) or _range(part)
            if not days:
                break
            found |= days
    else:
        if found or every:
            return frozenset(found) or EVERY_DAY
    msg = (
        f'"{shown(text)}" does not name days of the week. '
        "Write weekdays, daily, mon-fri or mon,wed,fri."
    )
    raise WishError(msg)


def _range(part: str) -> frozenset[int]:
    """Return the days of a name or a range of two; none if it is neither."""
    ends = [_weekday(name) for name in _RANGE.split(part)]
    if None in ends or len(ends) > 2:  # noqa: PLR2004 - a range has two ends
        return frozenset()
    first, last = ends[0] or 0, ends[-1] or 0
    return frozenset((first + n) % 7 for n in range((last - first) % 7 + 1))


def _weekday(name: str) -> int | None:
    if len(name) < _SHORTEST_NAME:
        return None
    for number, full in enumerate(_NAMES):
        if full.startswith(name) or name == f"{full}s":
            return number
    return None


def read_dates(text: str) -> frozenset[date]:
    """Return the dates that a text lists: `2026-12-24, 2026-12-27/2026-12-31`, empty for none.

    Two dates with a slash between are all from the first to the last. Raises WishError that names
    everything that is no date, or says that there are more than 366.
    """
    found: set[date] = set()
    wrong: list[str] = []
    for part in filter(None, _BETWEEN_DATES.split(as_read(text))):
        if part.casefold() in {"and", *NOTHING}:
            continue
        first, _, last = part.partition("/")
        start, end = _date(first), _date(last or first)
        if start is None or end is None or start > end:
            wrong.append(f'"{shown(part)}"')
        elif (end - start).days < MOST_SKIPPED:
            found.update(start + n * _DAY for n in range((end - start).days + 1))
        else:
            raise WishError(_TOO_MANY)
    if wrong:
        raise WishError(_no_dates(wrong))
    if len(found) > MOST_SKIPPED:
        raise WishError(_TOO_MANY)
    return frozenset(found)


_TOO_MANY = f"At most {MOST_SKIPPED} dates can be skipped. To stop for longer, pause the briefs."
_MOST_SHOWN = 5


def _no_dates(wrong: list[str]) -> str:
    many = len(wrong) > 1
    named = and_joined([*wrong[: _MOST_SHOWN - 1], "others"] if len(wrong) > _MOST_SHOWN else wrong)
    return (
        f"{named} {'are not dates' if many else 'is not a date'}. Write dates as 2026-12-24, "
        "or 2026-12-24/2026-12-26 for all from the first to the last."
    )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def read_floor(text: str) -> Floor:
    """Return the evidence floor that a word names; raise WishError if it is none."""
    typed = text.strip().casefold()
    for word, floor in FLOOR_WORDS.items():
        if typed in {word, floor}:
            return floor
    msg = f'"{shown(text)}" is not an evidence floor. Write {or_joined(FLOOR_WORDS)}.'
    raise WishError(msg)


def read_unchanged(text: str) -> Unchanged:
    """Return what comes on days without changes; raise WishError if the word is none of these."""
    typed = text.strip().casefold()
    if typed in UNCHANGED_WORDS:
        return UNCHANGED_WORDS[typed]
    msg = (
        f'"{shown(text)}" does not say what comes when nothing changed. '
        f"Write {or_joined(UNCHANGED_WORDS)}."
    )
    raise WishError(msg)


def weekdays_text(days: frozenset[int]) -> str:
    """Return the words that `read_weekdays` reads as these days: `weekdays`, `mon-wed,sat`."""
    for word, members in _SETS.items():
        if members == days:
            return word
    runs = _runs([day in days for day in range(7)])
    names = [name[:_SHORTEST_NAME] for name in _NAMES]
    return ",".join(_run_text(names, *run, "-") for run in runs)


def dates_text(dates: frozenset[date]) -> str:
    """Return the words that `read_dates` reads as these dates; three in a row become a range."""
    return ",".join(
        first.isoformat() if first == last else f"{first}/{last}"
        for first, last in date_runs(dates)
    )


def date_runs(dates: frozenset[date]) -> list[tuple[date, date]]:
    """Return the first and last date of each run of three or more; others are runs of one."""
    if not dates:
        return []
    first = min(dates)
    days = [first + n * _DAY for n in range((max(dates) - first).days + 1)]
    return [(days[start], days[end]) for start, end in _runs([day in dates for day in days])]


def _runs(members: list[bool]) -> Iterable[tuple[int, int]]:
    """Yield the first and last place of each run of members, two in a row being two runs."""
    start = 0
    while start < len(members):
        end = start
        while end < len(members) and members[end]:
            end += 1
        if end - start >= _SHORTEST_RUN:
            yield start, end - 1
        else:
            yield from ((at, at) for at in range(start, end))
        start = end + 1


def _run_text(names: list[str], first: int, last: int, between: str) -> str:
    return names[first] if first == last else f"{names[first]}{between}{names[last]}"


def floor_text(floor: Floor) -> str:
    """Return the word that `read_floor` reads as this floor."""
    return next(word for word, one in FLOOR_WORDS.items() if one == floor)


def and_joined(words: Iterable[str]) -> str:
    """Return `a, b and c`."""
    return _joined(words, "and")


def or_joined(words: Iterable[str]) -> str:
    """Return `a, b or c`."""
    return _joined(words, "or")


def _joined(words: Iterable[str], link: str) -> str:
    *others, last = words
    return f"{', '.join(others)} {link} {last}" if others else last
