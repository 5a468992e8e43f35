"""Why: a brief in Slack is read on a phone's lock screen first, in a channel of many: its first
line says what it is, its text says all of it, and nothing in it unfolds."""

from __future__ import annotations

from typing import Any

from adapters.slack.brief import brief_message, presses
from bot.briefing.model import About
from bot.briefing.snapshot import snapshot
from bot.buttons import Press, button_id
from bot.rendering import brief_text
from tests.briefing.mornings import HARBOURS, edition, morning, pack, wish
from tests.platforms.slack_rules import message_faults

QUAY = pack(HARBOURS)
BEFORE = snapshot(edition(QUAY, "2022.3", without=("kestane-orvik-2021-route",)))
BRIEF = morning(QUAY, wish(About(actors=("kestane",), topics=("routes",))), BEFORE).brief


def ident(press: Press) -> str:
    """Return the id of a press, which is short enough here."""
    return str(button_id(press))


def strong(body: dict[str, Any]) -> list[str]:
    """Return what stands out in the blocks."""
    texts = [
        text
        for block in body["blocks"]
        if block["type"] == "rich_text"
        for element in block["elements"]
        for section in element["elements"]
        for text in section.get("elements", [section])
    ]
    return [one["text"] for one in texts if one.get("style") == {"bold": True}]


def test_the_text_says_all_of_it() -> None:
    """The message's text is the whole brief, for screen readers and notifications."""
    body = brief_message(BRIEF, ident)
    assert body["text"] == brief_text(BRIEF)
    assert (body["mrkdwn"], body["unfurl_links"], body["unfurl_media"]) == (False, False, False)
    assert message_faults(body) == []


def test_what_stands_out() -> None:
    """The title is a header; headings, kinds of change and standings are bold, and no more."""
    body: dict[str, Any] = brief_message(BRIEF, ident)
    assert body["blocks"][0]["text"]["text"] == BRIEF.title
    assert strong(body) == [
        "What changed since pack 2022.3",
        "Corrected.",
        "In focus: Kestane Freight and Orvik",
        "alleged",
    ]


def test_buttons_ask_for_more() -> None:
    """Under a brief stand more of the focus and the sources; their ids outlive the process."""
    body: dict[str, Any] = brief_message(BRIEF, ident, place="private", card="abc")
    row = body["blocks"][-1]
    assert row["block_id"] == f"private.abc.{len(body['blocks']) - 1}"
    assert [(one["text"]["text"], one["action_id"], one["value"]) for one in row["elements"]] == [
        (
            "More on Kestane Freight and Orvik",
            "ask.0.0",
            "offer|2022.4|abc|kestane freight orvik routes",
        ),
        ("Sources", "ask.1.0", "sources|2022.4|abc|sources kestane freight routes"),
    ]
    assert [one.card for one in presses(BRIEF, "abc")] == ["abc", "abc"]


def test_blocks_are_named_for_their_place() -> None:
    """In a channel each block's id says so, so that a button answers its presser privately."""
    body: dict[str, Any] = brief_message(BRIEF, ident)
    assert [one["block_id"] for one in body["blocks"]] == [
        f"public..{number}" for number in range(len(body["blocks"]))
    ]
