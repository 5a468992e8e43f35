"""Why: the documents date things to a day, a month or a year, often by inference, and no library
for EDTF keeps `~` and `?` and is quick enough to read thousands of facts. This is the subset that
packs use: ISO 8601-2 (EDTF) level 0, a trailing `?`, `~` or `%`, and closed intervals. It must not
guess: whatever it does not know is refused."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

EXPECTED = "expected YYYY, YYYY-MM, YYYY-MM-DD, with ? or ~, or a/b"
_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%])?", re.ASCII)
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DOUBT = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as it is known.

    `earliest` and `latest` are the first and last day that it may mean, both included; `~` and `?`
    do not widen them. `day` tells whether it names one day.
    """

    text: str
    earliest: date
    latest: date
    words: str

    @property
    def is_day(self) -> bool:
        """Whether it names a single day, without doubt."""
        return self.earliest == self.latest and not set("?~%") & set(self.text)

    def __str__(self) -> str:
        """Return the EDTF string as it was written."""
        return self.text


def _point(text: str) -> tuple[date, date, str]:
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year = int(match[1])
    month, day = (int(part) if part else None for part in match.group(2, 3))
    doubt = _DOUBT[match[4] or ""]
    if month is None:
        return date(year, 1, 1), date(year, 12, 31), f"{doubt}{year:04d}"
    if not 1 <= month <= len(_MONTHS) - 1:
        raise ValueError(text)
    if day is None:
        last = calendar.monthrange(year, month)[1]
        return date(year, month, 1), date(year, month, last), f"{doubt}{_MONTHS[month]} {year:04d}"
    exact = date(year, month, day)
    return exact, exact, f"{doubt}{day} {_MONTHS[month]} {year:04d}"


@lru_cache(maxsize=4096)
def parse_edtf(text: str) -> Edtf:
    """Return the date that `text` stands for.

    Raises ValueError whose text names the value and the forms that are read.
    """
    first, slash, second = text.partition("/")
    try:
        earliest, latest, words = _point(first)
        start, end, until = _point(second) if slash else (earliest, latest, "")
    except ValueError:
        raise ValueError(_refusal(text)) from None
    if start < earliest:
        raise ValueError(_refusal(text))
    return Edtf(text, earliest, end, f"{words} to {until}" if slash else words)


def _refusal(text: str) -> str:
    return f'"{text}" is not an EDTF date ({EXPECTED})'


def day_words(value: date) -> str:
    """Return a calendar day in the same words as dates in answers: `18 Jan 2025`."""
    return f"{value.day} {_MONTHS[value.month]} {value.year:04d}"
