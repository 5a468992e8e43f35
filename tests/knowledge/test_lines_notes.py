"""Why: what other public records add is told with the fact and never mixed with it: a star at what
is qualified, and the note below."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.knowledge.edtf import parse_edtf
from bot.knowledge.lines import note_text, point_line
from bot.knowledge.model import Fact, Figure, Note
from bot.knowledge.view import View
from tests.knowledge.records import SOURCES, fact, library, note


def line(one: Fact) -> str:
    """Return the line of a fact that stands alone."""
    whole = library(one)
    return point_line(View(whole).joined(one.id), whole).text


FIGURES = (
    Figure(of="length", unit="metres", as_printed="5", exact=5),
    Figure(of="planks", unit="planks", as_printed="1,500", exact=1500),
)
SHORT = "The pier of 2.5 to 5 metres has 1,500 planks."
METRES, PLANKS = note("Six.", "figure", "5"), note("Few.", "figure", "1,500")


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        pytest.param([note("None.")], f"{SHORT}* 2024", id="claim"),
        pytest.param([note("Later.", "date")], f"{SHORT} 2024*", id="date"),
        pytest.param(
            [METRES], "The pier of 2.5 to 5* metres has 1,500 planks. 2024", id="whole figure"
        ),
        pytest.param(
            [PLANKS], "The pier of 2.5 to 5 metres has 1,500* planks. 2024", id="separator"
        ),
        pytest.param(
            [METRES, note("Seven.", "figure", "5")],
            "The pier of 2.5 to 5* metres has 1,500 planks. 2024",
            id="two notes on a figure",
        ),
        pytest.param([note("None.", "figure", "7")], f"{SHORT}* 2024", id="figure not in the line"),
        pytest.param(
            [note("None."), note("Nor here."), METRES, note("Later.", "date")],
            "The pier of 2.5 to 5* metres has 1,500 planks.* 2024*",
            id="all at once",
        ),
    ],
)
def test_a_note_puts_a_star_at_what_it_qualifies(notes: list[Note], text: str) -> None:
    """A star stands at the figure or date that a note qualifies, else at the sentence's end."""
    pier = replace(fact("pier", when="2024"), short=SHORT, figures=FIGURES, notes=tuple(notes))
    assert line(pier) == text


def test_notes_print_with_their_record() -> None:
    """Each note of a point prints once, with the record that it comes from and its date."""
    same = note("None stands.")
    pier = replace(fact("pier"), notes=(same, note("Six.", "figure", "5")))
    quay = replace(fact("quay"), limits=("pier",), notes=(same,))
    whole = library(pier, quay)
    assert point_line(View(whole).joined("quay"), whole).notes == (
        "None stands (The register, 1 Jul 2024).",
        "Six (The register, 1 Jul 2024).",
    )


def test_a_figure_may_hold_any_sign() -> None:
    """A figure is starred as it is printed, whatever signs it holds."""
    pier = replace(fact("pier", when="2024"), short="It is 5\\6 long.")
    assert line(replace(pier, notes=(note("Six.", "figure", "5\\6"),))) == "It is 5\\6* long. 2024"


def test_a_line_of_the_past_knows_no_later_note() -> None:
    """A note that was not yet public puts no star and prints no line."""
    pier = replace(fact("pier", when="2024"), notes=(note("None."),))
    whole = library(pier)
    past = View(whole, parse_edtf("2024-06-30").latest)
    found = point_line(past.joined("pier"), whole)
    assert (found.text, found.notes) == ("The pier stands. 2024", ())


@pytest.mark.parametrize(
    ("label", "publisher", "told"),
    [
        pytest.param("[roll]", "The court", "None stands ([roll], 1 Jul 2024).", id="label"),
        pytest.param(None, "The court", "None stands (The court, 1 Jul 2024).", id="publisher"),
        pytest.param(None, None, "None stands (The register, 1 Jul 2024).", id="title"),
    ],
)
def test_a_note_names_its_record_as_shortly_as_it_can(
    label: str | None, publisher: str | None, told: str
) -> None:
    """A note's record is named by its label, else its publisher, else its title."""
    register = replace(SOURCES[-1], label=label, publisher=publisher)
    assert note_text(note("None stands."), library(sources=[register])) == told
