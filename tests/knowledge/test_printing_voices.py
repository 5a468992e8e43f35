"""Why: a bottom line is believed at once, so it may not take anybody's word without saying whose it
is, nor leave out that it is denied."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.loader import load
from tests.packs import ALDER_BIRCH, Change, refused, write_lake

BOTTOM = "text: They share a pier; Birch alleges a toll, Alder denies it."
TOLL = f'{ALDER_BIRCH}:6:17 bottom_line.facts[1]: "toll" is alleged'
NO_VOICE = f"{TOLL}, but the line names no voice of it (expected one)"
NO_DENIER = f"{TOLL} and denied, but the line names no denier"


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        pytest.param(
            [Change(ALDER_BIRCH, BOTTOM, "text: A toll is alleged, Alder denies it.")],
            [NO_VOICE],
            id="no voice",
        ),
        pytest.param(
            [Change(ALDER_BIRCH, BOTTOM, "text: They share a pier; Birch alleges a toll.")],
            [NO_DENIER],
            id="no denier",
        ),
        pytest.param(
            [Change(ALDER_BIRCH, BOTTOM, "text: They share a pier; a toll is alleged and denied.")],
            [NO_DENIER, NO_VOICE],
            id="neither",
        ),
        pytest.param(
            [Change(ALDER_BIRCH, BOTTOM, "text: Birches allege a toll; Alderman denies it.")],
            [NO_DENIER, NO_VOICE],
            id="likeness",
        ),
    ],
)  # fmt: skip
def test_a_bottom_line_that_hides_a_voice_is_refused(
    tmp_path: Path, changes: list[Change], faults: list[str]
) -> None:
    """A bottom line names a voice of each claim that is not reported, and a denier of a denial."""
    assert refused(tmp_path, *changes) == faults


@pytest.mark.parametrize(
    ("voice", "text"),
    [
        pytest.param("{actor: birch}", "Birch's allegation Alderside denies.", id="alias"),
        pytest.param("{person: mora}", "Mora Lind alleges a toll, Alder denies it.", id="person"),
        pytest.param("{person: mora}", "Alder, it alleges, takes a toll.", id="actor of a person"),
        pytest.param("{who: unnamed Boatmen}", "Unnamed boatmen allege, Alder denies.", id="words"),
        pytest.param(
            "{who: some, passes_on: {who: x, actor: birch}}", "Birch alleges, Alder denies.",
            id="relay",
        ),
        pytest.param(
            "{actor: birch}, {actor: cedars}", "The Cedars allege, Alder denies.",
            id="one of two",
        ),
    ],
)  # fmt: skip
def test_a_voice_is_named_by_any_of_its_names(tmp_path: Path, voice: str, text: str) -> None:
    """A voice counts as named by any alias, by its own words, and by whom it speaks for."""
    changes = [
        Change(ALDER_BIRCH, "by: [{actor: birch}]", f"by: [{voice}]"),
        Change(ALDER_BIRCH, BOTTOM, f"text: {text}"),
    ]
    assert load(write_lake(tmp_path, *changes)).relations["alder-birch"].bottom_line.text == text
