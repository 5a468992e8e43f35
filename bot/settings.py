"""Why: where the pack is and what the bot may be told from outside, read once and frozen. It must
not read a pack, and secrets never show in its text."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SetupError

_OWN_PACKS = (Path(__file__).parent / "pack", Path(__file__).parent.parent / "facts")


class Settings(BaseSettings):
    """What the environment sets; every name begins with AXIS_ there."""

    model_config = SettingsConfigDict(
        env_prefix="AXIS_", env_ignore_empty=True, frozen=True, extra="ignore"
    )

    #: the folder of the pack to answer from; None looks in ./facts, then in the package's own data
    pack: Path | None = None


def find_pack(given: Path | None, settings: Settings, here: Path) -> Path:
    """Return the folder of the pack: `--pack`, AXIS_PACK, `./facts`, then the package's own data.

    Raises SetupError where none of them is there.
    """
    for named in (given, settings.pack):
        if named is not None:
            return named.expanduser()
    for folder in (here / "facts", *_OWN_PACKS):
        if (folder / "pack.yaml").is_file():
            return folder
    msg = "No pack was found. Name its folder with --pack or in AXIS_PACK."
    raise SetupError(msg)
