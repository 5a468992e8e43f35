"""Why: one eager user must not slow the bot down for the others. It counts in memory and must hold
no more of it than a fixed number of users needs; it reads no clock and posts nothing."""

from __future__ import annotations

from collections import OrderedDict, deque

_WINDOW = 60.0
_MOST_USERS = 10_000


class Limits:
    """How often a user may ask for something in any minute, be it a look-up or a change."""

    def __init__(self, per_minute: int = 30, most_users: int = _MOST_USERS) -> None:
        """Allow `per_minute` requests; of users beyond `most_users` the longest idle is forgotten.

        Thirty are one every two seconds, more than a person reads. Raises ValueError for fewer
        than one request a minute, which would shut everybody out.
        """
        if per_minute < 1:
            msg = f"per_minute is {per_minute}; it has to be at least 1."
            raise ValueError(msg)
        self._per_minute = per_minute
        self._most_users = most_users
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    @property
    def sentence(self) -> str:
        """What a user is told, privately, who asked too often."""
        many = "1 request" if self._per_minute == 1 else f"{self._per_minute} requests"
        return f"That was {many} in a minute. Try again in a moment."

    def allow(self, user: str, now: float) -> bool:
        """Whether this request is within the limit, counting it if it is.

        `now` is in seconds of any clock that never goes back.
        """
        times = self._seen.setdefault(user, deque(maxlen=self._per_minute))
        self._seen.move_to_end(user)
        if len(self._seen) > self._most_users:
            self._seen.popitem(last=False)
        if len(times) == self._per_minute and now - times[0] < _WINDOW:
            return False
        times.append(now)
        return True
