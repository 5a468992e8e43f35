"""Why: a question is read once, into what was recognised and what was not; everything after works
with ids. It must not guess: what is not a name, a filter or a word of the facts stays unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.errors import UnreadableQuestionError
from bot.knowledge.edtf import Edtf, parse_edtf
from bot.knowledge.names import name_index
from bot.knowledge.naming import normalise_name
from bot.knowledge.words import FUNCTION_WORDS
from bot.reply import QueryEcho

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.knowledge.library import Library
    from bot.knowledge.names import Found, NameIndex, Word

VERBS = ("help", "timeline", "sources", "fact", "question")
LONGEST_QUESTION = 1000
LONGEST_SHOWN_WORD = 30
_MOST_SHOWN_WORDS = 5
_FILTER = re.compile(
    r"(?<![\w-])(as[ -]of|since|before|page)(?:\s*[:=]\s*|\s+)(\d[\w~?%/.-]*)", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_BARE_DATE = re.compile(r"(?<![\w.-])((?:19|20)\d\d)(-\d\d(?:-\d\d)?)?(?![\w-]|\.\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What was asked, by id. `relation` is a set that was asked for by its own name."""

    verb: str = ""
    subject: str = ""
    actors: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    relation: str | None = None
    years: tuple[int, ...] = ()
    since: Edtf | None = None
    before: Edtf | None = None
    as_of: Edtf | None = None
    terms: tuple[str, ...] = ()
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Whether more than actors is in the question, so that it is answered in order of time."""
        return bool(
            self.people
            or self.topics
            or self.years
            or self.since
            or self.before
            or self.verb == "timeline"
        )

    @property
    def empty(self) -> bool:
        """Whether nothing narrows the whole pack."""
        return not (self.actors or self.people or self.topics or self.relation or self.terms) and (
            not (self.years or self.since or self.before or self.as_of)
        )


_NOTHING = Query()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A question as it was read: the query, and what stood in its way.

    `words` and `found` allow offers that keep the rest of the question. `uncovered` are territories
    that the pack says nothing on, `ambiguous` the places in `found` that are a question themselves.
    """

    query: Query
    words: tuple[Word, ...] = ()
    found: tuple[Found, ...] = ()
    uncovered: tuple[str, ...] = ()
    unknown: tuple[int, ...] = ()
    foreign: bool = False
    ambiguous: tuple[Found, ...] = field(default=())


def shown_word(word: str) -> str:
    """Return a word as it may be shown back: letters and digits only, at most 30 of them."""
    return "".join(filter(str.isalnum, word))[:LONGEST_SHOWN_WORD]


def not_understood(words: Iterable[Word]) -> tuple[str, ...]:
    """Return the words that a reply names as not understood: at most five, reduced."""
    shown = dict.fromkeys(shown_word(word.typed) for word in words)
    return tuple(word for word in shown if word)[:_MOST_SHOWN_WORDS]


def read_question(
    text: str,
    library: Library,
    names: NameIndex,
    known_words: Callable[[Sequence[str]], Sequence[str]],
) -> Reading:
    """Read what somebody typed; `known_words` picks those words that some fact uses.

    Raises UnreadableQuestionError where a filter's value is no date, or the text is too long.
    """
    if len(text) > LONGEST_QUESTION:
        msg = (
            f"That question has {len(text):,} characters; up to {LONGEST_QUESTION:,} can be read. "
            "Ask with two or three names, such as those in help."
        )
        raise UnreadableQuestionError(msg)
    text = _without_command(_encodable(text), library.pack.command)
    query, text = _read_filters(_NOTHING, text)
    query, text = _read_verb(query, text)
    if query.verb in {"fact", "question", "help"}:
        return Reading(query=query)
    facts = [word for word in text.split() if word.casefold() in library.facts]
    if facts and not query.verb:
        return Reading(query=replace(query, verb="fact", subject=facts[0].casefold()))
    return _read_names(query, text, library, names, known_words)


def _encodable(text: str) -> str:
    # Half of a surrogate pair is no character; no platform could take it back.
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _first_word(text: str) -> tuple[str, str]:
    head, *rest = text.split(None, 1) or ("",)
    return head, rest[0] if rest else ""


