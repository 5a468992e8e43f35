"""Why: people type what they want in one line, in their own order and spelling, and must either get
it or read what to mend. The lake's pack keeps the messages short; the shipped one is used for the
round trip, as its names are many."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing.model import EVERY_DAY, MONDAY_TO_FRIDAY, About, Schedule, Wish
from bot.briefing.terms import read_dates, read_time, read_weekdays
from bot.briefing.wishes import LONGEST_WISH, read_wish, wish_text
from bot.briefing.wording import wish_words
from bot.briefing.zones import find_zones, zone_of
from bot.errors import WishError
from bot.knowledge.loader import load
from tests.packs import write_lake

if TYPE_CHECKING:
    from bot.knowledge.library import Library

SHIPPED = load(Path(__file__).parents[2] / "facts")
MORNING = Schedule(at=time(8), zone="Europe/Berlin")
WORKDAYS = Schedule(at=time(8), zone="Europe/Berlin", weekdays=MONDAY_TO_FRIDAY)
CHRISTMAS = frozenset({date(2026, 12, 24), date(2026, 12, 25)})
EXAMPLE = "Write a line like 08:00 Europe/Berlin weekdays"
SUBJECTS = "Briefs can be about actors and topics, such as alder money."


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return the lake's library."""
    return load(write_lake(tmp_path_factory.mktemp("lake")))


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("08:00 Europe/Berlin", Wish(schedule=MORNING)),
        ("08:00, Berlin, daily", Wish(schedule=MORNING)),
        ("weekdays berlin 8am", Wish(schedule=WORKDAYS)),
        ("08:00 Berlin (Europe/Berlin, UTC+01:00) weekdays", Wish(schedule=WORKDAYS)),
        ("every weekday at 8 a.m. in Berlin", Wish(schedule=WORKDAYS)),
        ("mon - fri 08.00 Berlin", Wish(schedule=WORKDAYS)),
        ("Monday to Friday 08:00 Berlin", Wish(schedule=WORKDAYS)),
        (
            "08:00 The Hague",
            Wish(schedule=Schedule(at=time(8), zone="Europe/Amsterdam")),
        ),
        (
            "7:30 pm New York mon, wed and fri",
            Wish(
                schedule=Schedule(
                    at=time(19, 30), zone="America/New_York", weekdays=frozenset({0, 2, 4})
                )
            ),
        ),
        (
            "08:00 Berlin about Alder, tolls",
            Wish(schedule=MORNING, about=About(actors=("alder",), topics=("tolls",))),
        ),
        (
            "about: alder tolls at 08:00 weekdays in Berlin",
            Wish(schedule=WORKDAYS, about=About(actors=("alder",), topics=("tolls",))),
        ),
        (
            "about alder las vegas 8am",
            Wish(
                schedule=Schedule(at=time(8), zone="America/Los_Angeles"),
                about=About(actors=("alder",)),
            ),
        ),
        (
            "except 2026-12-24, 2026-12-25 08:00 Berlin floor reported unchanged skip",
            Wish(
                schedule=Schedule(at=time(8), zone="Europe/Berlin", skip=CHRISTMAS),
                floor="acknowledged-or-reported",
                unchanged="skip",
            ),
        ),
        (
            "UNCHANGED One-Line FLOOR No-Lone-Allegations ABOUT everything 08:00 BERLIN",
            Wish(schedule=MORNING, floor="no-lone-allegations", unchanged="one-line"),
        ),
    ],
)
def test_read_wish(lake: Library, line: str, wish: Wish) -> None:
    """A line is read in any order, with the words and spaces that people use."""
    assert read_wish(line, lake) == wish


