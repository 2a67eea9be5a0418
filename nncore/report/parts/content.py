"""What the parts of the report are built from: blocks of the configuration with their studies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nncore.analysis.published.judgements import Judgement
from nncore.analysis.quantities import AnyStudy
from nncore.config.records import configuration as records
from nncore.data.recipe import Recipe
from nncore.experiments.run_files import GradientStudy, Study
from nncore.language.inline import escape
from nncore.report.document.made_from import Provenance
from nncore.report.document.mathematics import Mathematics
from nncore.report.document.model import Film, Section
from nncore.report.parts.pictures import Media


@dataclass(frozen=True)
class Experiment:
    """An experiment: its block and that of its data, what came out, its published numbers."""

    block: records.Experiment
    data: Recipe
    study: Study
    rows: tuple[Judgement, ...]

    @property
    def id(self) -> str:
        """The id in the configuration."""
        return self.study.id

    @property
    def title(self) -> str:
        """The heading, as markup; it says whose data these are where the document has its own."""
        return escape(self.study.dataset.titled(self.block.words.title))


@dataclass(frozen=True)
class Check:
    """A gradient check: its block of the configuration, what came out, its published numbers."""

    block: records.GradientCheck
    study: GradientStudy
    rows: tuple[Judgement, ...]

    @property
    def id(self) -> str:
        """The id in the configuration."""
        return self.study.id

    @property
    def title(self) -> str:
        """The heading, as markup."""
        return escape(self.block.words.title)


Subject = Experiment | Check


@dataclass(frozen=True)
class Content:
    """All of it, in the configuration's order, and what the report has shown so far."""

    documents: Mapping[str, records.Document]
    subjects: Mapping[str, Subject]
    studies: Mapping[str, AnyStudy]
    rows: Sequence[Judgement]
    media: Media
    provenance: Provenance
    mathematics: Mathematics = field(default_factory=Mathematics)
    sections: list[Section] = field(default_factory=list)

    def experiments(self, document: str | None = None) -> Iterator[Experiment]:
        """Yield the experiments of a document, or all."""
        for subject in self.subjects.values():
            if isinstance(subject, Experiment) and document in (None, subject.block.document):
                yield subject

    def checks(self, document: str | None = None) -> Iterator[Check]:
        """Yield the gradient checks of a document, or all."""
        for subject in self.subjects.values():
            if isinstance(subject, Check) and document in (None, subject.block.document):
                yield subject

    def documents_shown(self) -> Iterator[tuple[str, records.Document]]:
        """Yield the documents that have an experiment or a gradient check."""
        used = {subject.block.document for subject in self.subjects.values()}
        yield from ((id, block) for id, block in self.documents.items() if id in used)

    def films(self) -> Iterator[Film]:
        """Yield all films; the first opens the report."""
        for experiment in self.experiments():
            for entry in experiment.block.animations:
                yield self.media.film(experiment.id, entry.name, experiment.block.figures)

    def repaired(self) -> Iterator[tuple[Experiment, Experiment]]:
        """Yield every experiment that has a repair, with its repair."""
        for experiment in self.experiments():
            other = self.subjects.get(experiment.block.repairs or "")
            if isinstance(other, Experiment):
                yield other, experiment


def content_of(
    config: records.Configuration,
    studies: Mapping[str, AnyStudy],
    rows: Sequence[Judgement],
    media: Media,
    provenance: Provenance,
) -> Content:
    """Bring configuration and studies together.

    Raises
    ------
    ValueError
        Naming the experiment whose run, document or repaired experiment is missing.
    """
    found: dict[str, Subject] = {}
    for id, block in {**config.gradchecks, **config.experiments}.items():
        if id in found:
            raise ValueError(f"{id!r} is both a gradient check and an experiment")
        if id not in studies:
            raise ValueError(f"no run of {id!r}")
        if block.document not in config.documents:
            raise ValueError(f"{id}: no document {block.document!r}")
        for key in ("repairs", "searches"):
            if (other := getattr(block, key, None)) and other not in config.experiments:
                raise ValueError(f"{id}: {key} {other!r}, which is no experiment")
        mine = tuple(row for row in rows if row.experiment == id)
        study = studies[id]
        if isinstance(block, records.Experiment) and isinstance(study, Study):
            data = config.datasets[block.training.data]
            found[id] = Experiment(block, data, study, mine)
        elif isinstance(block, records.GradientCheck) and isinstance(study, GradientStudy):
            found[id] = Check(block, study, mine)
    return Content(config.documents, found, studies, rows, media, provenance)


def link(subject: Subject) -> str:
    """Return a subject's title as a link to its section."""
    return f"[{subject.title}](#{section_id(subject.id)})"


def section_id(subject: str) -> str:
    """Return the id of an experiment's section."""
    return f"sec-{subject}"
