"""The figures of a block that lists none: those that its kind of problem asks for."""

import json
from collections.abc import Iterator, Mapping
from math import prod
from typing import Any

from pydantic import TypeAdapter

from nncore.config.checks.facts import Facts
from nncore.config.checks.varied_settings import values_of, varied_settings
from nncore.config.models.figure_entries import GradientFigures, StudyFigures
from nncore.config.reading.problems import checked
from nncore.functions.metrics import metrics_of

_ENTRIES = {"study": TypeAdapter(StudyFigures), "gradient": TypeAdapter(GradientFigures)}


def usual_figures(facts: Facts) -> list[dict[str, Any]]:
    """Return the figures that a block of this kind of problem has unless it lists its own."""
    kinds = _gradient if facts.source == "gradient" else _one if len(facts.runs) < 2 else _several
    entries: list[dict[str, Any]] = checked(_ENTRIES[facts.source], list(kinds(facts)))
    return entries


def _gradient(facts: Facts) -> Iterator[str]:
    yield "error-against-epsilon"


def _one(facts: Facts) -> Iterator[str]:
    """Yield how training went, and what was learned as far as it can be drawn."""
    data, has_classes = facts.data, facts.data.task == "classification"
    yield "curves" if data.has_test else "loss"
    if has_classes and facts.n_inputs == 2:
        yield "region"
        if next(iter(facts.runs.values())).snapshots:
            yield "evolution"
    elif has_classes:
        if facts.images and data.has_test:
            yield "misclassified"
        yield from ("errors-per-class", "confusion")
    elif facts.n_inputs == 1 and data.n_outputs == 1:
        yield "fit"
    yield "architecture"


def _several(facts: Facts) -> Iterator[Mapping[str, Any]]:
    """Yield variants over the one or two settings they differ in, or beside each other."""
    split = "test" if facts.data.has_test else "train"
    metric = f"{split}_{metrics_of(facts.data.task or 'regression')[0].name}"
    values = {name: values_of(facts, name) for name in varied_settings(facts)}
    counts = {
        name: len({json.dumps(v, default=str) for v in given}) for name, given in values.items()
    }
    names, n_runs = sorted(counts, key=lambda name: counts[name]), len(facts.runs)
    is_map = len(names) == 2 and prod(counts.values()) == n_runs
    if facts.block.searches:
        yield {"name": "bars", "metric": f"{split}_loss"}
    elif is_map and facts.data.task == "classification":
        yield {"name": "heatmap", "rows": names[0], "columns": names[1]}
    elif len(names) == 1 and all(isinstance(value, int | float) for value in values[names[0]]):
        yield {
            "name": "against-setting",
            "setting": names[0],
            "quantities": ["weight_norm", metric],
        }
    else:
        yield {"name": "comparison", "line": "median"}
        yield {"name": "bars", "metric": metric}
