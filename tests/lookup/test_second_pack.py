"""Why: the second pack shows that the bot knows nothing of the first. It must be a sound pack with
everything that a pack can hold, or the suite would prove less than it says."""

from __future__ import annotations

from bot.knowledge.loader import load_with_places
from bot.knowledge.verify import coverage, verify_faults
from tests.lookup.desk import Desk
from tests.lookup.oracle import standing
from tests.lookup.tables import QUAY

DOCUMENTS = QUAY.pack / "documents"


def test_the_second_pack_is_borne_out() -> None:
    """Every fact and denial of the second pack stands in the paragraph that it cites."""
    assert list(verify_faults(load_with_places(QUAY.pack), DOCUMENTS)) == []


def test_the_second_pack_accounts_for_every_paragraph(quay: Desk) -> None:
    """Every paragraph of its documents carries a fact or is listed with a reason."""
    lines = list(coverage(quay.library, DOCUMENTS))
    assert len(lines) >= 20
    assert [line for line, accounted in lines if not accounted] == []


def test_the_second_pack_holds_every_standing_and_modality(quay: Desk) -> None:
    """Its facts have all five standings and all four modalities, bounds, notes and links."""
    facts = standing(quay.library).values()
    assert {piece.standing for fact in facts for piece in fact.evidence} == {
        *("alleged", "acknowledged", "assessed", "said", "reported"),
    }
    assert {fact.modality for fact in facts} == {
        *("happened", "planned", "possible", "did-not-happen"),
    }
    figures = [figure for fact in facts for figure in fact.figures]
    assert any(figure.min for figure in figures)
    assert any(figure.max for figure in figures)
    assert any(fact.notes for fact in facts)
    assert any(fact.limits for fact in facts)
    assert any(fact.contradicts for fact in facts)


def test_the_second_pack_is_about_no_states(quay: Desk) -> None:
    """Its actors are of two kinds that are no states, and it has no index of territories."""
    kinds = {quay.library.actors[one].kind for one in quay.library.covered}
    assert kinds == {"harbour", "firm"}
    assert quay.library.territories is None


def test_territories_are_unknown_words_there(quay: Desk) -> None:
    """Without an index of territories a state's name is a word like any other."""
    reply = quay.ask("atlantis orvik")
    assert (reply.kind, reply.not_understood) == ("answer", ("atlantis",))
    assert quay.ask("germany").not_understood == ("germany",)


def test_each_pack_has_its_own_command(quay: Desk, axis: Desk) -> None:
    """A leading command is left aside if it is the pack's own, whatever white space follows."""
    for desk in (quay, axis):
        for space in (" ", "  ", "\t", "\n"):
            text = f"/{desk.names.command}{space}{desk.pair}"
            assert desk.ask(text).title == desk.names.pair_title
    assert quay.ask(f"/{axis.names.command} orvik").not_understood == (axis.names.command,)


def test_verbs_may_be_followed_by_any_space(desk: Desk) -> None:
    """A verb counts as the first word whatever white space or colon follows it."""
    expected = desk.ask(f"timeline {desk.pair}")
    for space in (" ", "   ", "\t", "\n", ": "):
        assert desk.ask(f"timeline{space}{desk.pair}") == expected


def test_a_verb_counts_only_as_the_first_word(desk: Desk) -> None:
    """A verb anywhere else is a word like any other."""
    assert not desk.ask(f"{desk.pair} timeline").title.startswith("Timeline")
