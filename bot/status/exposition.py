"""Why: what was counted, in the form that Prometheus reads. Pure; it must hold no word that a
person wrote or asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from bot.metrics import LATENESS

if TYPE_CHECKING:
    from bot.briefing.model import State
    from bot.metrics import Metrics
    from bot.platforms import Health


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All that is told; `briefs` is None where it is not known, `now` is in monotonic seconds."""

    metrics: Metrics
    healths: Mapping[str, Health]
    briefs: Mapping[State, int] | None
    pack: str
    pack_refused: bool
    now: float


def exposition(figures: Figures, accepted: str) -> tuple[bytes, str]:
    """Return the figures and their media type, in the form that `accepted` names."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(figures))
    ProcessCollector(registry=registry)
    encode, kind = choose_encoder(accepted)
    return encode(registry), kind


class _Figures(Collector):
    """The figures as the library collects them."""

    def __init__(self, figures: Figures) -> None:
        """Keep them."""
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        """Yield them, each under its name."""
        figures = self._figures
        yield from _counted(figures.metrics)
        yield _lateness(figures.metrics)
        yield from _platforms(figures)
        if figures.briefs is not None:
            briefs = GaugeMetricFamily("axis_briefs", "Briefs by state.", labels=["state"])
            for state, count in sorted(figures.briefs.items()):
                briefs.add_metric([state], count)
            yield briefs
        yield InfoMetricFamily("axis_pack", "The pack that answers.", {"version": figures.pack})
        refused = "Whether a newer pack was refused."
        yield GaugeMetricFamily("axis_pack_refused", refused, value=float(figures.pack_refused))


def _counted(metrics: Metrics) -> Iterator[Metric]:
    lookups = CounterMetricFamily(
        "axis_lookups", "Questions answered, by kind of reply.", labels=["platform", "kind"]
    )
    for (platform, kind), count in sorted(metrics.lookups.items()):
        lookups.add_metric([platform, kind], count)
    yield lookups
    errors = CounterMetricFamily(
        "axis_platform_errors",
        "Requests that a platform refused or left unanswered, by its code.",
        labels=["platform", "code"],
    )
    for (platform, code), count in sorted(metrics.errors.items()):
        errors.add_metric([platform, code], count)
    yield errors


def _lateness(metrics: Metrics) -> Metric:
    family = HistogramMetricFamily(
        "axis_brief_lateness_seconds",
        "Seconds from when a brief was due to when it was posted.",
        labels=["platform"],
    )
    bounds = [*map(str, LATENESS), "+Inf"]
    for platform, histogram in sorted(metrics.lateness.items()):
        counts = accumulate(histogram.buckets)
        family.add_metric([platform], list(zip(bounds, counts, strict=True)), histogram.total)
    return family


def _platforms(figures: Figures) -> Iterator[Metric]:
    ready = GaugeMetricFamily(
        "axis_platform_ready", "Whether the platform is listened to.", labels=["platform"]
    )
    age = GaugeMetricFamily(
        "axis_socket_age_seconds",
        "Seconds since the platform was last heard over its socket.",
        labels=["platform"],
    )
    for name, health in sorted(figures.healths.items()):
        ready.add_metric([name], float(health.state == "ready"))
        if health.last_heard is not None:
            age.add_metric([name], max(figures.now - health.last_heard, 0.0))
    yield ready
    yield age
