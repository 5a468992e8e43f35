"""Why: a fact promises its readers that its figures, dates, voices and quotations can be trusted. A
pack that breaks such a promise is refused before anybody reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.loader import load
from bot.knowledge.rules import holds_figure
from tests.packs import ALDER_BIRCH, Change, refused, write_lake

GUESTS = "relations/lake.yaml"
FERRY = "    limits: [toll]\n"
NINE = "one two three four five six seven eight nine"
BOUNDS = "has no clear bounds (expected exact, or min and/or max)"
FORESEEN = "fact has no date (expected event.when: when it was foreseen)"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param(
            Change(ALDER_BIRCH, "says: Alder and Birch opened a pier of 120",
                   "says: They opened a pier of 1,120"),
            f'{ALDER_BIRCH}:16:60 facts[0].figures[0].as_printed: "120" does not stand in says '
            "(expected there as printed)",
            id="figure not in its sentence",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "exact: 120, ", ""),
            f"{ALDER_BIRCH}:16:9 facts[0].figures[0]: {BOUNDS}",
            id="figure without bounds",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "max: 40", "exact: 40, max: 40"),
            f"{ALDER_BIRCH}:30:9 facts[1].figures[0]: {BOUNDS}",
            id="figure both exact and bounded",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "max: 40", "min: 41.5, max: 40"),
            f"{ALDER_BIRCH}:30:9 facts[1].figures[0]: min 41.5 is above max 40",
            id="bounds exchanged",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "modality: did-not-happen", "modality: planned"),
            f"{ALDER_BIRCH}:35:5 facts[2]: a planned {FORESEEN}",
            id="planned without a date",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "modality: did-not-happen",
                   "event: {type: AID}\n    modality: possible"),
            f"{ALDER_BIRCH}:35:5 facts[2]: a possible {FORESEEN}",
            id="possible without a date",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "review_by: 2025-08-01", "review_by: 2024-07-31"),
            f'{ALDER_BIRCH}:22:16 facts[0].review_by: "2024-07-31" is before the review '
            "of 2024-08-01 (expected later)",
            id="review before the last one",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "on: date", 'on: figure, figure: "121"'),
            f'{ALDER_BIRCH}:20:9 facts[0].notes[0]: "121" is no figure of this fact '
            "(expected one as printed)",
            id="note on another figure",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "on: date", "on: figure"),
            f"{ALDER_BIRCH}:20:9 facts[0].notes[0]: names no figure of this fact "
            "(expected one as printed)",
            id="note on no figure",
        ),
        *(
            pytest.param(
                Change(ALDER_BIRCH, FERRY, f"    {link}: [ferry]\n"),
                f'{ALDER_BIRCH}:35:5 facts[2]: "ferry" names itself (expected another fact)',
                id=f"itself in {link}",
            )
            for link in ("limits", "supports", "contradicts", "supersedes", "explains")
        ),
        pytest.param(
            Change(GUESTS, "A reworded copy gives the Cedars 1,500 guests.",
                   "The Cedars had 1,500 guests."),
            f"{GUESTS}:9:11 facts[0].says: its figure is known only from a reworded copy "
            "(expected the sentence to say so)",
            id="figure of a reworded copy in its sentence",
        ),
        pytest.param(
            Change(GUESTS, "1,500 guests, by a reworded copy.", "1,500 guests."),
            f"{GUESTS}:10:12 facts[0].short: its figure is known only from a reworded copy "
            "(expected the sentence to say so)",
            id="figure of a reworded copy in its line",
        ),
        pytest.param(
            Change(GUESTS, "1,500 guests, by a reworded copy.", "“many” guests."),
            f"{GUESTS}:10:12 facts[0].short: quotes “many” from a reworded copy "
            "(expected no quotation)",
            id="quotation from a reworded copy",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "says: Mora Lind said", f"says: Mora Lind (“{NINE}”) said"),
            f"{ALDER_BIRCH}:36:11 facts[2].says: quotes 9 words (expected at most 8; shorten it)",
            id="long quotation",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "short: No ferry", f'short: No "{NINE}" ferry'),
            f"{ALDER_BIRCH}:37:12 facts[2].short: quotes 9 words (expected at most 8; shorten it)",
            id="long quotation in straight marks",
        ),
    ],
)  # fmt: skip
def test_a_fact_that_breaks_a_promise_is_refused(
    tmp_path: Path, change: Change, fault: str
) -> None:
    """A fact whose figures, dates, links or quotations break a rule is refused, saying which."""
    assert refused(tmp_path, change) == [fault]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            Change(ALDER_BIRCH, "says: Mora Lind said", f"says: Mora Lind (“{NINE[:-5]}”) said"),
            id="eight words quoted",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "max: 40", "min: 40, max: 40"),
            id="equal bounds",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "review_by: 2025-08-01", "review_by: 2024-08-01"),
            id="review on the same day",
        ),
        pytest.param(
            Change(ALDER_BIRCH, "on: date", 'on: figure, figure: "120"'),
            id="note on its figure",
        ),
        pytest.param(
            Change(
                ALDER_BIRCH, "modality: did-not", "event: {when: 2024-05}\n    modality: did-not"
            ),
            id="event of a date only",
        ),
    ],
)
def test_a_fact_at_the_bounds_of_a_rule_is_read(tmp_path: Path, change: Change) -> None:
    """What a rule just allows is read."""
    assert set(load(write_lake(tmp_path, change)).facts) == {"ferry", "guests", "pier", "toll"}


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from([",", "\u00a0", "\u202f"]))
def test_separators_make_no_other_figure(number: int, other: int, separator: str) -> None:
    """A figure is found however its thousands are divided, and never within another one."""
    sentence = f"They had {number:,} guests.".replace(",", separator)
    assert holds_figure(sentence, str(number))
    assert holds_figure(f"They had {number} guests.", f"{number:,}".replace(",", separator))
    assert holds_figure(sentence, f"{other:,}") is (number == other)


@pytest.mark.parametrize(
    ("text", "figure", "holds"),
    [
        pytest.param("2.5 metres", "5", False, id="after the point"),
        pytest.param("5.2 metres", "5", False, id="before the point"),
        pytest.param("until 2024.", "2024", True, id="end of a sentence"),
        pytest.param("Eleven towns", "eleven", True, id="word"),
        pytest.param("eleventh town", "eleven", False, id="within a word"),
        pytest.param("a fee of $40", "40", True, id="after a sign"),
        pytest.param("40% of them", "40", True, id="before a sign"),
        pytest.param("about 40-50 towns", "50", True, id="range"),
        pytest.param("in the 1990s", "1990", False, id="decade"),
    ],
)
def test_a_figure_is_a_whole_number_or_word(
    text: str,
    figure: str,
    holds: bool,  # noqa: FBT001 - a case
) -> None:
    """A figure stands in a text as a whole number or word."""
    assert holds_figure(text, figure) is holds
