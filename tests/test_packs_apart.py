"""Why: another team can replace the pack and keep the bot, so no name of the pack that is shipped
may stand in the code. What the code must know of names comes from the pack's own files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.knowledge.loader import load

if TYPE_CHECKING:
    from bot.knowledge.library import Library
    from bot.knowledge.model import Actor, Person, Relation, Topic

ROOT = Path(__file__).parents[1]
# The generator of the index of territories mends what CLDR gets wrong of any state in any language;
# it is a curator's tool, and a bot never loads it.
GENERATOR = ROOT / "bot" / "knowledge" / "cldr.py"
SOURCES = sorted({*(ROOT / "bot").rglob("*.py"), *(ROOT / "adapters").rglob("*.py")} - {GENERATOR})
#: words that are names of a subject in the pack and plain words of a program
PLAIN = frozenset({"answers of others", "the four"})


def proper_names(library: Library) -> set[str]:
    """Return the pack's names that are proper names: of its subjects, people and named things."""
    audible = library.covered | library.heard
    records: tuple[Actor | Person | Topic | Relation, ...] = (
        *(library.actors[one] for one in audible),
        *library.people.values(),
        *library.topics.values(),
        *library.relations.values(),
    )
    names = {
        name.removeprefix("the ")
        for record in records
        for name in (record.label, *record.names, *getattr(record, "hidden", ()))
    }
    return {name for name in names if len(name) > 3 and name[:1].isupper()} - PLAIN


@pytest.fixture(scope="module")
def pattern() -> re.Pattern[str]:
    """Return a pattern of all proper names and ids of the shipped pack as whole words."""
    library = load(ROOT / "facts")
    known = proper_names(library) | library.covered | library.facts.keys()
    names = sorted(map(re.escape, known), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")


def test_there_is_code_to_look_at() -> None:
    """The search sees the core and the adapters."""
    assert {"bot", "adapters"} == {path.relative_to(ROOT).parts[0] for path in SOURCES}


def test_the_search_would_find_a_name(pattern: re.Pattern[str]) -> None:
    """The pattern knows states, codes, nicknames, capitals, people and sets of the shipped pack."""
    for name in ("Russia", "PRK", "Kremlin", "Tehran", "North Korea", "Gabuev", "Shahed", "CRINK"):
        assert pattern.search(f'"{name}"'), name


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_name_of_the_shipped_pack_stands_in_the_code(
    path: Path, pattern: re.Pattern[str]
) -> None:
    """No file of the core or of an adapter holds a proper name of the shipped pack."""
    lines = path.read_text(encoding="utf-8").split("\n")
    found = [
        f"{number}: {match[0]}"
        for number, line in enumerate(lines, start=1)
        for match in pattern.finditer(line)
    ]
    assert found == []
