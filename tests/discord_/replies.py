"""Why: replies of any words at all, for what has to hold whatever a pack or a user says."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from bot.reply import (
    Action,
    ActionKind,
    Kind,
    Point,
    Reply,
    ReplyBottomLine,
    ReplyFact,
    ReplyPosition,
    ReplySource,
)

_NASTY = (
    "@everyone",
    "<@700000000000000001>",
    "<@&1>",
    "<#333>",
    "</axis:1>",
    "<t:0:R>",
    "<:a:1>",
    ":smile:",
    "[x](https://example.com)",
    "https://example.com",
    "# big",
    "- item",
    "1. item",
    "-# small",
    "> quote",
    "```code```",
    "**bold** __u__ ~~s~~ ||spoiler||",
    "\\",
    "a\nb",
    "🇷🇺 𝔘",
    "|",
    "@here @\u200beveryone",
)
texts = st.one_of(
    st.text(min_size=1, max_size=60),
    st.sampled_from(_NASTY),
    st.lists(st.sampled_from(_NASTY), min_size=1, max_size=4).map(" ".join),
    st.text(min_size=1, max_size=40).map(lambda part: part * 150),
    st.just("One sentence of ten words that says nothing at all. " * 120),
)
_kinds: st.SearchStrategy[Kind] = st.sampled_from(get_args(Kind))
_actions_kinds: st.SearchStrategy[ActionKind] = st.sampled_from(get_args(ActionKind))
_fact = ReplyFact(
    fact="f", standing="said", by=(), denied_by=(), when=None, modality="happened", sources=(1,)
)


@st.composite
def _points(draw: st.DrawFn) -> Point:
    return Point(
        text=draw(texts),
        lead=_fact,
        notes=tuple(draw(st.lists(texts, max_size=2))),
        sources=tuple(draw(st.lists(st.integers(1, 4), max_size=3))),
    )


@st.composite
def _actions(draw: st.DrawFn) -> Action:
    return Action(kind=draw(_actions_kinds), label=draw(texts), text=draw(texts))


@st.composite
def any_replies(draw: st.DrawFn) -> Reply:
    """Draw a reply."""
    sources = draw(st.lists(texts, max_size=4))
    line = ReplyBottomLine(text=draw(texts), facts=("f",), gap=False, sources=(1,))
    positions = tuple(
        ReplyPosition(text=t, facts=("f",)) for t in draw(st.lists(texts, max_size=2))
    )
    actions = draw(st.lists(_actions(), max_size=40))
    return Reply(
        kind=draw(_kinds),
        title=draw(texts),
        bottom_line=draw(st.sampled_from([None, line])),
        details=tuple(draw(st.lists(texts, max_size=4))),
        points=tuple(draw(st.lists(_points(), max_size=5))),
        positions=positions,
        settles=draw(st.none() | texts),
        sources=tuple(
            ReplySource(n=n, id=f"s{n}", title=t, published="2025", reliability="C", line=t)
            for n, t in enumerate(sources, start=1)
        ),
        offers=tuple(action.text for action in actions if action.kind == "offer"),
        not_understood=tuple(draw(st.lists(texts, max_size=2))),
        notices=tuple(draw(st.lists(texts, max_size=2))),
        actions=tuple(actions),
        shown_from=1,
        shown_to=5,
        total=9,
        pack=draw(st.sampled_from(["2026.11", "a|b", "a version with a very long name"])),
        newest_source="2025",
        notice=draw(texts),
    )
