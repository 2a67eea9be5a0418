"""Studies whose every result is dialled: one weight for each sample, so that any outcome can be."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from nncore.config.records.claims import Place
from nncore.config.records.training import GradientSettings, Variant
from nncore.data.dataset import Dataset
from nncore.experiments.run_files import GradientStudy, Run, Study
from nncore.functions.activations import ACTIVATIONS
from nncore.functions.losses import LOSSES, with_link
from nncore.network.architecture import Architecture
from nncore.training.gradcheck import GradientCheck, LayerError
from tests.claims import claim

N_SEEDS, N_EACH, EPOCHS = 12, 4, np.arange(0, 101, 5)
SETTINGS = Variant.model_construct(epochs=100, keep="last", batch_size=None)


def spread(level, n=N_SEEDS, width=0.1):
    """Values (n,) around a level."""
    return level + width * np.linspace(-1, 1, n)


def falling(start, end, n=N_SEEDS, shape=None):
    """Histories (n, T) from a start to an end; `shape` (T,) says how much of the way is done."""
    done = np.linspace(0, 1, len(EPOCHS)) if shape is None else shape
    curve = start + (end - start) * done
    return curve + 1e-4 * np.arange(n)[:, None] * abs(end - start)


def run(label="", train=1.0, test=1.0, *, n=N_SEEDS, larger=False, **given):
    """What `study` makes a variant of: margins (n,) or (n, k) of samples, histories and the rest.

    A `larger` network has a bias, of zero.
    """
    return {"label": label, "train": train, "test": test, "n": n, "larger": larger, **given}


def study(id="here", *runs, y=None, n_test=N_EACH, loss="binary_log_loss", output="sigmoid"):
    """A study of samples that have one input each; a margin above 0 is a right answer.

    For a squared error the margins are the raw outputs and `y` holds the targets of training.
    """
    squared = loss == "squared_error"
    runs = runs or (run(),)
    n_train = N_EACH if y is None else len(y)
    targets = np.tile([[0.0], [1.0]], (n_train, 1))[:n_train] if y is None else np.array(y)[:, None]
    unseen = np.tile([[0.0], [1.0]], (n_test, 1))[:n_test]
    every = np.concatenate((targets, unseen))
    size = len(every)
    dataset = Dataset(
        name="dialled", task="regression" if squared else "classification", seed=1,
        x=np.eye(size)[None], y=every[None], train=np.arange(n_train)[None],
        test=np.arange(n_train, size)[None], shift=np.zeros((1, size)), scale=np.ones((1, size)),
        feature_names=tuple(map(str, range(size))), class_names=() if squared else ("red", "blue"),
    )  # fmt: skip
    signs = np.ones(size) if squared else np.where(every[:, 0] == 1, 1.0, -1.0)
    made = [_run(each, n_train, signs, loss, output) for each in runs]
    return Study(id, SETTINGS, dataset, tuple(made))


def _run(given, n_train, signs, loss, output):
    n = given["n"]
    sizes = {"train": n_train, "test": len(signs) - n_train}
    margins = [_margins(given[split], n, size) for split, size in sizes.items()]
    params = np.concatenate(margins, axis=1) * signs
    if given["larger"]:
        params = np.concatenate((params, np.zeros((n, 1))), axis=1)
    names = ("loss", "accuracy", "mse")
    history = {f"{split}_{name}": falling(1.0, 0.5, n) for split in sizes for name in names}
    status = np.array(["finished"] * n, dtype="<U16")
    status[: given.get("diverged", 0)] = "diverged"
    link = with_link(LOSSES[loss], ACTIVATIONS[output])
    full = np.full(n, EPOCHS[-1])
    return Run(
        label=given["label"],
        settings=SETTINGS,
        architecture=Architecture((len(signs), 1), (), link, (given["larger"],)),
        seeds=np.arange(n),
        params=params,
        best_params=params,
        best_epoch=np.asarray(given.get("best", full)),
        n_epochs=full,
        status=status,
        epochs=EPOCHS,
        history=history | given.get("history", {}),
        snapshot_steps=np.array([0]),
        snapshots=params[:1],
    )


def _margins(given, n, size):
    given = np.asarray(given, float)
    return np.broadcast_to(given if given.ndim == 2 else given.reshape(-1, 1), (n, size))


def row(quantity, printed, id="here", **where):
    """A printed number as findings read it."""
    said = claim("exact", printed, quantity=quantity)
    return SimpleNamespace(experiment=id, claim=replace(said, place=Place(**where)))


def gradients(relative=1e-9, *, best=4, stays=True):
    """A gradient check with an error, a best step of nine, and a complex step that stays or not."""
    epsilons = 10.0 ** np.arange(-9, 0)
    distance = np.abs(np.arange(9) - best)
    imaginary = np.array([1e-16] * 6 + [1e-10, 1e-8, 1e-6])
    if not stays:
        imaginary[:3] = 1e-3
    check = GradientCheck(
        (LayerError(1, "weights", relative, relative, 1e-16),),
        epsilons, 1e-11 * 10.0**distance, 1e-11 * 10.0**distance, imaginary,
    )  # fmt: skip
    shape = Architecture((1, 1), (), LOSSES["binary_log_loss"], (False,))
    return GradientStudy(
        "check", GradientSettings.model_construct(measure="relative", epsilon=1e-7), shape, check
    )
