"""Why: YAML guesses (`no` is False, the last of two equal keys wins), and a curator needs line and
column of whatever is wrong. This reads a file to nodes, so that nothing is guessed and everything
has a place. It must not know what a pack is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from bot.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Step = str | int
Place = tuple[Step, ...]
_RESOLVERS: dict[str, list[tuple[str, re.Pattern[str]]]] = yaml.SafeLoader.yaml_implicit_resolvers
_MAY_BE_ANCHOR = re.compile(r"[&*](?<![^\s\[{,:-].)[^\s,\[\]{}]")
_DEEPEST = 32
# Half as many levels are composed within the smallest stack that a main thread usually has.
_MOST_BRACKETS = 40_000
_TOO_DEEP = f"is nested too deeply (expected at most {_DEEPEST} levels)"
_BRACKET = re.compile(r"[\[\]{}]")
_DEEP_BLOCK = re.compile(rf"^(?:[ \t]|[-?:][ \t]){{{_DEEPEST + 1}}}", re.MULTILINE)


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """Composes nodes without tags: nothing here asks for them, and finding them takes as long."""

    # Called for each node, three times; a builtin that does nothing costs least.
    resolve = descend_resolver = ascend_resolver = "".format


class Doubtful(NamedTuple):
    """A plain scalar that YAML would not read as text, and what it would read it as."""

    place: Place
    value: str
    kind: str


@dataclass(slots=True)
class Document:
    """A file as plain dicts, lists and strings, with the way back to lines and columns."""

    file: str
    data: Any
    root: yaml.Node | None
    text: str = ""
    doubtful: list[Doubtful] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: Place, text: str, *, key: bool = False) -> Fault:
        """Return a fault at the value at `place` (or at its key), or at the nearest one above."""
        line, column = self._position(place, key=key)
        path = written(place)
        return Fault(self.file, line, column, f"{path}: {text}" if path else text)

    def _position(self, place: Place, *, key: bool) -> tuple[int, int]:
        node, mark = self.root, self.root.start_mark if self.root else None
        for step in place:
            found = _child(node, step)
            if found is None:
                break
            key_node, node = found
            mark = key_node.start_mark if key and key_node else node.start_mark
        return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def written(place: Place) -> str:
    """Return a place the way people write it: `facts[2].event.when`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return text.removeprefix(".")


def _child(node: yaml.Node | None, step: Step) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def read_document(path: Path, file: str) -> Document:
    """Read one YAML file; whatever is wrong with its form stands in the document's `faults`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror
        fault = Fault(file, 0, 0, f"cannot be read: {reason} (expected a readable UTF-8 file)")
        return Document(file, None, None, faults=[fault])
    try:
        too_deep = _may_be_deep(text) and _first_too_deep(text, file)
        if too_deep:
            return Document(file, None, None, faults=[too_deep])
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        return Document(file, None, None, faults=[_syntax_fault(error, text, file)])
    document = Document(file, None, root, text)
    if _MAY_BE_ANCHOR.search(text):
        document.faults += _anchors(text, file)
    if root is not None and not document.faults:
        document.data = _plain(root, [], document)
    return document


def _may_be_deep(text: str) -> bool:
    """Whether a file may be nested so deeply that composing its nodes would end the process.

    Cheap: brackets are counted, those within quotes as well, so that many of them are suspect.
    """
    depth = deepest = 0
    brackets = _BRACKET.findall(text)
    for bracket in brackets:
        depth = depth + 1 if bracket in "[{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    deep = deepest > _DEEPEST or len(brackets) > _MOST_BRACKETS
    return deep or _DEEP_BLOCK.search(text) is not None


def _first_too_deep(text: str, file: str) -> Fault | None:
    # Composing nodes recurses in C: enough brackets would end the process. Events do not recurse.
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST and event.start_mark:
            mark = event.start_mark
            return Fault(file, mark.line + 1, mark.column + 1, _TOO_DEEP)
    return None


def _syntax_fault(error: yaml.YAMLError, text: str, file: str) -> Fault:
    control = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        column = control.start() - text.rfind("\n", 0, control.start())
        words = "is not YAML here: control characters are not allowed (expected valid YAML)"
        return Fault(file, line, column, words)
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    problem = getattr(error, "problem", None) or " ".join(str(error).split())
    return Fault(file, line, column, f"is not YAML here: {problem} (expected valid YAML)")


def _anchors(text: str, file: str) -> Iterator[Fault]:
    for event in yaml.parse(text, Loader=_Loader):
        anchor = getattr(event, "anchor", None)
        mark = event.start_mark
        if anchor and mark:
            what = "alias" if isinstance(event, yaml.AliasEvent) else "anchor"
            yield Fault(
                file,
                mark.line + 1,
                mark.column + 1,
                f'the {what} "{anchor}" is not read (expected each value written out)',
            )


def _plain(node: yaml.Node, path: list[Step], document: Document) -> object:
    """Return the plain value of a node; `path` is its place, and is left as it was."""
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, path, document)
    if len(path) >= _DEEPEST:
        mark = node.start_mark
        document.faults.append(Fault(document.file, mark.line + 1, mark.column + 1, _TOO_DEEP))
        return None
    path.append("")
    plain = _plain_list if isinstance(node, yaml.SequenceNode) else _plain_mapping
    result = plain(node, path, document)
    path.pop()
    return result


def _plain_list(node: yaml.Node, path: list[Step], document: Document) -> object:
    result = []
    for number, child in enumerate(node.value):
        path[-1] = number
        result.append(_plain(child, path, document))
    return result


def _plain_mapping(node: yaml.Node, path: list[Step], document: Document) -> object:
    result = {}
    for key_node, child in node.value:
        key = key_node.value
        if not isinstance(key, str):
            document.faults.append(_no_key(key_node, tuple(path[:-1]), document.file))
            continue
        if key in result:
            document.faults.append(_twice(key, key_node, tuple(path[:-1]), document.file))
        path[-1] = key
        result[key] = _plain(child, path, document)
    return result


def _scalar(node: yaml.ScalarNode, path: list[Step], document: Document) -> str:
    value: str = node.value
    if not node.style and value[:1] in _RESOLVERS:
        kind = _other_kind(value)
        if kind:
            document.doubtful.append(Doubtful(tuple(path), value, kind))
    return value


@lru_cache(maxsize=4096)
def _other_kind(value: str) -> str:
    """Return what YAML reads a plain scalar as, where that is not text; else nothing."""
    for tag, pattern in _RESOLVERS[value[:1]]:
        if pattern.match(value):
            return tag.rpartition(":")[2]
    return ""


def _no_key(node: yaml.Node, place: Place, file: str) -> Fault:
    what = "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"
    mark = node.start_mark
    text = f"a key is {what} (expected text before the colon)"
    path = written(place)
    where = f"{path}: {text}" if path else text
    return Fault(file, mark.line + 1, mark.column + 1, where)


def _twice(key: str, node: yaml.Node, place: Place, file: str) -> Fault:
    mark = node.start_mark
    path = written(place)
    text = f'the key "{key}" stands twice (expected once; keep one of the two)'
    where = f"{path}: {text}" if path else text
    return Fault(file, mark.line + 1, mark.column + 1, where)
