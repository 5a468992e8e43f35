"""Why: what every platform talks to: one pack, held and swapped as a whole, and the questions put
to it. It must not know any platform; and a bad new pack must never take a good one away."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.errors import PackError
from bot.knowledge.loader import load
from bot.knowledge.nodes import read_document
from bot.lookup.answer import Answerer, Context

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from bot.knowledge.library import Library
    from bot.reply import Reply

_log = logging.getLogger(__name__)


class App:
    """The core as adapters use it."""

    def __init__(self, root: Path) -> None:
        """Load the pack in the folder `root`; raises PackError with all that is wrong with it."""
        self._root = root
        self._answerer = Answerer(load(root))
        self._seen = self._changed_at()
        #: why the last attempt to load a newer pack failed; None while all is well
        self.trouble: str | None = None

    @property
    def library(self) -> Library:
        """The pack that answers now."""
        return self._answerer.library

    def ask(self, text: str, today: date) -> Reply:
        """Return the answer to what somebody typed, as of the day `today`."""
        return self._answerer.ask(text, Context(today=today))

    def complete(self, prefix: str) -> tuple[str, ...]:
        """Return at most 25 whole questions that begin as typed."""
        return self._answerer.complete(prefix)

    def reload(self) -> bool:
        """Load the pack anew and swap it in at once; a bad one is logged and the old one stays.

        Return whether the pack was swapped.
        """
        self._seen = self._changed_at()
        try:
            answerer = Answerer(load(self._root))
        except PackError as error:
            self.trouble = f"the new pack has {len(error.faults)} faults: {error.faults[0]}"
            _log.error("pack refused", extra={"faults": [str(fault) for fault in error.faults]})
            return False
        self._answerer = answerer
        self.trouble = None
        _log.info("pack loaded", extra={"version": answerer.library.pack.version})
        return True

    def refresh(self) -> bool:
        """Load the pack anew if the version in its pack.yaml changed; return whether it did."""
        changed_at = self._changed_at()
        if changed_at == self._seen:
            return False
        self._seen = changed_at
        document = read_document(self._root / "pack.yaml", "pack.yaml")
        data = document.data if isinstance(document.data, dict) else {}
        return data.get("version") != self.library.pack.version and self.reload()

    def _changed_at(self) -> int:
        path = self._root / "pack.yaml"
        return path.stat().st_mtime_ns if path.exists() else 0
