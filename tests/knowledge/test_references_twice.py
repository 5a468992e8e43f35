"""Why: of two records with one id, only one would ever be seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packs import ALDER_BIRCH, LAKE, Change, refused

PERSON = "  - id: mora\n    label: Mora Lind\n    role: harbour master of Alder\n    of: alder\n"
DENIAL = LAKE["denials.yaml"].removeprefix("denials:\n")
QUESTION = LAKE["questions.yaml"].removeprefix("questions:\n")
SOURCE = LAKE["sources.yaml"].partition("  - id: register\n")[2]


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        pytest.param(
            [Change("actors.yaml", "id: ferrymen", "id: cedars")],
            [('actors.yaml:12:9 actors[3].id: the id "cedars" stands twice, first at '
             "actors.yaml:9 (expected once)")],
            id="actors",
        ),
        pytest.param(
            [Change("actors.yaml", PERSON, PERSON + PERSON.replace("Mora Lind", "Mora Lindt"))],
            [('actors.yaml:20:9 people[1].id: the id "mora" stands twice, first at '
             "actors.yaml:16 (expected once)")],
            id="people",
        ),
        pytest.param(
            [Change("actors.yaml", "id: ferrymen", "id: mora")],
            [('actors.yaml:16:9 people[0].id: the id "mora" stands twice, first at '
             "actors.yaml:12 (expected once)")],
            id="an actor and a person",
        ),
        pytest.param(
            [Change("topics.yaml", "id: money", "id: tolls"),
             Change("topics.yaml", "    broader: [money]\n", ""),
             Change("relations/lake.yaml", "topics: [money]", "topics: [tolls]")],
            [('topics.yaml:4:9 topics[1].id: the id "tolls" stands twice, first at '
             "topics.yaml:2 (expected once)")],
            id="topics",
        ),
        pytest.param(
            [Change("sources.yaml", SOURCE, SOURCE + "  - id: register\n" + SOURCE)],
            [('sources.yaml:30:9 sources[3].id: the id "register" stands twice, first at '
             "sources.yaml:23 (expected once)")],
            id="sources",
        ),
        pytest.param(
            [Change("denials.yaml", DENIAL, DENIAL + DENIAL)],
            [('denials.yaml:8:9 denials[1].id: the id "alder-denies-toll" stands twice, first at '
             "denials.yaml:2 (expected once)")],
            id="denials",
        ),
        pytest.param(
            [Change("questions.yaml", QUESTION, QUESTION + QUESTION)],
            [('questions.yaml:10:9 questions[1].id: the id "tolls-paid" stands twice, first at '
             "questions.yaml:2 (expected once)")],
            id="questions",
        ),
        pytest.param(
            [Change("relations/lake.yaml", "- id: guests", "- id: pier")],
            [('relations/lake.yaml:8:9 facts[0].id: the id "pier" stands twice, first at '
             f"{ALDER_BIRCH}:8 (expected once)")],
            id="facts of two files",
        ),
    ],
)  # fmt: skip
def test_an_id_that_stands_twice_is_refused(
    tmp_path: Path, changes: list[Change], faults: list[str]
) -> None:
    """The second record of an id is refused, naming the place of the first."""
    assert refused(tmp_path, *changes) == faults


def test_places_hold_where_another_record_cannot_be_read(tmp_path: Path) -> None:
    """A record that cannot be read does not move the places of the others."""
    changes = [
        Change("topics.yaml", "label: money", "lable: money"),
        Change("topics.yaml", "id: piers", "id: tolls"),
        Change(ALDER_BIRCH, "topics: [piers]", "topics: [tolls]"),
    ]
    assert refused(tmp_path, *changes) == [
        'topics.yaml:2:5 topics[0]: the key "label" is missing (expected here; add it)',
        'topics.yaml:3:5 topics[0].lable: unknown key "lable" (did you mean "label"?)',
        (
            'topics.yaml:7:9 topics[2].id: the id "tolls" stands twice, first at '
            "topics.yaml:4 (expected once)"
        ),
    ]


def test_ambiguous_names_keep_their_places(tmp_path: Path) -> None:
    """An ambiguous name that cannot be read does not move the place of another one."""
    changes = [
        Change("actors.yaml", "means: [alder, birch]\n",
               "means: [alder]\n  - {name: Mouth, means: [alder, brich]}\n"
               "  - {name: Bay, means: [alder, birch]}\n"),
    ]  # fmt: skip
    assert refused(tmp_path, *changes) == [
        "actors.yaml:22:12 ambiguous[0].means: the list is too short (expected at least 2)",
        (
            'actors.yaml:23:34 ambiguous[1].means[1]: there is no actor "brich" '
            '(did you mean "birch"?)'
        ),
    ]
