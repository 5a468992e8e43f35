"""Why: a line is read on a phone and cut by notifications. So a fact whose line would be too long,
today or as of any day, is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.loader import load
from tests.packs import ALDER_BIRCH, Change, refused, write_lake

LAKE = "relations/lake.yaml"
BOTTOM = "text: They share a pier; Birch alleges a toll, Alder denies it."
PIER = "Alder and Birch opened a pier of 120 metres. 4 May 2024*"
GUESTS = "The Cedars had 1,500 guests, by a reworded copy. By Jun 2024"
TOLL = (
    "Alleged by Birch, denied by Alder as of about May 2024: Alder takes a toll of up to 40 crowns"
)
FERRY = "no ferry had paid a toll. By about May 2024"
SHORT = f"{ALDER_BIRCH}:10:12 facts[0].short:"


def said_by(who: int, text: str) -> int:
    """Return the length of the line that says a text by a voice of so many letters."""
    return who + len(f"Said by : {text}")


def pier_said_by(letters: int) -> list[Change]:
    """Return the changes that give the pier a voice of so many letters."""
    voice = f"standing: said, by: [{{who: {'w' * letters}}}]"
    return [
        Change(ALDER_BIRCH, "standing: reported", voice),
        Change(ALDER_BIRCH, "facts: [pier, toll]", "facts: [toll]"),
    ]


def guests_said_by(letters: int) -> list[Change]:
    """Return the change that gives the guests of the wider set a voice of so many letters."""
    return [Change(LAKE, "standing: reported", f"standing: said, by: [{{who: {'w' * letters}}}]")]


def ferry_said_by(letters: int) -> list[Change]:
    """Return the change that gives the fact that limits the toll a voice of so many letters."""
    return [
        Change(ALDER_BIRCH, "by: [{actor: alder, person: mora}]", f"by: [{{who: {'w' * letters}}}]")
    ]


ALONE = 200 - said_by(0, PIER)
WIDE = 200 - said_by(0, f"{GUESTS} (the lake)")
JOINED = 300 - len(f"{TOLL}; said by : {FERRY}")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        pytest.param(
            pier_said_by(ALONE + 1),
            f"{ALDER_BIRCH}:10:12 facts[0].short: its line has 201 characters "
            "(expected at most 200; shorten it)",
            id="alone",
        ),
        pytest.param(
            guests_said_by(WIDE + 1),
            f"{LAKE}:10:12 facts[0].short: its line has 201 characters "
            "(expected at most 200; shorten it)",
            id="marked as of a wider set",
        ),
        pytest.param(
            ferry_said_by(JOINED + 1),
            f"{ALDER_BIRCH}:25:12 facts[1].short: its line with ferry has 301 characters "
            "(expected at most 300; shorten it)",
            id="joined",
        ),
    ],
)
def test_a_line_that_is_too_long_is_refused(
    tmp_path: Path, changes: list[Change], fault: str
) -> None:
    """A line has at most 200 characters, a joined one 300; else its lead is refused."""
    assert refused(tmp_path, *changes) == [fault]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(pier_said_by(ALONE), id="alone"),
        pytest.param(guests_said_by(WIDE), id="marked"),
        pytest.param(ferry_said_by(JOINED), id="joined"),
    ],
)
def test_a_line_of_just_the_allowed_length_is_read(tmp_path: Path, changes: list[Change]) -> None:
    """A line may be exactly as long as is allowed."""
    assert len(load(write_lake(tmp_path, *changes)).facts) == 4


def test_the_line_of_a_superseded_fact_is_held_to_its_length(tmp_path: Path) -> None:
    """A superseded fact prints again in views of the past, so its line is not let off."""
    changes = [
        *pier_said_by(ALONE + 1),
        Change(LAKE, "    weight: 1\n", "    weight: 1\n    supersedes: [pier]\n"),
    ]
    # The note of July, with its star, is not yet known then.
    assert refused(tmp_path, *changes, Change(ALDER_BIRCH, '4"}', '4~"}')) == [
        (
            f"{SHORT} its line as known on 31 May 2024 has 206 characters "
            "(expected at most 200; shorten it)"
        )
    ]


def test_the_line_of_an_earlier_standing_is_held_to_its_length(tmp_path: Path) -> None:
    """A fact that was only said before it was acknowledged prints its older voice in the past."""
    later = 'source: leaflet, paragraph: 1, fingerprint: "0123456789abcdef"'
    changes = [
        Change(ALDER_BIRCH, "standing: reported}",
               f"standing: said, by: [{{who: {'w' * (ALONE + 2)}}}]}}\n"
               f"      - {{{later}, standing: acknowledged, by: [{{actor: alder}}]}}"),
        Change(ALDER_BIRCH, BOTTOM, "text: Alder and Birch quarrel."),
    ]  # fmt: skip
    assert refused(tmp_path, *changes) == [
        (
            f"{SHORT} its line as known on 31 May 2024 has 201 characters "
            "(expected at most 200; shorten it)"
        )
    ]
