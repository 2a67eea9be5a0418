"""A changed set-up beside the published one: what was changed, and what that did."""

from collections.abc import Iterator, Sequence
from typing import Any

from nncore.analysis import readings
from nncore.analysis.quantities import QUANTITIES, n_samples
from nncore.config.records.record import Record
from nncore.language.wording import listed, name_of, setting
from nncore.report.document.model import Block, Callout, Table
from nncore.report.sections.content import Content, Experiment, link
from nncore.report.sections.tables import LOST, bracketed, table

# Keys whose difference does not change what is trained.
_BESIDES = {
    "id",
    "words",
    "document",
    "claims",
    "record_at",
    "record_every",
    "snapshots",
    "repairs",
    "searches",
    "figures",
    "animations",
    "table",
    "variants",
    "label",
    "monitor",
    "replicas",
}
_OUTCOMES = ("train_loss", "train_accuracy", "train_mse", "test_loss", "test_accuracy", "test_mse")
_MISSING = object()
# What null means, where it is not "none".
_NOTHING = {"batch_size": "all"}


def changes(before: Record, after: Record, path: str = "") -> Iterator[str]:
    """Yield the settings that differ: ``output: sigmoid → identity``."""
    for key in dict.fromkeys((*before.keys(), *after.keys())):
        if not path and key in _BESIDES:
            continue
        old, new = before.get(key, _MISSING), after.get(key, _MISSING)
        if old == new or _spread_alike(old, new):
            continue
        if isinstance(old, Record) and isinstance(new, Record) and "name" not in old:
            yield from changes(old, new, key)
            continue
        words = (_said(key, value) for value in _shorter(old, new))
        yield f"{name_of(key)} {' → '.join(words)}"


def _spread_alike(old: Any, new: Any) -> bool:
    """Whether both lists hold one value for every layer, the same one for more or fewer layers."""
    lists = isinstance(old, tuple) and isinstance(new, tuple)
    return lists and len(set(map(repr, [*old, *new]))) == 1


def _shorter(old: Any, new: Any) -> tuple[Any, Any]:
    """Two choices by name only where their names differ: options left as they come say nothing."""
    named = all(isinstance(value, Record) and "name" in value for value in (old, new))
    if named and old["name"] != new["name"]:
        return old["name"], new["name"]
    return old, new


def _said(key: str, value: Any) -> str:
    if value is _MISSING:
        return "not set"
    return _NOTHING.get(key, "none") if value is None else setting(value)


def repair_blocks(experiment: Experiment, content: Content) -> Iterator[Block]:
    """Yield what an experiment changes in the one it repairs, and both results side by side."""
    broken = content.subjects.get(experiment.block.get("repairs") or "")
    if not isinstance(broken, Experiment):
        return
    changed = list(changes(broken.study.run.settings, experiment.study.run.settings))
    differ = f"It changes {_all(changed)}." if changed else "It changes nothing that is trained."
    yield Callout(
        "repair",
        f"This set-up is a change of {link(broken)}. {differ} Both are compared in "
        f"@tab-repair-{experiment.id}.",
    )
    yield _table(broken, experiment)


def repaired_by(experiment: Experiment, content: Content) -> Iterator[Block]:
    """Yield a pointer to the experiments that repair this one."""
    for broken, repair in content.repaired():
        if broken.id == experiment.id:
            changed = list(changes(broken.study.run.settings, repair.study.run.settings))
            differ = f": {_all(changed)}" if changed else ""
            yield Callout("repair", f"{link(repair)} changes this set-up{differ}.")


def _all(changed: Sequence[str]) -> str:
    """Changes as a sentence lists them; some hold commas."""
    return listed(changed, "; " if any("," in words for words in changed) else ", ")


def _table(broken: Experiment, repair: Experiment) -> Table:
    rows = []
    for name in _OUTCOMES:
        if all(
            name in each.study.run.history and _recorded(each, name) for each in (broken, repair)
        ):
            found = [(each.study, readings.sample(each.study, name)) for each in (broken, repair)]
            cells = [bracketed(study, name, sample) or LOST for study, sample in found]
            rows.append([QUANTITIES[name].label, *cells])
    return table(
        f"tab-repair-{repair.id}",
        f"{broken.title} and what is changed: median over seeds, 5–95 % range in brackets.",
        ["Quantity", f"As published: {broken.title}", f"Changed: {repair.title}"],
        rows,
        "metrics.json",
    )


def _recorded(experiment: Experiment, name: str) -> bool:
    split = name.partition("_")[0]
    return n_samples(experiment.study, split) > 0
