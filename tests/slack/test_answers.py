"""Why: who sees answers in a channel is set there, by those who may, and never behind the channel's
back."""

from __future__ import annotations

import pytest

from bot.app import App
from bot.rendering import plain_text
from bot.store import Store
from tests.platforms.slack_fixtures import StartBot, today
from tests.platforms.slack_people import People
from tests.platforms.slack_rules import alive
from tests.platforms.slack_server import BOT_TOKEN, SCOPES, TEAM, SlackServer

_PRIVATE = (
    "Commands and shortcuts are answered privately here: only who asks sees the answer. To change"
    " that, type /axis answers public."
)
_PUBLIC = (
    "Commands and shortcuts are answered publicly here: everybody in this channel sees the answer."
    " To change that, type /axis answers private."
)
_ONLY_ADMINS = "Only admins of this workspace may change who sees answers."


async def test_what_is_set(people: People, slack: SlackServer, store: Store) -> None:
    """The word alone tells its asker what is set here, and how to change it."""
    await people.command("answers")
    await slack.count("response_url", 1)
    await store.set_visibility("slack", TEAM, "C1", "public")
    await people.command("Answers ")

    bodies = await slack.count("response_url", 2)

    assert [one["text"] for one in bodies] == [_PRIVATE, _PUBLIC]
    assert {one["response_type"] for one in bodies} == {"ephemeral"}


async def test_a_change_is_told_to_all(people: People, slack: SlackServer) -> None:
    """A change is told to the channel with who made it, who is not pinged; then it holds."""
    await people.command("answers public")
    await slack.count("response_url", 1)
    await people.command("russia iran", user="U2")
    await slack.count("response_url", 2)
    await people.command("answers private", user="U2", user_name="<@U1>")
    await slack.count("response_url", 3)
    await people.command("russia iran")

    told, shown, back, hidden = await slack.count("response_url", 4)

    assert told["text"] == (
        "From now on commands and shortcuts are answered publicly here: everybody in this channel"
        " sees the answer. Set by ann."
    )
    assert back["text"] == (
        "From now on commands and shortcuts are answered privately here: only who asks sees the"
        " answer. Set by &lt;@U1&gt;."
    )
    kinds = [one["response_type"] for one in (told, shown, back, hidden)]
    assert kinds == ["in_channel", "in_channel", "in_channel", "ephemeral"]
    assert (alive(told), alive(back)) == ([], [])


async def test_a_shortcut_in_a_public_channel(
    people: People, slack: SlackServer, store: Store
) -> None:
    """What was looked up from a message is seen by all where that is set, in the same thread."""
    await store.set_visibility("slack", TEAM, "C1", "public")
    await people.shortcut("Moscow and Tehran", thread_ts="1.5")
    await slack.count("response_url", 1)
    await people.shortcut("lunch at noon?")

    found, nothing = await slack.count("response_url", 2)

    assert (found["response_type"], found["thread_ts"]) == ("in_channel", "1.5")
    assert nothing["response_type"] == "ephemeral"


async def test_one_channel(people: People, slack: SlackServer) -> None:
    """What is set in one channel holds there alone, whether the bot is a member or not."""
    await people.command("answers public", channel="C2")
    await slack.count("response_url", 1)
    await people.command("answers")
    await slack.count("response_url", 2)
    await people.command("answers", channel="C2")

    bodies = await slack.count("response_url", 3)

    assert [one["text"] for one in bodies[1:]] == [_PRIVATE, _PUBLIC]


