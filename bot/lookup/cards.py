"""Why: a fact's card, an open question, a list of sources and help are answers of their own shape.
They must show what the pack holds and add no judgement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.knowledge.edtf import day_words
from bot.knowledge.lines import capital, denial_words, series, voice_label
from bot.knowledge.naming import normalise_name
from bot.knowledge.shapes import nearest
from bot.lookup.examples import examples
from bot.lookup.query import echo, question_text, shown_word
from bot.lookup.select import Pick
from bot.lookup.sourcing import Numbering, source_details
from bot.lookup.suggest import MOST_OFFERS
from bot.lookup.titles import as_known, title
from bot.reply import Action, Reply, ReplyPosition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.knowledge.library import Library
    from bot.knowledge.model import Fact, Question
    from bot.knowledge.view import Reading, View
    from bot.lookup.pointing import Pointer
    from bot.lookup.query import Query
    from bot.lookup.select import Selection
    from bot.reply import Point

_MOST_SHOWN_PARTS = 5
_LINKS = {
    "limits": "Limits",
    "supports": "Supports",
    "contradicts": "Contradicts",
    "supersedes": "Supersedes",
    "explains": "Explains",
}


def share(text: str) -> Action:
    """Return the button that shows to all what the question `text` asks."""
    return Action(kind="share", label="Share", text=text)


def _printed(point: Point) -> Iterator[str]:
    """Yield the line of a fact that prints only with others; alone it says what the card says."""
    if point.joined:
        numbers = "".join(f"[{n}]" for n in point.sources)
        yield f"Always printed together: {point.text} {numbers}"


class Cards:
    """Makes the answers that are not a list of selected facts."""

    def __init__(self, library: Library) -> None:
        """Keep the library."""
        self._library = library

    def help(self, unknown: tuple[str, ...]) -> Reply:
        """Return what can be asked, with examples from this pack."""
        library = self._library
        found = examples(library)
        subjects = capital(series([library.actors[one].label for one in sorted(library.covered)]))
        lines = [
            f"{subjects}: type one or more, in any order, with topics, people and years.",
            *(f"{text} - {meaning}" for text, meaning in found),
            "brief - the brief of the day, or of what you name behind it",
            "help - this page",
        ]
        return Reply(
            kind="help",
            title=f"{library.pack.title}: what can be asked",
            details=tuple(lines),
            offers=tuple(text for text, _ in found)[:MOST_OFFERS],
            not_understood=unknown,
        )

    def fact(self, query: Query, pointer: Pointer) -> Reply:
        """Return a fact's card: its sentence, each source's own standing, what is tied to it."""
        asked = query.subject.split(" ")[0].casefold()
        fact = self._library.facts.get(asked)
        if fact is None:
            ids = self._library.facts
            known = f"fact {nearest(asked, ids) or next(iter(ids))}"
            parts = [shown_word(part) for part in asked.split("-")[:_MOST_SHOWN_PARTS]]
            shown = "-".join(filter(None, parts))
            text = f"No fact has the id {shown}" if shown else "A fact is asked for by its id"
            return Reply(kind="none", title=f"{text}. Write it as: {known}", offers=(known,))
        reading = pointer.view.reading(fact.id)
        if reading is None:
            return Reply(
                kind="answer",
                title=f"Fact {fact.id}{as_known(query)}",
                details=self._gone(fact),
                total=1,
            )
        numbering = Numbering(self._library)
        joined = tuple(one.fact.id for one in pointer.view.joined(fact.id))
        point = pointer.point(Pick(joined), numbering)
        return Reply(
            kind="answer",
            title=f"Fact {fact.id}{as_known(query)}",
            details=(
                *self._card(reading, numbering),
                *(f"Note: {note}" for note in point.notes),
                *_printed(point),
            ),
            points=(point,),
            sources=numbering.listed(),
            actions=(self._share(query, subject=fact.id),),
            shown_from=1,
            shown_to=len(joined),
            total=len(joined),
        )

    def _card(self, reading: Reading, numbering: Numbering) -> Iterator[str]:
        library, fact = self._library, reading.fact
        # Other facts are named by id alone: printed without their standing they would mislead.
        yield fact.says
        for one in reading.evidence:
            voices = series([voice_label(voice, library) for voice in one.by])
            number = numbering.numbers([one.source])[0]
            vouched = f"{one.standing} by {voices}" if voices else one.standing
            yield f"{capital(vouched)} in source {number}, paragraph {one.paragraph}."
        if reading.denied_by:
            yield f"{capital(denial_words(reading.denied_by, library))}."
        by = f"by {reading.published.words}, the date of the oldest source"
        yield f"When: {fact.when.words if fact.when else by}."
        for key, label in _LINKS.items():
            for other in getattr(fact, key):
                yield f"{label}: {other}"
        if reading.origins > 1:
            yield f"{reading.origins} independent origins."
        yield f"Reviewed {day_words(fact.reviewed.on)}; next review by {day_words(fact.review_by)}."

    def _gone(self, fact: Fact) -> tuple[str, ...]:
        successors = self._library.successors.get(fact.id, ())
        after = f" It was superseded by {series(successors)}." if successors else ""
        if fact.withdrawn:
            why = fact.withdrawn.why.removesuffix(".")
            return (f"Withdrawn on {day_words(fact.withdrawn.on)}: {why}.{after}",)
        return (f"It does not stand in this pack on that day.{after}",)

    def question(self, query: Query, pointer: Pointer) -> Reply:
        """Return an open question with its positions and facts; a list where none is named."""
        question = self._find_question(query.subject)
        if question is None:
            offers = tuple(
                f"question {self._short_name(q)}" for q in self._library.questions.values()
            )
            head = "No open question has that name. " if query.subject else ""
            return Reply(
                kind="offer" if offers else "none",
                title=f"{head}What the documents disagree on:" if offers else "No open questions.",
                details=tuple(
                    f"question {self._short_name(q)} - {q.question}"
                    for q in self._library.questions.values()
                ),
                offers=offers,
            )
        return self._question_card(query, question, pointer)

    def _question_card(self, query: Query, question: Question, pointer: Pointer) -> Reply:
        numbering = Numbering(self._library)
        positions: list[ReplyPosition] = []
        picks: dict[tuple[str, ...], Pick] = {}
        for position in question.positions:
            if not all(pointer.view.reading(one) for one in position.facts):
                continue  # its text speaks of all its facts, so it waits for the last of them
            found = [tuple(r.fact.id for r in pointer.view.joined(one)) for one in position.facts]
            picks |= {joined: Pick(joined) for joined in found if joined}
            ids = dict.fromkeys(one for joined in found for one in joined)
            if ids:
                positions.append(ReplyPosition(text=position.text, facts=tuple(ids)))
        points = tuple(pointer.point(pick, numbering) for pick in picks.values())
        total = len({one for joined in picks for one in joined})
        return Reply(
            kind="answer",
            title=f"{question.question.rstrip('?')}?{as_known(query)}".replace("?,", ","),
            points=points,
            positions=tuple(positions),
            settles=question.settles,
            sources=numbering.listed(),
            actions=(self._share(query, subject=self._short_name(question)),),
            shown_from=1,
            shown_to=total,
            total=total,
        )

    def _find_question(self, subject: str) -> Question | None:
        wanted = normalise_name(subject).strip(" ?!.")
        for question in self._library.questions.values():
            names = (question.id, question.question.rstrip("?"), *question.names)
            if wanted in map(normalise_name, names):
                return question
        words = set(wanted.split())
        for question in self._library.questions.values():
            if any(set(normalise_name(name).split()) <= words for name in question.names):
                return question
        return None

    def _short_name(self, question: Question) -> str:
        return normalise_name(question.names[0] if question.names else question.id)

    def sources(self, query: Query, selection: Selection, view: View) -> Reply:
        """Return the sources of all facts that the query selects, each described."""
        facts = [one for pick in selection.picks for one in pick.facts]
        used: dict[str, int] = {}
        for one in facts:
            reading = view.reading(one)
            for source in reading.sources if reading else ():
                used[source] = used.get(source, 0) + 1
        about = title(replace(query, verb=""), self._library)
        reply = self._source_list(query, used, f"Sources: {about}", len(facts))
        back = Action(
            kind="back",
            label="Back",
            text=question_text(replace(query, verb="", subject="", page=1), self._library),
        )
        return replace(reply, query=echo(query), actions=(back, *reply.actions))

    def all_sources(self, query: Query, view: View) -> Reply:
        """Return every document of the pack that was known by the view's day, described."""
        facts = [fact for fact in self._library.standing_facts if view.holds(fact)]
        used: dict[str, int] = {}
        for fact in facts:
            for source in {e.source for e in view.reading_of(fact).evidence}:
                used[source] = used.get(source, 0) + 1
        heading = f"All sources{as_known(query)}"
        return replace(self._source_list(query, used, heading, len(facts)), query=echo(query))

    def _share(self, query: Query, subject: str = "") -> Action:
        return share(question_text(replace(query, subject=subject), self._library, page=1))

    def _source_list(self, query: Query, used: dict[str, int], heading: str, total: int) -> Reply:
        numbering = Numbering(self._library)
        ordered = sorted(used, key=lambda one: -used[one])
        for one in ordered:
            numbering.numbers([one])
        details = (
            f"[{number}] {source_details(self._library.sources[one], used[one])}"
            for number, one in enumerate(ordered, start=1)
        )
        return Reply(
            kind="answer",
            title=heading,
            details=tuple(details),
            sources=numbering.listed(),
            actions=(self._share(query),),
            total=total,
        )
