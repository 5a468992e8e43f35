"""Why: people trust a subscription whose words they read back and understand. The sentences are
held here as they are printed, with the lake's pack, so that each can be read aloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.briefing.about import read_about
from bot.briefing.calendar import upcoming
from bot.briefing.model import MONDAY_TO_FRIDAY, About, Schedule, Wish
from bot.briefing.wording import about_words, change_words, next_words, schedule_words, wish_words
from bot.knowledge.loader import load
from tests.briefing.mornings import HARBOURS, SHIPPED, pack
from tests.packs import write_lake

if TYPE_CHECKING:
    from pathlib import Path

    from bot.knowledge.library import Library

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def lake(tmp_path: Path) -> Library:
    """Return the lake's library."""
    return load(write_lake(tmp_path))


def schedule(days: frozenset[int], skip: int = 0, zone: str = "Europe/Berlin") -> Schedule:
    """Return a schedule for 08:00 that skips so many days from Christmas Eve on."""
    dates = frozenset(date(2026, 12, 24 + n) for n in range(skip))
    return Schedule(at=time(8), zone=zone, weekdays=days, skip=dates)


_SCATTERED = frozenset(date(2026, 12, day) for day in (1, 3, 5, 6, 7, 9, 11, 13, 15))


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (schedule(frozenset(range(7))), "Every day at 08:00, Europe/Berlin time"),
        (
            schedule(MONDAY_TO_FRIDAY, 1),
            "Every weekday at 08:00, Europe/Berlin time, except 24 Dec 2026",
        ),
        (
            schedule(frozenset({4, 0, 2}), 2),
            (
                "Every Monday, Wednesday and Friday at 08:00, Europe/Berlin time, "
                "except 24 Dec 2026 and 25 Dec 2026"
            ),
        ),
        (
            schedule(frozenset({6}), 5, "UTC"),
            "Every Sunday at 08:00, UTC, except 24 Dec 2026 to 28 Dec 2026",
        ),
        (
            replace(schedule(frozenset({5, 6}), 0, "UTC"), skip=_SCATTERED),
            (
                "Every Saturday and Sunday at 08:00, UTC, except 1 Dec 2026, 3 Dec 2026, "
                "5 Dec 2026 to 7 Dec 2026, 9 Dec 2026 and 3 more dates"
            ),
        ),
    ],
)
def test_schedule_words(plan: Schedule, words: str) -> None:
    """A schedule names its days, its time with the zone, and at most five exceptions; dates in a
    row are one."""
    assert schedule_words(plan) == words


def test_next_words() -> None:
    """The next briefs are told with weekday, date and time, and the zone once."""
    plan = schedule(MONDAY_TO_FRIDAY)
    assert next_words(upcoming(plan, NOON, None), plan) == (
        "The next briefs come on Tue 24 Nov 2026, 08:00; Wed 25 Nov 2026, 08:00; "
        "and Thu 26 Nov 2026, 08:00 (Europe/Berlin)."
    )
    assert next_words(upcoming(plan, NOON, None, 1), plan) == (
        "The next brief comes on Tue 24 Nov 2026, 08:00 (Europe/Berlin)."
    )
    assert next_words((), plan) == "No brief is due within the next 400 days."


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("orvik", "Orvik"),
        ("grain tolls", "grain and tolls"),
        ("orvik grain tolls", "Orvik, only facts on grain or tolls"),
        ("orvik brannoch", "Orvik and Brannoch together"),
        ("orvik registry", "Orvik and the Coastal Registry together"),
        ("orvik brannoch kestane", "Orvik, Brannoch and Kestane Freight with each other"),
        (
            "orvik brannoch kestane registry grain",
            (
                "Orvik, Brannoch and Kestane Freight with each other, together with the Coastal "
                "Registry, only facts on grain"
            ),
        ),
    ],
)
def test_about_words(typed: str, words: str) -> None:
    """What briefs are about says which facts those are, and reads back as the same."""
    library = pack(HARBOURS)
    about = read_about(typed, library)
    assert about_words(about, library) == words
    assert read_about(words, library) == about
    shipped = pack(SHIPPED)
    assert about_words(read_about("ukraine israel", shipped), shipped) == (
        "Ukraine and Israel together"
    )


def test_wish_words(lake: Library) -> None:
    """A wish is told in three sentences: when and about what, which evidence, quiet days."""
    about = About(actors=("alder", "birch"), topics=("tolls",))
    wish = Wish(
        schedule=schedule(MONDAY_TO_FRIDAY),
        about=about,
        floor="no-lone-allegations",
        unchanged="skip",
    )
    assert wish_words(wish, lake) == (
        (
            "Every weekday at 08:00, Europe/Berlin time, about Alder and Birch together, "
            "only facts on tolls."
        ),
        "Allegations from fewer than two known origins are left out.",
        "When nothing has changed, nothing is posted.",
    )
    assert wish_words(Wish(schedule=wish.schedule, about=About(actors=("GONE",))), lake) == (
        "Every weekday at 08:00, Europe/Berlin time, about everything in the pack.",
        "All claims are shown, whoever makes them.",
        "When nothing has changed, the brief comes all the same.",
    )


def skipping(*numbers: int) -> Wish:
    """Return a wish that skips every other day after New Year by number."""
    dates = frozenset(date(2027, 1, 1) + timedelta(days=2 * number) for number in numbers)
    return Wish(schedule=Schedule(at=time(8), zone="UTC", skip=dates))


def test_a_change_of_many_dates_is_short(lake: Library) -> None:
    """Of many dates a change tells the first and how many more there are, as a brief does."""
    assert change_words(skipping(), skipping(*range(366)), lake) == (
        "dates to skip: none → 1 Jan 2027, 3 Jan 2027, 5 Jan 2027, 7 Jan 2027 and 362 more dates"
    )


def test_a_change_that_is_not_shown_is_told(lake: Library) -> None:
    """Where only dates that are not named differ, the change is told all the same."""
    some = "1 Jan 2027, 3 Jan 2027, 5 Jan 2027, 7 Jan 2027 and 2 more dates"
    assert change_words(skipping(0, 1, 2, 3, 4, 5), skipping(0, 1, 2, 3, 4, 9), lake) == (
        f"dates to skip: {some} → {some}, of which some are others"
    )


def test_many_names_are_counted(lake: Library) -> None:
    """Names are told as long as they fit beside all else; the rest is a number."""
    (topic, *_) = lake.topics.values()
    topics = {f"t{n}": replace(topic, id=f"t{n}", label=f"Long topic {n:027}") for n in range(50)}
    about = About(actors=("alder",), topics=tuple(topics))
    wish = Wish(schedule=schedule(MONDAY_TO_FRIDAY), about=about)
    names = ", ".join(f"Long topic {n:027}" for n in range(19))
    assert wish_words(wish, replace(lake, topics=topics))[0] == (
        f"Every weekday at 08:00, Europe/Berlin time, about Alder, only facts on {names} "
        "or 31 more."
    )
