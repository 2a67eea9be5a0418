"""One section per experiment, always in the same order: question, set-up, mathematics, results."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from nncore.experiments.run_files import Run
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import listed, plural, spelled_plural
from nncore.report.document.model import Block, Callout, Code, Paragraph, Section
from nncore.report.pages.notices import render_notice
from nncore.report.sections.content import Content, Experiment, Subject, link, section_id
from nncore.report.sections.pictures import STRIPS, Media, command, film_id, side_by_side
from nncore.report.sections.repair import repair_blocks, repaired_by
from nncore.report.sections.result_tables import result_table
from nncore.report.sections.scoreboard import published_blocks, tally
from nncore.report.sections.search import search_section
from nncore.report.sections.setup import data_note, setup_card
from nncore.report.sections.summary import summary
from nncore.report.sections.training_log import training_log

# Shown on the card; a figure of its own would say no more.
ONLY_ON_CARD = "architecture"
SPREAD = "spread"


def document_section(id: str, content: Content, film: str) -> Section:
    """Return the chapter of a document: what it is, how it came out, its experiments.

    `film` is the id of the film that opens the report and does not stand here again.
    """
    document = content.documents[id]
    parts = [experiment_section(each, content, film) for each in content.experiments(id)]
    blocks: list[Block] = [Paragraph(_source(document))]
    if rows := [row for row in content.rows if row.document == id]:
        blocks.append(Paragraph(f"{tally(rows)}. [All of them](#tab-published)."))
    if checks := [link(check) for check in content.checks(id)]:
        blocks.append(Paragraph(f"Its gradients are checked first: {listed(checks)}."))
    return Section(f"doc-{id}", escape(document["title"]), blocks, parts)


def searched_by(experiment: Experiment, content: Content) -> Iterator[Callout]:
    """Yield a pointer to the experiments that search for this one's published numbers."""
    if names := [
        link(each) for each in content.experiments() if each.block.get("searches") == experiment.id
    ]:
        yield Callout(
            "note", f"Single changes of this set-up, and what they reach: {listed(names)}."
        )


def untrained(experiment: Experiment) -> Iterator[Callout]:
    """Yield how many seeds keep the weights that they started with, which no training improved."""
    found = []
    for run in experiment.study.runs:
        is_kept = (run.kept_epoch == 0) & (run.status != "diverged")
        if n := int(is_kept.sum()):
            whose = f" ({escape(run.label)})" if run.label else ""
            keeps = "keeps its" if n == 1 else "keep their"
            seeds = plural(run.n_replicas, "seed")
            found.append(f"{numbers.count(n)} of {seeds} {keeps} first weights{whose}")
    if found:
        yield Callout("note", f"{listed(found, '; ')}: untrained.")


def _source(document: Mapping[str, Any]) -> str:
    year = f" ({document['year']})" if document.get("year") else ""
    summary = escape(document["summary"].strip())
    return f"{escape(document['author'])}{year} [@{document['cite']}]. {summary}"


def experiment_section(experiment: Experiment, content: Content, film: str) -> Section:
    """Return the section of one experiment."""
    block, study = experiment.block, experiment.study
    if block.get("searches"):
        rest = chain(drawings(experiment, content.media, film), notice(experiment, content))
        return search_section(experiment, content, rest)
    blocks: list[Block] = [
        *data_note(study.dataset),
        Callout("question", block["question"].strip()),
        setup_card(experiment, content.media),
        *content.mathematics.blocks(block.get("mathematics") or (), experiment.id),
    ]
    blocks += untrained(experiment)
    table = result_table(study, block, experiment.rows, command(f"tables/{experiment.id}.csv"))
    blocks += [table] if table else []
    blocks += published_blocks(experiment, content)
    blocks += training_log(study, block, command(f"runs/{experiment.id}.npz"))
    blocks += drawings(experiment, content.media, film)
    blocks += notice(experiment, content)
    blocks += repair_blocks(experiment, content)
    blocks += chain(repaired_by(experiment, content), searched_by(experiment, content))
    blocks += _summaries(experiment)
    return Section(section_id(experiment.id), experiment.title, blocks)


def drawings(subject: Subject, media: Media, film: str = "") -> Iterator[Block]:
    """Yield the figures of a subject in its block's order, then its films."""
    entries = subject.block.get("figures") or ()
    films = subject.block.get("animations") or ()
    # On paper a film's strip of frames stands for it; on the page it would repeat the film.
    elsewhere = (ONLY_ON_CARD, STRIPS[0]) if films else (ONLY_ON_CARD,)
    figures = [media.figure(subject.id, each) for each in entries if each["kind"] not in elsewhere]
    if media.has(subject.id, SPREAD) and any(row.kind == "distribution" for row in subject.rows):
        figures.insert(0, media.figure(subject.id, {"name": SPREAD}))
    yield from side_by_side(figures)
    for entry in films:
        if film_id(subject.id, entry) == film:
            yield Paragraph(f"The film of this experiment opens the report: @{film}.")
        else:
            yield media.film(subject.id, entry, entries)


def notice(subject: Subject, content: Content) -> Iterator[Callout]:
    """Yield what to notice, its numbers computed."""
    if template := (subject.block.get("notice") or "").strip():
        yield Callout(
            "notice", render_notice(template, subject.study, content.studies, content.rows)
        )


def _summaries(experiment: Experiment) -> Iterator[Block]:
    """Yield the printed networks, of variants with one architecture the first."""
    study = experiment.study
    alike: dict[Any, list[Run]] = {}
    for run in study.runs:
        alike.setdefault(_shape(run), []).append(run)
    title = "The network as printed"
    if len(alike) > 1:
        title = f"The {spelled_plural(len(alike), 'network')} as printed"
    texts = []
    for runs in alike.values():
        others = f", and {plural(len(runs) - 1, 'more variant')} of this shape"
        head = runs[0].label + (others if len(runs) > 1 else "")
        texts.append(f"{head}\n\n{summary(study, runs[0])}" if head else summary(study, runs[0]))
    yield Code("\n\n\n".join(texts), "text", title, folded=True)


def _shape(run: Run) -> tuple[Any, ...]:
    architecture = run.architecture
    links = [*(each.name for each in architecture.activations), architecture.loss.link.name]
    return architecture.sizes, tuple(links), architecture.loss.name, architecture.biases
