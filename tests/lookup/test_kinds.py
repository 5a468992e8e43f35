"""Why: whatever is typed, the reply says in its kind and its title what became of it, in whole
sentences and in the pack's own names."""

from __future__ import annotations

import pytest

from tests.lookup.desk import Desk, questions


def test_an_empty_question_gets_help(desk: Desk) -> None:
    """Nothing, spaces and the word help, in any case, with stops or idle words, get help."""
    plain = ("", "  ", "help", "HELP", "help?", "Help!", f"/{desk.names.command}")
    for text in (*plain, "help me", "help us", "Help me, please!"):
        reply = desk.ask(text)
        assert (reply.kind, reply.title) == (
            "help",
            f"{desk.library.pack.title}: what can be asked",
        )


def test_help_teaches_by_questions_that_are_answered(desk: Desk) -> None:
    """Every question in help has an answer in the pack at hand."""
    lines = [line.rpartition(" - ")[0] for line in desk.ask("help").details if " - " in line]
    assert len(lines) >= 5
    assert {desk.ask(line).kind for line in lines if line not in {"brief", "help"}} == {"answer"}


def test_a_pair_is_titled_by_its_names(desk: Desk) -> None:
    """A pair is answered under its two names, with its bottom line and at most five points."""
    reply = desk.ask(desk.pair)
    assert (reply.kind, reply.title) == ("answer", desk.names.pair_title)
    assert reply.query.actors == desk.names.pair_ids
    assert reply.bottom_line is not None
    assert len(reply.points) == 5


def test_nothing_recognised_is_said(desk: Desk) -> None:
    """A question without a single known word says so, names the words and offers help."""
    reply = desk.ask("xyzzy plugh")
    assert (reply.kind, reply.title) == (
        "none",
        "No name, topic or word of this pack was recognised.",
    )
    assert reply.not_understood == ("xyzzy", "plugh")
    assert reply.offers == ("help",)


def test_an_unknown_word_beside_a_name_is_named(desk: Desk) -> None:
    """A question that is understood in part is answered, and the rest is named."""
    reply = desk.ask(f"{desk.pair} xyzzy")
    assert (reply.kind, reply.title) == ("answer", desk.names.pair_title)
    assert reply.not_understood == ("xyzzy",)


def test_a_question_that_is_too_long_is_refused(desk: Desk) -> None:
    """A question of 5,000 characters is refused with its length and a mend."""
    reply = desk.ask(f"{desk.pair} ".ljust(5_000, "x"))
    assert reply.kind == "error"
    assert reply.title == (
        "That question has 5,000 characters; up to 1,000 can be read. "
        "Ask with two or three names, such as those in help."
    )


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("since 2024-13", "Since 2024-13 is not a date."),
        ("before 20x4", "Before 20x4 is not a date."),
        ("as-of 2024-06-31", "As-of 2024-06-31 is not a date."),
        ("as of 3", "As-of 3 is not a date."),
        ("2024-00", "The date 2024-00 is not a date."),
    ],
)
def test_a_filter_without_a_date_is_refused(desk: Desk, typed: str, title: str) -> None:
    """A filter whose value is no date is refused with the value and the forms that are read."""
    reply = desk.ask(f"{desk.pair} {typed}")
    assert (reply.kind, reply.points) == ("error", ())
    assert reply.title == f"{title} Write it as 2024, 2024-06 or 2024-06-01."


def test_every_kind_occurs(desk: Desk) -> None:
    """The questions of this suite call forth each of the five kinds of reply."""
    kinds = {desk.ask(text).kind for text in questions(desk.names)}
    assert kinds == {"answer", "offer", "none", "help", "error"}


def test_only_answers_may_be_shared(desk: Desk) -> None:
    """Help, offers, errors and replies without facts are for the asker alone."""
    for text in questions(desk.names):
        reply = desk.ask(text)
        assert reply.shareable == (reply.kind == "answer")
        assert reply.shareable or "share" not in {action.kind for action in reply.actions}


def test_only_answers_have_points(desk: Desk) -> None:
    """A reply that answers nothing shows no fact, no source and no bottom line."""
    for text in questions(desk.names):
        reply = desk.ask(text)
        shown = (reply.points, reply.sources, reply.bottom_line, reply.total)
        assert reply.kind == "answer" or shown == ((), (), None, 0)


def test_every_reply_names_the_pack(desk: Desk) -> None:
    """Each reply carries the version of the pack that it came from, and the pack's notice."""
    pack = desk.library.pack
    for text in questions(desk.names):
        reply = desk.ask(text)
        assert (reply.pack, reply.notice) == (pack.version, pack.notice)
