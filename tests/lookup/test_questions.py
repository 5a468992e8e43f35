"""Why: an open question and a list of sources are answers of their own shape; they show what each
side rests on and how far that can be relied on, and give no verdict."""

from __future__ import annotations

import pytest

from tests.lookup.desk import Desk


def test_a_question_has_two_sides_and_no_verdict(desk: Desk) -> None:
    """An open question shows each position with its facts, and what would settle it."""
    for question in desk.library.questions.values():
        reply = desk.ask(f"question {question.id}")
        shown = {one for point in reply.points for one in point.facts}
        assert (reply.kind, reply.title) == ("answer", question.question)
        assert [p.text for p in reply.positions] == [p.text for p in question.positions]
        assert reply.settles == question.settles
        assert len(reply.positions) >= 2
        for position, record in zip(reply.positions, question.positions, strict=True):
            assert set(record.facts) <= set(position.facts) <= shown


@pytest.mark.parametrize(
    "form", ["question {n}", "Question {n}?", "question: {n}", "QUESTION  {n}"]
)
def test_a_question_is_found_by_its_names(desk: Desk, form: str) -> None:
    """An open question is found by its id, its wording and each of its names."""
    for question in desk.library.questions.values():
        for name in (question.id, question.question, *question.names):
            assert desk.ask(form.format(n=name)).title == question.question, name


def test_questions_are_listed(desk: Desk) -> None:
    """The verb alone, and a name that no question has, list all questions as buttons."""
    listed = tuple(question.question for question in desk.library.questions.values())
    for text, head in (
        ("question", ""),
        ("question nobody", "No open question has that name. "),
    ):
        reply = desk.ask(text)
        assert (reply.kind, reply.title) == ("offer", f"{head}What the documents disagree on:")
        assert list(reply.details) == [
            f"{offer} - {question}" for offer, question in zip(reply.offers, listed, strict=True)
        ]
        assert [desk.ask(offer).title for offer in reply.offers] == list(listed)


def test_all_sources_are_the_documents(desk: Desk) -> None:
    """The verb alone lists every document, and no record that only notes cite."""
    reply = desk.ask("sources")
    documents = {one.id for one in desk.library.sources.values() if one.document}
    assert (reply.kind, reply.title) == ("answer", "All sources")
    assert {source.id for source in reply.sources} == documents
    assert len(reply.details) == len(documents)


def test_a_source_is_described(quay: Desk) -> None:
    """A source's lines are title, author and date; reliability; quality; how its date is known."""
    (text,) = quay.ask("sources rennick").details
    title, *lines, dated = text.split("\n")
    assert title == ("[1] Who rules the quays of Orvik? Per Rennick. About Feb 2020. 2 facts here.")
    assert lines == [
        "Fairly reliable: One columnist, who names some of those he spoke to.",
        "A column with hearsay in it.",
    ]
    assert "It tells of January 2020 as of last month." in dated


def test_no_letter_grade_is_printed(desk: Desk) -> None:
    """Readers see reliability in words, never as a letter of the scale."""
    for source in desk.ask("sources").sources:
        assert f" {source.reliability}" not in source.line.replace(".", " ")[-4:]
        assert "reliab" in source.line
