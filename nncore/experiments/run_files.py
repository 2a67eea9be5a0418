"""A run is a file: what training made of one experiment, and how figures and the report read it.

``<id>.npz`` holds arrays (no pickles), ``<id>.json`` what made them. An experiment trains one or
more variants; each is a `Run`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nncore.arrays import Array
from nncore.config.records.training import GradientSettings, Training, Variant
from nncore.data.dataset import Dataset, load_dataset
from nncore.experiments.network_from_block import build_architecture
from nncore.files import read_arrays, write_arrays, write_json
from nncore.network.architecture import Architecture
from nncore.network.gradient import predict
from nncore.training.gradcheck import GradientCheck, LayerError


@dataclass(frozen=True)
class Run:
    """One trained variant of an experiment; shapes as in `nncore.training.settings.Fit`.

    `seeds` (R,) are those of the replicas. `snapshots` (S, P) are those of the first replica.
    """

    label: str
    settings: Variant
    architecture: Architecture
    seeds: NDArray[np.integer]
    params: Array
    best_params: Array
    best_epoch: NDArray[np.integer]
    n_epochs: NDArray[np.integer]
    status: NDArray[np.str_]
    epochs: NDArray[np.integer]
    history: dict[str, Array]
    snapshot_steps: NDArray[np.integer]
    snapshots: Array

    @property
    def kept(self) -> Array:
        """The parameters (R, P) that the experiment keeps: of the best epoch, or the last."""
        return self.best_params if self.settings.keep == "best" else self.params

    @property
    def n_replicas(self) -> int:
        """The number of networks, R."""
        return len(self.seeds)

    @property
    def kept_epoch(self) -> NDArray[np.integer]:
        """The epoch (R,) of the kept parameters."""
        return self.best_epoch if self.settings.keep == "best" else self.n_epochs

    def predict(self, x: Array) -> Array:
        """Return the kept networks' predictions (R, n, K) on network inputs (n, m) or (R, n, m)."""
        return predict(self.architecture, self.kept, x)


@dataclass(frozen=True)
class Study:
    """A trained experiment with its data, as figures and the report read it.

    `title` and `claims`, records of the configuration, are there where a figure shows them; they
    are no types of this module, or a run would depend on how documents print numbers.
    """

    id: str
    settings: Training
    dataset: Dataset
    runs: tuple[Run, ...]
    title: str = ""
    claims: tuple[Any, ...] = ()

    @property
    def run(self) -> Run:
        """The first variant, the only one of most experiments."""
        return self.runs[0]


@dataclass(frozen=True)
class GradientStudy:
    """A gradient check of a network; `title` and `claims` as of a `Study`."""

    id: str
    settings: GradientSettings
    architecture: Architecture
    check: GradientCheck
    title: str = ""
    claims: tuple[Any, ...] = ()

    @property
    def layers(self) -> tuple[LayerError, ...]:
        """The errors of every layer's weights and biases."""
        return self.check.layers

    @property
    def epsilons(self) -> Array:
        """The steps (E,) of the sweep."""
        return self.check.epsilons

    @property
    def relative_by_epsilon(self) -> Array:
        """Relative error over all parameters at every step, (E,)."""
        return self.check.relative_by_epsilon

    @property
    def largest_by_epsilon(self) -> Array:
        """Largest absolute error at every step, (E,)."""
        return self.check.largest_by_epsilon

    @property
    def complex_by_epsilon(self) -> Array:
        """Relative error with a complex step of that size, (E,)."""
        return self.check.complex_by_epsilon


_RUN_ARRAYS = tuple(
    field.name
    for field in fields(Run)
    if field.name not in ("label", "settings", "architecture", "history")
)


