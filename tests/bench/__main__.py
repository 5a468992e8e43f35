"""Why: `make bench` measures what the design promises of the core, all in one run, and prints the
table for README. It must not be part of the tests: a slow machine is not wrong."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from bot.knowledge.loader import load
from tests.bench.asking import measure
from tests.bench.compared import compared_markdown
from tests.bench.loading import loading_rows
from tests.bench.platforms import pinned_words, platform_rows
from tests.bench.processes import process_rows
from tests.bench.subject import SHIPPED
from tests.bench.table import markdown
from tests.bench.timing import count_processor_time, machine, pin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.bench.table import Row

_ROOT = Path(__file__).parents[2] / "facts"
_SIZES = (SHIPPED, 10_000, 100_000, 1_000_000)


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


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the core.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, up to 100,000 facts")
    parser.add_argument(
        "--processor-time",
        action="store_true",
        help="leave out the waiting for a processor, on a machine that has other work",
    )
    parser.add_argument(
        "--platforms",
        action="store_true",
        help="measure chat platforms in place of the core, beside bots that do nothing",
    )
    given = parser.parse_args()
    if given.platforms:
        compared = compared_markdown(platform_rows(quick=given.quick))
        measured = f"Medians, {pinned_words()}; {machine(pinned=False)}"
        sys.stdout.write(f"{compared}\n\n{measured}.\n")
        return
    clock = count_processor_time if given.processor_time else None
    if clock:
        clock()
    pinned = pin()
    table = markdown(_rows(quick=given.quick, clock=clock))
    counted = "processor time" if given.processor_time else "real time"
    sys.stdout.write(f"{table}\n\nMeasured in {counted} on {machine(pinned=pinned)}.\n")


if __name__ == "__main__":
    main()
