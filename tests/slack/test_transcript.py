"""Why: one walk through all that a card can do, as two people would take it."""

from __future__ import annotations

from tests.slack.transcript import transcript


async def test_a_whole_walk() -> None:
    """A question, its sources, a share, and a second person's More each go where they belong."""
    found = await transcript("russia iran")

    assert [what for what, _ in found] == [
        "in: slash_commands",
        "out: response_url",
        "in: interactive",
        "out: response_url",
        "in: interactive",
        "out: chat.postMessage",
        "in: interactive",
        "out: response_url",
    ]
    assert [
        (body.get("response_type"), body.get("replace_original"))
        for what, body in found
        if what.startswith("out")
    ] == [("ephemeral", False), ("ephemeral", True), (None, None), ("ephemeral", False)]
