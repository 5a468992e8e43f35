"""Why: what a fact's standing is, who denies it and which notes apply follows from several records
and from the day that one asks about. A view works that out for one day. It must not know questions
or wording."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.knowledge.edtf import Edtf
    from bot.knowledge.fields import Standing
    from bot.knowledge.library import Library
    from bot.knowledge.model import Denial, Evidence, Fact, Note, Relation, Voice

# The acting party's own word goes first; else the most cautious standing is printed.
CAUTION: tuple[Standing, ...] = ("acknowledged", "alleged", "assessed", "said", "reported")


@dataclass(frozen=True, slots=True)
class Denied:
    """One actor's denial of one fact, and as of when."""

    actor: str
    when: Edtf


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A fact as it stands in a view.

    `published` is when its oldest source in the view came out; `origins` counts the distinct known
    origins of its sources.
    """

    fact: Fact
    evidence: tuple[Evidence, ...]
    standing: Standing
    by: tuple[Voice, ...]
    denied_by: tuple[Denied, ...]
    published: Edtf
    sources: tuple[str, ...]
    notes: tuple[Note, ...]
    origins: int

    @property
    def disputed(self) -> bool:
        """Whether anybody denies it."""
        return bool(self.denied_by)

    @property
    def dated(self) -> Edtf:
        """The event's date where one is known, else the date of the oldest source."""
        return self.fact.when or self.published


class View:
    """A library as it stood on one day; `as_of` is None for today."""

    def __init__(self, library: Library, as_of: date | None = None) -> None:
        """Prepare the view; readings are worked out when they are first asked for."""
        self.library = library
        self.as_of = as_of
        self._readings: dict[str, Reading | None] = {}
        self._known = {
            one
            for one, source in library.sources.items()
            if as_of is None or source.published.latest <= as_of
        }

    def reading(self, fact_id: str) -> Reading | None:
        """Return the fact as it stands; None where it is withdrawn, superseded or not yet known."""
        if fact_id not in self._readings:
            fact = self.library.facts[fact_id]
            self._readings[fact_id] = self.reading_of(fact) if self.holds(fact) else None
        return self._readings[fact_id]

    def holds(self, fact: Fact) -> bool:
        """Whether the fact stands in this view: known by its day, not withdrawn, not superseded."""
        if fact.withdrawn is not None or not self._is_known(fact):
            return False
        return not self._is_replaced(fact.id)

    def _is_replaced(self, fact_id: str) -> bool:
        """Whether a successor stands, or a successor of a successor: the loader refuses circles."""
        successors = self.library.successors.get(fact_id, ())
        return any(self.reading(one) or self._is_replaced(one) for one in successors)

    def dated(self, fact: Fact) -> Edtf:
        """Return the event's date where one is known, else that of the view's oldest source."""
        if fact.event and fact.event.when:
            return fact.event.when
        sources = self.library.sources
        if len(fact.evidence) == 1:
            return sources[fact.evidence[0].source].published
        known = [e.source for e in fact.evidence if e.source in self._known]
        return min((sources[one].published for one in known), key=_oldest)

    def reading_of(self, fact: Fact) -> Reading:
        """Return how a known fact stands, even one that is withdrawn or superseded."""
        evidence = tuple(e for e in fact.evidence if e.source in self._known)
        standing = next(s for s in CAUTION if any(e.standing == s for e in evidence))
        voices = (v for e in evidence if e.standing == standing for v in e.by)
        sources = self.library.sources
        denials = self._denials(fact)
        cited = (*evidence, *(e for denial in denials for e in denial.evidence))
        published = (sources[e.source].published for e in evidence)
        origins = {sources[e.source].origin for e in evidence} - {None}
        return Reading(
            fact=fact,
            evidence=evidence,
            standing=standing,
            by=tuple(dict.fromkeys(voices)),
            denied_by=_deniers(denials),
            published=min(published, key=_oldest),
            sources=tuple(dict.fromkeys(e.source for e in cited if e.source in self._known)),
            notes=tuple(n for n in fact.notes if n.source in self._known),
            origins=len(origins),
        )

    @cached_property
    def newest_source(self) -> Edtf | None:
        """The date of the youngest document in the view; None where there is none yet."""
        sources = (self.library.sources[one] for one in self._known)
        documents = [source.published for source in sources if source.document]
        return max(documents, key=lambda day: (day.latest, day.text), default=None)

    def _is_known(self, fact: Fact) -> bool:
        return self.as_of is None or any(e.source in self._known for e in fact.evidence)

    def _denials(self, fact: Fact) -> tuple[Denial, ...]:
        return tuple(
            denial
            for denial in self.library.denials_of.get(fact.id, ())
            if any(e.source in self._known for e in denial.evidence)
        )

    def joined(self, fact_id: str) -> tuple[Reading, ...]:
        """Return the fact with all that limit or contradict it, the one that is limited first.

        They print together or not at all, so the links are followed to their end: what limits a
        limiting fact belongs to the point as well.
        """
        links = self.library.links
        if fact_id not in links:
            alone = self.reading(fact_id)
            return (alone,) if alone else ()
        seen: set[str] = set()
        left = [fact_id]
        while left:
            one = left.pop()
            if one not in seen:
                seen.add(one)
                left.extend(links.get(one, ()))
        known = [reading for one in seen if (reading := self.reading(one))]
        return tuple(sorted(known, key=_lead_first))

    def carries(self, relation: Relation, today: View) -> bool:
        """Whether the bottom line held on the view's day: same facts, standings and denials."""
        if self.as_of is None:
            return True
        facts = relation.bottom_line.facts
        return bool(facts) and all(self._same(one, today) for one in facts)

    def _same(self, fact_id: str, today: View) -> bool:
        then, now = self.reading(fact_id), today.reading(fact_id)
        if then is None or now is None:
            return False
        return (then.standing, then.denied_by) == (now.standing, now.denied_by)


def _oldest(day: Edtf) -> tuple[date, str]:
    return (day.earliest, day.text)


def _deniers(denials: tuple[Denial, ...]) -> tuple[Denied, ...]:
    found = (Denied(actor, denial.when) for denial in denials for actor in denial.by)
    return tuple(dict.fromkeys(found))


def _lead_first(reading: Reading) -> tuple[bool, int, int, str]:
    fact = reading.fact
    return (bool(fact.limits), -fact.weight, reading.dated.earliest.toordinal(), fact.id)


class Views:
    """The views of one library, one for each set of sources that may have been public."""

    def __init__(self, library: Library) -> None:
        """Make the view of today; the others are made when first asked for."""
        self.today = View(library)
        self._cuts = library.cuts
        self._past: dict[int, View] = {}

    def at(self, as_of: date | None) -> View:
        """Return the view of a day, None for today; days between two sources share one view."""
        if as_of is None:
            return self.today
        cut = bisect_right(self._cuts, as_of)
        if cut not in self._past:
            day = self._cuts[cut - 1] if cut else date.min
            self._past[cut] = View(self.today.library, day)
        return self._past[cut]
