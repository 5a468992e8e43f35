"""Why: what people see of a reply in Discord, and that no text can break out of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.controls import Showing, read_custom_id
from adapters.discord.markup import escaped, length, line_start, pieces
from adapters.discord.render import render, sentence
from bot.buttons import button_id
from bot.rendering import plain_text
from bot.reply import Action, Point, Reply, ReplyFact, ReplySource
from tests.discord_.reading import check, ids, labels, shown
from tests.discord_.replies import any_replies, texts
from tests.platforms.discord_rules import alive

if TYPE_CHECKING:
    from bot.app import App

_TODAY = date(2026, 11, 22)
_SHOWING = Showing(asked="russia iran", card="abcdefabcdef")
_QUESTIONS = (
    "russia iran",
    "russia iran page 2",
    "timeline russia iran",
    "sources russia iran",
    "sources",
    "question bloc",
    "question",
    "iran drones",
    "russia",
    "four",
    "antony blinken",
    "russia iran as-of 2024",
    "iran since 2024",
    "korea",
    "irann",
    "france",
    "help",
    "since tomorrowish",
    "russia iran zzzz qqqq",
    "fact irn-rus-2022-drones-100",
)


def _words(text: str) -> list[str]:
    return re.sub(r"[^\w\s]|page \d+ of \d+", " ", text).split()


def _pages(reply: Reply) -> list[list[dict[str, object]]]:
    found, page = [], 1
    while True:
        one = render(reply, Showing(asked="q", card="abc", page=page), button_id)
        found.append(one)
        number = re.search(r"page (\d+) of (\d+)", "\n".join(shown(one)[-1:]))
        if number is None or int(number[1]) == int(number[2]):
            return found
        page += 1


def test_an_answer_reads_like_the_terminals(discord_app: App) -> None:
    """An answer has title, bottom line, points, and in small print notes, sources and footer.

    Notes and sources, which the terminal prints in one line, stand one below another.
    """
    reply = discord_app.ask("russia iran", _TODAY)
    components = render(reply, _SHOWING, button_id)
    below = re.sub(r" · (?=\[\d+\] )| (?=\* )", "\n", plain_text(reply))
    assert "Tehran denies it.\u00a0[1]" in shown(components)[1]
    assert [line.replace("\u00a0", " ") for line in shown(components)] == below.split("\n")
    assert labels(components) == ["More", "Timeline", "Sources", "Share"]
    assert ids(components) == [
        "more|2026.11|abcdefabcdef|russia iran page 2",
        "timeline|2026.11|abcdefabcdef|timeline russia iran",
        "sources|2026.11|abcdefabcdef|sources russia iran",
        "share|2026.11|abcdefabcdef|russia iran",
    ]
    check(components)


def test_standing_and_positions_stand_out(discord_app: App) -> None:
    """Who alleges and who denies is bold, and each position is a heading over its points."""
    said = str(render(discord_app.ask("russia iran", _TODAY), _SHOWING, button_id))
    assert "- **Alleged** by the United States, **denied** by Iran as of about Jan 2025:" in said
    said = str(render(discord_app.ask("question bloc", _TODAY), _SHOWING, button_id))
    assert said.count("### Position ") == 2
    assert "**What would settle it:** A commitment" in said


@pytest.mark.parametrize("question", _QUESTIONS)
def test_no_word_of_an_answer_is_lost(discord_app: App, question: str) -> None:
    """Everything that the terminal prints stands on one of the pages, or on a button."""
    reply = discord_app.ask(question, _TODAY)
    pages = _pages(reply)
    seen = {word for page in pages for line in shown(page) for word in _words(line)}
    seen |= {word for page in pages for label in labels(page) for word in _words(label)}
    missing = [word for word in _words(plain_text(reply)) if word not in seen]
    assert set(missing) <= {"You", "can", "ask"}
    for page in pages:
        check(page)


def test_a_kind_that_is_a_sentence_has_no_heading(discord_app: App) -> None:
    """An offer is one sentence with a button for each guess."""
    components = render(discord_app.ask("korea", _TODAY), _SHOWING, button_id)
    said = "Korea may mean North Korea or South Korea. South Korea is not a subject of this pack."
    assert components == [
        {
            "type": 17,
            "components": [
                {"type": 10, "content": said},
                {
                    "type": 1,
                    "components": [
                        {
                            "type": 2,
                            "style": 2,
                            "label": "north korea",
                            "custom_id": "offer|2026.11|abcdefabcdef|north korea",
                        },
                        {
                            "type": 2,
                            "style": 2,
                            "label": "south korea",
                            "custom_id": "offer|2026.11|abcdefabcdef|south korea",
                        },
                    ],
                },
            ],
        }
    ]


def test_offers_beside_an_answer_are_a_list(discord_app: App) -> None:
    """What a message names besides stands in a list above the buttons of the answer."""
    reply = discord_app.look_up("Russia, Iran and their drones; China too", _TODAY)
    menu = render(reply, _SHOWING, button_id)[0]["components"][-2]["components"][0]  # type: ignore[index]
    assert menu["type"] == 3
    assert menu["custom_id"] == "offers/abcdefabcdef"
    assert [option["label"] for option in menu["options"]] == list(reply.offers)
    assert [option for option in menu["options"] if "description" in option] == []
    assert [read_custom_id(option["value"])[0].text for option in menu["options"]] == list(  # type: ignore[index]
        reply.offers
    )


def test_open_questions_stand_in_the_list_with_their_words(discord_app: App) -> None:
    """An option says the question that choosing it opens, as short as Discord takes it."""
    reply = discord_app.ask("question", _TODAY)
    menu = render(reply, _SHOWING, button_id)[0]["components"][-1]["components"][0]  # type: ignore[index]
    said = {f"{one['label']} - {one['description']}" for one in menu["options"]}
    assert said == set(reply.details)


def test_who_shared_a_card_is_named_and_not_pinged(discord_app: App) -> None:
    """A shared card ends with who shared it, cut at Discord's own length, dead as all text is."""
    reply = discord_app.ask("russia iran", _TODAY)
    shared = Showing(asked="russia iran", shared=True, sharer="@everyone <@1> " + "x" * 40)
    components = render(reply, shared, button_id)
    assert shown(components)[-1] == f"Shared by @everyone <@1> {'x' * 16}…"
    check(components)