def _without_command(text: str, command: str) -> str:
    head, rest = _first_word(text)
    return rest if head.casefold() == f"/{command}" else text.strip()


def _read_verb(query: Query, text: str) -> tuple[Query, str]:
    head, rest = _first_word(text)
    verb = head.casefold().rstrip(":?!.")
    verb = "question" if verb == "questions" else verb
    if verb not in VERBS or (verb == "help" and not _is_idle(rest)):
        return query, text
    return replace(query, verb=verb, subject=rest.strip()), rest


def _read_filters(query: Query, text: str) -> tuple[Query, str]:
    if not _DIGIT.search(text):
        return query, text
    for match in _FILTER.finditer(text):
        key = match[1].casefold().replace(" ", "-").replace("-", "_")
        query = _with_filter(query, key, match[2])
    text = _FILTER.sub(" ", text)
    if query.verb:
        return query, text
    years = []
    for match in _BARE_DATE.finditer(text):
        if match[2]:
            when = _date("the date", match[0])
            query = replace(query, since=when, before=_after(when))
        else:
            years.append(int(match[1]))
    if years:
        query = replace(query, years=tuple(dict.fromkeys(years)))
    return query, _BARE_DATE.sub(" ", text)


def _with_filter(query: Query, key: str, value: str) -> Query:
    if key == "page":
        number = int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 1  # noqa: PLR2004
        return replace(query, page=max(number, 1))
    when = _date(key.replace("_", "-"), value)
    if key == "as_of":
        return replace(query, as_of=when)
    if key == "since":
        return replace(query, since=when)
    return replace(query, before=when)


def _date(key: str, value: str) -> Edtf:
    try:
        return parse_edtf(value.rstrip(".?~%"))
    except ValueError:
        shown = "".join(c for c in value if c.isalnum() or c == "-")[:LONGEST_SHOWN_WORD]
        msg = f"{key} {shown} is not a date. Write it as 2024, 2024-06 or 2024-06-01."
        raise UnreadableQuestionError(msg[:1].upper() + msg[1:]) from None


def _after(when: Edtf) -> Edtf:
    following = when.latest + timedelta(days=1)
    if when.earliest == when.latest:
        return parse_edtf(following.isoformat())
    return parse_edtf(following.isoformat()[:7])


def _read_names(
    query: Query,
    text: str,
    library: Library,
    names: NameIndex,
    known_words: Callable[[Sequence[str]], Sequence[str]],
) -> Reading:
    words = names.words(text)
    found = names.find(words)
    taken = {at for one in found for at in range(one.start, one.end)}
    left = [
        at
        for at, word in enumerate(words)
        if at not in taken and word.norm not in FUNCTION_WORDS and any(map(str.isalnum, word.norm))
    ]
    plain = [words[at].norm for at in left if _is_plain(words[at].norm)]
    terms: Sequence[str] = known_words(plain) if plain else ()
    unknown = tuple(at for at in left if words[at].norm not in terms)
    query = _with_names(query, found, library, _unique(terms))
    return Reading(
        query=query,
        words=tuple(words),
        found=tuple(found),
        uncovered=_of_kind(found, "territory") + _silent(query, library),
        ambiguous=tuple(one for one in found if one.name.kind == "ambiguous"),
        unknown=unknown,
        foreign=_is_foreign(words, found, names, library.pack.language),
    )


def _is_idle(text: str) -> bool:
    """Whether a text holds nothing but function words and signs."""
    words = "".join(c if c.isalnum() or c.isspace() else " " for c in text.casefold()).split()
    return all(word in FUNCTION_WORDS for word in words)


def _is_plain(word: str) -> bool:
    # One or two digits stand in half of all dates and figures, and ask for none of them.
    number = word.isdigit() and len(word) <= 2  # noqa: PLR2004
    return word.isalnum() and not number and len(word) <= LONGEST_SHOWN_WORD


