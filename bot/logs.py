"""Why: operators need log lines that a program can read, and nothing else of this bot may look like
one: structured JSON on standard error. It must not log what people ask, nor any secret; users are
told in sentences."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from bot.redaction import Redaction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from structlog.stdlib import ProcessorFormatter


def start_log(environment: Mapping[str, str] | None = None) -> None:
    """Write everything from level INFO on to standard error, one JSON object a line.

    `event` says what happened in words that stay the same; what it happened to stands in keys of
    its own. Warnings of Python and of libraries become such lines, too. Secrets of the environment
    (default: the process's own) are hidden.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonLines(os.environ if environment is None else environment))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    # It tells of its own parts at each start.
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)


class _JsonLines(logging.Formatter):
    """Words a record when there is one: structlog loads as slowly as a pack."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Keep the environment whose secrets are hidden."""
        super().__init__()
        self._environment = environment

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        return self._structured.format(record)

    @cached_property
    def _structured(self) -> ProcessorFormatter:
        with _without_colours():
            import structlog  # noqa: PLC0415 - most conversations log nothing

        redacted = Redaction(self._environment)
        return structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(),
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
                lambda _logger, _method, line: redacted(str(line)),
            ],
        )


@contextmanager
def _without_colours() -> Iterator[None]:
    """Keep structlog from loading what colours consoles: it takes ten times as long as the rest."""
    loaded = "rich" in sys.modules
    if not loaded:
        sys.modules["rich"] = None  # type: ignore[assignment]  # what cannot be imported
    try:
        yield
    finally:
        if not loaded:
            del sys.modules["rich"]
