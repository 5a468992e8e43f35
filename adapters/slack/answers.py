"""Why: who sees answers in a channel is decided there, in words that belong to this adapter and not
to the core's questions. A change is told to the whole channel, or it is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.slack.asker import name_of
from adapters.slack.failures import RefusedError
from adapters.slack.render import note
from bot.briefing.terms import and_joined
from bot.briefing.verbs import VERBS
from bot.lookup.query import shown_word

if TYPE_CHECKING:
    from adapters.slack.answering import Answering
    from adapters.slack.asker import Asker, Body
    from adapters.slack.managing import Managing
    from bot.reply import Reply
    from bot.store import Store

WORD = "answers"
#: the word that this adapter keeps for briefs
BRIEF = "brief"
#: what may be typed after it, beside what help tells of at length
_OTHERS = tuple(verb for verb in VERBS if verb not in {"now", "subscribe"})
_HOW = {
    "public": "publicly here{}: everybody in this channel sees the answer",
    "private": "privately here{}: only who asks sees the answer",
}
_ANSWERED = "Commands and shortcuts are answered"
_OTHER = {"public": "private", "private": "public"}
_MOST_WORDS = 5
WHAT = "who sees answers"


def words_for_answers(text: str) -> tuple[str, ...] | None:
    """Return what follows the word that this adapter keeps for itself; None for a question."""
    first, *rest = text.casefold().split() or ("",)
    return tuple(rest) if first == WORD else None


def with_own_help(reply: Reply, command: str) -> Reply:
    """Return help with lines on what is typed in Slack alone; any other reply as it is."""
    if reply.kind != "help":
        return reply
    answers = (
        f"/{command} {WORD} public - everybody in the channel sees the answers to commands and"
        f" shortcuts there; /{command} {WORD} private undoes it"
    )
    briefs = (
        f"/{command} {BRIEF} subscribe - the channel gets a daily brief; {and_joined(_OTHERS)} are"
        f" typed in the same way, and /{command} {BRIEF} alone shows what one would say today"
    )
    return replace(reply, details=(*reply.details, answers, briefs))


class Answers:
    """Tells and changes who sees the answers to commands and shortcuts in a channel."""

    def __init__(self, answering: Answering, store: Store, managing: Managing) -> None:
        """Keep what is set in `store`; `managing` says who may change it."""
        self._answering = answering
        self._store = store
        self._managing = managing

    async def command(self, asker: Asker, words: tuple[str, ...], body: Body) -> None:
        """Do what the words after "answers" say, or say what they may be."""
        where = ("slack", asker.workspace.key, asker.channel)
        command = f"/{self._answering.desk.library.pack.command}"
        now = await self._store.visibility(*where)
        if words in {("public",), ("private",)}:
            wanted = words[0]
            if wanted == now:
                text = f"{_ANSWERED} {_HOW[now].format(' already')}."
            else:
                text = await self._managing.trouble(asker, WHAT) or ""
            if not text:
                told = f"From now on {_ANSWERED.lower()} {_HOW[wanted].format('')}."
                await self._change(asker, where, wanted, f"{told} Set by {name_of(body)}.")
                return
        elif words:
            text = _not_understood(command, words)
        else:
            text = (
                f"{_ANSWERED} {_HOW[now].format('')}. To change that, type"
                f" {command} {WORD} {_OTHER[now]}."
            )
        await self._answering.tell(asker, text)

    async def _change(
        self, asker: Asker, where: tuple[str, str, str], wanted: str, text: str
    ) -> None:
        """Set it and tell the channel; what provably was not told is taken back."""
        await self._store.set_visibility(*where, wanted)
        try:
            await self._answering.poster.respond(
                asker.response_url, note(text), private=False, replace=False
            )
        except RefusedError:
            await self._store.set_visibility(*where, _OTHER[wanted])
            raise


def _not_understood(command: str, words: tuple[str, ...]) -> str:
    shown = " ".join(filter(None, map(shown_word, words[:_MOST_WORDS])))
    typed = f', not "{shown}"' if shown else ""
    return (
        f"{command} {WORD} takes one word, public or private{typed}. Alone it tells which of them"
        " is set here."
    )
