"""Why: a brief in Discord is one frame with headings, small print below a rule, and buttons whose
ids outlive the process that posted it."""

from __future__ import annotations

from adapters.discord.brief import brief_components
from bot.briefing.model import About
from bot.briefing.snapshot import snapshot
from bot.buttons import Press, button_id
from bot.rendering import brief_text
from tests.briefing.mornings import HARBOURS, edition, morning, pack, wish
from tests.discord_.reading import check, ids, labels, shown

QUAY = pack(HARBOURS)
BEFORE = snapshot(edition(QUAY, "2022.3", without=("kestane-orvik-2021-route",)))
BRIEF = morning(QUAY, wish(About(actors=("kestane",), topics=("routes",))), BEFORE).brief


def test_a_brief_reads_like_its_text() -> None:
    """Line for line it says the plain text, its sources one below another."""
    components = brief_components(BRIEF, button_id)
    lines = [" ".join(line.split()) for line in shown(components)]
    assert lines == brief_text(BRIEF).replace(" · [", "\n[").split("\n")
    check(components)


def test_what_stands_out() -> None:
    """The title is a heading, each section has its own, and a kind of change is bold."""
    said = str(brief_components(BRIEF, button_id))
    assert "## Kestane Freight: routes · Mon 23 Nov 2026" in said
    assert said.count("### ") == 2
    assert "- **Corrected.** Before: Kestane Freight sails to Orvik once a week." in said
    assert "**alleged** by unnamed quay hands" in said


def test_buttons_ask_for_more() -> None:
    """Under a brief stand more of the focus and the sources, which are answered beside it.

    So their ids bear no card, whatever the brief's own is.
    """
    components = brief_components(BRIEF, button_id, card="abc")
    assert labels(components) == ["More on Kestane Freight and Orvik", "Sources"]
    assert ids(components) == [
        "offer|2022.4||kestane freight orvik routes",
        "sources|2022.4||sources kestane freight routes",
    ]


def test_a_button_without_an_id_is_left_out() -> None:
    """A button whose id could not be kept is not shown, and the brief is none the worse."""

    def name(press: Press) -> str | None:
        return None if press.kind == "offer" else button_id(press)

    assert labels(brief_components(BRIEF, name)) == ["Sources"]
    bare = brief_components(BRIEF, lambda _press: None)
    assert labels(bare) == []
    check(bare)
