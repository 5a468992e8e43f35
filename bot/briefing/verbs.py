"""Why: what people can do with briefs is called the same everywhere. It must not do it."""

from __future__ import annotations

from bot.errors import WishError

#: each verb and what it is for, as help tells it
VERBS = {
    "now": "see what would be posted today",
    "status": "see when briefs came and when the next ones come",
    "why": "see what became of one day's brief",
    "subscribe": "set up this channel's brief",
    "change": "change it",
    "pause": "post nothing for now",
    "resume": "go on",
    "stop": "end it",
}
_NEAR = 2
_LONGEST_SHOWN = 30


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
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - few verbs are misspelt

    near = [one for one in VERBS if OSA.distance(one, verb) <= _NEAR]
    meant = f" Did you mean {' or '.join(near)}?" if near else f" Expected {', '.join(VERBS)}."
    shown = word[:_LONGEST_SHOWN]
    msg = f'"{shown}" is nothing that can be done with briefs.{meant}'
    raise WishError(msg)
