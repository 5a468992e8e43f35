"""Why: two renderings of a reply that no platform owns: plain text, which screen readers and
notifications get everywhere, and JSON for programs. They must lose nothing that a reply says."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import starmap
from typing import TYPE_CHECKING

from bot.reply import Action, QueryEcho, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.reply import Brief, BriefChange, Point, ReplyFact, ReplyPosition, Section

Json = dict[str, object]

#: keeps source numbers, and the dot before a part of small print, on the line that they belong to
UNBROKEN = "\u00a0"
_PART = " · "


def plain_text(reply: Reply) -> str:
    """Return the reply as lines of text, without its buttons."""
    return "\n".join(_lines(reply))


def _lines(reply: Reply) -> Iterator[str]:
    yield reply.title
    if reply.bottom_line:
        yield f"{reply.bottom_line.text}{numbers_text(reply.bottom_line.sources)}"
    yield from reply.details
    if reply.positions:
        yield from _positions(reply)
    elif not reply.details:
        yield from (point_text(point) for point in reply.points)
    if reply.settles:
        yield f"What would settle it: {reply.settles}"
    if reply.not_understood:
        yield f"Not understood: {', '.join(reply.not_understood)}."
    yield from reply.notices
    if reply.notes and not reply.details:
        yield " ".join(f"* {note}" for note in reply.notes)
    if reply.sources and reply.points:
        yield sources_text(reply)
    if reply.offers and not reply.details:
        yield f"You can ask: {' · '.join(reply.offers)}"
    if reply.points or reply.sources:
        yield footer(reply)


def _positions(reply: Reply) -> Iterator[str]:
    for number, position in enumerate(reply.positions, start=1):
        yield f"Position {number}: {position.text}"
        for point in reply.points:
            if set(point.facts) <= set(position.facts):
                yield point_text(point)


def point_text(point: Point) -> str:
    """Return one point as a line with its source numbers."""
    return f"• {point.text}{numbers_text(point.sources)}"


def stressed(point: Point) -> tuple[str, ...]:
    """Return the point's text in pieces; every second one says who stands behind it or denies it.

    Those are the words that a reader in a hurry must not miss: alleged, said, denied.
    """
    facts = (point.lead, *point.joined)
    begins = re.escape(point.lead.standing.capitalize())
    goes_on = "|".join(sorted({re.escape(fact.standing) for fact in point.joined}))
    words = [rf"^{begins}(?= by )"]
    words += [rf"(?<=; )(?:{goes_on})(?= by |: )"] if goes_on else []
    words += [r"(?<=, )denied(?= by )"] if any(fact.denied_by for fact in facts) else []
    return tuple(re.split(f"({'|'.join(words)})", point.text))


def detail_head(reply: Reply, detail: str) -> str:
    """Return what of a detail is to stand out.

    That is a source's title, the question of an example, or the standing on a fact's card.
    """
    for source in reply.sources:
        if detail.startswith(f"[{source.n}] {source.title}"):
            return f"[{source.n}] {source.title}"
    standings = {"denied", *(point.lead.standing for point in reply.points)}
    word, by, _ = detail.partition(" by ")
    if by and word.lower() in standings:
        return word
    example, dash, _ = detail.partition(" - ")
    return example if dash and (reply.kind == "help" or example in reply.offers) else ""


def sources_text(reply: Reply | Brief) -> str:
    """Return the numbered sources in one line."""
    return " · ".join(f"[{source.n}] {source.line}" for source in reply.sources)


def footer(reply: Reply) -> str:
    """Return how much of the answer this is, how old the newest source is, and the pack."""
    parts = []
    if reply.points and reply.shown_to:
        first = f"{reply.shown_from}–" if reply.shown_from > 1 else ""
        facts = "fact" if reply.total == 1 else "facts"
        parts.append(f"{first}{reply.shown_to} of {reply.total} {facts}")
    parts += _of_pack(reply)
    parts += [reply.notice] if reply.notice and reply.points else []
    return " · ".join(parts)


def _of_pack(reply: Reply | Brief) -> Iterator[str]:
    if reply.newest_source:
        months = "month" if reply.age_months == 1 else "months"
        yield f"newest source is {reply.age_months} {months} old"
    yield f"pack {reply.pack}"


def unbroken_parts(text: str) -> str:
    """Return small print whose lines begin with no dot, where a screen breaks them."""
    return text.replace(_PART, f"{UNBROKEN}{_PART[1:]}")


def numbers_text(numbers: tuple[int, ...]) -> str:
    """Return source numbers as they end a line, with the space before them; empty without any."""
    return f" {''.join(f'[{n}]' for n in numbers)}" if numbers else ""


def brief_text(brief: Brief) -> str:
    """Return the brief as lines of text, without its buttons."""
    lines = [*brief_lines(brief)]
    lines += [" ".join(f"* {note}" for note in brief.notes)] if brief.notes else []
    lines += [sources_text(brief)] if brief.sources else []
    lines += [brief_footer(brief)] if brief.sections else []
    return "\n".join(lines)


def brief_reply(brief: Brief, actors: tuple[str, ...], topics: tuple[str, ...]) -> Reply:
    """Return the brief as an answer to somebody who asked for it: the same lines and buttons."""
    _, *lines = brief_lines(brief)
    lines += [f"* {note}" for note in brief.notes]
    return Reply(
        kind="answer",
        title=brief.title,
        query=QueryEcho(actors=actors, topics=topics),
        details=(*lines, *(f"[{one.n}] {one.line}" for one in brief.sources)),
        sources=brief.sources,
        actions=(*brief.actions, Action(kind="share", label="Share")),
        pack=brief.pack,
        newest_source=brief.newest_source,
        age_months=brief.age_months,
        notice=brief.notice,
    )


def brief_lines(brief: Brief) -> Iterator[str]:
    """Yield what the brief says line by line: all but its small print."""
    yield brief.title
    yield from brief.notices
    for section in brief.sections:
        yield from section_lines(section)


def section_lines(section: Section) -> Iterator[str]:
    """Yield the lines of one part of a brief, its heading first."""
    yield section.heading
    if section.bottom_line:
        yield f"{section.bottom_line.text}{numbers_text(section.bottom_line.sources)}"
    yield from map(change_text, section.changes)
    yield from map(point_text, section.points)
    yield from starmap(position_text, enumerate(section.positions, start=1))


def change_text(change: BriefChange) -> str:
    """Return one change as a line with its source numbers."""
    return f"• {change.text}{numbers_text(change.sources)}"


def position_text(number: int, position: ReplyPosition) -> str:
    """Return one side of an open question as a line with its source numbers."""
    return f"Position {number}: {position.text}{numbers_text(position.sources)}"


def change_head(change: BriefChange) -> str:
    """Return what a line about a change begins with: what kind of change it is."""
    found = re.match(r"[^.:]+[.:](?= )", change.text) if change.fact else None
    return found[0] if found else ""


def shortened(brief: Brief, fits: Callable[[Brief], bool]) -> Brief:
    """Return the brief with as many of its lines as fit, and a notice where some had to go.

    Briefs are short, so that this meets only packs with the longest of words and lists.
    """
    while not fits(brief) and brief.sections:
        *sections, last = brief.sections
        rest = _without_last_line(last)
        sections += [rest] if rest else []
        used = {n for one in sections for n in _cited(one)}
        brief = replace(
            brief,
            sections=tuple(sections),
            notices=tuple(dict.fromkeys((*brief.notices, "Not all of this brief fits here."))),
            sources=tuple(one for one in brief.sources if one.n in used),
        )
    return brief


def _without_last_line(section: Section) -> Section | None:
    if len(section.changes) > 1:
        return replace(section, changes=section.changes[:-1])
    if len(section.points) > 1:
        return replace(section, points=section.points[:-1])
    return None


def _cited(section: Section) -> Iterator[int]:
    if section.bottom_line:
        yield from section.bottom_line.sources
    lines: tuple[BriefChange | Point | ReplyPosition, ...] = (
        *section.changes,
        *section.points,
        *section.positions,
    )
    for line in lines:
        yield from line.sources


def brief_footer(brief: Brief) -> str:
    """Return how old the newest source is, and the pack."""
    return " · ".join([*_of_pack(brief), *filter(None, [brief.notice])])


def as_json(reply: Reply) -> Json:
    """Return the reply as programs get it; dates are EDTF strings, None where nothing is known."""
    line = reply.bottom_line
    return {
        "kind": reply.kind,
        "query": {
            "actors": list(reply.query.actors),
            "people": list(reply.query.people),
            "topics": list(reply.query.topics),
            "years": list(reply.query.years),
            "since": reply.query.since,
            "before": reply.query.before,
            "as_of": reply.query.as_of,
        },
        "title": reply.title,
        "bottom_line": {"text": line.text, "facts": list(line.facts), "gap": line.gap}
        if line
        else None,
        "points": [_point(point) for point in reply.points],
        "sources": [
            {
                "n": source.n,
                "id": source.id,
                "title": source.title,
                "published": source.published,
                "reliability": source.reliability,
            }
            for source in reply.sources
        ],
        "positions": [{"text": p.text, "facts": list(p.facts)} for p in reply.positions],
        "settles": reply.settles,
        "offers": list(reply.offers),
        "not_understood": list(reply.not_understood),
        "total": reply.total,
        "pack": reply.pack,
        "newest_source": reply.newest_source,
    }


def _point(point: Point) -> Json:
    lead = _fact(point.lead)
    return {
        **lead,
        "text": point.text,
        "by_date": point.by_date,
        "with": [_fact(one) for one in point.joined],
        "notes": list(point.notes),
        "sources": list(point.sources),
    }


def _fact(fact: ReplyFact) -> Json:
    return {
        "fact": fact.fact,
        "standing": fact.standing,
        "by": [
            {
                "actor": voice.actor,
                "person": voice.person,
                "who": voice.who,
                "passes_on": voice.passes_on,
                "label": voice.label,
            }
            for voice in fact.by
        ],
        "disputed": fact.disputed,
        "denied_by": [{"actor": one.actor, "when": one.when} for one in fact.denied_by],
        "when": fact.when,
        "modality": fact.modality,
        "sources": list(fact.sources),
    }
