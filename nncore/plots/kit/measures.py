"""One number for every seed of a run, settings in words, and runs cut down to one seed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from matplotlib.axis import Axis
from matplotlib.ticker import FuncFormatter
from numpy.typing import NDArray

from nncore.analysis.studies import finals, history, n_samples
from nncore.config.records.training import Variant
from nncore.experiments.run_files import Run, Study
from nncore.language.captions import NARROW, number, percent

WEIGHT_NORM = "weight_norm"
_WORDS = {
    "loss": "loss",
    "accuracy": "accuracy",
    "mse": "mean squared error",
    "gradient_norm": "gradient norm",
    WEIGHT_NORM: r"norm of the weights $\|W\|$",
}
_NONE = object()
_SETTINGS = {
    "network.hidden": "hidden units",
    "learning_rate": r"learning rate $\eta$",
    "l2": r"penalty $\lambda$",
}


def measure(study: Study, run: Run, quantity: str) -> NDArray[np.floating]:
    """Return a quantity of every seed's kept parameters, (R,); NaN for diverged seeds.

    Raises
    ------
    ValueError
        When the run does not record the quantity.
    """
    if quantity == WEIGHT_NORM:
        return weight_norm(run)
    if quantity not in run.history:
        known = ", ".join((*sorted(run.history), WEIGHT_NORM))
        raise ValueError(f"{study.id} has no {quantity!r}; it has {known}")
    return finals(run, quantity)


def weight_norm(run: Run) -> NDArray[np.floating]:
    """Return the Euclidean norm of all weights, without biases, of every seed, (R,)."""
    weights = np.where(run.architecture.weight_mask(), run.kept, 0.0)
    norm = np.sqrt((weights * weights).sum(axis=-1))
    return np.where(run.status == "diverged", np.nan, norm)


def first_epoch(
    run: Run, quantity: str, at_least: float | None, at_most: float | None
) -> NDArray[np.floating]:
    """Return the first recorded epoch at which a history is in a range, (R,); NaN for never."""
    values = history(run, quantity)
    if values is None:
        return np.full(run.n_replicas, np.nan)
    inside = is_reached(values, at_least, at_most)  # (R, T)
    return np.where(inside.any(axis=1), run.epochs[inside.argmax(axis=1)], np.nan)


def is_reached(
    values: NDArray[np.floating], at_least: float | None, at_most: float | None
) -> NDArray[np.bool_]:
    """Return which values are in a range; NaN is in none."""
    low = -np.inf if at_least is None else at_least
    high = np.inf if at_most is None else at_most
    return (values >= low) & (values <= high)


def goal(study: Study, quantity: str, at_least: float | None, at_most: float | None) -> str:
    """Return a range in words: ``a training loss of at most 0.01``."""
    if (at_least is None) == (at_most is None):
        raise ValueError("a goal is either at_least or at_most some value")
    sign, bound = ("at least", at_least) if at_most is None else ("at most", at_most)
    return f"{name_of(quantity)} of {sign} {said(study, quantity, float(bound or 0.0))}"


def said(study: Study, quantity: str, value: float) -> str:
    """Return a value of a quantity in words: shares of the samples in percent."""
    split, _, what = quantity.partition("_")
    return percent(value, n_samples(study, split)) if what == "accuracy" else number(value)


def name_of(quantity: str) -> str:
    """Return the words for a quantity: ``train_loss`` is the training loss."""
    split, _, rest = quantity.partition("_")
    if split not in ("train", "test"):
        return _WORDS.get(quantity, quantity.replace("_", " "))
    words = _WORDS.get(rest, rest.replace("_", " "))
    return f"{'training' if split == 'train' else 'test'} {words}"


def setting_name(dotted: str) -> str:
    """Return the words for a setting: ``l2`` is the penalty lambda."""
    return _SETTINGS.get(dotted, dotted.rpartition(".")[2].replace("_", " "))


def setting_of(settings: Variant, dotted: str) -> Any:
    """Return the value of a dotted setting.

    Raises
    ------
    ValueError
        When there is none.
    """
    value: Any = settings
    for key in dotted.split("."):
        is_table = isinstance(value, Mapping)
        value = value.get(key, _NONE) if is_table else getattr(value, key, _NONE)
    if value is _NONE:
        raise ValueError(f"no setting {dotted!r}")
    return value


def setting_value(value: Any) -> str:
    r"""Return a setting's value in words; powers of ten as such.

    >>> setting_value([8, 8]), setting_value(0.5), setting_value(1e-5), setting_value(3e-5)
    ('8-8', '0.5', '$10^{-5}$', '$3\\times10^{-5}$')
    """
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "-".join(map(str, value))
    if isinstance(value, float) and 0.0 < value < 1e-2:
        mantissa, _, power = f"{value:e}".partition("e")
        lead = "" if float(mantissa) == 1.0 else rf"{float(mantissa):g}\times"
        return f"${lead}10^{{{int(power)}}}$"
    return f"{value:g}" if isinstance(value, float) else str(value)


def percent_axis(axis: Axis) -> None:
    """Write the axis of a share in percent, with no more decimals than its ticks need."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{100.0 * value:g}{NARROW}%"))


def run_labelled(study: Study, label: str) -> Run:
    """Return a variant by its label.

    Raises
    ------
    ValueError
        When there is none; the message lists those there are.
    """
    for run in study.runs:
        if run.label == label:
            return run
    known = ", ".join(repr(run.label) for run in study.runs)
    raise ValueError(f"{study.id} has no variant {label!r}; there are {known}")


def only_seed(study: Study, run: Run, replica: int) -> Study:
    """Return a study of one seed of one variant, with that seed's draw of the data."""

    def one(array: NDArray[Any]) -> NDArray[Any]:
        return array[replica : replica + 1] if len(array) > 1 else array

    data = study.dataset
    names = ("x", "y", "train", "test", "shift", "scale")
    drawn: dict[str, Any] = {name: one(getattr(data, name)) for name in names}
    drawn["extras"] = {name: one(array) for name, array in data.extras.items()}
    of_seed = ("seeds", "params", "best_params", "best_epoch", "n_epochs", "status")
    kept: dict[str, Any] = {name: getattr(run, name)[replica : replica + 1] for name in of_seed}
    kept["history"] = {name: values[replica : replica + 1] for name, values in run.history.items()}
    if replica:  # snapshots are of the first seed alone
        kept |= {"snapshot_steps": run.snapshot_steps[:0], "snapshots": run.snapshots[:0]}
    cut = replace(run, label="", **kept)
    return replace(study, dataset=replace(data, **drawn), runs=(cut,))
