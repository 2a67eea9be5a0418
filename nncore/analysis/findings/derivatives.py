"""What a gradient check shows: errors against a bound, and against the step."""

import numpy as np

from nncore.analysis.findings.scene import Scene, sentence
from nncore.experiments.run_files import GradientStudy
from nncore.language import numbers

# Errors within this factor of the least have stayed there.
STAYS = 10.0


def _check(scene: Scene) -> GradientStudy:
    study = scene.study
    if not isinstance(study, GradientStudy):
        raise ValueError(f"{study.id} is no gradient check")
    return study


def gradient_error(scene: Scene, bound: float) -> str:
    """Say whether the largest relative error of any layer is below a bound."""
    largest = max(error.relative for error in _check(scene).layers)
    side = "below" if largest < bound else "not below"
    words = f"the largest relative error of any layer is {numbers.scientific(largest)}, {side}"
    return sentence(f"{words} the bound of {numbers.scientific(bound, 1)} for a correct gradient")


def gradient_steps(scene: Scene) -> str:
    """Say at which step the central difference is best, and whether the complex step stays down."""
    study = _check(scene)
    order = np.argsort(study.epsilons)
    epsilons, central = study.epsilons[order], study.relative_by_epsilon[order]
    best = int(np.argmin(central))
    at = f"$\\epsilon$ = {numbers.scientific(epsilons[best], 2)}"
    words = f"over all parameters the central difference is best at {at}, with a relative error of "
    words += numbers.scientific(central[best])
    if 0 < best < len(central) - 1:
        words += ": larger steps suffer from truncation, smaller ones from round-off"
    else:
        words += f", the {'smallest' if best == 0 else 'largest'} step tried"
    errors = study.complex_by_epsilon[order]
    least = int(np.argmin(errors))
    limit = STAYS * max(errors[least], np.finfo(float).eps)
    stays = bool((errors[: least + 1] <= limit).all())
    complex_step = f"the complex step comes down to {numbers.scientific(errors[least])} and "
    complex_step += "stays there for smaller steps" if stays else "rises again for smaller steps"
    return f"{sentence(words)} {sentence(complex_step)}"
