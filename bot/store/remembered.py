"""Why: who may see an answer is needed before it is shown, at each command, and changes once a
month. It must forget after its time, as another replica may have changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_MOST = 10_000


class Remembered:
    """Words by key, each for a number of seconds."""

    def __init__(self, seconds: float, clock: Callable[[], float], most: int = _MOST) -> None:
        """Remember at most `most` words; when there are more, all are forgotten."""
        self._seconds = seconds
        self._clock = clock
        self._most = most
        self._words: dict[Hashable, tuple[float, str]] = {}

    def get(self, key: Hashable) -> str | None:
        """Return the word; None where it is not known, or no longer."""
        until, word = self._words.get(key, (0.0, ""))
        return word if self._clock() < until else None

    def put(self, key: Hashable, word: str) -> None:
        """Remember the word from now."""
        if len(self._words) >= self._most:
            self._words.clear()
        self._words[key] = (self._clock() + self._seconds, word)

    def clear(self) -> None:
        """Forget all."""
        self._words.clear()
