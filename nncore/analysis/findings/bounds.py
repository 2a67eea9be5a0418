"""How near the published seed comes to what is possible, and its loss in other units."""

import numpy as np

from nncore.analysis.findings.scene import Scene, sentence, verb
from nncore.analysis.quantities import n_samples
from nncore.language import numbers
from nncore.language.printed import typeset
from nncore.language.wording import plural

# Within this share of a bound a loss is called near it.
NEAR = 0.05


def output_floor(scene: Scene) -> str:
    """Say how low the training loss of any network with this output can be."""
    setup = scene.setup()
    run = setup.run
    link = run.architecture.loss.link
    if run.architecture.loss.name != "squared_error":
        raise ValueError(f"{setup.study.id}: only a squared error has such a bound")
    ends = np.array([-700.0, 700.0])  # far out, yet within what an exponential can take
    link.value(ends.copy(), ends)
    ends = np.round(ends, 12)
    _, y, *_ = setup.study.dataset.split("train", run.n_replicas)
    beyond = np.maximum(ends[0] - y[0], 0) + np.maximum(y[0] - ends[1], 0)
    floor = float(0.5 * (beyond**2).sum(axis=-1).mean())
    first = setup.sample("train_loss").first
    if first is None:
        return sentence("the published seed diverged")
    ended = f"the published seed ends at {setup.written('train_loss', first)}"
    if floor == 0:
        return sentence(f"every target lies within the range of the output; {ended}")
    out_of_reach = int((beyond > 0).sum())
    low, high = (typeset(f"{end:g}") for end in ends)
    words = (
        f"of {plural(beyond.size, 'target')} {numbers.count(out_of_reach)} "
        f"{verb(out_of_reach, 'lies', 'lie')} outside of the output's range, {low} to {high}, so "
        f"that no loss can be below {setup.written('train_loss', floor)}"
    )
    ratio = first / floor
    near = "near it" if ratio <= 1 + NEAR else f"{numbers.significant(ratio, 2)} times that"
    return sentence(f"{words}; {ended}, {near}")


def optimum(scene: Scene, of: str) -> str:
    """Say how much of the way to another set-up's loss the published seed has gone."""
    one, other = scene.setup(), scene.setup(of)
    start = float(one.run.history["train_loss"][0, 0])
    ends = [each.sample("train_loss").first for each in (one, other)]
    if ends[0] is None or ends[1] is None:
        return sentence("the published seed diverged")
    mine, least = ends[0], ends[1]
    a, b, c = (one.written("train_loss", x) for x in (start, mine, least))
    words = f"the published seed goes from a training loss of {a} to {b}"
    if start <= least or mine < least:
        return sentence(f"{words}; the {c}{other.phrase} is not lower")
    if mine >= start:
        return sentence(f"{words}, away from the {c}{other.phrase}")
    share = (start - mine) / (start - least)
    return sentence(f"{words}, {numbers.percent(share)} of the way to the {c}{other.phrase}")


def wrong_side(scene: Scene, of: str) -> str:
    """Say whether the published seed leaves more or fewer samples wrong than another set-up."""
    one, other = scene.setup(), scene.setup(of)
    found = [each.sample("misclassified").first for each in (one, other)]
    if found[0] is None or found[1] is None:
        return sentence("the published seed diverged")
    mine, theirs = int(found[0]), int(found[1])
    split = "test" if n_samples(one.study, "test") else "train"
    words = (
        f"it leaves {numbers.count(mine)} of {plural(n_samples(one.study, split), 'sample')} wrong"
    )
    if mine == theirs:
        return sentence(f"{words}, as many as {other.words}")
    told = "fewer" if mine < theirs else "more"
    return sentence(f"{words}, {told} than the {numbers.count(theirs)}{other.phrase}")


def sum_of_squares(scene: Scene) -> str:
    """Give the published seed's loss as the sum of squares over all training samples."""
    setup = scene.setup()
    first = setup.sample("train_loss").first
    if setup.run.architecture.loss.name != "squared_error":
        raise ValueError(f"{setup.study.id}: its loss is no sum of squares")
    if first is None:
        return sentence("the published seed diverged")
    total = 2 * n_samples(setup.study, "train") * first
    loss, squares = setup.written("train_loss", first), numbers.significant(total)
    return sentence(f"the published seed ends at a loss of {loss}, a sum of squares of {squares}")
