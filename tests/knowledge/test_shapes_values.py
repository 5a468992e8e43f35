"""Why: a wrong value is refused where it stands, with what it is and what was expected, so that
nobody has to look into our code to mend a fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packs import ALDER_BIRCH, Change, refused

LONG = "The pier is so long." * 18
UNREAD = "cannot be read: input should be"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param(
            Change("sources.yaml", "kind: news", "kind: newspaper"),
            'sources.yaml:4:11 sources[0].kind: "newspaper" is not known here (expected '
            "'news', 'opinion', 'aggregation', 'rewritten' or 'public-record')",
            id="kind of source",
        ),
        pytest.param(
            Change("sources.yaml", "reliability: B", "reliability: b"),
            'sources.yaml:6:18 sources[0].reliability: "b" is not known here '
            "(expected 'A', 'B', 'C', 'D', 'E' or 'F')",
            id="letter",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "standing: said", "standing: told"),
            f'{ALDER_BIRCH}:44:84 facts[2].evidence[0].standing: "told" is not known here '
            "(expected 'alleged', 'acknowledged', 'assessed', 'said' or 'reported')",
            id="standing",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "modality: did-not-happen", "modality: no"),
            f'{ALDER_BIRCH}:41:15 facts[2].modality: "no" is not known here '
            "(expected 'happened', 'planned', 'possible' or 'did-not-happen')",
            id="modality",
        ),
        pytest.param(
            Change("topics.yaml", "- id: money",
                   "- id: Much money\n    label: much\n  - id: money"),
            'topics.yaml:2:9 topics[0].id: "Much money" has the wrong form '
            "(expected lower-case letters, digits and single hyphens)",
            id="slug",
        ),
        pytest.param(
            Change("actors.yaml", "of: alder", "of: Ald"),
            'actors.yaml:19:9 people[0].of: "Ald" has the wrong form '
            "(expected an ISO 3166-1 alpha-3 code or a lower-case slug)",
            id="actor",
        ),
        pytest.param(
            Change("sources.yaml", "document: leaflet.txt\n    sha256: ",
                   "document: leaflet.txt\n    sha256: beef\n    # "),
            'sources.yaml:22:13 sources[1].sha256: "beef" has the wrong form '
            "(expected 64 hexadecimal digits in lower case)",
            id="hash",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "short: Alder takes a toll of up to 40 crowns.",
                   f'short: "{LONG}"'),
            f'{ALDER_BIRCH}:25:12 facts[1].short: "{LONG}" has 360 characters '
            "(expected at most 140)",
            id="long text",
        ),
        pytest.param(
            Change("pack.yaml", "id: lake", f"id: {'lake-' * 12}s"),
            f'pack.yaml:1:5 id: "{"lake-" * 12}s" has 61 characters (expected at most 60)',
            id="long slug",
        ),
        pytest.param(
            Change("pack.yaml", "Curated by hand.", '" "'),
            'pack.yaml:8:9 notice: " " is empty (expected text)',
            id="empty text",
        ),
        pytest.param(
            Change("pack.yaml", "Curated by hand.", '"one\\ntwo"'),
            'pack.yaml:8:9 notice: "one\ntwo" has the wrong form (expected one line of text)',
            id="two lines",
        ),
        pytest.param(
            Change("pack.yaml", "Curated by hand.", "[by, hand]"),
            "pack.yaml:8:9 notice: a list is not text (expected one line of text)",
            id="list for text",
        ),
        pytest.param(
            Change("pack.yaml", "Curated by hand.", "{by: hand}"),
            "pack.yaml:8:9 notice: a mapping is not text (expected one line of text)",
            id="mapping for text",
        ),
        pytest.param(
            Change("pack.yaml", "[curator]", "[]"),
            "pack.yaml:7:11 curators: the list is too short (expected at least 1)",
            id="empty list",
        ),
        pytest.param(
            Change("actors.yaml", "[alder, birch]", "[alder]"),
            "actors.yaml:22:12 ambiguous[0].means: the list is too short (expected at least 2)",
            id="short list",
        ),
        pytest.param(
            Change("topics.yaml", "[money]", "money"),
            'topics.yaml:6:14 topics[1].broader: "money" is not a list (expected a list)',
            id="text for a list",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "    limits: [toll]\n", "    event: yesterday\n"),
            f'{ALDER_BIRCH}:45:12 facts[2].event: "yesterday" is not a mapping '
            "(expected keys with values)",
            id="text for a record",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "weight: 3", "weight: 4"),
            f'{ALDER_BIRCH}:14:13 facts[0].weight: "4" {UNREAD} less than or equal to 3',
            id="number above",
        ),
        pytest.param(
            Change("sources.yaml", "paragraph: 1", "paragraph: 0"),
            'sources.yaml:13:21 sources[0].not_used[0].paragraph: '
            f'"0" {UNREAD} greater than or equal to 1',
            id="number below",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "weight: 3", "weight: high"),
            f'{ALDER_BIRCH}:14:13 facts[0].weight: "high" {UNREAD} a valid integer, '
            "unable to parse string as an integer",
            id="word for a number",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "exact: 120", "exact: many"),
            f'{ALDER_BIRCH}:16:29 facts[0].figures[0].exact: "many" {UNREAD} a valid number, '
            "unable to parse string as a number",
            id="word for a figure",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "exact: 120", "exact: nan"),
            f'{ALDER_BIRCH}:16:29 facts[0].figures[0].exact: "nan" {UNREAD} a finite number',
            id="no number",
        ),
        pytest.param(
            Change("relations/lake.yaml", "gap: true", "gap: maybe"),
            f'relations/lake.yaml:6:8 bottom_line.gap: "maybe" {UNREAD} a valid boolean, '
            "unable to interpret input",
            id="neither yes nor no",
        ),
        pytest.param(
            Change(ALDER_BIRCH, '"2024-05-04"', '"2024-13"'),
            f'{ALDER_BIRCH}:13:72 facts[0].event.when: "2024-13" is not an EDTF date '
            "(expected YYYY, YYYY-MM, YYYY-MM-DD, with ? or ~, or a/b)",
            id="date",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "2024-08-01", "2024-08-32"),
            f'{ALDER_BIRCH}:21:20 facts[0].reviewed.on: "2024-08-32" is not a day of the calendar '
            "(expected YYYY-MM-DD)",
            id="day",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "2024-08-01", "20240801"),
            f'{ALDER_BIRCH}:21:20 facts[0].reviewed.on: "20240801" is not a day of the calendar '
            "(expected YYYY-MM-DD)",
            id="day without hyphens",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "2024-08-01", "2024-8-1"),
            f'{ALDER_BIRCH}:21:20 facts[0].reviewed.on: "2024-8-1" is not a day of the calendar '
            "(expected YYYY-MM-DD)",
            id="day without noughts",
        ),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused(tmp_path: Path, change: Change, fault: str) -> None:
    """A value of the wrong kind is refused with the value and what was expected."""
    assert refused(tmp_path, change) == [fault]
