"""Why: whoever sets the bot up is told what is wrong, and how to mend it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from adapters.discord.platform import PLATFORM
from bot.errors import SetupError
from bot.platforms import Finding
from tests.packs import Change, write_lake
from tests.platforms.discord_fixtures import FACTS
from tests.platforms.discord_people import TOKEN
from tests.platforms.discord_server import Fault

if TYPE_CHECKING:
    from pathlib import Path

    from tests.platforms.discord_fixtures import Replicas
    from tests.platforms.discord_server import DiscordServer

_SET = {"DISCORD_TOKEN": TOKEN, "AXIS_PACK": str(FACTS)}


async def test_all_is_well(bots: Replicas, discord_server: DiscordServer) -> None:
    """A good token, no privileged intent, both installs, and the commands that are registered."""
    await bots.start()
    assert await PLATFORM.diagnose(_SET) == [
        Finding(what="DISCORD_TOKEN", well=True, text='Discord knows this token as "stand-in".'),
        Finding(what="intents", well=True, text="No privileged intent is on; none is needed."),
        Finding(what="interactions", well=True, text="Commands and buttons come over the gateway."),
        Finding(
            what="installs",
            well=True,
            text="It can be added to servers and by a person for themselves.",
        ),
        Finding(
            what="commands",
            well=True,
            text="Registered: axis, axis-channel, brief, Look up in Axis.",
        ),
    ]
    assert discord_server.refusals == []


async def test_each_fault_names_its_mend(discord_server: DiscordServer) -> None:
    """What is not well is told with the page on which it is mended."""
    discord_server.application |= {
        "flags": 1 << 18 | 1 << 15,
        "interactions_endpoint_url": "https://example.com",
        "integration_types_config": {"0": {}},
    }
    found = await PLATFORM.diagnose(_SET)
    at = "At discord.com/developers, in the application"
    elsewhere = "Commands go to a web address instead of the bot."
    assert [(one.what, one.text) for one in found if not one.well] == [
        (
            "intents",
            f"{at}: Bot, switch off what is not needed: Message Content, Server Members Intent.",
        ),
        (
            "interactions",
            f"{elsewhere} {at}: General Information, empty Interactions Endpoint URL.",
        ),
        ("installs", f"{at}: Installation, switch on User Install."),
    ]
    assert found[-1] == Finding(
        what="commands",
        well=True,
        text="No command is registered yet. The bot registers /axis when it starts.",
    )


@pytest.mark.usefixtures("discord_server")
async def test_a_pack_that_discord_does_not_take_is_told(tmp_path: Path) -> None:
    """A pack whose command is too long, or that cannot be read, is told before the bot starts."""
    pack = write_lake(tmp_path, Change("pack.yaml", "command: lake", f"command: {'a' * 33}"))
    *_, long = await PLATFORM.diagnose({**_SET, "AXIS_PACK": str(pack)})
    text = (
        f'Discord takes no command "/{"a" * 33}": it has at most 32 letters. Change `command` in '
        "pack.yaml."
    )
    assert long == Finding(what="commands", well=False, text=text)
    *_, none = await PLATFORM.diagnose({**_SET, "AXIS_PACK": str(tmp_path / "none")})
    assert not none.well
    assert none.text.startswith("The pack cannot be read: ")


async def test_commands_of_another_pack_are_told(
    bots: Replicas, discord_server: DiscordServer, tmp_path: Path
) -> None:
    """What is registered is listed, and that this pack's command will be."""
    await bots.start()
    *_, found = await PLATFORM.diagnose({**_SET, "AXIS_PACK": str(write_lake(tmp_path))})
    assert found.text == (
        "Registered: axis, axis-channel, brief, Look up in Axis. "
        "The bot registers /lake when it starts."
    )
    assert discord_server.refusals == []


@pytest.mark.usefixtures("discord_server")
async def test_a_wrong_token_is_told_without_it(caplog: pytest.LogCaptureFixture) -> None:
    """A token that Discord does not know is told in words that do not hold it."""
    with caplog.at_level(logging.DEBUG, logger="adapters"):
        found = await PLATFORM.diagnose({**_SET, "DISCORD_TOKEN": "wrong-secret"})
    text = (
        "Discord does not know this token. At discord.com/developers, in the application: Bot, "
        "Reset Token; copy the new one."
    )
    assert found == [Finding(what="DISCORD_TOKEN", well=False, text=text)]
    assert "wrong-secret" not in caplog.text


async def test_discord_out_of_reach_is_told(discord_server: DiscordServer) -> None:
    """Where Discord cannot be asked, that is what is said."""
    discord_server.faults.append(Fault("GET /users/@me", status=403))
    found = await PLATFORM.diagnose(_SET)
    text = "Discord cannot be asked now (it answered 403). Check the network, or try again later."
    assert found == [Finding(what="discord", well=False, text=text)]


async def test_a_missing_token_is_named() -> None:
    """Without a token the variable is named."""
    with pytest.raises(SetupError) as caught:
        await PLATFORM.diagnose({"DISCORD_TOKEN": " "})
    assert str(caught.value) == (
        "DISCORD_TOKEN is not set. Copy the bot's token from discord.com/developers, Bot."
    )


async def test_no_secret_reaches_a_log(
    bots: Replicas, discord_server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the token nor an interaction's stands in any log line, whatever goes wrong."""
    with caplog.at_level(logging.INFO):
        await bots.start()
        discord_server.faults.append(
            Fault("callback", status=400, body={"code": 1, "message": "x"})
        )
        asked = await discord_server.command("russia iran")
        await discord_server.order(7)
        await discord_server.until(lambda: bool(discord_server.resumes))
    assert caplog.text
    assert TOKEN not in caplog.text
    assert asked.event["token"] not in caplog.text
