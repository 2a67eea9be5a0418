"""Every finding by name: what a page may call, and what a study must have for it."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nncore.analysis.findings import (
    baselines,
    bounds,
    comparing,
    course,
    derivatives,
    reaching,
    smallest,
    unseen,
)
from nncore.analysis.findings.scene import Scene
from nncore.analysis.quantities import AnyStudy, n_samples
from nncore.experiments.run_files import GradientStudy, Study

# What a study may be asked to have, in the words of an error.
NEEDS: dict[str, Callable[[AnyStudy], bool]] = {
    "gradients": lambda study: isinstance(study, GradientStudy),
    "seeds": lambda study: isinstance(study, Study),
    "variants": lambda study: isinstance(study, Study) and len(study.runs) > 1,
    "classes": lambda study: isinstance(study, Study) and len(study.dataset.class_names) > 1,
    "test": lambda study: isinstance(study, Study) and n_samples(study, "test") > 0,
}


@dataclass(frozen=True)
class Finding:
    """One finding.

    Attributes
    ----------
    name : str
        As pages call it.
    function : callable
        ``function(scene, **options) -> sentences``: their numbers and their directions computed.
    needs : tuple of str
        Names in `NEEDS`.
    """

    name: str
    function: Callable[..., str]
    needs: tuple[str, ...]

    def check(self, study: AnyStudy, *options: Any, **named: Any) -> None:
        """Raise ValueError when a study lacks what is needed, or options do not fit."""
        for need in self.needs:
            if not NEEDS[need](study):
                raise ValueError(f"finding {self.name!r} needs {need}, which {study.id} has not")
        try:
            inspect.signature(self.function).bind(None, *options, **named)
        except TypeError as error:
            raise ValueError(f"finding {self.name!r}: {error}") from None

    def __call__(self, scene: Scene, *options: Any, **named: Any) -> str:
        """Return what it says of a study."""
        self.check(scene.study, *options, **named)
        return self.function(scene, *options, **named)


_SEEDS, _VARIANTS, _CLASSES = ("seeds",), ("seeds", "variants"), ("seeds", "classes")

FINDINGS: dict[str, Finding] = {
    finding.name: finding
    for finding in (
        Finding("compare", comparing.compare, _SEEDS),
        Finding("difference", comparing.difference, _SEEDS),
        Finding("effects", comparing.effects, _SEEDS),
        Finding("ranking", comparing.ranking, _VARIANTS),
        Finding("spread", comparing.spread, _SEEDS),
        Finding("published seed", comparing.published_seed, _SEEDS),
        Finding("middle", comparing.middle, _SEEDS),
        Finding("reach", reaching.reach, _SEEDS),
        Finding("overtakes", reaching.overtakes, _SEEDS),
        Finding("smallest network", smallest.smallest_network, _VARIANTS),
        Finding("reliability", smallest.reliability, _VARIANTS),
        Finding("smallest change", smallest.smallest_change, _VARIANTS),
        Finding("mistakes", reaching.mistakes, _CLASSES),
        Finding("progress", course.progress, _SEEDS),
        Finding("plateau", course.plateau, _SEEDS),
        Finding("end", course.end, _SEEDS),
        Finding("oscillation", course.oscillation, _SEEDS),
        Finding("calmer", course.calmer, _SEEDS),
        Finding("constant answer", baselines.constant_answer, _SEEDS),
        Finding("largest class", baselines.largest_class, _CLASSES),
        Finding("given up", baselines.given_up, ("seeds", "variants", "classes")),
        Finding("generalisation", unseen.generalisation, ("seeds", "test")),
        Finding("classes", unseen.classes, _CLASSES),
        Finding("output floor", bounds.output_floor, _SEEDS),
        Finding("optimum", bounds.optimum, _SEEDS),
        Finding("wrong side", bounds.wrong_side, _CLASSES),
        Finding("sum of squares", bounds.sum_of_squares, _SEEDS),
        Finding("gradient error", derivatives.gradient_error, ("gradients",)),
        Finding("gradient steps", derivatives.gradient_steps, ("gradients",)),
    )
}


def say(scene: Scene, name: str, *options: Any, **named: Any) -> str:
    """Return what a finding says.

    Raises
    ------
    ValueError
        For an unknown finding, options that do not fit, or a study that lacks what it needs.
    """
    if name not in FINDINGS:
        raise ValueError(f"no finding {name!r}; there are {', '.join(FINDINGS)}")
    return FINDINGS[name](scene, *options, **named)
