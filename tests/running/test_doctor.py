"""Why: what `axis doctor` finds, how it is printed, and what manifests there are."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.doctor import (
    examine_database,
    examine_pack,
    examine_platforms,
    examine_zones,
    report,
)
from bot.errors import SetupError
from bot.platforms import Finding
from tests.running.fakes import Fake
from tests.running.process import axis, install

TOKEN = {"FAKE_TOKEN": "hunter2hunter2"}


def test_pack(pack: Path) -> None:
    """A pack that can be read is named with its version; one that cannot with all its faults."""
    well = examine_pack(pack)
    assert well.well
    assert well.text.endswith(f" facts, from {pack}")
    (pack / "topics.yaml").unlink()
    bad = examine_pack(pack)
    assert (bad.what, bad.well) == ("pack", False)
    assert bad.text.startswith(f"{pack} cannot be read:\n")
    assert f"{pack}/topics.yaml cannot be read: No such file" in bad.text


def test_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    """The edition of the time zones is named; zones that cannot be read are a fault."""
    well = examine_zones()
    edition = version("tzdata")
    assert well.well
    assert re.fullmatch(rf"tzdata {re.escape(edition)}, \d{{3}} zones", well.text)

    def unreadable() -> frozenset[str]:
        msg = "zones is gone"
        raise FileNotFoundError(msg)

    monkeypatch.setattr("bot.doctor.zone_names", unreadable)
    text = "The time zones cannot be read (zones is gone). Reinstall the package tzdata."
    assert examine_zones() == Finding(what="zone data", well=False, text=text)


async def test_database(tmp_path: Path) -> None:
    """A database that will do is named, another one refused in its own sentence."""
    file = tmp_path / "axis.sqlite3"
    assert await examine_database(None, tmp_path) == Finding(
        what="database", well=True, text=f"{file}, made at the first start"
    )
    text = 'DATABASE_URL begins with "mysql", where postgresql or sqlite is expected.'
    assert await examine_database("mysql://x/y", tmp_path) == Finding(
        what="database", well=False, text=text
    )


async def test_not_set_up() -> None:
    """A platform that nobody wants is well; the finding says how to want it."""
    assert await examine_platforms([Fake()], {}) == (
        Finding(what="fake", well=True, text="not set up; to use it, set FAKE_TOKEN"),
    )


async def test_half_set_up() -> None:
    """A platform with a part of its secrets is not well."""
    fake = Fake(needs=(("FAKE_TOKEN", "FAKE_SECRET"), ("FAKE_KEY",)))
    text = (
        "not all of its secrets are set; it needs FAKE_TOKEN and FAKE_SECRET, or FAKE_KEY "
        "(set: FAKE_TOKEN)"
    )
    found = await examine_platforms([fake], TOKEN)
    assert found == (Finding(what="fake", well=False, text=text),)


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        (OSError("gone"), "OSError: gone"),
        (SetupError("The token is wrong."), "The token is wrong."),
    ],
    ids=["fault", "sentence"],
)
async def test_cannot_be_examined(wrong: Exception, text: str) -> None:
    """What goes wrong at one platform is its finding, and the others are examined."""
    fine = Finding(what="fake token", well=True, text="known")
    fakes = [Fake(wrong=wrong), Fake("other", findings=[fine])]
    broken = Finding(what="fake", well=False, text=text)
    assert await examine_platforms(fakes, TOKEN) == (broken, fine)


def test_report() -> None:
    """Each line begins with whether it is well, and none holds a secret."""
    findings = [
        Finding(what="pack", well=True, text="2026.1"),
        Finding(what="token", well=False, text="hunter2hunter2 is unknown. Make a new one."),
    ]
    assert report(findings, TOKEN) == (
        "ok    pack: 2026.1\nMEND  token: [secret] is unknown. Make a new one."
    )


def test_command(tmp_path: Path) -> None:
    """The command examines everything that is installed, and fails where something is not well."""
    packages = install(tmp_path / "packages")
    secret = {"SHAKY_TOKEN": "hunter3hunter3"}
    code, printed, told = axis(tmp_path, "doctor", packages=packages, **secret)
    assert (code, told) == (1, "")
    pack, zones, database, *platforms = printed.splitlines()
    assert zones.startswith("ok    zone data: tzdata 20")
    assert pack.startswith("ok    pack: ")
    assert database == (
        f"ok    database: {tmp_path / 'data' / 'axis.sqlite3'}, made at the first start"
    )
    assert [line for line in platforms if "discord" not in line and "slack" not in line] == [
        "MEND  shaky: RuntimeError: refused: [secret]",
        "ok    steady: not set up; to use it, set STEADY_TOKEN and STEADY_SECRET, or STEADY_KEY",
        (
            "MEND  broken: made_platforms:NOTHING cannot be loaded (module 'made_platforms' has no "
            "attribute 'NOTHING'). Reinstall the package it is from."
        ),
    ]


def test_the_pack_that_was_named(tmp_path: Path, pack: Path) -> None:
    """`--pack` goes before AXIS_PACK for platforms, too: Slack's command is that pack's."""
    file = pack / "pack.yaml"
    file.write_text(file.read_text().replace("command: axis", "command: sea-ice"))
    _, printed, _ = axis(
        tmp_path,
        *("--pack", str(pack), "doctor"),
        SLACK_BOT_TOKEN="xoxb-" + "hunter2",
        SLACK_SIGNING_SECRET="0123456789abcdef" * 2,
        SLACK_API_URL="http://127.0.0.1:1/",
    )
    (command,) = [line for line in printed.splitlines() if "Slack command" in line]
    assert command.startswith("ok    Slack command: /sea-ice has to be set up in the app;")


def test_manifest(tmp_path: Path) -> None:
    """A platform that is set up from a manifest prints it for the pack; others are refused."""
    packages = install(tmp_path / "packages")
    assert axis(tmp_path, "manifest", "shaky", packages=packages) == (0, "axis True\n", "")
    http = axis(tmp_path, "manifest", "shaky", "--http", packages=packages)
    assert http == (0, "axis False\n", "")
    code, printed, told = axis(tmp_path, "manifest", "steady", packages=packages)
    assert (code, printed) == (1, "")
    sentence = '"steady" has no manifest. It is no platform that is set up from a manifest.\n'
    assert told == sentence
