"""The whole configuration as records: documents, data sets, gradient checks, experiments.

Jobs get a part of it as JSON (`model_dump_json`) and read it back (`model_validate_json`): training
an experiment its `training`, a gradient check its `settings`, a figure a `FigureJob` with `shown`
of each study, tables and report the whole. Fields are read as attributes::

    experiment.id, .document, .words.title, .training.epochs, .training.variants[0].network.hidden,
    .claims, .figures[0].options, .animations, .table, .log_at, .repairs, .searches
    check.id, .document, .words.title, .settings.epsilon, .claims, .figures
"""

from collections.abc import Mapping
from typing import Self

from nncore.config.records.claims import Claim
from nncore.config.records.figures import FigureEntry, Shown
from nncore.config.records.record import Record
from nncore.config.records.training import GradientSettings, Training
from nncore.data.recipe import Recipe


class Document(Record):
    """A write-up whose experiments are reproduced; `cite` is its key in the bibliography."""

    title: str
    author: str
    year: int | None
    url: str | None
    cite: str
    summary: str


class Words(Record):
    """What a page says of an experiment or a gradient check; `body` holds its paragraphs."""

    title: str = ""
    question: str = ""
    answer: str = ""
    mathematics: tuple[str, ...] = ()
    across: str | None = None
    body: tuple[str, ...] = ()


class Subject(Record):
    """What experiments and gradient checks have in common; `claims` are the printed numbers."""

    id: str
    document: str
    words: Words
    claims: tuple[Claim, ...]
    figures: tuple[FigureEntry, ...]

    def shown(self, with_claims: bool) -> Shown:
        """Return what a figure shows of it besides its run."""
        return Shown(title=self.words.title, claims=self.claims if with_claims else ())


class GradientCheck(Subject):
    """A comparison of a network's gradient with a numerical one."""

    settings: GradientSettings


class Experiment(Subject):
    """Networks trained on a data set, and what is shown of them.

    `repairs` and `searches` are ids of the experiment whose set-up this one repairs, and of the one
    whose printed numbers its variants try to reach. `table` are columns of the result table,
    `log_at` epochs of the training log.
    """

    training: Training
    repairs: str | None
    searches: str | None
    animations: tuple[FigureEntry, ...]
    table: tuple[str, ...]
    log_at: tuple[int, ...]


class Configuration(Record):
    """A valid configuration; `seed` and `replicas` are defaults that its parts hold already."""

    title: str = ""
    seed: int = 0
    replicas: int = 1
    documents: Mapping[str, Document] = {}
    datasets: Mapping[str, Recipe] = {}
    gradchecks: Mapping[str, GradientCheck] = {}
    experiments: Mapping[str, Experiment] = {}

    def without_words(self) -> Self:
        """Return what jobs need that read no words: no documents, nothing of pages."""
        sections = {"gradchecks": self.gradchecks, "experiments": self.experiments}
        bare = {
            section: {id: each.model_copy(update={"words": Words()}) for id, each in of.items()}
            for section, of in sections.items()
        }
        return self.model_copy(update={"title": "", "documents": {}, **bare})
