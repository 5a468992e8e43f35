"""Why: what of a free question is no name is found by full text. The index is made in memory when a
question first needs it; queries are built from words, never parsed, since people type `this AND`.
It must not decide what a question is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tantivy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.knowledge.library import Library

_TOKENIZER = "stemmed"
_HEAP_BYTES = 64_000_000
_LANGUAGES = {"de": "german", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}


class FullText:
    """The words of all facts of a library that are not withdrawn."""

    def __init__(self, library: Library) -> None:
        """Index each fact's sentences, and who and what it is about as tags to filter by."""
        stemmer = tantivy.Filter.stemmer(_LANGUAGES.get(library.pack.language, "english"))
        self._analyzer = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.remove_long(40))
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.ascii_fold())
            .filter(stemmer)
            .build()
        )
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("words", tokenizer_name=_TOKENIZER, index_option="freq")
        builder.add_text_field("tag", tokenizer_name="raw", index_option="basic")
        builder.add_integer_field("number", fast=True, indexed=False)
        self._schema = builder.build()
        index = tantivy.Index(self._schema)
        index.register_tokenizer(_TOKENIZER, self._analyzer)
        self._ids = tuple(fact.id for fact in library.standing_facts)
        _fill(index, library)
        self._searcher = index.searcher()

    def known(self, words: Iterable[str]) -> list[str]:
        """Return those of the words that some fact uses, in any of their forms."""
        return [
            word
            for word in words
            if any(self._searcher.doc_freq("words", stem) for stem in self._stems(word))
        ]

    def ranked(self, words: Sequence[str], tags: Sequence[str], limit: int) -> list[str]:
        """Return the ids of facts that use any of the words and bear all tags, the best first."""
        stems = [stem for word in words for stem in self._stems(word)]
        terms = [self._term("words", stem) for stem in stems]
        any_word = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        parts = [(tantivy.Occur.Must, any_word)]
        for tag in tags:
            only = tantivy.Query.const_score_query(self._term("tag", tag), 0.0)
            parts.append((tantivy.Occur.Must, only))
        query = any_word if len(parts) == 1 else tantivy.Query.boolean_query(parts)
        hits = self._searcher.search(query, limit, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        return [self._ids[int(number)] for number in numbers if number is not None]

    def _stems(self, word: str) -> list[str]:
        return self._analyzer.analyze(word)

    def _term(self, field: str, text: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, text, "freq")


def _fill(index: tantivy.Index, library: Library) -> None:
    writer = index.writer(_HEAP_BYTES, 1)
    for number, fact in enumerate(library.standing_facts):
        tags = {*library.occurring(fact), *library.speaking(fact)}
        tags |= {f"#{broad}" for topic in fact.topics for broad in library.with_broader(topic)}
        words = f"{fact.says} {fact.short}"
        writer.add_document(tantivy.Document(words=[words], tag=sorted(tags), number=number))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
