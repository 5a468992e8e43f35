"""Why: the plain text of a brief is what notifications and screen readers get everywhere; here it
is read letter by letter, from briefs that no pack decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.rendering import brief_footer, brief_reply, brief_text, change_head, shortened
from bot.reply import (
    Brief,
    BriefChange,
    Point,
    ReplyBottomLine,
    ReplyFact,
    ReplyPosition,
    ReplySource,
    Section,
)

PIER = ReplyFact(
    fact="pier",
    standing="reported",
    by=(),
    denied_by=(),
    when="2024-05-04",
    modality="happened",
    sources=(1,),
)
CHANGED = Section(
    kind="changed",
    heading="What changed since pack 1.0",
    changes=(
        BriefChange(text="New: The pier* is built. 4 May 2024", fact="pier", sources=(1, 2),
                    notes=("It is a jetty (the register, 2024).",)),
        BriefChange(text="And 7 more."),
    ),
)  # fmt: skip
FOCUS = Section(
    kind="focus",
    heading="In focus: Alder and Birch",
    bottom_line=ReplyBottomLine(
        text="They share a pier.", facts=("pier",), gap=False, sources=(1,)
    ),
    points=(
        Point(text="The pier is built. 4 May 2024", lead=PIER, sources=(1,)),
        Point(text="The pier is long. 5 May 2024", lead=PIER, sources=(3,), notes=("Long.",)),
    ),
    ask="alder birch",
)
QUESTION = Section(
    kind="question",
    heading="Open question: Is it a pier?",
    positions=(
        ReplyPosition(text="Yes: it is.", facts=("pier",), sources=(1,)),
        ReplyPosition(text="No: it is a jetty.", facts=("pier",)),
    ),
)
BRIEF = Brief(
    title="The lake · Mon 23 Nov 2026",
    sections=(CHANGED, FOCUS, QUESTION),
    notices=("This brief is late.",),
    sources=tuple(
        ReplySource(n=n, id=str(n), title="T", published="2024", reliability="A", line=f"Paper {n}")
        for n in (1, 2, 3)
    ),
    pack="1.1",
    newest_source="2024-05",
    age_months=1,
    notice="by hand",
)


def test_a_brief_as_text() -> None:
    """A brief reads title, notices, sections, notes, sources and footer, each line once."""
    assert brief_text(BRIEF).split("\n") == [
        "The lake · Mon 23 Nov 2026",
        "This brief is late.",
        "What changed since pack 1.0",
        "• New: The pier* is built. 4 May 2024 [1][2]",
        "• And 7 more.",
        "In focus: Alder and Birch",
        "They share a pier. [1]",
        "• The pier is built. 4 May 2024 [1]",
        "• The pier is long. 5 May 2024 [3]",
        "Open question: Is it a pier?",
        "Position 1: Yes: it is. [1]",
        "Position 2: No: it is a jetty.",
        "* It is a jetty (the register, 2024). * Long.",
        "[1] Paper 1 · [2] Paper 2 · [3] Paper 3",
        "newest source is 1 month old · pack 1.1 · by hand",
    ]


def test_a_brief_of_one_line_is_one_line() -> None:
    """A brief without sections has no small print."""
    assert brief_text(Brief(title="Nothing changed", pack="1.1", notice="by hand")) == (
        "Nothing changed"
    )
    assert brief_footer(replace(BRIEF, newest_source=None, notice="")) == "pack 1.1"


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("New: it is.", "New:"),
        ("Corrected. Before: it was. Now: it is.", "Corrected."),
        ("Withdrawn on 1 Feb 2022: it was.", "Withdrawn on 1 Feb 2022:"),
        ("Now denied: alleged by Birch, denied by Alder: it is.", "Now denied:"),
        ("Standing changed. Before: reported. Now said by Birch: it is.", "Standing changed."),
        ("Nothing to begin with", ""),
    ],
)
def test_what_kind_of_change_a_line_begins_with(text: str, head: str) -> None:
    """The first words of a change say of what kind it is; a count of more has no such words."""
    assert change_head(BriefChange(text=text, fact="pier")) == head
    assert change_head(BriefChange(text=text)) == ""


def test_what_does_not_fit_goes_from_the_end() -> None:
    """Shortened, a brief loses lines from its end, with their sources, and says that it did."""
    assert shortened(BRIEF, lambda _brief: True) is BRIEF
    told = ("This brief is late.", "Not all of this brief fits here.")
    without = shortened(BRIEF, lambda brief: len(brief.sections) < 3)
    assert without == replace(BRIEF, sections=(CHANGED, FOCUS), notices=told)
    one_point = replace(FOCUS, points=FOCUS.points[:1])
    assert shortened(BRIEF, lambda brief: len(brief.sources) < 3) == replace(
        BRIEF, sections=(CHANGED, one_point), notices=told, sources=BRIEF.sources[:2]
    )
    assert shortened(BRIEF, lambda _brief: False) == replace(
        BRIEF, sections=(), notices=told, sources=()
    )


def test_a_brief_as_an_answer() -> None:
    """As an answer a brief keeps every line; notes and sources stand one below another."""
    reply = brief_reply(BRIEF, ("alder",), ())
    assert reply.title == BRIEF.title
    assert reply.details[-5:] == (
        "* It is a jetty (the register, 2024).",
        "* Long.",
        "[1] Paper 1",
        "[2] Paper 2",
        "[3] Paper 3",
    )
    assert reply.details[:-5] == tuple(brief_text(BRIEF).split("\n")[1:-3])
