"""What figures, films and quantities need of an experiment, known before anything runs.

A record of `nncore.plots.registry` or of the report's quantities names its needs; each need is one
entry of `NEEDS`. What only a file decides is taken to be there: the job that reads it will say.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from nncore.config.checks.facts import Facts
from nncore.config.reading.problems import Path, Problem
from nncore.plots.registry import strips


class Need(NamedTuple):
    """One thing that may be needed.

    Attributes
    ----------
    words : str
        What is needed.
    lacking : callable
        ``lacking(facts)`` returns what there is instead, None where nothing is lacking.
    cure : str
    of_others : bool
        Whether experiments drawn beside the own need it too.
    key : str
        The key of the block at which it is lacking, where `lacking` and `words` say so; "" for
        where it is asked for.
    reads : tuple of paths
        What it rests on besides data, network and variants.
    """

    words: str
    lacking: Callable[[Facts], str | None]
    cure: str
    of_others: bool = True
    key: str = ""
    reads: tuple[Path, ...] = ()


def _inputs(facts: Facts, wanted: int) -> str | None:
    if facts.n_inputs in (None, wanted):
        return None
    return f"{facts.data.place} has {facts.n_inputs}"


def _line(facts: Facts) -> str | None:
    n_outputs, place = facts.data.n_outputs, facts.data.place
    several = None if n_outputs in (None, 1) else f"{place} has {n_outputs} outputs"
    return _inputs(facts, 1) or several


def _points(facts: Facts) -> str | None:
    return _inputs(facts, 1 if facts.data.task == "regression" else 2)


def _task(facts: Facts, wanted: str) -> str | None:
    task = facts.data.task
    return None if task in (None, wanted) else f"{facts.data.place} is a {task}"


def _two_parameters(facts: Facts) -> str | None:
    for label, run in facts.runs.items():
        n_params = facts.n_params(run)
        if n_params not in (None, 2):
            return f'variant "{label}" has {n_params}' if label else f"this network has {n_params}"
    return None


def _snapshots(facts: Facts) -> str | None:
    first = next(iter(facts.runs.values()))
    return None if first.snapshots else "is empty"


def _strip(facts: Facts) -> str | None:
    kinds = {entry["kind"] for entry in facts.block.figures}
    return None if kinds & set(strips()) else "figures lists none"


NEEDS: dict[str, Need] = {
    "plane": Need(
        "data with two inputs",
        lambda facts: _inputs(facts, 2),
        "use another data set, or leave it out",
    ),
    "line": Need(
        "data with one input and one output", _line, "use another data set, or leave it out"
    ),
    "points": Need(
        "points to draw, of one input for a regression and of two for classes",
        _points,
        "use another data set, or leave it out",
    ),
    "classification": Need(
        "a classification",
        lambda facts: _task(facts, "classification"),
        "for a regression take fit, loss or a mean squared error",
    ),
    "regression": Need(
        "a regression",
        lambda facts: _task(facts, "regression"),
        "for classes take region, confusion, or an accuracy",
    ),
    "images": Need(
        "samples that are images",
        lambda facts: None if facts.images else f"{facts.data.place} has none",
        "use a data set of digits, or leave it out",
    ),
    "test split": Need(
        "a test split",
        lambda facts: None if facts.data.has_test else f"{facts.data.place} has none",
        "set its test_fraction, or take the training split",
    ),
    "snapshots": Need(
        "is drawn from snapshots",
        _snapshots,
        "list the updates under snapshots, such as {count: 20, until: 1000}",
        of_others=False,
        key="snapshots",
    ),
    "strip": Need(
        "a strip of frames for readers of paper",
        _strip,
        f"add {' or '.join(strips())} to figures",
        of_others=False,
        reads=(("figures",),),
    ),
    "variants": Need(
        "at least two variants",
        lambda facts: None if len(facts.runs) > 1 else "variants lists fewer",
        "list what differs under variants",
        of_others=False,
    ),
    "two parameters": Need(
        "a network of two parameters",
        _two_parameters,
        "leave it out, or take {hidden: [], biases: false} on two inputs",
    ),
}
# What every need rests on; where that is wrong itself, the need is not looked at.
READS: tuple[Path, ...] = tuple((key,) for key in ("data", "network", "variants"))


def lacking(what: str, requires: Iterable[str], facts: Facts, path: Path) -> Iterator[Problem]:
    """Yield a problem for each need of `what` that an experiment does not meet."""
    for name in requires:
        need = NEEDS[name]
        if found := need.lacking(facts):
            message = f'"{what}" needs {need.words}, {found}; {need.cure}'
            if need.key:
                message = f'{found}, but "{what}" {need.words}; {need.cure}'
            place: Path = (need.key,) if need.key else path
            yield Problem(place, message, reads=(path, *READS, *need.reads))
            return
