"""Why: an answer has to say the same wherever it is read, so lines that were read off any platform
are told apart here by what they look like to a person. It must know no Reply and no platform."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: labels that stand for something to do with an answer; every other label is a question to ask
CONTROLS = frozenset({"More", "Back", "Timeline", "Sources", "Share"})
_OFFERS, _CUT = "You can ask: ", "…"
_AGAIN = ", continued"
_PAGE = re.compile(r"page \d+ of \d+")
_FOOTER = re.compile(
    r"(?:page \d+ of \d+ · )?"
    r"(?:(?:(?P<first>\d+)–)?(?P<last>\d+) of (?P<total>\d+ facts?) · )?"
    r"(?P<rest>(?:newest source is \d+ months? old · )?pack .+)"
)


@dataclass(frozen=True, slots=True)
class Footer:
    """Which facts of how many were shown, and what is said of the pack."""

    first: int
    last: int
    total: str
    rest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one message says: `points` and `others` in the order in which they are read.

    `points` are lines with a bullet, with their source numbers; `others` are all lines that are no
    other part: bottom line, positions, notices, what was not understood, lines of help.
    """

    title: str
    points: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    notes: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()
    controls: frozenset[str] = frozenset()
    footer: Footer | None = None


def understand(lines: Iterable[str], labels: Iterable[str]) -> Said:
    """Return what the lines say, and what can be pressed under them."""
    title, *rest = (" ".join(line.split()) for line in lines)
    points, others, notes, sources = [], [], set[str](), set[str]()
    asked = {" ".join(label.split()) for label in labels}
    offers, footer = asked - CONTROLS, None
    for line in rest:
        if line.startswith("• "):
            points.append(line)
        elif line.startswith("* "):
            notes |= set(line.removeprefix("* ").split(" * "))
        elif re.match(r"\[\d+\] ", line):
            sources |= set(re.split(r" · (?=\[\d+\] )", line))
        elif line.startswith(_OFFERS):
            offers |= set(line.removeprefix(_OFFERS).split(" · "))
        elif match := _FOOTER.fullmatch(line):
            footer = _footer(match)
        elif not _PAGE.fullmatch(line):
            others.append(line)
    return Said(
        title=title.removesuffix(_AGAIN),
        points=tuple(points),
        others=tuple(others),
        notes=frozenset(notes),
        sources=frozenset(sources),
        offers=frozenset(_whole(offers)),
        controls=frozenset(asked & CONTROLS),
        footer=footer,
    )


def _footer(match: re.Match[str]) -> Footer:
    last = int(match["last"] or 0)
    return Footer(int(match["first"] or min(last, 1)), last, match["total"] or "", match["rest"])


def _whole(offers: set[str]) -> set[str]:
    """Return the offers without labels that were too long and are said in whole elsewhere."""
    cut = {
        one
        for one in offers
        if one.endswith(_CUT)
        and any(other != one and other.startswith(one[:-1]) for other in offers)
    }
    return offers - cut


def together(pages: Sequence[Said]) -> Said:
    """Return what the pages of one answer say, one after the other.

    What is said again on a later page counts once. Buttons that turn pages are left out.
    """
    first = pages[0]
    found = replace(
        first,
        points=tuple(dict.fromkeys(one for page in pages for one in page.points)),
        others=tuple(dict.fromkeys(one for page in pages for one in page.others)),
        notes=frozenset().union(*(page.notes for page in pages)),
        sources=frozenset().union(*(page.sources for page in pages)),
        offers=frozenset().union(*(page.offers for page in pages)),
        controls=frozenset().union(*(page.controls for page in pages)) - {"More", "Back"},
    )
    feet = [page.footer for page in pages if page.footer]
    if not feet:
        return found
    firsts, lasts = [one.first for one in feet], [one.last for one in feet]
    return replace(found, footer=replace(feet[0], first=min(firsts), last=max(lasts)))
