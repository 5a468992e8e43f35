"""Why: who runs the bot goes by the README, so what it says of settings and commands has to be what
the code reads and does."""

from __future__ import annotations

import re

from bot.cli import axis
from bot.settings import Settings
from tests.operations.dockerfile import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
#: names of variables as code writes them; those of other programs have other beginnings
_NAMED = re.compile(r"\"((?:AXIS|SLACK|DISCORD|XDG)_[A-Z][A-Z_]*[A-Z]|DATABASE_URL)\"")


def read_by_the_code() -> set[str]:
    """Return the variables that the core and the adapters read."""
    files = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "adapters").rglob("*.py")]
    named = {name for file in files for name in _NAMED.findall(file.read_text(encoding="utf-8"))}
    fields = Settings.model_fields.items()
    own = {str(field.validation_alias or f"AXIS_{name.upper()}") for name, field in fields}
    return named | own


def in_the_table() -> set[str]:
    """Return the variables that the README's table of settings names in its first column."""
    section = README.partition("\n## Every setting\n")[2].partition("\n## ")[0]
    table = section.partition("| variable |")[2].partition("\n\n")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


def test_every_setting_stands_in_the_table() -> None:
    """The table names every variable that the code reads, and none that it does not."""
    assert in_the_table() == read_by_the_code()


def test_there_is_something_to_compare() -> None:
    """The search sees settings of the core and of each adapter."""
    some = {"AXIS_PACK", "AXIS_STATUS_PORT", "DATABASE_URL", "SLACK_BOT_TOKEN", "DISCORD_TOKEN"}
    assert some <= read_by_the_code()


def test_every_operators_command_is_told() -> None:
    """The README names each command with which operators look after the bot."""
    commands = axis.commands["db"]
    names = [f"axis db {name}" for name in getattr(commands, "commands", {})]
    missing = [name for name in ("axis run", "axis doctor", *names) if f"`{name}" not in README]
    assert missing == []


def test_every_section_that_operators_look_for() -> None:
    """What operators look for stands in a section of its own."""
    titles = re.findall(r"^## (.+)$", README, re.MULTILINE)
    wanted = """Slack in ten minutes/Discord in ten minutes/Every setting/Health and metrics
        When something is wrong/What is stored, and for how long/Several replicas/Docker"""
    assert [one for one in re.split(r"\s*[/\n]\s*", wanted) if one not in titles] == []
