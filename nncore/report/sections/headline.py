"""The headline: three sentences from computed values, a film, a few large figures."""

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from nncore.analysis import readings
from nncore.analysis.findings.reaching import first_past
from nncore.analysis.findings.scene import Setup
from nncore.analysis.outcomes import outcome
from nncore.analysis.published import counts, searches
from nncore.analysis.published.judgements import Judgement
from nncore.analysis.published.verdict_records import VERDICTS
from nncore.analysis.quantities import QUANTITIES, n_samples
from nncore.experiments.run_files import Run, Study
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import plural, spelled_plural
from nncore.report.document.model import Block, Facts
from nncore.report.parts.content import Content, link

# A repair is worth a sentence when it is this many times faster.
FASTER = 2.0


def abstract(content: Content) -> tuple[str, ...]:
    """Return the summary: how much was reproduced, the fastest fact, the most surprising one."""
    paragraphs = (" ".join(_reproduced(content)), _fastest(content), _surprise(content))
    return tuple(words for words in paragraphs if words)


def _reproduced(content: Content) -> Iterator[str]:
    rows = content.rows
    if not rows:
        documents = spelled_plural(sum(1 for _ in content.documents_shown()), "document")
        yield f"The experiments of {documents}, trained again."
        return
    words = "; ".join(counts.clauses(rows))
    yield f"{words[:1].upper()}{words[1:]}."
    n_documents = len({row.document for row in rows})
    documents = spelled_plural(n_documents, "document")
    prints = "prints" if n_documents == 1 else "print"
    yield f"{documents.capitalize()} {prints} these {counts.printed(rows)}."
    if any(row.verdict == "same order" for row in rows):
        yield (
            "Round-off agrees in its order of magnitude at most: its digits depend on the order of "
            "operations and on the processor."
        )


def _fastest(content: Content) -> str:
    """The repair that reaches its original's result in the smallest share of its epochs."""
    best, sentence = FASTER, ""
    for broken, repair in content.repaired():
        name = outcome(broken.study)
        kept = readings.sample(broken.study, name)
        if outcome(repair.study) != name or not len(kept.values):
            continue
        level = kept.quantile(0.5)
        epoch = first_past(Setup(repair.study, None, "", ""), name, level)
        length = int(np.median(broken.study.run.n_epochs))
        if epoch is not None and length / max(epoch, 1) > best:
            best = length / max(epoch, 1)
            sentence = (
                f"{link(broken)} ends at a {QUANTITIES[name].label} of "
                f"{readings.shown(broken.study, name, level)} after {plural(length, 'epoch')}; "
                f"{link(repair)} is past that by epoch {numbers.count(epoch)}."
            )
    return sentence or _volume(content)


def _volume(content: Content) -> str:
    networks, updates = volume(content)
    trained = plural(networks, "network")
    return f"{trained} were trained for it, {numbers.count(updates)} updates in all."


def volume(content: Content) -> tuple[int, int]:
    """Return how many networks were trained, with how many updates."""
    runs = [(each.study, run) for each in content.experiments() for run in each.study.runs]
    return sum(run.n_replicas for _, run in runs), sum(_updates(*pair) for pair in runs)


def _updates(study: Study, run: Run) -> int:
    size = run.settings.batch_size
    n = n_samples(study, "train")
    return int(run.n_epochs.sum()) * (-(-n // size) if size else 1)


def _surprise(content: Content) -> str:
    """The number that counts and lies farthest from what any seed reaches, or in the tails."""
    odd = [
        row for row in content.rows if row.counts and VERDICTS[row.outcome.standing].agrees is False
    ]
    if missed := [row for row in odd if row.is_missed and not row.claim.is_worded]:
        return _missed(content, max(missed, key=lambda row: (_is_judged(row), _distance(row))))
    if not odd:
        return ""
    sentence = odd[0].outcome.sentence[:1].lower() + odd[0].outcome.sentence[1:]
    return f"Most surprising is the {_named(content, odd[0])}: {sentence}"


def _missed(content: Content, row: Judgement) -> str:
    words = f"Most surprising is the {_named(content, row)}: "
    if not row.n_seeds:
        return f"{words}every seed diverges."
    value = row.claim.meant.value
    nearest = row.sample.values[np.abs(row.sample.values - value).argmin()]
    ours = row.claim.meant.like(float(nearest))
    printed = row.claim.meant.words
    if row.n_seeds == 1:
        words += f"{printed} in print, {ours} here."
    else:
        seeds = plural(row.n_seeds, "seed")
        words += f"{printed} in print, and none of {seeds} comes nearer than {ours}."
    return f"{words} {searches.sentence(row.tried, row.changes)}".strip()


def _named(content: Content, row: Judgement) -> str:
    return f"{escape(row.label)} of {link(content.subjects[row.experiment])}"


def _is_judged(row: Judgement) -> bool:
    """Whether more or less of it is better: a loss surprises more than an epoch."""
    return QUANTITIES[row.claim.quantity].higher_is_better is not None


def _distance(row: Judgement) -> float:
    """How far the printed number is from the nearest seed, in widths of the spread."""
    values = row.sample.values
    if not len(values):
        return np.inf
    published = row.claim.meant.value
    width = row.sample.quantile(0.95) - row.sample.quantile(0.05)
    floor = 1e-3 * max(abs(published), float(np.abs(values).max()))
    return float(np.abs(values - published).min() / max(width, floor, 1e-300))


def lead(content: Content) -> list[Block]:
    """Return what opens the report: its first film and the largest figures."""
    return [*islice(content.films(), 1), Facts(list(_facts(content)))]


def _facts(content: Content) -> Iterator[tuple[str, str]]:
    if equal := counts.fixed(content.rows):
        runs = plural(counts.n_runs(equal), "run")
        yield _share(equal), f"numbers of {runs} on the documents' own stream equal"
    ids = {row.id for row in equal}
    if others := [row for row in content.rows if row.counts and row.id not in ids]:
        yield _share(others), "others that can be judged agree"
    networks, updates = volume(content)
    if networks:
        yield numbers.count(networks), f"networks trained, {_large(updates)} updates"
    if errors := [error for check in content.checks() for error in check.study.layers]:
        worst = max(error.complex_relative for error in errors)
        yield numbers.scientific(worst, 1), "largest relative error of a gradient"


def _share(rows: Sequence[Judgement]) -> str:
    return f"{numbers.count(counts.n_agree(rows))} of {numbers.count(len(rows))}"


def _large(n: int) -> str:
    """A large count as a person says it: ``3.1 million``."""
    for size, word in ((10**9, "billion"), (10**6, "million")):
        if n >= size:
            return f"{numbers.significant(n / size, 2)} {word}"
    return numbers.count(n)
