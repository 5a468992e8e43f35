"""Why: at a shell each question is a process, most of whose time goes into starting Python. It must
not measure anything that is measured in a process."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.table import Row
from tests.bench.timing import singly

if TYPE_CHECKING:
    from collections.abc import Iterator

_ASK = [str(Path(sys.executable).with_name("axis")), "ask", "russia", "iran"]
# What `axis ask` has imported when it ends, itself left out.
_LIST = """
import runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    names = [name for name in sys.modules if name.split(".")[0] not in {"bot", "__main__"}]
    print(*names, sep=",", file=sys.stderr)
"""
_IMPORT = """
import contextlib, importlib
for name in {names!r}:
    with contextlib.suppress(ImportError):
        importlib.import_module(name)
"""


def process_rows(root: Path, facts: int, rounds: int) -> Iterator[Row]:
    """Yield what `axis ask` takes from the folder `root`'s checkout, and Python without it."""
    run = partial(subprocess.run, cwd=root.parent, check=True, capture_output=True, text=True)
    listed = run([sys.executable, "-c", _LIST, *_ASK]).stderr.strip().rpartition("\n")[2]
    imports = _IMPORT.format(names=listed.split(","))
    commands = {
        "`axis ask russia iran`, the whole process": _ASK,
        "Python importing the same packages": [sys.executable, "-c", imports],
        "Python alone": [sys.executable, "-c", "pass"],
    }
    taken = singly([partial(run, command) for command in commands.values()], rounds)
    for what, times in zip(commands, taken, strict=True):
        yield Row(what=what, facts=f"{facts}", times=times, beside=taken[-1], name="Python alone")
