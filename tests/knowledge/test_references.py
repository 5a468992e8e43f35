"""Why: a fact that points at nothing cannot be told with its voice, its denial or its topic. Every
id has to name a record, and a record has to have its id for itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packs import ALDER_BIRCH, Change, refused

FERRY = "    limits: [toll]\n"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param(
            Change("actors.yaml", "of: alder", "of: aldr"),
            'actors.yaml:19:9 people[0].of: there is no actor "aldr" (did you mean "alder"?)',
            id="actor of a person",
        ),
        pytest.param(
            Change("actors.yaml", "means: [alder, birch]", "means: [alder, birches]"),
            'actors.yaml:22:20 ambiguous[0].means[1]: there is no actor "birches" '
            '(did you mean "birch"?)',
            id="meaning of a name",
        ),
        pytest.param(
            Change("topics.yaml", "broader: [money]", "broader: [moeny]"),
            'topics.yaml:6:15 topics[1].broader[0]: there is no topic "moeny" '
            '(did you mean "money"?)',
            id="broader topic",
        ),
        pytest.param(
            Change("denials.yaml", "of: [toll]", "of: [tolls]"),
            'denials.yaml:3:10 denials[0].of[0]: there is no fact "tolls" (did you mean "toll"?)',
            id="denied fact",
        ),
        pytest.param(
            Change("denials.yaml", "by: [alder]", "by: [mora]"),
            'denials.yaml:4:10 denials[0].by[0]: there is no actor "mora" '
            "(add it or mend the actor)",
            id="denier",
        ),
        pytest.param(
            Change("denials.yaml", "source: gazette", "source: gazete"),
            "denials.yaml:7:18 denials[0].evidence[0].source: "
            'there is no document among the sources "gazete" (did you mean "gazette"?)',
            id="document of a denial",
        ),
        pytest.param(
            Change("questions.yaml", "facts: [ferry]", "facts: [ferries]"),
            "questions.yaml:8:17 questions[0].positions[1].facts[0]: "
            'there is no fact "ferries" (did you mean "ferry"?)',
            id="fact of a position",
        ),
        pytest.param(
            Change("relations/lake.yaml", "[alder, birch, cedars]", "[alder, birch, lighthouse]"),
            'relations/lake.yaml:3:25 members[2]: there is no actor "lighthouse" '
            "(add it or mend the actor)",
            id="member",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "facts: [pier, toll]", "facts: [piers, toll]"),
            f'{ALDER_BIRCH}:6:11 bottom_line.facts[0]: there is no fact "piers" '
            '(did you mean "pier"?)',
            id="fact of a bottom line",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "relations: [alder-birch]\n    names",
                   "relations: [alder-birch, late]\n    names"),
            f'{ALDER_BIRCH}:38:30 facts[2].relations[1]: there is no relation "late" '
            '(did you mean "lake"?)',
            id="relation",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "topics: [piers]", "topics: [pierrs]"),
            f'{ALDER_BIRCH}:12:14 facts[0].topics[0]: there is no topic "pierrs" '
            '(did you mean "piers"?)',
            id="topic",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "names: [mora]", "names: [moran]"),
            f'{ALDER_BIRCH}:39:13 facts[2].names[0]: there is no actor or person "moran" '
            '(did you mean "mora"?)',
            id="name",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "actor: [alder]", "actor: [alter]"),
            f'{ALDER_BIRCH}:13:38 facts[0].event.actor[0]: there is no actor "alter" '
            '(did you mean "alder"?)',
            id="actor of an event",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "recipient: [birch]", "recipient: [brich]"),
            f'{ALDER_BIRCH}:13:58 facts[0].event.recipient[0]: there is no actor "brich" '
            '(did you mean "birch"?)',
            id="recipient of an event",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "source: register", "source: registr"),
            f'{ALDER_BIRCH}:20:49 facts[0].notes[0].source: there is no source "registr" '
            '(did you mean "register"?)',
            id="source of a note",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "source: gazette, paragraph: 2", "source: register, paragraph: 2"),
            f"{ALDER_BIRCH}:18:18 facts[0].evidence[0].source: "
            'there is no document among the sources "register" '
            "(add it or mend the document among the sources)",
            id="public record as evidence",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "by: [{actor: birch}]", "by: [{actor: bitch}]"),
            f'{ALDER_BIRCH}:32:106 facts[1].evidence[0].by[0].actor: there is no actor "bitch" '
            '(did you mean "birch"?)',
            id="actor of a voice",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "person: mora", "person: nora"),
            f'{ALDER_BIRCH}:44:118 facts[2].evidence[0].by[0].person: there is no person "nora" '
            '(did you mean "mora"?)',
            id="person of a voice",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "person: mora", "passes_on: {who: a captain, person: cap}"),
            f"{ALDER_BIRCH}:44:146 facts[2].evidence[0].by[0].passes_on.person: "
            'there is no person "cap" (add it or mend the person)',
            id="person behind a voice",
        ),
        *(
            pytest.param(
                Change(ALDER_BIRCH, FERRY, f"    {link}: [tolll]\n"),
                f"{ALDER_BIRCH}:45:{8 + len(link)} facts[2].{link}[0]: "
                'there is no fact "tolll" (did you mean "toll"?)',
                id=link,
            )
            for link in ("limits", "supports", "contradicts", "supersedes", "explains")
        ),
    ],
)  # fmt: skip
def test_an_id_that_nothing_bears_is_refused(tmp_path: Path, change: Change, fault: str) -> None:
    """An id that names no record is refused where it stands, with the nearest one that does."""
    assert refused(tmp_path, change) == [fault]
