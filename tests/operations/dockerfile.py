"""Why: the image is made by a Dockerfile, and no engine may be at hand to build it. Here its steps
are read, and those that make the bot are carried out in a folder that stands in for the image."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dockerfile_parse import DockerfileParser

ROOT = Path(__file__).parents[2]
#: the folders of the image, where they begin a path
_FOLDERS = re.compile(r"(?<![\w.~-])/(?:opt/axis|build|data)\b")
#: seconds after which a step hangs
_LIMIT = 600


@dataclass(frozen=True, slots=True)
class Step:
    """An instruction of a Dockerfile and what stands after it."""

    name: str
    value: str

    @property
    def words(self) -> list[str]:
        """The value as a list, where it is written as one, else its words."""
        if self.value.startswith("["):
            return [str(word) for word in json.loads(self.value)]
        return shlex.split(self.value)


def stages(text: str) -> list[list[Step]]:
    """Return the steps of each stage, the one that names its base first."""
    found: list[list[Step]] = []
    for one in DockerfileParser(fileobj=io.BytesIO(text.encode())).structure:
        step = Step(one["instruction"], one["value"])
        if step.name == "FROM":
            found.append([])
        if step.name != "COMMENT":
            found[-1].append(step)
    return found


def only(stage: list[Step], name: str) -> Step:
    """Return the one step of that name."""
    (found,) = [step for step in stage if step.name == name]
    return found


def settings(stage: list[Step]) -> dict[str, str]:
    """Return the variables that a stage sets."""
    words = [word for step in stage if step.name == "ENV" for word in step.words]
    return {word.partition("=")[0]: word.partition("=")[2] for word in words}


@dataclass(frozen=True, slots=True)
class Image:
    """A folder that stands in for the root of an image."""

    folder: Path

    def placed(self, text: str) -> str:
        """Return the text with the image's folders replaced by those that stand in for them."""
        return _FOLDERS.sub(lambda found: f"{self.folder}{found[0]}", text)

    def build(self, stage: list[Step]) -> None:
        """Carry out the steps of a stage that copy and run."""
        here = Path(self.placed(only(stage, "WORKDIR").value))
        here.mkdir(parents=True)
        for step in stage:
            if step.name == "COPY":
                *sources, target = step.words
                for source in sources:
                    _copy(ROOT / source, here / target)
            elif step.name == "RUN":
                _run(self.placed(step.value), here, settings(stage))


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        return
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def _run(command: str, here: Path, variables: Mapping[str, str]) -> None:
    # This machine's registries and caches, as of whoever sets the project up; its own Python.
    # An image must not keep a cache, and whoever runs the tests need not load everything anew.
    path = os.pathsep.join((str(Path(sys.executable).parent), os.defpath))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    set_there = {name: value for name, value in variables.items() if name != "UV_NO_CACHE"}
    done = subprocess.run(
        ["/bin/sh", "-e", "-c", command],
        cwd=here,
        env={**kept, **set_there, "PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=_LIMIT,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
