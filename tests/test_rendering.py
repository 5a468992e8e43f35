"""Why: plain text is what screen readers get and what every platform falls back to, and JSON is
what programs build on; both are read here letter by letter, from replies that no pack decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.rendering import as_json, footer, plain_text, point_text, sources_text
from bot.reply import (
    Action,
    Point,
    QueryEcho,
    Reply,
    ReplyBottomLine,
    ReplyDenial,
    ReplyFact,
    ReplyPosition,
    ReplySource,
    ReplyVoice,
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
TOLL = ReplyFact(
    fact="toll",
    standing="alleged",
    by=(ReplyVoice(actor="birch", person=None, who="a clerk", passes_on=None, label="Birch"),),
    denied_by=(ReplyDenial(actor="alder", when="2024-05~"),),
    when=None,
    modality="happened",
    sources=(1,),
)
FERRY = replace(PIER, fact="ferry", standing="said", when="2024-06", modality="did-not-happen")
FIRST = Point(
    text="They opened a pier. 4 May 2024*", lead=PIER, notes=("In truth on the 5th.",), sources=(1,)
)
SECOND = Point(
    text="Alleged by Birch, denied by Alder as of about May 2024: Alder takes a toll; said: none.",
    lead=TOLL,
    joined=(FERRY,),
    by_date="2024-05~",
    notes=("In truth on the 5th.", "Crowns are silver."),
    sources=(1, 2),
)
GAZETTE = ReplySource(
    n=1, id="gazette", title="G", published="2024-05~", reliability="B", line="Gazette, May 2024"
)
LEAFLET = ReplySource(
    n=2, id="leaflet", title="L", published="2024-06", reliability="E", line="[leaflet], Jun 2024"
)
ANSWER = Reply(
    kind="answer",
    title="Alder and Birch",
    query=QueryEcho(actors=("alder", "birch"), years=(2024,), since="2024-05"),
    bottom_line=ReplyBottomLine(
        text="They share a pier.", facts=("pier",), gap=False, sources=(1,)
    ),
    points=(FIRST, SECOND),
    sources=(GAZETTE, LEAFLET),
    not_understood=("ferries", "x1"),
    notices=("The facts of this pack are printed in English.",),
    actions=(Action(kind="more", label="More", text="alder birch page 2"),),
    shown_from=1,
    shown_to=3,
    total=7,
    pack="1.0",
    newest_source="2024-06",
    age_months=29,
    notice="Curated by hand.",
)


READ = """\
Alder and Birch
They share a pier. [1]
• They opened a pier. 4 May 2024* [1]
• Alleged by Birch, denied by Alder as of about May 2024: Alder takes a toll; said: none. [1][2]
Not understood: ferries, x1.
The facts of this pack are printed in English.
* In truth on the 5th. * Crowns are silver.
[1] Gazette, May 2024 · [2] [leaflet], Jun 2024
3 of 7 facts · newest source is 29 months old · pack 1.0 · Curated by hand."""


OBJECT = {
    "kind": "answer",
    "query": {
        "actors": ["alder", "birch"],
        "people": [],
        "topics": [],
        "years": [2024],
        "since": "2024-05",
        "before": None,
        "as_of": None,
    },
    "title": "Alder and Birch",
    "bottom_line": {"text": "They share a pier.", "facts": ["pier"], "gap": False},
    "points": [
        {
            "fact": "pier",
            "text": "They opened a pier. 4 May 2024*",
            "when": "2024-05-04",
            "by_date": None,
            "with": [],
            "standing": "reported",
            "by": [],
            "disputed": False,
            "denied_by": [],
            "modality": "happened",
            "notes": ["In truth on the 5th."],
            "sources": [1],
        },
        {
            "fact": "toll",
            "text": SECOND.text,
            "when": None,
            "by_date": "2024-05~",
            "with": [
                {
                    "fact": "ferry",
                    "standing": "said",
                    "by": [],
                    "disputed": False,
                    "denied_by": [],
                    "when": "2024-06",
                    "modality": "did-not-happen",
                    "sources": [1],
                }
            ],
            "standing": "alleged",
            "by": [
                {
                    "actor": "birch",
                    "person": None,
                    "who": "a clerk",
                    "passes_on": None,
                    "label": "Birch",
                }
            ],
            "disputed": True,
            "denied_by": [{"actor": "alder", "when": "2024-05~"}],
            "modality": "happened",
            "notes": ["In truth on the 5th.", "Crowns are silver."],
            "sources": [1, 2],
        },
    ],
    "sources": [
        {"n": 1, "id": "gazette", "title": "G", "published": "2024-05~", "reliability": "B"},
        {"n": 2, "id": "leaflet", "title": "L", "published": "2024-06", "reliability": "E"},
    ],
    "positions": [],
    "settles": None,
    "offers": [],
    "not_understood": ["ferries", "x1"],
    "total": 7,
    "pack": "1.0",
    "newest_source": "2024-06",
}


def test_answer_reads_from_top_to_bottom() -> None:
    """An answer reads: title, bottom line, points with their sources, what was not understood,
    notices, each note once, the sources, and how much it is of what; buttons are no text."""
    assert plain_text(ANSWER) == READ


def test_question_shows_each_position_with_its_facts() -> None:
    """An open question prints each position above its points, then what would settle it."""
    positions = (
        ReplyPosition(text="Yes, they do.", facts=("toll", "ferry")),
        ReplyPosition(text="They build.", facts=("pier",)),
    )
    reply = replace(
        ANSWER,
        title="Does Alder take tolls?",
        bottom_line=None,
        positions=positions,
        settles="The books.",
        not_understood=(),
        notices=(),
    )
    assert plain_text(reply).splitlines()[:6] == [
        "Does Alder take tolls?",
        "Position 1: Yes, they do.",
        point_text(SECOND),
        "Position 2: They build.",
        point_text(FIRST),
        "What would settle it: The books.",
    ]


def test_offer_names_what_can_be_asked() -> None:
    """An offer is a question with the words to ask instead, and has no sources to name."""
    reply = Reply(kind="offer", title="Did you mean one of these?", offers=("alder", "birch"))
    assert plain_text(reply) == "Did you mean one of these?\nYou can ask: alder · birch"


def test_help_names_no_question_twice() -> None:
    """Help lists its examples with what they do, and so offers them in no further line."""
    reply = Reply(
        kind="help", title="What can be asked", details=("alder - a town",), offers=("alder",)
    )
    assert plain_text(reply) == "What can be asked\nalder - a town"


def test_card_shows_its_details_in_place_of_points() -> None:
    """Where a reply has details, they stand in place of its points and of their notes."""
    reply = replace(ANSWER, details=("One line.", "Another."), not_understood=(), notices=())
    assert plain_text(reply).splitlines()[:5] == [
        "Alder and Birch",
        "They share a pier. [1]",
        "One line.",
        "Another.",
        sources_text(ANSWER),
    ]


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({}, "3 of 7 facts · newest source is 29 months old"),
        ({"shown_from": 4, "shown_to": 7}, "4–7 of 7 facts · newest source is 29 months old"),
        ({"shown_to": 1, "total": 1}, "1 of 1 fact · newest source is 29 months old"),
        ({"age_months": 1}, "3 of 7 facts · newest source is 1 month old"),
    ],
    ids=["first page", "later page", "one fact", "one month"],
)
def test_footer_counts(changes: dict[str, object], counted: str) -> None:
    """The last line counts facts and months, in the singular where there is one."""
    reply = replace(ANSWER, **changes)  # type: ignore[arg-type]
    assert footer(reply) == f"{counted} · pack 1.0 · Curated by hand."


def test_footer_without_facts_names_age_and_pack() -> None:
    """Where no facts are shown, the last line still says how old the pack's sources are."""
    assert footer(replace(ANSWER, points=())) == "newest source is 29 months old · pack 1.0"


