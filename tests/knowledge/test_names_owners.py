"""Why: a name that two records claim would silently mean the first. A pack says whose a name is, or
that it is a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.loader import load
from tests.packs import ALDER_BIRCH, Change, refused, write_lake

MORA = "    label: Mora Lind\n"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param(
            Change("actors.yaml", "label: Birch", "label: Birch\n    names: [alderside]"),
            'actors.yaml:6:5 actors[1]: the name "alderside" is also a name of alder',
            id="two actors",
        ),
        pytest.param(
            Change("actors.yaml", "label: the ferrymen", "label: Cédars"),
            'actors.yaml:12:5 actors[3]: the name "Cédars" is also a name of cedars',
            id="folded labels",
        ),
        pytest.param(
            Change("actors.yaml", MORA, f"{MORA}    hidden: [Cedar’s, the-Cedars, CEDARS]\n"),
            'actors.yaml:16:5 people[0]: the name "CEDARS" is also a name of cedars',
            id="a person and an actor",
        ),
        pytest.param(
            Change("topics.yaml", "label: piers", "label: piers\n    names: [Mora Lind]"),
            'topics.yaml:7:5 topics[2]: the name "Mora Lind" is also a name of mora',
            id="a topic and a person",
        ),
        pytest.param(
            Change("topics.yaml", "label: piers", "label: piers\n    names: [lake]"),
            'relations/lake.yaml:1:1 the name "lake" is also a name of piers',
            id="a wider set and a topic",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "label: Alder and Birch", "label: Both\nnames: [Tolls]"),
            f'{ALDER_BIRCH}:1:1 the name "Tolls" is also a name of tolls',
            id="a pair and a topic",
        ),
        pytest.param(
            Change("actors.yaml", "name: Northside", "name: Alderside"),
            'actors.yaml:21:5 ambiguous[0]: the name "Alderside" is also a name of alder',
            id="a question and an actor",
        ),
        pytest.param(
            Change("actors.yaml", "means: [alder, birch]",
                   "means: [alder, birch]\n  - {name: NORTHSIDE, means: [alder, cedars]}"),
            'actors.yaml:23:5 ambiguous[1]: the name "NORTHSIDE" is also a name of a question',
            id="two questions",
        ),
        pytest.param(
            Change("actors.yaml", "label: the ferrymen", "label: Boatmen\n    names: [mora]"),
            'actors.yaml:17:5 people[0]: the name "mora" is also a name of ferrymen',
            id="an actor and a person's id",
        ),
    ],
)  # fmt: skip
def test_a_name_with_two_owners_is_refused(tmp_path: Path, change: Change, fault: str) -> None:
    """A name that two records claim is refused at the second, in whatever spelling."""
    assert refused(tmp_path, change) == [f"{fault} (expected one owner)"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            Change("actors.yaml", "names: [Alderside]", "names: [Alder, alder, ALDER'S]"),
            id="twice in one record",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "label: Alder and Birch", "label: Alder"), id="label of a pair"
        ),
        pytest.param(
            Change("questions.yaml", "question: Are", "names: [tolls]\n    question: Are"),
            id="name of an open question",
        ),
    ],
)
def test_a_name_with_one_owner_is_read(tmp_path: Path, change: Change) -> None:
    """A record may repeat its own names; what is no name of a record is claimed by nobody."""
    assert load(write_lake(tmp_path, change)).pack.id == "lake"
