"""Why: the pack that ships is held to all that is promised of packs: it loads, its names lead to
their records, and every fact stands in its documents where these are at hand."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from bot.errors import Fault
from bot.knowledge.draft import Entry
from bot.knowledge.evidence import fingerprint, paragraphs
from bot.knowledge.export import pack_json, schemas
from bot.knowledge.loader import Loaded, load_with_places
from bot.knowledge.names import name_index
from bot.knowledge.verify import coverage, verify_faults
from bot.knowledge.view import View
from tests.knowledge.test_schemas import LikeEditors

CHECKOUT = Path(__file__).parents[2]
FACTS = CHECKOUT / "facts"
DOCUMENTS = CHECKOUT.parent / "shared" / "sources"
FILES = sorted(str(path.relative_to(FACTS)) for path in FACTS.rglob("*.yaml"))
MOVES = 50
with_documents = pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason=f"the documents are no part of the repository: {DOCUMENTS}"
)


@cache
def shipped() -> Loaded:
    """Return the shipped pack, read once."""
    return load_with_places(FACTS)


def test_the_shipped_pack_loads() -> None:
    """The shipped pack is sound, and holds as many facts as a careful analyst takes out."""
    library = shipped().library
    assert 90 <= len(library.facts) <= 150
    assert len(library.questions) >= 8
    assert library.denials
    assert library.territories is not None


def test_each_relation_of_the_subjects_has_a_bottom_line() -> None:
    """The widest set, its pairs, its single members and nobody in particular have a relation."""
    relations = shipped().library.relations.values()
    widest = max((frozenset(one.members) for one in relations), key=len)
    sets = {frozenset(one.members) for one in relations}
    singles = {frozenset({one}) for one in widest}
    pairs = {frozenset({one, other}) for one in widest for other in widest if one != other}
    assert sets == {widest, frozenset(), *singles, *pairs}


def test_each_shipped_fact_stands_or_is_withdrawn() -> None:
    """A shipped fact that is neither withdrawn nor superseded can be read today."""
    library = shipped().library
    view = View(library)
    for fact in library.standing_facts:
        assert view.reading(fact.id) or library.successors.get(fact.id)


def test_each_shipped_name_leads_to_its_record() -> None:
    """Each label and each name of an actor, a person and a topic is found as that record alone."""
    library = shipped().library
    index = name_index(library)
    for kind in (library.actors, library.people, library.topics):
        for record in kind.values():
            for name in (record.label, *record.names, *record.hidden):
                found = index.find(index.words(name))
                assert [one.name.ids for one in found] == [(record.id,)], name


def test_the_whole_shipped_pack_is_exported_in_order() -> None:
    """Every list of the exported pack is in id order."""
    found = pack_json(shipped().library, date(2026, 11, 22))
    for key in ("facts", "sources", "actors", "topics", "relations", "denials", "questions"):
        ids = [one["id"] for one in found[key]]
        assert ids == sorted(set(ids))


@pytest.mark.parametrize("file", FILES)
def test_editors_find_nothing_wrong_with_a_shipped_file(file: str) -> None:
    """Each shipped file is valid by the schema that editors are given."""
    schema = schemas()["relations/*.yaml" if file.startswith("relations/") else file]
    tree: Any = yaml.load((FACTS / file).read_text(encoding="utf-8"), Loader=LikeEditors)  # noqa: S506
    assert [error.message for error in Draft202012Validator(schema).iter_errors(tree)] == []


@with_documents
def test_the_documents_bear_out_every_shipped_fact() -> None:
    """Every piece of evidence of the shipped pack stands in its document."""
    assert [str(fault) for fault in verify_faults(shipped(), DOCUMENTS)] == []


@with_documents
def test_every_paragraph_of_the_documents_is_accounted_for() -> None:
    """No paragraph of the documents is left without a fact or a reason."""
    lines = list(coverage(shipped().library, DOCUMENTS))
    assert [line for line, accounted in lines if not accounted] == []
    assert len(lines) == sum(len(paragraphs(path)) for path in DOCUMENTS.glob("*.txt"))


@with_documents
@pytest.mark.parametrize("seed", range(MOVES))
def test_evidence_that_was_moved_is_refused(seed: int) -> None:
    """Evidence that points to another paragraph of its document is refused with the right one."""
    chance = random.Random(seed)  # noqa: S311 - the same moves in every run
    entry = chance.choice([*shipped().draft.each("facts"), *shipped().draft.each("denials")])
    number = chance.randrange(len(entry.record.evidence))
    old = entry.record.evidence[number]
    lines = paragraphs(DOCUMENTS / (shipped().library.sources[old.source].document or ""))
    prints = [fingerprint(line) for line in lines]
    others = [n for n, print_ in enumerate(prints, start=1) if print_ != old.fingerprint]
    moved = replace(old, paragraph=chance.choice(others))
    assert faults_of_moved(entry, number, moved.paragraph) == [
        entry.fault(
            f"paragraph {moved.paragraph} of {old.source} has the fingerprint "
            f"{prints[moved.paragraph - 1]} (expected {old.fingerprint}; "
            f"that fingerprint is paragraph {prints.index(old.fingerprint) + 1}'s)",
            "evidence", number, "paragraph",
        )
    ]  # fmt: skip


def faults_of_moved(entry: Entry, number: int, paragraph: int) -> list[Fault]:
    """Return what is found wrong with a record whose evidence of that number was moved."""
    evidence = list(entry.record.evidence)
    evidence[number] = replace(evidence[number], paragraph=paragraph)
    moved = replace(entry, record=replace(entry.record, evidence=tuple(evidence)))
    name = str(entry.place[0])
    sources = list(shipped().draft.each("sources"))
    draft = replace(shipped().draft, entries={"sources": sources, name: [moved]})
    return list(verify_faults(replace(shipped(), draft=draft), DOCUMENTS))
