"""Why: operators read a log with programs, so each line of it on standard error is one JSON object,
whichever library wrote it. It must say nothing to users: they are answered in sentences."""

from __future__ import annotations

import logging

import structlog


def start_log() -> None:
    """Write everything from level INFO on to standard error, one JSON object a line.

    `event` says what happened in words that stay the same; what it happened to stands in keys of
    its own. Warnings of Python and of libraries become such lines, too.
    """
    formatter = structlog.stdlib.ProcessorFormatter(
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
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
