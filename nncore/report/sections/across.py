"""Across documents: answers side by side, set-ups on the same problems, every experiment."""

from collections.abc import Iterator, Mapping, Sequence

from nncore.analysis import readings
from nncore.analysis.findings.tests import RULE
from nncore.analysis.outcomes import median, outcome, shown
from nncore.analysis.quantities import QUANTITIES
from nncore.experiments.run_files import Run
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import extent, listed, plural, sizes, spelled
from nncore.report.document.model import Block, Cell, Paragraph, Row, Section, Table
from nncore.report.parts.content import Content, Experiment, link, section_id
from nncore.report.parts.tables import DASH, decimal, right, table
from nncore.report.parts.words import answer

COUNTS = ("Parameters", "Train", "Test", "Epochs", "Seeds", "Diverged")
# An experiment with more variants than this takes one line; its section has one for each.
MANY = 4


def across_section(content: Content) -> Iterator[Section]:
    """Yield the chapter that puts experiments of all documents side by side."""
    if not any(True for _ in content.experiments()):
        return
    groups: dict[str, list[Experiment]] = {}
    for experiment in content.experiments():
        if heading := experiment.block.words.across:
            groups.setdefault(heading, []).append(experiment)
    parts = [
        Section(f"across-{place}", escape(heading), list(_group(place, members, content)))
        for place, (heading, members) in enumerate(groups.items(), start=1)
    ]
    every = _every(content)
    if not parts:
        yield Section("sec-across", "Across documents", every)
        return
    parts.append(Section("sec-every", "Every experiment", every))
    opening = f"What {listed(_named(groups))} say, read side by side. {RULE}"
    yield Section("sec-across", "Across documents", [Paragraph(opening)], parts)


def _named(groups: Mapping[str, Sequence[Experiment]]) -> Iterator[str]:
    n = sum(len(members) for members in groups.values())
    documents = {m.block.document for members in groups.values() for m in members}
    yield f"{spelled(n)} experiments of {plural(len(documents), 'document')}"


def _group(place: int, members: Sequence[Experiment], content: Content) -> Iterator[Block]:
    """Yield the answers of a group, then its set-ups on the problems that they share."""
    rows = []
    for each in members:
        answered = answer(each, content) or f"See {link(each)}."
        rows.append([link(each), each.block.words.question.strip(), answered])
    caption = "Questions and what the experiments answer; numbers and directions are computed."
    yield table(f"tab-answers-{place}", caption, ["Experiment", "Question", "Answer"], rows)
    yield from _shared(place, members)


def _shared(place: int, members: Sequence[Experiment]) -> Iterator[Table]:
    """Yield a table of set-ups by problem, where at least two problems share two variants."""
    labels = [run.label for each in members for run in each.study.runs]
    common = [label for label in dict.fromkeys(labels) if label and labels.count(label) > 1]
    problems = [m for m in members if sum(r.label in common for r in m.study.runs) > 1]
    if len(common) < 2 or len(problems) < 2:
        return
    units = [QUANTITIES[outcome(each.study)].label for each in problems]
    heads = [decimal(each.title, unit) for each, unit in zip(problems, units, strict=True)]
    yield table(
        f"tab-shared-{place}",
        "The same set-ups on each problem: medians over seeds at the parameters that are kept.",
        ["Set-up", *heads],
        [[escape(label), *(_at(each, label) for each in problems)] for label in common],
        "metrics.json",
    )


def _at(experiment: Experiment, label: str) -> str:
    for run in experiment.study.runs:
        if run.label == label:
            name = outcome(experiment.study)
            found = median(experiment.study, run, name)
            return "diverged" if found is None else readings.shown(experiment.study, name, found)
    return DASH


def _every(content: Content) -> list[Block]:
    text = (
        "All experiments on one page: medians over seeds at the parameters that are kept, accuracy "
        "for a classification and mean squared error for a regression. A seed whose loss stopped "
        "being finite is counted as diverged and left out of the medians; of an experiment with "
        f"more than {spelled(MANY)} variants the range of their medians is given."
    )
    every = table(
        "tab-across",
        "Every experiment: network, parameters, median result, epochs, seeds, how many diverged.",
        ["Experiment", "Network", *map(right, COUNTS)],
        [row for each in content.experiments() for row in _rows(each, content)],
        "metrics.json",
    )
    return [Paragraph(text), every]


def _rows(experiment: Experiment, content: Content) -> Iterator[Row]:
    document = escape(content.documents[experiment.block.document].title)
    runs = experiment.study.runs
    lines = {run.label: [run] for run in runs}
    if len(runs) > MANY:
        lines = {plural(len(runs), "variant"): [*runs]}
    for label, members in lines.items():
        name = experiment.title + (f", {escape(label)}" if label else "")
        head = Cell(name, f"#{section_id(experiment.id)}")
        yield Row([head, *_cells(experiment, members)], group=document)


def _cells(experiment: Experiment, runs: Sequence[Run]) -> list[Cell | str]:
    networks = list(dict.fromkeys(sizes(run.architecture.sizes) for run in runs))
    lost = sum(int((run.status == "diverged").sum()) for run in runs)
    return [
        networks[0] if len(networks) == 1 else f"{len(networks)} networks",
        _range([run.architecture.n_params for run in runs]),
        shown(experiment.study, runs, "train"),
        shown(experiment.study, runs, "test"),
        _range([int(run.n_epochs.max()) for run in runs]),
        numbers.count(sum(run.n_replicas for run in runs)),
        numbers.count(lost),
    ]


def _range(values: Sequence[int]) -> str:
    low, high = min(values), max(values)
    return numbers.count(low) if low == high else extent(numbers.count(low), numbers.count(high))
