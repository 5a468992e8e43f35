"""Why: the two orders in which facts are shown are promises to readers, who would take any other
ranking for bias. There is no third. It must not leave a fact out."""

from __future__ import annotations

import heapq
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.knowledge.model import Fact
    from bot.knowledge.view import View

MOST_OF_ONE_TOPIC = 2


def by_time(facts: Iterable[Fact], view: View) -> list[Fact]:
    """Return facts by date, oldest first: the event's date, else that of the oldest source."""

    def oldest(fact: Fact) -> tuple[int, int, str]:
        dated = view.dated(fact)
        return (dated.earliest.toordinal(), dated.latest.toordinal(), fact.id)

    return sorted(facts, key=oldest)


def heaviest(view: View) -> Callable[[Fact], tuple[int, int, str]]:
    """Return the key of the order by weight: curated weight, then newest, then id."""

    def key(fact: Fact) -> tuple[int, int, str]:
        return (-fact.weight, -view.dated(fact).earliest.toordinal(), fact.id)

    return key


def by_weight(facts: Iterable[Fact], view: View) -> Iterator[Fact]:
    """Yield facts by curated weight, then newest, then id.

    After two facts of one first topic in a row, the next of another topic has its turn.
    """
    queues: dict[str, deque[tuple[int, Fact]]] = {}
    for rank, fact in enumerate(sorted(facts, key=heaviest(view))):
        queues.setdefault(fact.topics[0], deque()).append((rank, fact))
    heads = [(queue[0][0], topic) for topic, queue in queues.items()]
    heapq.heapify(heads)
    last, run = "", 0
    while heads:
        head = heapq.heappop(heads)
        if head[1] == last and run >= MOST_OF_ONE_TOPIC and heads:
            head = heapq.heapreplace(heads, head)
        topic = head[1]
        yield queues[topic].popleft()[1]
        if queues[topic]:
            heapq.heappush(heads, (queues[topic][0][0], topic))
        last, run = topic, run + 1 if topic == last else 1
