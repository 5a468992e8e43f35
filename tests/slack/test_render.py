"""Why: rendering is where an answer could lose something or come alive; whatever a pack or a person
wrote, it must not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.blocks import LONGEST_LABEL
from adapters.slack.desk import card
from adapters.slack.lines import lines
from adapters.slack.pages import pages
from adapters.slack.render import Card, Place, buttons, home, message, modal
from adapters.slack.text import escape, heard, measure, split
from bot.app import App
from bot.buttons import Press, button_id
from bot.rendering import plain_text
from bot.reply import (
    Action,
    Point,
    Reply,
    ReplyBottomLine,
    ReplyFact,
    ReplyPosition,
    ReplySource,
)
from tests.platforms.slack_fixtures import today
from tests.platforms.slack_people import labels
from tests.platforms.slack_rules import alive, message_faults, view_faults

QUESTIONS = (
    "help",
    "russia iran",
    "russia iran page 2",
    "timeline china",
    "sources",
    "sources russia iran",
    "question bloc",
    "question",
    "korea",
    "iraq",
    "zzzz",
    "iran since 2024-13",
    "antony blinken",
    "russia iran as-of 2023",
    "russie iran",
)


def ids(press: Press) -> str:
    """Return an id, as short as the store would make it."""
    return button_id(press) or f"kept|p|{press.card}|aaaaaaaaaaaa"


def shown(body: Mapping[str, Any]) -> str:
    """Return all that stands in the blocks, without the buttons."""
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, Mapping):
            if node.get("type") == "actions":
                return
            if "accessory" in node:
                label, said = node["accessory"]["text"]["text"], node["text"]["text"]
                found.append(f"{label} - {said}")
                return
            if node.get("type") == "rich_text_section":
                found.append("".join(one["text"] for one in node["elements"]))
                return
            if isinstance(node.get("text"), str):
                found.append(node["text"])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(body["blocks"])
    return " ".join(found)


def words(text: str) -> list[str]:
    """Return the words of a text, without bullets and without what parts notes and sources."""
    return text.replace("• ", " ").replace("·", " ").split()


def printed(reply: Reply) -> str:
    """Return the plain answer without the offers, which stand on buttons."""
    return plain_text(replace(reply, offers=()))


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_is_lost(slack_app: App, question: str) -> None:
    """Text holds every word of the plain answer, blocks and buttons do too, in one message."""
    reply = slack_app.ask(question, today())

    body = message(card(reply, "private", question), ids)

    assert body["text"] == escape(plain_text(reply))
    assert words(shown(body)) == words(printed(reply))
    assert set(reply.offers) <= set(labels(body))
    assert message_faults(body) == []
    assert alive(body) == []


def test_standing_is_bold(slack_app: App) -> None:
    """Who alleges and who denies stands out in a point, and nothing else of it does."""
    reply = slack_app.ask("russia iran", today())
    points = [line for line in lines(reply) if line.role == "point"]

    assert [line.pieces[1::2] for line in points] == [
        (),
        ("Alleged", "denied", "reported"),
        (),
        ("Alleged", "said"),
        (),
    ]
    said = [f"• {''.join(line.pieces)}".replace("\u00a0", " ") for line in points]
    assert said == [line.text for line in points]


def test_source_numbers_stay_with_their_line(slack_app: App) -> None:
    """No line of a narrow screen begins with a source number or with the dot of small print."""
    body = message(card(slack_app.ask("russia iran", today()), "private", "russia iran"), ids)

    said = shown(body)

    assert "Tehran denies it.\u00a0[1]" in said
    assert "By about Jan 2025\u00a0[1][2]" in said
    assert "7 of 64 facts\u00a0· newest source" in said
    assert "\u00a0" not in str(body["text"])


def test_a_facts_card(slack_app: App) -> None:
    """A fact's card is rendered whole."""
    reply = slack_app.ask(f"fact {next(iter(slack_app.library.facts))}", today())

    body = message(card(reply, "private", "x"), ids)

    assert words(shown(body)) == words(plain_text(reply))
    assert labels(body) == ["Share"]


