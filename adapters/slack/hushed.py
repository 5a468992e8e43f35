"""Why: the address of a socket lets in whoever has it, and Slack's library logs it when it cannot
connect. What it logs keeps its words and loses the address. It must drop no record."""

from __future__ import annotations

import logging
import re

_ADDRESS = re.compile(r"wss?://[^\s'\"<>]+")
_HIDDEN = "[socket]"


class NoAddress(logging.Filter):
    """Hides addresses of sockets in the records of a logger."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True, the record being rid of addresses."""
        record.msg, record.args = _ADDRESS.sub(_HIDDEN, record.getMessage()), ()
        # The message has said what the error was; a traceback would say the address again.
        if record.exc_info and _ADDRESS.search(str(record.exc_info[1])):
            record.exc_info = None
        return True


#: one for all sockets, as a logger keeps each filter once
NO_ADDRESS = NoAddress()
