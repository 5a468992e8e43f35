"""Why: attribution is never lost. A claim has a voice unless the document itself reports it, and
every claim has a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packs import ALDER_BIRCH, Change, refused

NOBODY = "names nobody (expected actor, person or who)"
SHORT = "the list is too short (expected at least 1)"
HASH = "    document: leaflet.txt\n    sha256: "


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param(
            Change(ALDER_BIRCH, "standing: reported", "standing: reported, by: [{actor: birch}]"),
            f"{ALDER_BIRCH}:18:98 facts[0].evidence[0].by: reported is the document's own voice "
            "(expected no by, or another standing)",
            id="reported with a voice",
        ),
        *(
            pytest.param(
                Change(ALDER_BIRCH, "alleged, by: [{actor: birch}]", standing),
                f"{ALDER_BIRCH}:32:9 facts[1].evidence[0]: {standing} without a voice "
                "(expected by: who vouches)",
                id=f"{standing} without a voice",
            )
            for standing in ("alleged", "acknowledged", "assessed", "said")
        ),
        pytest.param(
            Change(ALDER_BIRCH, "by: [{actor: birch}]", "by: [{actor: birch}, {}]"),
            f"{ALDER_BIRCH}:32:114 facts[1].evidence[0].by[1]: {NOBODY}",
            id="voice of nobody",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "by: [{actor: birch}]", "by: [{passes_on: {who: some}}]"),
            f"{ALDER_BIRCH}:32:98 facts[1].evidence[0].by[0]: {NOBODY}",
            id="relay of nobody",
        ),
        pytest.param(
            Change("denials.yaml", "by: [{actor: alder}]", "by: [{}]"),
            f"denials.yaml:7:95 denials[0].evidence[0].by[0]: {NOBODY}",
            id="denial by nobody",
        ),
        pytest.param(
            Change("denials.yaml", ", by: [{actor: alder}]", ""),
            "denials.yaml:7:9 denials[0].evidence[0]: said without a voice "
            "(expected by: who vouches)",
            id="denial without a voice",
        ),
        pytest.param(
            Change("denials.yaml", "evidence:\n      -", "evidence: []\n      #"),
            f"denials.yaml:6:15 denials[0].evidence: {SHORT}",
            id="denial without evidence",
        ),
        pytest.param(
            Change("denials.yaml", "of: [toll]", "of: []"),
            f"denials.yaml:3:9 denials[0].of: {SHORT}",
            id="denial of nothing",
        ),
        pytest.param(
            Change("denials.yaml", "    by: [alder]\n", ""),
            'denials.yaml:2:5 denials[0]: the key "by" is missing (expected here; add it)',
            id="denial by no one named",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "evidence:\n      - {source: gazette, paragraph: 2",
                   "evidence: []\n      # {source: gazette, paragraph: 2"),
            f"{ALDER_BIRCH}:17:15 facts[0].evidence: {SHORT}",
            id="fact without evidence",
        ),
        pytest.param(
            Change("sources.yaml", HASH, "    # "),
            "sources.yaml:14:5 sources[1]: names no document (expected document and sha256)",
            id="document missing",
        ),
        pytest.param(
            Change("sources.yaml", HASH, "    document: leaflet.txt\n    # "),
            "sources.yaml:14:5 sources[1]: names no document (expected document and sha256)",
            id="hash missing",
        ),
        pytest.param(
            Change("sources.yaml", "kept by law.", "kept by law.\n    document: register.txt"),
            "sources.yaml:29:15 sources[2].document: "
            "a public record has no document here (expected none)",
            id="copy of a public record",
        ),
        pytest.param(
            Change("sources.yaml", "kept by law.", f"kept by law.\n    sha256: {'f' * 64}"),
            "sources.yaml:23:5 sources[2].document: "
            "a public record has no document here (expected none)",
            id="hash of a public record",
        ),
    ],
)  # fmt: skip
def test_a_claim_without_its_voice_is_refused(tmp_path: Path, change: Change, fault: str) -> None:
    """Evidence without a voice, a denial without evidence and a source without text are refused."""
    assert refused(tmp_path, change) == [fault]
