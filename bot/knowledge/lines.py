"""Why: how a fact is put into one line — standing and voice first, the sentence, the date last — is
a promise, and the loader refuses a fact whose line would be too long. So the wording lives here and
nowhere else. It must not choose which facts are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.knowledge.edtf import Edtf
    from bot.knowledge.library import Library
    from bot.knowledge.model import Note, Relay, Voice
    from bot.knowledge.view import Denied, Reading

LONGEST_LINE = 200
LONGEST_JOINED_LINE = 300
_PLAIN_STARTS = frozenset(
    ("a", "an", "the", "no", "not", "nothing", "neither", "none", "nobody", "some", "any", "there")
)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed point without its source numbers, and the notes that its stars refer to."""

    text: str
    notes: tuple[str, ...]


def series(words: Sequence[str]) -> str:
    """Return words as a list within a sentence: `A`, `A and B`, `A, B and C`."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def capital(text: str) -> str:
    """Return the text with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]


def voice_label(voice: Voice | Relay, library: Library) -> str:
    """Return how a line names a voice."""
    relay = getattr(voice, "passes_on", None)
    if voice.who:
        label = voice.who
    elif voice.person:
        person = library.people[voice.person]
        label = person.voice or person.label
    else:
        label = library.actors[voice.actor or ""].label
    return f"{label}, passing on {voice_label(relay, library)}" if relay else label


def opening(reading: Reading, library: Library) -> str:
    """Return what stands before the colon: standing, voices, denials; empty if plainly reported."""
    denied = denial_words(reading.denied_by, library)
    return opening_of(reading.standing, voices_words(reading, library), denied)


def opening_of(standing: str, voices: str, denied: str) -> str:
    """Return an opening from its parts in words; `voices` and `denied` are empty without any."""
    if standing == "reported" and not denied:
        return ""
    vouched = f"{standing} by {voices}" if voices else standing
    return f"{vouched}, {denied}" if denied else vouched


def voices_words(reading: Reading, library: Library) -> str:
    """Return who vouches for the fact as it stands; empty where a document speaks for itself."""
    return series([voice_label(voice, library) for voice in reading.by])


def denial_words(denied_by: Sequence[Denied], library: Library) -> str:
    """Return `denied by Birch as of about Jan 2025`, one clause a date; empty without a denial."""
    dates = list(dict.fromkeys(one.when for one in denied_by))
    clauses = []
    for when in dates:
        deniers = [library.actors[one.actor].label for one in denied_by if one.when == when]
        clauses.append(f"denied by {series(deniers)} as of {when.words}")
    return ", ".join(clauses)


def date_words(reading: Reading) -> str:
    """Return the date that ends a line, `By …` where only the source's date is known."""
    when: Edtf | None = reading.fact.when
    return capital(when.words) if when else f"By {reading.published.words}"


def point_line(readings: Sequence[Reading], library: Library, mark: str = "") -> Line:
    """Return the line of one point; `readings` are a fact and those that print with it, lead first.

    `mark` names the wider set that the fact is about, where it is not the one asked for.
    """
    lead = readings[0]
    start = opening(lead, library)
    clauses = [_starred(lead)]
    clauses += [
        f"{opening(other, library) or 'reported'}: {_inner(_starred(other))}"
        for other in readings[1:]
    ]
    body = "; ".join([*(_unstopped(clause) for clause in clauses[:-1]), clauses[-1]])
    star = "*" if any(note.on == "date" for note in lead.notes) else ""
    tail = f" ({mark})" if mark else ""
    text = f"{capital(start)}: {body}" if start else body
    notes = (note_text(note, library) for reading in readings for note in reading.notes)
    return Line(f"{text} {date_words(lead)}{star}{tail}", tuple(dict.fromkeys(notes)))


def note_text(note: Note, library: Library) -> str:
    """Return a note as it prints, with the record that it comes from."""
    source = library.sources[note.source]
    record = source.label or source.publisher or source.title
    return f"{note.text.removesuffix('.')} ({record}, {source.published.words})."


def _starred(reading: Reading) -> str:
    text = reading.fact.short
    claim = any(note.on == "claim" for note in reading.notes)
    figures = (note.figure for note in reading.notes if note.on == "figure" and note.figure)
    for figure in dict.fromkeys(figures):
        starred = _star_figure(text, figure)
        claim = claim or starred == text
        text = starred
    return f"{text}*" if claim else text


def _star_figure(text: str, figure: str) -> str:
    whole = rf"(?<![\w.]){re.escape(figure)}(?!\w|[.,]\d)"
    return re.sub(whole, lambda match: f"{match[0]}*", text, count=1)


def _unstopped(sentence: str) -> str:
    return re.sub(r"\.(\*?)$", r"\1", sentence)


def _inner(sentence: str) -> str:
    first = sentence.split(" ", 1)[0]
    return sentence[:1].lower() + sentence[1:] if first.lower() in _PLAIN_STARTS else sentence
