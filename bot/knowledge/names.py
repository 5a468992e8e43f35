"""Why: whether a word is a name is decided once for questions, for documents and for bottom lines:
by equality with an alias after folding, longest first, never by likeness. It must not guess."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from bot.knowledge.naming import normalise_name
from bot.knowledge.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.errors import Fault
    from bot.knowledge.draft import Draft, Entry
    from bot.knowledge.library import Library
    from bot.knowledge.model import Actor, Person, Relation, Topic

Kind = Literal["actor", "person", "topic", "relation", "territory", "ambiguous"]

_FLAG = re.compile("([\U0001f1e6-\U0001f1ff])([\U0001f1e6-\U0001f1ff])")
_FLAG_OFFSET = 0x1F1E6 - ord("A")
_PICTURES = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u20e3\u200d\ufe0e\ufe0f\U000e0000-\U000e007f]+"
)
_BETWEEN_WORDS = re.compile(r"(?<=[^\W\d])\.(?=[^\W\d]{2})")
_WORD = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff,;:!?()\[\]{}<>\"“”„«»|/\\…。、，；：！？・·（）《》「」؟،@#*_~=+^&%$§`]+"
)
# A private character before the letters of a flag: they are a code, whatever word they spell.
_FLAG_MARK = "\ue000"
# Between names, a plus sign keeps the words on its two sides apart: arms + trade.
BOUNDARY = "+"
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_LONGEST_NAME_WORDS = 8
_LONGEST_UNSPACED_NAME = 14
_CODE_LENGTHS = (2, 3)
# French and Italian articles that run into the name: l'Oman, d'Oman, dell'Oman.
_ELISION = re.compile(r"^(?:l|d|dell|all|nell|sull|qu)'(?=\w{3})")


class Word(NamedTuple):
    """One word of a text: as names are compared, and as it was typed."""

    norm: str
    typed: str


@dataclass(frozen=True, slots=True)
class Name:
    """What an alias stands for; `ids` has several members only for an ambiguous one."""

    kind: Kind
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a sequence of words: those from `start` up to but without `end`."""

    name: Name
    start: int
    end: int