def test_help_ends_with_commands_that_can_be_clicked(discord_app: App) -> None:
    """Help names the command as a clickable mention, which no text of a pack can imitate."""
    showing = Showing(asked="help", commands=("Commands: </axis:5>.",))
    components = render(discord_app.ask("help", _TODAY), showing, button_id)
    assert "Commands: </axis:5>." in shown(components)
    check(components, own=("</axis:5>",))
    answer = render(discord_app.ask("russia", _TODAY), showing, button_id)
    assert "Commands: </axis:5>." not in shown(answer)


def test_a_shared_answer_cannot_be_shared_again(discord_app: App) -> None:
    """A card for everybody has all buttons but Share, and no card of its own."""
    reply = discord_app.ask("russia iran", _TODAY)
    components = render(reply, Showing(asked="russia iran", shared=True), button_id)
    assert labels(components) == ["More", "Timeline", "Sources"]
    assert ids(components)[0] == "more|2026.11||russia iran page 2"


def test_a_shared_list_of_sources_leads_to_the_facts(discord_app: App) -> None:
    """Whoever meets a shared list of sources was never at the answer: its button says More."""
    reply = discord_app.ask("sources russia iran", _TODAY)
    assert labels(render(reply, _SHOWING, button_id)) == ["Back", "Share"]
    shared = Showing(asked="sources russia iran", shared=True)
    assert labels(render(reply, shared, button_id)) == ["More"]


def test_a_shared_last_page_of_facts_leads_back(discord_app: App) -> None:
    """On the last page of an answer that is shared Back is Back: there are facts before it."""
    reply = discord_app.ask("russia iran page 2", _TODAY)
    actions = tuple(one for one in reply.actions if one.kind != "more")
    shared = Showing(asked="russia iran page 2", shared=True)
    assert labels(render(replace(reply, actions=actions), shared, button_id))[0] == "Back"


