"""Why: a question that is asked again is answered from what was kept; what an answer costs shows
only where each question is another one. It must not ask what full text cannot find."""

from __future__ import annotations

import re
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING

from bot.knowledge.names import name_index
from bot.knowledge.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from bot.knowledge.library import Library

_SEED = 7
_WORD = re.compile(r"\b[a-z]{5,}\b")
_MOST_WORDS = 60
_WORDS = 3
_QUESTIONS = 1000  # more than a core keeps the answers of


def free_questions(library: Library) -> list[tuple[str, ...]]:
    """Return a thousand different questions of three words each, in an order without meaning.

    Their words are the most frequent ones of the pack's sentences that are no names.
    """
    names = name_index(library)
    count: dict[str, int] = {}
    for fact in library.facts.values():
        for word in _WORD.findall(fact.says):
            count[word] = count.get(word, 0) + 1
    frequent = sorted(count, key=lambda word: (-count[word], word))
    plain = [w for w in frequent if w not in FUNCTION_WORDS and not names.find(names.words(w))]
    questions = list(combinations(plain[:_MOST_WORDS], _WORDS))
    return Random(_SEED).sample(questions, _QUESTIONS)  # noqa: S311 - no secret