def test_base_keeps_what_is_not_named(lake: Library) -> None:
    """Of a subscription there is, only what the line names is changed."""
    base = Wish(
        schedule=Schedule(
            at=time(8), zone="Europe/Berlin", weekdays=MONDAY_TO_FRIDAY, skip=CHRISTMAS
        ),
        about=About(topics=("tolls",)),
        floor="no-lone-allegations",
        unchanged="skip",
    )
    for line in ("", "08:00", "Berlin", "mon-fri", "about tolls", "unchanged skip"):
        assert read_wish(line, lake, base) == base
    line = "09:00 UTC daily except none about everything floor all unchanged post"
    assert read_wish(line, lake, base) == Wish(schedule=Schedule(at=time(9), zone="UTC"))


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("days weekdays", "08:00 Europe/Berlin weekdays"),
        ("days mon-fri", "08:00 Europe/Berlin weekdays"),
        ("mon thru fri", "08:00 Europe/Berlin weekdays"),
        ("on days mon and wed", "08:00 Europe/Berlin mon,wed"),
        ("every day mon-fri", "08:00 Europe/Berlin weekdays"),
        ("every day", "08:00 Europe/Berlin daily"),
        ("days: mon,wed", "08:00 Europe/Berlin mon,wed"),
        ("time: 09:00", "09:00 Europe/Berlin sat"),
        ("to 9am", "09:00 Europe/Berlin sat"),
        ("“09:00”", "09:00 Europe/Berlin sat"),
        ("０９：００", "09:00 Europe/Berlin sat"),
        ("zone London", "08:00 Europe/London sat"),
        ("Time zone: London", "08:00 Europe/London sat"),
        ("floor: reported", "08:00 Europe/Berlin sat floor reported"),
        ("about:alder days:mon zone:London", "08:00 Europe/London mon about alder"),
        ("except 24 Dec 2026 9am", "09:00 Europe/Berlin sat except 2026-12-24"),
        (
            "except 2026-12-24 to 2026-12-31",
            "08:00 Europe/Berlin sat except 2026-12-24/2026-12-31",
        ),
    ],
)
def test_changes_as_people_type_them(lake: Library, line: str, text: str) -> None:
    """Parts are read with the names that we print, and days with the words around them."""
    base = Wish(schedule=Schedule(at=time(8), zone="Europe/Berlin", weekdays=frozenset({5})))
    assert wish_text(read_wish(line, lake, base), lake) == text


