"""Why: an open question that needs several messages must be fair in each of them: no point without
its position, none without its sources."""

from __future__ import annotations

from adapters.slack.pages import pages
from bot.reply import Point, Reply, ReplyFact, ReplyPosition, ReplySource


def _point(name: str, *sources: int, words: int = 230) -> Point:
    fact = ReplyFact(
        fact=name, standing="said", by=(), denied_by=(), when=None, modality="", sources=()
    )
    text = f"{name} {'word ' * words}end."
    return Point(text=text, lead=fact, sources=sources, notes=(f"note {name}",))


def _source(n: int) -> ReplySource:
    return ReplySource(n=n, id=f"{n}", title="t", published="", reliability="C", line=f"source {n}")


def _question(*points: Point, yes: str, no: str) -> Reply:
    return Reply(
        kind="answer",
        title="Is it?",
        pack="1",
        points=points,
        positions=(
            ReplyPosition(text="Yes.", facts=tuple(yes)),
            ReplyPosition(text="No.", facts=tuple(no)),
        ),
        settles="A look.",
        sources=tuple(map(_source, (1, 2, 3, 4))),
        shown_from=1,
        shown_to=len(points),
        total=len(points),
    )


def _short(page: tuple[str, ...]) -> list[str]:
    """Return lines, points by their name and numbers only."""
    return [f"• {one[2]} {one.rpartition(' ')[2]}" if one[0] == "•" else one for one in page]


def test_positions_go_on() -> None:
    """A position whose points need two pages is named on both, with its number; each page has the
    notes and the sources of its own points, and the last what is said of the whole."""
    reply = _question(
        *(_point("a", 1), _point("b", 2), _point("c", 3), _point("d", 1), _point("e", 3, 4)),
        yes="ab",
        no="cde",
    )

    found = [_short(tuple(line.text for line in page)) for page in pages(reply)]

    assert found == [
        [
            *("Is it?", "Position 1: Yes.", "• a [1]", "• b [2]", "Position 2: No.", "• c [3]"),
            "* note a * note b * note c",
            "[1] source 1 · [2] source 2 · [3] source 3",
            "3 of 5 facts · pack 1",
        ],
        [
            *("Is it?", "Position 2: No.", "• d [1]", "• e [3][4]"),
            "What would settle it: A look.",
            "* note d * note e",
            "[1] source 1 · [3] source 3 · [4] source 4",
            "4–5 of 5 facts · pack 1",
        ],
    ]


def test_a_point_of_both_sides() -> None:
    """A point that speaks for both positions stands under both, and counts once."""
    reply = _question(*(_point("a", 1, words=450), _point("b", 2, words=450)), yes="ab", no="b")

    found = [_short(tuple(line.text for line in page)) for page in pages(reply)]

    assert [page[1:-3] for page in found] == [
        ["Position 1: Yes.", "• a [1]"],
        ["Position 1: Yes.", "• b [2]"],
        ["Position 2: No.", "• b [2]", "What would settle it: A look."],
    ]
    assert [page[-1] for page in found] == [
        "1 of 2 facts · pack 1",
        "2–2 of 2 facts · pack 1",
        "2–2 of 2 facts · pack 1",
    ]


def test_a_source_of_no_point() -> None:
    """A source that no point names is on the last page: none is dropped."""
    reply = _question(*(_point("a", 1, words=450), _point("b", 2, words=450)), yes="a", no="b")

    first, last = ([line.text for line in page] for page in pages(reply))

    assert "[1] source 1" in first
    assert "[2] source 2 · [3] source 3 · [4] source 4" in last


def test_a_point_too_long_for_a_page() -> None:
    """Even a point that no page holds goes on under its title, and loses nothing."""
    reply = _question(_point("a", 1, words=900), _point("b", 2), yes="a", no="b")

    found = [[line.text for line in page] for page in pages(reply)]

    assert [page[0] for page in found] == ["Is it?", "Is it?, continued", "Is it?"]
    assert sum(" ".join(page).split().count("word") for page in found) == 900 + 230
    assert "[1] source 1" in found[1]
    assert "Position 2: No." in found[2]
