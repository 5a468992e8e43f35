"""Why: platforms count requests and refuse what is beyond their limits, by their own clocks. So do
the stand-ins, with this. It must know nothing of how a bot keeps to them."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

Clock = Callable[[], float]

#: Discord: requests of one bot in a second, but for answers to interactions
DISCORD_A_SECOND = 50
#: Slack: "several hundred" messages a minute in a workspace, which are three at least
SLACK_A_MINUTE = 300
#: Slack: one message a second in a channel; "short bursts >1 allowed", of which two is the least
SLACK_A_CHANNEL = 1.0
SLACK_AT_ONCE = 2


@dataclass
class Windows:
    """Takes `most` of each key in any `seconds`, and refuses the others."""

    clock: Clock
    most: int
    seconds: float = 1.0
    #: when what was taken came, in order
    taken: list[float] = field(default_factory=list)
    refused: int = 0
    _recent: dict[Hashable, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def wait(self, key: Hashable = None) -> float:
        """Return 0 where one more may be taken, else in how many seconds it may."""
        now, recent = self.clock(), self._recent[key]
        while recent and now - recent[0] >= self.seconds:
            recent.popleft()
        return 0.0 if len(recent) < self.most else recent[0] + self.seconds - now

    def take(self, key: Hashable = None) -> float:
        """Take one more and return 0, or refuse it and return in how many seconds it may come."""
        wait = self.wait(key)
        if wait:
            self.refused += 1
        else:
            self._recent[key].append(self.clock())
            self.taken.append(self.clock())
        return wait

    def used(self) -> float:
        """Return what share of all that may be was taken, over whole windows from the first on."""
        whole = math.floor((self.taken[-1] - self.taken[0]) / self.seconds)
        end = self.taken[0] + whole * self.seconds
        return sum(at < end for at in self.taken) / (whole * self.most)


@dataclass
class Bucket:
    """Takes one of each key every `seconds`, and of those not used so many at once."""

    clock: Clock
    seconds: float = SLACK_A_CHANNEL
    at_once: int = SLACK_AT_ONCE
    #: when the bucket of a key is empty again
    _empty: dict[Hashable, float] = field(default_factory=dict)

    def wait(self, key: Hashable) -> float:
        """Return 0 where one more may be taken, else in how many seconds it may."""
        filled = self._empty.get(key, -math.inf) - self.clock()
        # What left a second apart may come a little less apart.
        wait = filled - (self.at_once - 1) * self.seconds
        return 0.0 if wait <= self.seconds / 10 else wait

    def take(self, key: Hashable) -> None:
        """Take one more."""
        self._empty[key] = max(self._empty.get(key, -math.inf), self.clock()) + self.seconds


@dataclass
class SlackRates:
    """What Slack takes of chat.postMessage."""

    clock: Clock
    refused: int = 0

    def __post_init__(self) -> None:
        """Have counted nothing yet."""
        self.channels = Bucket(self.clock)
        self.workspaces = Windows(self.clock, SLACK_A_MINUTE, 60.0)

    def take(self, workspace: str, channel: str) -> float:
        """Take a message and return 0, or refuse it and return in how many seconds it may come."""
        key = (workspace, channel)
        wait = max(self.channels.wait(key), self.workspaces.wait(workspace))
        if wait:
            self.refused += 1
        else:
            self.channels.take(key)
            self.workspaces.take(workspace)
        return wait
