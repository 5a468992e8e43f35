"""Why: what a document says and no fact has taken up is told by nobody. So each paragraph is
accounted for, by facts or by a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.loader import load
from bot.knowledge.verify import coverage
from tests.packs import ALDER_BIRCH, Change, write_documents, write_lake

NEITHER = "neither cited nor listed as not used"


def lines(folder: Path, *changes: Change) -> list[tuple[str, bool]]:
    """Return the lines of coverage of the changed lake."""
    library = load(write_lake(folder, *changes))
    return list(coverage(library, write_documents(folder)))


def test_each_paragraph_has_a_line(tmp_path: Path) -> None:
    """Each paragraph has one line with its facts and denials, or with the reason for none."""
    assert lines(tmp_path) == [
        ("gazette:1 not used: The heading.", True),
        ("gazette:2 pier", True),
        ("gazette:3 toll, alder-denies-toll", True),
        ("gazette:4 ferry", True),
        ("leaflet:1 guests", True),
    ]


def test_a_paragraph_that_nobody_uses_is_told(tmp_path: Path) -> None:
    """A paragraph without fact or reason is not accounted for."""
    heading = "    not_used:\n      - {paragraph: 1, why: The heading.}\n"
    found = lines(tmp_path, Change("sources.yaml", heading, ""))
    assert [line for line, accounted in found if not accounted] == [f"gazette:1 {NEITHER}"]


def test_a_fact_that_cites_a_paragraph_twice_stands_once(tmp_path: Path) -> None:
    """A fact with two pieces of evidence in one paragraph is named once."""
    piece = 'source: leaflet, paragraph: 1, fingerprint: "0123456789abcdef"'
    twice = f"\n      - {{{piece}, standing: reported}}" * 2
    found = lines(
        tmp_path, Change(ALDER_BIRCH, "standing: reported}", f"standing: reported}}{twice}")
    )
    assert found[-1] == ("leaflet:1 guests, pier", True)


def test_a_missing_document_is_not_passed_over(tmp_path: Path) -> None:
    """Coverage of a document that is not there raises what the reader of files raises."""
    library = load(write_lake(tmp_path))
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileNotFoundError):
        list(coverage(library, tmp_path / "empty"))
