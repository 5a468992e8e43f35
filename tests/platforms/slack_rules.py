"""Why: what Slack refuses in a message or a view, beside what its own models check. Each rule gives
one sentence; a body that passes gives none. It must know nothing of the bot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

Json = Mapping[str, Any]

MOST_BLOCKS = 50
MOST_VIEW_BLOCKS = 100
LONGEST_TEXT = 40_000
_TEXT_KEYS = {
    "plain_text": {"type", "text", "emoji"},
    "mrkdwn": {"type", "text", "verbatim"},
}
_BLOCK_KEYS = {
    "header": {"text"},
    "section": {"text", "fields", "accessory", "expand"},
    "context": {"elements"},
    "actions": {"elements"},
    "divider": set(),
    "rich_text": {"elements"},
    "input": {"label", "element", "hint", "optional", "dispatch_action"},
}
_BUTTON_KEYS = {"type", "text", "action_id", "value", "style", "confirm", "url"}
_SELECT_KEYS = {"type", "placeholder", "action_id", "options", "initial_option", "confirm"}
_ELEMENT_KEYS = {"button": _BUTTON_KEYS | {"accessibility_label"}, "static_select": _SELECT_KEYS}
_FOCUS = {"type", "action_id", "focus_on_load"}
_INPUT_KEYS = {
    "conversations_select": _FOCUS
    | {"placeholder", "initial_conversation", "default_to_current_conversation", "filter"},
    "timepicker": _FOCUS | {"placeholder", "initial_time", "timezone"},
    "external_select": _FOCUS | {"placeholder", "initial_option", "min_query_length"},
    "checkboxes": _FOCUS | {"options", "initial_options"},
    "radio_buttons": _FOCUS | {"options", "initial_option"},
    "plain_text_input": _FOCUS
    | {"placeholder", "initial_value", "multiline", "min_length", "max_length"},
}
_MOST_BOXES = 10
_RICH_KEYS = {
    "rich_text_section": {"type", "elements"},
    "rich_text_list": {"type", "elements", "style", "indent", "offset", "border"},
    "rich_text_quote": {"type", "elements", "border"},
    "rich_text_preformatted": {"type", "elements", "border"},
    "text": {"type", "text", "style"},
    "link": {"type", "url", "text", "unsafe", "style"},
    "user": {"type", "user_id", "style"},
    "channel": {"type", "channel_id", "style"},
    "broadcast": {"type", "range"},
    "emoji": {"type", "name", "unicode"},
}
_VIEW_KEYS = {"type", "blocks", "title", "close", "submit", "private_metadata", "callback_id"}
_ANSWER_KEYS = {"errors": {"response_action", "errors"}, "update": {"response_action", "view"}}
_BOUNDS = {
    ("header", "text"): 150,
    ("context", "text"): 3000,
    ("section", "text"): 3000,
    ("button", "text"): 75,
    ("option", "text"): 75,
}


def message_faults(body: Json) -> list[str]:
    """Return why Slack would refuse the message."""
    faults = list(_text_faults(body))
    blocks = body.get("blocks")
    if blocks is not None:
        faults += _blocks_faults(blocks, MOST_BLOCKS)
    elif not body.get("text"):
        faults.append("no_text")
    return faults


def _text_faults(body: Json) -> Iterator[str]:
    text = body.get("text", "")
    if not isinstance(text, str):
        yield "text is no string"
    elif len(text) > LONGEST_TEXT:
        yield "text is longer than 40,000"
    elif body.get("blocks") and not text.strip():
        yield "there is no text for screen readers"
    if body.get("response_type", "ephemeral") not in {"ephemeral", "in_channel"}:
        yield "response_type is not ephemeral or in_channel"


def view_faults(view: Json) -> list[str]:
    """Return why Slack would refuse the modal or the App Home."""
    faults = [f"view: unknown key {key}" for key in sorted(set(view) - _VIEW_KEYS)]
    if view.get("type") not in {"modal", "home"}:
        faults.append("view: type is not modal or home")
    if view.get("type") == "modal":
        faults += _plain_faults(view.get("title"), "view title", 24)
    inputs = [block for block in view.get("blocks") or [] if block.get("type") == "input"]
    if inputs and "submit" not in view:
        faults.append("view: inputs without submit")
    if "submit" in view:
        faults += _plain_faults(view["submit"], "view submit", 24)
    if "close" in view:
        faults += _plain_faults(view["close"], "view close", 24)
    if len(str(view.get("private_metadata", ""))) > 3000:
        faults.append("view: private_metadata is longer than 3,000")
    faults += _blocks_faults(view.get("blocks") or [], MOST_VIEW_BLOCKS)
    if not faults:
        faults += _model_faults(lambda: View(**view).to_dict())
    return faults


def answer_faults(answer: Json, view: Json) -> list[str]:
    """Return why Slack would refuse how a filled-in form was acknowledged."""
    kind = str(answer.get("response_action"))
    if kind not in _ANSWER_KEYS:
        return [f"unknown response_action {kind!r}"]
    faults = [f"answer: unknown key {key}" for key in sorted(set(answer) - _ANSWER_KEYS[kind])]
    if kind == "update":
        return faults + view_faults(answer["view"])
    inputs = {block.get("block_id") for block in view["blocks"] if block["type"] == "input"}
    if not answer["errors"]:
        faults.append("errors is empty")
    for block, text in answer["errors"].items():
        if block not in inputs:
            faults.append(f"error at {block!r}, which is no input")
        if not isinstance(text, str) or not text.strip():
            faults.append(f"error at {block!r} is empty")
    return faults


def acknowledgement_faults(event: Json, answer: Json) -> list[str]:
    """Return why Slack would refuse what an event was acknowledged with; most take nothing."""
    match event.get("type"):
        case "view_submission":
            return answer_faults(answer, event["view"]) if answer else []
        case "block_suggestion":
            return options_faults(answer)
        case "url_verification":
            answer = {key: value for key, value in answer.items() if key != "challenge"}
    return [f"acknowledgement: unknown key {key}" for key in sorted(answer)]


def options_faults(answer: Json) -> list[str]:
    """Return why Slack would refuse the options that an external select was answered with."""
    faults = [f"options: unknown key {key}" for key in sorted(set(answer) - {"options"})]
    options = answer.get("options")
    if not isinstance(options, list) or len(options) > 100:
        return [*faults, "options: no list of at most 100"]
    return faults + list(_each_option(options))


def _blocks_faults(blocks: Sequence[Json], most: int) -> list[str]:
    if not isinstance(blocks, list):
        return ["blocks is no list"]
    faults = [] if blocks else ["blocks is empty"]
    if len(blocks) > most:
        faults.append(f"more than {most} blocks")
    for block in blocks:
        faults += _block_faults(block)
    faults += _twice("block_id", [b["block_id"] for b in blocks if "block_id" in b])
    elements = [e for b in blocks for e in [*_pressable(b), b.get("element", {})]]
    actions = [e["action_id"] for e in elements if "action_id" in e]
    faults += _twice("action_id", actions)
    if not faults:
        faults += _model_faults(lambda: [one.to_dict() for one in Block.parse_all(blocks)])
    return faults


def _pressable(block: Json) -> Sequence[Json]:
    found = [*block.get("elements", [])] if block.get("type") == "actions" else []
    return [*found, block["accessory"]] if "accessory" in block else found


def _model_faults(parse: Any) -> list[str]:  # noqa: ANN401 - whatever Slack's models return
    try:
        parse()
    except (SlackObjectFormationError, TypeError, ValueError) as error:
        return [f"model: {error}"]
    return []


def _twice(what: str, found: Sequence[str]) -> list[str]:
    return [f"{what} {one!r} stands twice" for one, count in Counter(found).items() if count > 1]


def _block_faults(block: Json) -> Iterator[str]:
    kind = block.get("type")
    if kind not in _BLOCK_KEYS:
        yield f"unknown block type {kind!r}"
        return
    unknown = set(block) - _BLOCK_KEYS[kind] - {"type", "block_id"}
    yield from (f"{kind}: unknown key {key}" for key in sorted(unknown))
    if not 1 <= len(block.get("block_id", "x")) <= 255:
        yield f"{kind}: block_id is not of 1 to 255"
    match kind:
        case "header":
            yield from _plain_faults(block.get("text"), "header", _BOUNDS["header", "text"])
        case "section":
            yield from _section_faults(block)
        case "context":
            yield from _context_faults(block)
        case "actions":
            yield from _actions_faults(block)
        case "rich_text":
            yield from _rich_faults(block)
        case "input":
            yield from _input_faults(block)


def _section_faults(block: Json) -> Iterator[str]:
    if "text" not in block and not block.get("fields"):
        yield "section: neither text nor fields"
    if "text" in block:
        yield from _object_faults(block["text"], "section", _BOUNDS["section", "text"])
    fields = block.get("fields", [])
    if len(fields) > 10:
        yield "section: more than 10 fields"
    for one in fields:
        yield from _object_faults(one, "field", 2000)
    if "accessory" in block:
        yield from _element_faults(block["accessory"])


def _context_faults(block: Json) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 1 <= len(elements) <= 10:
        yield "context: not of 1 to 10 elements"
    for one in elements:
        yield from _object_faults(one, "context", _BOUNDS["context", "text"])


def _actions_faults(block: Json) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 1 <= len(elements) <= 25:
        yield "actions: not of 1 to 25 elements"
    for one in elements:
        yield from _element_faults(one)


def _element_faults(element: Json) -> Iterator[str]:
    kind = element.get("type")
    if kind not in _ELEMENT_KEYS:
        yield f"unknown element type {kind!r}"
        return
    unknown = set(element) - _ELEMENT_KEYS[kind]
    yield from (f"{kind}: unknown key {key}" for key in sorted(unknown))
    if not 1 <= len(element.get("action_id", "x")) <= 255:
        yield f"{kind}: action_id is not of 1 to 255"
    if kind == "button":
        yield from _plain_faults(element.get("text"), "button", _BOUNDS["button", "text"])
        if len(element.get("value", "")) > 2000:
            yield "button: value is longer than 2,000"
        if element.get("style", "primary") not in {"primary", "danger"}:
            yield "button: style is not primary or danger"
    else:
        yield from _options_faults(element)


def _input_faults(block: Json) -> Iterator[str]:
    yield from _plain_faults(block.get("label"), "label", 2000)
    if "hint" in block:
        yield from _plain_faults(block["hint"], "hint", 2000)
    element = block.get("element") or {}
    kind = element.get("type")
    if kind not in _INPUT_KEYS:
        yield f"input: unknown element type {kind!r}"
        return
    unknown = set(element) - _INPUT_KEYS[kind]
    yield from (f"{kind}: unknown key {key}" for key in sorted(unknown))
    if "placeholder" in element:
        yield from _plain_faults(element["placeholder"], "placeholder", 150)
    if len(element.get("initial_value", "")) > 3000:
        yield "input: initial_value is longer than 3,000"
    chosen = element.get("initial_options", [])
    chosen = [*chosen, element["initial_option"]] if "initial_option" in element else chosen
    yield from _each_option(chosen)
    if kind in {"checkboxes", "radio_buttons"}:
        options = element.get("options", [])
        if not 1 <= len(options) <= _MOST_BOXES:
            yield f"{kind}: not of 1 to {_MOST_BOXES} options"
        yield from _each_option(options)
        if any(one not in options for one in chosen):
            yield f"{kind}: what is chosen at first is no option"
        if "initial_options" in element and not element["initial_options"]:
            yield f"{kind}: initial_options is empty"


def _options_faults(element: Json) -> Iterator[str]:
    options = element.get("options", [])
    if not 1 <= len(options) <= 100:
        yield "static_select: not of 1 to 100 options"
    yield from _each_option(options)


def _each_option(options: Sequence[Json]) -> Iterator[str]:
    for option in options:
        yield from _plain_faults(option.get("text"), "option", _BOUNDS["option", "text"])
        if not 1 <= len(option.get("value", "")) <= 150:
            yield "option: value is not of 1 to 150"


def _plain_faults(found: object, where: str, longest: int) -> Iterator[str]:
    if not isinstance(found, Mapping) or found.get("type") != "plain_text":
        yield f"{where}: text is not plain_text"
        return
    yield from _object_faults(found, where, longest)


def _object_faults(found: object, where: str, longest: int) -> Iterator[str]:
    if not isinstance(found, Mapping) or found.get("type") not in _TEXT_KEYS:
        yield f"{where}: no text object"
        return
    unknown = set(found) - _TEXT_KEYS[found["type"]]
    yield from (f"{where}: unknown key {key}" for key in sorted(unknown))
    text = found.get("text")
    if not isinstance(text, str) or not text.strip():
        yield f"{where}: text is empty"
    elif len(text.encode("utf-16-le", "surrogatepass")) // 2 > longest:
        yield f"{where}: text is longer than {longest}"


def _rich_faults(element: Json) -> Iterator[str]:
    elements = element.get("elements")
    if not elements:
        yield f"{element.get('type')}: no elements"
    for one in elements or []:
        kind = one.get("type")
        if kind not in _RICH_KEYS:
            yield f"rich_text: unknown element {kind!r}"
            continue
        unknown = set(one) - _RICH_KEYS[kind]
        yield from (f"{kind}: unknown key {key}" for key in sorted(unknown))
        if "elements" in _RICH_KEYS[kind]:
            yield from _rich_faults(one)
        if kind == "rich_text_list" and one.get("style") not in {"bullet", "ordered"}:
            yield "rich_text_list: style is not bullet or ordered"
        if kind == "text" and not one.get("text"):
            yield "rich_text: text is empty"


def alive(body: Json, own_channels: AbstractSet[str] = frozenset()) -> list[str]:
    """Return what in a message or a view would ping somebody, link or change its looks.

    In the App Home Slack itself names a channel of the reader's own briefs, by the id that it gave
    us: that pings nobody, and nothing that anybody wrote can become it. Those are `own_channels`;
    anywhere else, and with any other id, a channel counts.
    """
    found = [f"text: {body['text']}"] if set("<>") & set(body.get("text", "")) else []
    if body.get("link_names") or body.get("parse") == "full":
        found.append("names are linked")
    own = own_channels if body.get("type") == "home" else frozenset()
    return found + list(_alive(body.get("blocks", []), own))


def _alive(node: object, own: AbstractSet[str]) -> Iterator[str]:
    if isinstance(node, Mapping):
        if node.get("type") == "channel" and node.get("channel_id") in own:
            return
        if node.get("type") in {"mrkdwn", "user", "channel", "broadcast", "link", "markdown"}:
            yield f"element {node['type']}"
        if node.get("type") == "plain_text" and node.get("emoji") is not False:
            yield "emoji codes become pictures"
        for value in node.values():
            yield from _alive(value, own)
    elif isinstance(node, list):
        for value in node:
            yield from _alive(value, own)
