"""Why: each way to ask becomes a call of the core, and the reply a message in the right place. What
the bot itself, other bots or edits say is no question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.slack.answers import words_for_answers
from adapters.slack.asker import asker_of_command, asker_of_event, asker_of_press
from adapters.slack.briefs import words_for_briefs
from adapters.slack.render import note
from adapters.slack.text import heard

if TYPE_CHECKING:
    from adapters.slack.answering import Answering
    from adapters.slack.answers import Answers
    from adapters.slack.asker import Asker, Body
    from adapters.slack.briefs import Briefs
    from bot.reply import Reply


class Questions:
    """Answers what people type, and messages that they point at."""

    def __init__(self, answering: Answering, answers: Answers, briefs: Briefs) -> None:
        """Answer as `answering` does; `answers` sets who sees it, `briefs` what comes daily."""
        self._answers = answers
        self._briefs = briefs
        self._answering = answering
        self._desk = answering.desk
        self._poster = answering.poster
        self._tokens = answering.tokens

    async def command(self, body: Body) -> None:
        """Answer the slash command, privately unless the channel is set otherwise."""
        asker = asker_of_command(body)
        if not await self._desk.first("trigger", body.get("trigger_id", "")):
            return
        if trouble := self._desk.too_many(asker):
            await self._answering.tell(asker, trouble)
            return
        text = heard(body.get("text") or "")
        words = words_for_answers(text)
        if words is not None:
            await self._answers.command(asker, words, body)
            return
        about_briefs = words_for_briefs(text, self._desk.library)
        if about_briefs is not None:
            await self._briefs.command(body, about_briefs)
            return
        await self._respond(asker, self._desk.ask(text), text)

    async def shortcut(self, body: Body) -> None:
        """Answer for the message that somebody points at, privately as a command is."""
        asker = asker_of_press(body)
        if not await self._desk.first("trigger", body.get("trigger_id", "")):
            return
        if trouble := self._desk.too_many(asker):
            await self._answering.tell(asker, trouble)
            return
        reply = self._desk.look_up(heard(body["message"].get("text") or ""))
        await self._respond(asker, reply, None)

    async def _respond(self, asker: Asker, reply: Reply, question: str | None) -> None:
        """Show the answer to who asked, or to all where the channel is set so."""
        public = reply.shareable and await self._desk.is_public(asker)
        content = await self._answering.content(reply, "public" if public else "private", question)
        await self._poster.respond(
            asker.response_url, content, private=not public, replace=False, thread=asker.thread
        )

    async def mention(self, body: Body) -> None:
        """Answer in the thread of the mention; what is no answer goes to the asker alone."""
        event = body["event"]
        if _is_no_question(event) or not await self._desk.first("event", body.get("event_id", "")):
            return
        asker = asker_of_event(body)
        token = await self._tokens.of(asker.workspace)
        if token is None:
            return
        trouble = self._desk.too_many(asker)
        text = heard(event.get("text") or "")
        reply = None if trouble else self._desk.ask(text)
        if reply and reply.shareable:
            content = await self._answering.content(reply, "public", text)
            thread = asker.thread or event["ts"]
            await self._poster.post(token, asker.channel, content, thread)
            return
        content = (
            await self._answering.content(reply, "private", text) if reply else note(trouble or "")
        )
        # In a thread that does not exist yet nobody would see it.
        await self._poster.whisper(token, asker.channel, asker.user, content, asker.thread)

    async def direct(self, body: Body) -> None:
        """Answer a message to the bot itself; each is a question of its own."""
        event = body["event"]
        if event.get("channel_type") != "im" or _is_no_question(event):
            return
        if not await self._desk.first("event", body.get("event_id", "")):
            return
        asker = asker_of_event(body)
        token = await self._tokens.of(asker.workspace)
        if token is None:
            return
        if trouble := self._desk.too_many(asker):
            content = note(trouble)
        else:
            text = heard(event.get("text") or "")
            content = await self._answering.content(self._desk.ask(text), "direct", text)
        await self._poster.post(token, asker.channel, content, asker.thread)


def _is_no_question(event: Body) -> bool:
    """Whether a message is of a bot, an edit, or something else than new words of a person."""
    return bool(
        event.get("bot_id")
        or event.get("subtype")
        or event.get("edited")
        or event.get("hidden")
        or not event.get("user")
    )
