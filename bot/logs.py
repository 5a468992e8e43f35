"""Why: operators read a log with programs, so each line of it on standard error is one JSON object,
whichever library wrote it. It must say nothing to users: they are answered in sentences."""

from __future__ import annotations

import logging
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from structlog.stdlib import ProcessorFormatter


def start_log() -> None:
    """Write everything from level INFO on to standard error, one JSON object a line.

    `event` says what happened in words that stay the same; what it happened to stands in keys of
    its own. Warnings of Python and of libraries become such lines, too.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)


class _JsonLines(logging.Formatter):
    """Words a record when there is one: structlog loads as slowly as a pack."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        return self._structured.format(record)

    @cached_property
    def _structured(self) -> ProcessorFormatter:
        import structlog  # noqa: PLC0415 - most conversations log nothing

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
            ],
        )
