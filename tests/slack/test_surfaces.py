"""Why: a message can be looked up, and the App Home tells what there is; neither may talk much."""

from __future__ import annotations

from bot.limits import Limits
from tests.platforms.slack_fixtures import StartBot
from tests.platforms.slack_people import People, labels
from tests.platforms.slack_server import SlackServer


async def test_looking_up_a_message(people: People, slack: SlackServer) -> None:
    """The pair that a message names most is answered, privately; the rest is offered."""
    text = "Moscow and <http://x.example|Tehran> talk &amp; talk; Tehran and Moscow and China zzzq"

    await people.shortcut(text, thread_ts="1.5")

    (body,) = await slack.count("response_url", 1)
    assert body["text"].startswith("Russia and Iran\n")
    assert (body["response_type"], body["thread_ts"]) == ("ephemeral", "1.5")
    assert "zzzq" not in body["text"]
    assert "Not understood" not in body["text"]
    assert "china" in labels(body)


async def test_sharing_what_was_looked_up(people: People, slack: SlackServer) -> None:
    """What is shared of a message is the answer, and nothing of the message."""
    await people.shortcut("Moscow and Tehran, said Bob in private")
    (body,) = await slack.count("response_url", 1)

    await people.press(body, "Share")

    (shared,) = await slack.count("chat.postMessage", 1)
    assert shared["text"].startswith("Russia and Iran\n")
    assert "Bob" not in str(slack.of("chat.postMessage"))


async def test_a_message_that_names_nothing(people: People, slack: SlackServer) -> None:
    """A message that names nothing is told so, without repeating any of it."""
    await people.shortcut("lunch at noon?")

    (body,) = await slack.count("response_url", 1)

    assert body["text"] == "That message names nothing that this pack holds."


async def test_a_shortcut_twice(people: People, slack: SlackServer) -> None:
    """A shortcut that Slack delivers twice is answered once."""
    await people.shortcut("Moscow", trigger_id="t.same")
    await people.shortcut("Moscow", trigger_id="t.same")
    await people.shortcut("Tehran")

    bodies = await slack.count("response_url", 2)

    assert sorted(one["text"].split("\n")[0] for one in bodies) == ["Iran", "Russia"]


async def test_the_home(people: People, slack: SlackServer) -> None:
    """The App Home says what the pack knows, how old it is, and has examples to press."""
    await people.home()

    (body,) = await slack.count("views.publish", 1)

    shown = str(body["view"])
    assert body["user_id"] == "U1"
    headers = [one["text"]["text"] for one in body["view"]["blocks"] if one["type"] == "header"]
    assert headers == ["The alignment of Russia, China, Iran and North Korea", "What can be asked"]
    assert "months old" in shown
    assert labels(body["view"])[0] == "russia iran"


async def test_other_tabs(people: People, slack: SlackServer) -> None:
    """Opening the messages tab publishes nothing."""
    await people.home(tab="messages")
    await people.home()

    assert len(await slack.count("views.publish", 1)) == 1


async def test_pressing_in_the_home(people: People, slack: SlackServer) -> None:
    """An example opens its answer in a modal, whose buttons turn it over in place."""
    await people.home()
    (home,) = await slack.count("views.publish", 1)
    await people.press_view(home["view"], "russia iran")
    (opened,) = await slack.count("views.open", 1)
    view = next(one for one in slack.views.values() if one["type"] == "modal")
    await people.press_view(view, "More")

    (turned,) = await slack.count("views.update", 1)

    assert opened["view"]["title"]["text"] == "Axis"
    assert labels(opened["view"]) == ["More", "Timeline", "Sources"]
    assert turned["view_id"] == view["id"]
    assert labels(turned["view"])[0] == "More"


async def test_too_many_shortcuts(start_bot: StartBot, slack: SlackServer) -> None:
    """A shortcut counts as a look-up."""
    async with start_bot(limits=Limits(per_minute=1)) as people:
        await people.shortcut("Moscow")
        await slack.count("response_url", 1)
        await people.shortcut("Moscow")
        told = (await slack.count("response_url", 2))[1]

    assert told["text"] == "That was 1 request in a minute. Try again in a moment."
