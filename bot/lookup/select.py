"""Why: which facts a question selects and in what order are rules that readers can check; they
stand here and in the documentation, and there are no other scores. It must not word anything."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from bot.knowledge.names import ids_in
from bot.lookup.order import by_time, by_weight, heaviest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.knowledge.library import Library
    from bot.knowledge.model import Fact, Relation
    from bot.knowledge.view import View
    from bot.lookup.query import Query
    from bot.lookup.search import FullText

PAIR = 2
_MOST_KEPT = 256
# Twenty pages of five: whoever would read on narrows the question instead.
_SEARCH_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Pick:
    """A point of an answer: the facts that print together, lead first.

    `mark` names the wider set that they are about, where it is not the one asked for.
    """

    facts: tuple[str, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """All points of an answer in order, and how many facts they hold."""

    picks: tuple[Pick, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Group:
    """Facts that belong together in an answer, and how their lines are marked."""

    facts: tuple[Fact, ...]
    mark: str = ""


class Selector:
    """Selects from one view, and keeps what was asked last: pages and verbs select it again."""

    def __init__(self, view: View, full_text: Callable[[], FullText]) -> None:
        """Prepare for one view; `full_text` gives the index when a question first needs it."""
        self.view = view
        self._library: Library = view.library
        self._full_text = full_text
        self._kept: OrderedDict[tuple[object, ...], Selection] = OrderedDict()

    def select(self, query: Query) -> Selection:
        """Return what the query selects, in the order in which it is shown."""
        names = (query.actors, query.people, query.topics, query.relation, query.terms)
        key = (*names, query.years, query.since, query.before, query.narrowed)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = self._select(query)
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return kept

    def _select(self, query: Query) -> Selection:
        if query.terms:
            groups = self._by_words(query)
        else:
            asked = self._groups(query)
            groups = [_Group(self._fitting(group, query), group.mark) for group in asked]
        if query.narrowed:
            return self._selection(self._in_turn(groups))
        if query.terms:
            return self._selection(groups)
        groups = [
            _Group(tuple(by_weight(self._firsts(g.facts), self.view)), g.mark) for g in groups
        ]
        covered = [actor for actor in query.actors if actor in self._library.covered]
        if len(covered) == 1 and len(query.actors) == 1:
            groups = [*self._partners_first(groups, covered[0]), *groups]
        return self._selection(groups)

    def _in_turn(self, groups: Sequence[_Group]) -> list[_Group]:
        """Return the points of all groups by the date of the fact that leads each."""
        linked = self._library.links
        leads: dict[str, str] = {}
        for group in groups:
            for fact in group.facts:
                lead = self.view.joined(fact.id)[0].fact if fact.id in linked else fact
                leads.setdefault(lead.id, group.mark)
        ordered = by_time((self._library.facts[one] for one in leads), self.view)
        return [_Group((fact,), leads[fact.id]) for fact in ordered]

    def _firsts(self, facts: Sequence[Fact]) -> Sequence[Fact]:
        """Return one fact a point: of those that print together the one that ranks first."""
        linked = self._library.links
        if linked.keys().isdisjoint(fact.id for fact in facts):
            return facts
        firsts: dict[str, Fact] = {}
        for fact in sorted(facts, key=heaviest(self.view)):
            lead = self.view.joined(fact.id)[0].fact.id if fact.id in linked else fact.id
            firsts.setdefault(lead, fact)
        return tuple(firsts.values())

    def _groups(self, query: Query) -> list[_Group]:
        """Return the facts that the query's actors select, nearest first."""
        wanted = self._wanted(query)
        if wanted is None:
            return [_Group(self._smallest(query))]
        of = self._library.of_relation
        groups = []
        for relations, mark in wanted:
            facts = {fact.id: fact for one in relations for fact in of.get(one, ())}
            groups.append(_Group(tuple(facts.values()), mark))
        return groups

    def _smallest(self, query: Query) -> tuple[Fact, ...]:
        sets = self._sets(query)
        if not sets:
            return self._library.standing_facts
        smallest = min(sets, key=_size)
        return tuple(self._library.facts[one] for one in sorted(smallest))

    def _wanted(self, query: Query) -> list[tuple[list[str], str]] | None:
        """Return the relations to answer from, in turn, with marks; None for the whole pack."""
        if query.relation:
            return [([query.relation], "")]
        asked = frozenset(query.actors) & self._library.covered
        if not asked:
            return None
        relations = self._library.relations.values()
        if len(asked) == 1:
            near = [r.id for r in relations if asked <= set(r.members) and len(r.members) <= PAIR]
        else:
            near = [r.id for r in relations if asked == set(r.members)]
        wide = [r for r in relations if asked < set(r.members) and len(r.members) > PAIR]
        found = [(near, ""), *(([r.id], r.label) for r in wide)]
        if len(asked) > PAIR:
            pairs = (
                self._library.pairs.get(frozenset(p)) for p in combinations(query.actors, PAIR)
            )
            found += [([pair.id], "") for pair in pairs if pair]
        return found

    def _sets(self, query: Query) -> list[frozenset[str]]:
        """Return the sets of fact ids that topics, people and heard actors narrow to."""
        library = self._library
        heard = [actor for actor in query.actors if actor not in library.covered]
        return [
            *(library.of_topic.get(topic, frozenset()) for topic in query.topics),
            *(library.mentions.get(one, frozenset()) for one in (*query.people, *heard)),
        ]

    def _fitting(self, group: _Group, query: Query) -> tuple[Fact, ...]:
        facts: Iterable[Fact] = group.facts
        sets = self._sets(query)
        if sets:
            within = frozenset.intersection(*sets)
            facts = (fact for fact in facts if fact.id in within)
        facts = filter(self.view.holds, facts)
        if query.years or query.since or query.before:
            facts = (fact for fact in facts if self._in_time(fact, query))
        return tuple(facts)

    def _in_time(self, fact: Fact, query: Query) -> bool:
        dated = self.view.dated(fact)
        years = query.years
        if years and not any(dated.earliest.year <= year <= dated.latest.year for year in years):
            return False
        if query.since and dated.latest < query.since.earliest:
            return False
        return not (query.before and dated.earliest >= query.before.earliest)

    def _by_words(self, query: Query) -> list[_Group]:
        wanted = self._wanted(query)
        tags = [*query.people, *(f"#{topic}" for topic in query.topics)]
        tags += query.actors if not query.relation else ()
        ranked = self._full_text().ranked(query.terms, tags, _SEARCH_DEPTH)
        found = _Group(tuple(self._library.facts[one] for one in ranked))
        if wanted is None:
            return [_Group(self._fitting(found, query))]
        marked = ((fact, _mark(fact, wanted)) for fact in self._fitting(found, query))
        return [_Group((fact,), mark) for fact, mark in marked if mark is not None]

    def _partners_first(self, groups: Sequence[_Group], actor: str) -> list[_Group]:
        firsts: list[_Group] = []
        taken: set[str] = set()
        for partner in self._partners(actor):
            found = self._first_of_pair(groups, {actor, partner}, taken)
            if found is not None:
                taken |= {one.fact.id for one in self.view.joined(found.facts[0].id)}
                firsts.append(found)
        return firsts

    def _first_of_pair(
        self, groups: Sequence[_Group], both: set[str], taken: set[str]
    ) -> _Group | None:
        """Return the first fact of the pair itself, else the first wider one that names both."""
        pair = self._library.pairs.get(frozenset(both))
        wider = None
        for group in groups:
            for fact in group.facts:
                if fact.id in taken or not self._pairs(fact, both):
                    continue
                if pair is not None and fact.relations[0] == pair.id:
                    return _Group((fact,), group.mark)
                wider = wider or _Group((fact,), group.mark)
        return wider

    def _pairs(self, fact: Fact, both: set[str]) -> bool:
        """Whether the fact is about both actors and its line names them, or one vouches for it."""
        relations: Iterable[Relation] = (self._library.relations[one] for one in fact.relations)
        if not any(both <= set(relation.members) for relation in relations):
            return False
        return both <= {*ids_in(fact.short, self._library), *self._library.speaking(fact)}

    def _partners(self, actor: str) -> list[str]:
        """Return the other actors of its relations, in the order of the widest one."""
        relations = sorted(self._library.relations.values(), key=lambda r: -len(r.members))
        members = (one for r in relations if actor in r.members for one in r.members)
        return [one for one in dict.fromkeys(members) if one != actor]

    def _selection(self, groups: Iterable[_Group]) -> Selection:
        picks: list[Pick] = []
        taken: set[str] = set()
        linked = self._library.links
        for group in groups:
            for fact in group.facts:
                if fact.id in taken:
                    continue
                joined: tuple[str, ...] = (fact.id,)
                taken.add(fact.id)
                if fact.id in linked:
                    joined = tuple(one.fact.id for one in self.view.joined(fact.id))
                    taken.update(joined)
                picks.append(Pick(joined, group.mark))
        return Selection(tuple(picks), len(taken))


def _size(ids: frozenset[str]) -> int:
    return len(ids)


def _mark(fact: Fact, wanted: list[tuple[list[str], str]] | None) -> str | None:
    """Return the mark of the first set of relations that the fact is about; None where none is."""
    if wanted is None:
        return ""
    for relations, mark in wanted:
        if not set(relations).isdisjoint(fact.relations):
            return mark
    return None