async def test_no_change(people: People, slack: SlackServer) -> None:
    """What is set already is told to its asker alone."""
    await people.command("answers private")

    (told,) = await slack.count("response_url", 1)

    text = (
        "Commands and shortcuts are answered privately here already: only who asks sees the answer."
    )
    assert (told["text"], told["response_type"]) == (text, "ephemeral")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("answers loud", ', not "loud"'),
        ("answers public please", ', not "public please"'),
        ("answers &lt;!here&gt; " + "x" * 40, f', not "here {"x" * 30}"'),
        ("answers &amp;", ""),
    ],
)
async def test_other_words(people: People, slack: SlackServer, typed: str, shown: str) -> None:
    """Other words change nothing and get a sentence that says which there are."""
    await people.command(typed)
    (told,) = await slack.count("response_url", 1)
    await people.command("answers")

    now = (await slack.count("response_url", 2))[1]

    said = f"/axis answers takes one word, public or private{shown}."
    assert told["text"] == f"{said} Alone it tells which of them is set here."
    assert told["response_type"] == "ephemeral"
    assert now["text"] == _PRIVATE


async def test_a_change_that_was_not_told(people: People, slack: SlackServer, store: Store) -> None:
    """What the channel provably was not told is not changed."""
    await people.command("answers public", response_url=f"{slack.url}/response/none")
    await slack.until(lambda: "response_url" in dict(slack.bodies))
    await people.command("answers")

    (told,) = await slack.count("response_url", 1)

    assert told["text"] == _PRIVATE
    assert await store.visibility("slack", TEAM, "C1") == "private"


async def test_admins_only(start_bot: StartBot, slack: SlackServer) -> None:
    """With SLACK_MANAGERS=admins an admin changes it, and nobody else."""
    slack.workspaces[BOT_TOKEN].scopes = f"{SCOPES},users:read"
    slack.workspaces[BOT_TOKEN].admins = {"U2"}
    async with start_bot(SLACK_MANAGERS="admins") as people:
        await people.command("answers public")
        await slack.count("response_url", 1)
        await people.command("answers public", user="U2")
        refused, told = await slack.count("response_url", 2)

    assert (refused["text"], refused["response_type"]) == (_ONLY_ADMINS, "ephemeral")
    assert told["response_type"] == "in_channel"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (
            "missing_scope",
            (
                "Slack does not let the bot see who is one; whoever runs the bot can mend that with"
                " `axis doctor`."
            ),
        ),
        ("500", "Slack does not say who is one at the moment. Try again later."),
        ("service_unavailable", "Slack does not say who is one at the moment. Try again later."),
    ],
)
async def test_admins_not_known(
    start_bot: StartBot, slack: SlackServer, fault: str, said: str
) -> None:
    """Where Slack does not tell who is an admin nobody is taken for one."""
    slack.faults["users.info"].append(fault)
    async with start_bot(SLACK_MANAGERS="admins") as people:
        await people.command("answers public")
        (told,) = await slack.count("response_url", 1)

    assert told["text"] == f"{_ONLY_ADMINS} {said}"


async def test_admins_of_a_workspace_without_the_app(
    start_bot: StartBot, slack: SlackServer
) -> None:
    """Where the app is not installed nobody can be told an admin."""
    async with start_bot("oauth", SLACK_MANAGERS="admins") as people:
        await people.command("answers public")
        (told,) = await slack.count("response_url", 1)

    assert told["text"].startswith(f"{_ONLY_ADMINS} Slack does not let the bot see who is one;")


async def test_help_tells_of_it(people: People, slack: SlackServer, slack_app: App) -> None:
    """Help has lines on it and on briefs wherever it is asked for, after what the core says."""
    await people.command("help")
    await people.direct("help")
    await people.home()
    (typed,) = await slack.count("response_url", 1)
    (direct,) = await slack.count("chat.postMessage", 1)
    (home,) = await slack.count("views.publish", 1)
    answers = (
        "/axis answers public - everybody in the channel sees the answers to commands and shortcuts"
        " there; /axis answers private undoes it"
    )
    briefs = (
        "/axis brief subscribe - the channel gets a daily brief; status, why, change, pause, resume"
        " and stop are typed in the same way, and /axis brief alone shows what one would say today"
    )

    told = plain_text(slack_app.ask("help", today())).split("\n")
    assert typed["text"].split("\n") == [*told, answers, briefs]
    assert direct["text"] == typed["text"]
    assert "everybody in the channel sees the answers" in str(home["view"])
