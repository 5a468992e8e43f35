"""Why: a pack is mended in one go only if all that is wrong with all its files is told at once, in
the order of the files, and nothing that follows from another fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.loader import load
from tests.packs import ALDER_BIRCH, LAKE, Change, faults_of, refused, write_lake

REQUIRED = ["pack.yaml", "actors.yaml", "topics.yaml", "sources.yaml"]
EMPTY = "is not a mapping (expected keys with values)"


def test_all_faults_of_several_files_come_in_one_run(tmp_path: Path) -> None:
    """Faults of form, reference, rule and name come together, sorted by file, line and column."""
    changes = [
        Change("topics.yaml", "label: piers", "lable: piers"),
        Change("pack.yaml", "command: lake", "command: the lake"),
        Change("actors.yaml", "label: the Cedars", "label: Alder"),
        Change("relations/lake.yaml", "[alder, birch, cedars]", "[alder, birch, cedar]"),
        Change(ALDER_BIRCH, "max: 40", "exact: 40, max: 40"),
        Change(ALDER_BIRCH, "weight: 3", "weight: 9"),
    ]
    assert refused(tmp_path, *changes) == [
        'actors.yaml:9:5 actors[2]: the name "Alder" is also a name of alder (expected one owner)',
        (
            'pack.yaml:6:10 command: "the lake" has the wrong form '
            "(expected lower-case letters, digits and single hyphens)"
        ),
        (
            f'{ALDER_BIRCH}:14:13 facts[0].weight: "9" cannot be read: '
            "input should be less than or equal to 3"
        ),
        (
            f"{ALDER_BIRCH}:30:9 facts[1].figures[0]: "
            "has no clear bounds (expected exact, or min and/or max)"
        ),
        'relations/lake.yaml:3:25 members[2]: there is no actor "cedar" (did you mean "cedars"?)',
        'topics.yaml:7:5 topics[2]: the key "label" is missing (expected here; add it)',
        'topics.yaml:8:5 topics[2].lable: unknown key "lable" (did you mean "label"?)',
    ]


@pytest.mark.parametrize("file", REQUIRED)
@pytest.mark.parametrize("text", ["", "# nothing\n"], ids=["empty", "comment"])
def test_a_file_that_says_nothing_is_refused(tmp_path: Path, file: str, text: str) -> None:
    """An empty file is refused by itself, and what refers to its records is not blamed."""
    root = write_lake(tmp_path)
    (root / file).write_text(text, encoding="utf-8")
    assert faults_of(root) == [f"{file} {EMPTY}"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("- a\n", f":1:1 {EMPTY}", id="list"),
        pytest.param("no\n", f":1:1 {EMPTY}", id="word"),
        pytest.param(
            "a: [\n",
            ":2:1 is not YAML here: did not find expected node content (expected valid YAML)",
            id="bad form",
        ),
    ],
)
@pytest.mark.parametrize("file", [*REQUIRED, "denials.yaml", "questions.yaml", ALDER_BIRCH])
def test_a_file_of_another_form_is_the_only_fault(
    tmp_path: Path, file: str, text: str, fault: str
) -> None:
    """What refers to records of a file that cannot be read is not blamed for it."""
    root = write_lake(tmp_path)
    (root / file).write_text(text, encoding="utf-8")
    assert faults_of(root) == [f"{file}{fault}"]


@pytest.mark.parametrize("file", REQUIRED)
def test_a_missing_file_is_refused(tmp_path: Path, file: str) -> None:
    """Each file that a pack needs is named when it is not there."""
    root = write_lake(tmp_path)
    (root / file).unlink()
    reason = "cannot be read: No such file or directory (expected a readable UTF-8 file)"
    assert faults_of(root) == [f"{file} {reason}"]


def test_denials_questions_people_and_ambiguous_names_may_be_left_out(tmp_path: Path) -> None:
    """A pack without denials, questions, people or ambiguous names needs no empty lists."""
    people = LAKE["actors.yaml"].partition("people:")[2]
    root = write_lake(
        tmp_path,
        Change("actors.yaml", f"people:{people}", ""),
        Change(ALDER_BIRCH, "    names: [mora]\n", ""),
        Change(ALDER_BIRCH, "by: [{actor: alder, person: mora}]", "by: [{actor: alder}]"),
    )
    (root / "denials.yaml").unlink()
    (root / "questions.yaml").unlink()
    library = load(root)
    assert (library.denials, library.questions, library.people) == ({}, {}, {})
    assert library.ambiguous == ()


def test_a_pack_without_relations_is_refused(tmp_path: Path) -> None:
    """A pack needs at least one relation."""
    root = write_lake(tmp_path)
    for path in (root / "relations").iterdir():
        path.unlink()
    (root / "denials.yaml").unlink()
    (root / "questions.yaml").unlink()
    assert faults_of(root) == [
        "relations has no relation that can be read (expected at least one file <id>.yaml)"
    ]


def test_a_relation_bears_the_name_of_its_file(tmp_path: Path) -> None:
    """A relation's id is its file's name, so that it is found by it."""
    root = write_lake(tmp_path)
    (root / "relations" / "lake.yaml").rename(root / "relations" / "pond.yaml")
    assert faults_of(root)[0] == (
        'relations/pond.yaml:1:5 id: "lake" is not the file\'s name (expected "pond"; rename one)'
    )


def test_a_list_that_is_none_is_refused(tmp_path: Path) -> None:
    """Where a list of records is expected, nothing else is read."""
    questions = LAKE["questions.yaml"].partition("questions:")[2]
    changes = [Change("questions.yaml", f"questions:{questions}", "questions: none\n")]
    assert refused(tmp_path, *changes) == [
        'questions.yaml:1:12 questions: "none" is not a list (expected a list of records)'
    ]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param(
            Change("pack.yaml", '"1.0"', "1.0"),
            'pack.yaml:3:10 version: "1.0" would be read as float',
            id="version",
        ),
        pytest.param(
            Change("actors.yaml", "[Alderside]", "[No, Alderside]"),
            'actors.yaml:5:13 actors[0].names[0]: "No" would be read as bool',
            id="name in a list",
        ),
        pytest.param(
            Change(ALDER_BIRCH, '"2024-05-04"', "2024-05-04"),
            f'{ALDER_BIRCH}:13:72 facts[0].event.when: "2024-05-04" would be read as timestamp',
            id="date of an event",
        ),
        pytest.param(
            Change("sources.yaml", '"2024-06"', "2024"),
            'sources.yaml:17:16 sources[1].published: "2024" would be read as int',
            id="date of a source",
        ),
        pytest.param(
            Change(ALDER_BIRCH, 'as_printed: "120"', "as_printed: 120"),
            f'{ALDER_BIRCH}:16:60 facts[0].figures[0].as_printed: "120" would be read as int',
            id="figure as printed",
        ),
        pytest.param(
            Change("relations/lake.yaml", "label: the lake", "label: ~"),
            'relations/lake.yaml:2:8 label: "~" would be read as null',
            id="label of a relation",
        ),
    ],
)
def test_what_other_readers_would_guess_has_to_be_quoted(
    tmp_path: Path, change: Change, fault: str
) -> None:
    """An unquoted text or date that other YAML readers take for something else is refused."""
    value = fault.split('"')[1]
    mend = f'by other programs (expected text; write it in quotes: "{value}")'
    assert refused(tmp_path, change) == [f"{fault} {mend}"]
