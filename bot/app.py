"""Why: what every platform talks to: one pack, held and swapped as a whole, and the questions put
to it. It must not know any platform; and a bad new pack must never take a good one away."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.briefing.asking import brief_asked, brief_for, verb_asked
from bot.buttons import moved_on, pack_in_ids
from bot.errors import PackError
from bot.knowledge.loader import load
from bot.knowledge.nodes import read_document
from bot.lookup.answer import Answerer, Context
from bot.rendering import brief_reply
from bot.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from bot.buttons import Press
    from bot.knowledge.library import Library

_log = logging.getLogger(__name__)
#: answers that are kept, as one question is asked by many
_MOST_KEPT = 256


def _no_channel(verb: str) -> str:
    return (
        f'"brief {verb}" is about the daily brief of a channel, and here is no channel. '
        "For today's brief, type brief."
    )


class App:
    """The core as adapters use it."""

    def __init__(self, root: Path) -> None:
        """Load the pack in the folder `root`; raises PackError with all that is wrong with it."""
        self._root = root
        self._seen = self._stamp()
        self._answer_from(Answerer(load(root)))
        #: why the last attempt to load a newer pack failed, for operators; None while all is well
        self.trouble: str | None = None

    def _answer_from(self, answerer: Answerer) -> None:
        # Whatever the last pack answered goes with it.
        self._answerer = answerer
        self._answers = lru_cache(_MOST_KEPT)(answerer.ask)

    @property
    def library(self) -> Library:
        """The pack that answers now."""
        return self._answerer.library

    @property
    def notice(self) -> str | None:
        """What users are told while a newer pack is refused; None while all is well."""
        if self.trouble is None:
            return None
        version = self.library.pack.version
        return f"A newer version of this pack could not be read; answers come from {version}."

    def ask(self, text: str, today: date, commanded: Callable[[str], str] = _no_channel) -> Reply:
        """Return the answer to what somebody typed, as of the day `today`; a brief for `brief`.

        `commanded` tells, for what can be done with a channel's brief, by which command it is done.
        """
        about = brief_asked(text, self.library)
        if about is not None:
            return brief_reply(brief_for(self.library, today, about), about.actors, about.topics)
        verb = verb_asked(text, self.library)
        if verb is not None:
            return Reply(kind="error", title=commanded(verb))
        reply = self._answers(text, Context(today=today))
        if self.notice and reply.kind == "help":
            return replace(reply, notices=(*reply.notices, self.notice))
        return reply

    def look_up(self, message: str, today: date) -> Reply:
        """Return the answer for the pair that a message names most, offering what else it names."""
        return self._answerer.look_up(message, Context(today=today))

    def press(self, press: Press, today: date) -> Reply:
        """Return the answer that a button asks for, from today's pack, and say if it moved on."""
        reply = self.ask(press.text, today)
        if press.pack == pack_in_ids(reply.pack):
            return reply
        return replace(reply, notices=(*reply.notices, moved_on(press.pack, reply.pack)))

    def complete(self, prefix: str) -> tuple[str, ...]:
        """Return at most 25 whole questions that begin as typed."""
        return self._answerer.complete(prefix)

    def reload(self) -> bool:
        """Load the pack anew and swap it in at once; a bad one is logged and the old one stays.

        Return whether the pack was swapped.
        """
        self._seen = self._stamp()
        try:
            answerer = Answerer(load(self._root))
        except PackError as error:
            faults = tuple(map(str, error.faults))
            self._refuse(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}", faults)
            return False
        except Exception as error:  # noqa: BLE001 - whatever it trips over, the old pack answers
            _log.exception("pack not loaded")
            self._refuse("a fault that the loader does not know", (repr(error),))
            return False
        self._answer_from(answerer)
        self.trouble = None
        _log.info("pack loaded", extra={"version": answerer.library.pack.version})
        return True

    def _refuse(self, what: str, faults: tuple[str, ...]) -> None:
        self.trouble = f"the new pack has {what}: {faults[0]}"
        _log.error("pack refused", extra={"kept": self.library.pack.version, "faults": faults})

    def refresh(self) -> bool:
        """Load the pack anew if the version in its pack.yaml changed; return whether it did.

        After a pack was refused, any change of its files is reason enough to try again.
        """
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        self._seen = stamp
        document = read_document(self._root / "pack.yaml", "pack.yaml")
        data = document.data if isinstance(document.data, dict) else {}
        changed = data.get("version") != self.library.pack.version
        return (changed or self.trouble is not None) and self.reload()

    def _stamp(self) -> tuple[tuple[str, int, int, int], ...]:
        """Return what tells one state of the pack's files from another, without reading them."""
        found = []
        for folder in (self._root, self._root / "relations"):
            with suppress(OSError):  # what is not there now is told apart by its absence
                for entry in os.scandir(folder):
                    state = entry.stat()
                    found.append((entry.path, state.st_ino, state.st_mtime_ns, state.st_size))
        return tuple(sorted(found))
