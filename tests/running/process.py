"""Why: the command as hosts start it, with platforms that no network is needed for. They are
found as any other package's adapters are: by entry points, of a package made for the test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

AXIS = Path(sys.executable).with_name("axis")
ROOT = Path(__file__).parents[2]

#: a module with two platforms; they tell what happens to them on standard output
PLATFORMS = """
import asyncio, logging, sys
from bot.errors import SetupError
from bot.platforms import Finding

class Steady:
    name = "steady"
    needs = (("STEADY_TOKEN", "STEADY_SECRET"), ("STEADY_KEY",))
    async def run(self, services):
        token = services.environment["STEADY_TOKEN"]
        told = {"headers": {"auth": token}}
        logging.getLogger("sdk").warning("logged in with %s", token, extra=told)
        sdks = sorted({"slack_bolt", "discord"} & set(sys.modules))
        print("ready", services.app.library.pack.version, *sdks, flush=True)
        services.health.state = "ready"
        await services.stop.wait()
        await asyncio.sleep(0.3)
        print("answered", flush=True)
    async def diagnose(self, environment):
        return [Finding(what="steady token", well=False, text=f"{environment['STEADY_TOKEN']}: no")]

class Shaky:
    name = "shaky"
    needs = (("SHAKY_TOKEN",),)
    async def run(self, services):
        print("shaky", flush=True)
        raise RuntimeError(f"refused: {services.environment['SHAKY_TOKEN']}")
    async def diagnose(self, environment):
        raise RuntimeError(f"refused: {environment['SHAKY_TOKEN']}")
    def manifest(self, pack, *, socket_mode):
        return f"{pack.command} {socket_mode}\\n"

STEADY, SHAKY = Steady(), Shaky()
"""
ENTRY_POINTS = """[axis_brief.adapters]
shaky = made_platforms:SHAKY
steady = made_platforms:STEADY
broken = made_platforms:NOTHING
"""


def install(folder: Path) -> Path:
    """Make a package with the platforms in the folder, which goes on PYTHONPATH; return it."""
    made = folder / "made-1.dist-info"
    made.mkdir(parents=True)
    (made / "METADATA").write_text("Metadata-Version: 2.1\nName: made\nVersion: 1\n")
    (made / "entry_points.txt").write_text(ENTRY_POINTS)
    (folder / "made_platforms.py").write_text(PLATFORMS)
    return folder


def environment(here: Path, packages: Path | None, variables: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which nothing of this machine's secrets or data shows."""
    kept = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
    path = {"PYTHONPATH": str(packages)} if packages else {}
    plain = {"PATH": os.environ["PATH"], "HOME": str(here), "AXIS_DATA_DIR": str(here / "data")}
    # Any port, as several bots run beside one another.
    plain["AXIS_STATUS_PORT"] = "0"
    return {**kept, **plain, "AXIS_PACK": str(ROOT / "facts"), **path, **variables}


@contextmanager
def started(
    here: Path, packages: Path, variables: Mapping[str, str]
) -> Iterator[subprocess.Popen[str]]:
    """Start `axis run --platforms-only` there; whatever is left of it ends with the test."""
    process = subprocess.Popen(
        [AXIS, "run", "--platforms-only"],
        cwd=here,
        env=environment(here, packages, variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def axis(
    here: Path,
    *words: str,
    packages: Path | None = None,
    typed: str | None = None,
    **variables: str,
) -> tuple[int, str, str]:
    """Run the command to its end; `typed` None is no standard input.

    Return exit code, standard output and standard error.
    """
    done = subprocess.run(
        [AXIS, *words],
        cwd=here,
        env=environment(here, packages, variables),
        **({"stdin": subprocess.DEVNULL} if typed is None else {"input": typed}),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr
