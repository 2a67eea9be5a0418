"""Every name that a configuration may use, with its options, as text."""

import inspect
import json
from collections.abc import Callable, Mapping
from typing import Any

from nncore.config.models.subjects import COLUMNS
from nncore.config.models.training_block import HISTORIES
from nncore.data.kinds import DATASETS
from nncore.functions.activations import ACTIVATIONS
from nncore.functions.initializers import INITIALIZERS
from nncore.functions.losses import LOSSES
from nncore.functions.optimizers import OPTIMIZERS
from nncore.functions.schedules import SCHEDULES
from nncore.plots.registry import KINDS, FigureKind


def names() -> str:
    """Return every name that a configuration may use, with its options, one a line."""
    generators = {kind: record.generate for kind, record in DATASETS.items()}
    listed = [record for record in KINDS.values() if record.source != "published"]
    sections: dict[str, list[str]] = {
        "activations": list(ACTIVATIONS),
        "losses": list(LOSSES),
        "initializers": _signatures(INITIALIZERS),
        "optimizers": _signatures(OPTIMIZERS),
        "schedules": _signatures(SCHEDULES),
        "data set kinds": _signatures(generators, skip=1),
        "figures": [_drawn(record) for record in listed if not record.is_film],
        "animations": [_drawn(record) for record in listed if record.is_film],
        "histories": list(HISTORIES),
        "columns": list(COLUMNS),
    }
    return "\n".join(
        f"{title}\n" + "".join(f"  {line}\n" for line in lines) for title, lines in sections.items()
    )


def _signatures(table: Mapping[str, Callable[..., Any]], skip: int = 0) -> list[str]:
    lines = []
    for name, factory in table.items():
        parameters = list(inspect.signature(factory).parameters.values())[skip:]
        words = ", ".join(str(parameter) for parameter in parameters)
        lines.append(f"{name}({words.replace('collections.abc.', '')})")
    return lines


def _drawn(record: FigureKind) -> str:
    words = ["with: [ids]"] if record.takes_others else []
    words += [f"{name} = {json.dumps(option.default)}" for name, option in record.options.items()]
    return f"{record.kind}({', '.join(words)})"
