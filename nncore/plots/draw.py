"""Draw an entry of the configuration, figure or film, from run files, in all its formats."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from nncore.config.records.figures import FigureJob, Shown
from nncore.experiments.run_files import GradientStudy, Study, load
from nncore.plots.kit.animation import save_animation
from nncore.plots.kit.failed import figure_mark, film_mark, marked_if_it_fails
from nncore.plots.kit.save import save_figure
from nncore.plots.registry import record_of


class Form(NamedTuple):
    """How a drawing is written, and what stands in its place when it fails."""

    save: Callable[[Callable[..., Any], Path, str], None]
    mark: Callable[..., Any]


AnyStudy = TypeVar("AnyStudy", Study, GradientStudy)
FIGURE, FILM = Form(save_figure, figure_mark), Form(save_animation, film_mark)


def with_shown(study: AnyStudy, shown: Shown) -> AnyStudy:
    """Return a study with its title, which says whose data these are, and the claims to mark."""
    title = study.dataset.titled(shown.title) if isinstance(study, Study) else shown.title
    return replace(study, title=title, claims=shown.claims)


def draw(
    entry: FigureJob,
    runs: Sequence[Path],
    datasets: Sequence[Path],
    output: Path,
    log: str | None = None,
) -> None:
    """Draw an entry and write the files of its form.

    Parameters
    ----------
    entry : FigureJob
    runs, datasets : sequence of Path
        Run files, the entry's own first, and their data sets; or a file of judgements.
    output : Path
        One of the files to write; the others lie beside it under the same name.
    log : str or None
        Where drawing fails, a mark stands in its place that sends the reader to this file; with
        None the error passes.
    """
    record = record_of(entry.kind)
    form = FILM if record.is_film else FIGURE
    folder, name = output.parent, output.name.partition(".")[0]
    with marked_if_it_fails(log, form.save, form.mark, folder, name):
        study, *others = _sources(record.source, entry, runs, datasets)
        made = partial(record.draw, study, others=others, **entry.options)
        form.save(lambda theme: made(theme=theme), folder, name)


def _sources(
    source: str, entry: FigureJob, runs: Sequence[Path], datasets: Sequence[Path]
) -> list[Any]:
    if source == "published":  # its module reads them: no other drawing depends on verdicts
        return [*runs]
    loaded: list[Any] = [load(run, datasets) for run in runs]
    return [with_shown(study, entry.shown[study.id]) for study in loaded]
