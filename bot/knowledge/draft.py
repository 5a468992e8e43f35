"""Why: checks that compare records need all of a pack at once and the place of each record in its
file. A draft is a pack as far as it could be read, before anybody vouches that it hangs together.
It must not leave this package."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from bot.errors import Fault
from bot.knowledge.model import (
    Actor,
    Ambiguity,
    Denial,
    Fact,
    Pack,
    Person,
    Question,
    Relation,
    Source,
    Topic,
)
from bot.knowledge.nodes import Document, Place, read_document
from bot.knowledge.shapes import check_quotes, read_record, read_records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.knowledge.territories import TerritoryIndex

T = TypeVar("T")

# Each file's lists and the kind of record in each; relations/ has a file a relation.
LISTS: dict[str, dict[str, type]] = {
    "actors.yaml": {"actors": Actor, "people": Person, "ambiguous": Ambiguity},
    "topics.yaml": {"topics": Topic},
    "sources.yaml": {"sources": Source},
    "denials.yaml": {"denials": Denial},
    "questions.yaml": {"questions": Question},
}
OPTIONAL = frozenset({"denials.yaml", "questions.yaml", "people", "ambiguous"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with its place."""

    record: Any
    document: Document
    place: Place

    def fault(self, text: str, *within: str | int) -> Fault:
        """Return a fault at the value `within` the record."""
        return self.document.fault((*self.place, *within), text)


@dataclass(slots=True)
class Draft:
    """What could be read of a pack; `entries` has each kind of record under its list's name."""

    root: Path
    pack: Pack | None = None
    territories: TerritoryIndex | None = None
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    #: every id that stands in the files, those of records that could not be read included
    ids: dict[str, set[str]] = field(default_factory=dict)
    #: the lists that could not be read, of which nobody can say what they do not hold
    unread: set[str] = field(default_factory=set)

    def each(self, name: str) -> Iterator[Entry]:
        """Yield the records of one list, in the order of their files."""
        yield from self.entries.get(name, ())

    def all_faults(self) -> tuple[Fault, ...]:
        """Return everything that was found wrong so far."""
        return (*self.faults, *(f for document in self.documents for f in document.faults))


def read_draft(root: Path, label: str) -> Draft:
    """Read all files of the pack in the folder `root`; `label` is how faults name the folder."""
    draft = Draft(root)
    document = _open(draft, root / "pack.yaml", f"{label}/pack.yaml")
    if document.data is not None:
        draft.pack = read_record(Pack, document.data, document, ())
        check_quotes(Pack, document, document.doubtful, 0)
    for file, lists in LISTS.items():
        path = root / file
        if path.exists() or file not in OPTIONAL:
            _read_lists(draft, _open(draft, path, f"{label}/{file}"), lists)
    for path in sorted((root / "relations").glob("*.yml")):
        text = f'is not read (expected the ending .yaml; rename it to "{path.stem}.yaml")'
        draft.faults.append(Fault(f"{label}/relations/{path.name}", 0, 0, text))
    for path in sorted((root / "relations").glob("*.yaml")):
        _read_relation(draft, _open(draft, path, f"{label}/relations/{path.name}"), path.stem)
    if not draft.entries.get("relations"):
        text = "has no relation that can be read (expected at least one file <id>.yaml)"
        draft.faults.append(Fault(f"{label}/relations", 0, 0, text))
    return draft


def _open(draft: Draft, path: Path, file: str) -> Document:
    document = read_document(path, file)
    if document.root is None and not document.faults:
        document.faults.append(document.fault((), "is not a mapping (expected keys with values)"))
    if document.data is not None and not isinstance(document.data, dict):
        document.faults.append(document.fault((), "is not a mapping (expected keys with values)"))
        document.data = None
    draft.documents.append(document)
    return document


def _read_lists(draft: Draft, document: Document, lists: dict[str, type]) -> None:
    if document.data is None:
        draft.unread.update(lists)
        return
    for key in document.data:
        if key not in lists:
            text = f'unknown key "{key}" (expected one of {", ".join(lists)})'
            document.faults.append(document.fault((key,), text, key=True))
    for name, kind in lists.items():
        if name in document.data:
            _add_list(draft, document, name, kind)
        elif name not in OPTIONAL:
            draft.unread.add(name)
            text = f'the key "{name}" is missing (expected a list of records)'
            document.faults.append(document.fault((), text))


def _add_list(draft: Draft, document: Document, name: str, kind: type[T]) -> None:
    data = document.data[name]
    raw = data if isinstance(data, list) else []
    if raw is not data:
        draft.unread.add(name)
    listed = (item.get("id") for item in raw if isinstance(item, dict))
    draft.ids.setdefault(name, set()).update(one for one in listed if isinstance(one, str))
    entries = draft.entries.setdefault(name, [])
    for number, record in read_records(kind, data, document, (name,)):
        entries.append(Entry(record, document, (name, number)))
    doubtful = [d for d in document.doubtful if d.place[0] == name]
    check_quotes(kind, document, doubtful, 2)


def _read_relation(draft: Draft, document: Document, stem: str) -> None:
    draft.ids.setdefault("relations", set()).add(stem)
    if document.data is None:
        draft.unread.add("facts")
        return
    head = {key: value for key, value in document.data.items() if key != "facts"}
    relation = read_record(Relation, head, document, ())
    check_quotes(Relation, document, [d for d in document.doubtful if d.place[0] != "facts"], 0)
    if relation is not None:
        entry = Entry(relation, document, ())
        draft.entries.setdefault("relations", []).append(entry)
        if relation.id != stem:
            text = f'"{relation.id}" is not the file\'s name (expected "{stem}"; rename one)'
            draft.faults.append(entry.fault(text, "id"))
    if "facts" in document.data:
        _add_list(draft, document, "facts", Fact)
