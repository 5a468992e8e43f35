"""Why: a fact is worth what its paragraph says. Each way in which a fact and its document can part
is refused, naming the paragraph, and never quoting it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from bot.knowledge.evidence import fingerprint
from bot.knowledge.loader import load_with_places
from bot.knowledge.verify import verify_faults
from tests.packs import ALDER_BIRCH, DOCUMENTS, LAKE, Change, write_documents, write_lake

HASHES = [line.split()[-1] for line in LAKE["sources.yaml"].splitlines() if "sha256" in line]
PRINTS = [fingerprint(text) for text in DOCUMENTS["gazette.txt"]]
AS_PRINTED = "stands in no cited paragraph (expected as printed there)"
BY_NAME = "occurs in no cited paragraph (expected by one of its names there)"
PIER = f"source: gazette, paragraph: 2, fingerprint: {PRINTS[1]}"


def verify(folder: Path, *changes: Change) -> list[str]:
    """Return the faults of the changed lake against its documents."""
    root = write_lake(folder, *changes)
    found = verify_faults(load_with_places(root), write_documents(folder))
    return [str(fault).removeprefix(f"{root}/") for fault in found]


def test_the_lake_is_borne_out(tmp_path: Path) -> None:
    """A pack whose every piece of evidence stands in its documents has no faults."""
    assert verify(tmp_path) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        pytest.param(
            [Change(ALDER_BIRCH, "paragraph: 2", "paragraph: 5")],
            f'{ALDER_BIRCH}:18:38 facts[0].evidence[0].paragraph: "5" is past the end '
            "(expected 1 to 4)",
            id="past the end",
        ),
        pytest.param(
            [Change(ALDER_BIRCH, "paragraph: 2", "paragraph: 3")],
            f"{ALDER_BIRCH}:18:38 facts[0].evidence[0].paragraph: paragraph 3 of gazette has the "
            f"fingerprint {PRINTS[2]} (expected {PRINTS[1]}; that fingerprint is paragraph 2's)",
            id="another paragraph's fingerprint",
        ),
        pytest.param(
            [Change(ALDER_BIRCH, PRINTS[1], "f" * 16)],
            f"{ALDER_BIRCH}:18:38 facts[0].evidence[0].paragraph: paragraph 2 of gazette has the "
            f"fingerprint {PRINTS[1]} (expected ffffffffffffffff; no paragraph has it)",
            id="no paragraph's fingerprint",
        ),
        pytest.param(
            [Change("denials.yaml", "paragraph: 3", "paragraph: 4")],
            "denials.yaml:7:38 denials[0].evidence[0].paragraph: paragraph 4 of gazette has the "
            f"fingerprint {PRINTS[3]} (expected {PRINTS[2]}; that fingerprint is paragraph 3's)",
            id="denial's paragraph",
        ),
        pytest.param(
            [Change("denials.yaml", "by: [alder]", "by: [cedars]"),
             Change(ALDER_BIRCH, "Alder denies it.", "the Cedars deny it.")],
            f'denials.yaml:4:10 denials[0].by[0]: "the Cedars" {BY_NAME}',
            id="denier",
        ),
        pytest.param(
            [Change(ALDER_BIRCH, "says: Alder and Birch opened", "says: Alder with 9 opened")],
            f'{ALDER_BIRCH}:9:11 facts[0].says: "9" {AS_PRINTED}',
            id="number of the sentence",
        ),
        pytest.param(
            [Change(ALDER_BIRCH, "short: Alder and Birch opened", "short: Alder with 2.5 opened")],
            f'{ALDER_BIRCH}:10:12 facts[0].short: "2.5" {AS_PRINTED}',
            id="number of the line",
        ),
        pytest.param(
            [Change(ALDER_BIRCH, "says: Mora Lind said", "says: Mora Lind of the Cedars said")],
            f'{ALDER_BIRCH}:36:11 facts[2].says: "the Cedars" {BY_NAME}',
            id="party of the sentence",
        ),
        pytest.param(
            [Change(ALDER_BIRCH, "short: No ferry", "short: No ferry of Birch")],
            f'{ALDER_BIRCH}:37:12 facts[2].short: "Birch" {BY_NAME}',
            id="party of the line",
        ),
        pytest.param(
            [Change(ALDER_BIRCH, "says: Birch says", "says: Mora Lind says for Birch")],
            f'{ALDER_BIRCH}:24:11 facts[1].says: "Mora Lind" {BY_NAME}',
            id="person of the sentence",
        ),
    ],
)  # fmt: skip
def test_what_its_paragraphs_do_not_bear_out_is_refused(
    tmp_path: Path, changes: list[Change], fault: str
) -> None:
    """Evidence of another paragraph, and words that no cited paragraph holds, are refused."""
    assert verify(tmp_path, *changes) == [fault]


def test_a_figure_has_to_stand_in_a_paragraph(tmp_path: Path) -> None:
    """A figure is held against the paragraphs as printed, and so are the sentences with it."""
    changes = [
        Change(ALDER_BIRCH, "says: Alder and Birch opened a pier of 120",
               "says: They have a pier of 121"),
        Change(ALDER_BIRCH, 'as_printed: "120"', 'as_printed: "121"'),
    ]  # fmt: skip
    assert verify(tmp_path, *changes) == [
        f'{ALDER_BIRCH}:16:60 facts[0].figures[0].as_printed: "121" {AS_PRINTED}',
        f'{ALDER_BIRCH}:9:11 facts[0].says: "121" {AS_PRINTED}',
    ]


def test_a_fact_may_rest_on_several_paragraphs(tmp_path: Path) -> None:
    """Names and figures of a sentence may stand in any of the paragraphs that it cites."""
    more = f'source: gazette, paragraph: 4, fingerprint: "{PRINTS[3]}", standing: reported'
    changes = [
        Change(ALDER_BIRCH, "standing: reported}", f"standing: reported}}\n      - {{{more}}}"),
        Change(ALDER_BIRCH, "says: Alder and Birch opened", "says: Mora Lind and Birch opened"),
    ]
    assert verify(tmp_path, *changes) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param(
            Change("sources.yaml", HASHES[0], "f" * 64),
            f'sources.yaml:10:13 sources[0].sha256: "{"f" * 64}" is not the document\'s SHA-256 '
            f"(expected {HASHES[0]})",
            id="another document",
        ),
        pytest.param(
            Change("sources.yaml", "document: gazette.txt", "document: gazette.md"),
            'sources.yaml:9:15 sources[0].document: "gazette.md" is not in the folder of documents',
            id="no document",
        ),
    ],
)
def test_a_document_is_the_one_that_was_read(tmp_path: Path, change: Change, fault: str) -> None:
    """A missing or changed document is the only fault of all that cites it."""
    wrong = Change(ALDER_BIRCH, "paragraph: 2", "paragraph: 9")
    assert verify(tmp_path, change, wrong) == [fault]


def test_a_document_that_is_no_text_is_named(tmp_path: Path) -> None:
    """A document that cannot be read as UTF-8 is a fault like others, and no traceback."""
    digest = sha256(b"\xff").hexdigest()
    root = write_lake(tmp_path, Change("sources.yaml", HASHES[0], digest))
    folder = write_documents(tmp_path)
    (folder / "gazette.txt").write_bytes(b"\xff")
    found = verify_faults(load_with_places(root), folder)
    assert [str(fault).removeprefix(f"{root}/") for fault in found] == [
        (
            'sources.yaml:9:15 sources[0].document: "gazette.txt" is not UTF-8 text '
            "(expected a readable UTF-8 file)"
        )
    ]
