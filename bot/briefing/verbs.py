"""Why: what people can do with briefs is called the same everywhere. It must not do it."""

from __future__ import annotations

from bot.briefing.terms import or_joined
from bot.briefing.zones import shown
from bot.errors import WishError

#: each verb and what it is for, as help tells it
VERBS = {
    "now": "see what would be posted today",
    "status": "see when briefs came here, and when the next ones come",
    "why": "see what became of one day's brief",
    "subscribe": "set up this channel's brief",
    "change": "change this channel's brief",
    "pause": "post no briefs here for now",
    "resume": "post briefs here again",
    "stop": "end this channel's briefs",
}
#: what people type for some of them: offered, and before what is merely spelled alike
_MEANT = {
    "unsubscribe": "stop",
    "end": "stop",
    "cancel": "stop",
    "delete": "stop",
    "remove": "stop",
    "edit": "change",
    "start": "subscribe",
    "setup": "subscribe",
    "today": "now",
}
_NEAR = 2


def read_verb(text: str) -> tuple[str, str]:
    """Return the verb that a text begins with and what follows; nothing means `now`.

    Raises WishError naming the verbs where it begins with none of them.
    """
    word, _, rest = text.strip().partition(" ")
    if not word:
        return "now", ""
    verb = word.casefold()
    if verb in VERBS:
        return verb, rest.strip()
    msg = f'"{shown(word)}" is nothing that can be done with briefs. {_offer(verb)}'
    raise WishError(msg)


def _offer(word: str) -> str:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - few verbs are misspelt

    meant = _MEANT.get(word)
    near = [meant] if meant else [one for one in VERBS if OSA.distance(one, word) <= _NEAR]
    return f"Did you mean {or_joined(near)}?" if near else f"Write {or_joined(VERBS)}."