_SMALL = st.text(max_size=40)
_TEXT = st.one_of(
    _SMALL,
    st.sampled_from(["<!channel>", "<@U1>", "*b* _i_ `c` ~s~", "<http://x|y>", "&amp;", ":tada:"]),
    st.text(min_size=200, max_size=400),
    st.integers(1, 500).map(lambda n: "& <>" * n),
    st.integers(1, 1500).map(lambda n: "\U0001f600" * n),
)
_FACT = st.builds(
    ReplyFact,
    fact=st.sampled_from(["a", "b", "c"]),
    standing=st.just("said"),
    by=st.just(()),
    denied_by=st.just(()),
    when=st.none(),
    modality=st.just("happened"),
    sources=st.just(()),
)
_NUMBERS = st.lists(st.integers(1, 9), max_size=3, unique=True).map(tuple)
_POINT = st.builds(
    Point, text=_TEXT, lead=_FACT, notes=st.lists(_TEXT, max_size=2).map(tuple), sources=_NUMBERS
)
_SOURCES = st.lists(_TEXT, max_size=9).map(
    lambda found: tuple(
        ReplySource(n=n, id=str(n), title="t", published="2025", reliability="C", line=line)
        for n, line in enumerate(found, start=1)
    )
)
_ACTION = st.builds(
    Action,
    kind=st.sampled_from(["more", "back", "timeline", "sources", "share", "offer"]),
    label=_TEXT,
    text=_TEXT,
)
_TEXTS = st.lists(_TEXT, max_size=3).map(tuple)
REPLIES = st.builds(
    Reply,
    kind=st.sampled_from(["answer", "offer", "none", "help", "error"]),
    title=_TEXT,
    bottom_line=st.none()
    | st.builds(ReplyBottomLine, text=_TEXT, facts=_TEXTS, gap=st.booleans(), sources=_NUMBERS),
    details=_TEXTS,
    points=st.lists(_POINT, max_size=6).map(tuple),
    positions=st.lists(
        st.builds(ReplyPosition, text=_TEXT, facts=st.just(("a", "b"))), max_size=2
    ).map(tuple),
    settles=st.none() | _TEXT,
    sources=_SOURCES,
    offers=_TEXTS,
    not_understood=_TEXTS,
    notices=_TEXTS,
    actions=st.lists(_ACTION, max_size=30).map(tuple),
    shown_from=st.integers(0, 9),
    shown_to=st.integers(0, 9),
    pack=_SMALL,
    notice=_TEXT,
)


@settings(max_examples=60)
@given(REPLIES, st.sampled_from(["private", "direct", "public"]), _TEXT, st.integers(0, 999))
def test_any_text(reply: Reply, place: Place, question: str, turn: int) -> None:
    """Whatever a pack and a person wrote, any page is taken by Slack and pings nobody."""
    page = turn % len(pages(reply))

    body = message(Card(reply=reply, card="c", place=place, question=question, page=page), ids)

    assert message_faults(body) == []
    assert alive(body) == []


@settings(max_examples=60)
@given(REPLIES, _TEXT)
def test_any_view(reply: Reply, name: str) -> None:
    """Modals and the App Home keep Slack's limits as well."""
    shown_card = Card(reply=reply, card="c", place="modal", question="x")

    assert view_faults(modal(name, shown_card, ids)) == []
    assert view_faults(home([f"x{name}", "Subjects: none."], shown_card, ids)) == []


@settings(max_examples=60)
@given(REPLIES)
def test_paging_drops_nothing(reply: Reply) -> None:
    """What does not fit on one page stands on the next; every line and every source is there."""
    every = " ".join(line.text for page in pages(reply) for line in page)

    found = "".join(every.split())

    expected = [reply.title, *reply.details, *reply.notices, reply.settles or ""]
    expected += [point.text for point in reply.points if not (reply.details or reply.positions)]
    expected += [source.line for source in reply.sources if lines(reply)[:1]]
    if not reply.title.startswith("Sources"):
        for text in expected:
            pieces = ["".join(piece.split()) for piece in split(text, 2_700)]
            assert all(piece[:40] in found for piece in pieces)


