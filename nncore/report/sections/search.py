"""The section of a search: single changes of a set-up, and what each reaches."""

from collections.abc import Iterator, Sequence

from nncore.analysis.published.judgements import Judgement, Trial
from nncore.analysis.published.searches import together_words, way, way_together
from nncore.analysis.readings import Sample
from nncore.config.models.evidence import EVIDENCE
from nncore.experiments.run_files import Study
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import (
    all_of,
    extent,
    listed,
    plural,
    spelled,
    spelled_plural,
    unbroken,
)
from nncore.report.document.model import Block, Cell, Paragraph, Row, Table
from nncore.report.document.strips import strip
from nncore.report.parts.content import Content, Experiment, link
from nncore.report.parts.tables import DASH, LOST, RANGE, decimal, spread, table
from nncore.report.sections.repair import changes

Found = list[tuple[Judgement, list[Trial]]]


def _searched(experiment: Experiment, content: Content) -> Experiment:
    searched = content.subjects[experiment.block.searches or ""]
    assert isinstance(searched, Experiment)
    return searched


def _found(experiment: Experiment, content: Content) -> Found:
    """Every number that this search sought, with its trials."""
    rows = _searched(experiment, content).rows
    mine = [(row, [t for t in row.tried if t.experiment == experiment.id]) for row in rows]
    return [(row, tried) for row, tried in mine if tried]


def outcome(experiment: Experiment, content: Content) -> Iterator[Paragraph]:
    """Yield what was changed and what of it reaches the numbers."""
    study, found = experiment.study, _found(experiment, content)
    opening = (
        f"{spelled_plural(len(study.runs), 'change').capitalize()} of the set-up of "
        f"{link(_searched(experiment, content))}, each made alone, from small to large, and "
        f"trained from {plural(study.run.n_replicas, 'seed')}. {_outcome(found)}"
    )
    caveats = dict.fromkeys(EVIDENCE[row.claim.evidence].caveat for row, _ in found)
    yield Paragraph(" ".join(filter(None, (opening, *caveats))))


def _outcome(found: Found) -> str:
    if not found:
        return "Every published number is reached as described, so that there is nothing to find."
    numbers_out = "the number" if len(found) == 1 else f"the {spelled(len(found))} numbers"
    reached = [row for row, tried in found if way(tried) is not None]
    if not reached:
        return f"None of them reaches {numbers_out} out of reach as described."
    if len(found) == 1:
        ways = [trial for trial in found[0][1] if trial.reaches]
        times = f"{spelled(len(ways))} of them, first by" if len(ways) > 1 else "one of them,"
        label = escape(found[0][0].label)
        return (
            f"The {label} out of reach as described is reached by {times} **{_first(found[0])}**."
        )
    some = "All" if len(reached) == len(found) else spelled(len(reached)).capitalize()
    return f"{some} of {numbers_out} out of reach as described {_are(len(reached))} reached."


def _first(found: tuple[Judgement, list[Trial]]) -> str:
    best = way(found[1])
    assert best is not None
    return escape(best.label)


def _are(n: int) -> str:
    return "is" if n == 1 else "are"


def tried_changes(experiment: Experiment, content: Content) -> Iterator[Table]:
    """Yield the table of the changes and of the settings that differ."""
    searched = _searched(experiment, content)
    before = searched.study.run.settings
    rows = []
    for run in experiment.study.runs:
        lost = int((run.status == "diverged").sum())
        diverged = f" ({numbers.count(lost)} of {plural(run.n_replicas, 'seed')} diverged)"
        words = listed([*changes(before, run.settings)] or ["nothing"])
        rows.append([escape(run.label) + (diverged if lost else ""), words])
    caption = f"The changes tried for {searched.title}, the smallest first."
    yield table(f"tab-changes-{experiment.id}", caption, ["Change", "Settings that differ"], rows)


def together(experiment: Experiment, content: Content) -> Iterator[Block]:
    """Yield what each change reaches of all numbers of the run."""
    found = _found(experiment, content)
    tried = (
        [each for each in found[0][0].changes if each.experiment == experiment.id] if found else []
    )
    n = len(tried[0].sought) if tried else 0
    if n < 2:
        return
    best = way_together(tried)
    outcome = f"No change reaches {all_of(n)} numbers of the run together."
    if best is not None:
        outcome = (
            f"**{escape(best.label)}** is the smallest change that reaches {all_of(n)} "
            "numbers of the run together."
        )
    yield Paragraph(outcome)
    rows = []
    for each in tried:
        missed = [label for label in each.sought if label not in each.reached]
        if missed:
            words = f"no: not the {listed(map(escape, missed))}"
        else:
            words = "yes" if each.reaches_together else f"each, but {together_words(each)}"
        count = f"{numbers.count(len(each.reached))} of {numbers.count(n)}"
        rows.append([escape(each.label), count, words])
    yield table(
        f"tab-together-{experiment.id}",
        "How many of the numbers printed of the run each change reaches from some seed, and "
        "whether it reaches them together.",
        ["Change", "Numbers reached", "Together?"],
        rows,
        "metrics.json",
    )


def reached(experiment: Experiment, content: Content) -> Iterator[Table]:
    """Yield the table of what each change reaches of the numbers out of reach."""
    study, found = experiment.study, _found(experiment, content)
    if not found:
        return
    yield table(
        f"tab-{study.id}",
        "What each change reaches of the published numbers that are out of reach as described, on "
        "one scale for each number; the smallest change that reaches it is set in bold.",
        ["Change", decimal("Median"), RANGE, "Seeds", "Reached?", "Evidence"],
        [line for row, tried in found for line in _lines(study, row, tried)],
        "metrics.json",
    )


def _lines(study: Study, row: Judgement, tried: Sequence[Trial]) -> Iterator[Row]:
    """Yield the described set-up and every change, for one published number."""
    head = f"{escape(row.label)}, published {row.claim.meant.words}"
    best = way(tried)
    samples = [row.sample, *(trial.sample for trial in tried if trial.sample is not None)]

    def line(label: str, sample: Sample, verdict: str, words: str) -> Row:
        drawn = strip(sample, row.claim.meant, verdict, samples)
        plot: Cell | str = Cell(drawn.words, strip=drawn) if drawn else DASH
        cells = [
            label,
            *_median(study, row, sample),
            plot,
            Cell(words, "", verdict),
            unbroken(row.claim.evidence),
        ]
        return Row(cells, group=head)

    yield line("as described", row.sample, row.outcome.standing, "no")
    for trial in tried:
        label = escape(trial.label)
        if trial.sample is None or trial.outcome is None:
            yield Row(
                [label, DASH, DASH, DASH, "ends before", unbroken(row.claim.evidence)], group=head
            )
            continue
        verdict = trial.outcome.verdict
        words = f"yes, {verdict}" if trial.reaches else "no"
        yield line(f"**{label}**" if trial is best else label, trial.sample, verdict, words)


def _median(study: Study, row: Judgement, sample: Sample) -> list[str]:
    if not len(sample.values):
        return [DASH, LOST]
    median, low, high = spread(study, row.claim.quantity, sample, row.claim.meant)
    return [median, extent(low, high)]
