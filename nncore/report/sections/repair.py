"""A changed set-up beside the published one: what was changed, and what that did."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from nncore.analysis import readings
from nncore.analysis.quantities import QUANTITIES, n_samples
from nncore.config.records.record import Record
from nncore.config.records.training import Choice
from nncore.language.wording import choice, listed, name_of, setting
from nncore.report.document.model import Block, Callout, Table
from nncore.report.parts.content import Content, Experiment, link
from nncore.report.parts.tables import LOST, bracketed, table

# Settings whose difference does not change what is trained.
_BESIDES = {"label", "record_at", "record_every", "snapshots", "monitor", "replicas"}
_OUTCOMES = ("train_loss", "train_accuracy", "train_mse", "test_loss", "test_accuracy", "test_mse")
# What null means, where it is not "none".
_NOTHING = {"batch_size": "all"}


def changes(before: Record, after: Record, besides: Collection[str] = _BESIDES) -> Iterator[str]:
    """Yield the settings that differ: ``output: sigmoid → identity``."""
    for key in type(before).model_fields:
        old, new = getattr(before, key), getattr(after, key)
        if key in besides or old == new or _spread_alike(old, new):
            continue
        if isinstance(old, Choice) and isinstance(new, Choice) and old.name != new.name:
            # Options left as they come say nothing.
            yield f"{name_of(key)} {setting(old.name)} → {setting(new.name)}"
        elif isinstance(old, Record) and isinstance(new, Record) and not isinstance(old, Choice):
            yield from changes(old, new, ())
        else:
            yield f"{name_of(key)} {_said(key, old)} → {_said(key, new)}"


def _spread_alike(old: Any, new: Any) -> bool:
    """Whether both lists hold one value for every layer, the same one for more or fewer layers."""
    lists = isinstance(old, tuple) and isinstance(new, tuple)
    return lists and len(set(map(repr, [*old, *new]))) == 1


def _said(key: str, value: Any) -> str:
    if value is None:
        return _NOTHING.get(key, "none")
    return choice(dict(value)) if isinstance(value, Record) else setting(value)


def repair_blocks(experiment: Experiment, content: Content) -> Iterator[Block]:
    """Yield what an experiment changes in the one it repairs, and both results side by side."""
    broken = content.subjects.get(experiment.block.repairs or "")
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
