"""Why: what Discord refuses, written down from its public documents, so that the stand-in refuses
it, too. It must not know how the bot draws a message."""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]

MOST_CHARACTERS, MOST_COMPONENTS, MOST_OPTIONS = 4000, 40, 25
V2, EPHEMERAL = 1 << 15, 1 << 6
_ROW, _BUTTON, _SELECT, _TEXT, _SEPARATOR, _CONTAINER = 1, 2, 3, 10, 14, 17
_KEYS = {
    _ROW: {"type", "id", "components"},
    _BUTTON: {"type", "id", "style", "label", "emoji", "custom_id", "url", "sku_id", "disabled"},
    _SELECT: {
        "type",
        "id",
        "custom_id",
        "options",
        "placeholder",
        "min_values",
        "max_values",
        "disabled",
    },
    _TEXT: {"type", "id", "content"},
    _SEPARATOR: {"type", "id", "divider", "spacing"},
    _CONTAINER: {"type", "id", "components", "accent_color", "spoiler"},
}
_INSIDE = {_CONTAINER: {_ROW, _TEXT, _SEPARATOR}, _ROW: {_BUTTON, _SELECT}}
_TOP = {_ROW, _TEXT, _SEPARATOR, _CONTAINER}
_MESSAGE = {
    "content",
    "embeds",
    "components",
    "flags",
    "allowed_mentions",
    "tts",
    "nonce",
    "enforce_nonce",
    "attachments",
}
MOST_OF_A_COMMAND = 8000
LOCALES = frozenset({
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no",
    "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th",
    "zh-CN", "ja", "zh-TW", "ko",
})  # fmt: skip
_OPTION = {"label", "value", "description", "emoji", "default"}
_NAME = re.compile(r"[-_'\w]{1,32}")
_COMMAND = {
    "name",
    "type",
    "description",
    "options",
    "name_localizations",
    "description_localizations",
    "integration_types",
    "contexts",
    "nsfw",
    "dm_permission",
    "default_member_permissions",
}
_ARGUMENT = {
    "type",
    "name",
    "description",
    "required",
    "choices",
    "autocomplete",
    "name_localizations",
    "description_localizations",
    "min_length",
    "max_length",
    "options",
}


