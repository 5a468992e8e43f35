"""Why: a button outlives what made it, and may be pressed by anybody who sees it."""

from __future__ import annotations

from bot.buttons import Press, button_id
from bot.limits import Limits
from tests.platforms.slack_fixtures import StartBot
from tests.platforms.slack_people import People, find_button, labels
from tests.platforms.slack_server import SlackServer


async def test_more_and_back(people: People, slack: SlackServer) -> None:
    """On a private message every button replaces it in place, forth and back."""
    await people.command("russia iran")
    (first,) = await slack.count("response_url", 1)
    await people.press(first, "More")
    second = (await slack.count("response_url", 2))[1]
    await people.press(second, "Back")
    third = (await slack.count("response_url", 3))[2]

    assert second["text"] != first["text"]
    assert third["text"] == first["text"]
    assert [one["replace_original"] for one in (first, second, third)] == [False, True, True]
    assert {one["response_type"] for one in (first, second, third)} == {"ephemeral"}


async def test_timeline_and_sources(people: People, slack: SlackServer) -> None:
    """Timeline and Sources show the same question in another way."""
    await people.command("russia iran")
    (first,) = await slack.count("response_url", 1)
    await people.press(first, "Timeline")
    await slack.count("response_url", 2)
    await people.press(first, "Sources")

    bodies = await slack.count("response_url", 3)

    titles = [one["text"].split("\n")[0] for one in bodies[1:]]
    assert titles == ["Timeline: Russia and Iran", "Sources: Russia and Iran"]


async def test_a_public_message(people: People, slack: SlackServer) -> None:
    """A button on a public message answers who pressed it, in that thread, and changes nothing."""
    await people.mention("russia iran")
    (body,) = await slack.count("chat.postMessage", 1)

    await people.press(body, "More", user="U2", private=False, thread_ts=body["thread_ts"])

    (more,) = await slack.count("response_url", 1)
    assert (more["response_type"], more["replace_original"]) == ("ephemeral", False)
    assert more["thread_ts"] == body["thread_ts"]
    assert "Share" in labels(more)


async def test_a_press_twice(people: People, slack: SlackServer) -> None:
    """A press that Slack delivers twice is answered once."""
    await people.command("russia iran")
    (body,) = await slack.count("response_url", 1)
    await people.press(body, "More", trigger_id="t.same")
    await people.press(body, "More", trigger_id="t.same")
    await people.press(body, "Sources")

    bodies = await slack.count("response_url", 3)

    titles = sorted(one["text"].split("\n")[0] for one in bodies)
    assert titles == ["Russia and Iran", "Russia and Iran", "Sources: Russia and Iran"]


async def test_a_long_question(people: People, slack: SlackServer) -> None:
    """A question that no id can hold is kept, and its buttons work all the same."""
    text = "russia iran drones since 2020-01-01 before 2026-12-31 as-of 2026-11-01"
    await people.command(text)
    (body,) = await slack.count("response_url", 1)

    assert find_button(body, "Share")[0]["value"].startswith("kept|")
    await people.press(body, "Share")

    (shared,) = await slack.count("chat.postMessage", 1)
    assert shared["text"] == f"{body['text']}\nShared by ann"


async def test_what_was_typed_besides(people: People, slack: SlackServer) -> None:
    """A share asks what was understood: words that meant nothing are not shown to all."""
    await people.command("russia iran zzzq, please")
    (body,) = await slack.count("response_url", 1)

    await people.press(body, "Share")

    (shared,) = await slack.count("chat.postMessage", 1)
    assert "Not understood: zzzq" in body["text"]
    assert "zzzq" not in str(shared)


async def test_a_button_of_an_older_pack(people: People, slack: SlackServer) -> None:
    """Under a newer pack a button answers from that one and says so."""
    await people.command("russia iran")
    (body,) = await slack.count("response_url", 1)
    old = button_id(Press(kind="more", pack="2020.01", text="china", card="c")) or ""
    body["blocks"][-1]["elements"][0]["value"] = old

    await people.press(body, "More")

    answer = (await slack.count("response_url", 2))[1]
    told = "That button was made under pack 2020.01; this is from pack 2026.11."
    assert told in answer["text"].split("\n")


async def test_a_button_that_is_gone(people: People, slack: SlackServer) -> None:
    """A forged or forgotten button gets a sentence, and what is shown stays."""
    await people.command("russia iran")
    (body,) = await slack.count("response_url", 1)
    for value in ("nonsense", "kept|2026.11|c|aaaaaaaaaaaa"):
        body["blocks"][-1]["elements"][0]["value"] = value
        await people.press(body, "More")

    bodies = await slack.count("response_url", 3)

    told = "That button is no longer known here. Ask again with the command."
    assert [one["text"] for one in bodies[1:]] == [told, told]
    assert not any(one["replace_original"] for one in bodies)


async def test_too_many_presses(start_bot: StartBot, slack: SlackServer) -> None:
    """A press counts as a look-up; beyond the limit what is shown stays."""
    async with start_bot(limits=Limits(per_minute=1)) as people:
        await people.command("russia iran")
        (body,) = await slack.count("response_url", 1)
        await people.press(body, "More")
        told = (await slack.count("response_url", 2))[1]

    assert told["text"] == "That was 1 request in a minute. Try again in a moment."
    assert told["replace_original"] is False
