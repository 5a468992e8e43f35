"""Why: dashboards and alarms are built on the names and labels of the metrics, so they are a
promise; they are read here as Prometheus reads them."""

from __future__ import annotations

import time
from collections.abc import Mapping

from prometheus_client.parser import text_string_to_metric_families

from bot.briefing.model import State
from bot.errors import StoreError
from bot.platforms import Health
from bot.status.exposition import Figures, exposition
from tests.status.conftest import Pages


def samples(text: str, *names: str) -> dict[tuple[str, ...], float]:
    """Return the values by name and the values of the labels in the order of the labels' names."""
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name in names
    }


async def test_what_was_counted(pages: Pages) -> None:
    """Questions and failures stand there as they were counted, with the pack that answers."""
    pages.bot.metrics.looked_up("chat", "answer")
    pages.bot.metrics.looked_up("chat", "answer")
    pages.bot.metrics.failed("talk", "rate_limited")
    status, kind, text = await pages.get("/metrics")
    assert (status, kind.partition(";")[0]) == (200, "text/plain")
    counted = ("axis_lookups_total", "axis_platform_errors_total", "axis_pack_info")
    assert samples(text, *counted, "axis_pack_refused") == {
        ("axis_lookups_total", "answer", "chat"): 2,
        ("axis_platform_errors_total", "rate_limited", "talk"): 1,
        ("axis_pack_info", pages.bot.app.library.pack.version): 1,
        ("axis_pack_refused",): 0,
    }


async def test_platforms(pages: Pages) -> None:
    """Each platform shows whether it is ready and, where it has a socket, how old its word is."""
    heard = time.monotonic() - 100
    pages.bot.healths["chat"] = Health(state="ready", last_heard=heard)
    pages.bot.healths["talk"] = Health(state="failing")
    _, _, text = await pages.get("/metrics")
    found = samples(text, "axis_platform_ready", "axis_socket_age_seconds")
    assert found.pop(("axis_socket_age_seconds", "chat")) >= 100
    assert found == {("axis_platform_ready", "chat"): 1, ("axis_platform_ready", "talk"): 0}


async def test_briefs(pages: Pages) -> None:
    """Briefs are counted by state where they are delivered, and left out where they cannot be."""

    async def counts() -> Mapping[State, int]:
        return {"sent": 12, "unknown": 1}

    async def fails() -> Mapping[State, int]:
        raise StoreError

    assert samples((await pages.get("/metrics"))[2], "axis_briefs") == {}
    pages.sources.count_briefs = counts
    expected = {("axis_briefs", "sent"): 12, ("axis_briefs", "unknown"): 1}
    assert samples((await pages.get("/metrics"))[2], "axis_briefs") == expected
    pages.sources.count_briefs = fails
    status, _, text = await pages.get("/metrics")
    assert (status, samples(text, "axis_briefs")) == (200, {})


async def test_lateness(pages: Pages) -> None:
    """Lateness is a histogram: each bucket holds all briefs that were at most so late."""
    for late in (0.5, 4.0, 50_000.0):
        pages.bot.metrics.delivered("chat", late)
    _, _, text = await pages.get("/metrics")
    name = "axis_brief_lateness_seconds"
    found = samples(text, f"{name}_bucket", f"{name}_count", f"{name}_sum")
    assert found[f"{name}_bucket", "1.0", "chat"] == 1
    assert found[f"{name}_bucket", "5.0", "chat"] == 2
    assert found[f"{name}_bucket", "21600.0", "chat"] == 2
    assert found[f"{name}_bucket", "+Inf", "chat"] == 3
    assert found[f"{name}_count", "chat"] == 3
    assert found[f"{name}_sum", "chat"] == 50_004.5


async def test_process(pages: Pages) -> None:
    """The memory of the process stands there under the name that dashboards know."""
    _, _, text = await pages.get("/metrics")
    assert samples(text, "process_resident_memory_bytes")["process_resident_memory_bytes",] > 0


async def test_open_metrics(pages: Pages) -> None:
    """Who asks for the newer form gets it."""
    _, kind, text = await pages.get("/metrics", Accept="application/openmetrics-text")
    assert kind.partition(";")[0] == "application/openmetrics-text"
    assert text.endswith("# EOF\n")


async def test_every_name_is_ours(pages: Pages) -> None:
    """Every metric of the bot begins with axis_ and says in words what it is."""
    figures = Figures(
        metrics=pages.bot.metrics, healths={}, briefs={}, pack="1", pack_refused=True, now=0.0
    )
    text, _ = exposition(figures, "")
    families = {one.name: one for one in text_string_to_metric_families(text.decode())}
    assert sorted(name for name in families if not name.startswith("process_")) == [
        "axis_brief_lateness_seconds",
        "axis_briefs",
        "axis_lookups",
        "axis_pack_info",
        "axis_pack_refused",
        "axis_platform_errors",
        "axis_platform_ready",
        "axis_socket_age_seconds",
    ]
    assert all(one.documentation.endswith(".") for one in families.values())
