"""Why: a fact is worth what its paragraph says. With the documents at hand, these checks hold every
fact and denial against the paragraphs that it cites, and account for every paragraph. They must not
quote a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.errors import Fault
from bot.knowledge.evidence import fingerprint, paragraphs, sha256
from bot.knowledge.names import ids_in
from bot.knowledge.rules import digits, holds_figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.knowledge.draft import Entry
    from bot.knowledge.library import Library
    from bot.knowledge.loader import Loaded
    from bot.knowledge.model import Denial, Evidence, Fact, Source

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def verify_faults(loaded: Loaded, folder: Path) -> Iterator[Fault]:
    """Yield a fault for each piece of evidence that the documents in `folder` do not bear out."""
    missing = set()
    for entry in loaded.draft.each("sources"):
        fault = _document_fault(entry, folder)
        if fault:
            missing.add(entry.record.id)
            yield fault
    yield from _not_used_faults(loaded, folder, missing)
    for name in ("facts", "denials"):
        for entry in loaded.draft.each(name):
            cited = [e.source for e in entry.record.evidence]
            if missing.isdisjoint(cited):
                yield from _evidence_faults(entry, loaded.library, folder)


def _not_used_faults(loaded: Loaded, folder: Path, missing: set[str]) -> Iterator[Fault]:
    """Yield a fault for each paragraph listed as not used that is not there, or that is used."""
    users = _users(loaded.library)
    for entry in loaded.draft.each("sources"):
        source: Source = entry.record
        if source.document is None or source.id in missing:
            continue
        last = len(paragraphs(folder / source.document))
        for number, one in enumerate(source.not_used):
            where = ("not_used", number, "paragraph")
            if one.paragraph > last:
                text = f'"{one.paragraph}" is past the end (expected 1 to {last})'
                yield entry.fault(text, *where)
            elif (source.id, one.paragraph) in users:
                user = users[source.id, one.paragraph][0]
                text = (
                    f'"{one.paragraph}" is used by {user} (expected a paragraph that no fact cites)'
                )
                yield entry.fault(text, *where)


def _document_fault(entry: Entry, folder: Path) -> Fault | None:
    source: Source = entry.record
    if source.document is None:
        return None
    path = folder / source.document
    if not path.is_file():
        return entry.fault(f'"{source.document}" is not in the folder of documents', "document")
    try:
        paragraphs(path)
    except UnicodeDecodeError:
        text = f'"{source.document}" is not UTF-8 text (expected a readable UTF-8 file)'
        return entry.fault(text, "document")
    found = sha256(path)
    if found != source.sha256:
        text = f'"{source.sha256}" is not the document\'s SHA-256 (expected {found})'
        return entry.fault(text, "sha256")
    return None


def _evidence_faults(entry: Entry, library: Library, folder: Path) -> Iterator[Fault]:
    record: Fact | Denial = entry.record
    texts = []
    for number, evidence in enumerate(record.evidence):
        lines = paragraphs(folder / (library.sources[evidence.source].document or ""))
        fault = _fingerprint_fault(entry, evidence, lines, number)
        if fault:
            yield fault
        else:
            texts.append(lines[evidence.paragraph - 1])
    if len(texts) == len(record.evidence):
        yield from _content_faults(entry, texts, library)


def _fingerprint_fault(
    entry: Entry, evidence: Evidence, lines: tuple[str, ...], number: int
) -> Fault | None:
    where = ("evidence", number, "paragraph")
    if evidence.paragraph > len(lines):
        text = f'"{evidence.paragraph}" is past the end (expected 1 to {len(lines)})'
        return entry.fault(text, *where)
    found = fingerprint(lines[evidence.paragraph - 1])
    if found == evidence.fingerprint:
        return None
    places = [
        n for n, line in enumerate(lines, start=1) if fingerprint(line) == evidence.fingerprint
    ]
    hint = f"that fingerprint is paragraph {places[0]}'s" if places else "no paragraph has it"
    text = (
        f"paragraph {evidence.paragraph} of {evidence.source} has the fingerprint {found} "
        f"(expected {evidence.fingerprint}; {hint})"
    )
    return entry.fault(text, *where)


def _content_faults(entry: Entry, texts: list[str], library: Library) -> Iterator[Fault]:
    cited = frozenset(one for text in texts for one in ids_in(text, library))
    if entry.place[0] == "denials":
        for number, actor in enumerate(entry.record.by):
            if actor not in cited:
                yield entry.fault(_absent(library, actor), "by", number)
        return
    fact: Fact = entry.record
    for number, figure in enumerate(fact.figures):
        if not any(holds_figure(text, figure.as_printed) for text in texts):
            text = f'"{figure.as_printed}" stands in no cited paragraph (expected as printed there)'
            yield entry.fault(text, "figures", number, "as_printed")
    for key in ("says", "short"):
        sentence: str = getattr(fact, key)
        for one in sorted(ids_in(sentence, library) - cited):
            yield entry.fault(_absent(library, one), key)
        printed = {n for text in texts for n in _NUMBER.findall(digits(text))}
        for number_text in _NUMBER.findall(digits(sentence)):
            if number_text not in printed:
                text = f'"{number_text}" stands in no cited paragraph (expected as printed there)'
                yield entry.fault(text, key)


def _absent(library: Library, one: str) -> str:
    record = library.actors.get(one) or library.people.get(one)
    label = record.label if record else one
    return f'"{label}" occurs in no cited paragraph (expected by one of its names there)'


def coverage(library: Library, folder: Path) -> Iterator[tuple[str, bool]]:
    """Yield a line for each paragraph of each document, and whether it is accounted for.

    Raises OSError where a document is not in `folder`.
    """
    users = _users(library)
    for source in library.sources.values():
        if source.document is None:
            continue
        reasons = {one.paragraph: one.why for one in source.not_used}
        for number, _ in enumerate(paragraphs(folder / source.document), start=1):
            used = users.get((source.id, number))
            reason = reasons.get(number)
            what = ", ".join(dict.fromkeys(used or ())) or (reason and f"not used: {reason}")
            yield (
                f"{source.id}:{number} {what or 'neither cited nor listed as not used'}",
                bool(what),
            )


def _users(library: Library) -> dict[tuple[str, int], list[str]]:
    """Return for each cited paragraph the ids of the facts and denials that cite it."""
    users: dict[tuple[str, int], list[str]] = {}
    records: tuple[Fact | Denial, ...] = (*library.facts.values(), *library.denials.values())
    for record in records:
        for evidence in record.evidence:
            users.setdefault((evidence.source, evidence.paragraph), []).append(record.id)
    return users
