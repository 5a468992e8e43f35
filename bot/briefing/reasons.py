"""Why: what became of a brief is not always the platform's doing. These codes are ours, beside
those that platforms give, each with the sentence that people read. It must decide nothing."""

from __future__ import annotations

from collections.abc import Mapping

UNCHANGED = "unchanged"
PAUSED = "paused"
STOPPED = "stopped"
UNINSTALLED = "uninstalled"
NOT_RUNNING = "not-running"
UNREADABLE = "unreadable"
TOO_LATE = "too-late"
NO_ANSWER = "no-answer"
DROPPED = "dropped"
UNREACHABLE = "unreachable"
CUT_OFF = "cut-off"
NOT_SAVED = "not-saved"
HELD_UP = "held-up"
FAULT = "fault"

#: by code; a code that is not here is the platform's own
REASONS: Mapping[str, str] = {
    UNCHANGED: "Nothing had changed, and no brief is wanted on such days.",
    PAUSED: "The briefs were paused before this one was sent.",
    STOPPED: "The briefs were stopped before this one was sent.",
    UNINSTALLED: "The app was removed before this brief was sent.",
    NOT_RUNNING: "The bot was not running while this brief could have been sent.",
    UNREADABLE: "The settings of this brief could not be read; its status says what to do.",
    TOO_LATE: "It could not be sent within six hours.",
    NO_ANSWER: "No answer came in time.",
    DROPPED: "The connection broke off before an answer came.",
    UNREACHABLE: "The platform could not be reached.",
    CUT_OFF: "The bot was cut off while it was sending.",
    NOT_SAVED: "The database did not answer, so nothing was sent.",
    HELD_UP: "The bot was held up for so long that it did not send any more.",
    FAULT: "A fault of the bot, which its log tells about.",
}
