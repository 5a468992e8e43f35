"""Why: `make preview` draws what people will see in Slack and Discord, so that somebody can look at
it. Nothing else may depend on it: it needs Node and Chromium, and says so where they are absent."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bot.app import App
from tests.preview.pictures import pictures

_HERE = Path(__file__).parent
_ROOT = Path(__file__).parents[2]
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_PARTS = ("package.json", "package-lock.json", ".npmrc", "draw.mjs", "slack.jsx", "discord.js")
_NEEDS = (
    "make preview needs Node with npm and Chromium (Debian: apt install nodejs npm chromium);"
    " nothing else here does."
)


def _browser() -> str | None:
    """Return where Chromium is, as CHROMIUM names it or on the path."""
    found = map(shutil.which, (os.environ.get("CHROMIUM") or _BROWSERS[0], *_BROWSERS))
    return next((one for one in found if one), None)


def main() -> int:
    """Draw all pictures, or those whose names hold a word given; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.preview", description="Draw replies.")
    parser.add_argument("--to", type=Path, default=_ROOT / "build" / "preview")
    parser.add_argument("--pack", type=Path, default=_ROOT / "facts")
    parser.add_argument("words", nargs="*", help="only pictures whose names hold one of these")
    given = parser.parse_args()
    node, npm, browser = shutil.which("node"), shutil.which("npm"), _browser()
    if not (node and npm and browser):
        sys.stderr.write(f"{_NEEDS}\n")
        return 1
    folder: Path = given.to
    _fetch(npm, folder)
    every = [asdict(one) for one in pictures(App(given.pack), datetime.now(UTC).date())]
    (folder / "pictures.json").write_text(json.dumps(every), encoding="utf-8")
    command = [node, "draw.mjs", browser, *given.words]
    return subprocess.run(command, cwd=folder, check=False).returncode


def _fetch(npm: str, folder: Path) -> None:
    """Put our parts and the pinned libraries into the folder; once, as long as the pins stand."""
    folder.mkdir(parents=True, exist_ok=True)
    fetched = folder / "node_modules" / ".fetched"
    pins = (_HERE / "package-lock.json").read_text(encoding="utf-8")
    for part in _PARTS:
        shutil.copyfile(_HERE / part, folder / part)
    if not fetched.exists() or fetched.read_text(encoding="utf-8") != pins:
        subprocess.run([npm, "ci", "--silent"], cwd=folder, check=True)
        fetched.write_text(pins, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
