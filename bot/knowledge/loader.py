"""Why: the one way from a folder of files to a Library, refusing everything that answers could not
stand on, all of it in one run. It must not answer anything, nor read a source document."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import Fault, PackError
from bot.knowledge.draft import Draft, read_draft
from bot.knowledge.library import Library
from bot.knowledge.names import name_faults
from bot.knowledge.printing import printing_faults
from bot.knowledge.references import reference_faults
from bot.knowledge.rules import rule_faults
from bot.knowledge.territories import StaleIndexError, read_index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.knowledge.model import Pack


@dataclass(frozen=True, slots=True)
class Loaded:
    """A library together with the places in its files, for checks that go on from there."""

    library: Library
    draft: Draft


def load(root: Path) -> Library:
    """Return the pack in the folder `root`.

    Raises PackError with every fault of the pack: form, references, rules and names together and,
    where these are sound, whatever cannot be printed as promised.
    """
    with _no_collector():
        # The places go before the collector returns: it would look through all of them once more.
        return load_with_places(root).library


def load_with_places(root: Path) -> Loaded:
    """Return the pack in the folder `root` with the places of its records; raises as `load`."""
    if not root.is_dir():
        text = "is not a folder (expected the folder of a pack, with pack.yaml in it)"
        raise PackError((Fault(_label(root), 0, 0, text),))
    with _no_collector():
        draft = read_draft(root, _label(root))
        _read_territories(draft)
        found = [*reference_faults(draft), *rule_faults(draft), *name_faults(draft)]
        faults = (*draft.all_faults(), *found)
        if faults or draft.pack is None:
            raise PackError(faults)
        library = _library(draft, draft.pack)
        faults = tuple(printing_faults(draft, library))
    if faults:
        raise PackError(faults)
    return Loaded(library, draft)


@contextmanager
def _no_collector() -> Iterator[None]:
    # The collector looks through every node of the growing pack again and again and finds nothing.
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _label(root: Path) -> str:
    path = root.resolve()
    here = Path.cwd()
    return os.path.relpath(path, here) if path.is_relative_to(here) else str(path)


def _read_territories(draft: Draft) -> None:
    if draft.pack is None or draft.pack.territories is None:
        return
    try:
        draft.territories = read_index(draft.root / draft.pack.territories)
    except StaleIndexError as error:
        file = f"{_label(draft.root)}/{draft.pack.territories}"
        draft.faults.append(Fault(file, error.line, 1, str(error)))


def _library(draft: Draft, pack: Pack) -> Library:
    def by_id(name: str) -> dict[str, Any]:
        found = {entry.record.id: entry.record for entry in draft.each(name)}
        return dict(sorted(found.items()))

    return Library(
        pack=pack,
        actors=by_id("actors"),
        people=by_id("people"),
        topics=by_id("topics"),
        sources=by_id("sources"),
        relations=by_id("relations"),
        facts=by_id("facts"),
        denials=by_id("denials"),
        questions=by_id("questions"),
        ambiguous=tuple(entry.record for entry in draft.each("ambiguous")),
        territories=draft.territories,
    )
