"""What stands in the section of a subject: ordered tables of functions, each giving its blocks.

A further part is one function and one entry.
"""

from collections.abc import Callable, Iterable, Iterator

from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import listed, plural
from nncore.report.document.model import Block, Callout, Section
from nncore.report.parts.content import Check, Content, Experiment, Subject, link, section_id
from nncore.report.parts.drawings import drawings
from nncore.report.parts.result_tables import result_table
from nncore.report.parts.setup import check_card, data_note, setup_card
from nncore.report.parts.summary import networks
from nncore.report.parts.training_log import training_log
from nncore.report.parts.words import mathematics, notice, question
from nncore.report.sections.gradient_checks import errors, steps
from nncore.report.sections.repair import repair_blocks, repaired_by
from nncore.report.sections.scoreboard import published_blocks
from nncore.report.sections.search import outcome, reached, together, tried_changes


def untrained(experiment: Experiment, content: Content) -> Iterator[Callout]:
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


def searched_by(experiment: Experiment, content: Content) -> Iterator[Callout]:
    """Yield a pointer to the experiments that search for this one's published numbers."""
    if names := [
        link(each) for each in content.experiments() if each.block.searches == experiment.id
    ]:
        yield Callout(
            "note", f"Single changes of this set-up, and what they reach: {listed(names)}."
        )


EXPERIMENT: tuple[Callable[[Experiment, Content], Iterable[Block]], ...] = (
    data_note,
    question,
    setup_card,
    mathematics,
    untrained,
    result_table,
    published_blocks,
    training_log,
    drawings,
    notice,
    repair_blocks,
    repaired_by,
    searched_by,
    networks,
)
SEARCH: tuple[Callable[[Experiment, Content], Iterable[Block]], ...] = (
    data_note,
    question,
    outcome,
    tried_changes,
    reached,
    together,
    drawings,
    notice,
)
CHECK: tuple[Callable[[Check, Content], Iterable[Block]], ...] = (
    question,
    check_card,
    mathematics,
    errors,
    published_blocks,
    drawings,
    steps,
    notice,
)


def subject_section(subject: Subject, content: Content) -> Section:
    """Return the section of an experiment, of a search or of a gradient check."""
    if isinstance(subject, Check):
        blocks = [block for part in CHECK for block in part(subject, content)]
    else:
        parts = SEARCH if subject.block.searches else EXPERIMENT
        blocks = [block for part in parts for block in part(subject, content)]
    return Section(section_id(subject.id), subject.title, blocks)
