"""Why: a slip deserves an offer, and only an offer: near names are shown as buttons and never
answered. Likeness is optimal string alignment; the other scorers take one state
for its neighbour. It must not
be used to recognise anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.naming import normalise_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.knowledge.library import Library
    from bot.knowledge.names import Found, Name, NameIndex, Word

MOST_OFFERS = 5
_SHORTEST = 4
_LONG = 8
_MOST_WORDS = 4
_MOST_SLIPS = 5


class Suggester:
    """The names that may be offered, and those that only keep a wrong offer away."""

    def __init__(self, library: Library, names: NameIndex) -> None:
        """Collect names that are shown; hidden ones are matched for nearness and shown by label."""
        audible = library.covered | library.heard
        self._library = library
        self._offers: dict[str, Name] = {
            alias: name
            for alias, name in names.aliases.items()
            if len(alias) >= _SHORTEST
            and (name.kind != "actor" or name.ids[0] in audible)
            and name.kind != "ambiguous"
        }
        english = library.territories.english if library.territories else ()
        guarded = [alias for alias, name in names.aliases.items() if name.kind == "actor"]
        self._all = tuple(dict.fromkeys((*self._offers, *english, *guarded)))

    def near(self, text: str) -> list[str]:
        """Return the names nearest to a folded text, none where it is too short or none is near."""
        if len(text) < _SHORTEST:
            return []
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - few questions have a slip
        from rapidfuzz.process import extract  # noqa: PLC0415

        allowed = 2 if len(text) >= _LONG else 1
        hits = extract(
            text, self._all, scorer=OSA.distance, score_cutoff=allowed, limit=MOST_OFFERS * 4
        )
        best = min((distance for _, distance, _ in hits), default=0)
        return [alias for alias, distance, _ in hits if distance == best and alias in self._offers]

    def offers(
        self, words: Sequence[Word], found: Sequence[Found], unknown: Sequence[int]
    ) -> tuple[list[str], list[str]]:
        """Return whole questions with each misspelt run of words replaced, and the names alone.

        Both are empty where no unknown word is near a name.
        """
        replaced: dict[int, tuple[int, list[str]]] = {}
        named = {at for one in found for at in range(one.start, one.end)}
        named -= {at for f in found if f.name.kind == "ambiguous" for at in range(f.start, f.end)}
        for at in unknown[:_MOST_SLIPS]:
            if any(start <= at < end for start, (end, _) in replaced.items()):
                continue
            # A stray letter beside a name that was recognised is no slip of that name.
            shut = named if len(words[at].norm) < _SHORTEST else set()
            span = self._best_span(words, at, shut)
            if span:
                start, end, names = span
                replaced[start] = (end, names)
        names = [one for _, near in replaced.values() for one in self._options(near)]
        return (self._questions(found, replaced) if replaced else []), names

    def _best_span(
        self, words: Sequence[Word], at: int, shut: set[int]
    ) -> tuple[int, int, list[str]] | None:
        for length in range(_MOST_WORDS, 0, -1):
            for start in range(max(0, at - length + 1), min(at, len(words) - length) + 1):
                if not shut.isdisjoint(range(start, start + length)):
                    continue
                text = " ".join(word.norm for word in words[start : start + length])
                names = self.near(text)
                if names:
                    return start, start + length, names
        return None

    def _questions(
        self, found: Sequence[Found], replaced: dict[int, tuple[int, list[str]]]
    ) -> list[str]:
        covered = {at for start, (end, _) in replaced.items() for at in range(start, end)}
        parts = {start: names for start, (_, names) in replaced.items()}
        for one in found:
            if one.start not in covered and one.name.kind != "ambiguous":
                parts[one.start] = [self._shown(one.name)]
        questions = [""]
        for start in sorted(parts):
            options = self._options(parts[start])
            longer = [f"{head} {option}".strip() for head in questions for option in options]
            questions = list(dict.fromkeys(longer))[:MOST_OFFERS]
        return questions

    def _options(self, aliases: Sequence[str]) -> list[str]:
        """Return what to show for near names, one for each thing named, its label where near."""
        shown: dict[tuple[str, ...], str] = {}
        for alias in aliases:
            name = self._offers.get(alias)
            key = (name.kind, *name.ids) if name else (alias,)
            if key not in shown or (name and alias == self._shown(name)):
                shown[key] = self._as_shown(alias)
        return list(shown.values())

    def _as_shown(self, alias: str) -> str:
        name = self._offers.get(alias)
        if name is None:
            return alias
        return alias if alias in self._public(name) else self._shown(name)

    def _public(self, name: Name) -> set[str]:
        record = self._record(name)
        return {normalise_name(one) for one in getattr(record, "names", ())}

    def _shown(self, name: Name) -> str:
        label: str = getattr(self._record(name), "label", name.ids[0])
        return normalise_name(label.removeprefix("the "))

    def _record(self, name: Name) -> object:
        library = self._library
        places = {
            "actor": library.actors,
            "person": library.people,
            "topic": library.topics,
            "relation": library.relations,
        }
        return places.get(name.kind, {}).get(name.ids[0])
