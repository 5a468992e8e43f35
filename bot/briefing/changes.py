"""Why: readers of a daily brief want what moved and why, claim by claim. This finds it between an
earlier snapshot of the pack and today's, within what a channel asked for. It must not choose how
many are printed, and never leave a former claim standing that was taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.knowledge.edtf import day_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.briefing.scope import Scope
    from bot.briefing.snapshot import KeptFact, Snapshot
    from bot.knowledge.library import Library

#: in the order in which they print: first what makes wrong what a reader has read before
Kind = Literal["corrected", "withdrawn", "moved", "denied", "qualified", "new"]
_ORDER: tuple[Kind, ...] = ("corrected", "withdrawn", "moved", "denied", "qualified", "new")
#: a line with before and after that is longer says only what stands now
_LONGEST = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changed: `point` are the facts that print together now, lead first.

    `before` are the facts as they stood, empty where nothing did; of one that was withdrawn there
    is no point. `after` is the fact as it stands that takes their place, None where none does.
    """

    kind: Kind
    point: tuple[str, ...] = ()
    before: tuple[KeptFact, ...] = ()
    after: KeptFact | None = None

    @property
    def fact(self) -> str:
        """The id of the fact that it is about."""
        return self.point[0] if self.point else self.before[0].id

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of all facts that its line shows, each once."""
        return tuple(dict.fromkeys((*self.point, *(one.id for one in self.before))))

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of what stood before."""
        return tuple(dict.fromkeys(source for one in self.before for source in one.sources))


def changes(before: Snapshot, now: Snapshot, library: Library, within: Scope) -> tuple[Change, ...]:
    """Return what changed in what the channel could read then or may read now.

    What was taken back or corrected comes first, then by curated weight, then by id.
    """
    found = [*_of_points(before, now, library, within), *_withdrawn(before, now, library, within)]
    return tuple(sorted(found, key=lambda one: _rank(one, before, now)))


def _rank(change: Change, before: Snapshot, now: Snapshot) -> tuple[int, int, str]:
    fact = now.facts.get(change.fact) or before.facts[change.fact]
    return (_ORDER.index(change.kind), -fact.weight, fact.id)


def _of_points(
    before: Snapshot, now: Snapshot, library: Library, within: Scope
) -> Iterator[Change]:
    for lead in now.facts.values():
        if lead.joined[0] != lead.id:
            continue
        point = [now.facts[one] for one in lead.joined]
        former = {one.id: _former(one.id, before, now, library) for one in point}
        shown_then = any(_shown(old, before, within) for olds in former.values() for old in olds)
        if not shown_then and within.shows(point):
            yield Change(kind="new", point=lead.joined)
        elif shown_then:
            change = _of_point(point, former, before)
            yield from (change,) if change else ()


def _former(fact: str, before: Snapshot, now: Snapshot, library: Library) -> tuple[KeptFact, ...]:
    """Return what stood before in the place of a fact: what it superseded since, else itself."""
    found: dict[str, KeptFact] = {}
    left = list(library.facts[fact].supersedes)
    while left:
        one = left.pop()
        if one not in now.facts and one in before.facts:
            found[one] = before.facts[one]
        left.extend(library.facts[one].supersedes)
    itself = before.facts.get(fact)
    return tuple(found.values()) or ((itself,) if itself else ())


def _shown(fact: KeptFact, before: Snapshot, within: Scope) -> bool:
    return within.shows(before.facts[one] for one in fact.joined)


def _of_point(
    point: list[KeptFact], former: dict[str, tuple[KeptFact, ...]], before: Snapshot
) -> Change | None:
    """Return how a point that was readable before changed; None where it did not."""
    ids = tuple(one.id for one in point)
    for kind, differs in (("corrected", _says_else), ("moved", _stands_else)):
        for fact in point:
            olds = former[fact.id]
            if any(differs(old, fact) for old in olds):
                denied = kind == "moved" and all(_newly_denied(old, fact) for old in olds)
                word: Kind = "denied" if denied else kind  # type: ignore[assignment]
                return Change(kind=word, point=ids, before=olds, after=fact)
    lead = before.facts.get(ids[0])
    if lead is None:
        return Change(kind="new", point=ids)
    return None if set(ids) <= set(lead.joined) else Change(kind="qualified", point=ids)


def _says_else(old: KeptFact, fact: KeptFact) -> bool:
    return (old.id, old.says, old.short, old.when) != (fact.id, fact.says, fact.short, fact.when)


def _stands_else(old: KeptFact, fact: KeptFact) -> bool:
    return old.opening != fact.opening


def _newly_denied(old: KeptFact, fact: KeptFact) -> bool:
    same = (old.standing, old.voices) == (fact.standing, fact.voices)
    return same and not old.denied and bool(fact.denied)


def _withdrawn(
    before: Snapshot, now: Snapshot, library: Library, within: Scope
) -> Iterator[Change]:
    replaced = {old.id for one in now.facts for old in _former(one, before, now, library)}
    for fact in before.facts.values():
        if fact.id not in now.facts and fact.id not in replaced and _shown(fact, before, within):
            yield Change(kind="withdrawn", before=(fact,))


def change_line(change: Change, now: str, library: Library) -> str:
    """Return the line of a change; `now` is the point's line behind a colon, empty without one."""
    match change.kind:
        case "withdrawn":
            return _withdrawn_line(change.before[0], library)
        case "corrected":
            line = _corrected_line(change, now)
            return line if len(line.split()) <= _LONGEST else f"Corrected: {now}"
        case "moved":
            return _moved_line(change, now)
        case "denied":
            return f"Now denied: {now}"
        case "qualified":
            return f"Now qualified: {now}"
        case _:
            return f"New: {now}"


def _withdrawn_line(fact: KeptFact, library: Library) -> str:
    record = library.facts.get(fact.id)
    if record is None or record.withdrawn is None:
        return f"Withdrawn: {fact.line}."
    line = f"Withdrawn on {day_words(record.withdrawn.on)}: {fact.line}."
    whole = f"{line} Why: {record.withdrawn.why}"
    return whole if len(whole.split()) <= _LONGEST else line


def _corrected_line(change: Change, now: str) -> str:
    after = change.after
    olds = change.before
    if after and all((old.short, old.when) == (after.short, after.when) for old in olds):
        # What the line leaves out has changed: the sentence on the fact's card.
        then = " ".join(old.says for old in olds)
        return f"Corrected. Before: {then} Now: {after.says} In short: {now}"
    then = "; ".join(old.line for old in olds)
    return f"Corrected. Before: {then}. Now: {now}"


def _moved_line(change: Change, now: str) -> str:
    after, olds = change.after, change.before
    if after is None or after.id != change.point[0]:
        then = "; ".join(old.line for old in olds)
        return f"Standing changed. Before: {then}. Now: {now}"
    then = "; ".join(dict.fromkeys(old.opening or "reported" for old in olds))
    now = now if after.opening else f"reported: {now}"
    return f"Standing changed. Before: {then}. Now {now}"
