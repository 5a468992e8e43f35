"""Why: one question in, one Reply out, the same on every platform. This is where reading, selection
and wording meet. It must not know who asked or where; the day is an argument."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.errors import UnreadableQuestionError
from bot.knowledge.lines import capital
from bot.knowledge.names import name_index
from bot.knowledge.naming import normalise_name
from bot.knowledge.view import Views
from bot.lookup.cards import Cards, share
from bot.lookup.complete import Completer
from bot.lookup.message import questions_in
from bot.lookup.offering import Offering
from bot.lookup.pointing import Pointer
from bot.lookup.query import echo, not_understood, question_text, read_question
from bot.lookup.select import Selector
from bot.lookup.sourcing import Numbering, months_old
from bot.lookup.titles import actor_labels, as_known, person_title, title
from bot.reply import Action, Reply

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.knowledge.library import Library
    from bot.knowledge.view import View
    from bot.lookup.query import Query, Reading
    from bot.lookup.search import FullText
    from bot.lookup.select import Selection
    from bot.reply import ReplyBottomLine

POINTS_A_PAGE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an answer depends on besides the question: the day on which it is given."""

    today: date


class Answerer:
    """Answers questions from one library; a new library needs a new one."""

    def __init__(self, library: Library) -> None:
        """Prepare the indexes that every question needs; full text waits until it is needed."""
        self.library = library
        self._names = name_index(library)
        self._views = Views(library)
        self._selectors: dict[int, tuple[Selector, Pointer]] = {}
        self._text: FullText | None = None
        # Words of what stands under every answer: a tenth of its time, and the same each time.
        self._actions = lru_cache(maxsize=1024)(self._make_actions)
        # A half of a name, such as North or United, says nothing, though many facts hold it.
        states = (one for one in library.covered | library.heard if one.isupper())
        labels = (library.actors[one].label for one in states)
        self._name_words = {word for label in labels for word in normalise_name(label).split()}
        self._offering = Offering(library, self._names)
        self._completer = Completer(library, self._has_answer)
        self._cards = Cards(library)

    def ask(self, text: str, context: Context) -> Reply:
        """Return the answer to what somebody typed; never raises for what people type."""
        try:
            reading = read_question(text, self.library, self._names, self._known_words)
        except UnreadableQuestionError as error:
            return self._finished(Reply(kind="error", title=str(error)), context)
        reply = self._reply(reading)
        if reading.foreign and reply.kind == "answer":
            notice = f"The facts of this pack are printed in {self.library.pack.language_name}."
            reply = replace(reply, notices=(*reply.notices, notice))
        as_of = reading.query.as_of
        return self._finished(reply, context, as_of.latest if as_of else None)

    def look_up(self, message: str, context: Context) -> Reply:
        """Return the answer for the pair that a message names most, offering what else it names."""
        raised = questions_in(message, self.library, self._names)
        questions = tuple(filter(self._has_answer, raised))
        if not questions:
            title = "That message names nothing that this pack holds."
            return self._finished(Reply(kind="none", title=title), context)
        reply = self.ask(questions[0], context)
        offers = tuple(Action(kind="offer", label=one, text=one) for one in questions[1:])
        return replace(reply, offers=questions[1:], actions=(*reply.actions, *offers))

    def complete(self, prefix: str) -> tuple[str, ...]:
        """Return at most 25 whole questions that begin as typed, for autocomplete."""
        return self._completer.complete(prefix)

    def _known_words(self, words: Sequence[str]) -> Sequence[str]:
        return self._full_text().known(word for word in words if word not in self._name_words)

    def _full_text(self) -> FullText:
        if self._text is None:
            from bot.lookup.search import FullText  # noqa: PLC0415 - few questions need its library

            self._text = FullText(self.library)
        return self._text

    def _tools(self, view: View) -> tuple[Selector, Pointer]:
        if id(view) not in self._selectors:
            self._selectors[id(view)] = (Selector(view, self._full_text), Pointer(view))
        return self._selectors[id(view)]

    def _reply(self, reading: Reading) -> Reply:
        query = reading.query
        obstacle = self._offering.obstacle(reading, self._has_answer)
        if obstacle is not None:
            return obstacle
        view = self._views.at(query.as_of.latest if query.as_of else None)
        selector, pointer = self._tools(view)
        card = self._card(reading, pointer)
        if card is not None:
            return card
        selection = selector.select(query)
        if not selection.picks and query.terms:
            reading = _without_terms(reading)
            query, selection = reading.query, selector.select(reading.query)
        if not selection.picks:
            return self._nothing(reading)
        if query.verb == "sources":
            return self._cards.sources(query, selection, view)
        return self._points(reading, selection, pointer)

    def _has_answer(self, text: str) -> bool:
        """Whether a question that is to be offered selects anything."""
        try:
            reading = read_question(text, self.library, self._names, self._known_words)
        except UnreadableQuestionError:
            return False
        query = reading.query
        if reading.ambiguous or reading.uncovered or reading.unknown or query.empty:
            return False
        as_of = query.as_of.latest if query.as_of else None
        return bool(self._tools(self._views.at(as_of))[0].select(query).picks)

    def _card(self, reading: Reading, pointer: Pointer) -> Reply | None:
        query = reading.query
        match query.verb:
            case "fact":
                return self._cards.fact(query, pointer)
            case "question":
                return self._cards.question(query, pointer)
            case "sources" if query.empty:
                return self._cards.all_sources(query, pointer.view)
            case "timeline":
                return None
            case _ if query.empty:
                return self._cards.help(())
        return None

    def _points(self, reading: Reading, selection: Selection, pointer: Pointer) -> Reply:
        query = reading.query
        pages = -(-len(selection.picks) // POINTS_A_PAGE)
        page = min(query.page, pages)
        numbering = Numbering(self.library)
        line = self._bottom_line(query, pointer, numbering) if page == 1 else None
        start = (page - 1) * POINTS_A_PAGE
        shown = selection.picks[start : start + POINTS_A_PAGE]
        points = tuple(pointer.point(pick, numbering) for pick in shown)
        before = sum(len(pick.facts) for pick in selection.picks[:start])
        return Reply(
            kind="answer",
            title=self._title(query, selection),
            query=echo(query),
            bottom_line=line,
            points=points,
            sources=numbering.listed(),
            not_understood=not_understood(reading.words[at] for at in reading.unknown),
            actions=self._actions(query, page, pages),
            shown_from=before + 1,
            shown_to=before + sum(len(pick.facts) for pick in shown),
            total=selection.total,
        )

    def _bottom_line(
        self, query: Query, pointer: Pointer, numbering: Numbering
    ) -> ReplyBottomLine | None:
        if query.narrowed or query.terms:
            return None
        relation = self.library.pairs.get(frozenset(query.actors))
        if query.relation:
            relation = self.library.relations[query.relation]
        if relation is None:
            return None
        return pointer.bottom_line(relation, self._views.today, numbering)

    def _title(self, query: Query, selection: Selection) -> str:
        library = self.library
        heard = [actor for actor in query.actors if actor not in library.covered]
        if heard and len(heard) == len(query.actors) and not (query.narrowed or query.terms):
            return heard_title(query, selection, library)
        alone = not (query.actors or query.topics or query.terms or query.verb)
        if len(query.people) == 1 and alone:
            return person_title(query, library)
        return title(query, library)

    def _make_actions(self, query: Query, page: int, pages: int) -> tuple[Action, ...]:
        library = self.library
        found = []
        if page < pages:
            text = question_text(query, library, page=page + 1)
            found.append(Action(kind="more", label="More", text=text))
        if page > 1:
            text = question_text(query, library, page=page - 1)
            found.append(Action(kind="back", label="Back", text=text))
        if query.verb != "timeline":
            text = question_text(query, library, verb="timeline", page=1)
            found.append(Action(kind="timeline", label="Timeline", text=text))
        text = question_text(query, library, verb="sources", page=1)
        found.append(Action(kind="sources", label="Sources", text=text))
        return (*found, share(question_text(query, library, page=page)))

    def _nothing(self, reading: Reading) -> Reply:
        query = reading.query
        about = title(query, self.library)
        offers = self._offering.with_less(query, self._has_answer)
        return Reply(
            kind="none",
            title=f"This pack holds nothing on that: {about}",
            query=echo(query),
            offers=offers,
            not_understood=not_understood(reading.words[at] for at in reading.unknown),
        )

    def _finished(self, reply: Reply, context: Context, as_of: date | None = None) -> Reply:
        newest = self._views.at(as_of).newest_source
        day = min(as_of or context.today, context.today)
        offers = tuple(Action(kind="offer", label=offer, text=offer) for offer in reply.offers)
        pack = self.library.pack
        return replace(
            reply,
            actions=(*offers, *reply.actions),
            pack=pack.version,
            newest_source=str(newest) if newest else None,
            age_months=months_old(newest, day),
            notice=pack.notice,
        )


def _without_terms(reading: Reading) -> Reading:
    """Return the reading without its free words, which only rank and must not leave nothing."""
    query = replace(reading.query, terms=())
    if query.empty:
        return reading
    terms = reading.query.terms
    missed = (at for at, word in enumerate(reading.words) if word.norm in terms)
    return replace(reading, query=query, unknown=tuple(sorted({*reading.unknown, *missed})))


def heard_title(query: Query, selection: Selection, library: Library) -> str:
    """Return the sentence on actors that are no subject: how often they occur and speak."""
    labels = actor_labels(query, library)
    facts = [library.facts[one] for pick in selection.picks for one in pick.facts]
    named = [f for f in facts if all(f.id in library.mentions[actor] for actor in query.actors)]
    speaking = [f for f in named if set(query.actors) <= set(library.speaking(f))]
    who = labels[0] if len(labels) == 1 else " and ".join(labels)
    verb = "is not a subject" if len(labels) == 1 else "are not subjects"
    count = f"{len(named)} {'fact' if len(named) == 1 else 'facts'}"
    occurs = "it occurs" if len(labels) == 1 else "they occur together"
    text = f"{who} {verb} of this pack; {occurs} in {count}, speaking in {len(speaking)}"
    return capital(text) + as_known(query)