def test_our_own_sentence_reads_back(lake: Library) -> None:
    """What an answer says of a brief can be copied and typed."""
    line = "09:00 Europe/Berlin mon,wed except 2026-12-24,2026-12-25 about alder birch tolls"
    wish = read_wish(line, lake)
    assert read_wish(wish_words(wish, lake)[0], lake) == wish


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("", f"A time and a city or time zone are missing. {EXAMPLE}."),
        ("Berlin", f"A time is missing. {EXAMPLE}."),
        ("08:00", f"A city or time zone is missing. {EXAMPLE}."),
        ("25:00 Berlin", '"25:00" is not a time of day. Write it as 08:00 or 8am.'),
        ("13pm Berlin", '"13pm" is not a time of day. Write it as 08:00 or 8am.'),
        ("every day at 8 Berlin", '"8" may be 8am or 8pm. Write 08:00 or 20:00.'),
        ("at 12 Berlin", '"12" may be 12am or 12pm. Write 00:00 or 12:00.'),
        ("at 13 Berlin", '"13" is not a time of day. Write it as 08:00 or 8am.'),
        ("8:00 Berlin 9:00", "Two times are named, 08:00 and 09:00. Write one of them."),
        (
            "08:00 Xanadu",
            (
                '"Xanadu" is not a city or a time zone that is known here. Name a large city in '
                "the same zone, or a zone such as Europe/Berlin."
            ),
        ),
        (
            "08:00 Berlin soon",
            (
                f'"soon" is not understood. {EXAMPLE}; after it may come about, except, floor or '
                "unchanged with their words."
            ),
        ),
        (
            "08:00 Berlin UTC daily Paris",
            (
                f'"UTC" is not understood. {EXAMPLE}; after it may come about, except, floor or '
                "unchanged with their words."
            ),
        ),
        (
            "08:00 Berlin alder tolls",
            'Write "about" before what the briefs are about: about alder tolls.',
        ),
        (
            "08:00 alder Berlin",
            (
                '"alder Berlin" is not a city or a time zone that is known here. Name a large city '
                "in the same zone, or a zone such as Europe/Berlin."
            ),
        ),
        (
            "08:00 Berlin about",
            'After "about" should come actors or topics, or everything.',
        ),
        (
            "08:00 Berlin about weekdays",
            'After "about" should come actors or topics, or everything.',
        ),
        ("08:00 Berlin about the", f"No actor or topic is named. {SUBJECTS}"),
        ("08:00 Berlin about Mora Lind", f"Mora Lind is a person. {SUBJECTS}"),
        (
            "08:00 Berlin about northside",
            '"northside" may mean Alder or Birch. Name one of them.',
        ),
        (
            "08:00 Berlin about tolls aldre",
            '"aldre" is no actor or topic of this pack. Did you mean alder?',
        ),
        (
            "08:00 Berlin about fish & chips",
            f'"fish" and "chips" are no actors or topics of this pack. {SUBJECTS}',
        ),
        ("08:00 Berlin except", 'After "except" should come dates, such as 2026-12-24.'),
        (
            "08:00 Berlin except Christmas",
            (
                '"Christmas" is not a date. Write dates as 2026-12-24, or 2026-12-24/2026-12-26 '
                "for all from the first to the last."
            ),
        ),
        (
            "08:00 Berlin floor",
            'After "floor" should come all, no-lone-allegations or reported.',
        ),
        (
            "08:00 Berlin floor high",
            '"high" is not an evidence floor. Write all, no-lone-allegations or reported.',
        ),
        ("08:00 Berlin unchanged", 'After "unchanged" should come post, one-line or skip.'),
        (
            "08:00 Berlin unchanged never",
            '"never" does not say what comes when nothing changed. Write post, one-line or skip.',
        ),
        (
            "08:00 Berlin floor all floor all",
            '"floor" stands twice. Write it once, with everything that belongs to it.',
        ),
        (
            "x" * (LONGEST_WISH + 1),
            "That line has more than 6,000 characters. Write it like 08:00 Europe/Berlin weekdays.",
        ),
    ],
)
def test_refusals(lake: Library, line: str, text: str) -> None:
    """A line that cannot be read is refused with the word, what was expected and the mend."""
    with pytest.raises(WishError) as caught:
        read_wish(line, lake)
    assert str(caught.value) == text


@pytest.mark.parametrize(
    ("about", "text"),
    [
        ("iran spain", "Spain is not covered by this pack."),
        ("answers of others", '"answers of others" names no actor or topic.'),
    ],
)
def test_what_briefs_cannot_be_about(about: str, text: str) -> None:
    """A state that the pack says nothing on, or a name without actors, would bring no briefs."""
    with pytest.raises(WishError) as caught:
        read_wish(f"08:00 Berlin about {about}", SHIPPED)
    assert str(caught.value) == (
        f"{text} Briefs can be about actors and topics, such as china arms."
    )


def test_a_name_of_several() -> None:
    """A name of several actors stands for all of them, and one that may be two states for none."""
    four = read_wish("08:00 Berlin about CRINK", SHIPPED)
    assert four.about == About(actors=("RUS", "CHN", "IRN", "PRK"))
    assert wish_text(four, SHIPPED) == "08:00 Europe/Berlin daily about four"
    with pytest.raises(WishError) as caught:
        read_wish("08:00 Berlin about korea", SHIPPED)
    assert str(caught.value) == '"korea" may mean North Korea or South Korea. Name one of them.'


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("08:00", time(8)),
        ("8:05", time(8, 5)),
        ("8.30", time(8, 30)),
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
        ("12am", time(0)),
        ("12 PM", time(12)),
        ("12:30 a.m.", time(0, 30)),
        ("11:59pm", time(23, 59)),
        ("noon", time(12)),
        ("Midnight", time(0)),
        ("０８：００", time(8)),
        ("“08:00”", time(8)),
        ("'8 am'", time(8)),
    ],
)
def test_times(text: str, at: time) -> None:
    """A time of day is read with 24 hours or twelve."""
    assert read_time(text) == at


