"""Why: the figures in README are those that were measured, put there by what measured them. It must
touch nothing but what stands between a table's two marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def put(name: str, text: str, path: Path) -> None:
    """Replace what stands between the marks of the table of that name.

    Raises ValueError where the file does not have both marks once, in this order.
    """
    begin, end = f"<!-- bench {name} -->", f"<!-- bench {name} ends -->"
    whole = path.read_text(encoding="utf-8")
    before, found, rest = whole.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed or begin in rest or end in after:
        msg = f"{path.name} does not have the marks {begin} and {end} once each."
        raise ValueError(msg)
    path.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")
