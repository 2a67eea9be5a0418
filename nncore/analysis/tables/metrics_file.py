"""results/metrics.json: how every experiment came out, for programs to read.

The published seed's values at the parameters that the experiment keeps, and their spread over
seeds. A value that does not exist, because every seed diverged, is null.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np

from nncore.analysis import readings
from nncore.analysis.quantities import AnyStudy, n_samples
from nncore.analysis.readings import HIGH, LOW, Sample
from nncore.experiments.run_files import GradientStudy, Run, Study
from nncore.functions.metrics import METRICS


def metrics(studies: Mapping[str, AnyStudy]) -> dict[str, Any]:
    """Return the figures of all studies, by id."""
    return {
        id: _gradient(study) if isinstance(study, GradientStudy) else _study(study)
        for id, study in studies.items()
    }


def _study(study: Study) -> dict[str, Any]:
    record = _run(study, study.run)
    if len(study.runs) > 1:
        record["variants"] = {run.label: _run(study, run) for run in study.runs}
    return record


def _run(study: Study, run: Run) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for split in ("train", "test"):
        if n_samples(study, split):
            record[split] = _split(study, run, split)
    best = run.best_epoch[run.status != "diverged"]
    return record | {
        "best_epoch": int(run.best_epoch[0]),
        "best_epoch_spread": _spread(Sample(None, best.astype(float), 0)),
        "epochs": int(run.n_epochs[0]),
        "n_parameters": run.architecture.n_params,
        "n_seeds": run.n_replicas,
        "status": dict(sorted(Counter(str(status) for status in run.status).items())),
    }


def _split(study: Study, run: Run, split: str) -> dict[str, Any]:
    names = ["loss", *(name for name in METRICS if f"{split}_{name}" in run.history)]
    samples = {
        name: readings.sample(study, f"{split}_{name}", variant=run.label or None) for name in names
    }
    values: dict[str, Any] = {name: sample.first for name, sample in samples.items()}
    return values | {"spread": {name: _spread(sample) for name, sample in samples.items()}}


def _spread(sample: Sample) -> dict[str, float | None]:
    shares = {"median": 0.5, "p05": LOW, "p95": HIGH}
    if not len(sample.values):
        return dict.fromkeys(shares)
    return {name: sample.quantile(share) for name, share in shares.items()}


def _gradient(study: GradientStudy) -> dict[str, Any]:
    layers = study.layers
    return {
        "epsilon": float(study.settings.epsilon),
        "relative": max(error.relative for error in layers),
        "largest": max(error.largest for error in layers),
        "complex_relative": max(error.complex_relative for error in layers),
        "best_epsilon": float(study.epsilons[np.argmin(study.relative_by_epsilon)]),
        "layers": [{**error._asdict(), "verdict": error.band} for error in layers],
        "n_parameters": study.architecture.n_params,
    }