@pytest.mark.parametrize("text", ["", "24:00", "8:60", "0am", "13am", "8:0", "-8:00", "8", "0008"])
def test_no_times(text: str) -> None:
    """What is no time of day is refused, and not mended in silence."""
    with pytest.raises(WishError, match=r"is not a time of day|may be 8am or 8pm"):
        read_time(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("daily", {0, 1, 2, 3, 4, 5, 6}),
        ("weekdays", {0, 1, 2, 3, 4}),
        ("weekends", {5, 6}),
        ("mon", {0}),
        ("Tues Thurs", {1, 3}),
        ("Wednesdays", {2}),
        ("mon,wed, fri", {0, 2, 4}),
        ("mon-wed,sat", {0, 1, 2, 5}),
        ("sun-thu", {6, 0, 1, 2, 3}),
        ("sat–sun", {5, 6}),
        ("fri-mon", {4, 5, 6, 0}),
        ("mon thru fri", {0, 1, 2, 3, 4}),
        ("Saturday through Sunday", {5, 6}),
        ("every day", {0, 1, 2, 3, 4, 5, 6}),
        ("every day mon-fri", {0, 1, 2, 3, 4}),
        ("days weekdays", {0, 1, 2, 3, 4}),
        ("on mon and wed", {0, 2}),
    ],
)
def test_weekdays(text: str, days: set[int]) -> None:
    """Days of the week are read one by one, as ranges and by their common names."""
    assert read_weekdays(text) == days


@pytest.mark.parametrize(
    "text", ["", "mo", "and", "mon/wed", "fryday", "thus", "mon-", "mon-wed-fri", "mon, soon"]
)
def test_no_weekdays(text: str) -> None:
    """What names no days is refused whole."""
    with pytest.raises(WishError) as caught:
        read_weekdays(text)
    assert str(caught.value) == (
        f'"{text}" does not name days of the week. Write weekdays, daily, mon-fri or mon,wed,fri.'
    )


def test_a_date_without_a_year_takes_none_from_the_next() -> None:
    """In a list the year of the next date is not taken for the year of one that has none."""
    with pytest.raises(WishError, match=r'^"24" and "December" are not dates\. '):
        read_dates("24 December, 2026-12-25")


def test_dates() -> None:
    """Dates are read one by one and as ranges, however they are divided."""
    assert read_dates("2026-12-24,2026-12-25") == CHRISTMAS
    assert read_dates(" 2026-12-24 ;\n 2026-12-25, ") == CHRISTMAS
    assert read_dates("2026-12-24/2026-12-25") == CHRISTMAS
    assert read_dates("2026-12-24/2026-12-24") == {date(2026, 12, 24)}
    for typed in (
        "24 Dec 2026 and 25 Dec 2026",
        "24.12.2026, 25. 12. 2026",
        "December 24th, 2026; Fri 25 Dec 2026",
        "2026-12-24 to 2026-12-25",
        "24 Dec 2026 – 25 december 2026",
        "2026-12-24 / 2026-12-25",
    ):
        assert read_dates(typed) == CHRISTMAS
    assert read_dates("") == read_dates("none") == frozenset()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2026-02-29", '"2026-02-29" is not a date'),
        ("24/12/2026", '"24/12/2026" is not a date'),
        ("32 Dec 2026", '"2026-12-32" is not a date'),
        ("24 Dec", '"24" and "Dec" are not dates'),
        ("2026-W52-4", '"2026-W52-4" is not a date'),
        ("2026-12-25/2026-12-24", '"2026-12-25/2026-12-24" is not a date'),
        ("2026-12-24/", None),
        ("2026-13-01, 2026-12-24, soon", '"2026-13-01" and "soon" are not dates'),
        ("a b c d e f g", '"a", "b", "c", "d" and others are not dates'),
    ],
)
def test_no_dates(text: str, named: str | None) -> None:
    """Everything that is no date is named at once."""
    if named is None:
        assert read_dates(text) == {date(2026, 12, 24)}
        return
    with pytest.raises(WishError) as caught:
        read_dates(text)
    assert str(caught.value) == (
        f"{named}. Write dates as 2026-12-24, or 2026-12-24/2026-12-26 for all from the first to "
        "the last."
    )


