"""Why: a brief at the wrong hour is worse than none, so a city must lead to its own zone or to a
question. Generated and curated names are held together here, as both are searched at once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from string import ascii_lowercase

import pytest

from bot.briefing.clocks import clock_of, zone_names
from bot.briefing.zone_table import TABLE, generate
from bot.briefing.zones import MOST_ZONES, Zone, find_zones, zone_of
from bot.errors import WishError
from bot.knowledge.naming import normalise_name

CURATED = TABLE.with_name("cities.tsv")
LONGEST_OPTION = 75  # of Slack's lists
WINTER = datetime(2026, 12, 1, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, tzinfo=UTC)
# Names by which people say where they are, each with the one zone that it means.
PLACES = {
    "Africa/Lagos": "Abuja; Lagos; Nigeria",
    "America/Los_Angeles": "san francisco; PST; US/Pacific; Seattle; los_angeles",
    "America/New_York": "New York; new-york; NYC; Washington; Washington, D.C.; EST; Boston; ET",
    "America/Sao_Paulo": "Brasília; brasilia; São Paulo; sao paulo; Brazil/East",
    "America/Toronto": "Ottawa; Toronto; Montreal",
    "Asia/Dubai": "Abu Dhabi; Dubai; United Arab Emirates",
    "Asia/Ho_Chi_Minh": "Hanoi; Saigon; Vietnam; Asia/Saigon",
    "Asia/Jerusalem": "Jerusalem; Tel Aviv; Israel",
    "Asia/Kolkata": "Delhi; New Delhi; Mumbai; Bombay; Calcutta; asia/calcutta; India",
    "Asia/Pyongyang": "Pyongyang; North Korea",
    "Asia/Seoul": "Seoul; South Korea; KST",
    "Asia/Shanghai": "Beijing; Shanghai; BEIJING; Shenzhen; Asia/Chongqing",
    "Asia/Tehran": "Tehran; Teheran; Iran; asia/tehran",
    "Australia/Sydney": "Canberra; Sydney",
    "Europe/Belgrade": "Pristina; Kosovo; Belgrade; Serbia",
    "Europe/Berlin": "Berlin; berlin; Europe/Berlin; Munich; München; CET",
    "Europe/Istanbul": "Ankara; Istanbul; Turkey; Türkiye",
    "Europe/Kyiv": "Kyiv; Kiev; Europe/Kiev; Ukraine; Kharkiv",
    "Europe/London": "London; UK; United Kingdom; Scotland; BST",
    "Europe/Moscow": "Moscow; MSK; Kazan",
    "Europe/Zurich": "Bern; Geneva; Zurich; Switzerland",
    "Pacific/Auckland": "Wellington",
    "UTC": "UTC; utc; GMT; Zulu",
    "Etc/GMT+5": "Etc/GMT+5",
}


def curated() -> list[list[str]]:
    """Return the rows of the file that is edited by hand."""
    lines = CURATED.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def test_table_is_as_generated() -> None:
    """The committed table is what `make zones` writes with the pinned babel and tzdata."""
    assert TABLE.read_text(encoding="utf-8") == generate()


def test_curated_names_are_in_order() -> None:
    """Each curated name leads to a zone in use, stands once, and stands where one looks for it."""
    in_use = {line.split("\t")[0] for line in generate().splitlines()} | {"UTC"}
    rows = curated()
    assert [row for row in rows if row[1] not in in_use or len(row) not in {2, 3}] == []
    assert len({(row[0], row[1]) for row in rows}) == len(rows)
    *blocks, _ = CURATED.read_text(encoding="utf-8").split("\n# ")[3:]
    for block in blocks:
        names = [normalise_name(line.split("\t")[0]) for line in block.splitlines()[1:]]
        assert names == sorted(names)


@pytest.mark.parametrize(
    ("place", "zone"),
    [(place, zone) for zone, places in PLACES.items() for place in places.split("; ")],
)
def test_zone_of(place: str, zone: str) -> None:
    """A city, a territory with one zone, a common abbreviation and a zone's own name are read."""
    assert zone_of(f" {place} ") == zone


def test_every_zone_is_read_by_its_own_name() -> None:
    """Every zone with an area is read by its own name, as one whose clocks show the same now."""
    zones = [name for name in zone_names() if "/" in name]
    assert len(zones) > 500
    for at in (WINTER, SUMMER):
        assert [at.astimezone(clock_of(zone_of(zone.upper()))).utcoffset() for zone in zones] == [
            at.astimezone(clock_of(zone)).utcoffset() for zone in zones
        ]


