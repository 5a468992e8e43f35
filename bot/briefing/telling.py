"""Why: a channel that heard nothing wants proof that nothing was lost, so each of its mornings can
be told in words: what was due, what became of it, what the platform said. Pure; it must not look
anything up and must not call a brief sent that may not have been."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.briefing.absence import listed_words
from bot.briefing.calendar import weekday_words
from bot.briefing.clocks import local_time, shown_zone
from bot.briefing.reasons import (
    NOT_RUNNING,
    PAUSED,
    REASONS,
    STOPPED,
    UNCHANGED,
    UNINSTALLED,
    UNREADABLE,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from bot.briefing.model import Delivery, State, Subscription

#: what became of a morning, in the words of a list
STATES: Mapping[State, str] = {
    "due": "waiting to be sent",
    "claimed": "being made",
    "sending": "being sent",
    "sent": "sent",
    "unknown": "sent, but whether it arrived is not known",
    "failed": "could not be posted",
    "skipped": "not sent",
    "missed": "missed, as it could not be sent in time",
}
#: the same, where a reason of ours tells more
_BECAUSE: Mapping[str, str] = {
    UNCHANGED: "not sent, as nothing had changed",
    PAUSED: "not sent, as the briefs were paused",
    STOPPED: "not sent, as the briefs were stopped",
    UNINSTALLED: "not sent, as the app was removed",
    NOT_RUNNING: "missed, as the bot was not running",
    UNREADABLE: "missed, as its settings could not be read",
}
_TO_COME: frozenset[State] = frozenset({"due", "claimed"})
_NEVER_LEFT: frozenset[State] = frozenset({"skipped", "missed"})
_AT: frozenset[State] = frozenset({"sent", "unknown", "failed"})


def in_known_zone(found: Subscription) -> Subscription:
    """Return a subscription to be told of: in UTC where its zone is not known any more."""
    schedule = found.wish.schedule
    known = replace(schedule, zone=shown_zone(schedule.zone))
    return replace(found, wish=replace(found.wish, schedule=known))


def instant_words(at: datetime, zone: str) -> str:
    """Return the instant in the zone's local time, to the second."""
    local = local_time(at, zone)
    return f"{weekday_words(local.date())}, {local:%H:%M:%S}"


def week_lines(
    days: Sequence[date],
    deliveries: Mapping[date, Delivery],
    found: Subscription,
    now: datetime,
) -> tuple[str, ...]:
    """Return a line for each day, in the order given: what became of its brief."""
    zone, known = found.wish.schedule.zone, deliveries
    words = (
        _state_words(known[day], zone) if day in known else listed_words(day, found, now)
        for day in days
    )
    return tuple(f"{weekday_words(day)}: {told}." for day, told in zip(days, words, strict=True))


def _state_words(delivery: Delivery, zone: str) -> str:
    """Return what became of a brief, with the local time where a request left."""
    words = state_words(delivery)
    if delivery.state not in _AT or delivery.done_at is None:
        return words
    local = local_time(delivery.done_at, zone)
    same = local.date() == delivery.local_date
    when = f"at {local:%H:%M}" if same else f"on {instant_words(delivery.done_at, zone)}"
    first, comma, rest = words.partition(",")
    return f"{first} {when}{comma}{rest}"


def state_words(delivery: Delivery) -> str:
    """Return what became of a brief, and why where nobody asked the platform."""
    because = _BECAUSE.get(delivery.code or "") if delivery.state in _NEVER_LEFT else None
    return because or STATES[delivery.state]


def todays_line(delivery: Delivery) -> str | None:
    """Return in a sentence what became of today's brief; None where it may still be sent."""
    if delivery.state in _TO_COME:
        return None
    words = "posted already" if delivery.state == "sent" else state_words(delivery)
    verb = {"sending": "is ", "failed": ""}.get(delivery.state, "was ")
    return f"Today's brief {verb}{words}; this is what one would say now."


def checked_line(latest: Delivery | None, zone: str) -> str:
    """Return when it was last looked whether there is something to say."""
    if latest is None or latest.done_at is None:
        return "Last checked: not yet."
    return f"Last checked: {instant_words(latest.done_at, zone)}."


def posted_line(sent: Delivery | None, zone: str) -> str:
    """Return when a brief was last posted, and from which pack."""
    if sent is None or sent.done_at is None:
        return "Last posted: nothing yet."
    pack = f", from pack {sent.pack}" if sent.pack else ""
    return f"Last posted: {instant_words(sent.done_at, zone)}{pack}."


def why_lines(delivery: Delivery, zone: str, platform: str) -> tuple[str, ...]:
    """Return the steps of one brief with their instants, and the platform's answer in words."""
    title = f"The brief of {weekday_words(delivery.local_date)}: {state_words(delivery)}."
    return (title, *_steps(delivery, zone), *_outcome(delivery, zone, platform))


def _steps(delivery: Delivery, zone: str) -> Iterable[str]:
    steps = (
        ("Due", delivery.due_at),
        ("Taken up", delivery.claimed_at),
        ("Request sent", delivery.sending_at),
        ("Ended", delivery.done_at),
    )
    for word, at in steps:
        if at is not None:
            yield f"{word}: {instant_words(at, zone)}{_in_utc(at, zone)}."


def _in_utc(at: datetime, zone: str) -> str:
    return " UTC" if zone == "UTC" else f" ({at:%H:%M:%S} UTC)"


def _outcome(delivery: Delivery, zone: str, platform: str) -> Iterable[str]:
    if delivery.tries > 1:
        yield f"Requests sent: {delivery.tries}."
    yield from _answer(delivery, platform)
    if delivery.state == "unknown":
        yield "It is not sent again, so that nobody gets it twice. Look for it in the channel."
    if delivery.retry_at is not None and delivery.state == "due":
        when = instant_words(delivery.retry_at, zone)
        yield f"It is tried again on {when}{_in_utc(delivery.retry_at, zone)}."
    if delivery.message:
        yield f"The id of the message: {delivery.message}."


def _answer(delivery: Delivery, platform: str) -> Iterable[str]:
    ours = REASONS.get(delivery.code or "")
    if ours:
        yield ours
    elif delivery.answer:
        code = f" ({delivery.code})" if delivery.code else ""
        yield f"What {platform.title()} answered{code}: {delivery.answer}"
