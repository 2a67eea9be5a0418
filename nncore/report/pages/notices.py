"""What to notice: sentences of the configuration in which nothing about a result is typed.

The sentence is a Jinja2 template in inline markup. It may ask for values of its own study and of
others (``of="other-id"``) and write them with the filters of `nncore.language.numbers`::

    The published seed ends at {{ value("train_loss") | significant }}.
    {{ finding("reach", "train_accuracy", at_least=1.0) }}

What has a direction (lower, still, only) is a finding, so that it turns when the numbers do.

A template comes from a configuration and is not trusted: it runs in `nncore.report.pages.sandbox`.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

import numpy as np
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.tests import TESTS as JINJA_TESTS

from nncore.analysis import readings
from nncore.analysis.findings import catalogue
from nncore.analysis.findings.scene import Scene
from nncore.analysis.published.judgements import Judgement
from nncore.analysis.quantities import AnyStudy, run_of
from nncore.analysis.readings import HIGH, LOW, Sample
from nncore.experiments.run_files import Study
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import name_of, setting, sizes
from nncore.report.pages.sandbox import Raw, Sandbox, raw

DIGITS = 17  # more say nothing of a number


def _short(write: Callable[..., str]) -> Callable[..., str]:
    """Return a filter that refuses more digits than a number has."""
    form = inspect.signature(write)

    @wraps(write)
    def short(*args: Any, **kwargs: Any) -> str:
        given = form.bind(*args, **kwargs).arguments
        for name in ("digits", "decimals"):
            if not 0 <= given.get(name, 0) <= DIGITS:
                raise ValueError(f"{name} is {given[name]}; 0 to {DIGITS} can be shown")
        return write(*args, **kwargs)

    return short


def _join(values: Sequence[Any], between: str = "") -> str:
    """Join words, those of the configuration as they stand."""
    return between.join(
        escape(each) if isinstance(each, Raw) else str(each)
        for each in values
        if isinstance(each, str | int | float)
    )


# All that a notice can use besides the functions of `Values`.
FILTERS: dict[str, Any] = {
    "significant": _short(numbers.significant),
    "percent": _short(numbers.percent),
    "count": numbers.count,
    "fixed": _short(numbers.fixed),
    "scientific": _short(numbers.scientific),
    "setting": setting,
    "name": lambda name: escape(name_of(name)),
    "join": _join,
    **{
        name: JINJA_FILTERS[name]
        for name in (
            *("abs", "first", "last", "length", "list", "map", "max", "min", "reject", "select"),
            *("selectattr", "sort", "sum", "unique"),
        )
    },
}
TESTS: dict[str, Any] = {
    name: JINJA_TESTS[name]
    for name in ("defined", "none", "eq", "equalto", "ne", "lt", "le", "gt", "ge", "in")
}


class NoValue(ValueError):
    """Training went so that what a notice asks for does not exist, which is no mistake of its."""


class Values:
    """What a notice may ask: functions of one study that look up others by id."""

    def __init__(
        self, study: AnyStudy, studies: Mapping[str, AnyStudy], rows: Sequence[Judgement]
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
        found = [
            row.claim.meant
            for row in self._rows
            if (row.experiment, row.claim.quantity) == (id, name)
        ]
        if len(found) != 1:
            raise ValueError(f"{id} has {len(found)} published numbers of {name!r}, one is needed")
        return found[0].words

    def finding(self, name: str, *options: Any, **named: Any) -> str:
        """Return a sentence whose numbers and directions are computed (`FINDINGS`)."""
        scene = Scene(self._study, self._studies, self._rows)
        return catalogue.say(scene, name, *options, **named)

    def settings(self, of: str | None = None) -> Mapping[str, Any]:
        """Return the resolved settings; their words are shown as they stand."""
        found: Mapping[str, Any] = raw(self._of(of).settings)
        return found

    def _trained(self, of: str | None) -> Study:
        study = self._of(of)
        if not isinstance(study, Study):
            raise ValueError(f"{study.id} is a gradient check, which has no seeds")
        return study


FUNCTIONS = tuple(name for name in vars(Values) if not name.startswith("_"))


def render_notice(
    template: str,
    study: AnyStudy,
    studies: Mapping[str, AnyStudy],
    rows: Sequence[Judgement] = (),
) -> str:
    """Return a notice with its numbers, or why there are none.

    Raises
    ------
    ValueError
        Naming the study, when a name is unknown, a value does not exist, or the template asks for
        what a sentence may not do.
    """
    values = Values(study, studies, rows)
    sandbox = Sandbox(FILTERS, TESTS, _longest(study))
    try:
        return sandbox.render(template, {name: getattr(values, name) for name in FUNCTIONS})
    except NoValue as error:
        return (
            f"What there is to notice rests on a value that does not exist: {escape(str(error))}."
        )
    except Exception as error:
        # Whatever a template brings about ends here, with the place where it stands.
        line = getattr(error, "lineno", None) or _line(error)
        place = f"line {line}: " if line and "\n" in template.strip() else ""
        what = getattr(error, "message", None) or (error.args[0] if error.args else "")
        raise ValueError(f"{study.id}: notice: {place}{what or type(error).__name__}") from error


def _longest(study: AnyStudy) -> int:
    """Return how many there are of what a run has most of."""
    if not isinstance(study, Study):
        return study.architecture.n_params
    return max(max(len(study.runs), len(run.epochs), run.n_replicas) for run in study.runs)


def _line(error: Exception) -> int | None:
    """Return the template's line in which an error happened."""
    trace, line = error.__traceback__, None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
