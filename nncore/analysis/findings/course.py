"""How a training goes: plateaus, whether it has ended, whether it settles.

Every rule is applied to each seed by itself, and the sentence says for how many it holds.
"""

import numpy as np
from numpy.typing import NDArray

from nncore.analysis.findings import tests as ranks
from nncore.analysis.findings.scene import Scene, Setup, label, seeds, sentence, verb
from nncore.arrays import Array
from nncore.language import numbers
from nncore.language.wording import plural

# A history that moves by less than this share of its level has settled.
SETTLED = 0.01
_LOST = "nothing can be said of the training: every seed diverged"


def progress(scene: Scene, quantity: str) -> str:
    """Say whether the median falls or rises from the first epoch to the last."""
    setup = scene.setup()
    curves = setup.history(quantity)
    if not len(curves):
        return sentence(_LOST)
    start, end = curves[:, 0], curves[:, -1]
    a, b = (setup.written(quantity, float(np.median(each))) for each in (start, end))
    length = plural(int(setup.run.epochs[-1]), "epoch")
    told = ranks.order(end, start)
    name = f"the median {label(quantity)}"
    if told == "too few":
        return sentence(f"{name} goes from {a} to {b} in {length}; too few seeds to tell more")
    if told == "not clearly different":
        return sentence(f"in {length} {name} does not clearly change: {a} before and {b} after")
    return sentence(f"{name} {'falls' if told == 'lower' else 'rises'} from {a} to {b} in {length}")


def plateau(scene: Scene, quantity: str = "train_loss") -> str:
    """Say whether a loss waits and then drops.

    A seed waits if the first quarter of its fall takes longer than the half that follows.
    """
    curves = scene.setup().history(quantity)
    if not len(curves):
        return sentence(_LOST)
    if (curves[:, -1] < 0.9 * curves[:, 0]).sum() * 2 < len(curves):
        fallen = int((curves[:, -1] < 0.9 * curves[:, 0]).sum())
        words = f"the {label(quantity)} hardly falls: it loses a tenth or more from"
        return sentence(f"{words} {seeds(fallen, len(curves))}")
    epochs = scene.setup().run.epochs
    waits = int(sum(_waits(curve, epochs) for curve in curves))
    words = "waits, then drops" if 2 * waits >= len(curves) else "does not wait before it falls"
    rule = "the first quarter of the fall takes longer than the next half"
    return sentence(f"the {label(quantity)} {words}: for {seeds(waits, len(curves))} {rule}")


def _waits(curve: Array, epochs: NDArray[np.integer]) -> bool:
    fall = (curve[0] - curve) / max(curve[0] - curve.min(), 1e-300)
    first, last = (float(epochs[(fall >= share).argmax()]) for share in (0.25, 0.75))
    return first > last - first


def end(scene: Scene) -> str:
    """Say whether training stops while its result still improves: at the best epoch, or after."""
    setup = scene.setup()
    run = setup.run
    alive = run.status != "diverged"
    if not alive.any():
        return sentence(_LOST)
    best, length = run.best_epoch[alive], run.n_epochs[alive]
    last = int((best == length).sum())
    count, total = seeds(last, len(best)), numbers.count(int(np.median(length)))
    if 2 * last > len(best):
        words = f"the best epoch is the last, {total}, for {count}"
        return sentence(f"{words}: training stops before it is done")
    middle = numbers.count(round(float(np.median(best))))
    words = f"training goes on past its best epoch, {middle} of {total} in the median"
    return sentence(f"{words}; it is the last for {count}")


def _moves(setup: Setup, quantity: str, last: int) -> tuple[Array, Array]:
    """Return swing (R,) relative to the level, and the share of movement (R,) that is upwards."""
    run = setup.run
    curves = setup.history(quantity)[:, run.epochs > run.epochs[-1] - last]
    if len(curves) and curves.shape[1] < 3:
        raise ValueError(f"{setup.study.id}: fewer than three of the last {last} epochs recorded")
    steps = np.diff(curves, axis=1)
    path = np.maximum(np.abs(steps).sum(axis=1), 1e-300)
    level = np.maximum(np.abs(curves.mean(axis=1)), 1e-300)
    return np.ptp(curves, axis=1) / level, np.maximum(steps, 0).sum(axis=1) / path


def oscillation(scene: Scene, quantity: str = "train_loss", *, last: int) -> str:
    """Say whether a history still goes up and down in its last epochs.

    It does if it swings by more than 1 % of its level and at least a quarter of its movement is
    against the rest.
    """
    setup = scene.setup()
    swing, up = _moves(setup, quantity, last)
    if not len(swing):
        return sentence(_LOST)
    unsettled = (swing > SETTLED) & (np.minimum(up, 1 - up) >= 0.25)
    count = seeds(int(unsettled.sum()), len(swing))
    size = numbers.percent(float(np.median(swing)))
    goes = verb(int(unsettled.sum()), "goes", "go")
    words = f"over the last {plural(last, 'epoch')} {count} {goes} up and down, by {size} of "
    words += "the level in the median"
    settled = "has not settled" if 2 * unsettled.sum() >= len(swing) else "does not oscillate"
    return sentence(f"the {label(quantity)} {settled}: {words}")


def calmer(scene: Scene, a: str, b: str, quantity: str = "train_loss", *, last: int) -> str:
    """Say whether the last epochs of one set-up swing less than those of another."""
    one, other = scene.setup(a), scene.setup(b)
    left, right = (_moves(each, quantity, last)[0] for each in (one, other))
    if not len(left) or not len(right):
        return sentence(_LOST)
    told = ranks.order(left, right)
    sizes = [numbers.percent(float(np.median(swing))) for swing in (left, right)]
    words = f"over the last {plural(last, 'epoch')} the {label(quantity)} moves by {sizes[0]} of "
    words += f"its level in the median{one.phrase}"
    if told == "too few":
        return sentence(
            f"{words} and by {sizes[1]}{other.phrase}; too few seeds to tell them apart"
        )
    said = {"lower": "less than the", "higher": "more than the"}.get(told, f"{told} from the")
    return sentence(f"{words}, {said} {sizes[1]}{other.phrase}")
