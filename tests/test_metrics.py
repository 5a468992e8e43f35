"""Why: what adapters count has to come out as they counted it, and must not grow without end."""

from __future__ import annotations

from bot.metrics import LATENESS, MOST_CODES, Metrics


def test_counts() -> None:
    """Questions are counted by platform and kind, failures by platform and code."""
    metrics = Metrics()
    metrics.looked_up("chat", "answer")
    metrics.looked_up("chat", "answer")
    metrics.looked_up("talk", "none")
    metrics.failed("chat", 50013)
    assert metrics.lookups == {("chat", "answer"): 2, ("talk", "none"): 1}
    assert metrics.errors == {("chat", "50013"): 1}


def test_codes_are_limited() -> None:
    """Of a platform that invents codes only so many are told apart, each known one still counts."""
    metrics = Metrics()
    for number in range(MOST_CODES + 20):
        metrics.failed("chat", f"odd_{number}")
    metrics.failed("chat", "odd_0")
    metrics.failed("talk", "odd_7000")
    assert len(metrics.errors) == MOST_CODES + 2
    assert metrics.errors["chat", "other"] == 20
    assert metrics.errors["chat", "odd_0"] == 2
    assert metrics.errors["talk", "odd_7000"] == 1


def test_a_code_is_one_word() -> None:
    """What a platform says in sentences is no code."""
    metrics = Metrics()
    metrics.failed("chat", "Sorry, not now: <html>")
    assert metrics.errors == {("chat", "other"): 1}


def test_lateness() -> None:
    """A brief counts in the first bucket that its lateness does not exceed; none is early."""
    metrics = Metrics()
    for late in (-3.0, 1.0, 1.5, 100_000.0):
        metrics.delivered("chat", late)
    histogram = metrics.lateness["chat"]
    assert histogram.buckets == [2, 1, *[0] * (len(LATENESS) - 2), 1]
    assert histogram.total == 100_002.5