def test_a_long_answer_is_paged_with_the_sources_of_each_page() -> None:
    """Each page carries title, whole lines, their notes and sources, and says which page it is."""
    fact = ReplyFact(
        fact="f", standing="said", by=(), denied_by=(), when=None, modality="happened", sources=()
    )
    points = tuple(
        Point(text=f"Point {n}. " + "word " * 240, lead=fact, notes=(f"Note {n}.",), sources=(n,))
        for n in range(1, 6)
    )
    sources = tuple(
        ReplySource(
            n=n, id=f"s{n}", title="t", published="2025", reliability="C", line=f"Source {n}"
        )
        for n in range(1, 6)
    )
    reply = Reply(
        kind="answer",
        title="Long",
        points=points,
        sources=sources,
        pack="1",
        actions=(
            Action(kind="more", label="More", text="next"),
            Action(kind="share", label="Share"),
        ),
    )
    one, two = _pages(reply)
    assert [shown(one)[0], shown(two)[0]] == ["Long", "Long"]
    assert [line[:9] for line in shown(one)[1:4]] == ["• Point 1", "• Point 2", "• Point 3"]
    assert shown(one)[4:] == [
        *(f"* Note {n}." for n in (1, 2, 3)),
        *(f"[{n}] Source {n}" for n in (1, 2, 3)),
        "page 1 of 2 · pack 1",
    ]
    assert [line[:9] for line in shown(two)[1:3]] == ["• Point 4", "• Point 5"]
    assert shown(two)[3:] == [
        *(f"* Note {n}." for n in (4, 5)),
        *(f"[{n}] Source {n}" for n in (4, 5)),
        "page 2 of 2 · pack 1",
    ]
    assert ids(one) == ["2~more|1|abc|q", "share|1|abc|q"]
    assert ids(two) == ["more|1|abc|next", "back|1|abc|q", "2~share|1|abc|q"]


def test_a_line_longer_than_a_page_is_parted_between_sentences() -> None:
    """Even a line that no page holds is shown whole, parted where sentences end."""
    sentences = [f"This is sentence number {n} of them all." for n in range(300)]
    reply = Reply(kind="answer", title="Long", details=(" ".join(sentences),), pack="1")
    pages = _pages(reply)
    said = [line for page in pages for line in shown(page)[1:-1]]
    assert " ".join(said) == " ".join(sentences)
    assert all(line.endswith(".") for line in said)


@settings(max_examples=40)
@given(reply=any_replies(), page=st.integers(1, 4), shared=st.booleans())
def test_any_reply_renders_within_limits_and_pings_nobody(
    reply: Reply,
    page: int,
    shared: bool,  # noqa: FBT001 - hypothesis gives it by name
) -> None:
    """Whatever a pack or a user says, Discord takes the message and nothing in it is alive."""
    by = reply.title if shared else ""
    showing = Showing(asked=reply.title, card="abc", page=page, shared=shared, sharer=by)
    components = render(reply, showing, button_id)
    check(components)
    for ident in ids(components):
        assert ident == "offers/abc" or read_custom_id(ident)


@given(texts)
def test_any_sentence_is_a_message(text: str) -> None:
    """A sentence with any words in it is printed as it stands."""
    check(sentence(f"Discord refused: {text[:2000]}"))


@given(texts)
def test_escaping_keeps_every_readable_letter(text: str) -> None:
    """Escaped text reads as it was, and is dead wherever in a line it stands."""
    line = line_start(escaped(text))
    assert alive(line) == []
    assert alive(f"-# {line}") == []
    read = re.sub(r"\\([^0-9A-Za-z\s])", r"\1", line).replace("\u200b", "")
    kept = "".join(one for one in text if one.isprintable() and one != "\u200b")
    assert [one for one in read if not one.isspace()] == [
        one
        for one in text.replace("\u200b", "")
        if not one.isspace() and (one in kept or one in read)
    ]


@given(texts, st.integers(40, 400))
def test_pieces_lose_nothing(text: str, room: int) -> None:
    """Parts of a line fit, put together are the line, and tear no escape."""
    parts = pieces(escaped(text), room)
    assert all(length(part) <= room for part in parts)
    assert "".join("".join(parts).split()) == "".join(escaped(text).split())
    assert all(alive(line_start(part)) == [] for part in parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# heading", "\\# heading"),
        ("- item", "\\- item"),
        ("12. item", "12\\. item"),
        ("3 million", "3 million"),
        ("a *b* _c_ ~d~ |e| `f`", "a \\*b\\* \\_c\\_ \\~d\\~ \\|e\\| \\`f\\`"),
        ("see https://example.com", "see https\\://example.com"),
        ("[x](y)", "\\[x\\](y)"),
        ("<@700000000000000001>", "\\<@\u200b700000000000000001\\>"),
        ("@everyone", "@\u200beveryone"),
        ("so :smile: and at 12:30", "so \\:smile: and at 12:30"),
        ("two\nlines\x00", "two lines"),
    ],
)
def test_each_kind_of_markup_is_escaped(text: str, expected: str) -> None:
    """Formatting, links, mentions, emoji and lists of Discord are printed, not obeyed."""
    assert line_start(escaped(text)) == expected
