"""Why: where the pack and the database are and what the bot may be told from outside, read once and
frozen. It must not read a pack, and secrets never show in its text."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Mapping

ENV_FILE = ".env"
_OWN_PACKS = (Path(__file__).parent / "pack", Path(__file__).parent.parent / "facts")


class Settings(BaseSettings):
    """What the environment sets, or the file .env in the working folder; the environment wins."""

    model_config = SettingsConfigDict(
        env_prefix="AXIS_",
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        frozen=True,
        extra="ignore",
    )

    #: the folder of the pack to answer from; None looks in ./facts, then in the package's own data
    pack: Path | None = None
    #: the folder of the SQLite file; None is axis-brief in XDG_DATA_HOME (default ~/.local/share)
    data_dir: Path | None = None
    #: the address of a PostgreSQL database; None is a SQLite file in `data_dir`. It may hold a
    #: password, and hosts know it by this name.
    database_url: SecretStr | None = Field(default=None, validation_alias="DATABASE_URL")
    #: where health, readiness and metrics are told; this machine only, unless told otherwise
    status_host: str = "127.0.0.1"
    #: 0 lets the system choose a port, which the log tells
    status_port: int = Field(default=8090, ge=0, le=65_535)


def read_settings() -> Settings:
    """Return the settings; raises SetupError where one cannot be used or .env is no text."""
    try:
        return Settings()
    except UnicodeDecodeError:
        raise SetupError(_NO_TEXT) from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper()
        msg = (
            f"{name if name == 'DATABASE_URL' else f'AXIS_{name}'} cannot be used: {first['msg']}."
        )
        raise SetupError(msg) from None


def read_environment(here: Path) -> Mapping[str, str]:
    """Return all variables that are set, and those of the file .env in `here`; the former win.

    A blank variable counts as not set. Raises SetupError where .env is no text.
    """
    try:
        kept = dotenv_values(here / ENV_FILE, encoding="utf-8")
    except UnicodeDecodeError:
        raise SetupError(_NO_TEXT) from None
    found = ((name, (value or "").strip()) for name, value in kept.items())
    given = ((name, value.strip()) for name, value in os.environ.items())
    return {name: value for name, value in (*found, *given) if value}


_NO_TEXT = "The file .env is no UTF-8 text. Write NAME=value there, one a line."


def data_dir(settings: Settings, environment: Mapping[str, str]) -> Path:
    """Return the folder for what the bot remembers; it need not be there yet.

    Raises SetupError where none is named and nobody is at home.
    """
    if settings.data_dir is not None:
        return settings.data_dir.expanduser()
    given = Path(environment.get("XDG_DATA_HOME", ""))
    try:
        base = given if given.is_absolute() else Path.home() / ".local" / "share"
    except RuntimeError:
        msg = "There is no home folder to keep data in. Name a folder in AXIS_DATA_DIR."
        raise SetupError(msg) from None
    return base / "axis-brief"


def find_database(environment: Mapping[str, str]) -> tuple[str | None, Path]:
    """Return the database's address, None for a SQLite file, and the folder for that file.

    Raises SetupError as `read_settings` and `data_dir` do.
    """
    settings = read_settings()
    url = settings.database_url.get_secret_value() if settings.database_url else None
    return url, Path() if url else data_dir(settings, environment)


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
