"""Why: who defends what was said at an earlier meeting must see what was known then, and nothing of
what came later: no source, no denial, no note, no sentence that rests on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.knowledge.edtf import day_words
from tests.lookup.desk import Desk, texts
from tests.lookup.oracle import known, standing, typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.knowledge.model import Relation
    from bot.reply import Reply

FORMS = ("{p}", "{w}", "{h}", "{t}", "timeline {p}", "{p} {y}", "{n}", "{p} {f}", "sources {p}")


def then(desk: Desk) -> Iterator[tuple[date, str]]:
    """Yield questions of each form, as of each day on which a source came out."""
    n = desk.names
    for day in desk.library.cuts:
        for form in FORMS:
            text = form.format(
                p=desk.pair, w=n.wide, h=n.heard, t=n.topic, y=n.year, n=n.person, f=n.word
            )
            yield day, f"{text} as-of {day.isoformat()}"


def test_nothing_comes_from_a_later_source(desk: Desk) -> None:
    """Every source of an answer as of a day was public on that day."""
    for day, text in then(desk):
        sources = {source.id for reply in desk.pages(text) for source in reply.sources}
        assert all(desk.library.sources[one].published.latest <= day for one in sources), text


@pytest.mark.parametrize("form", ["sources as-of {d}", "sources {p} as-of {d}"])
def test_no_later_source_is_listed(desk: Desk, form: str) -> None:
    """A list of sources as of a day holds none that came out later."""
    for day in desk.library.cuts:
        reply = desk.ask(form.format(p=desk.pair, d=day.isoformat()))
        listed = [desk.library.sources[source.id] for source in reply.sources]
        assert all(source.published.latest <= day for source in listed)


def test_facts_are_those_that_were_known(desk: Desk) -> None:
    """The set of all, as of a day, holds every fact of its relations that stood then, no other."""
    library = desk.library
    for day in library.cuts:
        facts = set(desk.facts(f"{desk.names.wide} as-of {day.isoformat()}"))
        subjects = [fact for fact in standing(library, day).values() if _is_of_a_set(desk, fact.id)]
        assert facts == {fact.id for fact in subjects}


def _is_of_a_set(desk: Desk, fact: str) -> bool:
    relations = (desk.library.relations[one] for one in desk.library.facts[fact].relations)
    return any(len(relation.members) > 1 for relation in relations)


def test_standing_rests_on_what_was_known(desk: Desk) -> None:
    """A fact as of a day has one of the standings that its evidence of that time gives it."""
    library = desk.library
    for day in library.cuts:
        for one, fact in standing(library, day).items():
            (point,) = desk.ask(f"fact {one} as-of {day.isoformat()}").points
            shown = next(f for f in (point.lead, *point.joined) if f.fact == one)
            assert shown.standing in {piece.standing for piece in known(fact, library, day)}


@pytest.mark.parametrize("form", [*FORMS, "question {q}", "fact {d}"])
def test_the_title_says_as_known_on(desk: Desk, form: str) -> None:
    """Whatever is answered as of a day says so at the end of its title."""
    n = desk.names
    text = form.format(
        p=desk.pair,
        w=n.wide,
        h=n.heard,
        t=n.topic,
        y=n.year,
        n=n.person,
        f=n.word,
        q=n.question,
        d=n.disputed,
    )
    last = desk.library.newest_source.latest
    reply = desk.ask(f"{text} as-of {last.isoformat()}")
    assert reply.kind == "answer"
    assert reply.title.endswith(f"as known on {day_words(last)}")


def test_a_month_or_a_year_means_its_last_day(desk: Desk) -> None:
    """As of a month or a year is as of its end."""
    n = desk.names
    reply = desk.ask(f"{desk.pair} as-of {n.as_of}")
    assert reply.title == f"{n.pair_title}, as known on {n.as_of_words}"
    assert reply.query.as_of == n.as_of


def _shown(reply: Reply, fact: str) -> tuple[object, ...] | None:
    readings = (one for point in reply.points for one in (point.lead, *point.joined))
    return next(((r.standing, r.denied_by) for r in readings if r.fact == fact), None)


def _held(desk: Desk, relation: Relation, day: date) -> bool:
    """Whether every fact that carries a bottom line stood then as it stands today."""
    return all(
        _shown(desk.ask(f"fact {one} as-of {day.isoformat()}"), one)
        == _shown(desk.ask(f"fact {one}"), one)
        for one in relation.bottom_line.facts
    )


def test_a_bottom_line_prints_only_if_it_held(desk: Desk) -> None:
    """A bottom line prints as of a day if, and only if, each fact that carries it had its standing
    and its denials by then."""
    for relation in desk.library.relations.values():
        named = " ".join(typed(desk.library.actors[one].label) for one in relation.members)
        for day in desk.library.cuts:
            reply = desk.ask(f"{named} as-of {day.isoformat()}")
            if named and reply.kind == "answer" and not relation.bottom_line.gap:
                assert (reply.bottom_line is not None) == _held(desk, relation, day), (named, day)


def test_a_position_prints_only_if_all_its_facts_were_known(desk: Desk) -> None:
    """A position speaks of all its facts, so as of a day it prints only if each stood by then."""
    for question in desk.library.questions.values():
        for day in desk.library.cuts:
            reply = desk.ask(f"question {question.id} as-of {day.isoformat()}")
            stood = standing(desk.library, day).keys()
            whole = [one.text for one in question.positions if set(one.facts) <= stood]
            assert [position.text for position in reply.positions] == whole


def test_a_day_before_all_sources_has_nothing(desk: Desk) -> None:
    """As of a day before the first source there is nothing, and today's answer is offered."""
    reply = desk.ask(f"{desk.pair} as-of 1950")
    title = f"This pack holds nothing on that: {desk.names.pair_title}, as known on 31 Dec 1950"
    assert (reply.kind, reply.title) == ("none", title)
    assert reply.offers == (desk.pair,)


def test_a_denial_counts_from_its_own_source(quay: Desk) -> None:
    """A claim is undisputed as of a day on which its denial was not yet public."""
    (point,) = quay.ask(f"fact {quay.names.disputed} as-of 2019").points
    assert point.lead.denied_by == ()
    assert point.text == (
        "Alleged by Brannoch's harbour office: Marrowby Line landed uncleared grain at Orvik by "
        "night. By 14 May 2019"
    )


def test_an_acknowledgement_counts_from_its_own_source(quay: Desk) -> None:
    """What a paper reported first and the party granted later is reported as of the first day."""
    lease = "marrowby-orvik-2019-lease"
    (then_point,) = quay.ask(f"fact {lease} as-of 2019").points
    (now,) = quay.ask(f"fact {lease}").points
    assert (then_point.lead.standing, now.lead.standing) == ("reported", "acknowledged")


def test_a_superseded_fact_stood_until_its_successor(quay: Desk) -> None:
    """A fact that another has superseded is shown as of a day before the other was known."""
    assert "kestane-orvik-2019-route" in quay.facts("kestane freight orvik as-of 2020")
    assert "kestane-orvik-2019-route" not in quay.facts("kestane freight orvik")


def test_notes_count_by_their_own_date(quay: Desk) -> None:
    """A note from a public record is printed only as of a day on which that record was out."""
    note = "The roll lists 2 cranes as built (the roll of cranes, 1 Mar 2021)."
    for day, notes in (("2021-02-28", ()), ("2021-03-01", (note,))):
        reply = quay.ask(f"orvik cranes as-of {day}")
        assert reply.notes == notes
        assert ("6*" in "".join(texts(reply))) == bool(notes)
