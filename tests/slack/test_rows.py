"""Why: what can be asked next is said once: beside a text that explains it stands its button, and
nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.desk import card
from adapters.slack.pages import pages
from adapters.slack.render import Card, message
from bot.app import App
from bot.buttons import Press, button_id
from bot.reply import Action, Reply
from tests.platforms.slack_fixtures import today
from tests.platforms.slack_people import People, labels
from tests.platforms.slack_rules import alive, message_faults
from tests.platforms.slack_server import SlackServer


def ids(press: Press) -> str:
    """Return an id, as short as the store would make it."""
    return button_id(press) or f"kept|p|{press.card}|aaaaaaaaaaaa"


def _list(**said: str) -> Reply:
    return Reply(
        kind="offer",
        title="Which?",
        details=tuple(f"{asked} - {text}" for asked, text in said.items()),
        offers=tuple(said),
        actions=tuple(Action(kind="offer", label=one, text=one) for one in said),
        pack="1",
    )


def _rows(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    rows = [block for block in body["blocks"] if block["type"] == "section"]
    return [(one["text"]["text"], one["accessory"]["text"]["text"]) for one in rows]


def test_the_list_of_questions(slack_app: App) -> None:
    """Each open question is a sentence beside its own button; no button repeats it below."""
    library = slack_app.library

    body: Mapping[str, Any] = message(
        card(slack_app.ask("question", today()), "private", "question"), ids
    )

    rows = _rows(body)
    assert [text for text, _ in rows] == [one.question for one in library.questions.values()]
    assert [label for _, label in rows] == labels(body)
    assert {block["type"] for block in body["blocks"]} == {"header", "section"}
    assert message_faults(body) == []


async def test_pressing_beside_a_row(people: People, slack: SlackServer) -> None:
    """The button beside an open question shows its sides in place of the list."""
    await people.command("question")
    (body,) = await slack.count("response_url", 1)

    await people.press(body, labels(body)[0])

    shown = (await slack.count("response_url", 2))[1]
    assert shown["replace_original"] is True
    assert "\nPosition 1: " in shown["text"]


def test_a_long_list() -> None:
    """A list that needs several messages has in each of them its own buttons only."""
    reply = _list(**{f"question {n}": f"Is it {n}?" for n in range(60)})

    bodies: list[Mapping[str, Any]] = [
        message(Card(reply=reply, card="c", place="private", question="q", page=page), ids)
        for page in range(len(pages(reply)))
    ]

    assert [label for body in bodies for _, label in _rows(body)] == list(reply.offers)
    assert [set(labels(body)) - {label for _, label in _rows(body)} for body in bodies] == [
        {"More"},
        {"More", "Back"},
        {"Back"},
    ]
    assert [message_faults(body) for body in bodies] == [[]] * 3


def test_offers_without_a_row() -> None:
    """An offer that no text explains keeps its button below, and a text without an offer its
    place."""
    whole = _list(one="First?", two="Second?")
    reply = replace(whole, details=("one - First?", "three - Third?"))

    body: Mapping[str, Any] = message(card(reply, "private", "q"), ids)

    assert [block["type"] for block in body["blocks"]] == [
        *("header", "section", "rich_text", "actions")
    ]
    assert labels(body) == ["one", "two"]
    assert "three - Third?" in body["text"]


_TEXT = st.text(max_size=80) | st.sampled_from(["<!channel>", "<@U1>", " - ", "", "a\nb"])


@settings(max_examples=60)
@given(st.dictionaries(_TEXT, _TEXT | st.text(min_size=200, max_size=3_500), max_size=30))
def test_any_list(said: dict[str, str]) -> None:
    """Whatever a pack calls its questions, Slack takes each page and nobody is pinged."""
    reply = _list(**said)

    for page in range(len(pages(reply))):
        body = message(Card(reply=reply, card="c", place="private", question="q", page=page), ids)
        assert message_faults(body) == []
        assert alive(body) == []
