"""Why: what a form holds when somebody sends it off, in the shape in which Slack then tells it. It
must know nothing of the bot's forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]


def filled(view: Mapping[str, Any], fields: Mapping[str, object]) -> Json:
    """Return the state of a form: `fields` by block, and what stands there at first in others."""
    values: Json = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element, name = block["element"], block["block_id"]
            state = _at_first(element)
            if name in fields:
                state = _chosen(element, fields[name])
            values[name] = {element["action_id"]: {"type": element["type"], **state}}
    return values


def _at_first(element: Mapping[str, Any]) -> Json:
    match element["type"]:
        case "conversations_select":
            return {"selected_conversation": element.get("initial_conversation")}
        case "timepicker":
            return {"selected_time": element.get("initial_time")}
        case "checkboxes":
            return {"selected_options": element.get("initial_options", [])}
        case "plain_text_input":
            return {"value": element.get("initial_value")}
    return {"selected_option": element.get("initial_option")}


def _chosen(element: Mapping[str, Any], value: Any) -> Json:  # noqa: ANN401 - each field its own
    def option(one: str) -> Json:
        return {"text": {"type": "plain_text", "text": one, "emoji": False}, "value": one}

    match element["type"]:
        case "conversations_select":
            return {"selected_conversation": value}
        case "timepicker":
            return {"selected_time": value}
        case "checkboxes":
            return {"selected_options": [option(one) for one in value]}
        case "plain_text_input":
            return {"value": value}
    return {"selected_option": option(value) if value else None}
