"""The headline: three sentences from computed values, a few large figures, a film."""

from collections.abc import Iterator

import numpy as np

from nncore.report import numbers, readings
from nncore.report.build_content import Content, Experiment, link
from nncore.report.build_media import film_id
from nncore.report.model import Block, Facts
from nncore.report.published import PublishedRow
from nncore.report.quantities import QUANTITIES, n_samples
from nncore.report.text import escape
from nncore.report.verdicts import interval
from nncore.report.wording import listed, plural
from nncore.runs import Run, Study

_SAID = (
    ("exact", "{} equal at every printed digit"),
    ("same order", "{} of the same order of magnitude, which is all that round-off allows"),
    ("within the spread", "{} within the spread over seeds"),
    ("in the tails", "{} in its tails"),
    ("not reached as described", "{} out of reach of the set-up as described"),
    ("misprint", "{} impossible as printed"),
)
# A repair is worth a sentence when it is this many times faster.
FASTER = 2.0


def abstract(content: Content) -> tuple[str, ...]:
    """Return the summary: how much was reproduced, the fastest fact, the most surprising one."""
    sentences = [_reproduced(content), _fastest(content), _surprise(content)]
    return (" ".join(sentence for sentence in sentences if sentence),)


def _reproduced(content: Content) -> str:
    n_documents = sum(1 for _ in content.documents_shown())
    documents = plural(n_documents, "document")
    if not content.rows:
        return f"The experiments of {documents}, trained again."
    words = []
    for name, phrase in _SAID:
        if n := sum(row.verdict == name for row in content.rows):
            words.append(phrase.format(f"**{numbers.count(n)}**"))
    printed = plural(len(content.rows), "number")
    verb = "prints" if n_documents == 1 else "print"
    return f"Of the {printed} that {documents} {verb}, {listed(words)}."


def _fastest(content: Content) -> str:
    """The repair that reaches its original's result in the smallest share of its epochs."""
    best: tuple[float, str] = (FASTER, "")
    for broken, repair in content.repaired():
        found = _overtaken(broken, repair)
        if found is None:
            continue
        epochs, name, level = found
        length = int(np.median(broken.study.run.n_epochs))
        ratio = length / max(epochs, 1)
        if ratio > best[0]:
            sentence = (
                f"Fastest: what {link(broken)} reaches in {plural(length, 'epoch')}, a "
                f"{QUANTITIES[name].label} of {level}, {link(repair)} passes "
                f"by epoch {numbers.count(epochs)}."
            )
            best = (ratio, sentence)
    return best[1] or _volume(content)


def _overtaken(broken: Experiment, repair: Experiment) -> tuple[int, str, str] | None:
    """When the repair's median passes the original's result: epoch, quantity, level in words."""
    name = _outcome(broken.study)
    if _outcome(repair.study) != name:
        return None
    kept = readings.sample(broken.study, name)
    if not len(kept.values):
        return None
    level = kept.quantile(0.5)
    run = repair.study.run
    curve = run.history[name][run.status != "diverged"]
    # Replicas that ended leave NaN behind; an epoch nobody reached has no median.
    alive = np.isfinite(curve).any(axis=0)
    median = np.nanmedian(curve[:, alive], axis=0)
    higher = QUANTITIES[name].higher_is_better
    passed = np.flatnonzero(median > level if higher else median < level)
    if not len(passed):
        return None
    epoch = int(run.epochs[alive][passed[0]])
    return epoch, name, readings.shown(broken.study, name, level)


def _outcome(study: Study) -> str:
    """The quantity a study is judged by: accuracy or error, on unseen samples if there are any."""
    split = "test" if n_samples(study, "test") else "train"
    return f"{split}_{'accuracy' if study.dataset.task == 'classification' else 'mse'}"


def _volume(content: Content) -> str:
    networks, updates = volume(content)
    trained = plural(networks, "network")
    return f"{trained} were trained for it, {numbers.count(updates)} updates in all."


def volume(content: Content) -> tuple[int, int]:
    """Return how many networks were trained, with how many updates."""
    runs = [(each.study, run) for each in content.experiments() for run in each.study.runs]
    return sum(run.n_replicas for _, run in runs), sum(_updates(*pair) for pair in runs)


def _updates(study: Study, run: Run) -> int:
    size = run.settings["batch_size"]
    n = n_samples(study, "train")
    return int(run.n_epochs.sum()) * (-(-n // size) if size else 1)


def _surprise(content: Content) -> str:
    """The published number that lies farthest from what any seed reaches."""
    missed = [row for row in content.rows if row.verdict == "not reached as described"]
    if missed:
        row = max(missed, key=lambda row: (_is_judged(row), _distance(row)))
        return f"Most surprising: {_said(content, row)}"
    odd = [row for row in content.rows if row.verdict in ("misprint", "in the tails")]
    return f"Most surprising: {_said(content, odd[0])}" if odd else ""


def _said(content: Content, row: PublishedRow) -> str:
    sentence = row.sentence[:1].lower() + row.sentence[1:]
    return f"for the {escape(row.label)} of {link(content.subjects[row.experiment])}, {sentence}"


def _is_judged(row: PublishedRow) -> bool:
    """Whether more or less of it is better: a loss surprises more than an epoch."""
    return QUANTITIES[row.quantity].higher_is_better is not None


def _distance(row: PublishedRow) -> float:
    """How far the printed number is from the nearest seed, in widths of the spread."""
    values = row.sample.values
    if not len(values):
        return np.inf
    published = interval(row.meant).value
    width = row.sample.quantile(0.95) - row.sample.quantile(0.05)
    floor = 1e-3 * max(abs(published), float(np.abs(values).max()))
    return float(np.abs(values - published).min() / max(width, floor, 1e-300))


def lead(content: Content) -> tuple[list[Block], str]:
    """Return what opens the report, and the id of the film among it (empty without one)."""
    film = next(_films(content), None)
    blocks: list[Block] = [] if film is None else [film[1]]
    blocks.append(Facts(list(_facts(content))))
    return blocks, film[0] if film else ""


def _films(content: Content) -> Iterator[tuple[str, Block]]:
    for experiment in content.experiments():
        for entry in experiment.block.get("animations") or ():
            figures = experiment.block.get("figures") or ()
            film = content.media.film(experiment.id, entry, figures)
            yield film_id(experiment.id, entry), film


def _facts(content: Content) -> Iterator[tuple[str, str]]:
    n_exact = sum(row.verdict == "exact" for row in content.rows)
    fixed = sum(row.kind == "exact" for row in content.rows)
    if fixed:
        yield f"{numbers.count(n_exact)} of {numbers.count(fixed)}", "fixed digits equal"
    if spread := [row for row in content.rows if row.kind == "distribution"]:
        inside = sum(row.verdict == "within the spread" for row in spread)
        yield f"{numbers.count(inside)} of {numbers.count(len(spread))}", "others within the spread"
    networks, _ = volume(content)
    if networks:
        yield numbers.count(networks), "networks trained"
    if errors := [error for check in content.checks() for error in check.study.layers]:
        worst = max(error.complex_relative for error in errors)
        yield numbers.scientific(worst, 1), "largest relative error of a gradient"