def size(text: str) -> int:
    """Return the characters of a text, those beyond the BMP as two: the strictest reading."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def message_faults(message: Json) -> list[str]:
    """Return why Discord would refuse the message; empty where it takes it."""
    faults = [f"unknown key {key}" for key in message if key not in _MESSAGE]
    flags = int(message.get("flags") or 0)
    components = message.get("components") or []
    if not flags & V2:
        faults += [] if message.get("content") else ["empty message"]
        faults += ["content too long"] if size(message.get("content") or "") > 2000 else []
        return faults
    faults += [f"{key} beside V2" for key in ("content", "embeds") if message.get(key)]
    every = list(walk(components))
    top = [c.get("type") for c in components]
    faults += [f"type {kind} at the top" for kind in top if kind in _KEYS and kind not in _TOP]
    faults += [] if components else ["empty message"]
    faults += ["more than 40 components"] if len(every) > MOST_COMPONENTS else []
    texts = sum(size(one.get("content") or "") for one in every if one.get("type") == _TEXT)
    faults += ["more than 4000 characters"] if texts > MOST_CHARACTERS else []
    ids = [one["custom_id"] for one in every if one.get("custom_id")]
    faults += ["custom_id twice"] if len(ids) != len(set(ids)) else []
    if len(str(message.get("nonce") or "")) > 25:
        faults.append("nonce too long")
    return faults + [fault for one in every for fault in component_faults(one)]


def walk(components: list[Json]) -> list[Json]:
    """Return the components and all inside them."""
    found = []
    for one in components:
        found += [one, *walk(one.get("components") or [])]
    return found


def component_faults(one: Json) -> list[str]:
    """Return what is wrong with one component by itself."""
    kind = one.get("type")
    if kind not in _KEYS:
        return [f"unknown component {kind}"]
    faults = [f"unknown key {key} in {kind}" for key in one if key not in _KEYS[kind]]
    inside = [c.get("type") for c in one.get("components") or []]
    if kind in _INSIDE:
        faults += [f"{c} inside {kind}" for c in inside if c in _KEYS and c not in _INSIDE[kind]]
        faults += [] if inside else [f"empty {kind}"]
    if kind == _ROW and (len(inside) > 5 or (_SELECT in inside and len(inside) > 1)):
        faults.append("row too long")
    if kind == _TEXT and not (one.get("content") or "").strip():
        faults.append("empty text")
    if kind == _SEPARATOR and one.get("spacing", 1) not in (1, 2):
        faults.append("spacing")
    if kind == _BUTTON:
        faults += _button(one)
    if kind == _SELECT:
        faults += _select(one)
    return faults


def _between(text: object, least: int, most: int, what: str) -> list[str]:
    good = isinstance(text, str) and least <= size(text.strip()) and size(text) <= most
    return [] if good else [f"{what} not of {least} to {most} characters"]


def _button(one: Json) -> list[str]:
    faults = [] if one.get("style") in (1, 2, 3, 4, 5) else ["style"]
    faults += _between(one.get("label"), 1, 80, "label")
    if one.get("style") == 5:
        return faults + _between(one.get("url"), 1, 512, "url")
    return faults + _between(one.get("custom_id"), 1, 100, "custom_id")


def _select(one: Json) -> list[str]:
    options = one.get("options") or []
    faults = _between(one.get("custom_id"), 1, 100, "custom_id")
    faults += _between(one.get("placeholder", "-"), 0, 150, "placeholder")
    faults += [] if 1 <= len(options) <= MOST_OPTIONS else ["options"]
    values = [option.get("value") for option in options]
    faults += ["value twice"] if len(values) != len(set(values)) else []
    for option in options:
        faults += [f"unknown key {key} in option" for key in option if key not in _OPTION]
        faults += _between(option.get("label"), 1, 100, "option label")
        faults += _between(option.get("value"), 1, 100, "option value")
        faults += _between(option.get("description", "-"), 0, 100, "option description")
    return faults


def choice_faults(choices: list[Json]) -> list[str]:
    """Return why Discord would refuse the choices of an autocompletion."""
    faults = ["more than 25 choices"] if len(choices) > MOST_OPTIONS else []
    for one in choices:
        known = {"name", "value", "name_localizations"}
        faults += [f"unknown key {key}" for key in one if key not in known]
        faults += _between(one.get("name"), 1, 100, "choice name")
        faults += _localised(one, "name", 100)
        faults += _between(one.get("value"), 1, 100, "choice value")
    return faults


def commands_faults(commands: list[Json]) -> list[str]:
    """Return why Discord would refuse the list of commands."""
    kinds = [one.get("type", 1) for one in commands]
    faults = ["more than 100 commands"] if kinds.count(1) > 100 else []
    faults += ["more than 15 menus"] if kinds.count(3) > 15 or kinds.count(2) > 15 else []
    named = [(one.get("type", 1), one.get("name")) for one in commands]
    faults += ["name twice"] if len(named) != len(set(named)) else []
    return faults + [fault for one in commands for fault in command_faults(one)]


def command_faults(one: Json) -> list[str]:
    """Return what is wrong with one command."""
    faults = [f"unknown key {key} in command" for key in one if key not in _COMMAND]
    name, slash = str(one.get("name")), one.get("type", 1) == 1
    faults += _between(name, 1, 32, "name")
    if slash:
        good = _NAME.fullmatch(name) and name == name.lower()
        faults += [] if good else ["name of a command"]
        faults += _between(one.get("description"), 1, 100, "description")
    elif one.get("description"):
        faults.append("description of a menu")
    faults += _localised(one, "name", 32, lower=slash) + _localised(one, "description", 100)
    faults += ["more than 8000 characters"] if _whole(one) > MOST_OF_A_COMMAND else []
    options = one.get("options") or []
    faults += ["more than 25 options"] if len(options) > MOST_OPTIONS else []
    required = [bool(option.get("required")) for option in options]
    faults += ["required after optional"] if required != sorted(required, reverse=True) else []
    for option in options:
        faults += [f"unknown key {key} in option" for key in option if key not in _ARGUMENT]
        faults += _between(option.get("name"), 1, 32, "option name")
        faults += _between(option.get("description"), 1, 100, "option description")
        faults += _localised(option, "name", 32, lower=True)
        faults += _localised(option, "description", 100)
        if option.get("autocomplete") and option.get("choices"):
            faults.append("choices beside autocomplete")
        faults += choice_faults(option.get("choices") or [])
    return faults


def _localised(one: Json, key: str, most: int, *, lower: bool = False) -> list[str]:
    """Return what is wrong with the localisations of a name or description."""
    faults = []
    for locale, text in (one.get(f"{key}_localizations") or {}).items():
        faults += [] if locale in LOCALES else [f"unknown locale {locale}"]
        faults += _between(text, 1, most, f"localised {key}")
        good = not lower or (_NAME.fullmatch(text) and text == text.lower())
        faults += [] if good else [f"localised {key} of a command"]
    return faults


def _whole(one: Json) -> int:
    """Return the characters of a command, of each text those of its longest localisation."""
    texts = [
        [one.get(key) or "", *(one.get(f"{key}_localizations") or {}).values()]
        for key in ("name", "description")
    ]
    inside = [*(one.get("options") or []), *(one.get("choices") or [])]
    value = size(str(one.get("value", "")))
    return value + sum(max(map(size, some)) for some in texts) + sum(map(_whole, inside))


_ESCAPED = re.compile(r"\\[^0-9A-Za-z\s]")
_LIVE = re.compile(
    r"[*_~`|<>\[\]]|https?://|discord\.gg/|:[\w+-]+:|@(?:everyone|here)|<(?:@|#|t:|/|a?:|id:)"
)
_LIVE_AT_START = re.compile(r"^(?:#{1,3} |-# |[-*+] |\d+[.)] |>)")
_OUR_START = re.compile(r"^(?:## |-# )")


def alive(content: str, own: tuple[str, ...] = ()) -> list[str]:
    """Return what of the text Discord would not print as it stands; `own` is the bot's own."""
    found = []
    for raw in content.split("\n"):
        line = _OUR_START.sub("", raw)
        for one in own:
            line = line.replace(one, "")
        line = _ESCAPED.sub("·", line)
        found += _LIVE.findall(line) + _LIVE_AT_START.findall(line)
    return found


def pings(message: Json) -> bool:
    """Whether the message lets anything in it notify anybody."""
    return message.get("allowed_mentions") != {"parse": []}


def mentions(commands: list[Json]) -> list[str]:
    """Return how each command, or each of a group, is mentioned so that it can be clicked."""
    found = []
    for one in commands:
        inner = [sub["name"] for sub in one.get("options") or () if sub["type"] == 1]
        found += [f"</{' '.join((one['name'], name))}:{one['id']}>" for name in inner]
        found += [] if inner else [f"</{one['name']}:{one['id']}>"]
    return found
