"""Why: a fact that points at nothing is worse than no fact. These checks hold every id of a draft
against the records that exist. They must not judge what a record says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.knowledge.shapes import unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.errors import Fault
    from bot.knowledge.draft import Draft, Entry
    from bot.knowledge.model import Denial, Fact, Relay, Voice

Step = str | int
#: what a reference names, the id, and where it stands in its record
Reference = tuple[str, str, tuple[Step, ...]]

_WORDS = {
    "facts": "fact",
    "sources": "source",
    "documents": "document among the sources",
    "actors": "actor",
    "people": "person",
    "parties": "actor or person",
    "topics": "topic",
    "relations": "relation",
}
# The lists that a kind of reference looks in, where it is not the one of its name.
_LISTS = {"parties": {"actors", "people"}, "documents": {"sources"}}
_LINKS = ("limits", "supports", "contradicts", "supersedes", "explains")


def reference_faults(draft: Draft) -> Iterator[Fault]:
    """Yield a fault for each id that stands twice and for each that nothing bears."""
    # Actors and people share their names for things, so they share their ids.
    yield from _twice(draft, "actors", "people")
    for name in ("topics", "sources", "relations", "facts", "denials", "questions"):
        yield from _twice(draft, name)
    known = _known(draft)
    for entry, reference in _references(draft):
        kind, one, where = reference
        if one not in known[kind] and draft.unread.isdisjoint(_LISTS.get(kind, {kind})):
            yield entry.fault(unknown(_WORDS[kind], one, known[kind]), *where)


def _twice(draft: Draft, *names: str) -> Iterator[Fault]:
    seen: dict[str, Entry] = {}
    for entry in (entry for name in names for entry in draft.each(name)):
        first = seen.setdefault(entry.record.id, entry)
        if first is not entry:
            where = first.fault("", "id")
            place = f"{where.file}:{where.line}"
            text = f'the id "{entry.record.id}" stands twice, first at {place} (expected once)'
            yield entry.fault(text, "id")


def _known(draft: Draft) -> dict[str, set[str]]:
    known = {name: draft.ids.get(name, set()) for name in _WORDS}
    known["parties"] = known["actors"] | known["people"]
    public = {e.record.id for e in draft.each("sources") if e.record.kind == "public-record"}
    known["documents"] = known["sources"] - public
    return known


def _references(draft: Draft) -> Iterator[tuple[Entry, Reference]]:
    makers: dict[str, Callable[[Any], Iterable[Reference]]] = {
        "facts": _of_fact,
        "denials": _of_denial,
        "questions": lambda record: (
            ("facts", one, ("positions", n, "facts", m))
            for n, position in enumerate(record.positions)
            for m, one in enumerate(position.facts)
        ),
        "relations": lambda record: (
            *_listed("actors", record.members, "members"),
            *_listed("facts", record.bottom_line.facts, "bottom_line", "facts"),
        ),
        "topics": lambda record: _listed("topics", record.broader, "broader"),
        "people": lambda record: [("actors", record.of, ("of",))] if record.of else (),
        "ambiguous": lambda record: _listed("actors", record.means, "means"),
    }
    for name, references in makers.items():
        for entry in draft.each(name):
            for reference in references(entry.record):
                yield entry, reference


def _listed(kind: str, ids: Iterable[str], *where: str) -> Iterator[Reference]:
    for number, one in enumerate(ids):
        yield kind, one, (*where, number)


def _of_fact(fact: Fact) -> Iterator[Reference]:
    yield from _listed("relations", fact.relations, "relations")
    yield from _listed("topics", fact.topics, "topics")
    yield from _listed("parties", fact.names, "names")
    if fact.event:
        yield from _listed("actors", fact.event.actor, "event", "actor")
        yield from _listed("actors", fact.event.recipient, "event", "recipient")
    for link in _LINKS:
        yield from _listed("facts", getattr(fact, link), link)
    for number, note in enumerate(fact.notes):
        yield "sources", note.source, ("notes", number, "source")
    yield from _of_evidence(fact)


def _of_denial(denial: Denial) -> Iterator[Reference]:
    yield from _listed("facts", denial.of, "of")
    yield from _listed("actors", denial.by, "by")
    yield from _of_evidence(denial)


def _of_evidence(record: Fact | Denial) -> Iterator[Reference]:
    for number, evidence in enumerate(record.evidence):
        yield "documents", evidence.source, ("evidence", number, "source")
        for place, voice in enumerate(evidence.by):
            where = ("evidence", number, "by", place)
            yield from _of_voice(voice, where)
            if voice.passes_on:
                yield from _of_voice(voice.passes_on, (*where, "passes_on"))


def _of_voice(voice: Voice | Relay, where: tuple[Step, ...]) -> Iterator[Reference]:
    if voice.actor:
        yield "actors", voice.actor, (*where, "actor")
    if voice.person:
        yield "people", voice.person, (*where, "person")
