"""Why: a bot that reloads while it runs must not be away for long, and the command reads the pack
at every start. It must not measure questions."""

from __future__ import annotations

import gc
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from bot.knowledge.draft import read_draft
from bot.knowledge.loader import load
from tests.bench.synthetic import grown
from tests.bench.table import Row
from tests.bench.timing import Times, singly
from tests.bench.written import write_pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_GROWN = 5000
_MOST_A_FACT = 150  # µs


def loading_rows(root: Path, rounds: int) -> Iterator[Row]:
    """Yield what loading takes a fact, for the pack in the folder `root` and for a grown one."""
    library = load(root)
    yield from _rows(root, len(library.facts), rounds)
    with tempfile.TemporaryDirectory() as folder:
        big = grown(library, _GROWN)
        written = Path(folder) / "pack"
        write_pack(big, root, written)
        yield from _rows(written, len(big.facts), max(2, rounds // 5))


def _rows(root: Path, facts: int, rounds: int) -> Iterator[Row]:
    texts = [path.read_text(encoding="utf-8") for path in root.rglob("*.yaml")]
    whole, read, composed = (
        Times(tuple(one / facts for one in times.each))
        for times in singly(
            [
                partial(load, root),
                partial(_uncollected, partial(read_draft, root, "")),
                partial(_uncollected, partial(_compose, texts)),
            ],
            rounds,
        )
    )
    met = whole.median <= _MOST_A_FACT
    row = Row(what="loading, a fact", facts=f"{facts:,}", times=whole)
    yield replace(row, goal=f"≤ {_MOST_A_FACT} µs", met=met)
    yield Row(what="of that, reading and shapes", facts=f"{facts:,}", times=read)
    yield Row(what="PyYAML in C alone, for the same files", facts=f"{facts:,}", times=composed)


def _uncollected(work: Callable[[], object]) -> None:
    gc.disable()  # as the loader does
    try:
        work()
    finally:
        gc.enable()


def _compose(texts: list[str]) -> None:
    for text in texts:
        yaml.compose(text, Loader=yaml.CBaseLoader)
