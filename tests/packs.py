"""Why: many tests need a small sound pack with exactly one thing wrong in it. The lake is a made-up
subject, written as text, so that a test can name lines and columns. It must stay small."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.errors import PackError
from bot.knowledge.evidence import fingerprint
from bot.knowledge.loader import load

#: the paragraphs of the lake's documents, whose lines are divided by blank ones
DOCUMENTS = {
    "gazette.txt": (
        "The Lake Gazette",
        "Alder and Birch opened a pier of 120 metres on 4 May 2024.",
        "Birch says that Alder takes a toll of up to 40 crowns; Alder denies it.",
        "Mora Lind of Alder said that no ferry had paid a toll.",
    ),
    "leaflet.txt": ("The Cedars had 1,500 guests.",),
}


def _text(document: str) -> str:
    return "\n\n".join(DOCUMENTS[document]) + "\n"


def _cited(document: str, paragraph: int) -> str:
    source = document.removesuffix(".txt")
    print_ = fingerprint(DOCUMENTS[document][paragraph - 1])
    return f'source: {source}, paragraph: {paragraph}, fingerprint: "{print_}"'


def _hash(document: str) -> str:
    return sha256(_text(document).encode()).hexdigest()


LAKE = {
    "pack.yaml": """\
id: lake
title: The towns of the lake
version: "1.0"
language: en
language_name: English
command: lake
curators: [curator]
notice: Curated by hand.
""",
    "actors.yaml": """\
actors:
  - id: alder
    kind: town
    label: Alder
    names: [Alderside]
  - id: birch
    kind: town
    label: Birch
  - id: cedars
    kind: town
    label: the Cedars
  - id: ferrymen
    kind: guild
    label: the ferrymen
people:
  - id: mora
    label: Mora Lind
    role: harbour master of Alder
    of: alder
ambiguous:
  - name: Northside
    means: [alder, birch]
""",
    "topics.yaml": """\
topics:
  - id: money
    label: money
  - id: tolls
    label: tolls
    broader: [money]
  - id: piers
    label: piers
""",
    "sources.yaml": f"""\
sources:
  - id: gazette
    title: The Lake Gazette
    kind: news
    published: "2024-05~"
    reliability: B
    reliability_why: It names who told it.
    descriptor: A weekly of Alder.
    document: gazette.txt
    sha256: {_hash("gazette.txt")}
    origin: gazette
    not_used:
      - {{paragraph: 1, why: The heading.}}
  - id: leaflet
    title: "[leaflet]"
    kind: rewritten
    published: "2024-06"
    reliability: E
    reliability_why: A copy of a copy.
    descriptor: It advertises.
    document: leaflet.txt
    sha256: {_hash("leaflet.txt")}
  - id: register
    title: Register of piers
    kind: public-record
    published: "2024-07-01"
    reliability: A
    reliability_why: It is kept by law.
    descriptor: Lengths and dates only.
""",
    "denials.yaml": f"""\
denials:
  - id: alder-denies-toll
    of: [toll]
    by: [alder]
    when: "2024-05~"
    evidence:
      - {{{_cited("gazette.txt", 3)}, standing: said, by: [{{actor: alder}}]}}
""",
    "questions.yaml": """\
questions:
  - id: tolls-paid
    question: Are tolls paid?
    positions:
      - text: Alder takes them.
        facts: [toll]
      - text: No ferry has paid.
        facts: [ferry]
    settles: The books of the ferrymen.
""",
    "relations/alder-birch.yaml": f"""\
id: alder-birch
label: Alder and Birch
members: [alder, birch]
bottom_line:
  text: They share a pier; Birch alleges a toll, Alder denies it.
  facts: [pier, toll]
facts:
  - id: pier
    says: Alder and Birch opened a pier of 120 metres.
    short: Alder and Birch opened a pier of 120 metres.
    relations: [alder-birch]
    topics: [piers]
    event: {{type: COOPERATE, actor: [alder], recipient: [birch], when: "2024-05-04"}}
    weight: 3
    figures:
      - {{of: length, exact: 120, unit: metres, as_printed: "120"}}
    evidence:
      - {{{_cited("gazette.txt", 2)}, standing: reported}}
    notes:
      - {{text: The register has 5 May., source: register, on: date}}
    reviewed: {{on: 2024-08-01, by: curator}}
    review_by: 2025-08-01
  - id: toll
    says: Birch says that Alder takes a toll of up to 40 crowns.
    short: Alder takes a toll of up to 40 crowns.
    relations: [alder-birch]
    topics: [tolls]
    weight: 2
    figures:
      - {{of: toll, max: 40, unit: crowns, as_printed: "40"}}
    evidence:
      - {{{_cited("gazette.txt", 3)}, standing: alleged, by: [{{actor: birch}}]}}
    reviewed: {{on: 2024-08-02, by: curator}}
    review_by: 2025-08-02
  - id: ferry
    says: Mora Lind said that no ferry had paid a toll.
    short: No ferry had paid a toll.
    relations: [alder-birch]
    names: [mora]
    topics: [tolls]
    modality: did-not-happen
    weight: 1
    evidence:
      - {{{_cited("gazette.txt", 4)}, standing: said, by: [{{actor: alder, person: mora}}]}}
    limits: [toll]
    reviewed: {{on: 2024-08-03, by: curator}}
    review_by: 2025-08-03
""",
    "relations/lake.yaml": f"""\
id: lake
label: the lake
members: [alder, birch, cedars]
bottom_line:
  text: This pack holds little on all of them.
  gap: true
facts:
  - id: guests
    says: A reworded copy gives the Cedars 1,500 guests.
    short: The Cedars had 1,500 guests, by a reworded copy.
    relations: [lake]
    topics: [money]
    weight: 1
    figures:
      - {{of: guests, exact: 1500, unit: guests, as_printed: "1,500"}}
    evidence:
      - {{{_cited("leaflet.txt", 1)}, standing: reported}}
    reviewed: {{on: 2024-08-04, by: curator}}
    review_by: 2025-08-04
""",
}
ALDER_BIRCH = "relations/alder-birch.yaml"


class Change(NamedTuple):
    """One passage of one file of the lake, and what to write in its place."""

    file: str
    old: str
    new: str


def write_lake(folder: Path, *changes: Change) -> Path:
    """Write the lake into a new folder below `folder` and return it."""
    files = dict(LAKE)
    for file, old, new in changes:
        assert files[file].count(old) == 1, f"{old!r} does not stand once in {file}"
        files[file] = files[file].replace(old, new)
    root = folder.resolve() / "lake"
    (root / "relations").mkdir(parents=True)
    for file, text in files.items():
        (root / file).write_text(text, encoding="utf-8")
    return root


def write_documents(folder: Path) -> Path:
    """Write the documents of the lake into a new folder below `folder` and return it."""
    root = folder.resolve() / "documents"
    root.mkdir()
    for name in DOCUMENTS:
        (root / name).write_text(_text(name), encoding="utf-8")
    return root


def faults_of(root: Path) -> list[str]:
    """Return the lines with which the pack in `root` is refused, without the name of its folder."""
    with pytest.raises(PackError) as caught:
        load(root)
    return [str(fault).replace(f"{root}/", "") for fault in caught.value.faults]


def refused(folder: Path, *changes: Change) -> list[str]:
    """Return the lines with which the lake is refused after the changes."""
    return faults_of(write_lake(folder, *changes))
