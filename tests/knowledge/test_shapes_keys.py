"""Why: a misspelt key would be left out in silence by a forgiving reader, and with it a date or a
voice. Each is refused where it stands, with the key that was meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.shapes import nearest, unknown
from tests.packs import ALDER_BIRCH, Change, refused

FACT_KEYS = (
    "id, says, short, relations, topics, weight, evidence, reviewed, review_by, names, event, "
    "modality, figures, limits, supports, contradicts, supersedes, explains, notes, withdrawn"
)


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        pytest.param(
            Change("pack.yaml", "version:", "verison:"),
            ['pack.yaml:1:1 the key "version" is missing (expected here; add it)',
             'pack.yaml:3:1 verison: unknown key "verison" (did you mean "version"?)'],
            id="in the pack",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "figures:\n      - {of: length", "figurs:\n      - {of: length"),
            [f'{ALDER_BIRCH}:15:5 facts[0].figurs: unknown key "figurs" (did you mean "figures"?)'],
            id="in a fact",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "recipient: [birch]", "recipients: [birch]"),
            [(f'{ALDER_BIRCH}:13:46 facts[0].event.recipients: unknown key "recipients" '
             '(did you mean "recipient"?)')],
            id="in a record of a fact",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "exact: 120, unit", "exact: 120, unitt"),
            [(f"{ALDER_BIRCH}:16:9 facts[0].figures[0]: "
             'the key "unit" is missing (expected here; add it)'),
             (f'{ALDER_BIRCH}:16:34 facts[0].figures[0].unitt: unknown key "unitt" '
             '(did you mean "unit"?)')],
            id="in a list of a fact",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "by: [{actor: birch}]", "by: [{passes_on: {how: x}}]"),
            [(f"{ALDER_BIRCH}:32:110 facts[1].evidence[0].by[0].passes_on: "
             'the key "who" is missing (expected here; add it)'),
             (f"{ALDER_BIRCH}:32:111 facts[1].evidence[0].by[0].passes_on.how: "
             'unknown key "how" (did you mean "who"?)')],
            id="in an optional record",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "    weight: 3\n", "    weight: 3\n    interesting: very\n"),
            [(f'{ALDER_BIRCH}:15:5 facts[0].interesting: unknown key "interesting" '
             f"(expected one of {FACT_KEYS})")],
            id="near none",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "label: Alder", "lable: x\nlabel: Alder"),
            [f'{ALDER_BIRCH}:2:1 lable: unknown key "lable" (did you mean "label"?)'],
            id="in a relation",
        ),
        pytest.param(
            Change("relations/lake.yaml", "\nfacts:\n", "\nfact:\n"),
            ['relations/lake.yaml:7:1 fact: unknown key "fact" (did you mean "facts"?)'],
            id="the facts of a relation",
        ),
        pytest.param(
            Change("topics.yaml", "topics:", "subjects: []\ntopics:"),
            ['topics.yaml:1:1 subjects: unknown key "subjects" (expected one of topics)'],
            id="of a file",
        ),
    ],
)  # fmt: skip
def test_an_unknown_key_is_refused_with_the_nearest_known_one(
    tmp_path: Path, change: Change, faults: list[str]
) -> None:
    """A key that no shape names is refused where it stands, with what was meant."""
    assert refused(tmp_path, change) == faults


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        pytest.param(
            Change("pack.yaml", "curators: [curator]\n", ""),
            ['pack.yaml:1:1 the key "curators" is missing (expected here; add it)'],
            id="of the pack",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "    weight: 3\n", ""),
            [f'{ALDER_BIRCH}:8:5 facts[0]: the key "weight" is missing (expected here; add it)'],
            id="of a fact",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "of: length, ", ""),
            [(f"{ALDER_BIRCH}:16:9 facts[0].figures[0]: "
             'the key "of" is missing (expected here; add it)')],
            id="of a figure",
        ),
        pytest.param(
            Change("denials.yaml", "denials:\n  - id: alder-denies-toll\n    of: [toll]\n    by: ",
                   "denials:\n  - of: [toll]\n    by: "),
            ['denials.yaml:2:5 denials[0]: the key "id" is missing (expected here; add it)'],
            id="id",
        ),
    ],
)  # fmt: skip
def test_a_missing_key_is_named(tmp_path: Path, change: Change, faults: list[str]) -> None:
    """A key that a record needs is named at the record that lacks it."""
    assert refused(tmp_path, change) == faults


def test_the_missing_list_of_a_file_is_named(tmp_path: Path) -> None:
    """A file without its list is refused, so that a misspelt list is no empty one."""
    assert refused(tmp_path, Change("actors.yaml", "actors:\n", "actor:\n")) == [
        'actors.yaml:1:1 actor: unknown key "actor" (expected one of actors, people, ambiguous)',
        'actors.yaml:1:1 the key "actors" is missing (expected a list of records)',
    ]


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        pytest.param("piers", ["piers", "pier"], "piers", id="itself"),
        pytest.param("peirs", ["piers", "tolls"], "piers", id="exchanged letters"),
        pytest.param("ab", ["ac", "aa"], "aa", id="first of equals"),
        pytest.param("abcd", ["wxyz"], None, id="four letters off"),
        pytest.param("a", [], None, id="nothing known"),
    ],
)
def test_the_nearest_word_is_at_most_three_letters_off(
    word: str, known: list[str], near: str | None
) -> None:
    """What is offered is the nearest known word, and none that is further than three letters."""
    assert nearest(word, known) == near


@given(st.text(min_size=1), st.lists(st.text(min_size=1)))
def test_an_unknown_name_is_told_with_a_mend(word: str, known: list[str]) -> None:
    """Whatever is not known is told with the nearest known word, or with what to do."""
    near = nearest(word, known)
    mend = "add it or mend the pier" if near is None else f'did you mean "{near}"?'
    assert unknown("pier", word, known) == f'there is no pier "{word}" ({mend})'
