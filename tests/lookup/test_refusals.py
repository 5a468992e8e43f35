"""Why: whatever is typed or pasted is answered or refused in words; nothing of it comes back raw,
so that nobody is pinged, no link is planted and no terminal is steered through the bot."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.rendering import plain_text
from bot.reply import Reply
from tests.lookup.desk import Desk, texts
from tests.lookup.junk import JUNK, mixtures, unsafe

MOST_SHOWN = 5
LONGEST_SHOWN = 30


def check(reply: Reply) -> None:
    """Hold a reply against everything that no input may change."""
    assert reply.kind in {"answer", "offer", "none", "help", "error"}
    assert reply.title
    # Only a source's description has lines of its own; it is the pack's.
    lines = tuple(line for one in reply.details for line in one.split("\n"))
    assert unsafe("".join(texts(replace(reply, details=lines)))) == set()
    assert plain_text(reply)
    assert len(reply.not_understood) <= MOST_SHOWN
    assert all(word.isalnum() and len(word) <= LONGEST_SHOWN for word in reply.not_understood)


@given(st.text(max_size=120))
@settings(max_examples=150)
def test_any_text_is_answered_or_refused(desk: Desk, text: str) -> None:
    """Any text gets a reply in words, without a character that steers a platform."""
    check(desk.ask(text))


@given(st.data())
@settings(max_examples=120)
def test_names_among_junk_are_answered_or_refused(desk: Desk, data: st.DataObject) -> None:
    """Names, verbs and filters among junk, spaced or glued, get a reply in words."""
    check(desk.ask(data.draw(mixtures(desk))))


@pytest.mark.parametrize("junk", JUNK, ids=ascii)
@pytest.mark.parametrize(
    "form", ["{j}", "{p} {j}", "{w}{j} {p}", "{j}{p}", "fact {j}", "fact x{j}"]
)
def test_junk_never_comes_back(desk: Desk, junk: str, form: str) -> None:
    """Markup, query syntax, controls, direction marks and emoji never come back, beside a name,
    glued to a word of the facts, or as an id."""
    check(desk.ask(form.format(j=junk, p=desk.pair, w=desk.names.word)))


@pytest.mark.parametrize("form", ["question {j}", "timeline {j}", "sources {w}{j}", "since 2{j}"])
def test_junk_after_a_verb_never_comes_back(desk: Desk, form: str) -> None:
    """Verbs and filters give back no more of what follows them than other questions do."""
    for junk in JUNK:
        check(desk.ask(form.format(j=junk, w=desk.names.word)))


@given(st.text(min_size=1001, max_size=1100))
@settings(max_examples=20)
@example("x" * 5_000)
@example("russia AND " * 500)
def test_what_is_too_long_is_refused(desk: Desk, text: str) -> None:
    """Text beyond a thousand characters is refused, whatever it holds."""
    reply = desk.ask(text)
    check(reply)
    assert reply.kind == "error"


@pytest.mark.parametrize("syntax", ["AND", "OR", "NOT", ":", '"', "(", "[", "*", "^2", "+", "-"])
def test_query_syntax_means_nothing(desk: Desk, syntax: str) -> None:
    """Operators, quotes, colons and brackets neither break a question nor change its answer."""
    plain = desk.ask(desk.pair)
    reply = desk.ask(f"{desk.pair} {syntax}")
    assert (reply.kind, reply.title) == ("answer", desk.names.pair_title)
    assert reply.points == plain.points


def test_a_long_word_is_cut(desk: Desk) -> None:
    """A word that was not understood is shown by its first thirty letters and digits."""
    assert desk.ask("x" * 900).not_understood == ("x" * LONGEST_SHOWN,)


def test_at_most_five_words_are_named(desk: Desk) -> None:
    """Of many unknown words the first five are named, each once, without their punctuation."""
    words = "xqa xqb xqa xqc! <xqd> xqe xqf"
    assert desk.ask(words).not_understood == ("xqa", "xqb", "xqc", "xqd", "xqe")


def test_an_unknown_id_is_cut(desk: Desk) -> None:
    """An id that nothing bears is shown by at most five parts of thirty letters and digits."""
    title = desk.ask("fact " + "-".join(["xqz"] * 100)).title
    assert title.count("xqz") <= MOST_SHOWN


def test_a_known_word_is_cut(desk: Desk) -> None:
    """Words of the facts glued together are shown back no longer than other words."""
    glued = "'".join([desk.names.word] * 40)
    assert max(map(len, desk.ask(f"{desk.pair} {glued}").title.split())) <= LONGEST_SHOWN + 2


def test_a_line_of_slips_stays_small(desk: Desk) -> None:
    """A line of slips that are each near two names makes five offers, not every combination."""
    desk.ask(desk.names.double_slip)
    tracemalloc.start()
    try:
        offers = desk.ask(" ".join([desk.names.double_slip] * 16)).offers
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(offers) <= MOST_SHOWN
    assert peak < 4_000_000
