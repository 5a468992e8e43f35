"""Why: what Slack's framework itself costs: an app over Socket Mode, as its documentation begins,
that answers every command with one word. It must use nothing of the bot."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

if TYPE_CHECKING:
    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.respond.async_respond import AsyncRespond


async def _run() -> None:
    token, address = os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_API_URL"]
    app = AsyncApp(client=AsyncWebClient(token=token, base_url=address))

    @app.command(os.environ["FLOOR_COMMAND"])
    async def ping(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond("pong")

    handler = AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
    await handler.start_async()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    asyncio.run(_run())
