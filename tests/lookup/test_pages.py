"""Why: an answer is shown five points at a time; turning its pages shows all of it and nothing
twice, and says truly how much there is."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.lookup.desk import Desk, questions

MOST_POINTS = 5


def test_a_page_has_at_most_five_points(desk: Desk) -> None:
    """No page of a selection holds more than five points, and none but the last holds fewer."""
    for text in questions(desk.names):
        pages = list(desk.pages(text))
        if not pages[0].positions:
            assert all(len(page.points) <= MOST_POINTS for page in pages)
            assert all(len(page.points) == MOST_POINTS for page in pages[:-1])


def test_pages_repeat_nothing(desk: Desk) -> None:
    """All pages together hold each selected fact once, and as many facts as the total says."""
    for text in questions(desk.names):
        start = text.partition(" page ")[0]
        reply = desk.ask(start)
        facts = desk.facts(start)
        assert len(set(facts)) == len(facts)
        assert reply.kind != "answer" or reply.details or len(facts) == reply.total


def test_pages_count_on(desk: Desk) -> None:
    """Each page says from which fact to which it goes, without a gap between two pages."""
    for text in (desk.pair, desk.names.wide, f"timeline {desk.pair}", desk.names.heard):
        last = 0
        for page in desk.pages(text):
            assert page.shown_from == last + 1
            last = page.shown_to
            assert page.shown_to - page.shown_from + 1 == sum(len(p.facts) for p in page.points)
            assert page.total == desk.ask(text).total
        assert last == desk.ask(text).total


def test_a_page_can_be_typed(desk: Desk) -> None:
    """`page 2`, wherever it stands, gives what the button More gives."""
    first, second = list(desk.pages(desk.pair))[:2]
    one, other = desk.names.pair
    for text in (f"{desk.pair} page 2", f"page 2 {desk.pair}", f"{one} page: 2 {other}"):
        assert desk.ask(text) == second
    assert desk.ask(f"{desk.pair} page 1") == first


@pytest.mark.parametrize("number", ["0", "00", "1", "1.5", "2x", "99999", "1²"])
def test_a_page_that_is_none_is_the_first(desk: Desk, number: str) -> None:
    """A page number that is none, or is too long to be one, gives the first page."""
    assert desk.ask(f"{desk.pair} page {number}").points == desk.ask(desk.pair).points


def test_a_page_past_the_end_is_the_last(desk: Desk) -> None:
    """A page past the end gives the last one, without a button for more."""
    pages = list(desk.pages(desk.pair))
    reply = desk.ask(f"{desk.pair} page 999")
    assert reply == pages[-1]
    assert "more" not in {action.kind for action in reply.actions}


def test_pages_go_back(desk: Desk) -> None:
    """Each page after the first has a button that leads to the page before it."""
    pages = list(desk.pages(desk.pair))
    for before, page in pairwise(pages):
        (back,) = (action.text for action in page.actions if action.kind == "back")
        assert desk.ask(back) == before
    assert "back" not in {action.kind for action in pages[0].actions}


def test_the_bottom_line_comes_first_only(desk: Desk) -> None:
    """Only the first page of an answer holds its bottom line."""
    first, *others = desk.pages(desk.pair)
    assert first.bottom_line is not None
    assert [page.bottom_line for page in others] == [None] * len(others)


def test_sources_are_numbered_anew_on_each_page(desk: Desk) -> None:
    """The numbers of a page count from one in the order of need and point into its own list."""
    for text in (desk.pair, desk.names.wide, f"question {desk.names.question}"):
        for page in desk.pages(text):
            used = [n for point in page.points for n in point.sources]
            used += page.bottom_line.sources if page.bottom_line else ()
            assert [source.n for source in page.sources] == list(range(1, len(page.sources) + 1))
            assert set(used) == {source.n for source in page.sources}
