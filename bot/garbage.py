"""Why: Python looks through all that a process holds for garbage, again and again, and what a bot
loads at its start stays for good: looking there costs an answer a tenth of its time, and a start
even more. It must leave what is made later to be found."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def loading() -> Iterator[None]:
    """Look for no garbage meanwhile, nor among what was loaded afterwards."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def renew() -> None:
    """Find what of the start has become garbage, after something large of it was replaced."""
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
        gc.freeze()
