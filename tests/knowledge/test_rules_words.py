"""Why: one word is promised never to be printed: that something is confirmed. No sentence of a pack
that can be printed may hold it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.loader import load
from tests.packs import ALDER_BIRCH, Change, refused, write_lake


@pytest.mark.parametrize(
    ("file", "old", "where"),
    [
        pytest.param(ALDER_BIRCH, "says: Mora Lind", "36:11 facts[2].says", id="sentence"),
        pytest.param(ALDER_BIRCH, "short: No ferry", "37:12 facts[2].short", id="line"),
        pytest.param(ALDER_BIRCH, "{text: The", "20:16 facts[0].notes[0].text", id="note"),
        pytest.param(ALDER_BIRCH, "text: They share", "5:9 bottom_line.text", id="bottom line"),
        pytest.param(ALDER_BIRCH, "label: Alder", "2:8 label", id="relation"),
        pytest.param(
            "questions.yaml", "question: Are", "3:15 questions[0].question", id="question"
        ),
        pytest.param(
            "questions.yaml", "text: Alder takes", "5:15 questions[0].positions[0].text",
            id="position",
        ),
        pytest.param("questions.yaml", "settles: The", "9:14 questions[0].settles", id="settles"),
        pytest.param("actors.yaml", "role: harbour", "18:11 people[0].role", id="role"),
        pytest.param("topics.yaml", "label: piers", "8:12 topics[2].label", id="topic"),
        pytest.param("sources.yaml", "descriptor: A", "8:17 sources[0].descriptor", id="source"),
        pytest.param("pack.yaml", "notice: Curated", "8:9 notice", id="notice"),
    ],
)  # fmt: skip
def test_the_banned_word_is_refused(tmp_path: Path, file: str, old: str, where: str) -> None:
    """A sentence that is printed may not say that anything is confirmed."""
    key, _, rest = old.partition(": ")
    change = Change(file, old, f"{key}: Confirmed {rest}")
    assert refused(tmp_path, change) == [
        f'{file}:{where}: uses "Confirmed" (expected the standing in its own word)'
    ]


def test_a_voice_may_not_use_the_banned_word(tmp_path: Path) -> None:
    """A voice that is described in words may not claim what standings are for."""
    change = Change(ALDER_BIRCH, "by: [{actor: birch}]", "by: [{who: a confirmed report}]")
    assert refused(tmp_path, change) == [
        (
            f"{ALDER_BIRCH}:32:104 facts[1].evidence[0].by[0].who: "
            'uses "confirmed" (expected the standing in its own word)'
        ),
    ]


@pytest.mark.parametrize("word", ["confirm", "confirms", "CONFIRMING", "confirmation"])
def test_all_forms_of_the_word_are_banned(tmp_path: Path, word: str) -> None:
    """The word is banned in each of its forms."""
    change = Change("questions.yaml", "settles: The books", f"settles: To {word} the books")
    assert refused(tmp_path, change) == [
        (
            f'questions.yaml:9:14 questions[0].settles: uses "{word}" '
            "(expected the standing in its own word)"
        )
    ]


@pytest.mark.parametrize("word", ["conformed", "reconfirm", "unconfirmed", "firm"])
def test_likeness_is_not_the_word(tmp_path: Path, word: str) -> None:
    """Other words are allowed, however like they look."""
    change = Change("questions.yaml", "settles: The books", f"settles: The {word} books")
    assert load(write_lake(tmp_path, change)).questions["tolls-paid"].settles == (
        f"The {word} books of the ferrymen."
    )
