"""Why: operators' programs read the log, so whatever is logged, and by whom, is one JSON object a
line on standard error. A process of its own logs here, since a log is set up once in a process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.terminal.running import LIMIT, environment, log_lines

CHECKOUT = Path(__file__).parent.parent
PROGRAM = """
import logging, warnings
from bot.logs import start_log
start_log()
start_log()
log = logging.getLogger("some.library")
log.debug("too fine")
log.info("joined %d rooms", 3)
log.warning("odd\\nname", extra={"name_of_it": "Åland", "path": __import__("pathlib").Path("x")})
try:
    1 / 0
except ZeroDivisionError:
    log.exception("slipped")
warnings.simplefilter("default")
warnings.warn("old ways", DeprecationWarning, stacklevel=1)
"""


def logged(folder: Path) -> str:
    """Return all that the program above leaves on standard error."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        check=True,
        cwd=CHECKOUT,
        env=environment(folder),
        timeout=LIMIT,
    )
    assert done.stdout == b""
    return done.stderr.decode("ascii")


def test_every_line_is_one_object(tmp_path: Path) -> None:
    """Every record from level INFO on is one line with time, level, logger, event and its keys,
    once; an exception's traceback and a warning stand inside a line as well."""
    joined, odd, slipped, warned = log_lines(logged(tmp_path))
    assert joined == {"event": "joined 3 rooms", "level": "info", "logger": "some.library"}
    assert odd == {
        "event": "odd\nname",
        "level": "warning",
        "logger": "some.library",
        "name_of_it": "Åland",
        "path": "PosixPath('x')",
    }
    traceback = str(slipped.pop("exception"))
    assert slipped == {"event": "slipped", "level": "error", "logger": "some.library"}
    assert traceback.startswith("Traceback (most recent call last):\n")
    assert traceback.endswith("ZeroDivisionError: division by zero")
    assert (warned["level"], warned["logger"]) == ("warning", "py.warnings")
    assert "DeprecationWarning: old ways" in json.dumps(warned)