def save_study(path: Path, study: Study, made_by: Mapping[str, Any]) -> None:
    """Write the arrays of a study, and beside them what made it."""
    arrays: dict[str, NDArray[Any]] = {}
    for number, run in enumerate(study.runs):
        arrays |= {f"{number}/{name}": getattr(run, name) for name in _RUN_ARRAYS}
        arrays |= {f"{number}/history/{name}": values for name, values in run.history.items()}
    record = {
        "kind": "study",
        "id": study.id,
        "settings": study.settings.model_dump(),
        "runs": [{"label": run.label, "sizes": run.architecture.sizes} for run in study.runs],
        **made_by,
    }
    write_arrays(path, arrays)
    write_json(path.with_suffix(".json"), record)


def save_gradient_study(path: Path, study: GradientStudy, made_by: Mapping[str, Any]) -> None:
    """Write a gradient check: the sweep as arrays, the rest beside them."""
    check = study.check
    write_arrays(
        path,
        {name: getattr(check, name) for name in _SWEEP}
        | {
            "layer": np.array([error.layer for error in check.layers]),
            "part": np.array([error.part for error in check.layers]),
        }
        | {name: np.array([getattr(error, name) for error in check.layers]) for name in _ERRORS},
    )
    record = {
        "kind": "gradient",
        "id": study.id,
        "settings": study.settings.model_dump(),
        "sizes": list(study.architecture.sizes),
        **made_by,
    }
    write_json(path.with_suffix(".json"), record)


_SWEEP = ("epsilons", "relative_by_epsilon", "largest_by_epsilon", "complex_by_epsilon")
_ERRORS = ("relative", "largest", "complex_relative")


def load(run_path: Path, datasets: Sequence[Path] = ()) -> Study | GradientStudy:
    """Read a run with its data set.

    Parameters
    ----------
    run_path : Path
        The .npz; its .json stands beside it.
    datasets : sequence of Path
        Files of data sets, among them that of the run.

    Raises
    ------
    FileNotFoundError, ValueError
        When a file is missing or damaged, with what to do about it.
    """
    arrays = read_arrays(run_path)
    record = json.loads(run_path.with_suffix(".json").read_text(encoding="utf-8"))
    if record["kind"] == "gradient":
        return _gradient_study(record, arrays)
    settings = Training.model_validate(record["settings"])
    name = settings.data
    paths = [path for path in datasets if path.stem == name]
    if not paths:
        raise FileNotFoundError(f"{run_path}: its data set {name!r} is not among {datasets}")
    saved = zip(settings.variants, record["runs"], strict=True)
    runs = tuple(
        _run(number, variant, beside["sizes"], arrays)
        for number, (variant, beside) in enumerate(saved)
    )
    return Study(record["id"], settings, load_dataset(paths[0]), runs)


def load_all(
    names: Iterable[str], datasets: Iterable[str], results: Path
) -> dict[str, Study | GradientStudy]:
    """Read gradient checks and experiments by id, with the data sets of these names."""
    paths = [results / f"data/{name}.npz" for name in datasets]
    return {name: load(results / f"runs/{name}.npz", paths) for name in names}


def _run(
    number: int, variant: Variant, sizes: Sequence[int], arrays: Mapping[str, NDArray[Any]]
) -> Run:
    mine = {
        name.removeprefix(f"{number}/"): array
        for name, array in arrays.items()
        if name.startswith(f"{number}/")
    }
    return Run(
        label=variant.label,
        settings=variant,
        architecture=build_architecture(variant.network, sizes[0], sizes[-1]),
        history={
            name.removeprefix("history/"): mine[name] for name in mine if name.startswith("history")
        },
        **{name: mine[name] for name in _RUN_ARRAYS},
    )


def _gradient_study(record: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> GradientStudy:
    errors = (
        LayerError(int(layer), str(part), *(float(value) for value in values))
        for layer, part, *values in zip(
            arrays["layer"], arrays["part"], *(arrays[name] for name in _ERRORS), strict=True
        )
    )
    settings, sizes = GradientSettings.model_validate(record["settings"]), record["sizes"]
    return GradientStudy(
        record["id"],
        settings,
        build_architecture(settings.network, sizes[0], sizes[-1]),
        GradientCheck(tuple(errors), **{name: arrays[name] for name in _SWEEP}),
    )
