"""The values that a page may show: functions of one study, the filters that write them, the words.

What has a direction (lower, still, only) is a finding, so that it turns when the numbers do.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

import numpy as np

from nncore.analysis import readings
from nncore.analysis.findings import catalogue
from nncore.analysis.findings.scene import Scene
from nncore.analysis.published.judgements import Judgement
from nncore.analysis.quantities import AnyStudy, run_of
from nncore.analysis.readings import HIGH, LOW, Sample
from nncore.config.records.record import Record
from nncore.experiments.run_files import Study
from nncore.language import numbers, wording
from nncore.language.inline import escape
from nncore.report.pages.expressions import Call, Value, read

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


FILTERS: dict[str, Callable[..., str]] = {
    "significant": _short(numbers.significant),
    "percent": _short(numbers.percent),
    "count": numbers.count,
    "fixed": _short(numbers.fixed),
    "scientific": _short(numbers.scientific),
}


class NoValue(ValueError):
    """Training went so that what a page asks for does not exist, which is no mistake of its."""


class Values:
    """What a page may ask: functions of one study that look up others by id."""

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
        return wording.sizes(run.architecture.sizes)

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

    def setting(self, name: str, of: str | None = None) -> str:
        """Return a setting in words, by its dotted name."""
        found: Any = self._of(of).settings
        for step in name.split("."):
            if not isinstance(found, Record) or step not in type(found).model_fields:
                raise ValueError(f"{self._of(of).id} has no setting {name!r}")
            found = getattr(found, step)
        if isinstance(found, Record):
            raise ValueError(f"{name} is a block of settings; name one of its keys")
        return wording.setting(found)

    def _trained(self, of: str | None) -> Study:
        study = self._of(of)
        if not isinstance(study, Study):
            raise ValueError(f"{study.id} is a gradient check, which has no seeds")
        return study


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    name: function for name, function in vars(Values).items() if not name.startswith("_")
}


def render(
    text: str,
    study: AnyStudy,
    studies: Mapping[str, AnyStudy],
    rows: Sequence[Judgement] = (),
) -> str:
    """Return the words of a page with its values, or why there are none.

    Raises
    ------
    ValueError
        Naming the study, when a name is unknown or a value does not exist.
    """
    values = Values(study, studies, rows)
    try:
        return "".join(
            part if isinstance(part, str) else _shown(part, values) for part in read(text)
        )
    except NoValue as error:
        return (
            f"What there is to notice rests on a value that does not exist: {escape(str(error))}."
        )
    except (ValueError, TypeError, LookupError) as error:
        raise ValueError(f"{study.id}: page: {error.args[0] if error.args else error}") from error


def _shown(value: Value, values: Values) -> str:
    shown = _made(getattr(values, _known("function", value.call, FUNCTIONS)), value.call)
    for each in value.filters:
        shown = _made(FILTERS[_known("filter", each, FILTERS)], each, shown)
    return shown if isinstance(shown, str) else str(shown)


def _known(what: str, call: Call, table: Mapping[str, Any]) -> str:
    if call.name not in table:
        raise ValueError(f"no {what} {call.name!r}; there are {', '.join(table)}")
    return call.name


def _made(function: Callable[..., Any], call: Call, *first: Any) -> Any:
    return function(*first, *call.positional, **(call.named or {}))