def test_labels_are_read() -> None:
    """A label that was copied out of a list or an answer is read as its zone."""
    for zone in find_zones("", 25):
        assert zone_of(str(zone)) == zone_of(zone.label(WINTER)) == zone.name


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (
            "beij",
            (
                '"beij" is not a city or a time zone that is known here. '
                "Did you mean Beijing (Asia/Shanghai)?"
            ),
        ),
        (
            "Berln",
            (
                '"Berln" is not a city or a time zone that is known here. '
                "Did you mean Berlin (Europe/Berlin) or Bern (Europe/Zurich)?"
            ),
        ),
        (
            "Xanadu",
            (
                '"Xanadu" is not a city or a time zone that is known here. '
                "Name a large city in the same zone, or a zone such as Europe/Berlin."
            ),
        ),
        (
            "CST",
            (
                '"CST" may mean Chicago (America/Chicago) or Shanghai (Asia/Shanghai). '
                "Write the zone, such as America/Chicago."
            ),
        ),
        (
            "Spain",
            (
                '"Spain" may mean Madrid (Europe/Madrid), Ceuta (Africa/Ceuta) or Canary '
                "(Atlantic/Canary). Write the zone, such as Europe/Madrid."
            ),
        ),
        (
            "united states",
            (
                '"united states" may mean New York (America/New_York), Detroit (America/Detroit) '
                "or Louisville (America/Kentucky/Louisville). Write the zone, such as "
                "America/New_York."
            ),
        ),
        (
            "<!channel> " * 9,
            (
                '"channel channel channel channe…" is not a city or a time zone that is known '
                "here. Name a large city in the same zone, or a zone such as Europe/Berlin."
            ),
        ),
    ],
)
def test_zone_of_refuses(typed: str, text: str) -> None:
    """What is no zone or may be several is a question with the nearest, and never a guess."""
    with pytest.raises(WishError) as caught:
        zone_of(typed)
    assert str(caught.value) == text


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("beij", ["Beijing (Asia/Shanghai, UTC+08:00)"]),
        ("kosovo", ["Pristina (Europe/Belgrade, UTC+01:00)"]),
        ("Kathmandu", ["Kathmandu (Asia/Kathmandu, UTC+05:45)"]),
        ("new y", ["New York (America/New_York, UTC-05:00)"]),
        ("berln", ["Berlin (Europe/Berlin, UTC+01:00)", "Bern (Europe/Zurich, UTC+01:00)"]),
        ("germ", ["Berlin (Europe/Berlin, UTC+01:00)", "Busingen (Europe/Busingen, UTC+01:00)"]),
        (
            "europe/be",
            ["Berlin (Europe/Berlin, UTC+01:00)", "Belgrade (Europe/Belgrade, UTC+01:00)"],
        ),
        ("xyz", []),
    ],
)
def test_find_zones(typed: str, labels: list[str]) -> None:
    """Zones are found by the beginning of a city, a territory or a zone, else a slip away."""
    assert [zone.label(WINTER) for zone in find_zones(typed)] == labels


def test_offset_is_of_the_instant() -> None:
    """An offset is the one that holds at the instant given."""
    assert Zone("Europe/Berlin", "Berlin").label(SUMMER) == "Berlin (Europe/Berlin, UTC+02:00)"


def test_lists_are_short() -> None:
    """At most 25 zones are found, or as many as asked for, each once; nothing typed finds some."""
    assert len(find_zones("a")) == MOST_ZONES
    assert len(set(find_zones("a"))) == MOST_ZONES
    assert find_zones("a", 2) == find_zones("a")[:2]
    assert [str(zone) for zone in find_zones("", 2)] == [
        "Honolulu (Pacific/Honolulu)",
        "Los Angeles (America/Los_Angeles)",
    ]
    assert len(find_zones(" ")) == MOST_ZONES


def test_labels_fit() -> None:
    """Every label fits into the narrowest list of a platform."""
    zones = {zone for letter in "abcdefghijklmnopqrstuvwxyz" for zone in find_zones(letter, 2000)}
    assert len(zones) > 600
    assert max(len(zone.label(WINTER)) for zone in zones) <= LONGEST_OPTION


def test_package_data_stands_beside_the_code() -> None:
    """Both files stand in the package, so that an installed bot has them."""
    assert [path.name for path in sorted(Path(TABLE).parent.glob("*.tsv"))] == [
        "cities.tsv",
        "zones.tsv",
    ]


def test_each_city_is_offered_once() -> None:
    """A city that is spelled in two ways is offered in the better one, whatever was typed."""
    for typed in ("sao p", "são p", "brazil", "america/sao"):
        cities = [zone.city for zone in find_zones(typed, 99) if zone.name == "America/Sao_Paulo"]
        assert cities == ["São Paulo"]
    every = {zone for letter in ascii_lowercase for zone in find_zones(letter, 9999)}
    assert len({(normalise_name(zone.city), zone.name) for zone in every}) == len(every)
