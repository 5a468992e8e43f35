"""Why: what people and attackers paste stands in one place, so that every test of refusal tries it:
markup of the platforms, controls, marks that turn text round, and forms that fold to them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from tests.lookup.desk import Desk

MARKUP = (
    *("<!channel>", "<@U024BE7LH>", "<https://a.example|b>", "@everyone", "@here", "<#C1>"),
    *("`rm -rf`", "```", "**bold**", "[a](https://b.example)", "{0}", "%s", "$(id)", "\\n"),
    *("＜!channel＞", "＠everyone", "｀", "﹤!here﹥", "﹫here"),
)
SYNTAX = ("AND", "OR NOT", '"', "'", ":", "field:x", "(", "[", "]", "^2", "~1", "*", "?", "+", "-")
HIDDEN = (
    *("\x00", "\x07", "\x1b[31m", "\x7f", "\x9b", "\x85", "\u2028", "\ud83d", "\udc00"),
    *("\u200f", "\u202e", "\u2066", "\u061c", "\u200b", "\u200d", "\ufeff", "\u00ad", "\U000e0041"),
)
EMOJI = ("😀", "👩‍👩‍👧", "🇷🇺", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "❤️")
JUNK = (*MARKUP, *SYNTAX, *HIDDEN, *EMOJI)

_UNSPEAKABLE = frozenset("<>@`")
#: controls, marks without width, halves of characters, characters of private use, line ends
_UNPRINTABLE = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


def unsafe(text: str) -> set[str]:
    """Return the characters of a text that no reply may hold, whatever was typed."""
    return {one for one in text if one in _UNSPEAKABLE or unicodedata.category(one) in _UNPRINTABLE}


def known_words(desk: Desk) -> tuple[str, ...]:
    """Return names, verbs, filters and words that the pack knows."""
    names = desk.names
    library = desk.library
    labels = (
        *(library.actors[one].label for one in (*sorted(library.covered), *sorted(library.heard))),
        *(person.label for person in library.people.values()),
        *(topic.label for topic in library.topics.values()),
    )
    typed = (*names.pair, names.wide, names.silent, names.ambiguous, names.word, names.slip)
    verbs = ("timeline", "sources", "fact", "question", "help", "page 2", "since", "as-of", "2022")
    return (*labels, *typed, *verbs, names.disputed, names.question)


def mixtures(desk: Desk) -> SearchStrategy[str]:
    """Return questions that mix what the pack knows with junk, spaced or glued."""
    part = st.one_of(st.sampled_from(known_words(desk)), st.sampled_from(JUNK), st.text(max_size=6))
    glue = st.sampled_from((" ", " ", "", "-", ", "))
    pieces = st.lists(st.tuples(part, glue), max_size=8)
    return pieces.map(lambda parts: "".join(word + after for word, after in parts))
