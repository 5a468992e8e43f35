"""Why: a channel that heard nothing wants proof that nothing was lost, so each of its mornings can
be told in words: what was due, what became of it, what the platform said. Pure; it must not look
anything up and must not call a brief sent that may not have been."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.briefing.calendar import weekday_words
from bot.briefing.clocks import local_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from bot.briefing.model import Delivery, Schedule, State

#: what became of a morning, in the words of a list
STATES: Mapping[State, str] = {
    "due": "waiting to be sent",
    "claimed": "being made",
    "sending": "being sent",
    "sent": "sent",
    "unknown": "sent, but whether it arrived is not known",
    "failed": "refused",
    "skipped": "not sent, as nothing had changed",
    "missed": "missed, as it could not be sent in time",
}
#: states after which nothing more happens to a morning
ENDED: frozenset[State] = frozenset({"sent", "unknown", "failed", "skipped", "missed"})


def instant_words(at: datetime, zone: str) -> str:
    """Return the instant in the zone's local time, to the second."""
    local = local_time(at, zone)
    return f"{weekday_words(local.date())}, {local:%H:%M:%S}"


def week_lines(
    days: Sequence[date], deliveries: Mapping[date, Delivery], schedule: Schedule
) -> tuple[str, ...]:
    """Return a line for each day, newest first as given: what became of its brief."""
    return tuple(
        f"{weekday_words(day)}: {_state_words(deliveries.get(day), day, schedule)}" for day in days
    )


def _state_words(delivery: Delivery | None, day: date, schedule: Schedule) -> str:
    if delivery is None:
        wanted = day.weekday() in schedule.weekdays and day not in schedule.skip
        return "none was due" if wanted else "none is wanted on that day"
    words = STATES[delivery.state]
    at = delivery.done_at if delivery.state in ENDED else delivery.due_at
    if at is None:
        return words
    local = local_time(at, schedule.zone)
    when = f"{local:%H:%M}" if local.date() == day else instant_words(at, schedule.zone)
    return f"{words}, {when}"


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
    title = f"The brief of {weekday_words(delivery.local_date)}: {STATES[delivery.state]}."
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
            yield f"{word}: {instant_words(at, zone)} ({at:%H:%M:%S} UTC)."


def _outcome(delivery: Delivery, zone: str, platform: str) -> Iterable[str]:
    if delivery.tries > 1:
        yield f"Requests sent: {delivery.tries}."
    if delivery.answer:
        code = f" ({delivery.code})" if delivery.code else ""
        yield f"{platform.title()} answered{code}: {delivery.answer}"
    if delivery.state == "unknown":
        yield "It is not sent again, so that nobody gets it twice. Look for it in the channel."
    if delivery.retry_at is not None and delivery.state == "due":
        yield f"Tried again at {instant_words(delivery.retry_at, zone)}."
    if delivery.message:
        yield f"Message: {delivery.message}."
