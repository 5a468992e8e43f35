"""Why: a brief belongs to a channel, or to one person in their conversation with the bot, and is
spoken of accordingly. It must hold words only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressing:
    """How a brief and whom it comes to are called, each where a sentence begins.

    The words that take up one another differ with who is spoken of, so each sentence that does so
    stands here whole.
    """

    brief: str
    none: str
    none_yet: str
    same: str
    changed_again: str
    over: str
    never_one: str
    none_on: str


IN_CHANNEL = Addressing(
    brief="This channel's brief",
    none="This channel has no brief.",
    none_yet="This channel has no brief yet.",
    same="This channel has that brief already.",
    changed_again="This channel had a brief already, which is now changed",
    over="This channel gets no brief any more.",
    never_one="This channel has had no brief yet.",
    none_on="This channel had no brief on",
)
ALONE = Addressing(
    brief="Your brief",
    none="You have no brief here.",
    none_yet="You have no brief here yet.",
    same="You have that brief already.",
    changed_again="You had a brief here already, which is now changed",
    over="You get no brief here any more.",
    never_one="You have had no brief here yet.",
    none_on="You had no brief here on",
)
