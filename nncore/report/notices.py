"""What to notice: sentences of the configuration in which nothing about a result is typed.

The sentence is a Jinja2 template in inline markup. It may ask for values of its own study and of
others (``of="other-id"``) and write them with the filters of `nncore.report.numbers`::

    The published seed ends at {{ value("train_loss") | significant }}.
    {{ finding("reach", "train_accuracy", at_least=1.0) }}

What has a direction (lower, still, only) is a finding, so that it turns when the numbers do.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from jinja2 import Environment, StrictUndefined, TemplateError

from nncore.report import numbers, readings
from nncore.report.findings import catalogue
from nncore.report.findings.scene import Scene
from nncore.report.published import PublishedRow
from nncore.report.quantities import AnyStudy, run_of
from nncore.report.readings import Sample
from nncore.report.text import escape
from nncore.report.verdicts import HIGH, LOW
from nncore.report.wording import name_of, setting, sizes
from nncore.runs import Study

_FILTERS: dict[str, Any] = {
    "significant": numbers.significant,
    "percent": numbers.percent,
    "count": numbers.count,
    "fixed": numbers.fixed,
    "scientific": numbers.scientific,
    "setting": setting,
    "name": name_of,
}


class NoValue(ValueError):
    """Training went so that what a notice asks for does not exist, which is no mistake of its."""


class Values:
    """What a notice may ask: functions of one study that look up others by id."""

    def __init__(
        self, study: AnyStudy, studies: Mapping[str, AnyStudy], rows: Sequence[PublishedRow]
    ) -> None:
        self._study, self._studies, self._rows = study, studies, rows

    def _of(self, of: str | None) -> AnyStudy:
        if of is None:
            return self._study
        if of not in self._studies:
            raise ValueError(f"no run of {of!r}")
        return self._studies[of]

    def _sample(self, name: str, of: str | None, where: dict[str, Any]) -> Sample:
        found = readings.sample(self._of(of), name, **where)
        if not len(found.values):
            raise NoValue(f"{name}: every seed diverged")
        return found

    def value(self, name: str, of: str | None = None, **where: Any) -> float:
        """Return the published seed's value."""
        first = self._sample(name, of, where).first
        if first is None:
            raise NoValue(f"{name}: the published seed diverged")
        return first

    def median(self, name: str, of: str | None = None, **where: Any) -> float:
        """Return the median over seeds."""
        return self._sample(name, of, where).quantile(0.5)

    def low(self, name: str, of: str | None = None, **where: Any) -> float:
        """Return the 5 % quantile over seeds."""
        return self._sample(name, of, where).quantile(LOW)

    def high(self, name: str, of: str | None = None, **where: Any) -> float:
        """Return the 95 % quantile over seeds."""
        return self._sample(name, of, where).quantile(HIGH)

    def smallest(self, name: str, of: str | None = None, **where: Any) -> float:
        """Return the smallest value of all seeds."""
        return float(self._sample(name, of, where).values.min())

    def largest(self, name: str, of: str | None = None, **where: Any) -> float:
        """Return the largest value of all seeds."""
        return float(self._sample(name, of, where).values.max())

    def share(
        self,
        name: str,
        at_least: float = -np.inf,
        at_most: float = np.inf,
        of: str | None = None,
        **where: Any,
    ) -> float:
        """Return the share of all seeds, diverged ones included, with values in a range."""
        found = self._sample(name, of, where)
        inside = (found.values >= at_least) & (found.values <= at_most)
        return float(inside.sum() / (len(found.values) + found.n_diverged))

    def n_seeds(self, of: str | None = None) -> int:
        """Return the number of seeds."""
        return self._trained(of).run.n_replicas

    def n_diverged(self, of: str | None = None, variant: str | None = None) -> int:
        """Return how many seeds diverged."""
        status = run_of(self._trained(of), variant).status
        return int((status == "diverged").sum())

    def n_parameters(self, of: str | None = None, variant: str | None = None) -> int:
        """Return the number of weights and biases."""
        study = self._of(of)
        run = run_of(study, variant) if isinstance(study, Study) else study
        return run.architecture.n_params

    def sizes(self, of: str | None = None, variant: str | None = None) -> str:
        """Return the architecture as ``2–8–1``."""
        study = self._of(of)
        run = run_of(study, variant) if isinstance(study, Study) else study
        return sizes(run.architecture.sizes)

    def first_epoch(
        self,
        name: str,
        at_least: float = -np.inf,
        at_most: float = np.inf,
        of: str | None = None,
        variant: str | None = None,
    ) -> int:
        """Return the first recorded epoch at which the published seed is in a range."""
        study = self._trained(of)
        run = run_of(study, variant)
        if name not in run.history:
            raise ValueError(f"{study.id} has no history {name!r}")
        curve = run.history[name][0]
        inside = np.flatnonzero((curve >= at_least) & (curve <= at_most))
        if not len(inside):
            raise ValueError(f"{study.id}: {name} of the published seed is never in that range")
        return int(run.epochs[inside[0]])

    def published(self, name: str, of: str | None = None) -> str:
        """Return the number that the document prints for a quantity, misprints as they are read."""
        id = self._of(of).id
        found = [row.meant for row in self._rows if (row.experiment, row.quantity) == (id, name)]
        if len(found) != 1:
            raise ValueError(f"{id} has {len(found)} published numbers of {name!r}, one is needed")
        return numbers.typeset(found[0])

    def finding(self, name: str, *options: Any, **named: Any) -> str:
        """Return a sentence whose numbers and directions are computed (`FINDINGS`)."""
        scene = Scene(self._study, self._studies, self._rows)
        return catalogue.say(scene, name, *options, **named)

    def settings(self, of: str | None = None) -> Mapping[str, Any]:
        """Return the resolved settings."""
        return self._of(of).settings

    def _trained(self, of: str | None) -> Study:
        study = self._of(of)
        if not isinstance(study, Study):
            raise ValueError(f"{study.id} is a gradient check, which has no seeds")
        return study


def render_notice(
    template: str,
    study: AnyStudy,
    studies: Mapping[str, AnyStudy],
    rows: Sequence[PublishedRow] = (),
) -> str:
    """Return a notice with its numbers, or why there are none.

    Raises
    ------
    ValueError
        Naming the study, when a name is unknown or a value does not exist.
    """
    values = Values(study, studies, rows)
    jinja = Environment(undefined=StrictUndefined, autoescape=False)
    jinja.filters.update(_FILTERS)
    names = [name for name in dir(values) if not name.startswith("_")]
    context = {name: getattr(values, name) for name in names}
    try:
        return jinja.from_string(template).render(context).strip()
    except NoValue as error:
        return (
            f"What there is to notice rests on a value that does not exist: {escape(str(error))}."
        )
    except (TemplateError, ValueError, TypeError) as error:
        raise ValueError(f"{study.id}: notice: {error}") from error
