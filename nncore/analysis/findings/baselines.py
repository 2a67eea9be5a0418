"""Whether more was learned than a constant answer, or the name of the largest class."""

import numpy as np

from nncore.analysis.findings.scene import Scene, Setup, seeds, sentence, verb
from nncore.analysis.quantities import n_samples
from nncore.arrays import Array
from nncore.experiments.run_files import Study
from nncore.functions.metrics import decide
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import listed, plural

# Within this share of a level a loss is called equal to it.
NEAR = 0.05
_LOST = "nothing can be said of what was learned: every seed diverged"


def constant_answer(scene: Scene, variant: str | None = None) -> str:
    """Say how many seeds end near the training loss of the best constant answer."""
    setup = scene.setup(variant)
    ours = setup.sample("train_loss").values
    if not len(ours):
        return sentence(_LOST)
    level = _constant_loss(setup)[setup.run.status != "diverged"]
    near = int((ours >= (1 - NEAR) * level).sum())
    words = (
        f"{seeds(near, len(ours))}{setup.phrase} {verb(near, 'ends', 'end')} with a training loss"
    )
    share = numbers.percent(NEAR, digits=0)
    constant = setup.written("train_loss", float(np.median(level)))
    words += f" within {share} of the {constant} of a constant answer, or above it"
    if 2 * near > len(ours):
        return sentence(f"most networks have learned next to nothing: {words}")
    return sentence(words)


def _constant_loss(setup: Setup) -> Array:
    """Return the loss (R,) of answering every training sample with the mean target."""
    run, dataset = setup.run, setup.study.dataset
    _, y, *_ = dataset.split("train", run.n_replicas)
    mean = np.clip(y.mean(axis=1, keepdims=True), 1e-12, 1 - 1e-12 if _is_class(setup) else np.inf)
    name = run.architecture.loss.name
    if name == "squared_error":
        mean = y.mean(axis=1, keepdims=True)
        loss = 0.5 * ((y - mean) ** 2).sum(axis=-1).mean(axis=1)
    elif name == "log_loss":
        loss = -(y * np.log(mean)).sum(axis=-1).mean(axis=1)
    else:
        loss = -(y * np.log(mean) + (1 - y) * np.log(1 - mean)).sum(axis=-1).mean(axis=1)
    return np.broadcast_to(loss, run.n_replicas)


def _is_class(setup: Setup) -> bool:
    return setup.study.dataset.task == "classification"


def largest_class(scene: Scene) -> str:
    """Say when the published seed does better than calling everything the largest class."""
    setup = scene.setup()
    study, run = setup.study, setup.run
    share, name = _largest_class(study)
    if run.status[0] == "diverged":
        return sentence("the published seed diverged")
    curve = run.history["train_accuracy"][0]
    # Half a sample above the share: a share of samples is compared, not its last bit.
    above = curve > share + 0.5 / n_samples(study, "train")
    written = setup.written("train_accuracy", share)
    answer = f"calling every sample {escape(name)}, which is right for {written}"
    if not above.any():
        return sentence(f"at no epoch is the published seed better than {answer}")
    ended = setup.written("train_accuracy", float(curve[np.isfinite(curve)][-1]))
    if above[0]:
        return sentence(f"from the first epoch on the published seed does better than {answer}")
    epoch = numbers.count(int(run.epochs[above.argmax() - 1]))
    words = f"up to epoch {epoch} the published seed does no better than {answer}"
    return sentence(f"{words}; it ends at {ended}")


def _largest_class(study: Study, draw: int = 0) -> tuple[float, str]:
    labels = study.dataset.labels(draw)[study.dataset.train[draw % study.dataset.n_draws]]
    counts = np.bincount(labels, minlength=len(study.dataset.class_names))
    return float(counts.max() / counts.sum()), study.dataset.class_names[int(counts.argmax())]


def given_up(scene: Scene) -> str:
    """Say with which variants most seeds end no better than by naming the largest class."""
    found = scene.setups()
    lost = [each for each in found if _given_up(each)]
    answer = "calling every sample of the larger class"
    if not lost:
        return sentence(
            f"with none of {plural(len(found), 'set-up')} do most seeds end at {answer}"
        )
    return sentence(f"with {listed(each.words for each in lost)} most seeds end at {answer}")


def _given_up(setup: Setup) -> bool:
    run, dataset = setup.run, setup.study.dataset
    x, y, *_ = dataset.split("train", run.n_replicas)
    answers, labels = decide(run.predict(x)), decide(y)
    one = (answers == answers[:, :1]).all(axis=1)
    counts = [np.bincount(row).max() / len(row) for row in labels]
    right = (answers == labels).mean(axis=1)
    alive = run.status != "diverged"
    return bool(2 * (alive & one & (right >= np.array(counts) - 1e-12)).sum() > run.n_replicas)
