"""Why: operators read a log with programs, so each line of it on standard error is one JSON object,
whichever library wrote it, and none holds a secret. It must say nothing to users: they are answered
in sentences."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

import structlog

from bot.redaction import Redaction

if TYPE_CHECKING:
    from collections.abc import Mapping


def start_log(environment: Mapping[str, str] | None = None) -> None:
    """Write everything from level INFO on to standard error, one JSON object a line.

    `event` says what happened in words that stay the same; what it happened to stands in keys of
    its own. Warnings of Python and of libraries become such lines, too. Secrets of the environment
    (default: the process's own) are hidden.
    """
    redacted = Redaction(os.environ if environment is None else environment)
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
            lambda _logger, _method, line: redacted(str(line)),
        ],
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    # It tells of its own parts at each start.
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)
