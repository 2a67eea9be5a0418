"""The training log of an experiment: loss and norm of the gradient as training goes on."""

from collections.abc import Iterator

import numpy as np

from nncore.analysis import readings
from nncore.experiments.run_files import Study
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import plural
from nncore.report.document.model import Table
from nncore.report.parts.content import Content, Experiment
from nncore.report.parts.tables import DASH, decimal, table

COLUMNS = ("train_loss", "gradient_norm")


def training_log(experiment: Experiment, content: Content) -> Iterator[Table]:
    """Yield the table of an experiment's `log_at`, of the first seed; none where it names no epoch.

    A line after the end of training would repeat the last one and is left out; where values are
    not finite stands a dash.
    """
    study, block = experiment.study, experiment.block
    run = study.run
    end = int(run.n_epochs[0])
    epochs = [epoch for epoch in sorted(set(block.log_at)) if epoch <= end]
    if not epochs:
        return
    # On the full batch an epoch is one update.
    unit = "epoch" if run.settings.batch_size else "step"
    title = escape(block.words.title)
    yield table(
        f"tab-log-{study.id}",
        f"{title}: training loss and norm of the gradient at some {unit}s of seed "
        f"{run.seeds[0]}, whose training {run.status[0]} after {plural(end, unit)}.",
        [decimal(unit.capitalize()), "Training loss", "Norm of the gradient"],
        [[numbers.count(e), *(_cell(study, name, e) for name in COLUMNS)] for e in epochs],
        f"runs/{study.id}.npz",
    )


def _cell(study: Study, name: str, epoch: int) -> str:
    value = float(readings.value(study, name, epoch=epoch)[0])
    return readings.shown(study, name, value) if np.isfinite(value) else DASH
