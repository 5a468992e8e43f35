"""Why: how often one user may ask, and that nobody else is affected."""

from __future__ import annotations

import pytest

from bot.limits import Limits


def test_thirty_a_minute() -> None:
    """Thirty look-ups within a minute are answered, the next one only when a minute has passed."""
    limits = Limits()
    assert all(limits.allow("me", 100.0 + second) for second in range(30))
    assert not limits.allow("me", 131.0)
    assert not limits.allow("me", 159.9)
    assert limits.allow("me", 160.0)
    assert not limits.allow("me", 160.5)
    assert limits.allow("me", 161.0)


def test_refusals_do_not_count() -> None:
    """Whoever goes on asking is not shut out for longer."""
    limits = Limits(per_minute=1)
    assert limits.allow("me", 0.0)
    assert not any(limits.allow("me", float(second)) for second in range(1, 60))
    assert limits.allow("me", 60.0)


def test_each_user() -> None:
    """One user's look-ups do not count for another."""
    limits = Limits(per_minute=1)
    assert limits.allow("me", 0.0)
    assert limits.allow("you", 0.0)
    assert not limits.allow("me", 1.0)


def test_bounded() -> None:
    """Of too many users the one who was idle longest is forgotten, and no other."""
    limits = Limits(per_minute=1, most_users=2)
    assert all(limits.allow(user, 0.0) for user in ("one", "two", "three"))
    assert not limits.allow("two", 1.0)
    assert not limits.allow("three", 1.0)
    assert limits.allow("one", 1.0)


@pytest.mark.parametrize("most", [0, -1])
def test_no_limit_that_shuts_everybody_out(most: int) -> None:
    """A limit of none a minute is refused where it is set, not at somebody's question."""
    with pytest.raises(ValueError, match="per_minute") as refused:
        Limits(per_minute=most)
    assert str(refused.value) == f"per_minute is {most}; it has to be at least 1."


def test_sentence() -> None:
    """The user is told what happened and when to go on."""
    sentence = "That was 30 requests in a minute. Try again in a moment."
    assert Limits().sentence == sentence
    assert Limits(1).sentence == "That was 1 request in a minute. Try again in a moment."