def _long(points: int) -> Reply:
    fact = ReplyFact(
        fact="f", standing="said", by=(), denied_by=(), when=None, modality="", sources=()
    )
    return Reply(
        kind="answer",
        title="Long",
        pack="1",
        points=tuple(
            Point(text=f"{n} {'word ' * 190}end.", lead=fact, sources=(n,), notes=(f"note {n}",))
            for n in range(1, points + 1)
        ),
        sources=tuple(
            ReplySource(
                n=n, id=f"{n}", title="t", published="", reliability="C", line=f"source {n}"
            )
            for n in range(1, points + 1)
        ),
        notices=("A notice.",),
        shown_from=1,
        shown_to=points,
        total=points,
    )


def test_points_move_with_their_sources() -> None:
    """Points that do not fit stand on a next page, with their notes, sources and count."""
    texts = [[line.text for line in page] for page in pages(_long(6))]

    assert [[text.split(" ")[1] for text in page if text[0] == "•"] for page in texts] == [
        ["1", "2", "3"],
        ["4", "5", "6"],
    ]
    assert texts[0][4:6] == [
        "* note 1 * note 2 * note 3",
        "[1] source 1 · [2] source 2 · [3] source 3",
    ]
    assert texts[1][5:7] == [
        "* note 4 * note 5 * note 6",
        "[4] source 4 · [5] source 5 · [6] source 6",
    ]
    assert texts[0][-1].startswith("1–3 of 6 facts") or texts[0][-1].startswith("3 of 6 facts")
    assert texts[1][-1].startswith("4–6 of 6 facts")
    assert texts[1][4] == "A notice."


def test_buttons_turn_the_pages() -> None:
    """More and Back turn the pages of one answer before they turn to the next one."""
    reply = Reply(
        **{
            **{name: getattr(_long(6), name) for name in Reply.__slots__},
            "actions": (Action(kind="more", label="More", text="next"),),
        }
    )

    def turns(page: int) -> list[tuple[str, str, int]]:
        shown_card = Card(reply=reply, card="c", place="private", question="q", page=page)
        return [(one.label, one.press.text, one.page) for one in buttons(shown_card)]

    assert turns(0) == [("More", "q", 1)]
    assert turns(1) == [("Back", "q", 0), ("More", "next", 0)]


@given(st.text(max_size=300), st.integers(20, 100))
def test_splitting(text: str, limit: int) -> None:
    """A text that is split keeps all its letters, and each piece fits."""
    pieces = split(text, limit)

    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(measure(piece) <= limit for piece in pieces)


@given(st.text(max_size=300))
def test_labels_fit(text: str) -> None:
    """A button's label is never longer than Slack shows, and never empty."""
    reply = Reply(kind="help", title="x", actions=(Action(kind="offer", label=text, text="y"),))

    (label,) = labels(message(card(reply, "private", ""), ids))

    assert 0 < measure(label) <= LONGEST_LABEL


@pytest.mark.parametrize(
    ("sent", "plain"),
    [
        ("<@U1> russia", "russia"),
        ("<@U1|bob> russia", "russia"),
        ("<#C1|iran> <#C2>", "iran"),
        ("<!here> <!date^1^x|then>", "then"),
        ("<https://x.example/a|russia> <https://y.example>", "russia https://y.example"),
        ("a &lt;b&gt; &amp; c &amp;lt;", "a <b> & c &lt;"),
        ("  many\n spaces ", "many spaces"),
    ],
)
def test_what_is_heard(sent: str, plain: str) -> None:
    """Slack's markup in what people write becomes the words that they see."""
    assert heard(sent) == plain
