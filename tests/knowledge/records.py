"""Why: what is derived from a library is tested on libraries that no file could hold so shortly.
These are records of the lake in code; a test replaces what it is about. Nothing here is checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.knowledge.edtf import parse_edtf
from bot.knowledge.library import Library
from bot.knowledge.model import (
    Actor,
    BottomLine,
    Denial,
    Event,
    Evidence,
    Fact,
    Note,
    Pack,
    Person,
    Relation,
    Review,
    Source,
    Topic,
    Voice,
    Withdrawal,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.knowledge.fields import NoteTarget, Standing

PACK = Pack(
    id="lake",
    title="The towns of the lake",
    version="1.0",
    language="en",
    language_name="English",
    command="lake",
    curators=("curator",),
    notice="Curated by hand.",
)
ACTORS = (
    Actor(id="alder", kind="town", label="Alder", names=("Alderside",)),
    Actor(id="birch", kind="town", label="Birch", hidden=("Birchen",)),
    Actor(id="cedars", kind="town", label="the Cedars"),
    Actor(id="ferrymen", kind="guild", label="the ferrymen"),
)
PEOPLE = (
    Person(id="mora", label="Mora Lind", role="harbour master", of="alder"),
    Person(id="nils", label="Nils", role="captain", voice="Captain Nils"),
)
TOPICS = (
    Topic(id="money", label="money"),
    Topic(id="tolls", label="tolls", broader=("money",)),
    Topic(id="piers", label="piers"),
)
RELATIONS = (
    Relation(id="alder-birch", label="Alder and Birch", members=("alder", "birch"),
             bottom_line=BottomLine(text="Nothing yet.", gap=True)),
    Relation(id="lake", label="the lake", members=("alder", "birch", "cedars"),
             bottom_line=BottomLine(text="Nothing yet.", gap=True)),
)  # fmt: skip


def source(one: str, published: str, origin: str | None = None) -> Source:
    """Return a document of that id and date."""
    return Source(
        id=one,
        title=f"The {one}",
        kind="news",
        published=parse_edtf(published),
        reliability="B",
        reliability_why="It names who told it.",
        descriptor="A weekly.",
        document=f"{one}.txt",
        sha256="0" * 64,
        origin=origin,
    )


def record(one: str, published: str) -> Source:
    """Return a public record of that id and date, of which no copy is held."""
    return replace(source(one, published), kind="public-record", document=None, sha256=None)


def evidence(one: str = "may", standing: Standing = "reported", *by: Voice) -> Evidence:
    """Return a piece of evidence in the first paragraph of a source."""
    return Evidence(source=one, paragraph=1, fingerprint="0" * 16, standing=standing, by=by)


def note(text: str, on: NoteTarget = "claim", figure: str | None = None) -> Note:
    """Return a note from the public record `register`."""
    return Note(text=text, source="register", on=on, figure=figure)


def fact(one: str, *cited: Evidence, when: str | None = None) -> Fact:
    """Return a fact of that id, cited from a newspaper of May unless other evidence is given."""
    return Fact(
        id=one,
        says=f"Something is said of {one}.",
        short=f"The {one} stands.",
        relations=("alder-birch",),
        topics=("piers",),
        weight=1,
        evidence=cited or (evidence(),),
        reviewed=Review(on=date(2024, 8, 1), by="curator"),
        review_by=date(2025, 8, 1),
        event=Event(when=parse_edtf(when)) if when else None,
    )


def denial(one: str, of: str, by: str, when: str, *cited: Evidence) -> Denial:
    """Return a denial of one fact by one actor, cited from a newspaper of May by default."""
    return Denial(
        id=one, of=(of,), by=(by,), when=parse_edtf(when), evidence=cited or (evidence(),)
    )


GONE = Withdrawal(on=date(2024, 9, 1), why="It was another one.")
SOURCES = (
    source("april", "2024-04-30", "alder-news"),
    source("may", "2024-05~"),
    source("june", "2024-06-15", "birch-news"),
    record("register", "2024-07-01"),
)


def library(
    *facts: Fact,
    denials: Iterable[Denial] = (),
    sources: Iterable[Source] = SOURCES,
    relations: Iterable[Relation] = RELATIONS,
) -> Library:
    """Return the library of these facts, with the lake's actors, people and topics."""
    return Library(
        pack=PACK,
        actors={one.id: one for one in ACTORS},
        people={one.id: one for one in PEOPLE},
        topics={one.id: one for one in TOPICS},
        sources={one.id: one for one in sources},
        relations={one.id: one for one in relations},
        facts={one.id: one for one in sorted(facts, key=lambda one: one.id)},
        denials={one.id: one for one in denials},
        questions={},
    )