class NameIndex:
    """All names that a library knows, and the one way to find them in a text."""

    def __init__(self, library: Library) -> None:
        """Collect the aliases; those of the pack go before those of the index of territories."""
        self.aliases: dict[str, Name] = {}
        self._actors = library.actors
        self._covered = library.covered
        self._territories = library.territories
        for alias in _library_aliases(library):
            self.aliases.setdefault(alias[0], alias[1])
        self._longest = max((a.count(" ") + 1 for a in self.aliases), default=1)
        if self._territories:
            self._longest = max(self._longest, _LONGEST_NAME_WORDS)

    def words(self, text: str) -> list[Word]:
        """Return the words of a text; runs of unspaced script are cut where a name is known."""
        if not text.isascii():
            text = unicodedata.normalize("NFKC", text).replace(_FLAG_MARK, " ")
            text = _PICTURES.sub(" ", _FLAG.sub(_flag_code, text))
        return self._words(text)

    def _words(self, text: str) -> list[Word]:
        if "." in text:
            text = _BETWEEN_WORDS.sub(" ", text)
        if BOUNDARY in text:
            sides = [self._words(side) for side in text.split(BOUNDARY)]
            return [word for side in sides for word in (*side, Word(BOUNDARY, BOUNDARY))][:-1]
        words: list[Word] = []
        for typed in _WORD.findall(text):
            if typed[0] == _FLAG_MARK:
                words.append(Word(typed[1:].lower(), typed))
                continue
            norms = normalise_name(typed).split()
            if len(norms) == 1 and (typed.isascii() or not _UNSPACED.search(typed)):
                words.append(Word(norms[0], typed))
                continue
            parts = re.split(r"[-\u2010-\u2015\u2212]", typed)
            aligned = len(parts) == len(norms)
            for number, norm in enumerate(norms):
                words += self._segments(norm, parts[number] if aligned else norm)
        return words

    def find(self, words: Sequence[Word]) -> list[Found]:
        """Return the names among the words, longest first from the left, none overlapping."""
        found: list[Found] = []
        shouted = len(words) > 1 and all(
            word.typed.isupper() for word in words if word.norm != BOUNDARY
        )
        weak: list[Found] = []
        at = 0
        while at < len(words):
            hit, is_weak = self._longest_at(words, at, shouted=shouted)
            if hit is None:
                at += 1
                continue
            (weak if is_weak else found).append(hit)
            at = hit.end
        beside = {one.end for one in found} | {one.start for one in found}
        found += [w for w in weak if w.start in beside or w.end in beside]
        return sorted(found, key=lambda one: one.start)

    def _longest_at(
        self, words: Sequence[Word], at: int, *, shouted: bool
    ) -> tuple[Found | None, bool]:
        head = words[at].norm
        hit, beside = self._longest_with(head, words, at, shouted=shouted)
        if hit is None and "'" in head:
            return self._longest_with(_ELISION.sub("", head), words, at, shouted=shouted)
        return hit, beside

    def _longest_with(
        self, head: str, words: Sequence[Word], at: int, *, shouted: bool
    ) -> tuple[Found | None, bool]:
        longest = min(len(words), at + self._longest)
        for end in range(longest, at, -1):
            key = " ".join([head, *[word.norm for word in words[at + 1 : end]]])
            name, weak = self.lookup(key)
            standing = self._weak_standing(key, words[at]) if weak else "name"
            if standing == "word":
                name = None
            if name is None and end == at + 1 and len(key) in _CODE_LENGTHS:
                name = self._code(words[at], alone=_is_alone(words), shouted=shouted)
            elif name is not None and name.kind == "actor" and len(key) <= 2 and key.isascii():  # noqa: PLR2004
                alone = _is_alone(words)
                name = name if _is_code(words[at], alone=alone, shouted=shouted) else None
            if name is not None:
                return Found(name, at, end), standing == "beside"
        return None, False

    def _weak_standing(self, key: str, word: Word) -> Literal["name", "beside", "word"]:
        """Tell how an everyday word that is also a territory's name counts, as it was typed.

        Accents are no slip; a capital letter tells Chad from a chad. A word that only some other
        language uses as a name (Portuguese Irã, folded) never counts merely beside a name.
        """
        typed = word.typed
        if not typed.isascii() or typed.istitle():
            return "name"
        english = self._territories is not None and key in self._territories.english
        if english and typed[:1].isupper():
            return "name"
        return "beside" if english else "word"

    def lookup(self, key: str) -> tuple[Name | None, bool]:
        """Return what a folded name stands for, and whether it is an everyday word as well."""
        name = self.aliases.get(key)
        if self._territories is None:
            return name, False
        if name is not None:
            subject = not self._covered.isdisjoint(name.ids)
            return name, name.kind == "actor" and not subject and key in self._territories.weak
        codes = self._territories.names.get(key)
        if codes is None:
            return None, False
        return self._territory(codes), key in self._territories.weak

    def is_foreign(self, words: Sequence[Word]) -> bool:
        """Whether these words, which are one name, are a state's in another language alone."""
        index, key = self._territories, " ".join(word.norm for word in words)
        if index is None or key not in index.names or key in index.english:
            return False
        if key.upper() in index.labels:  # a code, in whatever language
            return False
        name = self.aliases.get(key)
        if name is None or name.kind != "actor":
            return name is None
        # Adjectives such as Iraqi are a state's name elsewhere; the pack shows those that are
        # English. What it only listens for may be any language, or English in disorder.
        actor = self._actors[name.ids[0]]
        shown = [normalise_name(one) for one in (actor.label, *actor.names)]
        return key not in shown and not set(key.split()) <= set(shown[0].split())

    def _territory(self, codes: Sequence[str]) -> Name:
        if len(codes) > 1:
            return Name("ambiguous", tuple(codes))
        return Name("actor" if codes[0] in self._actors else "territory", (codes[0],))

    def _code(self, word: Word, *, alone: bool, shouted: bool) -> Name | None:
        if not _is_code(word, alone=alone, shouted=shouted):
            return None
        code = word.norm.upper()
        if self._territories is not None:
            code = self._territories.alpha2.get(code, code)
            if code in self._territories.labels:
                return self._territory((code,))
        return Name("actor", (code,)) if code in self._actors else None

    def _segments(self, norm: str, typed: str) -> Iterator[Word]:
        if not _UNSPACED.search(norm) or self.lookup(norm)[0] is not None:
            yield Word(norm, typed)
            return
        rest = ""
        at = 0
        while at < len(norm):
            end = self._name_end(norm, at)
            if end == at:
                rest += norm[at]
                at += 1
                continue
            if rest:
                yield Word(rest, rest)
                rest = ""
            yield Word(norm[at:end], norm[at:end])
            at = end
        if rest:
            yield Word(rest, rest)

    def _name_end(self, norm: str, at: int) -> int:
        for end in range(min(len(norm), at + _LONGEST_UNSPACED_NAME), at, -1):
            key = norm[at:end]
            if self.lookup(key)[0] is not None and (end - at > 1 or key in self.aliases):
                return end
        return at


