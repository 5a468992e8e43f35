"""Why: many tests need a small sound pack with exactly one thing wrong in it. The lake is a made-up
subject in files, whose lines and columns a test can name. It must stay small."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from typing import NamedTuple

import pytest

from bot.errors import PackError
from bot.knowledge.evidence import paragraphs
from bot.knowledge.loader import load

_LAKE = Path(__file__).parent / "knowledge" / "lake"
_DOCUMENTS = _LAKE / "documents"

#: the texts of the lake's files by their names within the pack
LAKE = {
    path.relative_to(_LAKE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(_LAKE.rglob("*.yaml"))
}
#: the paragraphs of the lake's documents by their file names
DOCUMENTS = {path.name: paragraphs(path) for path in sorted(_DOCUMENTS.iterdir())}
ALDER_BIRCH = "relations/alder-birch.yaml"


class Change(NamedTuple):
    """One passage of one file of the lake, and what to write in its place."""

    file: str
    old: str
    new: str


def write_lake(folder: Path, *changes: Change) -> Path:
    """Write the lake, changed so, into a new folder below `folder` and return it."""
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
    return Path(copytree(_DOCUMENTS, folder.resolve() / "documents"))


def faults_of(root: Path) -> list[str]:
    """Return the lines with which the pack in `root` is refused, without the name of its folder."""
    with pytest.raises(PackError) as caught:
        load(root)
    return [str(fault).replace(f"{root}/", "") for fault in caught.value.faults]


def refused(folder: Path, *changes: Change) -> list[str]:
    """Return the lines with which the lake is refused after the changes."""
    return faults_of(write_lake(folder, *changes))
