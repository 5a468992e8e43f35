"""Why: what one picture is, for those who gather pictures and for the browser that draws them. It
must hold nothing that a platform does not get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot.buttons import button_id

if TYPE_CHECKING:
    from bot.buttons import Press

#: where it stands: in a channel, alone or with others, in a window before it, or on the app's page
Surface = Literal["message", "talk", "modal", "home"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture: its name, the platform, what to draw, and whether only the asker sees it.

    `payload` is what a message or page is made of, the whole view of a modal, or messages of a
    talk, each with its own `payload` and `private`; `errors` are what the platform shows at a
    modal's fields.
    """

    name: str
    platform: str
    payload: object
    private: bool
    surface: Surface = "message"
    errors: Mapping[str, str] = field(default_factory=dict)
    other_theme: bool = False


def short_id(press: Press) -> str:
    """Return the id of a button; one that is kept in a store stands for all long ones."""
    return button_id(press) or f"kept|p|{press.card}|aaaaaaaaaaaa"
