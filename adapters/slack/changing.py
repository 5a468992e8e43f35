"""Why: a channel's brief is changed by a line, a form or a button, and each time the same has to
hold: who asks may change it and is in the channel, the bot can post there, and the channel reads
who changed what. It must act on nothing but the asker's own workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.slack.answers import BRIEF
from adapters.slack.asker import is_direct
from adapters.slack.failures import RefusedError, UncertainError
from adapters.slack.refusals import NOTHING_SAVED, words_for, words_for_asker
from adapters.slack.render import note
from bot.briefing.desk import BriefDesk
from bot.briefing.model import Place
from bot.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from adapters.slack.answering import Answering
    from adapters.slack.asker import Asker
    from adapters.slack.managing import Managing
    from bot.briefing.desk import Outcome
    from bot.briefing.model import Wish
    from bot.briefing.store import Subscriptions
    from bot.knowledge.library import Library

WHAT = "briefs"
HERE = "The brief will come here."
HERE_ALREADY = "There is a brief here already. Only you see this line."
NOT_INSTALLED = "This workspace has not installed the app. Install it, then try again."
NO_ANSWER = f"{NOTHING_SAVED} Slack did not answer. Try again."
#: of a conversation into which nobody can invite the bot
NOT_OURS = (
    f"{NOTHING_SAVED} The bot is not in this conversation. Choose a channel that it is in, or your"
    " own conversation with it."
)
_UNSEEN = frozenset({"channel_not_found", "not_in_channel"})
_CHANGED_HERE = "You are changing the brief here from your App Home."
_NOT_TOLD = "The channel was not told of it."
_PERHAPS_TOLD = "Slack did not say whether the channel was told of it."


class Changing:
    """Changes briefs for people, and tells their channels."""

    def __init__(self, answering: Answering, desk: BriefDesk, managing: Managing) -> None:
        """Change them at `desk`; `managing` says who may."""
        self._desk = desk
        self._managing = managing
        self._poster = answering.poster
        self._tokens = answering.tokens

    async def save(
        self, asker: Asker, name: str, channel: str, verb: str, wish: Wish
    ) -> tuple[str, ...]:
        """Save the wish, to `subscribe` the channel or `change` its brief; return what to tell.

        Raises AxisError with a sentence for the person where nothing was saved.
        """
        token = await self._allowed(asker)
        place = place_of(asker, channel)
        known = self._desk.wish_to_change if verb == "change" else self._desk.wish_at
        new = await known(place) is None
        await self._seen_there(token, channel, asker, HERE if new else HERE_ALREADY)
        save = self._desk.change if verb == "change" else self._desk.subscribe
        outcome = await save(place, asker.user, wish)
        return await self._made_known(token, name, place, outcome)

    async def change(
        self, asker: Asker, name: str, channel: str, verb: str, *, from_afar: bool = False
    ) -> tuple[str, ...]:
        """Pause, resume or stop the channel's brief and return what to tell the person.

        `from_afar` tells that the person is not in the channel at the moment, and may have left it.
        Raises AxisError with a sentence for the person where nothing was changed.
        """
        token = await self._allowed(asker)
        if from_afar:
            await self._seen_there(token, channel, asker, _CHANGED_HERE)
        place = place_of(asker, channel)
        changes: Mapping[str, Callable[[], Awaitable[Outcome]]] = {
            "pause": lambda: self._desk.pause(place, asker.user),
            "resume": lambda: self._desk.resume(place, asker.user),
            "stop": lambda: self._desk.stop(place, asker.user),
        }
        return await self._made_known(token, name, place, await changes[verb]())

    async def _allowed(self, asker: Asker) -> str:
        """Return the workspace's token; raise SetupError for who may not change briefs."""
        token = await self._tokens.of(asker.workspace)
        if token is None:
            raise SetupError(NOT_INSTALLED)
        trouble = await self._managing.trouble(asker, WHAT)
        if trouble:
            raise SetupError(trouble)
        return token

    async def _seen_there(self, token: str, channel: str, asker: Asker, text: str) -> None:
        """Let the asker alone read a line in the channel: proof that both are members of it."""
        try:
            await self._poster.whisper(token, channel, asker.user, note(text))
        except RefusedError as error:
            few = is_direct(channel) or (asker.among_few and channel == asker.channel)
            unseen = few and error.code in _UNSEEN
            raise SetupError(NOT_OURS if unseen else words_for_asker(error.code)) from error
        except UncertainError as error:
            raise SetupError(NO_ANSWER) from error

    async def _made_known(
        self, token: str, name: str, place: Place, outcome: Outcome
    ) -> tuple[str, ...]:
        """Tell the channel who changed what; return what to tell the person."""
        if outcome.public is None:
            return outcome.lines
        try:
            await self._poster.post(token, place.channel, note(f"{name} {outcome.public}"))
        except RefusedError as error:
            return (*outcome.lines, f"{_NOT_TOLD} {words_for(error.code)}")
        except UncertainError:
            return (*outcome.lines, _PERHAPS_TOLD)
        return outcome.lines


def counter(
    library: Callable[[], Library], subscriptions: Subscriptions, command: str
) -> BriefDesk:
    """Open Slack's briefing desk; `command` is the pack's own."""
    return BriefDesk(
        library,
        subscriptions,
        f"/{command} {BRIEF}",
        alone=lambda place: is_direct(place.channel),
    )


def place_of(asker: Asker, channel: str) -> Place:
    """Return a channel of the asker's workspace.

    The workspace is the one that Slack signed for, whatever stands in a form or on a button.
    """
    return Place(platform="slack", workspace=asker.workspace.key, channel=channel)
