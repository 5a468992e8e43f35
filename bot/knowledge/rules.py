"""Why: the promises that a pack makes to its readers — attribution, bounds, quotations, dates —
are checked here record by record, so that a pack that breaks one is refused. It must not read
documents; `evidence` does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.errors import Fault
    from bot.knowledge.draft import Draft, Entry
    from bot.knowledge.model import Evidence, Fact, Figure, Relation, Source
    from bot.knowledge.nodes import Document, Place

LONGEST_BOTTOM_LINE = 30
LONGEST_QUOTATION = 8
_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]|(?<!\w)‘([^’]+)’(?!\w)|«([^»]+)»")
_BANNED = re.compile(r"\bconfirm(s|ed|ing|ation)?\b", re.IGNORECASE)
_REWORDED = "reworded"
# What is never printed as a sentence of ours: titles are cited in full, hidden names are not shown.
_UNPRINTED = frozenset({"id", "title", "hidden", "document", "fingerprint", "sha256"})
LINKS = ("limits", "supports", "contradicts", "supersedes", "explains")


def digits(text: str) -> str:
    """Return text with the separators inside numbers taken out: `11,000` is `11000`."""
    return re.sub(r"(?<=\d)[,\u00a0\u202f](?=\d{3})", "", text)


def holds_figure(text: str, figure: str) -> bool:
    """Whether `text` holds the figure as a whole number or word, separators aside."""
    pattern = rf"(?<![\w.]){re.escape(digits(figure))}(?!\w|\.\d)"
    return re.search(pattern, digits(text), re.IGNORECASE) is not None


def rule_faults(draft: Draft) -> Iterator[Fault]:
    """Yield a fault for each record that breaks a rule of its own."""
    sources = {entry.record.id: entry.record for entry in draft.each("sources")}
    for entry in draft.each("facts"):
        yield from _fact_faults(entry, sources)
    for entry in draft.each("sources"):
        yield from _source_faults(entry)
    for entry in draft.each("denials"):
        yield from _evidence_faults(entry)
    facts = {entry.record.id: entry for entry in draft.each("facts")}
    superseded = {old for entry in facts.values() for old in _replaced(entry.record)}
    yield from _relation_faults(draft)
    for entry in draft.each("relations"):
        yield from _bottom_line_faults(entry, facts, sources, superseded)
    yield from _circles(facts)
    for document in draft.documents:
        if _BANNED.search(document.text):
            yield from _word_faults(document)


def _fact_faults(entry: Entry, sources: dict[str, Source]) -> Iterator[Fault]:
    fact: Fact = entry.record
    yield from _evidence_faults(entry)
    for number, figure in enumerate(fact.figures):
        yield from _figure_faults(entry, figure, number)
    if fact.modality in {"planned", "possible"} and fact.when is None:
        text = f"a {fact.modality} fact has no date (expected event.when: when it was foreseen)"
        yield entry.fault(text)
    if fact.review_by < fact.reviewed.on:
        text = f'"{fact.review_by}" is before the review of {fact.reviewed.on} (expected later)'
        yield entry.fault(text, "review_by")
    for number, note in enumerate(fact.notes):
        if note.on == "figure" and note.figure not in {f.as_printed for f in fact.figures}:
            what = f'"{note.figure}" is' if note.figure else "names"
            text = f"{what} no figure of this fact (expected one as printed)"
            yield entry.fault(text, "notes", number)
    if fact.id in {one for link in LINKS for one in getattr(fact, link)}:
        yield entry.fault(f'"{fact.id}" names itself (expected another fact)')
    reworded = _only_reworded(fact, sources)
    for key in ("says", "short"):
        sentence = getattr(fact, key)
        holds = any(holds_figure(sentence, figure.as_printed) for figure in fact.figures)
        if reworded and holds and _REWORDED not in sentence:
            text = "its figure is known only from a reworded copy (expected the sentence to say so)"
            yield entry.fault(text, key)
        yield from _quotation_faults(entry, key, reworded=reworded)


def _only_reworded(fact: Fact, sources: dict[str, Source]) -> bool:
    kinds = {sources[e.source].kind for e in fact.evidence if e.source in sources}
    return kinds == {"rewritten"}


def _quotation_faults(entry: Entry, key: str, *, reworded: bool) -> Iterator[Fault]:
    for match in _QUOTED.finditer(getattr(entry.record, key)):
        quoted = next(filter(None, match.groups()))
        words = len(quoted.split())
        if reworded:
            yield entry.fault(
                f"quotes “{quoted}” from a reworded copy (expected no quotation)", key
            )
        elif words > LONGEST_QUOTATION:
            text = f"quotes {words} words (expected at most {LONGEST_QUOTATION}; shorten it)"
            yield entry.fault(text, key)


def _figure_faults(entry: Entry, figure: Figure, number: int) -> Iterator[Fault]:
    where = ("figures", number)
    if not holds_figure(entry.record.says, figure.as_printed):
        text = f'"{figure.as_printed}" does not stand in says (expected there as printed)'
        yield entry.fault(text, *where, "as_printed")
    bounded = figure.min is not None or figure.max is not None
    if bounded == (figure.exact is not None):
        yield entry.fault("has no clear bounds (expected exact, or min and/or max)", *where)
    if figure.min is not None and figure.max is not None and figure.min > figure.max:
        yield entry.fault(f"min {figure.min:g} is above max {figure.max:g}", *where)


def _evidence_faults(entry: Entry) -> Iterator[Fault]:
    for number, evidence in enumerate(entry.record.evidence):
        yield from _voice_faults(entry, evidence, number)


def _voice_faults(entry: Entry, evidence: Evidence, number: int) -> Iterator[Fault]:
    where = ("evidence", number)
    if evidence.standing == "reported" and evidence.by:
        text = "reported is the document's own voice (expected no by, or another standing)"
        yield entry.fault(text, *where, "by")
    if evidence.standing != "reported" and not evidence.by:
        text = f"{evidence.standing} without a voice (expected by: who vouches)"
        yield entry.fault(text, *where)
    for place, voice in enumerate(evidence.by):
        if not (voice.actor or voice.person or voice.who):
            text = "names nobody (expected actor, person or who)"
            yield entry.fault(text, *where, "by", place)


def _source_faults(entry: Entry) -> Iterator[Fault]:
    source: Source = entry.record
    has_copy = source.document is not None and source.sha256 is not None
    if source.kind == "public-record" and (source.document or source.sha256):
        yield entry.fault("a public record has no document here (expected none)", "document")
    if source.kind != "public-record" and not has_copy:
        yield entry.fault("names no document (expected document and sha256)")


def _relation_faults(draft: Draft) -> Iterator[Fault]:
    seen: dict[frozenset[str], str] = {}
    for entry in draft.each("relations"):
        relation: Relation = entry.record
        members = frozenset(relation.members)
        if members and seen.setdefault(members, relation.id) != relation.id:
            text = f'has the members of "{seen[members]}" (expected a set of its own)'
            yield entry.fault(text, "members")
        first = (e for e in draft.each("facts") if e.document is entry.document)
        for fact in first:
            if fact.record.relations[0] != relation.id:
                text = f'does not begin with "{relation.id}" (expected the file\'s relation first)'
                yield fact.fault(text, "relations")


def _bottom_line_faults(
    entry: Entry, facts: dict[str, Entry], sources: dict[str, Source], superseded: set[str]
) -> Iterator[Fault]:
    line = entry.record.bottom_line
    words = len(line.text.split())
    if words > LONGEST_BOTTOM_LINE:
        text = f"has {words} words (expected at most {LONGEST_BOTTOM_LINE})"
        yield entry.fault(text, "bottom_line", "text")
    if line.gap == bool(line.facts):
        text = "expected either gap: true or the facts that carry the line"
        yield entry.fault(text, "bottom_line")
    for number, one in enumerate(line.facts):
        if one not in facts:
            continue
        fact: Fact = facts[one].record
        why = _unfit(fact, line.text, superseded, sources)
        if why:
            text = f'"{one}" cannot carry a bottom line: {why}'
            yield entry.fault(text, "bottom_line", "facts", number)


def _replaced(fact: Fact) -> Iterable[str]:
    return () if fact.withdrawn else fact.supersedes


def _unfit(fact: Fact, text: str, superseded: set[str], sources: dict[str, Source]) -> str:
    if fact.withdrawn:
        return f"it was withdrawn on {fact.withdrawn.on} (expected a fact that stands)"
    if fact.id in superseded:
        return "it is superseded (expected its successor)"
    if fact.modality in {"planned", "possible"}:
        return f"it is {fact.modality} (expected what happened or did not)"
    if _only_reworded(fact, sources) and any(
        holds_figure(text, f.as_printed) for f in fact.figures
    ):
        return "the figure is known only from a reworded copy (expected no such figure)"
    return ""


def _circles(facts: dict[str, Entry]) -> Iterator[Fault]:
    """Yield a fault for each fact that takes the place of its own successor."""
    for one, entry in facts.items():
        way = _way_back(one, one, facts, set()) if entry.record.supersedes else None
        if way:
            text = f'"{one}" supersedes itself by way of {", ".join(way)} (expected no circle)'
            yield entry.fault(text, "supersedes")


def _way_back(at: str, home: str, facts: dict[str, Entry], seen: set[str]) -> list[str] | None:
    """Return the facts between a fact and itself along what each supersedes; None if none lead."""
    for step in facts[at].record.supersedes:
        if step == home:
            return []
        if step in facts and step not in seen:
            seen.add(step)
            rest = _way_back(step, home, facts, seen)
            if rest is not None:
                return [step, *rest]
    return None


def _word_faults(document: Document) -> Iterator[Fault]:
    for place, text in _printed(document.data, ()):
        found = _BANNED.search(text)
        if found:
            words = f'uses "{found[0]}" (expected the standing in its own word)'
            yield document.fault(place, words)


def _printed(data: object, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from _printed(item, (*place, number))
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in _UNPRINTED:
                yield from _printed(value, (*place, key))
