"""Why: SQLite's full text is what one would use without a thought, so ours stands beside it: the
same sentences and words, any of them, the best by BM25. It must not be made slower than it is.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.knowledge.library import Library

_TABLE = (
    "CREATE VIRTUAL TABLE fact USING fts5"
    "(words, content='', tokenize=\"unicode61 remove_diacritics 2\")"
)
_BEST = "SELECT rowid FROM fact WHERE fact MATCH ? ORDER BY rank LIMIT ?"
_ANY = "SELECT rowid FROM fact WHERE fact MATCH ? LIMIT 1"


class Fts5:
    """The sentences of all facts of a library in an index in memory, merged into one segment.

    It can stand in the place of the core's own full text for questions without names.
    """

    def __init__(self, library: Library) -> None:
        """Index what our own full text indexes."""
        facts = library.standing_facts
        self._ids = tuple(fact.id for fact in facts)
        self._database = sqlite3.connect(":memory:")
        self._database.execute(_TABLE)
        rows = ((number, f"{fact.says} {fact.short}") for number, fact in enumerate(facts))
        self._database.executemany("INSERT INTO fact(rowid, words) VALUES (?, ?)", rows)
        self._database.execute("INSERT INTO fact(fact) VALUES ('optimize')")
        self._database.commit()

    def known(self, words: Iterable[str]) -> list[str]:
        """Return those of the words that some fact uses."""
        return [w for w in words if self._database.execute(_ANY, (f'"{w}"',)).fetchone()]

    def ranked(self, words: Sequence[str], _tags: Sequence[str], limit: int) -> list[str]:
        """Return the ids of facts that use any of the words, the best first."""
        any_word = " OR ".join(f'"{word}"' for word in words)
        return [self._ids[number] for (number,) in self._database.execute(_BEST, (any_word, limit))]
