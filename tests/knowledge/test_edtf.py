"""Why: a date that is read a month wrong makes every order and as-of answer wrong. The library
`edtf` reads the whole standard and is the oracle; what we refuse beyond it is listed here."""

from __future__ import annotations

import re
from datetime import date

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.edtf import Edtf, day_words, parse_edtf

EXPECTED = "expected YYYY, YYYY-MM, YYYY-MM-DD, with ? or ~, or a/b"
days = st.dates()
points = st.builds(
    lambda day, length, mark: day.isoformat()[:length] + mark,
    days,
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "~", "?", "%"]),
)


def first_day(point: str) -> str:
    """Return the day that a point begins with, as text that sorts by time."""
    return f"{point.rstrip('~?%')}-01-01"[:10]


intervals = st.lists(points, min_size=2, max_size=2).map(
    lambda ends: "/".join(sorted(ends, key=first_day))
)
# The oracle needs hundredths of a second a date.
few = settings(max_examples=50)


def bounds(text: str) -> tuple[date, date]:
    """Return the first and the last day that a date may mean, as the oracle has it."""
    parsed = edtf.parse_edtf(text)
    first, last = parsed.lower_strict()[:3], parsed.upper_strict()[:3]
    return date(*first), date(*last)


@few
@given(points | intervals)
def test_bounds_are_those_of_the_edtf_library(text: str) -> None:
    """A date spans the days that the edtf library gives for it, and keeps its own spelling."""
    parsed = parse_edtf(text)
    assert (parsed.earliest, parsed.latest) == bounds(text)
    assert str(parsed) == text


@few
@given(st.text() | st.from_regex(r"[0-9]{4}(-[0-9]{1,3}){0,3}[?~%/]{0,2}", fullmatch=True))
def test_a_text_is_a_date_or_refused(text: str) -> None:
    """Any text is read as the edtf library reads it, or refused in words that name it."""
    try:
        parsed = parse_edtf(text)
    except ValueError as error:
        assert str(error) == f'"{text}" is not an EDTF date ({EXPECTED})'  # noqa: PT017 - either way
    else:
        assert (parsed.earliest, parsed.latest) == bounds(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("2025-13", id="thirteenth month"),
        pytest.param("2025-00", id="month nought"),
        pytest.param("2025-02-29", id="no leap year"),
        pytest.param("0000", id="year nought"),
        pytest.param("25", id="two digits"),
        pytest.param("2025-1", id="one digit of a month"),
        pytest.param("2025-01-01T00:00", id="time of day"),
        pytest.param("2025~?", id="two marks"),
        pytest.param("202X", id="decade"),
        pytest.param("2025-21", id="season"),
        pytest.param("٢٠٢٥", id="Arabic digits"),
        pytest.param("2025/", id="open end"),
        pytest.param("/2025", id="open beginning"),
        pytest.param("..", id="two dots"),
        pytest.param("2025/2024", id="backwards"),
        pytest.param("2024/2025/2026", id="three dates"),
        pytest.param(" 2025", id="space"),
        pytest.param("2025\n", id="line break"),
    ],
)
def test_a_form_that_packs_do_not_use_is_refused(text: str) -> None:
    """A date of another form is refused with the value and the forms that are read."""
    message = re.escape(f'"{text}" is not an EDTF date ({EXPECTED})')
    with pytest.raises(ValueError, match=rf"\A{message}\Z"):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("2025", "2025", id="year"),
        pytest.param("0987", "0987", id="early year"),
        pytest.param("2025-01", "Jan 2025", id="month"),
        pytest.param("2025-01-08", "8 Jan 2025", id="day"),
        pytest.param("2025-12~", "about Dec 2025", id="about"),
        pytest.param("2025?", "perhaps 2025", id="perhaps"),
        pytest.param("2025-06-30%", "perhaps about 30 Jun 2025", id="both"),
        pytest.param("2024/2025-03~", "2024 to about Mar 2025", id="interval"),
    ],
)
def test_a_date_prints_to_its_own_precision(text: str, words: str) -> None:
    """A date prints as precisely as it is known, with its doubt in words."""
    assert parse_edtf(text).words == words


@pytest.mark.parametrize(
    ("text", "is_day"),
    [
        pytest.param("2025-01-08", True, id="day"),
        pytest.param("2025-01-08/2025-01-08", True, id="interval of one day"),
        pytest.param("2025-01", False, id="month"),
        pytest.param("2025-01-08~", False, id="about a day"),
        pytest.param("2025-01-08/2025-01-09", False, id="two days"),
        pytest.param("2025-01-08~/2025-01-08", False, id="interval from about its day"),
        pytest.param("2025-01-08/2025-01-08?", False, id="interval to perhaps its day"),
    ],
)
def test_a_day_is_known_without_doubt(text: str, is_day: bool) -> None:  # noqa: FBT001 - a case
    """Only a date that means one day, without a mark of doubt, is a day."""
    assert parse_edtf(text).is_day is is_day


@given(days)
def test_calendar_days_print_as_dates_do(day: date) -> None:
    """A day of the calendar has the same words as the same day in EDTF."""
    assert day_words(day) == parse_edtf(day.isoformat()).words


@given(days)
def test_dates_read_twice_are_equal(day: date) -> None:
    """Two readings of one spelling are equal, so that denials of one date share a clause."""
    text = day.isoformat()
    assert parse_edtf(text) == Edtf(text, day, day, day_words(day))
