"""Why: what a terminal printed, read as a person reads it. It must know no Reply and nothing of how
the adapter prints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.platforms.reading_lines import understand

if TYPE_CHECKING:
    from tests.platforms.reading_lines import Said

_BUTTON = re.compile(r"\((\d+)\) (.+?)(?=  \(\d+\) |$)")


def read_terminal(text: str) -> Said:
    """Return what one printed answer says; its buttons stand numbered in its last line."""
    lines = text.split("\n")
    labels = []
    if lines[-1].startswith("(1) "):
        labels = [match[2] for match in _BUTTON.finditer(lines.pop())]
    return understand(lines, labels)
