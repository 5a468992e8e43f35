"""Why: other programs read the pack whole, so its shape is promised, derived things included."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.knowledge.export import fact_json, pack_json
from bot.knowledge.loader import load
from bot.knowledge.model import Fact, Voice
from bot.knowledge.view import View
from tests.knowledge.records import GONE, denial, evidence, fact, library
from tests.packs import ALDER_BIRCH, Change, write_lake

TODAY = date(2024, 12, 1)
KEYS = {"pack", "facts", "sources", "actors", "topics", "relations", "denials", "questions"}
DERIVED = {
    "standing", "by", "disputed", "denied_by", "when", "by_date", "origins", "superseded", "due",
    "joined",
}  # fmt: skip


def test_a_pack_has_the_promised_keys(tmp_path: Path) -> None:
    """The whole pack is one object: the pack itself, and an array of each kind in id order."""
    found = pack_json(load(write_lake(tmp_path)), TODAY)
    assert set(found) == KEYS
    assert found["pack"]["id"] == "lake"
    for key in KEYS - {"pack"}:
        ids = [one["id"] for one in found[key]]
        assert ids == sorted(set(ids))
        assert ids
    assert json.loads(json.dumps(found)) == found


def test_a_fact_has_every_field_and_what_is_derived(tmp_path: Path) -> None:
    """A fact shows each of its own fields, as written, and each derived one."""
    found = pack_json(load(write_lake(tmp_path)), TODAY)
    toll = next(one for one in found["facts"] if one["id"] == "toll")
    assert set(toll) == {*Fact.__dataclass_fields__, *DERIVED}
    assert {key: toll[key] for key in DERIVED} == {
        "standing": "alleged",
        "by": [{"actor": "birch", "person": None, "who": None, "passes_on": None}],
        "disputed": True,
        "denied_by": [{"actor": "alder", "when": "2024-05~"}],
        "when": None,
        "by_date": "2024-05~",
        "origins": 1,
        "superseded": False,
        "due": False,
        "joined": ["ferry"],
    }
    assert toll["review_by"] == "2025-08-02"
    assert toll["figures"][0]["as_printed"] == "40"


def test_a_source_names_its_document(tmp_path: Path) -> None:
    """A source shows its document's file name, and a public record that it has none."""
    found = pack_json(load(write_lake(tmp_path)), TODAY)["sources"]
    assert [(one["id"], one["document"]) for one in found] == [
        ("gazette", "gazette.txt"), ("leaflet", "leaflet.txt"), ("register", None),
    ]  # fmt: skip


def test_actors_show_their_reach(tmp_path: Path) -> None:
    """People are listed among the actors, each with its reach and the number of its facts."""
    voice = Change(ALDER_BIRCH, "by: [{actor: birch}]", "by: [{actor: birch}, {actor: ferrymen}]")
    apart = Change("relations/lake.yaml", "[alder, birch, cedars]", "[alder, cedars]")
    found = pack_json(load(write_lake(tmp_path, voice, apart)), TODAY)["actors"]
    assert [(one["id"], one["kind"], one["reach"], one["facts"]) for one in found] == [
        ("alder", "town", "covered", 4),
        ("birch", "town", "covered", 3),
        ("cedars", "town", "covered", 1),
        ("ferrymen", "guild", "heard", 1),
        ("mora", "person", "heard", 1),
    ]


def test_an_actor_of_no_fact_is_not_covered(tmp_path: Path) -> None:
    """An actor in no relation and no fact is not covered."""
    found = pack_json(load(write_lake(tmp_path)), TODAY)["actors"]
    ferrymen = next(one for one in found if one["id"] == "ferrymen")
    assert (ferrymen["reach"], ferrymen["facts"]) == ("not covered", 0)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        pytest.param(date(2025, 7, 31), False, id="the day before"),
        pytest.param(date(2025, 8, 1), True, id="on the day"),
    ],
)
def test_a_fact_is_due_on_its_day(today: date, due: bool) -> None:  # noqa: FBT001 - a case
    """A fact is due for review from the day on that it names."""
    one = fact("pier")
    assert fact_json(one, View(library(one)), today)["due"] is due


def test_withdrawn_and_superseded_facts_are_shown() -> None:
    """A fact that no longer stands is shown with all that is derived of its evidence."""
    old, gone = fact("old"), replace(fact("gone"), withdrawn=GONE, supersedes=("kept",))
    new = replace(fact("new", evidence("june", "said", Voice(actor="alder"))), supersedes=("old",))
    whole = library(old, gone, new, fact("kept"), denials=[denial("d", "old", "birch", "2024-06")])
    found = {one["id"]: one for one in pack_json(whole, TODAY)["facts"]}
    assert {one: found[one]["superseded"] for one in found} == {
        "gone": False, "kept": False, "new": False, "old": True,
    }  # fmt: skip
    assert found["gone"]["withdrawn"] == {"on": "2024-09-01", "why": "It was another one."}
    assert (found["old"]["standing"], found["old"]["disputed"]) == ("reported", True)
