"""With how small a network, or how small a change, seeds reach a level."""

from collections.abc import Sequence

from nncore.analysis.findings.reaching import Goal, goal
from nncore.analysis.findings.scene import Scene, Setup, label, seeds, sentence
from nncore.analysis.readings import HIGH, LOW
from nncore.language import numbers
from nncore.language.wording import plural, sizes, spelled_plural

RELIABLE = 0.99


def smallest_network(scene: Scene, quantity: str, *, at_least: float, unseen: str = "") -> str:
    """Say which variant with the fewest parameters some, and most, seeds bring to a level.

    `unseen` is a quantity that is given besides for the smallest that most bring there.
    """
    wanted = goal(scene, quantity, at_least=at_least)
    found = sorted(scene.setups(), key=lambda each: each.run.architecture.n_params)
    some = next((each for each in found if wanted.count(each)), None)
    most = next((each for each in found if 2 * wanted.count(each) >= each.n), None)
    if some is None:
        words = f"none of {plural(len(found), 'network')} {wanted.said(0)} from any of"
        return sentence(f"{words} {plural(found[0].n, 'seed')}")
    words = f"the smallest network that {wanted.said(1)} from any seed is {_network(some, wanted)}"
    if most is None:
        words += "; none does from half of them"
    elif most is some:
        words += "; no smaller one does from any seed"
    else:
        words += f"; the smallest that does from half of them is {_network(most, wanted)}"
    if unseen:
        best = most or some
        words += f". The median {label(unseen)} of {best.words} is {best.median(unseen)}"
    return sentence(words)


def _network(setup: Setup, wanted: Goal) -> str:
    n_params = plural(setup.run.architecture.n_params, "parameter")
    return f"{setup.words} with {n_params} ({seeds(wanted.count(setup), setup.n)})"


def reliability(scene: Scene, quantity: str, *, at_least: float) -> str:
    """Say how many set-ups reach a level from nearly every seed, and from nearly none."""
    wanted = goal(scene, quantity, at_least=at_least)
    found = scene.setups()
    shares = {each.words: wanted.count(each) / each.n for each in found}
    always = [each for each in found if shares[each.words] >= RELIABLE]
    never = sum(share <= 1 - RELIABLE for share in shares.values())
    words = (
        f"of {plural(len(found), 'set-up')} {numbers.count(len(always))} "
        f"{wanted.said(len(always))} from at least "
        f"{numbers.percent(RELIABLE, digits=0)} of their seeds, {numbers.count(never)} from at "
        f"most {numbers.percent(1 - RELIABLE, digits=0)}"
    )
    return sentence(words) + _least_network(found, always, wanted)


def _least_network(found: Sequence[Setup], always: Sequence[Setup], wanted: Goal) -> str:
    """Say which is the smallest network among the reliable, and what smaller ones come to."""
    if not always:
        best = max(found, key=lambda each: wanted.count(each) / each.n)
        return f" The most reliable is {best.words} ({seeds(wanted.count(best), best.n)})."
    least = min((each.run.architecture for each in always), key=lambda a: a.n_params)
    words = f" The smallest network among those is {sizes(least.sizes)}"
    smaller = [each for each in found if each.run.architecture.n_params < least.n_params]
    if not smaller:
        return f"{words}, the smallest of all."
    best = max(smaller, key=lambda each: wanted.count(each) / each.n)
    count = seeds(wanted.count(best), best.n)
    return f"{words}; of smaller ones {best.words} comes nearest ({count})."


def smallest_change(scene: Scene, quantity: str, *, published: str, beside: str = "") -> str:
    """Say which variant is the first to bring a seed, and most seeds, to a printed number.

    `beside` is a quantity printed with it, whose value at that change is compared as well.
    """
    wanted = goal(scene, quantity, published=published)
    found = scene.setups()
    some = next((each for each in found if wanted.count(each)), None)
    changes = f"{spelled_plural(len(found), 'change')}"
    if some is None:
        any_seed = f"any of {plural(found[0].n, 'seed')}"
        return sentence(f"none of the {changes} brings {any_seed} to {wanted.words}")
    count = seeds(wanted.count(some), some.n)
    words = f"of {changes}, from small to large, {some.words} is the first with which a seed "
    words += f"{wanted.said(1)} ({count})"
    most = next((each for each in found if 2 * wanted.count(each) >= each.n), None)
    if most is None:
        words += "; none brings half of the seeds there"
    elif most is not some:
        words += f", and {most.words} the first with which half of them do "
        words += f"({seeds(wanted.count(most), most.n)})"
    there = most or some
    return sentence(words) + (_beside(scene, beside, published, there) if beside else "")


def _beside(scene: Scene, quantity: str, published: str, setup: Setup) -> str:
    printed = scene.printed(quantity, published)
    found = setup.sample(quantity)
    low, high = found.quantile(LOW), found.quantile(HIGH)
    told = "within"
    if low > printed.high:
        told = "below"
    elif high < printed.low:
        told = "above"
    words = f"The {label(quantity)} there is {setup.median(quantity)} in the median; the"
    return f" {words} {printed.words} printed beside it lies {told} the range of nine seeds in ten."
