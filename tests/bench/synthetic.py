"""Why: how answers slow down as a pack grows can be measured only on packs that nobody wrote. These
facts are the shipped ones over and over with other words, dates, weights, topics and paragraphs, so
that relations, voices, links and denials keep their proportions. They must be the same every time.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import cycle
from random import Random
from typing import TYPE_CHECKING

from bot.knowledge.edtf import parse_edtf

if TYPE_CHECKING:
    from bot.knowledge.edtf import Edtf
    from bot.knowledge.library import Library
    from bot.knowledge.model import Denial, Evidence, Fact

_SEED = 2026
_WORD = re.compile(r"\b[a-z]{4,}\b")
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
_INVENTED = 20_000
_SHARE_INVENTED = 0.4
_DRAWN = 1 << 17
_LONGEST = 20
_VARIED = 0.5


def grown(library: Library, count: int) -> Library:
    """Return the library with at least `count` facts: the shipped ones, and varied ones."""
    variety = _Variety(library)
    facts, denials = dict(library.facts), dict(library.denials)
    number = 0
    while len(facts) < count:
        number += 1
        for fact in library.facts.values():
            copy = variety.fact(fact, number)
            facts[copy.id] = copy
        for denial in library.denials.values():
            other = variety.denial(denial, number)
            denials[other.id] = other
    return replace(
        library, facts=dict(sorted(facts.items())), denials=dict(sorted(denials.items()))
    )


class _Variety:
    """Varies facts; words become others that are no longer, so that each line still fits."""

    def __init__(self, library: Library) -> None:
        """Draw words beforehand: shipped ones as often as they occur, and rare invented ones."""
        self._random = Random(_SEED)  # noqa: S311 - no secret
        facts = library.facts.values()
        self._weights = [fact.weight for fact in facts]
        self._topics = [fact.topics for fact in facts]
        figures = {f.as_printed for fact in facts for f in fact.figures}
        self._kept = {"reworded", *(word for figure in figures for word in figure.split())}
        drawn = self._draw(Counter(_WORD.findall(" ".join(f"{f.says} {f.short}" for f in facts))))
        self._words = {
            length: cycle([word for word in drawn if len(word) <= length])
            for length in range(4, _LONGEST + 1)
        }

    def _draw(self, shipped: Counter[str]) -> list[str]:
        words = [word for word in shipped if word not in self._kept]
        weights = [(1 - _SHARE_INVENTED) * shipped[word] / shipped.total() for word in words]
        for rank in range(1, _INVENTED + 1):
            syllables = self._random.choices(_SYLLABLES, k=self._random.randint(2, 4))
            words.append("".join(syllables))
            weights.append(_SHARE_INVENTED / rank / 10)  # 10: about the sum of all 1/rank
        return self._random.choices(words, weights, k=_DRAWN)

    def fact(self, fact: Fact, number: int) -> Fact:
        """Return the fact's copy in one round; its links lead to copies of the same round."""

        def linked(ids: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(f"{one}-{number}" for one in ids)

        event = fact.event
        if event and event.when:
            event = replace(event, when=self._date(event.when))
        return replace(
            fact,
            id=f"{fact.id}-{number}",
            says=_WORD.sub(self._other, fact.says),
            short=_WORD.sub(self._other, fact.short),
            topics=self._random.choice(self._topics),
            weight=self._random.choice(self._weights),
            event=event,
            evidence=tuple(map(self._evidence, fact.evidence)),
            limits=linked(fact.limits),
            supports=linked(fact.supports),
            contradicts=linked(fact.contradicts),
            supersedes=linked(fact.supersedes),
            explains=linked(fact.explains),
        )

    def denial(self, denial: Denial, number: int) -> Denial:
        """Return the denial's copy, of the facts of the same round."""
        of = tuple(f"{one}-{number}" for one in denial.of)
        return replace(denial, id=f"{denial.id}-{number}", of=of)

    def _other(self, match: re.Match[str]) -> str:
        word = match[0]
        if word in self._kept or len(word) > _LONGEST or self._random.random() > _VARIED:
            return word
        return next(self._words[len(word)])

    def _evidence(self, evidence: Evidence) -> Evidence:
        paragraph = self._random.randint(1, 40)
        digits = f"{self._random.getrandbits(64):016x}"
        return replace(evidence, paragraph=paragraph, fingerprint=digits)

    def _date(self, when: Edtf) -> Edtf:
        """Return another date, as precise and as doubtful; an interval stays."""
        text = when.text
        if "/" in text:
            return when
        year, month, day = (
            self._random.randint(*span) for span in ((2016, 2025), (1, 12), (10, 28))
        )
        parts = (f"{year}", f"{month:02}", f"{day}")
        doubt = text.lstrip("0123456789-")
        return parse_edtf("-".join(parts[: text.count("-") + 1]) + doubt)
