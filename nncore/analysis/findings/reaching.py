"""How many seeds reach a level, and how soon."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nncore.analysis.findings import tests as ranks
from nncore.analysis.findings.scene import Scene, Setup, label, seeds, sentence, verb
from nncore.analysis.quantities import QUANTITIES
from nncore.arrays import Array
from nncore.language import numbers
from nncore.language.wording import listed, plural, setting, spelled_plural


class Goal(NamedTuple):
    """A level of a quantity: which values are there, and what it is in words."""

    quantity: str
    test: Callable[[Array], NDArray[np.bool_]]
    words: str
    verbs: tuple[str, str] = ("has", "have")

    def said(self, k: int) -> str:
        """Say what k seeds do: ``has a training loss of 0.01 or less``."""
        return f"{verb(k, *self.verbs)} {self.words}"

    def count(self, setup: Setup, epoch: int | None = None) -> int:
        """Return how many seeds are there."""
        where = {} if epoch is None else {"epoch": epoch}
        return int(self.test(setup.sample(self.quantity, **where).values).sum())


def goal(
    scene: Scene,
    quantity: str,
    at_least: float | None = None,
    at_most: float | None = None,
    published: str | None = None,
    epoch: int | None = None,
) -> Goal:
    """Return the level that the options name: at least, at most, or as good as a printed number."""
    if [at_least, at_most, published].count(None) != 2:
        raise ValueError(f"{quantity}: one of at_least, at_most and published is needed")
    name = label(quantity)
    if published is not None:
        printed = scene.printed(quantity, published, epoch)
        up = QUANTITIES[quantity].higher_is_better
        low, high = printed.low, printed.high
        words = f"the published {name} of {printed.words} or {'more' if up else 'less'}"
        return Goal(quantity, (lambda x: x >= low) if up else (lambda x: x <= high), words)
    share = QUANTITIES[quantity].form == "share"
    level = at_most if at_least is None else at_least
    assert level is not None
    written = setting(100 * level) + f"{numbers.NARROW}%" if share else setting(level)
    words = f"a {name} of {written}"
    if at_most is not None:
        return Goal(quantity, lambda x: x <= at_most, f"{words} or less")
    if share and level == 1:
        which = "test" if quantity.startswith("test") else "training"
        return Goal(quantity, lambda x: x >= 1, f"every {which} sample right", ("gets", "get"))
    return Goal(quantity, lambda x: x >= level, f"{words} or more")


def reach(
    scene: Scene,
    quantity: str,
    *,
    epoch: int | None = None,
    among: Sequence[str] | None = None,
    at_least: float | None = None,
    at_most: float | None = None,
    published: str | None = None,
) -> str:
    """Say how many seeds of one or several set-ups reach a level, the first against the others."""
    wanted = goal(scene, quantity, at_least, at_most, published, epoch)
    first, *others = scene.setups(among) if among else [scene.setup()]
    count = wanted.count(first, epoch)
    when = "" if epoch is None else f"after {plural(epoch, 'epoch')} "
    lost = first.sample(quantity).n_diverged
    counted = seeds(count, first.n) + (f" ({numbers.count(lost)} diverged)" if lost else "")
    words = f"{when}{counted}{first.phrase} {wanted.said(count)}"
    groups: dict[str, list[str]] = {}
    names = {"higher": "more do", "lower": "fewer do", "too few": "too few seeds to tell it are"}
    for each in others:
        k = wanted.count(each, epoch)
        told = ranks.order_of_counts(k, each.n, count, first.n)
        said = names.get(told, "not clearly more or fewer do")
        groups.setdefault(said, []).append(
            f"{each.words} ({numbers.count(k)} of {numbers.count(each.n)})"
        )
    parts = [f"{said} {others[0].preposition} {listed(names)}" for said, names in groups.items()]
    return sentence("; ".join((words, *parts)))


def first_past(setup: Setup, quantity: str, bound: float) -> int | None:
    """Return the first epoch whose median over seeds is better than `bound`; None for none."""
    values = setup.history(quantity)
    if not len(values):
        return None
    middle = np.median(values, axis=0)
    passed = middle > bound if QUANTITIES[quantity].higher_is_better else middle < bound
    return int(setup.run.epochs[passed.argmax()]) if passed.any() else None


def overtakes(scene: Scene, quantity: str, of: str) -> str:
    """Say when the median of this study passes what another ends with, if it does."""
    one, other = scene.setup(), scene.setup(of)
    level = other.sample(quantity)
    if not len(level.values) or not len(one.sample(quantity).values):
        return sentence("every seed of one of the two diverged")
    bound = level.quantile(0.5)
    length = plural(int(np.median(other.run.n_epochs)), "epoch")
    words = f"{other.words} ends at a median {label(quantity)} of "
    words += f"{other.written(quantity, bound)} after {length}"
    epoch = first_past(one, quantity, bound)
    if epoch is None:
        end = one.written(quantity, float(np.median(one.history(quantity)[:, -1])))
        return sentence(f"{words}; this set-up does not pass that and ends at {end}")
    return sentence(f"{words}; this set-up is past that by epoch {numbers.count(epoch)}")


def mistakes(scene: Scene, quantity: str, *, published: str) -> str:
    """Say how many of the samples a printed accuracy leaves wrong."""
    study = scene.setup().study
    rows = study.dataset.test if quantity.startswith("test") else study.dataset.train
    printed = scene.printed(quantity, published)
    n = rows.shape[1]
    wrong = round((1 - printed.value) * n)
    words = f"the published {printed.words}"
    if not printed.low <= 1 - wrong / n <= printed.high:
        return sentence(f"{words} is no whole number of {numbers.count(n)} samples")
    what = spelled_plural(wrong, "mistake")
    return sentence(f"{words} is {what} in {numbers.count(n)} samples")
