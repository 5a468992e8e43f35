"""Why: screen readers, notifications and logs get a reply as plain text; whatever a reply says must
be in it, with each source number explained and each star's note at hand."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rendering import plain_text
from tests.lookup.desk import Desk, questions
from tests.lookup.junk import mixtures

_NUMBER = re.compile(r"\[(\d+)\]")
_ENTRY = re.compile(r"\[(\d+)\] ")
_CONFIRMED = re.compile(r"\bconfirm(s|ed|ing|ation)?\b", re.IGNORECASE)


def test_nothing_of_a_reply_is_lost(desk: Desk) -> None:
    """Plain text holds the title, every line, source, note, notice, offer and unknown word."""
    for text in questions(desk.names):
        for reply in desk.pages(text):
            shown = plain_text(reply)
            # A card says in its own lines what a point of one fact says.
            points = [one for one in reply.points if one.joined or not reply.details]
            parts = (
                *(reply.title, *reply.details, *(point.text for point in points)),
                *(*reply.notes, *reply.notices, *reply.offers, *reply.not_understood),
                *(position.text for position in reply.positions),
            )
            assert [part for part in parts if part not in shown] == [], text


def test_every_source_is_explained_once(desk: Desk) -> None:
    """Every source number that stands in a line is explained in the same text, and only once."""
    for text in questions(desk.names):
        for reply in desk.pages(text):
            shown = plain_text(reply)
            entries = [one for line in shown.split("\n") for one in line.split(" · ")]
            explained = [int(found[1]) for one in entries if (found := _ENTRY.match(one))]
            assert explained == [source.n for source in reply.sources], text
            assert {int(n) for n in _NUMBER.findall(shown)} == set(explained), text


def test_every_star_has_a_note(desk: Desk) -> None:
    """A text with a star in a line has as many notes as its reply, each opened by a star."""
    for text in questions(desk.names):
        for reply in desk.pages(text):
            starred = any("*" in point.text for point in reply.points)
            assert starred == bool(reply.notes), text
            shown = plain_text(reply)
            assert all(note in shown for note in reply.notes), text


def test_the_word_is_never_printed(desk: Desk) -> None:
    """No reply holds the word confirmed in any form: standing has words of its own."""
    for text in ("timeline", "sources", "question", *questions(desk.names)):
        for reply in desk.pages(text):
            assert not _CONFIRMED.search(plain_text(reply)), text


@given(st.data())
@settings(max_examples=40)
def test_the_text_of_any_reply_reads_line_by_line(desk: Desk, data: st.DataObject) -> None:
    """The text of any reply opens with its title and has no empty line and no stray space."""
    reply = desk.ask(data.draw(mixtures(desk)))
    lines = plain_text(reply).split("\n")
    assert lines[0] == reply.title
    assert all(line and line == line.strip() and "  " not in line for line in lines)


def test_a_pair_reads_so(quay: Desk) -> None:
    """A whole answer reads: title, points, sources, and how much it is of all."""
    reply = quay.ask("kestane freight orvik tolls")
    points = [f"• {point.text} [{n}]" for n, point in enumerate(reply.points, start=1)]
    assert plain_text(reply).split("\n") == [
        "Kestane Freight and Orvik: tolls",
        *points,
        " · ".join(f"[{source.n}] {source.line}" for source in reply.sources),
        "2 of 2 facts · newest source is 62 months old · pack 2022.4 · " + quay.library.pack.notice,
    ]


def test_a_question_reads_so(quay: Desk) -> None:
    """An open question reads: the question, each position with its lines, what would settle it."""
    reply = quay.ask("question rivals")
    unforgiven, charter, drill = (point.text for point in reply.points)
    assert plain_text(reply).split("\n")[:7] == [
        "Are Orvik and Brannoch rivals?",
        "Position 1: Yes: a columnist thinks that Brannoch has never forgiven Orvik.",
        f"• {unforgiven} [1]",
        "Position 2: No, or not only: they share pilots and held a drill together.",
        f"• {charter} [2]",
        f"• {drill} [1]",
        "What would settle it: What either does when ships leave it for the other.",
    ]


def test_another_script_gets_a_remark(quay: Desk) -> None:
    """A question in another script is answered, and told in which language facts are printed."""
    reply = quay.ask("Кестан orvik")
    assert (reply.kind, reply.title) == ("answer", "Kestane Freight and Orvik")
    assert reply.notices == ("The facts of this pack are printed in English.",)
    assert quay.ask("kestane freight orvik").notices == ()


@pytest.mark.parametrize(
    ("question", "remarks"),
    [
        ("Rusia Irán", ("The facts of this pack are printed in English.",)),
        ("was liefert Nordkorea an China?", ("The facts of this pack are printed in English.",)),
        ("Iran", ()),
        ("IRN RUS", ()),
        ("Korea North", ()),
        ("Russian arms America", ()),
        ("Kremlin Pyongyang", ()),
    ],
)
def test_a_state_in_another_language_gets_a_remark(
    axis: Desk, question: str, remarks: tuple[str, ...]
) -> None:
    """What calls a state as only another language does gets the same remark, once."""
    reply = axis.ask(question)
    assert (reply.kind, reply.notices) == ("answer", remarks)