@pytest.mark.parametrize(
    "text", ["2026-01-01/2027-06-01", "2026-01-01/2026-12-31 2028-01-01/2028-01-02"]
)
def test_too_many_dates(text: str) -> None:
    """More than a year of dates is refused, as pausing serves that better."""
    with pytest.raises(WishError) as caught:
        read_dates(text)
    assert str(caught.value) == (
        "At most 366 dates can be skipped. To stop for longer, pause the briefs."
    )


def wishes() -> st.SearchStrategy[Wish]:
    """Return wishes of every kind about the shipped pack."""
    audible = sorted(SHIPPED.covered | SHIPPED.heard)
    zones = sorted(
        {
            zone_of(zone.name)
            for letter in "abcdefghiklmnoprstuvwxyz"
            for zone in find_zones(letter, 99)
        }
    )
    dates = st.dates(date(2026, 1, 1), date(2027, 12, 31))
    runs = st.tuples(dates, st.integers(0, 20)).map(
        lambda run: {run[0] + timedelta(days=n) for n in range(run[1])}
    )
    return st.builds(
        Wish,
        schedule=st.builds(
            Schedule,
            at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
            zone=st.sampled_from(zones),
            weekdays=st.frozensets(st.sampled_from(sorted(EVERY_DAY)), min_size=1),
            skip=st.lists(runs, max_size=8).map(lambda some: frozenset[date]().union(*some)),
        ),
        about=st.builds(
            About,
            actors=st.lists(st.sampled_from(audible), unique=True, max_size=6).map(tuple),
            topics=st.lists(st.sampled_from(sorted(SHIPPED.topics)), unique=True, max_size=6).map(
                tuple
            ),
        ),
        floor=st.sampled_from(["all", "no-lone-allegations", "acknowledged-or-reported"]),
        unchanged=st.sampled_from(["post", "one-line", "skip"]),
    )


@settings(max_examples=300)
@given(wishes())
def test_round_trip(wish: Wish) -> None:
    """Every wish is written as a line that reads as the same wish again."""
    assert read_wish(wish_text(wish, SHIPPED), SHIPPED) == wish


_WORDS = """about except floor unchanged 08:00 8 am noon Berlin las vegas Europe/Paris weekdays
mon - fri to iran drones korea spain putin 2026-12-24 2026-12-24/2026-12-26 none everything all
reported skip at in and every the , / -"""
WORDS = st.sampled_from(_WORDS.split())


@settings(max_examples=300)
@given(st.lists(WORDS | st.text(max_size=4), max_size=12).map(" ".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever is typed is a wish or a sentence for the person who typed it."""
    said = ""
    wish = Wish(schedule=MORNING)
    try:
        wish = read_wish(text, SHIPPED, wish)
    except WishError as error:
        said = str(error)
    assert not said or said.endswith((".", "?"))
    assert read_wish(wish_text(wish, SHIPPED), SHIPPED) == wish


def test_what_the_pack_lost_is_left_out() -> None:
    """Subjects that the pack no longer has are not written, and the line still reads."""
    wish = Wish(schedule=MORNING, about=About(actors=("IRN", "GONE"), topics=("gone",)))
    assert wish_text(wish, SHIPPED) == "08:00 Europe/Berlin daily about iran"
    lost = Wish(schedule=MORNING, about=About(actors=("GONE",)))
    assert wish_text(lost, SHIPPED) == "08:00 Europe/Berlin daily about everything"