def _is_alone(words: Sequence[Word]) -> bool:
    return len(words) == 1 or (len(words) == 2 and words[0].norm == "the")  # noqa: PLR2004


def _is_code(word: Word, *, alone: bool, shouted: bool) -> bool:
    """Two- and three-letter codes count in capitals, where these tell them from words, or alone."""
    if alone or word.typed[0] == _FLAG_MARK:
        return True
    if word.norm in FUNCTION_WORDS and (shouted or len(word.norm) > _CODE_LENGTHS[0]):
        return False
    return word.typed.replace(".", "").isupper() and word.norm.isascii()


def _flag_code(match: re.Match[str]) -> str:
    return (
        f" {_FLAG_MARK}"
        + "".join(chr(ord(letter) - _FLAG_OFFSET) for letter in match.groups())
        + " "
    )


def _own_names(record: Actor | Person | Topic | Relation) -> Iterator[str]:
    # One actor and two have names of their own; only a wider set, or nobody, needs the label.
    if len(getattr(record, "members", ())) not in {1, 2}:
        yield record.label.removeprefix("the ")
    yield from record.names
    yield from getattr(record, "hidden", ())


def _own_id(record: Actor | Person | Topic | Relation) -> Iterator[str]:
    """Yield the id where people may type it: neither a code nor a relation's."""
    if not hasattr(record, "members") and len(record.id) > max(_CODE_LENGTHS):
        yield record.id


def _library_aliases(library: Library) -> Iterator[tuple[str, Name]]:
    kinds: tuple[tuple[Kind, Iterable[Actor | Person | Topic | Relation]], ...] = (
        ("relation", library.relations.values()),
        ("actor", library.actors.values()),
        ("person", library.people.values()),
        ("topic", library.topics.values()),
    )
    for kind, records in kinds:
        for record in records:
            for name in _own_names(record):
                yield normalise_name(name), Name(kind, (record.id,))
            for own_id in _own_id(record):
                yield normalise_name(own_id), Name(kind, (record.id,))
    for ambiguity in library.ambiguous:
        yield normalise_name(ambiguity.name), Name("ambiguous", ambiguity.means)


@lru_cache(maxsize=4)
def name_index(library: Library) -> NameIndex:
    """Return the index of a library's names, built once a library."""
    return NameIndex(library)


def ids_in(text: str, library: Library) -> frozenset[str]:
    """Return the ids of all actors and people whom a text names."""
    kept = library.named.get(text)
    if kept is None:
        kept = library.named[text] = _find_ids(text, library)
    return kept


def _find_ids(text: str, library: Library) -> frozenset[str]:
    index = name_index(library)
    return frozenset(
        one
        for found in index.find(index.words(text))
        if found.name.kind in {"actor", "person"}
        for one in found.name.ids
    )


def spoken_names(text: str, one: str, library: Library) -> bool:
    """Whether a text names the actor or person by any alias."""
    return one in ids_in(text, library)


def name_faults(draft: Draft) -> Iterator[Fault]:
    """Yield a fault for each name that two records of a pack claim."""
    owners: dict[str, Entry] = {}
    for kind in ("actors", "people", "topics", "relations"):
        for entry in draft.each(kind):
            for name in (*_own_names(entry.record), *_own_id(entry.record)):
                yield from _claim(normalise_name(name), name, entry, owners)
    for entry in draft.each("ambiguous"):
        yield from _claim(normalise_name(entry.record.name), entry.record.name, entry, owners)


def _claim(key: str, name: str, entry: Entry, owners: dict[str, Entry]) -> Iterator[Fault]:
    first = owners.setdefault(key, entry)
    if first is not entry and getattr(first.record, "id", "") != getattr(entry.record, "id", None):
        owner = getattr(first.record, "id", "a question")
        yield entry.fault(f'the name "{name}" is also a name of {owner} (expected one owner)')
