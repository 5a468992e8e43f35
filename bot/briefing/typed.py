"""Why: people write times, days and dates with signs and spaces of their own: full-width digits,
quotation marks, `8 am`, `mon thru fri`, `24 Dec 2026`. Here each becomes the form that is read. It
must not guess: what may mean two things stays as it is, to be refused in words."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = "\"'`\u2018-\u201f\u00ab\u00bb\u2039\u203a"
_QUOTED = re.compile(rf"(?<!\w)[{_QUOTES}]+|[{_QUOTES}]+(?!\w)")
_UNTIL = r"(?:\b(?:to|until|till|through|thru)\b|[-\u2010-\u2015])"
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_HALF = re.compile(r"\b(\d{1,2}(?:[:.]\d\d)?)\s+([ap])\.?m\b\.?", re.IGNORECASE | re.ASCII)
_DAYS = re.compile(rf"\b({_WEEKDAY})\s*{_UNTIL}\s*({_WEEKDAY})\b", re.IGNORECASE)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_NUMBER = r"(\d{1,2})(?:st|nd|rd|th)?"
# Not the year of the next date of a list: 24 December, 2026-12-25.
_YEAR = r"(\d{4})\b(?!-\d\d-\d)"
# As our own answers write days: Thu 24 Dec 2026.
_OF_WEEK = rf"\b(?:{_WEEKDAY}\.?,?\s+)?"
_DAY_FIRST = re.compile(
    rf"{_OF_WEEK}\b{_NUMBER}\.?\s+{_MONTH},?\s+{_YEAR}", re.IGNORECASE | re.ASCII
)
_MONTH_FIRST = re.compile(
    rf"{_OF_WEEK}\b{_MONTH}\s+{_NUMBER},?\s+{_YEAR}", re.IGNORECASE | re.ASCII
)
# With dots the day comes first everywhere; with slashes it depends on the country.
_DOTTED = re.compile(rf"\b(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?{_YEAR}", re.ASCII)
_ISO = r"\d{4}-\d\d-\d\d"
_DATES = re.compile(rf"\b({_ISO})\s*(?:{_UNTIL}|/)\s*({_ISO})\b", re.IGNORECASE | re.ASCII)


def as_read(text: str) -> str:
    """Return the text with times, days and dates as they are read: `8am mon-fri 2026-12-24`.

    Two days or dates with `to` or a dash between become one word; quotation marks are left out.
    """
    text = _QUOTED.sub("", unicodedata.normalize("NFKC", text))
    text = _HALF.sub(r"\1\2m", text)
    text = _DAY_FIRST.sub(lambda found: _iso(found[3], found[2], found[1]), text)
    text = _MONTH_FIRST.sub(lambda found: _iso(found[3], found[1], found[2]), text)
    text = _DOTTED.sub(lambda found: f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}", text)
    return _DATES.sub(r"\1/\2", _DAYS.sub(r"\1-\2", text))


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{_MONTHS.index(month[:3].casefold()) + 1:02}-{day:0>2}"
