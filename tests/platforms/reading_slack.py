"""Why: a message of Slack's, read off its blocks as a person reads them. It must know no Reply and
nothing of how the adapter draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.platforms.reading_lines import understand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.platforms.reading_lines import Said

Json = dict[str, Any]
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def read_slack(body: Mapping[str, Any]) -> Said:
    """Return what the blocks of a message say."""
    return understand(_lines(body["blocks"]), [label for label, _ in pressable(body)])


def read_slack_aloud(body: Mapping[str, Any]) -> Said:
    """Return what a screen reader says of a message: its text, and then its buttons."""
    text = body["text"]
    for entity, sign in _ENTITIES:
        text = text.replace(entity, sign)
    return understand(text.split("\n"), [label for label, _ in pressable(body)])


def pressable(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the label and the id of each button, in their order."""
    rows = [block["elements"] for block in body["blocks"] if block["type"] == "actions"]
    rows += [[block["accessory"]] for block in body["blocks"] if "accessory" in block]
    return [(one["text"]["text"], one["action_id"]) for row in rows for one in row]


def _lines(blocks: list[Json]) -> Iterator[str]:
    for block in blocks:
        match block["type"]:
            case "section":
                # A button beside a text says what the text is the answer to.
                yield f"{block['accessory']['text']['text']} - {block['text']['text']}"
            case "header":
                yield block["text"]["text"]
            case "context":
                yield from (one["text"] for one in block["elements"])
            case "rich_text":
                for element in block["elements"]:
                    yield from _rich(element)


def _rich(element: Json) -> Iterator[str]:
    if element["type"] == "rich_text_list":
        yield from (f"• {_joined(item)}" for item in element["elements"])
    else:
        yield from _joined(element).split("\n")


def _joined(section: Json) -> str:
    return "".join(one["text"] for one in section["elements"])
