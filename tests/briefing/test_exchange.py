"""Why: a file of subscriptions is written by one database and mended by hand before another reads
it. What was exported must come back equal, and what is wrong must be named before anything is
taken."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.exchange import export_text, read_export
from bot.briefing.model import EVERY_DAY, About, Place, Schedule, Subscription, Wish
from bot.errors import WishError
from bot.knowledge.loader import load

SHIPPED = load(Path(__file__).parents[2] / "facts")
PLATFORMS = frozenset({"slack", "discord"})
IDS = st.text("ABC123<>&é", min_size=1, max_size=5)
DATES = st.dates(date(2026, 1, 1), date(2026, 12, 31))

SUBSCRIPTIONS = st.builds(
    Subscription,
    id=st.integers(1),
    place=st.builds(
        Place,
        platform=st.sampled_from(["slack", "discord"]),
        workspace=st.just("") | IDS,
        channel=IDS,
    ),
    wish=st.builds(
        Wish,
        schedule=st.builds(
            Schedule,
            at=st.builds(time, st.integers(0, 23), st.integers(0, 59)),
            zone=st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata", "Etc/GMT+5"]),
            weekdays=st.frozensets(st.sampled_from(sorted(EVERY_DAY)), min_size=1),
            skip=st.frozensets(DATES, max_size=9),
        ),
        about=st.builds(
            About,
            actors=st.lists(st.sampled_from(sorted(SHIPPED.covered)), unique=True).map(tuple),
            topics=st.lists(st.sampled_from(sorted(SHIPPED.topics)), unique=True).map(tuple),
        ),
        floor=st.sampled_from(["all", "no-lone-allegations", "acknowledged-or-reported"]),
        unchanged=st.sampled_from(["post", "one-line", "skip"]),
    ),
    made_by=IDS,
    changed_by=IDS,
    made_at=st.just(datetime(2026, 11, 23, tzinfo=UTC)),
    baseline=st.just("0123456789ab"),
    paused=st.none() | st.text(max_size=5),
)


@given(st.lists(SUBSCRIPTIONS, unique_by=lambda one: one.place, max_size=4))
def test_export_reads_as_what_it_was(subscriptions: list[Subscription]) -> None:
    """Whatever is exported is read as the same places, wishes, people and pauses."""
    entries = read_export(export_text(subscriptions).encode(), SHIPPED, PLATFORMS)
    assert {
        (entry.place, entry.wish, entry.paused, entry.made_by, entry.changed_by)
        for entry in entries
    } == {(one.place, one.wish, one.paused, one.made_by, one.changed_by) for one in subscriptions}


def entry(**changed: object) -> dict[str, object]:
    """Return a sound entry of a file, changed so; None leaves a key out."""
    sound: dict[str, object] = {
        "platform": "slack",
        "workspace": "T1",
        "channel": "C1",
        "at": "08:00",
        "zone": "Europe/Berlin",
        "days": "weekdays",
        "made_by": "U1",
        "changed_by": "U2",
    }
    return {key: value for key, value in {**sound, **changed}.items() if value is not None}


def refusal(content: bytes) -> list[str]:
    """Return the lines with which a file is refused."""
    with pytest.raises(WishError) as caught:
        read_export(content, SHIPPED, PLATFORMS)
    return str(caught.value).split("\n")


def file(*entries: dict[str, object]) -> bytes:
    """Return a file of these entries."""
    return json.dumps({"format": 1, "subscriptions": entries}).encode()


def test_what_may_be_left_out() -> None:
    """An entry needs a place, a time, a zone, days and people; the rest is as for a new wish."""
    (read,) = read_export(file(entry()), SHIPPED, PLATFORMS)
    assert read.wish == Wish(
        schedule=Schedule(at=time(8), zone="Europe/Berlin", weekdays=frozenset(range(5)))
    )
    assert read.paused is None


def test_everything_wrong_is_named_at_once() -> None:
    """Each thing that is wrong has a line with where it is, what was expected and the mend."""
    wrong = entry(
        workspace=None, wrkspace="T1", at=8, zone="Europe/Atlantis", days="mo", made_by="",
        floor="high", unchanged="never", **{"except": "soon"},
    )  # fmt: skip
    texts = {
        "workspace": " is missing.",
        "at": ": expected text in quotation marks.",
        "zone": (
            ': "Europe/Atlantis" is not a city or a time zone that is known here. Name a large '
            "city in the same zone, or a zone such as Europe/Berlin."
        ),
        "days": (
            ': "mo" does not name days of the week. Write weekdays, daily, mon-fri or mon,wed,fri.'
        ),
        "except": (
            ': "soon" is not a date. Write dates as 2026-12-24, '
            "or 2026-12-24/2026-12-26 for all from the first to the last."
        ),
        "floor": (': "high" is not an evidence floor. Write all, no-lone-allegations or reported.'),
        "unchanged": (
            ': "never" does not say what comes when nothing changed. Write post, one-line or skip.'
        ),
        "made_by": ": string should have at least 1 character.",
        "wrkspace": ' is no key that is known here. Did you mean "workspace"?',
    }
    expected = [f"subscriptions[1].{key}{text}" for key, text in texts.items()]
    assert refusal(file(entry(), wrong)) == expected


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "The file is not JSON: EOF while parsing a value at line 1 column 0."),
        (b"\xff", "The file is not JSON: expected value at line 1 column 1."),
        (b"[]", "The file: input should be an object."),
        (b'{"format": 2, "subscriptions": []}', "format: input should be 1."),
        (b'{"format": 1}', "subscriptions is missing."),
    ],
)
def test_what_is_no_such_file(content: bytes, line: str) -> None:
    """A file of another kind is refused in words."""
    assert refusal(content) == [line]


def test_strangers_and_repetitions() -> None:
    """Ids that the pack does not have are named, and channels that stand twice."""
    again = entry(actors=["IRN", "IRX"], topics=["dronez", "space-travel"])
    assert refusal(file(entry(), again)) == [
        'subscriptions[1].actors[1]: "IRX" is no actor of this pack. Did you mean "IRN"?',
        'subscriptions[1].topics[0]: "dronez" is no topic of this pack. Did you mean "drones"?',
        'subscriptions[1].topics[1]: "space-travel" is no topic of this pack.',
        "subscriptions[1] is of the same channel as subscriptions[0].",
    ]


def test_a_platform_that_takes_no_briefs() -> None:
    """What would never be posted is refused: platforms are those that an adapter posts to."""
    slips = file(entry(platform="slak"), entry(platform="telegraph"), entry(platform="terminal"))
    assert refusal(slips) == [
        'subscriptions[0].platform: "slak" takes no briefs. Did you mean "slack"?',
        'subscriptions[1].platform: "telegraph" takes no briefs. Write discord or slack.',
        'subscriptions[2].platform: "terminal" takes no briefs. Write discord or slack.',
    ]


@pytest.mark.parametrize(
    ("typed", "zone"), [("Asia/Calcutta", "Asia/Kolkata"), ("EST", "America/New_York")]
)
def test_zones_are_read_as_typed_ones(typed: str, zone: str) -> None:
    """A zone is that of today's name, and none is an abbreviation's offset that nobody means."""
    (read,) = read_export(file(entry(zone=typed)), SHIPPED, PLATFORMS)
    assert read.wish.schedule.zone == zone


def test_faults_of_every_kind_are_named_in_one_run() -> None:
    """A fault in one field hides no unknown platform or id, and no channel that stands twice."""
    wrong = entry(at="25:00", platform="slak", topics=["dronez"])
    time_of_day = '"25:00" is not a time of day. Write it as 08:00 or 8am.'
    assert refusal(file(wrong, wrong, {**entry(), "actors": [1, "IRX"]})) == [
        f"subscriptions[0].at: {time_of_day}",
        f"subscriptions[1].at: {time_of_day}",
        "subscriptions[2].actors[0]: input should be a valid string.",
        'subscriptions[0].platform: "slak" takes no briefs. Did you mean "slack"?',
        'subscriptions[1].platform: "slak" takes no briefs. Did you mean "slack"?',
        'subscriptions[0].topics[0]: "dronez" is no topic of this pack. Did you mean "drones"?',
        'subscriptions[1].topics[0]: "dronez" is no topic of this pack. Did you mean "drones"?',
        'subscriptions[2].actors[1]: "IRX" is no actor of this pack. Did you mean "IRN"?',
        "subscriptions[1] is of the same channel as subscriptions[0].",
    ]
