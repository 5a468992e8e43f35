"""Why: a fact's card is read with care, often aloud, before the fact is used; it shows all that the
pack holds of it and who says it, and adds no verdict."""

from __future__ import annotations

from bot.knowledge.edtf import day_words
from tests.lookup.desk import Desk
from tests.lookup.oracle import standing


def test_a_card_shows_the_whole_sentence(desk: Desk) -> None:
    """A card has its sentence first and, where others print with it, the printed line last."""
    for one, fact in standing(desk.library).items():
        reply = desk.ask(f"fact {one}")
        assert (reply.kind, reply.title) == ("answer", f"Fact {one}")
        assert reply.details[0] == fact.says
        (point,) = reply.points
        numbers = "".join(f"[{n}]" for n in point.sources)
        printed = f"Always printed together: {point.text} {numbers}"
        assert (reply.details[-1] == printed) == bool(point.joined), one


def test_a_card_names_each_source_with_its_own_standing(desk: Desk) -> None:
    """A card says for each piece of evidence how it vouches, in which source and paragraph."""
    for one, fact in standing(desk.library).items():
        reply = desk.ask(f"fact {one}")
        numbers = {source.id: source.n for source in reply.sources}
        for piece in fact.evidence:
            end = f"in source {numbers[piece.source]}, paragraph {piece.paragraph}."
            lines = [line for line in reply.details if line.endswith(end)]
            assert any(line.casefold().startswith(piece.standing) for line in lines), (one, end)


def test_an_id_alone_is_its_card(desk: Desk) -> None:
    """A fact's id, in any case and with or without the verb, is answered with its card."""
    one = desk.names.disputed
    card = desk.ask(f"fact {one}")
    assert [desk.ask(text) for text in (one, one.upper(), f"Fact {one}")] == [card] * 3


def test_the_whole_card_of_a_limiting_fact(quay: Desk) -> None:
    """A card reads: sentence, evidence, date, what it limits, reviews, and the line that prints."""
    assert quay.ask(f"fact {quay.names.limiting}").details == (
        quay.library.facts[quay.names.limiting].says,
        "Said by chief inspector Ilse Varn in source 2, paragraph 4.",
        "When: 20 Jan 2020.",
        "Limits: marrowby-orvik-2019-grain-landed",
        "Reviewed 1 Apr 2022; next review by 1 Oct 2022.",
        f"Always printed together: {quay.ask(quay.names.limited).points[0].text} [1][2]",
    )


def test_the_whole_card_of_a_disputed_fact(quay: Desk) -> None:
    """The card of a disputed fact says who denies it, and as of when."""
    voices = "unnamed dockers, passing on Brannoch's harbour office"
    assert quay.ask("fact marrowby-orvik-2019-clerks-paid").details[1:3] == (
        f"Alleged by {voices} in source 1, paragraph 5.",
        "Denied by Marrowby Line and Orvik as of about Feb 2020.",
    )


def test_a_card_counts_independent_origins(quay: Desk) -> None:
    """Two origins are counted on a card; a copy of unknown origin counts as none."""
    lease = quay.ask("fact marrowby-orvik-2019-lease").details
    depth = quay.ask("fact orvik-2019-depth").details
    assert "2 independent origins." in lease
    assert not [line for line in depth if "origin" in line]


def test_a_card_prints_its_notes(desk: Desk) -> None:
    """A card prints every note of every fact in its line, so that no star points nowhere."""
    for one in standing(desk.library):
        reply = desk.ask(f"fact {one}")
        printed = "\n".join(reply.details)
        assert all(note in printed for note in reply.notes), one


def test_a_withdrawn_fact_says_why(quay: Desk) -> None:
    """A withdrawn fact's card says when and why it was taken back, and not what it said."""
    reply = quay.ask("fact marrowby-orvik-2019-barge-sunk")
    assert reply.details == (
        "Withdrawn on 1 Feb 2022: The paper took it back; the barge was another firm's.",
    )
    assert reply.points == ()


def test_withdrawn_facts_print_nowhere(quay: Desk) -> None:
    """No answer holds a fact that was withdrawn or superseded."""
    gone = {"marrowby-orvik-2019-barge-sunk", "kestane-orvik-2019-route"}
    for text in ("timeline", "orvik", "orvik barges", "kestane freight orvik routes", "2019"):
        assert gone.isdisjoint(quay.facts(text))


def test_a_superseded_fact_names_its_successor(quay: Desk) -> None:
    """A superseded fact's card names the fact that took its place, and shows no line."""
    reply = quay.ask("fact kestane-orvik-2019-route")
    assert reply.points == ()
    assert any("kestane-orvik-2021-route" in line for line in reply.details)


def test_an_unknown_id_is_refused(desk: Desk) -> None:
    """An id that nothing bears is refused with an id that can be asked for."""
    first = next(iter(desk.library.facts))
    for text, start in (
        ("fact nobody-knows", "No fact has the id nobody-knows"),
        ("fact", "A fact is asked for by its id"),
    ):
        reply = desk.ask(text)
        assert (reply.kind, reply.title) == ("none", f"{start}. Write it as: fact {first}")
        assert reply.offers == (f"fact {first}",)


def test_a_review_date_is_printed(desk: Desk) -> None:
    """A card says when the fact was last reviewed and when it will be."""
    for one, fact in standing(desk.library).items():
        reviewed, due = day_words(fact.reviewed.on), day_words(fact.review_by)
        line = f"Reviewed {reviewed}; next review by {due}."
        assert line in desk.ask(f"fact {one}").details
