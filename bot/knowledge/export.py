"""Why: curators, editors and other programs need the whole pack, derived things included, in one
form. It must show everything and decide nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from bot.knowledge.draft import LISTS
from bot.knowledge.model import Fact, Pack, Relation
from bot.knowledge.shapes import adapter
from bot.knowledge.view import View

if TYPE_CHECKING:
    from datetime import date

    from bot.knowledge.library import Library
    from bot.knowledge.view import Reading

Json = dict[str, Any]


def pack_json(library: Library, today: date) -> Json:
    """Return the pack as one object; every list is in id order. `today` decides what is due."""
    view = View(library)
    return {
        "pack": _plain(library.pack),
        "facts": [fact_json(fact, view, today) for fact in library.facts.values()],
        "sources": [_plain(one) for one in library.sources.values()],
        "actors": sorted((_actor(one, library) for one in _parties(library)), key=_id),
        "topics": [_plain(one) for one in library.topics.values()],
        "relations": [_plain(one) for one in library.relations.values()],
        "denials": [_plain(one) for one in library.denials.values()],
        "questions": [_plain(one) for one in library.questions.values()],
    }


def fact_json(fact: Fact, view: View, today: date) -> Json:
    """Return every field of a fact with what is derived of it; None where nothing can be."""
    library = view.library
    reading: Reading = view.reading_of(fact)
    live = [one for one in library.successors.get(fact.id, ()) if not library.facts[one].withdrawn]
    return {
        **_plain(fact),
        "standing": reading.standing,
        "by": [_plain(voice) for voice in reading.by],
        "disputed": reading.disputed,
        "denied_by": [{"actor": one.actor, "when": str(one.when)} for one in reading.denied_by],
        "when": str(fact.when) if fact.when else None,
        "by_date": None if fact.when else str(reading.published),
        "origins": reading.origins,
        "superseded": bool(live),
        "due": fact.review_by <= today,
        "joined": sorted(library.links.get(fact.id, ())),
    }


def _parties(library: Library) -> list[Any]:
    return [*library.actors.values(), *library.people.values()]


def _actor(record: Any, library: Library) -> Json:  # noqa: ANN401 - an Actor or a Person
    covered = record.id in library.covered
    reach = "covered" if covered else "heard" if record.id in library.mentions else "not covered"
    kind = {"kind": "person"} if record.id in library.people else {}
    return {
        **_plain(record),
        **kind,
        "reach": reach,
        "facts": len(library.mentions.get(record.id, ())),
    }


def _id(one: Json) -> str:
    return str(one["id"])


def _plain(record: Any) -> Json:  # noqa: ANN401 - any record of the model
    dumped: Json = adapter(type(record)).dump_python(record, mode="json")
    return dumped


def schemas() -> dict[str, Json]:
    """Return a JSON Schema for each kind of file, by its name, for editors."""
    found = {"pack.yaml": TypeAdapter(Pack).json_schema()}
    for file, lists in LISTS.items():
        items = {name: TypeAdapter(kind).json_schema() for name, kind in lists.items()}
        # References inside a schema count from the root of the file's schema.
        definitions = {k: v for one in items.values() for k, v in one.pop("$defs", {}).items()}
        found[file] = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "additionalProperties": False,
            "properties": {name: {"type": "array", "items": one} for name, one in items.items()},
            "$defs": definitions,
        }
    relation = TypeAdapter(Relation).json_schema()
    facts = TypeAdapter(list[Fact]).json_schema()
    relation["$defs"] = {**relation.get("$defs", {}), **facts.pop("$defs", {})}
    relation["properties"]["facts"] = facts
    found["relations/*.yaml"] = relation
    return found
