"""Why: a bottom line is read first and often alone, so it may stand only on facts that stand; and a
relation that two files claim would be told twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.loader import load
from tests.packs import ALDER_BIRCH, Change, refused, write_lake

LAKE = "relations/lake.yaml"
LINE = "They share a pier; Birch alleges a toll, Alder denies it."
THIRTY = "Birch alleges a toll, Alder denies it, and they share a pier" + " of wood" * 9
EITHER = "bottom_line: expected either gap: true or the facts that carry the line"


def carried(number: int, why: str) -> str:
    """Return the fault of the bottom line's fact of that number."""
    one, column = (("pier", 11), ("toll", 17))[number]
    where = f"{ALDER_BIRCH}:6:{column} bottom_line.facts[{number}]"
    return f'{where}: "{one}" cannot carry a bottom line: {why}'


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        pytest.param(
            [Change(ALDER_BIRCH, LINE, f"{THIRTY} too.")],
            f"{ALDER_BIRCH}:5:9 bottom_line.text: has 31 words (expected at most 30)",
            id="too long",
        ),
        pytest.param(
            [Change(LAKE, "  gap: true\n", "")],
            f"{LAKE}:5:3 {EITHER}",
            id="neither gap nor facts",
        ),
        pytest.param(
            [Change(LAKE, "  gap: true\n", "  gap: true\n  facts: [pier]\n")],
            f"{LAKE}:5:3 {EITHER}",
            id="gap with facts",
        ),
        pytest.param(
            [Change(ALDER_BIRCH, "    weight: 3\n",
                    '    weight: 3\n    withdrawn: {on: 2024-09-01, why: "It was a quay."}\n')],
            carried(0, "it was withdrawn on 2024-09-01 (expected a fact that stands)"),
            id="withdrawn fact",
        ),
        pytest.param(
            [Change(ALDER_BIRCH, "limits: [toll]", "supersedes: [toll]")],
            carried(1, "it is superseded (expected its successor)"),
            id="superseded fact",
        ),
        *(
            pytest.param(
                [Change(ALDER_BIRCH, "weight: 3\n", f"weight: 3\n    modality: {modality}\n")],
                carried(0, f"it is {modality} (expected what happened or did not)"),
                id=f"{modality} fact",
            )
            for modality in ("planned", "possible")
        ),
        pytest.param(
            [Change(LAKE, "  gap: true\n", "  facts: [guests]\n"),
             Change(LAKE, "holds little on all of them.", "has the Cedars host 1500 guests.")],
            f'{LAKE}:6:11 bottom_line.facts[0]: "guests" cannot carry a bottom line: '
            "the figure is known only from a reworded copy (expected no such figure)",
            id="figure of a reworded copy",
        ),
        pytest.param(
            [Change(LAKE, "[alder, birch, cedars]", "[birch, alder]")],
            f'{LAKE}:3:10 members: has the members of "alder-birch" (expected a set of its own)',
            id="members of another relation",
        ),
        pytest.param(
            [Change(LAKE, "relations: [lake]", "relations: [alder-birch, lake]")],
            f'{LAKE}:11:16 facts[0].relations: does not begin with "lake" '
            "(expected the file's relation first)",
            id="relation of another file first",
        ),
    ],
)  # fmt: skip
def test_a_relation_that_breaks_a_rule_is_refused(
    tmp_path: Path, changes: list[Change], fault: str
) -> None:
    """A bottom line over facts that may not carry it, or a relation claimed twice, is refused."""
    assert refused(tmp_path, *changes) == [fault]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param([Change(ALDER_BIRCH, LINE, f"{THIRTY}.")], id="thirty words"),
        pytest.param(
            [Change(ALDER_BIRCH, "limits: [toll]", "withdrawn: {on: 2024-09-01, why: Wrong.}\n"
                    "    supersedes: [toll]")],
            id="withdrawn successor",
        ),
        pytest.param(
            [Change(LAKE, "  gap: true\n", "  facts: [guests]\n"),
             Change(LAKE, "holds little on all of them.", "has the Cedars host guests.")],
            id="reworded fact without its figure",
        ),
        pytest.param(
            [Change(LAKE, "members: [alder, birch, cedars]\n", "")],
            id="nobody in particular",
        ),
    ],
)  # fmt: skip
def test_a_relation_at_the_bounds_of_a_rule_is_read(tmp_path: Path, changes: list[Change]) -> None:
    """What a rule just allows is read."""
    assert set(load(write_lake(tmp_path, *changes)).relations) == {"alder-birch", "lake"}


def test_facts_that_supersede_one_another_are_refused(tmp_path: Path) -> None:
    """A fact cannot take the place of its own successor: neither of the two would ever print."""
    changes = [
        Change(ALDER_BIRCH, "limits: [toll]", "supersedes: [guests]"),
        Change(LAKE, "    weight: 1\n", "    weight: 1\n    supersedes: [ferry]\n"),
    ]
    assert refused(tmp_path, *changes) == [
        (
            f'{ALDER_BIRCH}:45:17 facts[2].supersedes: "ferry" supersedes itself by way of guests '
            "(expected no circle)"
        ),
        (
            f'{LAKE}:14:17 facts[0].supersedes: "guests" supersedes itself by way of ferry '
            "(expected no circle)"
        ),
    ]


def test_a_circle_names_only_its_own_facts(tmp_path: Path) -> None:
    """A fact that is superseded beside a circle is not told as a part of it."""
    changes = [
        Change(ALDER_BIRCH, "limits: [toll]", "supersedes: [pier, guests]"),
        Change(ALDER_BIRCH, "facts: [pier, toll]", "facts: [toll]"),
        Change(LAKE, "    weight: 1\n", "    weight: 1\n    supersedes: [ferry]\n"),
    ]
    assert refused(tmp_path, *changes) == [
        (
            f'{ALDER_BIRCH}:45:17 facts[2].supersedes: "ferry" supersedes itself by way of guests '
            "(expected no circle)"
        ),
        (
            f'{LAKE}:14:17 facts[0].supersedes: "guests" supersedes itself by way of ferry '
            "(expected no circle)"
        ),
    ]


def test_a_longer_circle_of_successors_is_refused(tmp_path: Path) -> None:
    """A circle of successors is refused however long it is."""
    changes = [
        Change(ALDER_BIRCH, "limits: [toll]", "supersedes: [guests]"),
        Change(LAKE, "    weight: 1\n", "    weight: 1\n    supersedes: [pier]\n"),
        Change(ALDER_BIRCH, "    weight: 3\n", "    weight: 3\n    supersedes: [ferry]\n"),
        Change(ALDER_BIRCH, "facts: [pier, toll]", "facts: [toll]"),
    ]
    circle = "(expected no circle)"
    assert refused(tmp_path, *changes) == [
        (
            f'{ALDER_BIRCH}:15:17 facts[0].supersedes: "pier" supersedes itself by way of '
            f"ferry, guests {circle}"
        ),
        (
            f'{ALDER_BIRCH}:46:17 facts[2].supersedes: "ferry" supersedes itself by way of '
            f"guests, pier {circle}"
        ),
        (
            f'{LAKE}:14:17 facts[0].supersedes: "guests" supersedes itself by way of '
            f"pier, ferry {circle}"
        ),
    ]
