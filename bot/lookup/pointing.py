"""Why: a selection becomes printed points in one place, whatever was asked. It must not select."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.knowledge.lines import point_line, voice_label
from bot.reply import Point, ReplyBottomLine, ReplyDenial, ReplyFact, ReplyVoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.knowledge.model import Relation, Voice
    from bot.knowledge.view import Reading, View
    from bot.lookup.select import Pick
    from bot.lookup.sourcing import Numbering

_MOST_KEPT = 4096


class Pointer:
    """Makes points out of picks for one view, and keeps them as they were numbered."""

    def __init__(self, view: View) -> None:
        """Prepare for one view."""
        self.view = view
        self._cited = lru_cache(maxsize=_MOST_KEPT)(self._find_cited)
        self._point = lru_cache(maxsize=_MOST_KEPT)(self._make_point)

    def point(self, pick: Pick, numbering: Numbering) -> Point:
        """Return the printed point, its sources numbered in the answer's list."""
        return self._point(pick, numbering.each(self._cited(pick)))

    def _find_cited(self, pick: Pick) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(one for reading in self._readings(pick) for one in reading.sources)
        )

    def _readings(self, pick: Pick) -> tuple[Reading, ...]:
        found = (self.view.reading(one) for one in pick.facts)
        return tuple(reading for reading in found if reading is not None)

    def _make_point(self, pick: Pick, each: tuple[int, ...]) -> Point:
        """Return the point whose cited sources, in their order, bear these numbers."""
        readings = self._readings(pick)
        line = point_line(readings, self.view.library, pick.mark)
        numbers = dict(zip(self._cited(pick), each, strict=True))
        facts = [self._fact(reading, numbers) for reading in readings]
        lead = readings[0]
        return Point(
            text=line.text,
            lead=facts[0],
            joined=tuple(facts[1:]),
            by_date=None if lead.fact.when else str(lead.published),
            notes=line.notes,
            sources=tuple(sorted({n for fact in facts for n in fact.sources})),
        )

    def _fact(self, reading: Reading, numbers: dict[str, int]) -> ReplyFact:
        when = reading.fact.when
        return ReplyFact(
            fact=reading.fact.id,
            standing=reading.standing,
            by=tuple(self._voice(voice) for voice in reading.by) if reading.by else (),
            denied_by=tuple(
                ReplyDenial(actor=d.actor, when=str(d.when)) for d in reading.denied_by
            ),
            when=str(when) if when else None,
            modality=reading.fact.modality,
            sources=tuple(sorted(numbers[one] for one in reading.sources)),
        )

    def _voice(self, voice: Voice) -> ReplyVoice:
        library = self.view.library
        behind = voice.passes_on
        return ReplyVoice(
            actor=voice.actor,
            person=voice.person,
            who=voice.who,
            passes_on=voice_label(behind, library) if behind else None,
            label=voice_label(voice, library),
        )

    def bottom_line(
        self, relation: Relation, today: View, numbering: Numbering
    ) -> ReplyBottomLine | None:
        """Return the relation's bottom line; None where it did not hold on the view's day."""
        line = relation.bottom_line
        if not self.view.carries(relation, today):
            return None
        carrying = (self.view.reading(one) for one in line.facts)
        sources: Sequence[str] = [
            one for reading in carrying if reading is not None for one in reading.sources
        ]
        return ReplyBottomLine(
            text=line.text, facts=line.facts, gap=line.gap, sources=numbering.numbers(sources)
        )
