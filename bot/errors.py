"""Why: one family of errors, so that every door (terminal, chat, operator) can tell a user's slip
from a fault of ours and print a sentence instead of a traceback. It must import nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass


class AxisError(Exception):
    """Something that a person can mend; its text is a whole sentence for that person."""


class UnreadableQuestionError(AxisError):
    """A question holds a filter that cannot be read; the text names value and expectation."""


class WishError(AxisError):
    """What somebody wants of their briefs cannot be read; the text names word and expectation."""


class SetupError(AxisError):
    """The bot cannot start as it is set up; the text names the setting and the mend."""


class StoreError(AxisError):
    """What the bot remembers cannot be read or written now; it may be later."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a pack.

    `line` and `column` count from 1; 0 means that the whole file is meant. `text` names the value,
    what was expected and, where it is not plain, the mend.
    """

    file: str
    line: int
    column: int
    text: str

    def __str__(self) -> str:
        """Return `file:line:column text`, the form that editors turn into a link."""
        if not self.line:
            return f"{self.file} {self.text}"
        return f"{self.file}:{self.line}:{self.column} {self.text}"


class PackError(AxisError):
    """A pack cannot be read; `faults` holds everything that is wrong with it, in file order."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults sorted, and make their lines the message."""
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))
