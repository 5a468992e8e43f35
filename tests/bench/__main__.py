"""Why: `make bench` measures what the design promises, all in one run, and prints the tables for
README. It must not be part of the tests: a slow machine is not wrong."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from bot.knowledge.loader import load
from tests.bench.asking import measure
from tests.bench.compared import compared_markdown
from tests.bench.delivering import delivered
from tests.bench.loading import loading_rows
from tests.bench.platforms import pinned_words, platform_rows
from tests.bench.processes import process_rows
from tests.bench.readme import put
from tests.bench.subject import SHIPPED
from tests.bench.table import markdown
from tests.bench.timing import count_processor_time, machine, pinned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.bench.table import Row

_CHECKOUT = Path(__file__).parents[2]
_ROOT = _CHECKOUT / "facts"
_SIZES = (SHIPPED, 10_000, 100_000, 1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How it is measured."""

    quick: bool
    processor_time: bool


def _core(wish: Wish) -> str:
    """Return what the core takes."""
    clock = count_processor_time if wish.processor_time else None
    if clock:
        clock()
    with pinned() as alone:
        table = markdown(_rows(quick=wish.quick, clock=clock))
        counted = "processor time" if wish.processor_time else "real time"
        return f"{table}\n\nMeasured in {counted} on {machine(pinned=alone)}."


def _rows(*, quick: bool, clock: Callable[[], None] | None) -> Iterator[Row]:
    rounds = 400 if quick else 4000
    for size in _SIZES[:-1] if quick else _SIZES:
        _note(f"{size or 'the shipped'} facts")
        with ProcessPoolExecutor(1, get_context("spawn"), clock) as alone:
            yield from alone.submit(measure, _ROOT, size, rounds).result()
    _note("loading")
    yield from loading_rows(_ROOT, 5 if quick else 25)
    _note("whole processes")
    yield from process_rows(_ROOT, len(load(_ROOT).facts), 5 if quick else 15)


def _note(what: str) -> None:
    sys.stderr.write(f"measuring {what} …\n")


def _platforms(wish: Wish) -> str:
    """Return what chat platforms take, beside bots of the same SDKs that do nothing."""
    compared = compared_markdown(platform_rows(quick=wish.quick))
    return f"{compared}\n\nMedians, {pinned_words()}; {machine(pinned=False)}."


def _briefs(wish: Wish) -> str:
    """Return what delivering a morning's briefs takes."""
    _note("briefs")
    table = delivered(_ROOT, 10_000 if wish.quick else 100_000)
    return f"{table}\n\nOn {machine(pinned=False)}, which PostgreSQL and the platform share."


#: each table by its name, in the order in which they are printed
_TABLES: dict[str, Callable[[Wish], str]] = {
    "core": _core,
    "platforms": _platforms,
    "briefs": _briefs,
}


def main() -> None:
    """Measure, and print each table when it is done."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="Measure what the design promises."
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds, up to 100,000 facts")
    parser.add_argument(
        "--processor-time",
        action="store_true",
        help="in the core's table leave out the waiting for a processor, on a busy machine",
    )
    parser.add_argument("--readme", action="store_true", help="put the tables into README.md, too")
    for name in _TABLES:
        told = f"measure the {name}; without any such option everything is measured"
        parser.add_argument(f"--{name}", action="store_true", help=told)
    given = parser.parse_args()
    wish = Wish(quick=given.quick, processor_time=given.processor_time)
    wanted = [name for name in _TABLES if getattr(given, name)] or [*_TABLES]
    for name in wanted:
        text = _TABLES[name](wish)
        sys.stdout.write(f"{text}\n\n")
        sys.stdout.flush()
        if given.readme:
            put(name, text, _CHECKOUT / "README.md")


if __name__ == "__main__":
    main()
