"""Why: a question too long for a button's id is kept in the store before the button is drawn, since
drawing is pure. A store that does not answer must cost the button, never the answer."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.discord.controls import presses
from adapters.discord.waiting import soon
from bot.buttons import Press, button_id
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from adapters.discord.controls import Showing
    from bot.reply import Reply
    from bot.store import Store

_log = logging.getLogger(__name__)


async def names(reply: Reply, showing: Showing, store: Store) -> Callable[[Press], str | None]:
    """Return what gives each button of the reply its id; None for one that cannot be kept."""
    return await named(presses(reply, showing), store)


async def named(asked: Iterable[Press], store: Store) -> Callable[[Press], str | None]:
    """Return what gives each of the presses its id; None for one that cannot be kept."""
    found = {press: button_id(press) for press in asked}
    try:
        for press in [press for press, ident in found.items() if ident is None]:
            key = await soon(store.keep_question(press.kind, press.text))
            found[press] = button_id(replace(press, kind="kept", text=key))
    except (StoreError, TimeoutError) as error:
        _log.warning("buttons left out", extra={"because": str(error)})
    return found.get


async def meant(press: Press, store: Store) -> Press | None:
    """Return what the button asks, read from the store if it was kept there; None if forgotten."""
    if press.kind != "kept":
        return press
    found = await soon(store.kept_question(press.text))
    if found is None:
        return None
    kind, text = found
    return replace(press, kind=kind, text=text)  # type: ignore[arg-type]