def test_point_without_sources_ends_with_its_text() -> None:
    """A line that rests on no source has no brackets."""
    assert point_text(replace(FIRST, sources=())) == "• They opened a pier. 4 May 2024*"


def test_json_has_every_key_of_the_promise() -> None:
    """The object for programs has exactly the promised keys, with null where nothing is known."""
    assert as_json(ANSWER) == OBJECT


def test_json_of_a_question_has_its_positions() -> None:
    """Positions and what would settle them belong to questions, a bottom line may be null."""
    reply = Reply(
        kind="answer",
        title="Does Alder take tolls?",
        positions=(ReplyPosition(text="Yes.", facts=("toll",)),),
        settles="The books.",
        offers=("alder",),
    )
    found = as_json(reply)
    assert found["positions"] == [{"text": "Yes.", "facts": ["toll"]}]
    assert (found["settles"], found["bottom_line"], found["offers"]) == (
        "The books.",
        None,
        ["alder"],
    )


def test_only_answers_are_shared() -> None:
    """Answers may be shown to a whole channel; help, offers, refusals and errors may not."""
    kinds = ("answer", "offer", "none", "help", "error")
    shareable = [kind for kind in kinds if Reply(kind=kind, title="x").shareable]  # type: ignore[arg-type]
    assert shareable == ["answer"]
