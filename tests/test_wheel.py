"""Why: people get the bot as a wheel, without the checkout: it has to bring its pack, its adapters
and its command, and nothing that only makes sense here. Built, installed and asked offline."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest

from adapters.terminal.render import plain
from bot.app import App
from bot.cli import today
from bot.rendering import plain_text
from tests.terminal.running import LIMIT, Ran, ageless, environment

CHECKOUT = Path(__file__).parent.parent
SHIPPED = CHECKOUT / "facts"
UV = Path(sys.executable).with_name("uv")
QUESTION = "russia iran"


class Installed(NamedTuple):
    """The wheel, and a folder elsewhere with an environment in which it is installed."""

    wheel: Path
    folder: Path

    def run(self, *args: str, stdin: bytes = b"") -> Ran:
        """Run a command of the environment in its folder, far from the checkout."""
        done = subprocess.run(
            [self.folder / "venv" / "bin" / args[0], *args[1:]],
            input=stdin,
            capture_output=True,
            check=False,
            cwd=self.folder,
            env=environment(self.folder),
            timeout=LIMIT,
        )
        return Ran(done.stdout.decode(), done.stderr.decode(), done.returncode)


def tool(folder: Path, *args: str | Path) -> None:
    """Run a tool of ours that has to succeed."""
    env = environment(folder, UV_OFFLINE="1", UV_NO_CACHE="1", UV_NO_CONFIG="1")
    done = subprocess.run(
        args, capture_output=True, check=False, cwd=CHECKOUT, env=env, timeout=LIMIT
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel and install it beside the libraries that the tests have."""
    folder = tmp_path_factory.mktemp("elsewhere")
    tool(folder, sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv", symlinks=True, with_pip=False)
    python = folder / "venv" / "bin" / "python"
    tool(folder, UV, "pip", "install", "--quiet", "--no-deps", "--python", python, wheel)
    # A folder on the path by a .pth is searched, but the .pth of the checkout in it is not read.
    (site,) = (folder / "venv").glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return Installed(wheel, folder)


def test_wheel_answers_outside_the_checkout(installed: Installed) -> None:
    """Installed from its wheel, the command answers from the pack that came with it."""
    expected = plain_text(App(SHIPPED).ask(QUESTION, today()))
    ran = installed.run("axis", "ask", *QUESTION.split())
    assert ran._replace(out=ageless(ran.out)) == Ran(f"{ageless(expected)}\n", "", 0)


def test_wheel_brings_the_terminal(installed: Installed) -> None:
    """Installed from its wheel, the command finds the terminal by its entry point."""
    ran = installed.run("axis", "chat", stdin=f"/axis {QUESTION}\n".encode())
    expected = plain(App(SHIPPED).ask(QUESTION, today()))
    assert ran._replace(out=ageless(ran.out)) == Ran(f"{ageless(expected)}\n", "", 0)


def test_wheel_is_what_runs(installed: Installed) -> None:
    """What the installed command runs is the wheel's own code, and none of the checkout's."""
    code = "import adapters, bot, sys; print(adapters.__file__, bot.__file__, *sys.path)"
    ran = installed.run("python", "-c", code)
    assert (str(installed.folder) in ran.out.split()[0], ran.err, ran.code) == (True, "", 0)
    assert str(installed.folder) in ran.out.split()[1]
    assert str(CHECKOUT) not in ran.out.split()


def test_wheel_holds_the_pack_and_no_tests(installed: Installed) -> None:
    """A wheel holds the code, the whole pack beneath it and the licence, and nothing else."""
    names = ZipFile(installed.wheel).namelist()
    heads = {name.partition("/")[0] for name in names}
    about = f"axis_brief-{version('axis-brief')}.dist-info"
    assert heads == {"bot", "adapters", about}
    packed = sorted(name for name in names if name.startswith("bot/pack/"))
    files = (path for path in SHIPPED.rglob("*") if path.is_file())
    assert packed == sorted(f"bot/pack/{path.relative_to(SHIPPED)}" for path in files)
    assert {"bot/py.typed", "adapters/py.typed", f"{about}/licenses/LICENSE"} <= set(names)