def _with_names(
    query: Query, found: Sequence[Found], library: Library, terms: tuple[str, ...] = ()
) -> Query:
    actors: list[str] = []
    relation = None
    for one in found:
        if one.name.kind == "relation":
            members = library.relations[one.name.ids[0]].members
            actors += members
            relation = relation if members else one.name.ids[0]
        elif one.name.kind == "actor":
            actors += one.name.ids
    return Query(
        verb=query.verb,
        actors=_unique(actors),
        people=_of_kind(found, "person"),
        topics=_of_kind(found, "topic"),
        relation=relation,
        years=query.years,
        since=query.since,
        before=query.before,
        as_of=query.as_of,
        terms=terms,
        page=query.page,
    )


def _of_kind(found: Sequence[Found], kind: str) -> tuple[str, ...]:
    return _unique(i for one in found if one.name.kind == kind for i in one.name.ids)


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _silent(query: Query, library: Library) -> tuple[str, ...]:
    audible = library.covered | library.heard
    return tuple(actor for actor in query.actors if actor not in audible)


def _is_foreign(
    words: Sequence[Word], found: Sequence[Found], names: NameIndex, language: str
) -> bool:
    """Whether a question is in another script, or calls a state as another language does."""
    # Latin script ends where Unicode's Latin Extended-B does.
    letters = (letter for word in words if not word.norm.isascii() for letter in word.norm)
    if any(ord(letter) > 0x24F and letter.isalpha() for letter in letters):  # noqa: PLR2004
        return True
    # Of names the index knows only whether they are English.
    return language.partition("-")[0] == "en" and any(
        names.is_foreign(words[one.start : one.end]) for one in found
    )


def question_text(
    query: Query, library: Library, *, verb: str | None = None, page: int | None = None
) -> str:
    """Return the shortest text that reads as this query again: what a button asks.

    `verb` and `page` stand in place of the query's own where they are given.
    """
    verb = query.verb if verb is None else verb
    page = query.page if page is None else page
    key = (query.actors, query.people, query.topics, query.relation)
    parts = [verb, query.subject, _names_text(library, *key), filters_text(query)]
    if page > 1:
        parts.append(f"page {page}")
    return " ".join(part for part in parts if part)


def filters_text(query: Query) -> str:
    """Return the part of a question that is no name: years, free words and dates."""
    parts = [*map(str, query.years), *query.terms]
    for key, when in (("since", query.since), ("before", query.before), ("as-of", query.as_of)):
        if when:
            parts.append(f"{key} {when}")
    return " ".join(parts)


def _names_text(
    library: Library,
    actors: tuple[str, ...],
    people: tuple[str, ...],
    topics: tuple[str, ...],
    relation: str | None,
) -> str:
    key = (actors, people, topics, relation)
    kept = library.texts.get(key)
    if kept is None:
        kept = library.texts[key] = _make_names_text(library, *key)
    return kept


def _make_names_text(
    library: Library,
    actors: tuple[str, ...],
    people: tuple[str, ...],
    topics: tuple[str, ...],
    relation: str | None,
) -> str:
    wide = library.pairs.get(frozenset(actors))
    parts = [_alias(library.relations[relation].label)] if relation else []
    if wide is not None and len(wide.members) > 2 and wide.members == actors:  # noqa: PLR2004
        parts.append(_alias(wide.label))
    else:
        parts += [_alias(library.actors[one].label) for one in actors]
    parts += [_alias(library.people[one].label) for one in people]
    parts += [_alias(library.topics[one].label) for one in topics]
    plain = " ".join(parts)
    # Two names side by side may read as a third one; a plus sign keeps them apart.
    found = name_index(library).find(name_index(library).words(plain))
    read = _with_names(Query(), found, library)
    same = (read.actors, read.people, read.topics, read.relation)
    return plain if same == (actors, people, topics, relation) else " + ".join(parts)


def _alias(label: str) -> str:
    return normalise_name(label.removeprefix("the "))


def echo(query: Query) -> QueryEcho:
    """Return what of the query was recognised, as replies carry it."""
    return QueryEcho(
        actors=query.actors,
        people=query.people,
        topics=query.topics,
        years=query.years,
        since=str(query.since) if query.since else None,
        before=str(query.before) if query.before else None,
        as_of=str(query.as_of) if query.as_of else None,
    )
